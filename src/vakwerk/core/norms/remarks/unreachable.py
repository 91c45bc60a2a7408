"""Branches that no one reaches: filters that contradict each other, ages that do not exist, conditions that never hold.

What is said never to be met may still be undetermined while something about a person is not known, and a hardship
decision can always take it as met.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from vakwerk.core.norms.model import (
    AdmittedBy,
    AgeIs,
    AllOf,
    AnyOf,
    Group,
    HoldingHeld,
    IfThen,
    Norm,
    Requirement,
    Spread,
    Total,
    Transition,
    Version,
)
from vakwerk.core.norms.remarks.contradictions import Path, never, never_surely
from vakwerk.core.norms.remarks.dead import never_counts
from vakwerk.core.norms.remarks.values import Lines, Remark

_APART = "change one of the filters, or leave it out"
_EVER, _NEVER = date.min, date.max


def unreachable_branches(version: Version, file: str, lines: Lines) -> Iterator[Remark]:
    """Every branch of one version that no one reaches; of a branch within such a branch nothing more is said."""
    yield from _dead_ways(version, file, lines)
    for node in version.requires.walk():
        match node:
            case Total():
                yield from _empty_groups(version, node, node.group, (), file)
            case Spread() | HoldingHeld() if never_surely(node.conditions):
                words = f"'{node.id}' can never be met: its filters contradict each other"
                yield Remark("never-met", file, node.line, words, _APART, version.since, node.id)
            case AgeIs() if _no_age([node]):
                words = (
                    f"'{node.id}' can never be met: nobody is {node.at_least} or older and under {node.under}"
                )
                yield Remark(
                    "never-met", file, node.line, words, "correct one of the ages", version.since, node.id
                )
            case AllOf() if _at_odds(node):
                words = f"'{node.id}' can never be met: two of its requirements exclude each other"
                todo = "correct the ages or the routes, or ask for any of them"
                yield Remark("never-met", file, node.line, words, todo, version.since, node.id)
            case AnyOf():
                possible = sum(not never_met(version, item) for item in node.items)
                if possible < node.number:
                    words = f"'{node.id}' asks {node.number} of which only {possible} can ever be met"
                    todo = "repair those that can not be met, or ask fewer"
                    yield Remark("too-many-asked", file, node.line, words, todo, version.since, node.id)
            case IfThen() if never_met(version, node.condition):
                words = f"'{node.id}' asks nothing: its condition can never hold"
                todo = "correct the condition, or leave it out"
                yield Remark("never-asked", file, node.line, words, todo, version.since, node.id)


def _dead_ways(version: Version, file: str, lines: Lines) -> Iterator[Remark]:
    """Ways of 'counts_when' that let nothing through, or nothing that another does not."""
    ways = version.counts_when
    for index, way in enumerate(ways):
        wider = any(
            set(other) <= set(way) and (number < index or set(other) != set(way))
            for number, other in enumerate(ways)
            if number != index
        )
        if never(way):
            why = "its filters contradict each other, so nothing fits"
        elif wider:
            why = "another way lets through all that it does"
        else:
            continue
        line = lines.entry(version.since, "counts_when", index)
        words = f"way {index + 1} of 'counts_when' does nothing: {why}"
        yield Remark("dead-way", file, line, words, "correct it, or leave it out", version.since, "", index)


def _empty_groups(version: Version, total: Total, group: Group, above: Path, file: str) -> Iterator[Remark]:
    path = (*above, *group.conditions)
    name = total.id if group is total.group else group.id
    asked = ", and its minimum can never be met" if _asks_something(group) else ""
    if never_counts(version, total, path):
        words = (
            f"nothing can ever count for '{name}': the filters on the way to it contradict each other{asked}"
        )
        yield Remark("never-counts", file, group.line, words, _APART, version.since, name)
        return
    if _never_sure(version, total, path):
        words = (
            f"nothing can surely count for '{name}': the filters on the way to it contradict each other, "
            f"so only what is not known may{asked}"
        )
        yield Remark("never-sure", file, group.line, words, _APART, version.since, name)
        return
    for part in group.parts:
        yield from _empty_groups(version, total, part, path, file)


def _never_sure(version: Version, total: Total, path: Path) -> bool:
    if total.facts == "work":
        return never_surely(path)
    return all(never_surely((*way, *path)) for way in version.counts_when)


def _asks_something(group: Group) -> bool:
    return (group.at_least or 0) > 0 or any(_asks_something(part) for part in group.parts)


def never_met(version: Version, node: Requirement) -> bool:
    """Whether it is certain that the requirement is never met (unless by a hardship decision)."""
    match node:
        case Total():
            return _group_never_met(version, node, node.group, ())
        case Spread():
            return node.months > 0 and never_surely(node.conditions)
        case HoldingHeld():
            return never_surely(node.conditions)
        case AgeIs():
            return _no_age([node])
        case AllOf():
            return _at_odds(node) or any(never_met(version, item) for item in node.items)
        case AnyOf():
            return sum(not never_met(version, item) for item in node.items) < node.number
    return False


def _group_never_met(version: Version, total: Total, group: Group, above: Path) -> bool:
    path = (*above, *group.conditions)
    if (group.at_least or 0) > 0 and not group.pro_rata and _never_sure(version, total, path):
        return True
    return any(_group_never_met(version, total, part, path) for part in group.parts)


def _no_age(asked: list[AgeIs]) -> bool:
    """Whether no age in full years fits all of them."""
    least = max((one.at_least for one in asked if one.at_least is not None), default=0)
    under = min((one.under for one in asked if one.under is not None), default=None)
    return under is not None and least >= under


def _at_odds(node: AllOf) -> bool:
    """Whether two items directly below, each possible by itself, exclude each other."""
    ages = [item for item in node.items if isinstance(item, AgeIs)]
    if _no_age(ages) and not any(_no_age([one]) for one in ages):
        return True
    routes = [item.routes for item in node.items if isinstance(item, AdmittedBy)]
    return bool(routes) and not frozenset.intersection(*routes)


def dead_transitions(norm: Norm, file: str, lines: Lines) -> Iterator[Remark]:
    """Lines of transitional law that no period reaches."""
    for index, line in enumerate(norm.transition):
        if norm.period is None:
            why, todo = "this norm has no periods", "leave it out"
        elif _no_period(line):
            why, todo = "no period fits its dates", "correct the dates, or leave it out"
        elif any(_takes_all(earlier, line) for earlier in norm.transition[:index]):
            why, todo = "an earlier line takes all that it would", "put it before that one, or leave it out"
        else:
            continue
        words = f"line {index + 1} of 'transition' does nothing: {why}"
        yield Remark("dead-transition", file, lines.transition(index), words, todo, None, "", index)


def _no_period(line: Transition) -> bool:
    """Whether no stored period fits; a period ends after the day on which it starts."""
    if (line.started_from or _EVER) >= (line.started_before or _NEVER):
        return True
    soonest = max(line.ends_after or _EVER, line.started_from or _EVER)
    return soonest > _EVER and soonest + timedelta(days=1) >= (line.ends_before or _NEVER)


def _takes_all(earlier: Transition, line: Transition) -> bool:
    """Whether every period that fits `line` fits `earlier`."""
    return (
        (earlier.started_before is None or (line.started_before or _NEVER) <= earlier.started_before)
        and (earlier.ends_before is None or (line.ends_before or _NEVER) <= earlier.ends_before)
        and (earlier.started_from is None or (line.started_from or _EVER) >= earlier.started_from)
        and (earlier.ends_after is None or (line.ends_after or _EVER) >= earlier.ends_after)
    )
