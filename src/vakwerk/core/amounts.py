"""Amounts as people write them ("60 hours", "120 points") held as integers in the smallest unit of their kind.

Units never mix without a stated conversion, and no amount is ever a float.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum


class Unit(Enum):
    """What an amount counts; the value is the name used in JSON and SQL."""

    MINUTES = "minutes"
    POINTS = "points"  # hundredths of a point
    EC = "ec"  # hundredths of a European credit
    DAYS = "days"
    MONTHS = "months"  # calendar months, never converted to days
    EUROCENTS = "eurocents"
    PIECES = "pieces"  # counted facts


@dataclass(frozen=True, slots=True)
class Amount:
    """An integer number of the smallest unit; `Amount(3600, Unit.MINUTES)` is sixty hours."""

    value: int
    unit: Unit

    def __str__(self) -> str:
        word, size = _WRITTEN[self.unit]
        whole, rest = divmod(self.value, size)
        if rest == 0:
            return f"{whole} {word}"
        if self.unit is Unit.MINUTES:
            return f"{self.value} minutes"
        return f"{(Decimal(self.value) / size).normalize():f} {word}"


_WRITTEN: dict[Unit, tuple[str, int]] = {
    Unit.MINUTES: ("hours", 60),
    Unit.POINTS: ("points", 100),
    Unit.EC: ("EC", 100),
    Unit.DAYS: ("days", 1),
    Unit.MONTHS: ("months", 1),
    Unit.EUROCENTS: ("euro", 100),
    Unit.PIECES: ("pieces", 1),
}

_WORDS: dict[str, tuple[Unit, int]] = {
    "minute": (Unit.MINUTES, 1),
    "minutes": (Unit.MINUTES, 1),
    "hour": (Unit.MINUTES, 60),
    "hours": (Unit.MINUTES, 60),
    "point": (Unit.POINTS, 100),
    "points": (Unit.POINTS, 100),
    "ec": (Unit.EC, 100),
    "day": (Unit.DAYS, 1),
    "days": (Unit.DAYS, 1),
    "week": (Unit.DAYS, 7),
    "weeks": (Unit.DAYS, 7),
    "month": (Unit.MONTHS, 1),
    "months": (Unit.MONTHS, 1),
    "year": (Unit.MONTHS, 12),
    "years": (Unit.MONTHS, 12),
    "euro": (Unit.EUROCENTS, 100),
    "piece": (Unit.PIECES, 1),
    "pieces": (Unit.PIECES, 1),
}

AMOUNT_PATTERN = r"^\s*\d+(\.\d+)?\s+(" + "|".join((*_WORDS, "EC")) + r")\s*$"
_AMOUNT = re.compile(r"^\s*(\d{1,12}(?:\.\d{1,4})?)\s+([A-Za-z]+)\s*$")
UNIT_WORDS: tuple[str, ...] = tuple(_WORDS)


class NotAnAmount(ValueError):
    """The text is not a number followed by a known unit, or is not whole in the smallest unit."""


def parse_amount(text: str) -> Amount:
    """Read "60 hours", "1.5 points", "2 years".

    Raises NotAnAmount when the unit is unknown or a fraction remains in the smallest unit.
    """
    match = _AMOUNT.match(text)
    if match is None:
        raise NotAnAmount(f"'{text}' is not an amount; write a number and a unit, as in '60 hours'")
    number, word = match.groups()
    if word.lower() not in _WORDS:
        raise NotAnAmount(f"'{word}' is not a unit; use one of {', '.join(_WORDS)}")
    unit, size = _WORDS[word.lower()]
    try:
        value = Decimal(number) * size
    except InvalidOperation as error:  # pragma: no cover - the pattern admits only numbers
        raise NotAnAmount(f"'{number}' is not a number") from error
    if value != value.to_integral_value():
        raise NotAnAmount(f"'{text}' is not whole in {unit.value}")
    return Amount(int(value), unit)


def hours(number: int) -> Amount:
    """`number` hours, in minutes."""
    return Amount(number * 60, Unit.MINUTES)
