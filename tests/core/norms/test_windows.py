"""Which days count: decree, then pause, then extension; leap days; and what absence takes off the work."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.core.norms import people

from vakwerk.core.dates import add_months
from vakwerk.core.dossier import Absence, Measure, dossier_from_data
from vakwerk.core.norms import Assessment, Norm, assess, norm_from_data

ON = date(2026, 1, 1)


def norm(
    work: str = "1 hours", chosen_by: str = "period_start", length: str = "5 years", **version: Any
) -> Norm:
    return norm_from_data(
        {
            "norm": "n",
            "title": {"nl": "n", "en": "n"},
            "owner": "x",
            "status": "example",
            "checked_on": "2026-11-23",
            "chosen_by": chosen_by,
            "period": {"length": length},
            "versions": [
                {
                    "from": "2000-01-01",
                    "source": {"title": "t"},
                    "requires": {"work": {"at_least": work}},
                    **version,
                }
            ],
        }
    )


def stand(
    rule: Norm,
    absences: list[tuple[str, ...]] = (),  # type: ignore[assignment]
    start: str = "2022-01-01",
    end: str = "2027-01-01",
    past: list[dict[str, Any]] = (),  # type: ignore[assignment]
    on: date = ON,
    **lists: Any,
) -> Assessment:
    absent = [
        {"id": f"l{place}", "kind": kind, "since": since, **({"until": until[0]} if until else {})}
        for place, (kind, since, *until) in enumerate(absences)
    ]
    recognition = {
        "id": "r",
        "norm": "n",
        "since": start,
        "period": {"start": start, "end": end},
        "past": list(past),
    }
    data = {"person": "p", "recognitions": [recognition], "absences": absent, **lists}
    return assess(rule, dossier_from_data(data), on)


def end_of(said: Assessment) -> date:
    assert said.window is not None
    return said.window.end


DECREE = [{"period_ends": {"from": "2026-01-01", "before": "2027-06-01"}, "extends": "6 months"}]
PAUSE = {"for": "long-illness", "pauses": "true", "at_most": "2 years"}
EXTENDS = {"for": "pregnancy", "extends": "16 weeks", "each": "true"}


def test_decree_pause_and_extension_come_in_that_order_and_each_says_why() -> None:
    rule = norm(decrees=DECREE, relief=[EXTENDS, PAUSE])
    said = stand(
        rule, [("pregnancy", "2024-01-01", "2024-05-01"), ("long-illness", "2023-01-01", "2023-01-31")]
    )
    assert said.window is not None
    assert [(e.why, e.days) for e in said.window.extensions] == [
        ("decree", 181),
        ("pause", 30),
        ("extends", 112),
    ]
    assert end_of(said) == date(2027, 11, 20)


def test_a_pregnancy_that_begins_in_the_time_a_decree_gave_extends_again() -> None:
    rule = norm(decrees=DECREE, relief=[EXTENDS])
    assert end_of(stand(rule, [("pregnancy", "2027-06-30", "2027-10-01")])) == date(2027, 10, 21)
    assert end_of(stand(rule, [("pregnancy", "2027-07-01", "2027-10-01")])) == date(2027, 7, 1)


def test_a_pregnancy_that_begins_in_the_time_a_pause_gave_extends_too() -> None:
    rule = norm(relief=[EXTENDS, PAUSE])
    illness = ("long-illness", "2024-01-01", "2024-01-11")
    assert end_of(stand(rule, [illness, ("pregnancy", "2027-01-10", "2027-05-01")])) == date(2027, 5, 3)
    assert end_of(stand(rule, [illness, ("pregnancy", "2027-01-11", "2027-05-01")])) == date(2027, 1, 11)


def test_a_pause_does_not_pause_itself() -> None:
    rule = norm(relief=[PAUSE])
    assert end_of(stand(rule, [("long-illness", "2026-12-01", "2027-06-01")])) == date(2027, 2, 1)


def test_days_of_illness_that_overlap_pause_once() -> None:
    rule = norm(relief=[PAUSE])
    twice = [("long-illness", "2024-01-01", "2024-02-01"), ("long-illness", "2024-01-15", "2024-02-10")]
    assert end_of(stand(rule, twice)) == date(2027, 2, 10)


def test_an_absence_that_goes_on_counts_up_to_and_including_today() -> None:
    rule = norm(relief=[PAUSE])
    assert end_of(stand(rule, [("long-illness", "2025-12-31")])) == date(2027, 1, 3)


def test_absence_outside_the_window_extends_nothing() -> None:
    rule = norm(relief=[EXTENDS, PAUSE])
    before = [("pregnancy", "2021-12-31", "2022-04-01"), ("long-illness", "2021-01-01", "2022-01-01")]
    after = [("pregnancy", "2027-01-01", "2027-04-01"), ("long-illness", "2027-01-01", "2027-03-01")]
    assert end_of(stand(rule, before)) == end_of(stand(rule, after)) == date(2027, 1, 1)


def test_not_twice_in_a_row_looks_at_the_last_stored_period_only() -> None:
    rule = norm(relief=[{**EXTENDS, "not_twice_in_a_row": "true"}])
    pregnancy = [("pregnancy", "2024-01-01", "2024-05-01")]
    longer = {"start": "2012-01-01", "end": "2017-04-23", "extended_days": 112}
    plain = {"start": "2017-01-01", "end": "2022-01-01"}
    assert end_of(stand(rule, pregnancy, past=[plain])) == date(2027, 4, 23)
    assert end_of(stand(rule, pregnancy, past=[longer])) == date(2027, 1, 1)
    assert end_of(stand(rule, pregnancy, past=[longer, plain])) == date(2027, 4, 23)


def test_once_and_at_most_limit_what_several_absences_give() -> None:
    three = [("pregnancy", f"202{year}-01-01", f"202{year}-02-01") for year in (3, 4, 5)]
    assert end_of(stand(norm(relief=[{**EXTENDS, "each": "false"}]), three)) == date(2027, 4, 23)
    assert end_of(stand(norm(relief=[{**EXTENDS, "at_most": "20 weeks"}]), three)) == date(2027, 5, 21)
    assert end_of(stand(norm(relief=[EXTENDS]), three)) == date(2027, 12, 3)


@pytest.mark.parametrize(
    ("end", "months", "expected"),
    [
        ("2024-02-29", 12, date(2025, 2, 28)),
        ("2023-08-31", 6, date(2024, 2, 29)),
        ("2024-08-31", 6, date(2025, 2, 28)),
        ("2024-02-28", 12, date(2025, 2, 28)),
        ("2023-12-31", 2, date(2024, 2, 29)),
        ("2024-10-31", 1, date(2024, 11, 30)),
    ],
)
def test_months_clamp_to_the_last_day_of_a_shorter_month(end: str, months: int, expected: date) -> None:
    decree = [{"period_ends": {"from": "2020-01-01", "before": "2030-01-01"}, "extends": f"{months} months"}]
    assert end_of(stand(norm(decrees=decree), start="2020-01-01", end=end, on=date(2023, 1, 1))) == expected


def test_someone_without_a_period_is_looked_at_over_the_length_of_the_norm_also_on_a_leap_day() -> None:
    said = assess(norm(), dossier_from_data({"person": "p"}), date(2024, 2, 28))
    assert said.window is not None
    assert (said.window.start, said.window.end, said.window.as_if) == (
        date(2019, 2, 28),
        date(2024, 2, 29),
        True,
    )
    assert add_months(date(2024, 2, 29), -60) == date(2019, 2, 28)


def test_absence_extends_nothing_for_someone_who_is_not_under_the_norm() -> None:
    data = {
        "person": "p",
        "absences": [{"id": "l", "kind": "pregnancy", "since": "2025-01-01", "until": "2025-04-01"}],
    }
    said = assess(norm(relief=[EXTENDS]), dossier_from_data(data), ON)
    assert end_of(said) == date(2026, 1, 2)


def test_the_version_is_chosen_by_the_end_before_any_extension() -> None:
    rule = norm(decrees=DECREE, chosen_by="period_end")
    later = norm_from_data(
        {
            "norm": "n", "title": {"nl": "n", "en": "n"}, "owner": "x", "status": "example", "checked_on": "2026-11-23",
            "chosen_by": "period_end", "period": {"length": "5 years"},
            "versions": [
                {"from": "2000-01-01", "source": {"title": "t"}, "requires": {"first_period": True}, "decrees": DECREE},
                {"from": "2027-02-01", "source": {"title": "t"}, "requires": {"first_period": True}},
            ],
        }
    )  # fmt: skip
    for one in (rule, later):
        said = stand(one)
        assert said.used is not None
        assert said.used.version.since == date(2000, 1, 1)
        assert end_of(said) == date(2027, 7, 1)


# --- what absence takes off the work ------------------------------------------------------------------------------

WORK = [
    {"id": "w", "role": "other", "since": "2022-01-01", "minutes_per_week": 700}
]  # a hundred minutes a day
SICK = {"for": "sickness", "counts_as_worked": "true", "at_most": "10 days"}


def minutes(said: Assessment) -> int:
    return said.requirement("work").low


def lost(rule: Norm, absences: list[tuple[str, ...]], on: date = ON) -> int:
    """Days of work that the absences take off."""
    return (
        minutes(stand(rule, [], work=WORK, on=on)) - minutes(stand(rule, absences, work=WORK, on=on))
    ) // 100


def test_the_allowance_begins_anew_in_each_year_of_the_period_not_of_the_calendar() -> None:
    rule = norm(relief=[SICK])
    around = [("sickness", "2023-12-22", "2024-01-11")]
    assert lost(rule, around) == 0
    shifted = stand(rule, around, start="2022-07-01", end="2027-07-01", work=WORK)
    whole = stand(rule, [], start="2022-07-01", end="2027-07-01", work=WORK)
    assert (minutes(whole) - minutes(shifted)) // 100 == 10


def test_absences_of_one_year_share_the_allowance_in_order_of_beginning() -> None:
    rule = norm(relief=[SICK])
    assert (
        lost(rule, [("sickness", "2024-05-01", "2024-05-08"), ("sickness", "2024-03-01", "2024-03-08")]) == 4
    )


@pytest.mark.parametrize(("days", "taken"), [(9, 0), (10, 0), (11, 1), (31, 21)])
def test_only_what_exceeds_the_allowance_is_taken_off(days: int, taken: int) -> None:
    until = date.fromordinal(date(2024, 3, 1).toordinal() + days).isoformat()
    assert lost(norm(relief=[SICK]), [("sickness", "2024-03-01", until)]) == taken


def test_an_absence_takes_the_first_rule_that_names_its_kind() -> None:
    rule = norm(
        relief=[{"for": "parental-leave", "effect": "none"}, {"for": "leave", "counts_as_worked": "true"}]
    )
    assert lost(rule, [("parental-leave", "2024-03-01", "2024-03-11")]) == 10
    assert lost(rule, [("paid-leave", "2024-03-01", "2024-03-11")]) == 0


def test_leave_that_is_not_established_takes_off_the_low_sum_only() -> None:
    rule = norm(relief="not_established")
    said = stand(rule, [("parental-leave", "2024-03-01", "2024-03-11")], work=WORK).requirement("work")
    assert said.high - said.low == 1000


def test_absence_next_to_the_work_takes_nothing_off() -> None:
    assert (
        lost(norm(), [("parental-leave", "2021-01-01", "2022-01-01"), ("parental-leave", "2026-01-02")]) == 0
    )


def test_a_measure_and_an_absence_on_the_same_days_take_them_off_once() -> None:
    norm = people.norm_of(
        {"work": {"at_least": "1 hour"}},
        relief=[{"for": "sickness", "effect": "none"}],
        measures=[{"kind": "restriction-full"}],
    )
    sick = Absence(id="x", kind="sickness", since=date(2024, 1, 1), until=date(2024, 1, 11))
    barred = Measure(
        id="m", norm="test-norm", kind="restriction-full", since=date(2024, 1, 1), until=date(2024, 1, 11)
    )
    month = people.working(700, since=date(2024, 1, 1), until=date(2024, 1, 31))
    found = assess(norm, people.dossier(work=(month,), absences=(sick,), measures=(barred,)), people.ON)
    assert found.requirement("work").low == 2000  # twenty days of a hundred minutes
