"""Reading a norm: every fault at once, each with its line and what to write instead; nothing hostile gets far."""

from __future__ import annotations

import time

import pytest

from vakwerk.core.amounts import Amount, Unit
from vakwerk.core.norms import UnreadableNorm, library_from_texts, read_norm
from vakwerk.core.norms.cases import read_cases

HEAD = """norm: a-norm
title: {nl: norm, en: norm}
owner: x
status: example
checked_on: 2026-11-23
period: {length: 5 years}
versions:
- from: 2020-01-01
  source: {title: t}
  requires:
"""


def norm(requires: str, more: str = "") -> str:
    """A norm with these requirements (from line 11 on) and more keys in its version."""
    return HEAD + "".join(f"    {line}\n" for line in requires.strip().split("\n")) + more


def faults(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(UnreadableNorm) as caught:
        read_norm(text, "norm.yaml")
    return [(fault.line, fault.message, fault.suggestion) for fault in caught.value.faults]


def only(text: str) -> tuple[int, str, str]:
    found = faults(text)
    assert len(found) == 1, found
    return found[0]


def test_the_norm_these_tests_start_from_is_readable() -> None:
    assert read_norm(norm("learning: {at_least: 1 hour}")).id == "a-norm"


FAULTS = {
    "a misspelt form": ("learnin: {at_least: 1 hour}", 11, "'learnin' is not known", "did you mean 'learning'?"),
    "a misspelt filter": ("learning: {at_least: 1 hour, topik: law}", 11, "'topik'", "did you mean 'topic'?"),
    "a misspelt term": ("learning: {at_least: 1 hour, kind: curse}", 11, "'curse'", "did you mean 'course'?"),
    "a term of another list": ("holding: {level: ethics}", 11, "'ethics' is not a known term of levels", "known: "),
    "two forms in one": (
        "learning: {at_least: 1 hour}\nwork: {at_least: 1 hour}", 11, "exactly one form", "use one of all",
    ),
    "an amount without a unit": ("learning: {at_least: 60}", 11, "'60' is not an amount", ""),
    "a unit that does not exist": ("learning: {at_least: 60 houres}", 11, "'houres' is not a unit", ""),
    "a unit that does not fit": ("learning: {at_least: 60 euro}", 11, "can not be in eurocents", "use minutes or"),
    "a fraction of a minute": ("learning: {at_least: 0.001 hours}", 11, "is not whole in minutes", ""),
    "more than anyone can reach": ("learning: {at_least: 99999999 hours}", 11, "more than anyone", "at most"),
    "two units in one sum": (
        "learning:\n  at_least: 60 hours\n  of_which: [{topic: law, at_least: 5 points}]", 12, "can not mix", "one",
    ),
    "work in points": ("work: {at_least: 5 points}", 11, "can not be in points", ""),
    "an if without then": ("if: {first_period: true}", 11, "'if' needs 'then'", ""),
    "a sum as a condition": (
        "if: {learning: {at_least: 1 hour}}\nthen: {declaration: {kind: code}}", 11, "can not be a sum", "ask for",
    ),
    "a flag that is a word": ("learning: {at_least: 1 hour, pro_rata: yes please}", 11, "pro_rata", "true, false"),
    "two levels": ("work: {at_least: 1 hour, level: [hbo, master]}", 11, "one level", "at least"),
    "a basis that does not multiply": (
        "work: {at_least: 80 hours, basis: 8 hours a week over 9 weeks}", 11, "does not multiply", "8 × 9",
    ),
    "a weight of nothing": (
        "activities: {at_least: 1 hour, weights: [{kind: course, by: 1/0}]}", 11, "not a weight", "by: 4",
    ),
    "a percentage of a group that is not there": (
        "learning:\n  of_which:\n  - {kind: course, counts_up_to: '40 percent of [other]'}", 13, "'other'", "known",
    ),
    "a week longer than a week": (
        "spread: {at_least: 2 months, weekly_at_least: 169 hours}", 11, "168 hours", "16 hours",
    ),
    "weeks in points": ("spread: {at_least: 2 months, weekly_at_least: 16 points}", 11, "can not be in", "minutes"),
    "an id with a space": ("learning: {name: my name, at_least: 1 hour}", 11, "can not be an id", "lower-case"),
    "a number too many": ("some: {at_least: 3, of: [{first_period: true}]}", 11, "'3' is not possible", "from 1 to 1"),
    "an empty age": ("age: {}", 11, "age needs", ""),
    "no confirmation asked": ("reflection: {at_least: 1 hour, confirmed: false}", 11, "only 'conf", "leave it out"),
    "a title in one language": ("learning: {at_least: 1 hour, title: {nl: x}}", 11, "both languages", "write {nl"),
}  # fmt: skip


@pytest.mark.parametrize(("requires", "line", "says", "hint"), FAULTS.values(), ids=list(FAULTS))
def test_a_fault_names_its_line_and_what_to_write(requires: str, line: int, says: str, hint: str) -> None:
    found = faults(norm(requires))
    matching = [fault for fault in found if says in fault[1] and hint in fault[2]]
    assert matching, found
    assert abs(matching[0][0] - line) <= 1, found


def test_a_key_written_twice_is_a_fault_at_the_second() -> None:
    line, message, hint = only(norm("learning:\n  at_least: 60 hours\n  at_least: 6 hours"))
    assert (line, message, hint) == (13, "'at_least' stands here twice", "keep one of them")


def test_every_fault_is_reported_at_once_in_the_order_of_the_file() -> None:
    text = norm("all:\n- lerning: {at_least: 1 hour}\n- work: {at_leest: 1 hour}\n- document: {kind: vogg}")
    lines = [line for line, _, _ in faults(text.replace("status: example", "status: exemplary"))]
    assert lines == sorted(lines)
    assert {4, 12, 13, 14} <= set(lines)


def test_an_alias_is_refused_wherever_it_stands() -> None:
    assert any("aliases" in message for _, message, _ in faults(norm("learning: &a {at_least: 1 hour}")))
    assert any(
        "aliases" in message
        for _, message, _ in faults(norm("all: [{first_period: true}]", "  relief: *a\n"))
    )


def test_a_yaml_bomb_is_refused_at_once() -> None:
    rows = ['a0: &a0 ["lol","lol","lol"]']
    rows += [f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    started = time.monotonic()
    assert all("aliases" in message for _, message, _ in faults("\n".join(rows)))
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "], ids=["lists", "mappings", "dashes", "keys"])
def test_deep_nesting_is_refused_and_does_not_break_the_parser(opening: str) -> None:
    text = opening * (200_000 // len(opening))
    assert any("nested deeper than 40" in message for _, message, _ in faults(text))


def test_forty_levels_are_deep_enough_and_forty_one_are_too_deep() -> None:
    def nested(levels: int) -> str:
        return norm("requires: " + "{all: [" * levels + "{first_period: true}" + "]}" * levels)

    assert not any("nested" in message for _, message, _ in faults(nested(15)))
    assert any("nested" in message for _, message, _ in faults(nested(30)))


def test_a_huge_file_is_refused_before_it_is_parsed() -> None:
    started = time.monotonic()
    line, message, _ = only("# " + "x" * 50_000_000)
    assert line == 1
    assert "at most 256000" in message
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("# nothing\n", "empty"),
        ("a: [", "not YAML"),
        ("a: b\n\tc: d", "not YAML"),
        ("\x00", "not YAML"),
        ("[1, 2]", "must be a mapping"),
        ("just words", "must be a mapping"),
        ("a: !!python/object/apply:os.system [ls]", "tags"),
        ("[a, b]: c", "a key must be a word"),
        ("norm: x\n---\nnorm: y", "second document"),
    ],
)
def test_what_is_not_a_norm_is_refused_with_a_sentence(text: str, says: str) -> None:
    assert any(says in message for _, message, _ in faults(text))


def test_words_are_read_as_written_whatever_yaml_would_make_of_them() -> None:
    read = read_norm(norm("declaration: {kind: code, about: 0123}").replace("owner: x", "owner: no"))
    assert read.owner == "no"
    assert read.versions[0].requires.about == "0123"  # type: ignore[attr-defined]


# --- caps and minima ----------------------------------------------------------------------------------------------


def test_two_caps_that_a_fact_may_fall_under_both_are_refused() -> None:
    text = norm(
        "learning:\n  of_which:\n  - {form: informal, counts_up_to: 5 hours}\n  - {topic: law, counts_up_to: 5 hours}"
    )
    line, message, hint = only(text)
    assert (line, message) == (14, "the caps 'learning.informal' and 'learning.law' may overlap")
    assert "no fact can fit both" in hint


def test_two_caps_that_exclude_each_other_are_fine() -> None:
    read_norm(
        norm(
            "learning:\n  of_which:\n  - {form: informal, counts_up_to: 5 hours}\n"
            "  - {form: formal, counts_up_to: 5 hours}"
        )
    )


def test_a_minimum_that_crosses_a_cap_is_refused() -> None:
    text = norm(
        "learning:\n  of_which:\n  - {form: informal, counts_up_to: 5 hours}\n  - {topic: law, at_least: 5 hours}"
    )
    line, message, _ = only(text)
    assert (line, message) == (14, "the minimum 'learning.law' may cross the cap 'learning.informal'")


def test_a_minimum_inside_a_cap_is_fine_and_so_are_minima_that_overlap() -> None:
    read_norm(
        norm(
            "learning:\n  of_which:\n"
            "  - {form: informal, counts_up_to: 5 hours, of_which: [{topic: law, at_least: 1 hour}]}"
        )
    )
    read_norm(
        norm(
            "learning:\n  of_which:\n  - {accredited: true, at_least: 5 hours}\n  - {topic: law, at_least: 5 hours}"
        )
    )


def test_a_percentage_of_a_percentage_is_refused() -> None:
    text = norm(
        "learning:\n  of_which:\n  - {name: a, kind: course, counts_up_to: '40 percent of [b]'}\n"
        "  - {name: b, kind: reading, counts_up_to: '40 percent of [a]'}"
    )
    assert any("itself capped by a percentage" in message for _, message, _ in faults(text))


def test_no_two_requirements_of_a_norm_bear_one_id_however_they_are_nested() -> None:
    inner = "{all: [{learning: {at_least: 1 hour}}, {all: [{learning: {at_least: 2 hours}}], name: all}]}"
    read = read_norm(norm(f"all: [{{learning: {{at_least: 3 hours}}}}, {inner}, {inner}]"))
    ids = [node.id for node in read.versions[0].requires.walk()]
    assert len(ids) == len(set(ids)), ids


# --- versions and the library -------------------------------------------------------------------------------------


def test_two_versions_of_one_date_are_a_fault() -> None:
    twice = norm("first_period: true")
    twice += "- from: 2020-01-01\n  source: {title: t}\n  requires: {first_period: true}\n"
    assert any("begin on the same date" in message for _, message, _ in faults(twice))


def test_versions_that_overlap_are_a_fault() -> None:
    text = norm("first_period: true", "  until: 2022-01-01\n")
    text += "- from: 2021-01-01\n  source: {title: t}\n  requires: {first_period: true}\n"
    assert any("overlap" in message for _, message, _ in faults(text))


def test_transitional_law_must_name_a_version_of_the_file() -> None:
    text = norm("first_period: true") + "transition:\n- {when: {}, use: version 1999-01-01}\n"
    line, message, hint = only(text)
    assert (line, hint) == (13, "version 2020-01-01")
    assert "must name a version" in message


@pytest.mark.parametrize(
    ("relief", "says"),
    [
        ("[{for: pregnancy}]", "exactly one effect"),
        ("[{for: pregnancy, extends: 4 weeks, pauses: true}]", "exactly one effect"),
        ("[{extends: 4 weeks}]", "needs 'for"),
        ("[{for: pregnancy, extends: 4 weeks, at_most: 6 months}]", "unit of extends"),
        ("[{for: pregnancy, extends: 4 hours}]", "can not be in minutes"),
        ("[{for: sickness, counts_as_worked: true, at_most: 6 months}]", "can not be in months"),
    ],
)
def test_relief_that_does_not_say_one_thing_is_refused(relief: str, says: str) -> None:
    assert any(
        says in message for _, message, _ in faults(norm("first_period: true", f"  relief: {relief}\n"))
    )


def _met_by(name: str, by: str) -> str:
    return norm("first_period: true", f"  met_by: [{by}]\n").replace("a-norm", name)


def test_met_by_may_not_go_round() -> None:
    with pytest.raises(UnreadableNorm) as caught:
        library_from_texts(
            {f"{a}.yaml": _met_by(a, b) for a, b in (("one", "two"), ("two", "three"), ("three", "one"))}
        )
    assert any("goes round" in fault.message for fault in caught.value.faults)
    with pytest.raises(UnreadableNorm):
        read_norm(_met_by("one", "one"))


def test_met_by_may_not_name_a_norm_that_is_not_there() -> None:
    with pytest.raises(UnreadableNorm, match="'two' is not a norm in the library"):
        library_from_texts({"one.yaml": _met_by("one", "two")})


def test_met_by_in_one_direction_is_fine() -> None:
    library = library_from_texts(
        {"one.yaml": _met_by("one", "two"), "two.yaml": norm("first_period: true").replace("a-norm", "two")}
    )
    assert set(library) == {"one", "two"}


def test_one_id_in_two_files_is_a_fault() -> None:
    with pytest.raises(UnreadableNorm, match="used by two files"):
        library_from_texts({"a.yaml": norm("first_period: true"), "b.yaml": norm("first_period: true")})


def test_a_re_registration_norm_needs_a_period_and_an_admission_does_not() -> None:
    without = norm("first_period: true").replace("period: {length: 5 years}\n", "")
    assert any("needs 'period'" in message for _, message, _ in faults(without))
    assert read_norm(without.replace("owner: x", "owner: x\nkind: admission")).period is None


# --- cases --------------------------------------------------------------------------------------------------------


def case_faults(text: str) -> list[str]:
    with pytest.raises(UnreadableNorm) as caught:
        read_cases(text, "cases.yaml", "a-norm")
    return [str(fault) for fault in caught.value.faults]


STORY = """- case: something happens
  on: 2026-01-01
  dossier:
    activities: [{kind: course, hours: 2, completed_on: 2024-05-01}]
  expect: {outcome: met}
"""


def test_the_story_these_tests_start_from_is_readable() -> None:
    (case,) = read_cases(STORY, "cases.yaml", "a-norm")
    assert case.dossier.activities[0].minutes == 120
    assert case.dossier.activities[0].id == "a1"


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("kind: course", "kind: curse", 4, "did you mean 'course'?"),
        ("hours: 2", "hourz: 2", 4, "unknown field; known here"),
        ("hours: 2", "hours: two", 4, "not a number of hours"),
        ("outcome: met", "outcome: good", 5, "use one of met"),
        ("outcome: met", "outcome: met, shrt: {}", 5, "did you mean 'short'?"),
        ("outcome: met", "outcome: met, short: {learning: 5 huors}", 5, "'huors' is not a unit"),
        ("outcome: met", "outcome: met, why_not: {a1: topik}", 5, "did you mean 'topic'?"),
        ("on: 2026-01-01", "on: tomorrow", 2, "is not a date"),
        ("  on: 2026-01-01\n", "", 1, "a case needs 'on'"),
        ("activities:", "activites:", 4, "did you mean 'activities'?"),
    ],
)
def test_a_fault_in_a_story_names_its_line(old: str, new: str, line: int, says: str) -> None:
    found = case_faults(STORY.replace(old, new))
    assert any(f"cases.yaml:{line}:" in fault and says in fault for fault in found), found


