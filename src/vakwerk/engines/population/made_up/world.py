"""Everything that is the same for all people of one population, looked up once: choices, words, edges of the norm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vakwerk.core import vocabulary
from vakwerk.core.norms.compile.tables import barred
from vakwerk.core.norms.model import Norm
from vakwerk.engines.population.made_up.columns import Ints, Words, days_of
from vakwerk.engines.population.made_up.hints import Hints, around, hints_of
from vakwerk.engines.population.made_up.shape import Choice, ChoiceBy, measured, stated

BLOCK = 2_000
"""People are made in blocks of this size, each from a seed of its own: nobody depends on how many others there are."""


class Dice:
    """Chance for one subject of one block."""

    def __init__(self, seed: int, block: int, subject: int) -> None:
        self._random = np.random.default_rng([seed, block, subject])

    def uniform(self, size: int) -> NDArray[np.float64]:
        """Numbers in [0, 1)."""
        return self._random.random(size)

    def under(self, size: int, most: Any) -> Ints:
        """Whole numbers from 0 up to, not including, `most` (one number, or one for each); 0 where that is below 1."""
        found: Ints = (self._random.random(size) * np.maximum(most, 1)).astype(np.int32)
        return found

    def often(self, size: int, thousandths: int) -> NDArray[np.bool_]:
        """True so many times in a thousand."""
        return self._random.random(size) < thousandths / 1000

    def normal(self, size: int) -> NDArray[np.float64]:
        """Standard normal numbers, by the method of Box and Muller: the same on every version of numpy."""
        first, second = 1.0 - self._random.random(size), self._random.random(size)
        found: NDArray[np.float64] = np.sqrt(-2.0 * np.log(first)) * np.cos(2.0 * np.pi * second)
        return found


@dataclass(frozen=True, slots=True)
class Professions:
    """Choices that depend on the profession; all are indexed by its place in `roles`."""

    roles: tuple[str, ...]
    share: Choice
    level: ChoiceBy
    field: ChoiceBy
    settings: ChoiceBy
    body: ChoiceBy


@dataclass(frozen=True, slots=True)
class Kinds:
    """Choices that depend on the kind of activity; all are indexed by its place in `names`."""

    names: tuple[str, ...]
    share: Choice
    rare: tuple[int, ...]
    form: ChoiceBy
    topics: ChoiceBy
    span: ChoiceBy
    accredited: NDArray[np.float64]
    confirmed: NDArray[np.float64]
    remote: NDArray[np.float64]
    register: ChoiceBy


@dataclass(frozen=True, slots=True)
class World:
    """What one population has in common. `mean` is how many activities people have on average."""

    norm: str
    on: int
    hints: Hints
    others: tuple[str, ...]
    mean: float
    seed: int
    professions: Professions
    kinds: Kinds
    words: Mapping[tuple[str, str], Words]
    starts: Ints
    ends: Ints
    earliest: int


WORDS = {
    "people": ("profession", "level", "region"),
    "recognitions": ("norm", "admitted_by"),
    "activities": (
        "kind", "form", "topics", "programme", "accredited_by", "categories", "confirmed_by",
    ),
    "work": ("role", "settings"),
    "absences": ("kind",),
    "documents": ("kind", "scope"),
    "declarations": ("kind", "about"),
    "holdings": ("kind", "name", "field", "shown_by"),
    "measures": ("norm", "kind"),
    "hardships": ("norm", "requirement"),
}  # fmt: skip
"""The columns that hold words."""


def world_of(norm: Norm, *, on: date, seed: int, mean: float, others: tuple[str, ...]) -> World:
    """Look everything up once."""
    hints = hints_of(norm)
    words: dict[tuple[str, str], Words] = defaultdict(Words)
    for table, names in WORDS.items():
        for name in names:
            words[table, name] = Words()
    first = min(days_of(version.since) for version in norm.versions)
    today = days_of(on)
    return World(
        norm=norm.id,
        on=today,
        hints=hints,
        others=tuple(sorted(set(others) - {norm.id})),
        mean=mean,
        seed=seed,
        professions=_professions(hints),
        kinds=_kinds(),
        words=words,
        starts=np.array([days_of(day) for day in around(hints.starts)], dtype=np.int32),
        ends=np.array([days_of(day) for day in around(hints.ends)], dtype=np.int32),
        earliest=min(max(first, days_of(date(1990, 1, 1))), today) - 366,
    )


def _professions(hints: Hints) -> Professions:
    """Those of the demo world, then roles that the norm names and the demo world lacks (they look like everybody)."""
    found: dict[str, Any] = measured()["people"]["professions"]
    extra = [role for role in hints.roles if role not in found]
    roles = (*found, *extra)
    like = {
        name: _all(one[name] for one in found.values())
        for name in ("levels", "fields", "settings", "accredited_by")
    }
    rows = [found.get(role, like) for role in roles]
    return Professions(
        roles=roles,
        share=Choice.of({role: found[role]["people"] if role in found else 0 for role in roles}),
        level=ChoiceBy.of([row["levels"] for row in rows]),
        field=ChoiceBy.of([row["fields"] for row in rows]),
        settings=ChoiceBy.of([{_barred(key): n for key, n in row["settings"].items()} for row in rows]),
        body=ChoiceBy.of([row["accredited_by"] or {"vakwerk": 1} for row in rows]),
    )


def _all(counted: Any) -> dict[Any, int]:
    total: dict[Any, int] = defaultdict(int)
    for one in counted:
        for key, number in one.items():
            total[key] += number
    return dict(total)


def _barred(words: str) -> str:
    return barred(words.split())


def _kinds() -> Kinds:
    """Those of the demo world, then the other kinds of the vocabulary, which look like everything together."""
    found: dict[str, Any] = measured()["activities"]
    names = (*found, *(kind for kind in vocabulary.terms("activity_kinds") if kind not in found))
    everything = {
        "forms": _all(one["forms"] for one in found.values()),
        "topics": _all(one["topics"] for one in found.values()),
        "spans": [span for one in found.values() for span in one["spans"]],
        **{
            key: sum(one[key] for one in found.values())
            for key in ("activities", "accredited", "confirmed", "at_a_distance")
        },
        "confirmed_in": {},
    }
    rows = [found.get(kind, everything) for kind in names]

    def chance(what: str) -> NDArray[np.float64]:
        return np.array([row[what] / row["activities"] for row in rows])

    return Kinds(
        names=names,
        share=Choice.of({kind: found[kind]["activities"] if kind in found else 0 for kind in names}),
        rare=tuple(range(len(found), len(names))),
        form=ChoiceBy.of([row["forms"] for row in rows]),
        topics=ChoiceBy.of([{_barred(key): n for key, n in row["topics"].items()} for row in rows]),
        span=ChoiceBy.of([_spans(row["spans"]) for row in rows]),
        accredited=chance("accredited"),
        confirmed=chance("confirmed"),
        remote=chance("at_a_distance"),
        register=ChoiceBy.of(
            [
                {"": row["confirmed"] - sum(row["confirmed_in"].values()), **row["confirmed_in"]}
                for row in rows
            ]
        ),
    )


def _spans(listed: list[list[int]]) -> dict[tuple[int, int, int], int]:
    found: dict[tuple[int, int, int], int] = defaultdict(int)
    for minutes, sessions, days, number in listed:
        found[minutes, sessions, days] += number
    return dict(found)


def chosen(kind: str) -> int:
    """A figure of `stated.yaml` about people."""
    number: int = stated()["people"][kind]
    return number
