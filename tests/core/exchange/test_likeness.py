"""When two accounts of an activity are one activity."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vakwerk.core.dossier import Accreditation, Activity
from vakwerk.core.exchange.likeness import Likeness, differences, likeness

DAY = dt.date(2026, 3, 14)
COURSE = Activity(
    id="a", kind="course", title="Werken met de meldcode", completed_on=DAY, minutes=360, form="formal"
)


def other(**changes: object) -> Activity:
    return replace(COURSE, id="b", **changes)  # type: ignore[arg-type]


def numbered(*marks: tuple[str, str]) -> dict[str, object]:
    return {"accreditations": tuple(Accreditation(by=by, id=number) for by, number in marks)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Likeness.SAME),
        ({"title": "WERKEN MET DE MELDCODE"}, Likeness.SAME),
        ({"minutes": 480}, Likeness.ALIKE),
        (
            {"title": "Training werken met meldcode", "completed_on": DAY + dt.timedelta(days=1)},
            Likeness.ALIKE,
        ),
        ({"kind": "training"}, Likeness.ALIKE),
        ({"title": "Meldcode"}, Likeness.ALIKE),
        ({"title": "Meldcode", "completed_on": DAY + dt.timedelta(days=1)}, Likeness.OTHER),
        ({"completed_on": DAY + dt.timedelta(days=4)}, Likeness.OTHER),
        ({"completed_on": None}, Likeness.OTHER),
        ({"title": "Rouw en verlies"}, Likeness.OTHER),
        ({"kind": "intervision"}, Likeness.OTHER),
        ({"title": ""}, Likeness.ALIKE),
        ({"title": "", "minutes": 60}, Likeness.OTHER),
    ],
)
def test_what_is_the_same_and_what_only_looks_alike(changes: dict[str, object], expected: Likeness) -> None:
    assert likeness(COURSE, other(**changes)) is expected
    assert likeness(other(**changes), COURSE) is expected


def test_a_number_of_one_body_tells_the_same_course_whatever_it_is_called() -> None:
    one = replace(COURSE, **numbered(("skj", "F-0123")))  # type: ignore[arg-type]
    assert (
        likeness(one, other(title="Iets heel anders", minutes=60, **numbered(("skj", "f 0123"))))
        is Likeness.SAME
    )
    assert (
        likeness(one, other(title="Iets heel anders", **numbered(("registerplein", "F0123"))))
        is Likeness.OTHER
    )


def test_the_same_course_followed_again_a_year_later_is_another_activity() -> None:
    one = replace(COURSE, **numbered(("skj", "F0123")))  # type: ignore[arg-type]
    again = other(completed_on=dt.date(2027, 3, 14), **numbered(("skj", "F0123")))
    assert likeness(one, again) is Likeness.OTHER


def test_monthly_sessions_of_one_group_are_not_one_session() -> None:
    march = replace(COURSE, kind="intervision", title="Intervisie groep Noord", form=None)
    april = replace(march, id="b", completed_on=dt.date(2026, 4, 11))
    assert likeness(march, april) is Likeness.OTHER


def test_differences_are_named_and_what_only_one_says_is_none() -> None:
    found = differences(COURSE, other(minutes=480, provider="Academie", form=None))
    assert [(one.field, one.one, one.other) for one in found] == [("minutes", 360, 480)]


TITLES = st.text(alphabet="abcde ë-", max_size=12)


@given(TITLES, TITLES, st.integers(-5, 5), st.sampled_from([None, 60, 120]))
def test_it_does_not_matter_which_comes_first(one: str, two: str, apart: int, minutes: int | None) -> None:
    first = replace(COURSE, title=one)
    second = other(title=two, completed_on=DAY + dt.timedelta(days=apart), minutes=minutes)
    assert likeness(first, second) is likeness(second, first)
