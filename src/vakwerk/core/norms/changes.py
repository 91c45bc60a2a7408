"""A norm with some of its numbers changed: "what if reflection asked 40 hours, or mbo-4 were admitted?"

A change is written as its owner would say it, `reflection.at_least=40 hours`, or of one version only
`2023-01-01:reflection.at_least=40 hours`. What is changed is checked as any norm is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from vakwerk.core import vocabulary
from vakwerk.core.amounts import Amount, NotAnAmount, Unit, parse_amount
from vakwerk.core.norms.checks import check_norm
from vakwerk.core.norms.conditions import Condition, LevelAtLeast, SessionAtLeast
from vakwerk.core.norms.model import (
    Adjustment,
    AgeIs,
    AllOf,
    AnyOf,
    Cap,
    Group,
    HoldingHeld,
    IfThen,
    Norm,
    Requirement,
    Spread,
    Total,
    Version,
)

KEYS = ("at_least", "under", "counts_up_to", "per_fact_up_to", "weekly_at_least", "session_at_least", "level")
"""What of a requirement can be changed; a norm that differs in more is written as a file of its own."""
TOLERANCE = "tolerance"
LARGEST = 10**9


class ChangeRefused(ValueError):
    """A change that can not be made; the message says why and what can."""


@dataclass(frozen=True, slots=True)
class Change:
    """One number (or level) of one requirement; in one version, or in every version that has that requirement."""

    requirement: str
    key: str
    value: str
    version: date | None = None

    def __str__(self) -> str:
        """As it is written."""
        prefix = f"{self.version.isoformat()}:" if self.version else ""
        return f"{prefix}{self.requirement}.{self.key}={self.value}"


def read_change(text: str) -> Change:
    """From `reflection.at_least=40 hours`. Raises ChangeRefused."""
    match = re.fullmatch(r"(?:(\d{4}-\d{2}-\d{2}):)?([\w.\-]+)\.(\w+)\s*=\s*(.+)", text.strip())
    if match is None:
        raise ChangeRefused(f"'{text}' is not a change; write it as 'reflection.at_least=40 hours'")
    when, requirement, key, value = match.groups()
    if key not in KEYS:
        near = get_close_matches(key, KEYS, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(KEYS)}"
        raise ChangeRefused(f"'{key}' can not be changed in this way; {hint}")
    try:
        version = date.fromisoformat(when) if when else None
    except ValueError as error:
        raise ChangeRefused(f"'{when}' is not a date") from error
    return Change(requirement, key, value.strip(), version)


def with_changes(norm: Norm, changes: Iterable[Change]) -> Norm:
    """The norm as it would be. Raises ChangeRefused when a requirement is not there or the result is not a norm."""
    for change in changes:
        norm = _with(norm, change)
    faults = check_norm(norm, norm.id)
    if faults:
        raise ChangeRefused("; ".join(str(fault) for fault in faults))
    return norm


def _with(norm: Norm, change: Change) -> Norm:
    wanted = [v for v in norm.versions if change.version in (None, v.since)]
    if not wanted:
        dates = ", ".join(version.since.isoformat() for version in norm.versions)
        raise ChangeRefused(f"'{norm.id}' has no version of {change.version}; it has {dates}")
    changed = {version.since: _version(version, change) for version in wanted}
    if all(changed[version.since] == version for version in wanted):
        ids = sorted({node.id for version in wanted for node in version.requires.walk()})
        if change.requirement not in ids and change.requirement != TOLERANCE:
            near = get_close_matches(change.requirement, ids, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(ids)}"
            raise ChangeRefused(f"'{norm.id}' has no requirement '{change.requirement}'; {hint}")
        if not any(number_of(version, change.requirement, change.key) for version in wanted):
            raise ChangeRefused(f"'{change.requirement}' of '{norm.id}' has no '{change.key}'")
    return replace(norm, versions=tuple(changed.get(v.since, v) for v in norm.versions))


def _version(version: Version, change: Change) -> Version:
    if change.requirement == TOLERANCE:
        if version.tolerance is None or change.key != "at_least":
            return version
        return replace(version, tolerance=replace(version.tolerance, percent=_percent(change)))
    return replace(version, requires=_changed(version.requires, change, None))


def _changed(node: Requirement, change: Change, unit: Unit | None) -> Requirement:
    """The requirement with those below it changed where the change says so."""
    if isinstance(node, Total):
        unit = node.unit
    here = node.id == change.requirement
    match node:
        case AllOf() | AnyOf():
            return replace(node, items=tuple(_changed(item, change, unit) for item in node.items))
        case IfThen():
            then = _changed(node.then, change, unit)
            return replace(node, condition=_changed(node.condition, change, unit), then=then)
        case Total():
            group = _group(node.group, change, node.unit)
            if here and change.key == "per_fact_up_to" and node.per_fact is not None:
                return replace(node, group=group, per_fact=_amount(change, node.unit))
            return replace(node, group=group)
        case Spread() if here and change.key == "at_least":
            return replace(node, months=_amount(change, Unit.MONTHS))
        case Spread() if here and change.key == "weekly_at_least" and node.weekly is not None:
            return replace(node, weekly=_amount(change, Unit.MINUTES))
        case Spread() | HoldingHeld() if here and change.key == "level":
            return replace(node, conditions=_conditions(node.conditions, change))
        case AgeIs() if here and change.key == "at_least" and node.at_least is not None:
            return replace(node, at_least=_years(change))
        case AgeIs() if here and change.key == "under" and node.under is not None:
            return replace(node, under=_years(change))
    return node


def _group(group: Group, change: Change, unit: Unit) -> Group:
    parts = tuple(_group(part, change, unit) for part in group.parts)
    made = replace(group, parts=parts)
    if group.id != change.requirement:
        return made
    # What no source gives stays so, unless this very version is named.
    known = group.at_least is not None or (group.not_established and change.version is not None)
    if change.key == "at_least" and known:
        return replace(made, at_least=_amount(change, unit), not_established=False)
    if change.key == "counts_up_to" and group.cap is not None:
        if group.cap.amount is None:
            return replace(made, cap=Cap(percent=_percent(change), of=group.cap.of))
        return replace(made, cap=Cap(amount=Amount(_amount(change, unit), unit)))
    if change.key in ("level", "session_at_least"):
        return replace(made, conditions=_conditions(group.conditions, change))
    return made


def _conditions(conditions: Sequence[Condition], change: Change) -> tuple[Condition, ...]:
    made: list[Condition] = []
    for condition in conditions:
        if change.key == "level" and isinstance(condition, LevelAtLeast):
            if not vocabulary.is_term("levels", change.value):
                near = vocabulary.close_to("levels", change.value)
                hint = (
                    f"did you mean '{near}'?" if near else f"known: {', '.join(vocabulary.terms('levels'))}"
                )
                raise ChangeRefused(f"'{change.value}' is not a level; {hint}")
            made.append(replace(condition, level=change.value))
        elif change.key == "session_at_least" and isinstance(condition, SessionAtLeast):
            made.append(replace(condition, minutes=_amount(change, Unit.MINUTES)))
        else:
            made.append(condition)
    return tuple(made)


def _amount(change: Change, unit: Unit) -> int:
    try:
        found = parse_amount(change.value)
    except NotAnAmount as error:
        raise ChangeRefused(f"{change}: {error}") from error
    if found.unit is not unit:
        raise ChangeRefused(f"{change}: this is in {unit.value}, not in {found.unit.value}")
    if found.value > LARGEST:
        raise ChangeRefused(f"{change}: more than anyone can reach")
    return found.value


def _percent(change: Change) -> int:
    match = re.fullmatch(r"(\d{1,3}) percent", change.value)
    if match is None or not 0 < int(match[1]) <= 100:
        raise ChangeRefused(f"{change}: write a percentage from '1 percent' to '100 percent'")
    return int(match[1])


def _years(change: Change) -> int:
    if not re.fullmatch(r"\d{1,3}", change.value):
        raise ChangeRefused(f"{change}: write full years, as in '21'")
    return int(change.value)


# --- what a norm lets one adjust ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Adjustable:
    """A number or level that may be moved in a what-if: from `low` to `high` by `step` (smallest units), or a choice.

    `now` is what the latest version says: an integer, or for levels a term of `choices`.
    """

    requirement: str
    key: str
    unit: Unit | None
    now: int | str
    low: int = 0
    high: int = 0
    step: int = 1
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As a change names it."""
        return f"{self.requirement}.{self.key}"

    def change(self, value: int | str) -> Change:
        """The change that sets it to this value (in the smallest unit)."""
        if self.unit is None or isinstance(value, str):
            return Change(self.requirement, self.key, str(value))
        return Change(self.requirement, self.key, str(Amount(value, self.unit)))


