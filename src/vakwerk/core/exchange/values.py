"""The text of a cell as a day or as a length of time. What can be read in two ways is not read: it is asked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from vakwerk.core.freetext import folded

Order = Literal["", "day-first", "month-first"]
"""Which of the first two numbers in a date is the day; empty: not known."""
EARLIEST_YEAR, LATEST_YEAR = 1950, 2100


class BadValue(ValueError):
    """A cell that can not be read as what its column holds: a code that says why.

    `not-a-day`, `no-such-day`, `day-or-month`, `day-number`, `not-a-length`, `thousand-or-decimal`, `negative`,
    `too-long`.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari february",
            "mrt maart mar march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "aug augustus august",
            "sep sept september",
            "okt oct oktober october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAYS = frozenset(
    "ma di wo do vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
    "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday".split()
)
_TIME = re.compile(
    r"[ T,]+(?:om )?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?[ap]m| ?uur)?(?:Z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_PACKED = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2}) ([a-z]+) (\d{4}|\d{2})")
_NAMED_FIRST = re.compile(r"([a-z]+) (\d{1,2}) (\d{4})")


@dataclass(frozen=True, slots=True)
class DayNumbers:
    """A date of which the first two numbers may each be the day."""

    first: int
    second: int
    year: int


def read_day(text: str, order: Order, today: dt.date) -> dt.date:
    """The day a cell names. Raises BadValue; `day-or-month` when `order` is needed and not known."""
    found = _parts(text, today)
    if isinstance(found, dt.date):
        return found
    first, second = found.first, found.second
    if first > 12 or first == second or order == "day-first":
        # A first number above twelve is a day, whatever the others in the column are.
        return _day(found.year, second, first)
    if second > 12 or order == "month-first":
        return _day(found.year, first, second)
    raise BadValue("day-or-month")


def order_of(texts: Iterable[str], today: dt.date) -> tuple[Order, bool]:
    """Which order a column of dates shows, and whether somebody must be asked.

    One date with a day above twelve shows it for all; dates that show both orders show none, and nobody can be asked
    for the whole column: then each line is read by itself. Asked when a date needs it and none shows it.
    """
    day_first = month_first = needs = False
    for text in texts:
        try:
            found = _parts(text, today)
        except BadValue:
            continue
        if isinstance(found, dt.date):
            continue
        if found.first > 12 >= found.second:
            day_first = True
        elif found.second > 12 >= found.first:
            month_first = True
        elif found.first != found.second:
            needs = True
    if day_first and month_first:
        return "", False
    if day_first or month_first:
        return ("day-first" if day_first else "month-first"), False
    return "", needs


def looks_like_day(text: str, today: dt.date) -> bool:
    """Whether this is a date, be it one that can be read in two ways."""
    try:
        _parts(text, today)
    except BadValue:
        return False
    return True


def _parts(text: str, today: dt.date) -> dt.date | DayNumbers:
    plain = _TIME.sub("", text.strip().strip("'")).strip()
    if iso := _ISO.fullmatch(plain):
        return _day(int(iso[1]), int(iso[3]), int(iso[4]))
    if packed := _PACKED.fullmatch(plain):
        return _day(int(packed[1]), int(packed[2]), int(packed[3]))
    if plain.isascii() and plain.isdigit() and len(plain) == 5:
        raise BadValue("day-number")
    spoken = [word for word in folded(plain).split() if word not in _WEEKDAYS]
    named = " ".join(word.removesuffix("th") if word[:1].isdigit() else word for word in spoken)
    if (found := _NAMED.fullmatch(named)) and found[2] in _MONTHS:
        return _day(_year(found[3], today), _MONTHS[found[2]], int(found[1]))
    if (found := _NAMED_FIRST.fullmatch(named)) and found[1] in _MONTHS:
        return _day(int(found[3]), _MONTHS[found[1]], int(found[2]))
    words = plain.split(" ", 1)
    if len(words) == 2 and folded(words[0]) in _WEEKDAYS:
        plain = words[1]
    numbers = _NUMBERS.fullmatch(plain)
    if numbers is None or not plain.isascii():
        raise BadValue("not-a-day")
    first, second, year = int(numbers[1]), int(numbers[3]), _year(numbers[4], today)
    if first > 12 and second > 12:
        raise BadValue("no-such-day")
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise BadValue("no-such-day")
    return DayNumbers(first, second, year)


