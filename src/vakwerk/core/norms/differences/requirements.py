"""The requirements of two versions beside each other, matched by id: added, gone, or changed and in what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from vakwerk.core.amounts import Amount, Unit
from vakwerk.core.norms.conditions import Condition, NotCountedEarlier
from vakwerk.core.norms.differences import effects
from vakwerk.core.norms.differences.values import Difference, Effect, Place
from vakwerk.core.norms.model import (
    AdmittedBy,
    AgeIs,
    AllOf,
    AnyOf,
    DeclarationMade,
    DocumentSeen,
    Group,
    HoldingHeld,
    IfThen,
    RecognitionHeld,
    Requirement,
    Spread,
    Total,
    Version,
)

NOT_ESTABLISHED = "not_established"
"""Stands for a threshold that exists while no source gives it."""


class _Differs(Protocol):
    """Yields the difference when the two sides are not equal."""

    def __call__(
        self, what: str, old: object, new: object, effect: Effect | None = None
    ) -> Iterator[Difference]: ...


@dataclass(frozen=True, slots=True)
class _Placed:
    """A requirement where it stands: its parent (None: it must be met by itself), and whether it is in a condition."""

    place: Place
    parent: Requirement | None
    in_condition: bool
    total: Total | None

    @property
    def parent_id(self) -> str:
        return "" if self.parent is None else self.parent.id


def requirement_differences(before: Version, after: Version) -> list[Difference]:
    """Every difference between what two versions require, in the order of the later one; what is gone stands last."""
    old, new = _all_placed(before.requires), _all_placed(after.requires)
    shared = any(_is_shared(one) for one in (before, after))
    found: list[Difference] = []
    for name, placed in new.items():
        if name in old:
            found += _compared(old[name], placed, shared)
        elif placed.parent_id in old or placed.parent is None:
            effect = _joining(placed, old, shared)
            found.append(Difference("added", None, placed.place.requirement, effect, placed.place))
    for name, placed in old.items():
        if name not in new and (placed.parent_id in new or placed.parent is None):
            effect = effects.turned(_joining(placed, new, shared))
            found.append(Difference("gone", placed.place.requirement, None, effect, placed.place))
    return found


def _is_shared(version: Version) -> bool:
    """Whether requirements take facts from each other, so that what one lets through changes another."""
    return any(
        isinstance(condition, NotCountedEarlier)
        for node in version.requires.walk()
        for condition in conditions_of(node)
    )


def conditions_of(node: Requirement) -> tuple[Condition, ...]:
    """A requirement's own conditions on facts; empty when it has none."""
    if isinstance(node, Total):
        return node.group.conditions
    return node.conditions if isinstance(node, Group | Spread | HoldingHeld) else ()


def _all_placed(root: Requirement) -> dict[str, _Placed]:
    """Every requirement by id. What must be met by itself has no parent, with or without an `all` around it."""
    found: dict[str, _Placed] = {}
    for node in root.items if isinstance(root, AllOf) else (root,):
        for placed in _placed(_Placed(Place(node), None, in_condition=False, total=None)):
            found[placed.place.requirement.id] = placed
    return found


def _placed(one: _Placed) -> Iterator[_Placed]:
    yield one
    node, place = one.place.requirement, one.place
    shown = (*place.above, node) if isinstance(node, Total | Group | AnyOf) else place.above
    if isinstance(node, IfThen):
        condition = Place(node.condition, place.within, (*place.above, node))
        yield from _placed(_Placed(condition, node, not one.in_condition, None))
        then = Place(node.then, (*place.within, node.condition), place.above)
        yield from _placed(_Placed(then, node, one.in_condition, None))
        return
    total = node if isinstance(node, Total) else one.total
    for child in node.children():
        yield from _placed(_Placed(Place(child, place.within, shown), node, one.in_condition, total))


def _joining(placed: _Placed, others: dict[str, _Placed], shared: bool) -> Effect | None:
    """What it does that a requirement comes to stand where it does, when its parent stays what it was."""
    parent, node = placed.parent, placed.place.requirement
    takes = shared and any(isinstance(below, Total | Group) for below in node.walk())
    if takes or (parent is not None and type(others[parent.id].place.requirement) is not type(parent)):
        return None
    effect: Effect | None
    match parent:
        case None | AllOf():
            effect = "harder"
        case AnyOf():
            effect = "easier"
        case Total() | Group():
            assert isinstance(node, Group)
            effect = "harder" if node.caps_inside() or _asks(node) else None
        case _:
            effect = None
    return effects.turned(effect) if placed.in_condition else effect


def _asks(group: Group) -> bool:
    return group.at_least is not None or group.not_established or any(_asks(part) for part in group.parts)


