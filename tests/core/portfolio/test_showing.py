"""The same facts under the expectations: nothing is lost, nothing is counted twice, more never takes away."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.apps.dossier.generated import TODAY, activities, dossiers

from vakwerk.core.dossier import Absence, Activity, Declaration, Dossier, Holding
from vakwerk.core.portfolio import Portfolio, portfolio
from vakwerk.core.portfolio.showing import in_period, minutes_of

START, END = dt.date(2026, 1, 1), dt.date(2027, 1, 1)
days = st.dates(dt.date(1950, 1, 1), dt.date(2030, 1, 1))
spans = st.integers(1, 20_000).map(dt.timedelta)


def ids(found: Portfolio) -> set[str]:
    placed = {one.fact.id for section in found.sections for one in section.shown}
    return placed | {left.fact.id for left in found.rest}


def course(**more: object) -> Activity:
    made = Activity(id="c", kind="course", completed_on=dt.date(2026, 5, 1), minutes=120)
    return replace(made, **more)  # type: ignore[arg-type]


def of(*facts: object) -> Portfolio:
    return portfolio(Dossier(person="p").adding(*facts), START, END, TODAY)  # type: ignore[arg-type]


def test_a_course_stands_under_two_headings_and_its_hours_count_once_in_all() -> None:
    found = of(course())
    assert [found.section(place).minutes for place in ("expert", "informed", "accountable")] == [120, 120, 0]
    assert found.minutes == 120
    assert found.section("expert").shown[0].also == ("informed",)


def test_a_course_of_another_year_stands_nowhere() -> None:
    assert ids(of(course(completed_on=dt.date(2025, 12, 31)))) == set()
    assert ids(of(course(completed_on=dt.date(2027, 1, 1)))) == set()


def test_what_is_not_finished_stands_in_the_running_period_without_hours() -> None:
    unfinished = course(completed_on=None)
    assert ids(of(unfinished)) == {"c"}
    assert of(unfinished).minutes == 0
    past = portfolio(Dossier(person="p", activities=(unfinished,)), dt.date(2025, 1, 1), START, TODAY)
    assert ids(past) == set()


def test_what_lasts_stands_in_every_period_it_touches() -> None:
    code = Declaration(id="code", kind="code", since=dt.date(2014, 8, 1))
    ended = Declaration(id="ended", kind="membership", since=dt.date(2014, 8, 1), until=START)
    diploma = Holding(id="diploma", kind="diploma", awarded_on=dt.date(2014, 7, 4))
    found = of(code, ended, diploma)
    assert ids(found) == {"code", "diploma"}
    assert not found.section("accountable").shown[0].fresh


def test_leave_is_never_shown_and_says_why() -> None:
    found = of(Absence(id="ill", kind="sickness", since=dt.date(2026, 3, 1)))
    assert [left.fact.id for left in found.rest] == ["ill"]
    assert not any(section.shown for section in found.sections)


def test_an_unknown_length_is_said_and_what_nothing_shows_is_named_without_a_norm() -> None:
    found = of(course(minutes=None))
    assert found.section("informed").unknown == 1
    absent = {line.id for line in found.section("accountable").absent}
    assert {"code", "oath", "memberships"} <= absent
    assert "learning" not in {line.id for line in found.section("expert").absent}


@given(dossiers("p"), days, spans)
def test_every_fact_of_the_period_stands_somewhere_or_in_the_rest(
    dossier: Dossier, start: dt.date, span: dt.timedelta
) -> None:
    end = start + span
    found = portfolio(dossier, start, end, TODAY)
    inside = {fact.id for fact in dossier.facts() if in_period(fact, start, end, TODAY)}
    assert ids(found) == inside
    assert found.facts == len(inside)


@given(dossiers("p"), days, spans)
def test_the_sums_are_those_of_the_facts(dossier: Dossier, start: dt.date, span: dt.timedelta) -> None:
    end = start + span
    found = portfolio(dossier, start, end, TODAY)
    for section in found.sections:
        assert section.minutes == sum(minutes_of(one.fact) or 0 for one in section.shown)
        assert len({one.fact.id for one in section.shown}) == len(section.shown)
        assert sum(len(shown) for _, shown in section.by_line()) == len(section.shown)
    inside = [fact for fact in dossier.facts() if in_period(fact, start, end, TODAY)]
    assert found.minutes == sum(minutes_of(fact) or 0 for fact in inside)


@given(dossiers("p"), activities())
def test_adding_a_fact_never_removes_another(dossier: Dossier, more: Activity) -> None:
    before = portfolio(dossier, dt.date(1950, 1, 1), END, TODAY)
    after = portfolio(dossier.adding(replace(more, id="more")), dt.date(1950, 1, 1), END, TODAY)
    assert ids(before) <= ids(after)
    for place in ("expert", "informed", "accountable", "experience"):
        assert {one.fact.id for one in before.section(place).shown} <= {
            one.fact.id for one in after.section(place).shown
        }


@given(dossiers("p"), days, days, days)
def test_two_halves_hold_the_finished_activities_of_the_whole(
    dossier: Dossier, one: dt.date, two: dt.date, three: dt.date
) -> None:
    start, middle, end = sorted((one, two, three))
    whole, first, second = (
        sum(minutes_of(a) or 0 for a in dossier.activities if in_period(a, *span, TODAY))
        for span in ((start, end), (start, middle), (middle, end))
    )
    assert whole == first + second
