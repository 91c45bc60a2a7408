"""What of an import is there already, what looks like something, and how two accounts of one activity become one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Literal

from vakwerk.core.dossier import Activity
from vakwerk.core.exchange.likeness import DAYS_APART, Difference, Likeness, differences, likeness
from vakwerk.core.freetext import folded


class State(Enum):
    """What a line is, seen beside what is there."""

    NEW = "new"
    SAME = "same"
    """It is there, and the line adds nothing."""
    ADDS = "adds"
    """It is there, nothing contradicts, and the line adds something: a number, an empty field."""
    ALIKE = "alike"
    """A person must say whether it is the same, and which value holds."""


@dataclass(frozen=True, slots=True)
class Match:
    """A line's state, the activity it is or resembles, and the line of this same table when that stands there."""

    state: State
    other: Activity | None = None
    line: int | None = None
    different: tuple[Difference, ...] = ()


Pick = Literal["ours", "theirs"]


def match_lines(lines: Iterable[tuple[int, Activity]], existing: Iterable[Activity]) -> dict[int, Match]:
    """The state of every line. What stands before it in the same table counts as being there."""
    by_day: dict[dt.date | None, list[tuple[Activity, int | None]]] = defaultdict(list)
    for activity in existing:
        by_day[activity.completed_on].append((activity, None))
    found: dict[int, Match] = {}
    for line, activity in lines:
        found[line] = _match(activity, by_day)
        by_day[activity.completed_on].append((activity, line))
    return found


def _match(activity: Activity, by_day: Mapping[dt.date | None, list[tuple[Activity, int | None]]]) -> Match:
    best: Match | None = None
    for other, line in _near(activity.completed_on, by_day):
        # One portal tells each activity once: within a table only what is told in the very same words is a double.
        match = _beside(activity, other) if line is None else _double(activity, other, line)
        if match is not None and (best is None or _rank(match, activity) < _rank(best, activity)):
            best = match
    return best or Match(State.NEW)


def _near(
    day: dt.date | None, by_day: Mapping[dt.date | None, list[tuple[Activity, int | None]]]
) -> Iterable[tuple[Activity, int | None]]:
    if day is None:
        yield from by_day.get(None, ())
        return
    for apart in range(-DAYS_APART, DAYS_APART + 1):
        try:
            yield from by_day.get(day + dt.timedelta(days=apart), ())
        except OverflowError:
            continue


def _rank(match: Match, activity: Activity) -> tuple[int, int, int]:
    order = {State.SAME: 0, State.ADDS: 1, State.ALIKE: 2, State.NEW: 3}
    assert match.other is not None
    days = (
        0
        if match.other.completed_on is None or activity.completed_on is None
        else abs((match.other.completed_on - activity.completed_on).days)
    )
    return order[match.state], days, len(match.different)


def _double(activity: Activity, other: Activity, line: int) -> Match | None:
    if replace(activity, id=other.id) == other:
        return Match(State.SAME, other, line)
    return None


def _beside(activity: Activity, other: Activity) -> Match | None:
    sure = likeness(activity, other)
    if sure is Likeness.OTHER:
        return None
    different = differences(other, activity)
    if sure is Likeness.ALIKE or different:
        return Match(State.ALIKE, other, None, different)
    adds = joined(other, activity, {})[0] != other
    return Match(State.ADDS if adds else State.SAME, other)


_FILLED = ("title", "completed_on", "started_on", "minutes", "form", "provider")


def joined(
    ours: Activity, theirs: Activity, picks: Mapping[str, Pick]
) -> tuple[Activity, tuple[Difference, ...]]:
    """One activity out of two accounts, and the values that lost, as (field, ours, theirs).

    Where they differ `picks` says which value holds; without a pick ours does. What only one says, is kept; numbers of
    accreditation, confirmations and topics of both are kept.
    """
    values: dict[str, Any] = {}
    lost: list[Difference] = []
    for difference in differences(ours, theirs):
        if picks.get(difference.field) == "theirs":
            values[difference.field] = difference.other
        lost.append(difference)
    for name in _FILLED:
        if getattr(ours, name) in (None, "") and getattr(theirs, name) not in (None, ""):
            values[name] = getattr(theirs, name)
    numbers = {(mark.by, folded(mark.id)) for mark in ours.accreditations}
    more = [mark for mark in theirs.accreditations if (mark.by, folded(mark.id)) not in numbers]
    whole = replace(
        ours,
        accreditations=(*ours.accreditations, *dict.fromkeys(more)),
        topics=ours.topics | theirs.topics,
        **values,
    )
    if whole.minutes is not None and whole.remote_minutes > whole.minutes:
        whole = replace(whole, remote_minutes=whole.minutes)
    return whole, tuple(lost)