def _year(text: str, today: dt.date) -> int:
    """Two figures are of this century up to next year, else of the last one."""
    if len(text) == 4:
        return int(text)
    year = 2000 + int(text)
    return year if year <= today.year + 1 else year - 100


def _day(year: int, month: int, day: int) -> dt.date:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise BadValue("no-such-day")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise BadValue("no-such-day") from None


_HALVES = str.maketrans({"½": ",5", "¼": ",25", "¾": ",75", "\u00a0": " "})
_CLOCK = re.compile(r"(\d{1,4}):(\d{2})(?::\d{2})?(?: ?(?:uur|uren|u|h|hours?))?")
_OF_HOURS = r"(?:uur|uren|hours?|hrs?|u|h)\.?"
_OF_MINUTES = r"(?:minuten|minuut|minutes?|min|m)\.?"
_SPOKEN = re.compile(
    rf"(\d{{1,4}}(?:[.,]\d{{1,2}})?) ?{_OF_HOURS}(?: ?(?:en |and )?(\d{{1,4}})(?: ?{_OF_MINUTES})?)?"
)
_ONLY_MINUTES = re.compile(rf"(\d{{1,6}}(?:[.,]\d{{1,2}})?) ?{_OF_MINUTES}")
_NUMBER = re.compile(r"(\d{1,7})(?:[.,](\d{1,10}))?(?: ?(?:pe-?)?(?:punt(?:en)?|points?|pt|credits?))?")
MOST_MINUTES = 60 * 24 * 366 * 10


def read_length(text: str, minutes_of_one: int) -> int | None:
    """Minutes in a cell: "2,5", "2:30", "2u30", "150 min"; a bare number is so many of the column's unit.

    None for a cell that says nothing or zero. Raises BadValue; `thousand-or-decimal` for "1.500", which may be both.
    """
    plain = text.strip().lower().translate(_HALVES).strip()
    if plain.startswith(","):
        plain = f"0{plain}"
    if plain in ("", "-", "–", "n.v.t.", "nvt", "n/a"):
        return None
    if plain.startswith(("-", "–", "−")):
        raise BadValue("negative")
    minutes = _minutes(plain, minutes_of_one)
    if minutes > MOST_MINUTES:
        raise BadValue("too-long")
    return minutes or None


def _minutes(plain: str, minutes_of_one: int) -> int:
    if clock := _CLOCK.fullmatch(plain):
        if int(clock[2]) > 59:
            raise BadValue("not-a-length")
        return int(clock[1]) * 60 + int(clock[2])
    if only := _ONLY_MINUTES.fullmatch(plain):
        return _rounded(Fraction(only[1].replace(",", ".")))
    if number := _NUMBER.fullmatch(plain):
        return _rounded(_fraction(number[1], number[2]) * minutes_of_one)
    spoken = _SPOKEN.fullmatch(plain)
    if spoken:
        return _rounded(Fraction(spoken[1].replace(",", ".")) * 60) + int(spoken[2] or 0)
    raise BadValue("not-a-length")


def read_number(text: str) -> Fraction:
    """A plain number of points. Raises BadValue."""
    number = _NUMBER.fullmatch(text.strip().lower().translate(_HALVES))
    if number is None:
        raise BadValue("not-a-length")
    return _fraction(number[1], number[2])


def looks_like_length(text: str) -> bool:
    """Whether this is a length of time that names its unit: "2:30", "2u30", "150 min"."""
    plain = text.strip().lower()
    if _NUMBER.fullmatch(plain):
        return False
    try:
        return read_length(plain, 60) is not None
    except BadValue:
        return False


def _fraction(whole: str, part: str | None) -> Fraction:
    if part is not None and len(part) == 3 and whole != "0":
        raise BadValue("thousand-or-decimal")
    return Fraction(f"{whole}.{part or 0}")


def _rounded(value: Fraction) -> int:
    return int(value + Fraction(1, 2))
