"""Sums over facts with minima, caps and unknowns: every group has a low and a high.

Low: facts that surely fit, each at its least; a fact that may fall under a cap is put under it. High: facts that may
fit, each at its most; only what surely falls under a cap is put under it. A fact that may fall under two caps adds
nothing to the low sum. Sums of work are in minutes a week times hundredths of days, divided by `scale` at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from vakwerk.core.norms.model import Group
from vakwerk.core.norms.truth import UNKNOWN, YES

Bound = Literal["low", "high"]


@dataclass(slots=True)
class Member:
    """One fact inside a sum: its amount at least and at most, its truth for each group by id, and its path truth."""

    fact: str
    low: int
    high: int
    own: dict[str, int]
    path: dict[str, int]


def own_sum(group: Group, members: Sequence[Member], bound: Bound, scale: int) -> int:
    """What the group itself has, before its own cap (in units of the sum, scaled)."""
    if bound == "low":
        inside = [member for member in members if member.path[group.id] == YES]
    else:
        inside = [member for member in members if member.path[group.id] >= UNKNOWN]
    return _inner(group, inside, bound, scale)


def _inner(group: Group, members: Sequence[Member], bound: Bound, scale: int) -> int:
    """Sum of the members of the group, with the caps of its parts."""
    capping = [part for part in group.parts if part.caps_inside()]
    if not capping:
        return sum(member.low for member in members) if bound == "low" else sum(m.high for m in members)
    least = UNKNOWN if bound == "low" else YES
    total = 0
    under: dict[str, list[Member]] = {part.id: [] for part in capping}
    for member in members:
        fits = [part.id for part in capping if member.own.get(part.id, 0) >= least]
        if not fits:
            total += member.low if bound == "low" else member.high
        elif len(fits) == 1:
            under[fits[0]].append(member)
    for part in capping:
        total += capped(group, part, _inner(part, under[part.id], bound, scale), members, bound, scale)
    return total


def capped(
    parent: Group, part: Group, value: int, members: Sequence[Member], bound: Bound, scale: int
) -> int:
    """What the part adds to its parent: its value, limited by its cap if it has one."""
    if part.cap is None:
        return value
    if part.cap.amount is not None:
        return min(value, part.cap.amount.value * scale)
    wanted = YES if bound == "low" else UNKNOWN
    base = 0
    for sibling in parent.parts:
        if sibling.name in part.cap.of:
            inside = [member for member in members if member.own.get(sibling.id, 0) >= wanted]
            base += capped(parent, sibling, _inner(sibling, inside, bound, scale), members, bound, scale)
    return min(value, part.cap.percent * base // 100)
