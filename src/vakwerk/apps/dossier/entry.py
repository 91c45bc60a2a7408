"""Days and durations as people type them: many ways of writing, one meaning, and a doubt is never guessed away."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2200, 12, 31)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb febr februari february",
            "mrt maart mar march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "aug augustus august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_TODAY = {"vandaag": 0, "today": 0, "nu": 0, "now": 0, "gisteren": 1, "yesterday": 1, "eergisteren": 2}
_WEEKDAY = re.compile(
    r"(?:ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +(?=\d)", re.IGNORECASE
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|e)?[- ]+([a-z]+)\.?(?:[- ,]+(\d{4}|\d{2}))?", re.ASCII)
_MONTH_DAY = re.compile(r"([a-z]+)\.? +(\d{1,2})(?:st|nd|rd|th)?(?:[ ,]+(\d{4}|\d{2}))?", re.ASCII)


class NotADay(ValueError):
    """The text is no day that can be read without guessing."""


class NoSuchDay(NotADay):
    """It reads as a day, but the calendar does not have it (31 February), or not between 1900 and 2200."""


def parse_day(text: str, *, today: dt.date) -> dt.date:
    """Reads 20-11-2026, 20/11/26, 2026-11-20, 20 nov 2026, Nov 20 2026, "vandaag", "yesterday".

    Without a year the last such day up to and including `today` is meant. Raises NotADay, NoSuchDay.
    """
    plain = _WEEKDAY.sub("", " ".join(text.lower().split()), count=1)
    if plain in _TODAY:
        return today - dt.timedelta(days=_TODAY[plain])
    if found := _YEAR_FIRST.fullmatch(plain):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(plain):
        return _with_year(found[3], int(found[2]), int(found[1]), today)
    if (found := _DAY_MONTH.fullmatch(plain)) and found[2] in _MONTHS:
        return _with_year(found[3], _MONTHS[found[2]], int(found[1]), today)
    if (found := _MONTH_DAY.fullmatch(plain)) and found[1] in _MONTHS:
        return _with_year(found[3], _MONTHS[found[1]], int(found[2]), today)
    raise NotADay(text)


def _with_year(year: str | None, month: int, number: int, today: dt.date) -> dt.date:
    if year is None:
        day = _day(today.year, month, number)
        return day if day <= today else _day(today.year - 1, month, number)
    if len(year) == 2:
        # Two digits mean the century in which the day lies nearest: up to twenty years ahead.
        full = today.year // 100 * 100 + int(year)
        return _day(full if full <= today.year + 20 else full - 100, month, number)
    return _day(int(year), month, number)


def _day(year: int, month: int, number: int) -> dt.date:
    try:
        day = dt.date(year, month, number)
    except ValueError:
        raise NoSuchDay(f"{number}-{month}-{year}") from None
    if not EARLIEST <= day <= LATEST:
        raise NoSuchDay(f"{number}-{month}-{year}")
    return day


def written_day(day: dt.date) -> str:
    """A day as a form shows it: 20-11-2026."""
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"


_HOUR = r"(?:uren|uur|u|hours?|hrs?|h)\.?"
_MINUTE = r"(?:minuten|minuut|minutes?|mins?|min|m)\.?"
_NUMBER = r"(\d{1,5}(?:[.,]\d{1,2})?)"
_HOURS = re.compile(rf"{_NUMBER} ?{_HOUR}", re.ASCII)
_BARE = re.compile(r"(\d{1,5})(?:([.,])(\d{1,2}))?", re.ASCII)
_MINUTES = re.compile(rf"(\d{{1,6}}) ?{_MINUTE}", re.ASCII)
_CLOCK = re.compile(rf"(\d{{1,5}}):([0-5]\d)(?: ?{_HOUR})?", re.ASCII)
_BOTH = re.compile(
    rf"(\d{{1,5}}) ?{_HOUR} ?(?:en |and )?([0-5]?\d)(?: ?{_MINUTE})?",
    re.ASCII,
)
_SPOKEN = {
    "half uur": 30,
    "halfuur": 30,
    "half hour": 30,
    "half an hour": 30,
    "kwartier": 15,
    "quarter": 15,
    "drie kwartier": 45,
    "anderhalf uur": 90,
    "uur": 60,
    "hour": 60,
}


class NotADuration(ValueError):
    """The text is no length of time that can be read without guessing."""


class NoTime(NotADuration):
    """It reads as no time at all."""


class UnclearDuration(NotADuration):
    """It can mean two things: 2.30 is two hours and a half to one, and 2.3 hours to another."""


def parse_minutes(text: str) -> int:
    """Reads 3, 3,5, 3 uur, 2:30, 1 uur 30, 90 min, "anderhalf uur"; a bare number is hours. Whole minutes.

    Raises NotADuration, UnclearDuration, NoTime.
    """
    plain = " ".join(text.lower().replace("½", ".5").split())
    plain = re.sub(r"^\.5", "0.5", plain)
    minutes = _minutes(re.sub(r"^(?:een|a|an|one) ", "", plain), text)
    if minutes <= 0:
        raise NoTime(text)
    return minutes


def _minutes(plain: str, text: str) -> int:
    if plain in _SPOKEN:
        return _SPOKEN[plain]
    if found := _CLOCK.fullmatch(plain):
        return int(found[1]) * 60 + int(found[2])
    if found := _BARE.fullmatch(plain):
        if found[2] == "." and found[3] and len(found[3]) == 2 and found[3] not in ("00", "25", "50", "75"):
            raise UnclearDuration(text)
        return _rounded(f"{found[1]}.{found[3] or 0}")
    if found := _HOURS.fullmatch(plain):
        return _rounded(found[1].replace(",", "."))
    if found := _MINUTES.fullmatch(plain):
        return int(found[1])
    if found := _BOTH.fullmatch(plain):
        return int(found[1]) * 60 + int(found[2])
    raise NotADuration(text)


def _rounded(hours: str) -> int:
    return int((Decimal(hours) * 60).quantize(Decimal(1), ROUND_HALF_UP))


def written_minutes(minutes: int) -> str:
    """Minutes as a form shows them: "3 uur" is written 3, two hours and a half 2:30."""
    whole, rest = divmod(minutes, 60)
    return f"{whole}:{rest:02d}" if rest else str(whole)