def _compared(before: _Placed, after: _Placed, shared: bool) -> Iterator[Difference]:
    one, other = before.place.requirement, after.place.requirement

    def differs(what: str, old: object, new: object, effect: Effect | None = None) -> Iterator[Difference]:
        if old != new:
            said = effects.turned(effect) if after.in_condition else effect
            yield Difference(
                what, old, new, said if before.in_condition == after.in_condition else None, after.place
            )

    if before.parent_id != after.parent_id or before.in_condition != after.in_condition:
        yield from differs("moved", before.parent_id or "all", after.parent_id or "all")
    if type(one) is not type(other):
        yield from differs("form", one, other)
        return
    match one, other:
        case Total(), Total():
            yield from _totals(one, other, differs, shared)
        case Group(), Group():
            assert before.total is not None
            assert after.total is not None
            units = (before.total.unit, after.total.unit)
            plain = not (one.caps_inside() or other.caps_inside() or shared)
            yield from _groups(one, other, units, differs, plain)
        case AnyOf(), AnyOf():
            yield from differs(
                "number", one.number, other.number, effects.more_is_harder(one.number, other.number)
            )
        case Spread(), Spread():
            yield from _conditions(one.conditions, other.conditions, differs, plain=True)
            months = effects.more_is_harder(one.months, other.months)
            yield from differs(
                "months", _amount(one.months, Unit.MONTHS), _amount(other.months, Unit.MONTHS), months
            )
            weekly = effects.more_is_harder(one.weekly, other.weekly)
            yield from differs("weekly", _amount(one.weekly), _amount(other.weekly), weekly)
        case DocumentSeen(), DocumentSeen():
            yield from differs("document", one.kind, other.kind, "either")
            yield from differs("throughout", one.throughout, other.throughout)
            ages = _amount(one.max_age_months, Unit.MONTHS), _amount(other.max_age_months, Unit.MONTHS)
            age = effects.more_is_easier(one.max_age_months, other.max_age_months)
            yield from differs("max_age", *ages, age)
            scope = effects.turned(effects.larger_is_easier(one.scope, other.scope))
            yield from differs("scope", one.scope, other.scope, scope)
        case HoldingHeld(), HoldingHeld():
            yield from _conditions(one.conditions, other.conditions, differs, plain=True)
        case DeclarationMade(), DeclarationMade():
            yield from differs("declaration", one.kind, other.kind, "either")
            about: Effect = "harder" if one.about is None else "easier" if other.about is None else "either"
            yield from differs("about", one.about, other.about, about)
        case RecognitionHeld(), RecognitionHeld():
            yield from differs("recognition", one.norm, other.norm, "either")
        case AgeIs(), AgeIs():
            least = effects.more_is_harder(one.at_least, other.at_least)
            yield from differs("age_at_least", one.at_least, other.at_least, least)
            yield from differs(
                "age_under", one.under, other.under, effects.more_is_easier(one.under, other.under)
            )
        case AdmittedBy(), AdmittedBy():
            routes = effects.larger_is_easier(one.routes, other.routes)
            yield from differs("routes", one.routes, other.routes, routes)
    yield from differs("title", one.title, other.title)
    yield from differs("source", one.source, other.source)


def _amount(value: int | None, unit: Unit = Unit.MINUTES) -> Amount | None:
    return None if value is None else Amount(value, unit)


def _totals(one: Total, other: Total, differs: _Differs, shared: bool) -> Iterator[Difference]:
    yield from differs("facts", one.facts, other.facts)
    same = one.facts == other.facts
    yield from _groups(one.group, other.group, (one.unit, other.unit), differs, same and not shared)
    yield from differs(
        "weights", one.weights, other.weights, effects.weights_effect(one.weights, other.weights)
    )
    yield from differs("net_of", one.remote_excluded, other.remote_excluded, _net_effect(one, other))
    limits = effects.more_is_easier(one.per_fact, other.per_fact) if one.unit is other.unit else None
    yield from differs(
        "per_fact", _amount(one.per_fact, one.unit), _amount(other.per_fact, other.unit), limits
    )
    gaps = one.lost_before_gap_months, other.lost_before_gap_months
    spans = _amount(gaps[0], Unit.MONTHS), _amount(gaps[1], Unit.MONTHS)
    yield from differs("lost_before_gap", *spans, effects.more_is_easier(*gaps))
    yield from differs("basis", one.basis or None, other.basis or None)


def _net_effect(one: Total, other: Total) -> Effect | None:
    before, after = set(one.remote_excluded), set(other.remote_excluded)
    return "harder" if before < after else "easier" if after < before else None


def _groups(
    one: Group, other: Group, units: tuple[Unit, Unit], differs: _Differs, plain: bool
) -> Iterator[Difference]:
    yield from _conditions(one.conditions, other.conditions, differs, plain)
    same_unit = units[0] is units[1]
    old, new = _threshold(one, units[0]), _threshold(other, units[1])
    effect: Effect | None = None
    if NOT_ESTABLISHED in (old, new):
        effect = "harder" if old is None else "easier" if new is None else None
    elif same_unit or one.at_least is None or other.at_least is None:
        effect = effects.more_is_harder(one.at_least, other.at_least)
    yield from differs("threshold", old, new, effect)
    shrinks: Effect | None = None
    if one.at_least is not None and one.at_least == other.at_least:
        shrinks = "easier" if other.pro_rata else "harder"
    yield from differs("pro_rata", one.pro_rata, other.pro_rata, shrinks)
    yield from differs("cap", one.cap, other.cap, effects.cap_effect(one.cap, other.cap))


def _threshold(group: Group, unit: Unit) -> Amount | str | None:
    return NOT_ESTABLISHED if group.not_established else _amount(group.at_least, unit)


def _conditions(
    before: tuple[Condition, ...], after: tuple[Condition, ...], differs: _Differs, plain: bool
) -> Iterator[Difference]:
    """What facts must fit: conditions of one sort are laid beside each other. `plain`: no cap or sharing blurs it."""
    old = [one for one in before if not any(effects.same_condition(one, other) for other in after)]
    new = [one for one in after if not any(effects.same_condition(one, other) for other in before)]
    for one in old:
        match = next((other for other in new if type(other) is type(one)), None)
        if match is not None:
            new.remove(match)
        yield from differs("filter", one, match, effects.condition_effect(one, match) if plain else None)
    for one in new:
        yield from differs("filter", None, one, effects.condition_effect(None, one) if plain else None)
