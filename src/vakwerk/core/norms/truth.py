"""Kleene's three truth values as integers, so that Python's and SQL's min and max are "and" and "or"."""

from __future__ import annotations

from typing import Final

NO: Final = 0
UNKNOWN: Final = 1
YES: Final = 2


def truth(value: bool) -> int:
    """YES or NO."""
    return YES if value else NO


def negate(value: int) -> int:
    """YES becomes NO and back; UNKNOWN stays."""
    return YES - value


def at_least_n(values: list[int], number: int) -> int:
    """Whether at least `number` of the values are true: sure when enough are YES, excluded when too few are not NO."""
    if sum(value == YES for value in values) >= number:
        return YES
    return UNKNOWN if sum(value != NO for value in values) >= number else NO
