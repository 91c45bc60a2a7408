"""Norms with one thing altered: what a drafter might do to a line. What the checker refuses is drawn again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from vakwerk.core.amounts import Amount
from vakwerk.core.norms import Norm
from vakwerk.core.norms.checks import check_norm
from vakwerk.core.norms.conditions import (
    Accredited,
    Completed,
    Condition,
    Confirmed,
    FormIs,
    LevelAtLeast,
    SessionAtLeast,
    SettingIn,
    TopicIn,
)
from vakwerk.core.norms.model import (
    AdmittedBy,
    AgeIs,
    AllOf,
    AnyOf,
    Cap,
    Decree,
    DocumentSeen,
    Group,
    HoldingHeld,
    IfThen,
    Relief,
    Requirement,
    Spread,
    Total,
    Version,
    Weight,
)

ACTIVITY: tuple[Condition, ...] = (
    FormIs("formal"), TopicIn(frozenset({"ethics"})), TopicIn(frozenset({"content", "ethics"})), Accredited(),
    Accredited(by=frozenset({"skj"})), Confirmed(), SessionAtLeast(60), SessionAtLeast(90), Completed("any_time"),
)  # fmt: skip
WORK: tuple[Condition, ...] = (
    LevelAtLeast("hbo"), LevelAtLeast("hbo", exactly=True), LevelAtLeast("master"), SettingIn(frozenset({"clinical"})),
)  # fmt: skip


def rewritten(node: Requirement, name: str, change: Callable[[Any], Requirement]) -> Requirement:
    """The same tree with the requirement of this id changed."""
    if node.id == name:
        return change(node)
    match node:
        case AllOf() | AnyOf():
            return replace(node, items=tuple(rewritten(item, name, change) for item in node.items))
        case IfThen():
            return replace(
                node,
                condition=rewritten(node.condition, name, change),
                then=rewritten(node.then, name, change),
            )
        case Total():
            parts = tuple(rewritten(part, name, change) for part in node.group.parts)
            return replace(node, group=replace(node.group, parts=parts))
        case Group():
            return replace(node, parts=tuple(rewritten(part, name, change) for part in node.parts))
    return node


def with_version(norm: Norm, version: Version) -> Norm:
    """The norm with this version in the place of the one of the same date."""
    return replace(
        norm, versions=tuple(version if one.since == version.since else one for one in norm.versions)
    )


def _number(draw: st.DrawFn, value: int | None, most: int = 10_000) -> int | None:
    options = [None, 1, 60, 300] if value is None else [None, 1, max(1, value - 1), value + 1, value * 2]
    found = draw(st.sampled_from(options))
    return None if found is None else min(found, most)


def _conditions(
    draw: st.DrawFn, own: tuple[Condition, ...], pool: tuple[Condition, ...]
) -> tuple[Condition, ...]:
    if own and draw(st.booleans()):
        gone = draw(st.integers(0, len(own) - 1))
        return own[:gone] + own[gone + 1 :]
    more = draw(st.sampled_from(pool))
    return (*(one for one in own if type(one) is not type(more)), more)


def _group(draw: st.DrawFn, group: Group, pool: tuple[Condition, ...], unit: Any) -> Group:
    choice = draw(st.integers(0, 5))
    if choice == 0 and group.parts:
        return replace(group, parts=group.parts[1:])
    if choice == 1:
        return replace(group, pro_rata=not group.pro_rata)
    if choice == 2:
        amount = _number(draw, group.cap.amount.value if group.cap and group.cap.amount else None)
        return replace(group, cap=None if amount is None else Cap(Amount(amount, unit)))
    if choice <= 4:
        return replace(group, conditions=_conditions(draw, group.conditions, pool))
    return replace(group, at_least=_number(draw, group.at_least), not_established=False)


def _altered(draw: st.DrawFn, node: Requirement, total: Total | None) -> Requirement:
    match node:
        case Total():
            pool = ACTIVITY if node.facts == "activities" else WORK
            choice = draw(st.integers(0, 6))
            if choice == 0 and node.facts == "activities":
                return replace(node, per_fact=_number(draw, node.per_fact))
            if choice == 1 and node.weights:
                by = draw(st.integers(0, 5))
                return replace(node, weights=(Weight(node.weights[0].conditions, by), *node.weights[1:]))
            if choice == 2:
                return replace(node, remote_excluded=())
            if choice == 3 and node.facts == "work":
                return replace(node, lost_before_gap_months=_number(draw, node.lost_before_gap_months, 60))
            return replace(node, group=_group(draw, node.group, pool, node.unit))
        case Group():
            assert total is not None
            return _group(draw, node, ACTIVITY if total.facts == "activities" else WORK, total.unit)
        case AllOf() if len(node.items) > 1:
            return replace(node, items=node.items[1:])
        case AnyOf() if len(node.items) > node.number:
            more = replace(node, number=node.number + 1)
            return draw(st.sampled_from((more, replace(node, items=node.items[1:]))))
        case Spread():
            return replace(
                node,
                months=_number(draw, node.months) or 1,
                weekly=_number(draw, node.weekly),
                conditions=_conditions(draw, node.conditions, WORK),
            )
        case DocumentSeen():
            scope = draw(st.sampled_from((frozenset[str](), frozenset({"84"}), frozenset({"84", "85"}))))
            return replace(node, scope=scope, max_age_months=_number(draw, node.max_age_months, 100))
        case HoldingHeld():
            return replace(node, conditions=_conditions(draw, node.conditions, WORK[:3]))
        case AgeIs():
            return replace(
                node, at_least=_number(draw, node.at_least, 130), under=_number(draw, node.under, 130)
            )
        case AdmittedBy():
            return replace(
                node, routes=draw(st.sampled_from((node.routes | {"regular"}, frozenset({"regular"}))))
            )
    return node


def _totals_above(root: Requirement) -> dict[str, Total]:
    return {
        below.id: total
        for total in root.walk()
        if isinstance(total, Total)
        for below in total.walk()
        if below is not total
    }


def _relief(draw: st.DrawFn, rules: tuple[Relief, ...]) -> tuple[Relief, ...]:
    """One rule more, less, or longer; pausing and extending alike."""
    kind = draw(st.sampled_from(("pregnancy", "sickness", "long-illness")))
    if not rules or draw(st.integers(0, 3)) == 0:
        effect = draw(
            st.sampled_from(
                ({"pauses": True}, {"extends_days": 112}, {"extends_months": 6}, {"counts_as_worked": True})
            )
        )
        limit = draw(st.sampled_from((None, 42)))
        return (*rules, Relief(frozenset({kind}), (kind,), **effect, at_most_days=limit))
    if draw(st.integers(0, 3)) == 0:
        return rules[1:]
    more = {
        "extends_days": rules[0].extends_days * draw(st.sampled_from((1, 2))),
        "extends_months": rules[0].extends_months * draw(st.sampled_from((1, 2))),
        "at_most_months": None if rules[0].pauses else rules[0].at_most_months,
    }
    return (replace(rules[0], **more), *rules[1:])


@st.composite
def altered(draw: st.DrawFn, norm: Norm) -> Norm:
    """The norm with one requirement, or one rule of a version, altered."""
    version = draw(st.sampled_from(norm.versions))
    choice = draw(st.integers(0, 11))
    ethics = (TopicIn(frozenset({"ethics"})), Completed("any_time"))
    if choice == 0:
        changed = replace(version, counts_when=(*version.counts_when, ethics))
    elif choice == 1:
        changed = replace(version, met_by=() if version.met_by else ("other-norm",))
    elif choice == 2:
        changed = replace(version, minutes_per_point=draw(st.sampled_from((30, 60, 90))))
    elif choice == 3:
        decree = Decree(date(2024, 2, 29), date(2025, 3, 1), draw(st.sampled_from((1, 6))), 0, None)
        changed = replace(version, decrees=() if version.decrees else (decree,))
    elif choice == 4:
        changed = replace(version, relief=_relief(draw, version.relief))
    else:
        above = _totals_above(version.requires)
        node = draw(st.sampled_from(list(version.requires.walk())))
        root = rewritten(version.requires, node.id, lambda one: _altered(draw, one, above.get(node.id)))
        changed = replace(version, requires=root)
    found = with_version(norm, changed)
    assume(not check_norm(found, "altered"))
    return found
