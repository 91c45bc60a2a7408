"""Conditions that no fact can fit together.

`never` holds for unknown facts too: whatever a fact says or leaves open, one of the conditions says no. `never_surely`
only promises that no fact fits them for certain; what a fact leaves open may still be counted as possible.
"""

from __future__ import annotations

from functools import reduce
from typing import TypeVar

from vakwerk.core import vocabulary
from vakwerk.core.norms.conditions import (
    Accredited,
    CategoryIn,
    Completed,
    Condition,
    FieldIn,
    FormIs,
    KindIn,
    KindNotIn,
    LevelAtLeast,
    NameIs,
    NotCountedEarlier,
    ProgrammeIs,
    RoleIn,
    SessionAtLeast,
    ShownBy,
)

Path = tuple[Condition, ...]
_MAY_BE_UNKNOWN = (FormIs, SessionAtLeast, LevelAtLeast, FieldIn, ShownBy, NotCountedEarlier)
_One = TypeVar("_One", bound=Condition)


def always_known(path: Path) -> bool:
    """Whether each condition says yes or no of every fact, never "unknown"."""
    return not any(isinstance(condition, _MAY_BE_UNKNOWN) for condition in path)


def never(path: Path) -> bool:
    """Whether it is certain that every fact, known or not, is refused by one of the conditions."""
    kinds = [frozenset(one.kinds) for one in _of(path, KindIn)]
    left_out: frozenset[str] = frozenset().union(*(one.kinds for one in _of(path, KindNotIn)))
    if kinds and not reduce(frozenset.intersection, kinds) - left_out:
        return True
    roles = [one.roles for one in _of(path, RoleIn)]
    if roles and not reduce(frozenset.intersection, roles):
        return True
    unaccredited = any(not one.wanted and not one.by for one in _of(path, Accredited))
    if unaccredited and (_of(path, CategoryIn) or any(one.wanted for one in _of(path, Accredited))):
        return True
    if {"within_period", "before_period"} <= {one.when for one in _of(path, Completed)}:
        return True
    if (
        len({one.programme for one in _of(path, ProgrammeIs)}) > 1
        or len({one.name for one in _of(path, NameIs)}) > 1
    ):
        return True
    return any(always_known(taken) and set(taken) <= set(path) for taken in _taken(path))


def never_surely(path: Path) -> bool:
    """Whether it is certain that no fact fits all of the conditions for certain."""
    fields = [one.fields for one in _of(path, FieldIn)]
    return (
        never(path)
        or len({one.form for one in _of(path, FormIs)}) > 1
        or len({one.way for one in _of(path, ShownBy)}) > 1
        or bool(fields and not reduce(frozenset.intersection, fields))
        or _levels_apart(_of(path, LevelAtLeast))
        or any(set(taken) <= set(path) for taken in _taken(path))
    )


def _levels_apart(levels: list[LevelAtLeast]) -> bool:
    exact = {vocabulary.level_number(one.level) for one in levels if one.exactly}
    least = max((vocabulary.level_number(one.level) for one in levels), default=0)
    return len(exact) > 1 or bool(exact and max(exact) < least)


def _taken(path: Path) -> list[Path]:
    """What earlier requirements of the same `exclusive` name take: a fact that fits one of these is refused."""
    return [taken for one in _of(path, NotCountedEarlier) for taken in one.earlier]


def _of(path: Path, sort: type[_One]) -> list[_One]:
    return [condition for condition in path if isinstance(condition, sort)]
