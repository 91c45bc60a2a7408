"""What one fact is worth in a sum: net time, weight with one floor, limit per fact; and what a spell of work holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from vakwerk.core.amounts import Unit
from vakwerk.core.dates import add_months, next_day, overlap_days
from vakwerk.core.dossier import Activity, Work
from vakwerk.core.norms.assessment import Window
from vakwerk.core.norms.model import Total, Weight
from vakwerk.core.norms.truth import NO, YES
from vakwerk.core.norms.windows import Deduction

WORK_SCALE = 700
"""Minutes a week × hundredths of days, to minutes: seven days, a hundred hundredths."""
MOST_MINUTES_A_WEEK = 168 * 60

ActivityAmount = Callable[[Activity], tuple[int, int]]
Bound = Sequence[Callable[[object], int]]


def activity_amount(total: Total, window: Window, on: date, minutes_per_point: int) -> ActivityAmount:
    """A function from an activity to its least and greatest amount in the unit of the sum."""
    bind = (window.start, window.end, on)
    remote = [[c.test_for(*bind) for c in path] for path in total.remote_excluded]
    weights = [(weight, [c.test_for(*bind) for c in weight.conditions]) for weight in total.weights]
    unit, limit = total.unit, total.per_fact
    plain = not remote and not weights and limit is None and unit is Unit.MINUTES

    def amount(fact: Activity) -> tuple[int, int]:
        if fact.minutes is not None:
            least = most = fact.minutes
            if plain:
                return least, most
        else:
            least, most = 0, _longest(fact)
        for path in remote:
            if all(test(fact) == YES for test in path):
                least, most = max(0, least - fact.remote_minutes), max(0, most - fact.remote_minutes)
                break
        low, high = _weighted(weights, fact, unit, least, most, minutes_per_point)
        return (low, high) if limit is None else (min(low, limit), min(high, limit))

    return amount


def _longest(fact: Activity) -> int:
    """The most minutes an activity of unknown length can have taken: all of its days."""
    if fact.completed_on is None:
        return 0
    days = (fact.completed_on - (fact.started_on or fact.completed_on)).days + 1
    return max(1, days) * 24 * 60


def _weighted(
    weights: Sequence[tuple[Weight, Bound]], fact: Activity, unit: Unit, least: int, most: int, per_point: int
) -> tuple[int, int]:
    lows, highs = [], []
    for weight, tests in weights:
        fits = min((test(fact) for test in tests), default=YES)
        if fits == NO:
            continue
        lows.append(_worth(weight, unit, least, per_point))
        highs.append(_worth(weight, unit, most, per_point))
        if fits == YES:
            return min(lows), max(highs)
    lows.append(_worth(_ONCE, unit, least, per_point))
    highs.append(_worth(_ONCE, unit, most, per_point))
    return min(lows), max(highs)


_ONCE = Weight(())


def _worth(weight: Weight, unit: Unit, minutes: int, per_point: int) -> int:
    if weight.fixed is not None:
        return weight.fixed
    if unit is Unit.PIECES:
        return weight.numerator // weight.denominator
    if unit is Unit.POINTS:
        return minutes * 100 * weight.numerator // (weight.denominator * per_point)
    return minutes * weight.numerator // weight.denominator


def work_interval(fact: Work, window: Window, on: date) -> tuple[date, date]:
    """The days of the spell inside the window, up to and including the date; empty when end ≤ start."""
    last = min(window.end, next_day(on))
    return max(fact.since, window.start), min(fact.until, last) if fact.until is not None else last


def work_amount(
    fact: Work, window: Window, on: date, taken: Sequence[Deduction], cut_low: date, cut_high: date
) -> tuple[int, int]:
    """Least and greatest worth of a spell, in minutes a week × hundredths of days."""
    start, end = work_interval(fact, window, on)
    low = _spell(fact.minutes_per_week or 0, max(start, cut_low), end, [(d, d.percent) for d in taken])
    most = MOST_MINUTES_A_WEEK if fact.minutes_per_week is None else fact.minutes_per_week
    return low, _spell(most, max(start, cut_high), end, [(d, d.sure) for d in taken])


def _spell(minutes_per_week: int, start: date, end: date, taken: Sequence[tuple[Deduction, int]]) -> int:
    days = (end - start).days
    if days <= 0:
        return 0
    off = sum(percent * overlap_days(start, end, d.since, d.until) for d, percent in taken)
    return minutes_per_week * (100 * days - off)


def cut_after_gap(spells: Sequence[tuple[date, date]], months: int, window: Window, on: date) -> date:
    """The day from which work counts when work before an interruption longer than `months` is lost."""
    cut, reached = window.start, None
    for start, end in sorted(spells):
        if end <= start:
            continue
        if reached is not None and add_months(reached, months) < start:
            cut = start
        reached = end if reached is None else max(reached, end)
    last = min(window.end, next_day(on))
    if reached is not None and add_months(reached, months) < last:
        cut = last
    return cut
