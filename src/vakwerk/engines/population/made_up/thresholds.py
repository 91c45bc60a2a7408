"""Facts that together are worth exactly a threshold of a norm, or a minute more or less."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from vakwerk.core.amounts import Unit
from vakwerk.core.dates import next_day
from vakwerk.core.dossier import Activity, Fact, Work
from vakwerk.core.norms.amounts_of_facts import ActivityAmount, activity_amount
from vakwerk.core.norms.assessment import Window
from vakwerk.core.norms.conditions import (
    Condition,
    LevelAtLeast,
    RoleIn,
    SettingIn,
)
from vakwerk.core.norms.model import Group, Total, Version
from vakwerk.core.norms.nearest import activity_that_fits

MINUTES_A_DAY = 480
MOST_A_WEEK = 168 * 60
MOST_FACTS = 2_000


def groups_with_threshold(version: Version) -> Iterator[tuple[Total, Group, tuple[Condition, ...]]]:
    """Every group of every sum that asks for an amount, with all that its facts must fit."""
    for node in version.requires.walk():
        if isinstance(node, Total):
            above = version.counts_when[0] if node.facts == "activities" else ()
            yield from _below(node, node.group, above)


def _below(
    total: Total, group: Group, above: tuple[Condition, ...]
) -> Iterator[tuple[Total, Group, tuple[Condition, ...]]]:
    conditions = (*above, *group.conditions)
    if group.at_least is not None:
        yield total, group, conditions
    for part in group.parts:
        yield from _below(total, part, conditions)


def facts_worth(
    version: Version, total: Total, conditions: tuple[Condition, ...], amount: int, more: int,
    window: tuple[date, date], on: date,
) -> list[Fact] | None:  # fmt: skip
    """Facts inside the window that fit and are worth `amount`, and `more` minutes besides (pieces where the sum counts
    those). None when the window so far is too short or the amount can not be made."""
    if total.facts == "work":
        return _work(total, conditions, amount + more, window, on)
    sample = activity_that_fits(conditions, on)
    if sample is None:
        return None
    return _activities(version, total, sample, amount, more, window, on)


def _work(
    total: Total, conditions: tuple[Condition, ...], minutes: int, window: tuple[date, date], on: date
) -> list[Fact] | None:
    """Whole weeks of as many hours as a week holds, then one week of the rest."""
    if total.unit is not Unit.MINUTES:
        return None
    spell = Work(id="w", role="sociaal-werker", since=window[0], minutes_per_week=MOST_A_WEEK, level="hbo")
    for condition in conditions:
        match condition:
            case RoleIn():
                spell = replace(spell, role=min(condition.roles))
            case LevelAtLeast():
                spell = replace(spell, level=condition.level)
            case SettingIn():
                spell = replace(spell, settings=spell.settings | {min(condition.settings)})
    weeks, rest = divmod(minutes, MOST_A_WEEK)
    turn = window[0] + timedelta(weeks=weeks)
    if turn + timedelta(weeks=1) > min(window[1], next_day(on)):
        return None
    facts: list[Fact] = [replace(spell, id="w1", until=turn)] if weeks else []
    if rest:
        facts.append(
            replace(spell, id="w2", since=turn, until=turn + timedelta(weeks=1), minutes_per_week=rest)
        )
    return facts


def _activities(
    version: Version,
    total: Total,
    sample: Activity,
    amount: int,
    more: int,
    window: tuple[date, date],
    on: date,
) -> list[Fact] | None:
    days = (min(window[1], next_day(on)) - window[0]).days
    if days < 1:
        return None
    whole = Window(start=window[0], end=window[1], stored_end=window[1], extensions=(), as_if=False)
    worth = activity_amount(total, whole, on, version.minutes_per_point)
    made = _up_to(worth, sample, amount, more, window[0], days)
    return None if made is None else [*made]


def _up_to(
    worth: ActivityAmount, sample: Activity, amount: int, more: int, start: date, days: int
) -> list[Activity] | None:
    """Activities of a working day until what is left is less, then one of as many minutes as are left."""
    made: list[Activity] = []
    left = amount
    while left > 0:
        if len(made) >= MOST_FACTS:
            return None
        day = start + timedelta(days=len(made) % days)
        act = replace(sample, id=f"t{len(made)}", completed_on=day, started_on=None, minutes=MINUTES_A_DAY)
        value = worth(act)[0]
        if value <= 0:
            return None
        if value > left:
            fits = next((m for m in range(1, MINUTES_A_DAY) if worth(replace(act, minutes=m))[0] >= left), 0)
            act = replace(act, minutes=fits or MINUTES_A_DAY)
            value = worth(act)[0]
        made.append(act)
        left -= value
    if not made or more == 0:
        return made
    last = made[-1]
    assert last.minutes is not None
    if (
        worth(last)[0] == worth(replace(last, minutes=last.minutes * 2))[0]
    ):  # pieces: how long does not matter
        extra = replace(last, id=f"t{len(made)}")
        return [*made, extra] if more > 0 else made[:-1]
    changed = replace(last, minutes=last.minutes + more)
    return [*made[:-1], changed] if changed.minutes and changed.minutes > 0 else made[:-1]
