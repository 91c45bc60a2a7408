"""Days and lengths of time as people type them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vakwerk.apps.dossier import entry

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    "text",
    [
        "20-11-2026", "20/11/2026", "20.11.2026", "20 11 2026", "2026-11-20", "20-11-26", "20 nov 2026",
        "20 november 2026", "20 NOV. 2026", "vr 20 nov 2026", "Nov 20, 2026", "20th November 2026", "20-11", "20 nov",
        " 20 - 11 - 2026 ".replace(" - ", "-"), "20-nov-2026",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert entry.parse_day(text, today=TODAY) == dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("vandaag", TODAY),
        ("Gisteren", dt.date(2026, 11, 23)),
        ("25 december", dt.date(2025, 12, 25)),
        ("1 mrt 99", dt.date(1999, 3, 1)),
        ("29-2-2024", dt.date(2024, 2, 29)),
        ("1-9-30", dt.date(2030, 9, 1)),
    ],
)
def test_a_day_without_a_year_lies_behind_us_and_two_digits_are_the_nearest_century(
    text: str, day: dt.date
) -> None:
    assert entry.parse_day(text, today=TODAY) == day


@pytest.mark.parametrize(
    "text", ["31-02-2026", "32-1-2026", "1-13-2026", "29 feb 2025", "1-1-1700", "2300-01-01"]
)
def test_a_day_the_calendar_does_not_have_is_said_so(text: str) -> None:
    with pytest.raises(entry.NoSuchDay):
        entry.parse_day(text, today=TODAY)


@pytest.mark.parametrize(
    "text", ["", "ooit", "november", "20-11-202", "2026", "١-١-٢٠٢٦", "1-1-1-1", "20 nov 2026 12:00"]
)
def test_what_is_no_day_is_never_guessed(text: str) -> None:
    with pytest.raises(entry.NotADay):
        entry.parse_day(text, today=TODAY)


@given(st.dates(entry.EARLIEST, entry.LATEST))
def test_a_day_that_a_form_writes_is_read_back(day: dt.date) -> None:
    assert entry.parse_day(entry.written_day(day), today=TODAY) == day
    assert entry.parse_day(day.isoformat(), today=TODAY) == day


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("3", 180), ("3 uur", 180), ("3u", 180), ("3 h", 180), ("3,5", 210), ("3.5", 210), ("3,5 uur", 210),
        ("2:30", 150),
        ("2:30 uur", 150), ("90 min", 90), ("90 minuten", 90), ("90m", 90), ("1 uur 30", 90),
        ("1 uur en 30 minuten", 90),
        ("1u30", 90), ("1h30m", 90), ("anderhalf uur", 90), ("een half uur", 30), ("half an hour", 30), ("3½", 210),
        ("½ uur", 30), ("een uur", 60), ("2.50", 150), ("2,30 uur", 138), ("1 hour and 15 minutes", 75), ("0:05", 5),
    ],
)  # fmt: skip
def test_a_length_of_time_is_read_however_it_is_written(text: str, minutes: int) -> None:
    assert entry.parse_minutes(text) == minutes


@pytest.mark.parametrize("text", ["0", "0:00", "0 min", "0,0 uur"])
def test_no_time_is_refused_as_such(text: str) -> None:
    with pytest.raises(entry.NoTime):
        entry.parse_minutes(text)


def test_what_can_mean_two_things_is_asked_again() -> None:
    with pytest.raises(entry.UnclearDuration):
        entry.parse_minutes("2.30")


@pytest.mark.parametrize("text", ["", "veel", "-3", "3 dagen", "2:60", "3 uur 75", "٣", "1e9", "3 4"])
def test_what_is_no_length_of_time_is_never_guessed(text: str) -> None:
    with pytest.raises(entry.NotADuration):
        entry.parse_minutes(text)


@given(st.integers(1, 100_000))
def test_a_length_of_time_that_a_form_writes_is_read_back(minutes: int) -> None:
    assert entry.parse_minutes(entry.written_minutes(minutes)) == minutes


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_as_a_value_error(text: str) -> None:
    for read in (lambda: entry.parse_day(text, today=TODAY), lambda: entry.parse_minutes(text)):
        try:
            read()
        except (entry.NotADay, entry.NotADuration):
            continue
