"""Calendar arithmetic that both evaluators share: months clamp to the last day, intervals are half-open.

DuckDB's `date + INTERVAL n MONTH` clamps the same way; the agreement test holds the two together.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

LAST_DAY = date(9999, 1, 1)
"""Stands for "no end" in comparisons; leaves room for extensions below `date.max`."""


def add_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier), or the last day of that month when it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year > LAST_DAY.year - 1:
        return LAST_DAY
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole_months(start: date, end: date) -> int:
    """Complete calendar months in [start, end): a month is complete when its day number is reached."""
    months = (end.year * 12 + end.month) - (start.year * 12 + start.month)
    return max(0, months - (1 if end.day < start.day else 0))


def month_index(day: date) -> int:
    """Months since year 0; two days share it exactly when they lie in the same calendar month."""
    return day.year * 12 + day.month - 1


def overlap_days(start: date, end: date, other_start: date, other_end: date) -> int:
    """Days shared by two half-open intervals; zero when they do not meet."""
    return max(0, (min(end, other_end) - max(start, other_start)).days)


def union_days(intervals: Iterable[tuple[date, date]]) -> int:
    """Days covered by at least one of the half-open intervals."""
    total, reached = 0, date.min
    for start, end in sorted(intervals):
        begin = max(start, reached)
        if end > begin:
            total += (end - begin).days
            reached = end
    return total


def next_day(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1)
