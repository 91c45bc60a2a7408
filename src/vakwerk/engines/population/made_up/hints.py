"""What a norm speaks of, so that made-up people have something to do with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from vakwerk.core import vocabulary
from vakwerk.core.norms.conditions import (
    CategoryIn,
    Condition,
    FieldIn,
    KindIn,
    LevelAtLeast,
    NameIs,
    ProgrammeIs,
    RoleIn,
    ShownBy,
)
from vakwerk.core.norms.model import (
    DeclarationMade,
    DocumentSeen,
    Group,
    HoldingHeld,
    Norm,
    Requirement,
    Total,
)

FAR = (date(1950, 1, 1), date(2150, 1, 1))
"""Versions that begin or end beyond these hold for always."""


@dataclass(frozen=True, slots=True)
class Held:
    """A holding some norm asks for."""

    kind: str
    name: str = ""
    level: str | None = None
    field: str | None = None
    shown_by: str | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """Everything a norm names: words that facts may bear, lengths and days at which it changes its mind."""

    roles: tuple[str, ...]
    categories: tuple[str, ...]
    programmes: tuple[str, ...]
    documents: tuple[tuple[str, frozenset[str]], ...]
    declarations: tuple[tuple[str, str], ...]
    holdings: tuple[Held, ...]
    requirements: tuple[str, ...]
    heavier: tuple[str, ...]
    months: int | None
    starts: tuple[date, ...]
    ends: tuple[date, ...]
    measures: tuple[str, ...]


def hints_of(norm: Norm) -> Hints:
    """What this norm names, in a fixed order."""
    nodes = [node for version in norm.versions for node in version.requires.walk()]
    tests = [test for node in nodes for test in _conditions(node)]
    tests += [test for version in norm.versions for path in version.counts_when for test in path]
    starts = {
        edge for version in norm.versions for edge in (version.since, version.until) if edge is not None
    }
    ends: set[date] = set()
    for version in norm.versions:
        for decree in version.decrees:
            ends |= {decree.ends_from, decree.ends_before}
    for law in norm.transition:
        starts |= {day for day in (law.started_before, law.started_from) if day is not None}
        ends |= {day for day in (law.ends_before, law.ends_after) if day is not None}
    return Hints(
        roles=tuple(sorted({role for test in tests if isinstance(test, RoleIn) for role in test.roles})),
        categories=_sorted(
            word for test in tests if isinstance(test, CategoryIn) for word in test.categories
        ),
        programmes=_sorted(test.programme for test in tests if isinstance(test, ProgrammeIs)),
        documents=tuple(dict.fromkeys((n.kind, n.scope) for n in nodes if isinstance(n, DocumentSeen))),
        declarations=tuple(
            dict.fromkeys((n.kind, n.about or "") for n in nodes if isinstance(n, DeclarationMade))
        ),
        holdings=tuple(dict.fromkeys(_held(node) for node in nodes if isinstance(node, HoldingHeld))),
        requirements=tuple(dict.fromkeys(node.id for node in nodes)),
        heavier=tuple(sorted({name for name in norm.names() if name != norm.id})),
        months=norm.period.length_months if norm.period else None,
        starts=tuple(sorted(day for day in starts if FAR[0] < day < FAR[1])),
        ends=tuple(sorted(day for day in ends if FAR[0] < day < FAR[1])),
        measures=tuple(vocabulary.terms("measure_kinds")),
    )


def _sorted(words: Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words)))


def _conditions(node: Requirement) -> Iterator[Condition]:
    if isinstance(node, Total):
        yield from node.group.conditions
        for weight in node.weights:
            yield from weight.conditions
    elif isinstance(node, Group):
        yield from node.conditions
    else:
        yield from getattr(node, "conditions", ())


def _held(node: HoldingHeld) -> Held:
    words: dict[str, str] = {}
    for test in node.conditions:
        match test:
            case KindIn():
                words["kind"] = test.named[0]
            case NameIs():
                words["name"] = test.name
            case LevelAtLeast():
                words["level"] = test.level
            case FieldIn():
                words["field"] = min(test.fields)
            case ShownBy():
                words["shown_by"] = test.way
    return Held(**{"kind": "diploma", **words})


def around(days: tuple[date, ...]) -> tuple[date, ...]:
    """Each day, the one before it and the one after."""
    return tuple(day + timedelta(days=off) for day in days for off in (-1, 0, 1))
