"""What-if by hand with numpy, for two changes of this one norm: another threshold, and other sessions that count.

The arrays come from the files that Vakwerk's what-if reads: the stored decisions, and the index of the activities.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from bulk.task import DAY_MINUTES, ON, REFLECTION, SESSION_MINUTES, THREADS

NEED = 60 * 60
"""Minutes of reflection the norm asks."""
AGES = (25, 35, 45, 55, 65)
AGE_GROUPS = ("under-25", "25-34", "35-44", "45-54", "55-64", "65-and-over")
WEEKS = ("none", "under-16", "16-to-32", "32-and-more")
INSIDE = np.datetime64("1901-07-01")
"""The date the index gives to what was completed inside the window."""
Counts = dict[tuple[Any, ...], int]
Array = np.ndarray


@dataclass(frozen=True, slots=True)
class Stored:
    """The decisions as arrays: who, in which group of people, how it came out, and what the outcome hangs on."""

    person: Array
    group: Array
    values: tuple[tuple[Any, ...], ...]
    """Per place of `group`: profession, level, working week, region, age."""
    was: Array
    low: Array
    high: Array
    others: Array
    """The least of the other requirements."""
    taken: Array
    """Whether a hardship decision takes reflection as met (1), everything (2), or nothing (0)."""


def stored(decisions: str) -> Stored:
    """Read from the Parquet files of a run."""
    later = f"{ON.month * 100 + ON.day} < month(born_on) * 100 + day(born_on)"
    born = f"({ON.year} - year(born_on) - CAST(({later}) AS INTEGER))"
    older = " + ".join(f"CAST({born} >= {age} AS TINYINT)" for age in AGES)
    bounds = "WHEN weekly_minutes < 960 THEN 1 WHEN weekly_minutes < 1920 THEN 2 ELSE 3"
    week = f"CASE WHEN weekly_minutes IS NULL THEN 0 {bounds} END"
    with duckdb.connect(":memory:", config={"threads": THREADS}) as connection:
        words = {
            name: [
                row[0] for row in connection.execute(f"SELECT DISTINCT {name} FROM {decisions}").fetchall()
            ]
            for name in ("profession", "level", "region")
        }
        places = ", ".join(f"{_place(name, listed)} AS {name}" for name, listed in words.items())
        rows = connection.execute(
            f"SELECT person, {places}, {week} AS week, coalesce({older}, {len(AGE_GROUPS)}) AS age, outcome, "
            '"reflection:have" AS low, "reflection:have_at_most" AS high, least(learning, document) AS others, '
            "CASE WHEN contains(decided, '|all|') THEN 2 WHEN contains(decided, '|reflection|') THEN 1 ELSE 0 END "
            f"AS taken FROM {decisions} ORDER BY person"
        ).fetchnumpy()
    rows = {name: np.asarray(column) for name, column in rows.items()}
    sizes = [
        len(words["profession"]),
        len(words["level"]),
        len(WEEKS),
        len(words["region"]),
        len(AGE_GROUPS) + 1,
    ]
    parts = ("profession", "level", "week", "region", "age")
    codes = np.ravel_multi_index([rows[name] for name in parts], sizes)
    present, group = np.unique(codes, return_inverse=True)
    listed = (words["profession"], words["level"], WEEKS, words["region"], (*AGE_GROUPS, None))
    values = tuple(
        tuple(
            options[int(place)] for options, place in zip(listed, np.unravel_index(code, sizes), strict=True)
        )
        for code in present
    )
    return Stored(
        rows["person"],
        group,
        values,
        rows["outcome"],
        rows["low"],
        rows["high"],
        rows["others"],
        rows["taken"],
    )


def _place(name: str, listed: Sequence[str | None]) -> str:
    cases = " ".join(
        f"WHEN {name} IS NULL THEN {place}" if word is None else f"WHEN {name} = '{word}' THEN {place}"
        for place, word in enumerate(listed)
    )
    return f"CASE {cases} END"


def counted(of: Stored, low: Array, high: Array, need: int) -> Counts:
    """By group, outcome and new outcome, with these sums of reflection and this threshold."""
    reflection = np.where(low >= need, 2, np.where(high < need, 0, 1))
    reflection[of.taken == 1] = 2
    becomes = np.minimum(of.others, reflection)
    becomes[of.taken == 2] = 2
    cells = np.bincount((of.group * 3 + of.was) * 3 + becomes, minlength=len(of.values) * 9)
    found: Counter[tuple[Any, ...]] = Counter()
    for cell in np.flatnonzero(cells):
        group, was, new = np.unravel_index(cell, (len(of.values), 3, 3))
        found[*of.values[group], int(was), int(new)] = int(cells[cell])
    return dict(found)


def other_threshold(of: Stored, need: int) -> Counts:
    """Reflection at least so many minutes."""
    return counted(of, of.low, of.high, need)


@dataclass(frozen=True, slots=True)
class Classes:
    """The index: what each class of activities is, and the class of every activity, person after person."""

    rows: dict[str, Array]
    persons: Array
    first: Array
    codes: Array


def classes(folder: Path) -> Classes:
    """Read from the files of an index."""
    with duckdb.connect(":memory:", config={"threads": THREADS}) as connection:
        rows = connection.execute(
            "SELECT kind, coalesce(minutes, -1) AS minutes, remote_minutes, sessions, completed_on, "
            "coalesce(completed_on - started_on, 0) AS span FROM read_parquet(?) ORDER BY class",
            [str(folder / "classes.parquet")],
        ).fetchnumpy()
    names = ("persons", "first", "codes")
    return Classes(
        {name: np.asarray(column) for name, column in rows.items()},
        *(np.load(folder / f"{name}.npy", mmap_mode="r") for name in names),
    )


def other_sessions(of: Stored, index: Classes, minutes: int = SESSION_MINUTES) -> Counts:
    """Reflection only in sessions of at least so many minutes."""
    rows = index.rows
    fits = np.isin(rows["kind"].astype("U"), REFLECTION) & (
        rows["completed_on"].astype("datetime64[D]") == INSIDE
    )
    known = rows["minutes"]
    longest = np.maximum(1, rows["span"] + 1) * DAY_MINUTES
    off = np.where(rows["kind"] == "supervision", rows["remote_minutes"], 0)
    long = known >= minutes * rows["sessions"]
    least = np.where(fits & long, np.maximum(0, known - off), 0)
    most = np.where(known < 0, longest, known)
    most = np.where(fits & (long | (known < 0)), np.maximum(0, most - off), 0)
    low, high = np.zeros(len(of.person), "int64"), np.zeros(len(of.person), "int64")
    at = np.searchsorted(of.person, index.persons)
    low[at] = np.add.reduceat(least[index.codes], index.first)
    high[at] = np.add.reduceat(most[index.codes], index.first)
    return counted(of, low, high, NEED)
