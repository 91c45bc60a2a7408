"""Sums: caps, percentages of siblings, overlapping minima, unknowns; each fact once, one floor per fact."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from vakwerk.core.dossier import dossier_from_data
from vakwerk.core.norms import Assessment, Outcome, RequirementResult, assess, norm_from_data

ON = date(2026, 1, 1)


def stand(requires: Any, *activities: dict[str, Any]) -> Assessment:
    rule = norm_from_data(
        {
            "norm": "n",
            "kind": "admission",
            "title": {"nl": "n", "en": "n"},
            "owner": "x",
            "status": "example",
            "checked_on": "2026-11-23",
            "versions": [{"from": "2000-01-01", "source": {"title": "t"}, "requires": requires}],
        }
    )
    facts = [
        {"id": f"a{place}", "completed_on": f"2024-01-{place + 1:02}", **fact}
        for place, fact in enumerate(activities)
    ]
    return assess(rule, dossier_from_data({"person": "p", "activities": facts}), ON)


def result(requires: Any, *activities: dict[str, Any], of: str = "learning") -> RequirementResult:
    return stand(requires, *activities).requirement(of)


def course(minutes: int | None = 60, **more: Any) -> dict[str, Any]:
    return {"kind": "course", **({} if minutes is None else {"minutes": minutes}), **more}


INFORMAL = {"of_which": [{"form": "informal", "counts_up_to": "2 hours"}]}


@pytest.mark.parametrize(("minutes", "adds"), [(119, 119), (120, 120), (121, 120), (600, 120)])
def test_a_cap_limits_what_its_group_adds_to_the_parent(minutes: int, adds: int) -> None:
    found = result({"learning": INFORMAL}, course(minutes, form="informal"), course(30, form="formal"))
    assert found.low == found.high == adds + 30
    part = found.children[0]
    assert (part.low, part.value, part.surplus) == (minutes, adds, minutes - adds)


def test_the_surplus_falls_on_the_fact_completed_last() -> None:
    said = stand({"learning": INFORMAL}, course(90, form="informal"), course(90, form="informal"))
    surplus = {
        fact.fact: [c.surplus for c in fact.counted if c.requirement == "learning.informal"]
        for fact in said.facts
    }
    assert surplus == {"a0": [0], "a1": [60]}


def test_a_sibling_minimum_sees_what_the_cap_leaves_over_only_inside_the_cap() -> None:
    requires = {
        "learning": {
            "of_which": [
                {
                    "form": "informal",
                    "counts_up_to": "2 hours",
                    "of_which": [{"topic": "law", "at_least": "3 hours"}],
                }
            ]
        }
    }
    found = result(requires, course(180, form="informal", topics=["law"]))
    assert found.outcome is Outcome.MET
    assert found.low == 120


def test_a_cap_in_a_cap_first_limits_the_inner_one() -> None:
    requires = {
        "learning": {
            "of_which": [
                {
                    "form": "informal",
                    "counts_up_to": "3 hours",
                    "of_which": [{"kind": "reading", "counts_up_to": "1 hour"}],
                }
            ]
        }
    }
    reading = {"kind": "reading", "minutes": 600, "form": "informal"}
    assert result(requires, reading).low == 60
    assert result(requires, reading, course(100, form="informal")).low == 160
    assert result(requires, reading, course(600, form="informal")).low == 180


PERCENT = {
    "of_which": [
        {"name": "courses", "kind": "course"},
        {"kind": "reading", "counts_up_to": "40 percent of [courses]"},
    ]
}


@pytest.mark.parametrize(
    ("minutes", "adds"), [(0, 0), (1, 0), (2, 0), (3, 1), (100, 40), (249, 99), (250, 100), (300, 100)]
)
def test_a_percentage_is_of_what_the_sibling_adds_rounded_down(minutes: int, adds: int) -> None:
    facts = [course(minutes)] if minutes else []
    assert result({"learning": PERCENT}, *facts, {"kind": "reading", "minutes": 100}).low == minutes + adds


def test_a_percentage_is_of_the_capped_sibling() -> None:
    requires = {
        "learning": {
            "of_which": [
                {"name": "courses", "kind": "course", "counts_up_to": "100 minutes"},
                {"kind": "reading", "counts_up_to": "50 percent of [courses]"},
            ]
        }
    }
    assert result(requires, course(500), {"kind": "reading", "minutes": 500}).low == 150


def test_a_percentage_may_be_of_two_siblings_together() -> None:
    requires = {
        "activities": {
            "of_which": [
                {"name": "b", "kind": "course"},
                {"name": "c", "kind": "intervision"},
                {"kind": "reading", "counts_up_to": "40 percent of [b, c]"},
            ]
        }
    }
    found = result(
        requires,
        course(100),
        {"kind": "intervision", "minutes": 100},
        {"kind": "reading", "minutes": 999},
        of="activities",
    )
    assert found.low == 280


def test_a_sibling_of_unknown_length_makes_the_percentage_a_range() -> None:
    found = result({"learning": PERCENT}, course(None), {"kind": "reading", "minutes": 500})
    assert (found.low, found.high) == (0, 24 * 60 + 500)


def test_what_may_fall_under_a_cap_is_under_it_in_the_low_sum_and_outside_in_the_high_one() -> None:
    found = result({"learning": INFORMAL}, course(300))
    assert (found.low, found.high) == (120, 300)


def test_what_may_fall_under_two_caps_adds_nothing_to_the_low_sum() -> None:
    requires = {
        "learning": {
            "of_which": [
                {"form": "informal", "counts_up_to": "2 hours"},
                {"form": "formal", "counts_up_to": "2 hours"},
            ]
        }
    }
    found = result(requires, course(60))
    assert (found.low, found.high) == (0, 60)


def test_a_fact_in_overlapping_minima_is_summed_once_in_the_parent() -> None:
    requires = {
        "learning": {
            "at_least": "2 hours",
            "of_which": [
                {"topic": "law", "at_least": "1 hour"},
                {"accredited": "true", "at_least": "1 hour"},
            ],
        }
    }
    found = result(requires, course(60, topics=["law"], accreditations=[{"by": "nip", "id": "x"}]))
    assert found.low == 60
    assert [part.outcome for part in found.children] == [Outcome.MET, Outcome.MET]
    assert found.outcome is Outcome.NOT_MET


def test_each_fact_is_floored_once_after_its_weight() -> None:
    requires = {"activities": {"at_least": "1 point", "weights": [{"by": "1/3"}]}}
    assert result(requires, course(1), course(1), course(1), of="activities").low == 0
    assert result(requires, course(3), of="activities").low == 1


def test_nothing_at_all_is_zero_and_not_unknown() -> None:
    found = result({"learning": {"at_least": "1 minute"}})
    assert (found.low, found.high, found.outcome) == (0, 0, Outcome.NOT_MET)


def test_unknown_length_over_several_days_is_at_most_all_of_them() -> None:
    found = result({"learning": {}}, course(None, started_on="2023-12-30"))
    assert found.high == 3 * 24 * 60
