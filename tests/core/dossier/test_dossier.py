"""A dossier in JSON and back, and what can not be true of one."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields, replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.dossier.generated import TODAY, dossiers
from tests.profiles import cases

from vakwerk.core.dossier import (
    Absence,
    Activity,
    Dossier,
    Fact,
    Hardship,
    Holding,
    Measure,
    Period,
    Recognition,
    UnreadableDossier,
    Work,
    check_dossier,
    check_fact,
    digest,
    dossier_from_data,
    dossier_schema,
    read_dossier,
    to_data,
    write_dossier,
)
from vakwerk.core.dossier.checks import FINDING_CODES
from vakwerk.core.dossier.values import LIST_OF

DAY = dt.date(2026, 11, 20)
COURSE = Activity(id="c", kind="course", completed_on=DAY, minutes=60)


@given(dossiers("p"))
@cases(40)
def test_a_dossier_comes_back_from_json_as_it_went_in_and_fits_its_schema(dossier: Dossier) -> None:
    assert read_dossier(write_dossier(dossier)) == dossier
    jsonschema.validate(to_data(dossier), dossier_schema())


@given(dossiers("p"), st.randoms())
@cases(20)
def test_equal_dossiers_have_equal_digests_whatever_the_order_of_sets(dossier: Dossier, chance: Any) -> None:
    data = to_data(dossier)
    shuffled = json.loads(json.dumps(data))
    for kept in shuffled.get("activities", []):
        if "topics" in kept:
            chance.shuffle(kept["topics"])
    assert digest(to_data(dossier_from_data(shuffled))) == digest(data)


@pytest.mark.parametrize(
    ("data", "path", "part"),
    [
        ({}, "$.person", "needed"),
        ({"person": 3}, "$.person", "text"),
        ({"person": "p", "activitys": []}, "$.activitys", "did you mean 'activities'"),
        ({"person": "p", "activities": {}}, "$.activities", "list"),
        (
            {"person": "p", "activities": [{"id": "a", "kind": "cours"}]},
            "$.activities[0].kind",
            "did you mean 'course'",
        ),
        (
            {"person": "p", "activities": [{"id": "a", "kind": "course", "minutes": 0}]},
            "$.activities[0].minutes",
            "too small",
        ),
        (
            {"person": "p", "activities": [{"id": "a", "kind": "course", "minutes": True}]},
            "$.activities[0].minutes",
            "whole number",
        ),
        (
            {"person": "p", "work": [{"id": "w", "role": "other", "since": "2026-02-30"}]},
            "$.work[0].since",
            "a date",
        ),
        ({"person": "p", "work": [{"id": "w", "role": "other", "since": None}]}, "$.work[0].since", "null"),
        (
            {
                "person": "p",
                "absences": [{"id": "x", "kind": "leave", "since": "2026-01-01", "percent": 101}],
            },
            "$.absences[0].percent",
            "too large",
        ),
    ],
)
def test_a_wrong_field_is_refused_with_its_path_and_what_to_do(data: Any, path: str, part: str) -> None:
    with pytest.raises(UnreadableDossier) as refused:
        dossier_from_data(data)
    assert [fault.path for fault in refused.value.faults] == [path]
    assert part in refused.value.faults[0].message


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "nul"])
def test_text_that_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDossier):
        read_dossier(text)


def test_an_id_used_twice_and_a_norm_held_twice_are_refused() -> None:
    fact = {"id": "a", "kind": "course"}
    with pytest.raises(UnreadableDossier, match="used twice"):
        dossier_from_data({"person": "p", "activities": [fact, fact]})
    held = [{"id": name, "norm": "n", "since": "2020-01-01"} for name in "ab"]
    with pytest.raises(UnreadableDossier, match="stands here twice"):
        dossier_from_data({"person": "p", "recognitions": held})


@pytest.mark.parametrize(
    ("fact", "code", "field", "refuses"),
    [
        (replace(COURSE, completed_on=TODAY + dt.timedelta(1)), "future", "completed_on", True),
        (replace(COURSE, started_on=DAY + dt.timedelta(1)), "end-before-start", "completed_on", True),
        (replace(COURSE, minutes=24 * 60 + 1), "too-long", "minutes", True),
        (replace(COURSE, minutes=16 * 60 + 1), "long-day", "minutes", False),
        (replace(COURSE, remote_minutes=61), "remote-too-long", "remote_minutes", True),
        (Work(id="w", role="other", since=TODAY + dt.timedelta(1)), "work-in-future", "since", True),
        (Holding(id="h", kind="diploma", awarded_on=TODAY + dt.timedelta(1)), "future", "awarded_on", True),
        (Holding(id="h", kind="diploma", awarded_on=DAY, until=DAY), "end-before-start", "until", True),
        (Measure(id="m", norm="n", kind="warning", since=DAY, until=DAY), "end-before-start", "until", True),
        (
            Hardship(id="h", norm="n", requirement="r", since=DAY, until=DAY),
            "end-before-start",
            "until",
            True,
        ),
        (Recognition(id="r", norm="n", since=DAY, until=DAY), "end-before-start", "until", True),
        (
            Recognition(id="r", norm="n", since=DAY, period=Period(start=DAY, end=DAY)),
            "end-before-start",
            "period",
            True,
        ),
    ],
)
def test_what_is_wrong_with_one_fact_is_named_with_its_field(
    fact: Fact, code: str, field: str, refuses: bool
) -> None:
    assert [(one.code, one.field, one.refuses) for one in check_fact(fact, TODAY)] == [(code, field, refuses)]
    assert code in FINDING_CODES
    assert field in {spec.name for spec in fields(fact)}


def test_sixteen_hours_a_day_and_a_whole_day_are_the_last_that_pass() -> None:
    assert check_fact(replace(COURSE, minutes=16 * 60), TODAY) == []
    assert all(not one.refuses for one in check_fact(replace(COURSE, minutes=24 * 60), TODAY))


def test_work_may_fill_a_week_and_no_more_and_the_day_of_changing_counts_once() -> None:
    first = Work(
        id="a", role="other", since=dt.date(2020, 1, 1), until=dt.date(2021, 1, 1), minutes_per_week=168 * 60
    )
    after = replace(first, id="b", since=dt.date(2021, 1, 1), until=None)
    assert check_dossier(Dossier(person="p", work=(first, after)), TODAY) == []
    overlapping = replace(after, since=dt.date(2020, 12, 31))
    found = check_dossier(Dossier(person="p", work=(first, overlapping)), TODAY)
    assert [(one.code, one.fact, dict(one.data)["day"]) for one in found] == [
        ("over-168-hours", "b", "2020-12-31")
    ]


def test_absences_together_take_at_most_all_of_the_time() -> None:
    half = Absence(
        id="a", kind="parental-leave", since=dt.date(2024, 1, 1), until=dt.date(2024, 7, 1), percent=50
    )
    assert check_dossier(Dossier(person="p", absences=(half, replace(half, id="b"))), TODAY) == []
    found = check_dossier(Dossier(person="p", absences=(half, replace(half, id="b", percent=51))), TODAY)
    assert [one.code for one in found] == ["overlapping-absence"]


def test_a_dossier_as_it_was_known_holds_what_was_recorded_and_not_yet_withdrawn() -> None:
    noon = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
    hour = dt.timedelta(hours=1)
    facts = (
        replace(COURSE, id="always"),
        replace(COURSE, id="early", recorded_at=noon - hour),
        replace(COURSE, id="late", recorded_at=noon + hour),
        replace(COURSE, id="gone", recorded_at=noon - 2 * hour, withdrawn_at=noon - hour),
    )
    known = Dossier(person="p", activities=facts).as_known(noon)
    assert [fact.id for fact in known.activities] == ["always", "early"]


def test_a_fact_with_an_id_that_is_there_takes_its_place() -> None:
    dossier = Dossier(person="p").adding(COURSE, replace(COURSE, minutes=90))
    assert dossier.activities == (replace(COURSE, minutes=90),)
    assert dossier.without("c") == Dossier(person="p")


def test_every_kind_of_fact_has_its_list() -> None:
    assert {kind.__name__ for kind in LIST_OF} == {kind.__name__ for kind in Fact.__subclasses__()}