Number = tuple[int | str, Unit | None]


def number_of(version: Version, requirement: str, key: str) -> Number | None:
    """What a version says under this key of this requirement, and in which unit; None when it does not say it."""
    if requirement == TOLERANCE:
        return (version.tolerance.percent, None) if version.tolerance and key == "at_least" else None
    found = (
        _said(node, unit, key) for unit, node in _with_units(version.requires, None) if node.id == requirement
    )
    return next((said for said in found if said is not None), None)


def _said(node: Requirement, unit: Unit | None, key: str) -> Number | None:
    value: int | str | None = None
    match node, key:
        case Spread(), "at_least":
            value, unit = node.months, Unit.MONTHS
        case Spread(), "weekly_at_least":
            value, unit = node.weekly, Unit.MINUTES
        case AgeIs(), "at_least" | "under":
            value, unit = (node.at_least if key == "at_least" else node.under), None
        case Total(), "per_fact_up_to":
            value = node.per_fact
        case ((Total() | Group()), "at_least" | "counts_up_to"):
            group = node.group if isinstance(node, Total) else node
            cap = group.cap.amount.value if group.cap is not None and group.cap.amount is not None else None
            value = group.at_least if key == "at_least" else cap
        case _, "level":
            unit = None
            value = next((c.level for c in _conditions_of(node) if isinstance(c, LevelAtLeast)), None)
        case _, "session_at_least":
            unit = Unit.MINUTES
            value = next((c.minutes for c in _conditions_of(node) if isinstance(c, SessionAtLeast)), None)
    return None if value is None else (value, unit)


