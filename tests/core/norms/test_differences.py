"""Two norms beside each other: what changes, for whom, from when, and whether that is harder; in words and as data."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from tests.core.norms.agreement import ON, activities, dossiers
from tests.core.norms.altering import ACTIVITY, altered
from tests.core.norms.random_norms import norms

from vakwerk.core.dossier import Activity, Work
from vakwerk.core.norms import Norm, assess, norm_from_data, shipped
from vakwerk.core.norms.conditions import (
    Accredited,
    CategoryIn,
    Completed,
    Condition,
    Confirmed,
    FormIs,
    KindIn,
    KindNotIn,
    LevelAtLeast,
    ProgrammeIs,
    SessionAtLeast,
)
from vakwerk.core.norms.differences import (
    Comparison,
    Difference,
    NoVersion,
    compare,
    compare_versions,
    comparison_data,
)
from vakwerk.core.norms.differences.effects import condition_effect
from vakwerk.core.norms.words.changes import WHATS
from vakwerk.core.norms.words.differences import comparison_lines, difference_sentence, for_whom_sentence

REFLECTION = {"reflection": {"at_least": "60 hours", "except": ["self-reflection"]}}
LESS = {"reflection": {"at_least": "40 hours", "except": ["self-reflection"]}}


def made(*versions: dict[str, Any], **norm: Any) -> Norm:
    """A norm whose versions begin in 2018, 2023, … and are chosen by the start of the period."""
    dates = (date(2018, 1, 1), date(2023, 1, 1), date(2025, 1, 1))
    data = {
        "norm": "test-norm",
        "title": {"nl": "Toetsnorm", "en": "Test norm"},
        "owner": "SKJ",
        "status": "example",
        "checked_on": date(2026, 11, 23),
        "period": {"length": "5 years"},
        "chosen_by": "period_start",
        "versions": [
            {
                "from": dates[number],
                "source": {"title": f"reglement {number + 1}", "article": "4.3"},
                **version,
            }
            for number, version in enumerate(versions)
        ],
        **norm,
    }
    return norm_from_data(data)


def only(before: dict[str, Any], after: dict[str, Any]) -> Difference:
    """The one difference between two versions that require this."""
    found = compare(made({"requires": before}), made({"requires": after}))
    (pair,) = found.pairs
    (difference,) = pair.differences
    return difference


def said(before: dict[str, Any], after: dict[str, Any], language: str = "en") -> str:
    return difference_sentence(only(before, after), language)


# --- what is laid beside what ---------------------------------------------------------------------------------------


def test_two_versions_of_one_norm_say_what_changes_for_whom_from_when() -> None:
    norm = made({"requires": REFLECTION}, {"requires": LESS})
    lines = comparison_lines(compare_versions(norm, date(2022, 12, 31), norm, date(2023, 1, 1)), "en")
    assert lines == [
        "For whoever's period starts on or after 1 January 2023:",
        "- Reflection: 60 hours becomes 40 hours (20 hours less). Easier to meet.",
        "- Source: reglement 1, 4.3 becomes reglement 2, 4.3.",
        "  Before: test-norm, rules of 1 January 2018 (reglement 1, 4.3)",
        "  After: test-norm, rules of 1 January 2023 (reglement 2, 4.3)",
    ]


def test_the_same_in_dutch() -> None:
    norm = made({"requires": REFLECTION}, {"requires": LESS}, {"requires": REFLECTION})
    lines = comparison_lines(compare_versions(norm, date(2018, 1, 1), norm, date(2024, 1, 1)), "nl")
    assert lines[:2] == [
        "Voor wie een periode begint op of na 1 januari 2023 en vóór 1 januari 2025:",
        "- Reflectie: 60 uur wordt 40 uur (20 uur minder). Soepeler.",
    ]


def test_a_version_in_one_norm_only_lies_beside_the_one_in_force_then_in_the_other() -> None:
    old = made({"requires": REFLECTION})
    new = made(
        {"requires": REFLECTION}, {"requires": LESS, "source": {"title": "reglement 1", "article": "4.3"}}
    )
    (pair,) = compare(old, new).pairs
    assert (pair.since, pair.until) == (date(2023, 1, 1), None)
    assert [one.what for one in pair.differences] == ["threshold"]
    assert pair.before is not None
    assert pair.before.since == date(2018, 1, 1)


def test_where_one_norm_has_no_rules_that_is_the_difference() -> None:
    old = made({"requires": REFLECTION, "until": date(2022, 1, 1)})
    (pair,) = compare(made({"requires": REFLECTION}), old).pairs
    assert (pair.since, pair.after) == (date(2022, 1, 1), None)
    assert difference_sentence(pair.differences[0], "en") == "There are no rules any more."


def test_a_day_without_a_version_is_refused_with_the_days_there_are() -> None:
    norm = made({"requires": REFLECTION})
    with pytest.raises(
        NoVersion, match="no version in force on 2001-01-01; its versions begin on 2018-01-01"
    ):
        compare_versions(norm, date(2001, 1, 1), norm, date(2020, 1, 1))


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        ("period_start", "For whoever's period starts on or after 1 January 2018:"),
        ("period_end", "For whoever's period ends on or after 1 January 2018:"),
        ("assessed_on", "For whoever is assessed on or after 1 January 2018:"),
    ],
)
def test_for_whom_follows_the_clock_of_the_later_norm(clock: str, words: str) -> None:
    found = compare(made({"requires": REFLECTION}), made({"requires": LESS}, chosen_by=clock))
    assert for_whom_sentence(found.pairs[0], "en") == words


def test_transitional_law_says_who_stays_under_the_old_rules() -> None:
    when = {"period_started": "before 2023-01-01", "period_ends": "after 2023-06-30"}
    line = {"when": when, "use": "version 2018-01-01", "source": {"title": "besluit", "article": "12"}}
    norm = made({"requires": REFLECTION}, {"requires": LESS}, transition=[line])
    found = compare_versions(norm, date(2018, 1, 1), norm, date(2023, 1, 1))
    assert (
        "- Whoever has a period that began before 1 January 2023 and ends after 30 June 2023 stays under the rules of"
        " 1 January 2018 (besluit, 12)."
    ) in comparison_lines(found, "en")
    assert (
        "- Wie een periode heeft die begon vóór 1 januari 2023 en eindigt na 30 juni 2023, blijft onder de regels van"
        " 1 januari 2018 (besluit, 12)."
    ) in comparison_lines(found, "nl")


def test_what_holds_in_the_first_period_only_says_so() -> None:
    def first(hours: int) -> dict[str, Any]:
        return {"if": {"first_period": "true"}, "then": {"reflection": {"at_least": f"{hours} hours"}}}

    assert said(first(12), first(16), "nl") == (
        "Reflectie: 12 uur wordt 16 uur (4 uur meer) (alleen als dit geldt: eerste periode). Strenger."
    )


def test_a_change_in_the_condition_itself_turns_its_effect_around() -> None:
    def aged(years: int) -> dict[str, Any]:
        return {"if": {"age": {"at_least": str(years)}}, "then": {"document": {"kind": "vog"}}}

    assert only(aged(21), aged(23)).effect == "easier"  # fewer people are asked for the document


# --- what differs ---------------------------------------------------------------------------------------------------

LEARN = {"at_least": "60 hours"}
WORK = {"at_least": "100 hours"}


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            {"learning": LEARN},
            {"learning": {**LEARN, "form": "formal"}},
            "new condition: formal learning. Harder",
        ),
        (
            {"learning": {**LEARN, "accredited": "true"}},
            {"learning": LEARN},
            "condition dropped: accredited. Easier",
        ),
        (
            {"learning": {**LEARN, "topic": "ethics"}},
            {"learning": {**LEARN, "topic": ["content", "ethics"]}},
            "becomes about professional ethics or professional content. Easier",
        ),
        (
            {"learning": {**LEARN, "topic": "ethics"}},
            {"learning": {**LEARN, "topic": "content"}},
            "Easier for some",
        ),
        (
            {"learning": LEARN},
            {"learning": {**LEARN, "per_fact_up_to": "8 hours"}},
            "at most: 8 hours. Harder",
        ),
        (
            {"learning": LEARN},
            {"learning": {**LEARN, "pro_rata": "true"}},
            "in proportion to a shorter period. Easier",
        ),
        (
            {"learning": LEARN},
            {"learning": {**LEARN, "weights": [{"kind": "supervision", "by": "4"}]}},
            "new, weights: supervision",
        ),
        ({"learning": LEARN}, {"learning": {**LEARN, "net_of": [{"kind": "supervision"}]}}, "face to face"),
        (
            {"learning": LEARN},
            {"learning": {"at_least": "not_established"}},
            "a minimum that the source does not name",
        ),
        (
            {"work": WORK},
            {"work": {**WORK, "lost_before_gap": "2 years"}},
            "gap of more than: 24 months. Harder",
        ),
        ({"work": {**WORK, "level": "mbo-4"}}, {"work": {**WORK, "level": "hbo"}}, "or higher. Harder"),
        (
            {"spread": {"at_least": "2 months"}},
            {"spread": {"at_least": "3 months"}},
            "(1 month more). Harder",
        ),
        (
            {"spread": {"at_least": "2 months"}},
            {"spread": {"at_least": "2 months", "weekly_at_least": "16 hours"}},
            "a week at least: 16 hours. Harder",
        ),
        (
            {"document": {"kind": "vog"}},
            {"document": {"kind": "vog", "valid": "throughout"}},
            "must be valid throughout the period.",
        ),
        (
            {"document": {"kind": "vog"}},
            {"document": {"kind": "vog", "max_age": "12 months"}},
            "at most old: 12 months. Harder",
        ),
        ({"age": {"at_least": "18"}}, {"age": {"at_least": "21"}}, "18 becomes 21. Harder"),
        ({"age": {"under": "67"}}, {"age": {"at_least": "18"}}, None),
        ({"declaration": {"kind": "membership"}}, {"declaration": {"kind": "code"}}, "Easier for some"),
        ({"admitted_by": ["regular"]}, {"admitted_by": ["regular", "other-profile"]}, "Easier"),
        ({"holding": {"level": "hbo"}}, {"holding": {"level": "mbo-4"}}, "Easier"),
        (
            {"some": {"at_least": "1", "of": [{"first_period": "true"}, {"age": {"at_least": "18"}}]}},
            {"some": {"at_least": "2", "of": [{"first_period": "true"}, {"age": {"at_least": "18"}}]}},
            "how many are needed: 1 becomes 2. Harder",
        ),
        ({"learning": {"name": "x", **LEARN}}, {"learning": {"name": "y", **LEARN}}, None),
    ],
)
def test_each_change_has_a_sentence(
    before: dict[str, Any], after: dict[str, Any], sentence: str | None
) -> None:
    found = compare(made({"requires": before}), made({"requires": after}))
    told = "\n".join(difference_sentence(one, "en") for one in found.pairs[0].differences)
    assert (sentence or "") in told
    for one in found.pairs[0].differences:
        assert difference_sentence(one, "nl") != difference_sentence(one, "en")


def test_a_requirement_that_comes_or_goes_is_named_with_what_it_asks() -> None:
    both = {"all": [REFLECTION, {"work": WORK}]}
    one = {"all": [REFLECTION]}
    assert said(one, both) == "Work: new requirement: at least 100 hours. Harder to meet."
    assert said(both, one) == "Work: this requirement is dropped: at least 100 hours. Easier to meet."


def test_another_way_is_easier_and_a_part_that_asks_is_harder() -> None:
    ways = [{"work": WORK}, {"document": {"kind": "vog"}}]
    assert only({"any": ways}, {"any": [*ways, REFLECTION]}).effect == "easier"
    part = {"learning": {**LEARN, "of_which": [{"form": "formal", "at_least": "40 hours"}]}}
    assert said({"learning": LEARN}, part) == (
        "Learning › formal learning: new requirement: at least 40 hours. Harder to meet."
    )


def test_what_fits_a_capped_part_decides_what_is_capped_so_a_wider_filter_there_says_nothing() -> None:
    """Whatever newly fits the part is capped from then on: that may help nobody and hurt some."""

    def capped(*topics: str) -> dict[str, Any]:
        return {
            "learning": {
                **LEARN,
                "of_which": [{"name": "few", "topic": list(topics), "counts_up_to": "10 hours"}],
            }
        }

    assert only(capped("ethics"), capped("ethics", "content")).effect is None


def test_requirements_that_take_facts_from_each_other_say_nothing_either() -> None:
    def sharing(form: str | None) -> dict[str, Any]:
        first = {"learning": {"at_least": "1 hour", "exclusive": "hours", **({"form": form} if form else {})}}
        return {"all": [first, {"activities": {"at_least": "1 hour", "exclusive": "hours"}}]}

    found = compare(made({"requires": sharing("formal")}), made({"requires": sharing(None)}))
    assert {one.effect for one in found.pairs[0].differences} == {None}


def test_another_way_that_takes_facts_from_a_later_one_says_nothing() -> None:
    first = {"learning": {"at_least": "1 hour", "exclusive": "hours"}}
    later = {"activities": {"at_least": "1 hour", "exclusive": "hours"}}
    proof = {"document": {"kind": "vog"}}
    found = compare(
        made({"requires": {"any": [proof, later]}}), made({"requires": {"any": [proof, first, later]}})
    )
    assert {one.effect for one in found.pairs[0].differences} == {None}


def test_where_leave_was_not_established_its_rules_can_not_be_weighed() -> None:
    pauses = {"relief": [{"for": "sickness", "pauses": "true"}]}
    found = compare(
        made({"requires": REFLECTION, "relief": "not_established"}), made({"requires": REFLECTION, **pauses})
    )
    assert [(one.what, one.effect) for one in found.pairs[0].differences] == [
        ("relief_established", None),
        ("relief", None),
    ]


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        ({"any": [{}]}, {"any": [{}, {"completed": "any_time"}]}, "easier"),
        (
            {"any": [{"form": "formal"}, {"topic": "ethics"}]},
            {"any": [{"form": "formal"}, {"accredited": "true"}]},
            None,
        ),
        ({"any": [{}, {"topic": "ethics", "completed": "any_time"}]}, {"any": [{}]}, "harder"),
        ({"form": "formal"}, {}, "easier"),
    ],
)
def test_ways_to_count_are_compared_all_together(before: Any, after: Any, effect: str | None) -> None:
    norms_ = [made({"requires": REFLECTION, "counts_when": ways}) for ways in (before, after)]
    (one,) = compare(*norms_).pairs[0].differences
    assert one.effect == effect


CONDITIONS = (
    *ACTIVITY, FormIs("informal"), Accredited(wanted=False), Confirmed(frozenset({"lvsc"})), Completed("within_period"),
    Completed("before_period"), SessionAtLeast(121), KindIn(frozenset({"course"}), ("course",)),
    KindIn(frozenset({"course", "reading"}), ("course", "reading")), KindNotIn(frozenset({"course"}), ("course",)),
    KindNotIn(frozenset({"course", "reading"}), ("course", "reading")), CategoryIn(frozenset({"a"})),
    CategoryIn(frozenset({"a", "b"})), ProgrammeIs("mc"), ProgrammeIs("other"),
)  # fmt: skip
LEVELS = tuple(
    LevelAtLeast(level, exactly=exactly) for level in ("mbo-4", "hbo", "master") for exactly in (False, True)
)
START = date(2020, 2, 29)


def _holds(effect: str | None, before: int, after: int) -> bool:
    return not (effect == "easier" and after < before) and not (effect == "harder" and after > before)


@given(st.sampled_from(CONDITIONS), st.lists(activities(1), min_size=5, max_size=10))
def test_a_condition_that_is_called_wider_lets_more_through(one: Condition, facts: list[Activity]) -> None:
    for other in CONDITIONS:
        tests = [condition.test_for(START, date(2025, 2, 28), ON) for condition in (one, other)]
        effect = condition_effect(one, other)
        assert effect == {"easier": "harder", "harder": "easier"}.get(
            str(condition_effect(other, one)), effect
        )
        for fact in facts:
            assert _holds(effect, *(test(fact) for test in tests)), (one, other)


@pytest.mark.parametrize("one", LEVELS)
@pytest.mark.parametrize("other", LEVELS)
def test_a_level_that_is_called_wider_lets_more_through(one: LevelAtLeast, other: LevelAtLeast) -> None:
    effect = condition_effect(one, other)
    seen = []
    for level in (None, "mbo-2", "mbo-4", "hbo", "master", "phd"):
        held = Work(id="w", role="sociaal-werker", since=START, level=level)
        before, after = (condition.test_for(START, ON, ON)(held) for condition in (one, other))
        assert _holds(effect, before, after)
        seen.append(after - before)
    assert (effect is None) == (one == other)
    assert (effect == "either") == (min(seen) < 0 < max(seen))


def test_an_all_around_one_requirement_is_no_difference() -> None:
    assert compare(made({"requires": REFLECTION}), made({"requires": {"all": [REFLECTION]}})).equal


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"counts_when": {"completed": "any_time"}}, "What counts in this norm"),
        (
            {"relief": [{"for": "pregnancy", "extends": "16 weeks"}]},
            "no rule becomes 112 days longer each time. Easier to meet.",
        ),
        (
            {"relief": [{"for": "sickness", "pauses": "true", "at_most": "2 years"}]},
            "the period stands still",
        ),
        ({"relief": "not_established"}, "what leave does is not established"),
        (
            {
                "decrees": [
                    {
                        "period_ends": {"from": date(2020, 3, 1), "before": date(2021, 1, 1)},
                        "extends": "6 months",
                    }
                ]
            },
            "6 months for periods that end from 1 March 2020 until 1 January 2021",
        ),
        ({"measures": [{"kind": "restriction-full"}]}, "counts becomes does not count"),
        ({"met_by": ["other-norm"]}, "also met by: other-norm. Easier to meet."),
        (
            {"tolerance": {"at_least": "75 percent", "of": "average", "repair_within": "1 year"}},
            "whoever reaches 75 percent on average has 12 months to repair. Easier to meet.",
        ),
        ({"point": "30 minutes"}, "a point stands for: 1 hour becomes 30 minutes"),
        ({"not_expressed": [{"nl": "dit", "en": "this"}]}, "the norm now says that this is left out: 'this'"),
    ],
)
def test_the_rules_around_the_requirements_are_compared_too(more: dict[str, Any], words: str) -> None:
    found = compare(made({"requires": REFLECTION}), made({"requires": REFLECTION, **more}))
    told = [difference_sentence(one, "en") for one in found.pairs[0].differences]
    assert words.lower() in told[0].lower()


DECREE = [{"period_ends": {"from": date(2020, 3, 1), "before": date(2021, 1, 1)}, "extends": "6 months"}]


@pytest.mark.parametrize(
    ("requires", "before", "after", "effect"),
    [
        (REFLECTION, {}, {"decrees": DECREE}, "easier"),
        ({"document": {"kind": "vog", "valid": "throughout"}}, {}, {"decrees": DECREE}, None),
        ({"work": {**WORK, "lost_before_gap": "2 years"}}, {}, {"decrees": DECREE}, None),
        (REFLECTION, {"relief": [{"for": "pregnancy", "extends": "16 weeks"}]}, {}, "harder"),
        (
            REFLECTION,
            {"relief": [{"for": "pregnancy", "extends": "16 weeks"}]},
            {"relief": [{"for": "pregnancy", "extends": "26 weeks"}]},
            "easier",
        ),
        (
            REFLECTION,
            {"relief": [{"for": "pregnancy", "extends": "16 weeks"}]},
            {"relief": [{"for": "pregnancy", "extends": "4 months"}]},
            None,
        ),
        (
            REFLECTION,
            {"relief": [{"for": "sickness", "pauses": "true"}]},
            {"relief": [{"for": "sickness", "pauses": "true", "at_most": "2 years"}]},
            "harder",
        ),
        ({"work": WORK}, {}, {"relief": [{"for": "sickness", "counts_as_worked": "true"}]}, "easier"),
        (
            {"work": WORK},
            {},
            {"relief": [{"for": "sickness", "counts_as_worked": "true", "at_most": "6 weeks"}]},
            None,
        ),
        (REFLECTION, {}, {"relief": [{"for": "sickness", "effect": "none"}]}, "nothing differs"),
    ],
)
def test_a_longer_period_helps_unless_something_must_hold_all_through_it(
    requires: dict[str, Any], before: dict[str, Any], after: dict[str, Any], effect: str | None
) -> None:
    found = compare(made({"requires": requires, **before}), made({"requires": requires, **after}))
    if effect == "nothing differs":
        assert found.equal
    else:
        assert found.pairs[0].differences[0].effect == effect


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"period": {"length": "4 years"}}, "The period lasts: 5 years becomes 4 years."),
        ({"period": {"length": "5 years", "grace": "3 months"}}, "New, grace after the end: 3 months."),
        ({"period": {"length": "5 years", "submit_by": "2 months before end"}}, "1 day becomes 2 months"),
        (
            {"period": {"length": "5 years", "remind": ["6 months"]}},
            "New, reminders, before the end: 6 months.",
        ),
        ({"chosen_by": "assessed_on"}, "when the period starts becomes the day of assessment"),
        ({"silence": {"counts_after": "14 days"}}, "silence counts as confirmation after: 14 days"),
        ({"status": "transcribed"}, "Status: example becomes transcribed."),
        ({"owner": "NVO"}, "Owner: SKJ becomes NVO."),
        (
            {"gives": {"amount": "1000 euro", "per": "calendar_year"}},
            "gives: 1,000 euro a calendar year, to be decided",
        ),
    ],
)
def test_the_norm_as_a_whole_is_compared_too(changed: dict[str, Any], words: str) -> None:
    found = compare(made({"requires": REFLECTION}), made({"requires": REFLECTION}, **changed))
    (one,) = found.general
    assert words.lower() in difference_sentence(one, "en").lower()
    assert comparison_lines(found, "nl")[0] == "Voor iedereen:"


# --- all of them ----------------------------------------------------------------------------------------------------


def differences_of(found: Comparison) -> list[Difference]:
    return [*found.general, *(one for pair in found.pairs for one in pair.differences)]


def test_every_shipped_norm_equals_itself_and_can_be_laid_beside_every_other() -> None:
    library = list(shipped().values())
    for norm in library:
        assert comparison_lines(compare(norm, norm), "en") == ["No difference."]
        for other in library:
            found = compare(norm, other)
            assert {one.what for one in differences_of(found)} <= WHATS
            assert all(line.strip() or not line for line in comparison_lines(found, "nl"))
            json.dumps(comparison_data(found))


@given(norms(), norms())
def test_any_two_norms_can_be_compared_in_words_and_as_data(one: Norm, other: Norm) -> None:
    found = compare(one, other)
    assert compare(one, one).equal
    assert {difference.what for difference in differences_of(found)} <= WHATS
    assert comparison_lines(found, "nl")
    assert comparison_lines(found, "en")
    data = json.loads(json.dumps(comparison_data(found)))
    assert data["equal"] == found.equal
    assert len(data["pairs"]) == len(found.pairs)


@given(st.data(), norms())
def test_what_is_said_to_be_easier_or_harder_is_so_for_everyone(data: Any, norm: Norm) -> None:
    """One line altered: easier puts nobody further back, harder puts nobody further on, and silence says nothing."""
    other = data.draw(altered(norm))
    found = compare(norm, other)
    effects = {one.effect for one in differences_of(found)}
    event(f"effects {sorted(str(one) for one in effects)}")
    for dossier in data.draw(st.lists(dossiers("random-norm"), min_size=3, max_size=6)):
        before, after = assess(norm, dossier, ON).outcome.value, assess(other, dossier, ON).outcome.value
        if effects <= {"easier"}:
            assert after >= before
        if effects <= {"harder"}:
            assert after <= before