def test_two_stories_of_one_name_are_a_fault() -> None:
    assert any("two cases are called" in fault for fault in case_faults(STORY + STORY))


def test_a_period_says_when_one_may_submit_and_what_happens_to_whoever_is_late() -> None:
    text = """
norm: a-norm
title: {nl: a, en: a}
owner: x
status: example
checked_on: 2026-01-01
period: {length: 1 year, submit_from: 3 months before end, submit_by: 1 day before end, grace: 21 days, if_late: lapses}
versions:
- {from: 2020-01-01, source: {title: t}, requires: {learning: {at_least: 1 hour}}}
"""
    period = read_norm(text).period
    assert period is not None
    assert (period.submit_from, period.grace) == (Amount(3, Unit.MONTHS), Amount(21, Unit.DAYS))
    assert (period.submit_by, period.if_late) == (Amount(1, Unit.DAYS), "lapses")
    with pytest.raises(UnreadableNorm, match="does not say before what"):
        read_norm(text.replace("3 months before end", "3 months"))


def test_a_norm_is_dutch_unless_it_says_where_its_owner_decides() -> None:
    text = norm("learning: {at_least: 1 hour}")
    assert read_norm(text).country == "nl"
    assert read_norm(text.replace("owner: x\n", "owner: x\ncountry: gb-eng\n")).country == "gb-eng"
    line, message, suggestion = only(text.replace("owner: x\n", "owner: x\ncountry: gb\n"))
    assert (line, "'gb' is not possible for country" in message, "gb-eng" in suggestion) == (4, True, True)