def _with_units(node: Requirement, unit: Unit | None) -> Iterable[tuple[Unit | None, Requirement]]:
    unit = node.unit if isinstance(node, Total) else unit
    yield unit, node
    for child in node.children():
        yield from _with_units(child, unit)


def _conditions_of(node: Requirement) -> tuple[Condition, ...]:
    if isinstance(node, Total):
        return node.group.conditions
    return node.conditions if isinstance(node, Group | Spread | HoldingHeld) else ()


def adjustables(norm: Norm) -> tuple[Adjustable, ...]:
    """What the norm's file declares adjustable, with what its latest version says now.

    A file that says `adjustable: true` means every threshold: each from nothing to twice what it is, in steps of a
    twentieth or the nearest whole unit.
    """
    if norm.adjustments:
        made = [_declared(norm, one) for one in norm.adjustments]
        return tuple(one for one in made if one is not None)
    if not norm.adjustable:
        return ()
    latest = norm.versions[-1]
    found = []
    for node in latest.requires.walk():
        said = number_of(latest, node.id, "at_least")
        if said is not None and isinstance(said[0], int) and said[1] is not None and said[0] > 0:
            now, unit = said
            assert isinstance(now, int)
            whole = {Unit.MINUTES: 60, Unit.POINTS: 100}.get(unit, 1) if unit else 1
            step = max(whole, now // 20 // whole * whole)
            found.append(Adjustable(node.id, "at_least", unit, now, 0, -(-2 * now // step) * step, step))
    return tuple(found)


def _declared(norm: Norm, declared: Adjustment) -> Adjustable | None:
    said = number_of(norm.versions[-1], declared.requirement, declared.key)
    if said is None:
        return None
    now, unit = said
    if declared.choices:
        return Adjustable(declared.requirement, declared.key, None, now, choices=declared.choices)
    low, high, step = (a.value if a else 0 for a in (declared.low, declared.high, declared.step))
    return Adjustable(declared.requirement, declared.key, unit, now, low, high, max(1, step))
