"""The vocabulary that ships: nothing missing, nothing lost, nothing said of a person that is only for groups."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.profiles import cases

from vakwerk.cli import main
from vakwerk.core import vocabulary
from vakwerk.core.dossier import values
from vakwerk.core.dossier.shapes import NotOfAPerson, shapes_of
from vakwerk.core.vocabulary import loading, open_data, reference
from vakwerk.core.vocabulary.checks import faults_in

ROOT = Path(__file__).resolve().parents[3]
LISTS = {one.id: one for one in vocabulary.lists()}
ANCHORS = (Path(__file__).parent / "anchors.txt").read_text(encoding="utf-8").split()

REQUIRED = {
    "levels": 10,
    "study_units": 8,
    "professions": 7,
    "profiles": 8,
    "roles": 22,
    "four_vs": 4,
    "identity_elements": 6,
    "glas_elements": 3,
    "second_order_skills": 4,
    "action_levels": 3,
    "ways_of_working": 3,
    "knowledge_sources": 3,
    "evidence_considerations": 4,
    "values_empowerment": 5,
    "values_social_studies": 4,
    "values_workplaces": 4,
    "ethical_views": 3,
    "definition_principles": 4,
    "expectations": 3,
    "methodical_marks": 4,
    "sdgs": 17,
    "human_rights": 30,
    "social_themes": 12,
    "priority_groups": 4,
    "workplace_issues": 6,
    "social_quality_conditions": 4,
    "professional_themes": 9,
    "task_clusters": 4,
    "task_contexts": 2,
    "laws": 9,
    "political_ways": 6,
    "activity_kinds": 27,
    "forms": 2,
    "absence_kinds": 11,
    "evidence_kinds": 5,
    "document_kinds": 4,
    "declaration_kinds": 5,
    "holding_kinds": 9,
    "autonomy_principles": 7,
    "integral_principles": 4,
}
"""Every list that was asked for, with at least so many terms."""

EXACTLY = {
    "four_vs", "identity_elements", "glas_elements", "second_order_skills", "action_levels", "ways_of_working",
    "knowledge_sources", "ethical_views", "definition_principles", "expectations", "methodical_marks", "sdgs",
    "human_rights", "workplace_issues", "social_quality_conditions", "values_workplaces", "professional_themes",
    "task_clusters", "task_contexts", "political_ways", "autonomy_principles", "integral_principles",
}  # fmt: skip
"""Lists that their source closes: no term more, none less."""


def test_the_files_hold_no_fault() -> None:
    assert [str(fault) for fault in faults_in(loading.texts_of())] == []


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_a_list_that_was_asked_for_is_there_and_whole(name: str) -> None:
    found = len(LISTS[name].terms)
    assert found == REQUIRED[name] if name in EXACTLY else found >= REQUIRED[name]


@pytest.mark.parametrize("anchor", ANCHORS)
def test_a_published_anchor_still_leads_to_its_term(anchor: str) -> None:
    name, key = anchor.split("#")
    assert vocabulary.is_list(name), f"the list of {anchor} was published and may not go"
    assert vocabulary.is_term(name, key), f"{anchor} was published and may not go"


def test_every_term_has_its_anchor_in_the_frozen_list() -> None:
    new = set(reference.anchors()) - set(ANCHORS)
    assert not new, f"add (vakwerk vocabulary anchors > tests/core/vocabulary/anchors.txt): {sorted(new)}"


@pytest.mark.parametrize("name", sorted(LISTS))
def test_every_term_can_be_read_in_both_languages_with_a_source(name: str) -> None:
    one = LISTS[name]
    for term in one.terms.values():
        for language in ("nl", "en"):
            assert term.label(language)
            assert term.defined(language).endswith((".", "?"))
            assert vocabulary.source_text(term.source or one.source, language)


def test_all_that_differs_between_the_languages_is_translated() -> None:
    """A definition that is the same in both languages was forgotten."""
    same = [
        f"{one.id}#{term.id}"
        for one in LISTS.values()
        for term in one.terms.values()
        if term.definition["nl"] == term.definition["en"]
    ]
    assert not same


@given(st.sampled_from(sorted(LISTS)), st.data())
@cases(60)
def test_what_stands_below_a_term_is_found_from_above(name: str, data: st.DataObject) -> None:
    term = data.draw(st.sampled_from(list(LISTS[name].terms.values())))
    assert term.id in vocabulary.children_of(name, term.id)
    if term.family is not None:
        assert vocabulary.children_of(name, term.id) < vocabulary.children_of(name, term.family)


@pytest.mark.parametrize("name", sorted(LISTS))
def test_walking_a_list_meets_every_term_once(name: str) -> None:
    walked = [term.id for _, term in LISTS[name].walk()]
    assert sorted(walked) == sorted(LISTS[name].terms)


def test_a_level_has_its_framework_numbers() -> None:
    for term in LISTS["levels"].terms.values():
        assert term.numbers["nlqf"] == term.number == vocabulary.level_number(term.id)
        assert 1 <= term.numbers["eqf"] <= 8
    assert LISTS["levels"].terms["ad"].numbers["ec"] == 120
    assert LISTS["study_units"].terms["ec"].numbers == {"hours": 28, "minutes": 28 * 60}


def test_the_goals_that_the_report_names_are_marked() -> None:
    flagged = {key: term.flags for key, term in LISTS["sdgs"].terms.items() if term.flags}
    assert flagged == {
        **dict.fromkeys(("1", "3", "7", "10", "11"), ("core",)),
        "5": ("named",),
    }


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("identity_elements", ["vijf", "zes"]),
        ("political_ways", ["vijf", "zes"]),
        ("sdgs", ["inclusiviteit"]),
        ("profiles", ["Meer van waarde"]),
        ("accreditors", ["Kwaliteitskader", "Kwaliteitsregister"]),
        ("evidence_considerations", ["vier"]),
    ],
)
def test_where_sources_contradict_each_other_both_are_told(name: str, said: list[str]) -> None:
    assert all(word in LISTS[name].note["nl"] for word in said)


def test_a_language_that_is_not_there_falls_back_to_english() -> None:
    term = vocabulary.term("levels", "ad")
    assert vocabulary.label("levels", "hbo", "ar") == vocabulary.label("levels", "hbo", "en")
    assert term.label("fy") == term.en
    third = loading.read_term("x", {"nl": "a", "en": "b", "fy": "c", "definition": {"nl": "A.", "en": "B."}})
    assert (third.label("fy"), third.defined("fy"), third.label("de")) == ("c", "B.", "b")


# --- only of groups -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["priority_groups", "social_themes"])
def test_what_is_only_said_of_groups_says_so(name: str) -> None:
    assert LISTS[name].groups_only
    assert not vocabulary.may_describe_a_person(name)


@pytest.mark.parametrize("name", ["priority_groups", "social_themes"])
def test_a_fact_of_a_person_can_not_take_such_a_term(name: str) -> None:
    @dataclass(frozen=True)
    class Trait(values.Fact):
        group: str = field(default="", metadata={"terms": name})

    with pytest.raises(NotOfAPerson, match=name):
        shapes_of(Trait)


def test_every_field_of_a_dossier_may_describe_a_person() -> None:
    used = {
        spec.metadata["terms"]
        for kind in vars(values).values()
        if hasattr(kind, "__dataclass_fields__")
        for spec in kind.__dataclass_fields__.values()
        if spec.metadata.get("terms")
    }
    assert {"activity_kinds", "roles", "levels"} <= used
    assert all(vocabulary.may_describe_a_person(name) for name in used)


def test_no_list_for_dossiers_and_norms_is_only_for_groups() -> None:
    for name, file in loading.where().items():
        if file == loading.TERMS:
            assert not LISTS[name].groups_only, name


# --- searching ------------------------------------------------------------------------------------------------------


def _found(text: str, language: str = "nl") -> list[str]:
    return [f"{hit.list.id}#{hit.term.id}" for hit in vocabulary.search(text, language)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("intervisie", "activity_kinds#intervision"),
        ("INTERVISIE", "activity_kinds#intervision"),
        ("moral deliberation", "activity_kinds#moral-deliberation"),
        ("client-ondersteuner", "roles#clientondersteuner"),
        ("cliëntondersteuner", "roles#clientondersteuner"),
        ("clientondersteuner", "roles#clientondersteuner"),
        ("casuistiek", "activity_kinds#case-discussion"),
        ("associate degree", "levels#ad"),
    ],
)
def test_a_word_is_found_however_it_is_typed(text: str, first: str) -> None:
    assert _found(text)[0] == first


def test_a_part_of_a_dutch_compound_is_found() -> None:
    assert "roles#jongerenwerker" in _found("werker")
    assert "sdgs#13" in _found("klimaat")


def test_a_definition_is_searched_after_the_labels() -> None:
    found = _found("waarden")
    by_label, by_definition = "second_order_skills#orientation-on-values", "expectations#accountable"
    assert found.index(by_label) < found.index(by_definition)
    assert "professions#theologian" in _found("zingeving")


def test_nothing_is_found_for_nothing() -> None:
    assert _found("") == _found("  ") == _found("!?") == _found("qqzz") == []


@given(st.text(max_size=60))
@cases(60)
def test_searching_never_fails_and_finds_each_term_once(text: str) -> None:
    for language in ("nl", "en", "ar"):
        found = _found(text, language)
        assert len(found) == len(set(found))


@given(st.sampled_from(reference.anchors()), st.sampled_from(["nl", "en"]))
@cases(80)
def test_every_term_is_found_by_its_own_label(anchor: str, language: str) -> None:
    name, key = anchor.split("#")
    assert anchor in _found(vocabulary.label(name, key, language), language)


# --- the page, the command and the data -----------------------------------------------------------------------------


def test_the_page_of_terms_is_not_stale() -> None:
    page = ROOT / "docs" / "reference" / "vocabulary.md"
    assert page.read_text(encoding="utf-8") == reference.render(), (
        "write it again: vakwerk vocabulary page > docs/reference/vocabulary.md"
    )


def test_the_command_checks_lists_and_shows(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocabulary", "check"]) == 0
    assert f"{len(LISTS)} lists" in capsys.readouterr().out
    assert main(["--language", "nl", "vocabulary", "list"]) == 0
    assert "Rechten en wetten" in capsys.readouterr().out
    assert main(["--language", "nl", "vocabulary", "show", "four_vs"]) == 0
    assert "verbinden: Je slaat bruggen" in capsys.readouterr().out
    assert main(["vocabulary", "show", "four_v"]) == 3
    assert "did you mean 'four_vs'" in capsys.readouterr().err


def test_the_open_data_is_what_its_schema_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "vocabulary"]) == 0
    schema: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    documents = [open_data.index_data(), *map(open_data.list_data, LISTS.values())]
    for document in documents:
        validator.validate(json.loads(json.dumps(document)))
    broken = open_data.list_data(LISTS["four_vs"])
    del broken["terms"][0]["definition"]
    assert not validator.is_valid(broken)


def test_the_open_data_leads_to_pages_that_are_published() -> None:
    published = set(ANCHORS)
    for one in LISTS.values():
        for term in open_data.list_data(one)["terms"]:
            assert term["page"].removeprefix(f"{open_data.PLACE}/") in published
            assert all(f"{link['list']}#{link['term']}" in published for link in term["links"])


def test_reading_a_norm_reads_no_more_than_the_terms_it_needs() -> None:
    asked = (
        "from vakwerk.core.norms import shipped; shipped()\n"
        "from vakwerk.core.vocabulary import loading\n"
        "print(loading._raw.cache_info().currsize, loading.read_all.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "0"]


def test_ids_of_the_page_itself_can_never_be_terms() -> None:
    """The page of a list marks its own places with ids that no term may have."""
    template = ROOT / "src/vakwerk/site/templates/site/vocabulary_list.html"
    own = set(re.findall(r'\bid="([^"{]+)"', template.read_text(encoding="utf-8"))) | {"main"}
    assert len(own) > 2
    ids = {anchor.split("#")[1] for anchor in ANCHORS}
    assert not own & ids
