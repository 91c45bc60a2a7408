"""The checker of the vocabulary names every fault there can be, where it stands and what to do."""

from __future__ import annotations

import pytest

from vakwerk.core.vocabulary.checks import faults_in

CONTENTS = """
subjects:
  values: {nl: Waarden, en: Values}
flags:
  pilot: {nl: proef, en: pilot}
numbers:
  eqf: {nl: EQF, en: EQF}
works:
  report:
    title: {nl: Rapport, en: Report}
    place: chapter
  vakwerk:
    title: {nl: eigen, en: own}
"""
TERMS = """
kinds:
  learning: {nl: leren, en: learning}
  course: {nl: cursus, en: course, family: learning}
"""
DEFINITIONS = """
kinds:
  subject: values
  title: {nl: Soorten, en: Kinds}
  about: {nl: Wat je deed., en: What you did.}
  source: vakwerk
  terms:
    learning:
      definition: {nl: Alles., en: All.}
    course:
      definition: {nl: Een cursus., en: A course.}
"""
LIST = """
views:
  subject: values
  title: {nl: Brillen, en: Views}
  about: {nl: Hoe je kijkt., en: How you look.}
  source: report § 2 § Kop
  terms:
    care:
      nl: zorg
      en: care
      definition: {nl: Zorg., en: Care.}
      numbers: {eqf: 3}
      flags: [pilot]
      links: ["kinds#course"]
    rights:
      nl: rechten
      en: rights
      definition: {nl: Rechten., en: Rights.}
"""
WHOLE = {
    "contents.yaml": CONTENTS,
    "terms.yaml": TERMS,
    "definitions.yaml": DEFINITIONS,
    "values.yaml": LIST,
}


def test_a_whole_vocabulary_has_no_faults() -> None:
    assert faults_in(WHOLE) == []


BROKEN = [
    ("values.yaml", "      en: care\n", "", "views#terms#care", "a label in 'en' is missing"),
    ("values.yaml", "nl: zorg\n", "nl: ''\n", "views#terms#care", "a label in 'nl' is missing"),
    ("values.yaml", "nl: Zorg., ", "", "views#terms#care", "a definition in 'nl' is missing"),
    (
        "values.yaml",
        "      definition: {nl: Rechten., en: Rights.}\n",
        "",
        "views#terms#rights",
        "a definition is missing",
    ),
    (
        "definitions.yaml",
        "    course:\n      definition: {nl: Een cursus., en: A course.}\n",
        "",
        "kinds#course",
        "a definition is missing",
    ),
    ("definitions.yaml", "    course:", "    coarse:", "kinds#terms#coarse", "no term 'coarse'"),
    ("definitions.yaml", "kinds:", "sorts:", "sorts", "no list 'sorts'"),
    (
        "definitions.yaml",
        "source: vakwerk",
        "source: vakwerk\n  groups_only: true",
        "kinds",
        "only said of groups",
    ),
    ("terms.yaml", "family: learning", "family: lerning", "kinds#course", "family 'lerning'"),
    ("terms.yaml", "en: learning}", "en: learning, family: course}", "kinds#", "leads back to itself"),
    ("terms.yaml", "en: learning}", "en: learning, number: one}", "kinds#learning", "not a whole number"),
    ("terms.yaml", "en: learning}", "en: learning, faimly: x}", "kinds#learning", "no 'faimly'"),
    ("terms.yaml", "  learning:", "  Learning:", "kinds#Learning", "small letters"),
    ("terms.yaml", "  course:", "  learning:", "kinds#learning", "stands here twice"),
    ("values.yaml", "    rights:", "    care:", "views#terms#care", "stands here twice"),
    ("values.yaml", "views:", "kinds:", "kinds", "another file has a list of this name"),
    ("values.yaml", "kinds#course", "kinds#corse", "views#terms#care", "leads to no term"),
    ("values.yaml", "kinds#course", "course", "views#terms#care", "leads to no term"),
    ("values.yaml", "[pilot]", "[pylot]", "views#terms#care", "no flag 'pylot'"),
    ("values.yaml", "{eqf: 3}", "{efq: 3}", "views#terms#care", "numbers are called eqf"),
    ("values.yaml", "{eqf: 3}", "{eqf: three}", "views#terms#care", "not a whole number"),
    ("values.yaml", "  source: report § 2 § Kop\n", "", "views", "where this was read"),
    ("values.yaml", "report § 2", "raport § 2", "views", "the work 'raport'"),
    ("values.yaml", "report § 2 § Kop", "vakwerk § 2", "views", "has no places"),
    ("values.yaml", "subject: values", "subject: valeus", "views", "one of the subjects: values"),
    ("values.yaml", "  about: {nl: Hoe je kijkt., en: How you look.}\n", "", "views", "about"),
    ("values.yaml", "en: Views", "fy: Sichten", "views#title", "a title in 'en' is missing"),
    ("values.yaml", "  source:", "  groups_only: maybe\n  source:", "views#groups_only", "true or false"),
    ("values.yaml", "  source:", "  notes: x\n  source:", "views#notes", "a list has no 'notes'"),
    ("values.yaml", "views:", "Views:", "Views", "small letters"),
    ("values.yaml", LIST, "views: [", "values.yaml", "not YAML"),
    ("values.yaml", LIST, "- views", "values.yaml", "holds lists by name"),
    (
        "contents.yaml",
        "works:\n",
        "works:\n  law: {title: {nl: Wet, en: Act}}\n",
        "works#law",
        "no source points",
    ),
    ("contents.yaml", "place: chapter", "place: page", "works#report#place", "chapter or article"),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "says"), BROKEN, ids=[f"{one[3]} {one[4]}" for one in BROKEN]
)
def test_every_fault_is_named_with_its_place(file: str, old: str, new: str, where: str, says: str) -> None:
    assert old in WHOLE[file], "the test changes nothing"
    faults = faults_in({**WHOLE, file: WHOLE[file].replace(old, new, 1)})
    assert any(where in fault.where and says in fault.message for fault in faults), list(map(str, faults))
    assert all(fault.line >= 1 for fault in faults)


def test_a_list_without_terms_is_a_fault() -> None:
    empty = LIST.split("  terms:", maxsplit=1)[0] + "  terms: {}\n"
    assert any("no terms" in fault.message for fault in faults_in({**WHOLE, "values.yaml": empty}))


def test_a_new_list_in_the_terms_needs_its_definition() -> None:
    more = TERMS + "\nwords:\n  one: {nl: een, en: one}\n"
    found = [str(fault) for fault in faults_in({**WHOLE, "terms.yaml": more})]
    assert any("terms.yaml:7: words: say in definitions.yaml what this list is for" in one for one in found)
    assert any("words#one: a definition is missing" in one for one in found)


def test_the_same_file_in_another_order_gives_the_same_faults() -> None:
    broken = {**WHOLE, "values.yaml": LIST.replace("[pilot]", "[pylot]")}
    assert faults_in(broken) == faults_in(dict(reversed(broken.items())))
