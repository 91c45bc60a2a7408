"""An index of a run's activities by *class*: all that a norm can ask of an activity, so that each class is asked once.

In a register of a hundred million activities there are some ten thousands of classes: the same kind, length, form,
topics, marks, and the same place before, in or after its person's window. What a changed norm makes of every class is
worked out by the compiled norm itself; per person the classes' amounts are then only added up.

    RUN/index/version=DATE/classes.parquet   what each class is
    RUN/index/version=DATE/persons.npy       the people with activities, in order
    RUN/index/version=DATE/first.npy         where in `codes` each of them begins
    RUN/index/version=DATE/codes.npy         the class of every activity, person after person
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from vakwerk.core.norms.compile import ActivitySums
from vakwerk.core.norms.compile.text import day
from vakwerk.engines.bulk import Run
from vakwerk.engines.bulk.part import NO_VERSION
from vakwerk.engines.population import Manifest
from vakwerk.engines.population.folder import write_whole

MEMORY = "800MB"
FACTS_AT_ONCE = 1_000_000
"""How many activities are added up in one go: their amounts stay in the processor's cache."""
EARLIEST = date(1905, 1, 1)
"""Before this date of assessment the stand-in dates below would lie in the future."""
START, END = date(1901, 1, 1), date(1902, 1, 1)
STAND_IN = {
    "before": date(1900, 7, 1),
    "inside": date(1901, 7, 1),
    "after": date(1902, 7, 1),
    "future": date(9000, 1, 1),
}
"""The date of completion a class gets, and the window it is laid beside: only their order has a meaning."""
ASKED = (
    "kind", "minutes", "remote_minutes", "sessions", "form", "topics", "programme", "accredited", "accredited_by",
    "categories", "confirmed", "confirmed_by",
)  # fmt: skip
"""What a norm can ask of an activity besides its dates."""

Ints = NDArray[np.int64]
Say = Callable[[int, int], None]


class NoIndex(ValueError):
    """No index can be made of this run; the facts themselves must be read."""


@dataclass(frozen=True, slots=True)
class VersionIndex:
    """The index of the people under one version."""

    classes: Path
    persons: Ints
    first: Ints
    codes: NDArray[Any]

    def class_rows(self) -> str:
        """The classes as activities, each with the stand-in window."""
        file = str(self.classes).replace("'", "''")
        return f"SELECT *, {day(START)} AS w_start, {day(END)} AS w_end FROM read_parquet('{file}')"

    def amounts(self, connection: duckdb.DuckDBPyConnection, sums: ActivitySums) -> list[Ints]:
        """Per term of the sums, what every class adds to it."""
        found = connection.execute(sums.terms_sql(self.class_rows())).fetchnumpy()
        size = int(connection.execute(f"SELECT count(*) FROM ({self.class_rows()})").fetchall()[0][0])
        places = np.asarray(found["class"], dtype=np.int64)
        terms = []
        for k in range(len(sums.terms)):
            values = np.zeros(size, dtype=np.int64)
            values[places] = np.asarray(found[f"t{k}"], dtype=np.int64)
            terms.append(values)
        return terms

    def added_up(self, values: Ints, threads: int) -> Ints:
        """Per person the sum over activities of their class's value."""
        people = len(self.persons)
        total = np.zeros(people, dtype=np.int64)
        if not people or not values.any():
            return total
        edges = _chunks(self.first, len(self.codes))

        def add(chunk: tuple[int, int]) -> None:
            begin, end = chunk
            low = self.first[begin]
            high = self.first[end] if end < people else len(self.codes)
            taken = np.take(values, self.codes[low:high])
            total[begin:end] = np.add.reduceat(taken, self.first[begin:end] - low)

        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(add, edges))
        return total


def _chunks(first: Ints, facts: int) -> list[tuple[int, int]]:
    """Stretches of people whose activities are about `FACTS_AT_ONCE` together."""
    marks = np.searchsorted(first, np.arange(FACTS_AT_ONCE, facts, FACTS_AT_ONCE))
    edges = [0, *sorted({int(mark) for mark in marks if 0 < mark < len(first)}), len(first)]
    return list(pairwise(edges))


def has_index(run: Run) -> bool:
    """Whether the run has an index."""
    return (run.folder / "index" / "made.json").exists()


def version_index(run: Run, version: str) -> VersionIndex:
    """The index of the people under one version, of a run that has one."""
    here = run.folder / "index" / f"version={version}"
    return VersionIndex(
        here / "classes.parquet",
        np.load(here / "persons.npy"),
        np.load(here / "first.npy"),
        np.load(here / "codes.npy", mmap_mode="r"),
    )


def make_index(run: Run, manifest: Manifest, *, threads: int, say: Say) -> None:
    """Make the index, part by part; whole or not at all. Raises NoIndex."""
    if run.on < EARLIEST:
        raise NoIndex(f"an index needs a date from {EARLIEST} on")
    folder, beside = run.folder / "index", run.folder / ".index"
    shutil.rmtree(beside, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
    names = [name for name in run.versions if name != NO_VERSION]
    makers = {name: _Maker(beside / f"version={name}", name) for name in names}
    with duckdb.connect(":memory:", config={"threads": threads, "memory_limit": MEMORY}) as connection:
        for number, part in enumerate(manifest.parts):
            say(number, len(manifest.parts))
            file = str(manifest.file(part, "activities")).replace("'", "''")
            connection.execute(f"CREATE OR REPLACE VIEW activities AS SELECT * FROM read_parquet('{file}')")
            for name, maker in makers.items():
                place = str(run.folder / "decisions" / f"version={name}" / f"{part.name}.parquet").replace(
                    "'", "''"
                )
                if Path(place).exists():
                    maker.add(connection, f"SELECT person, starts, ends FROM read_parquet('{place}')", run.on)
        for maker in makers.values():
            maker.finish(connection)
    write_whole(beside / "made.json", json.dumps({"run": run.digest}))
    beside.replace(folder)
    say(len(manifest.parts), len(manifest.parts))


class _Maker:
    """Collects the classes and codes of one version, part after part."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.table = folder, f"classes_{name.replace('-', '_')}"
        self.folder.mkdir(parents=True, exist_ok=True)
        self._persons: list[Ints] = []
        self._counts: list[Ints] = []
        self._raw = self.folder / "codes.raw"
        self._made = False

    def add(self, connection: duckdb.DuckDBPyConnection, windows: str, on: date) -> None:
        """The activities of the people in these windows."""
        connection.execute(f"CREATE OR REPLACE TEMP TABLE seen AS {_seen_sql(windows, on)}")
        columns = ", ".join(_CLASS_COLUMNS)
        fresh = f"SELECT key, {columns} FROM (SELECT DISTINCT key, {columns} FROM seen)"
        if not self._made:
            connection.execute(
                f"CREATE TEMP TABLE {self.table} AS SELECT CAST(0 AS BIGINT) AS class, * FROM ({fresh}) LIMIT 0"
            )
            self._made = True
        clash = connection.execute(
            f"SELECT key FROM (SELECT key, {columns} FROM {self.table} UNION {fresh}) GROUP BY key HAVING count(*) > 1"
        ).fetchone()
        if clash is not None:
            raise NoIndex("two classes of activities have one key")
        connection.execute(
            f"INSERT INTO {self.table} SELECT (SELECT count(*) FROM {self.table}) + row_number() OVER () - 1, n.* "
            f"FROM ({fresh}) n ANTI JOIN {self.table} c ON c.key = n.key"
        )
        rows = connection.execute(
            f"SELECT s.person, CAST(c.class AS UINTEGER) AS class FROM seen s JOIN {self.table} c ON c.key = s.key "
            "ORDER BY s.person"
        ).fetchnumpy()
        persons, counts = np.unique(np.asarray(rows["person"], dtype=np.int64), return_counts=True)
        self._persons.append(persons)
        self._counts.append(counts.astype(np.int64))
        with self._raw.open("ab") as stream:
            np.asarray(rows["class"], dtype=np.uint32).tofile(stream)

    def finish(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Write the files."""
        if not self._made:
            raise NoIndex("nobody has activities")
        persons = np.concatenate([*self._persons, np.zeros(0, np.int64)])
        counts = np.concatenate([*self._counts, np.zeros(0, np.int64)])
        first = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])[: len(persons)]
        np.save(self.folder / "persons.npy", persons)
        np.save(self.folder / "first.npy", first)
        classes = int(connection.execute(f"SELECT count(*) FROM {self.table}").fetchall()[0][0])
        _narrowed(self._raw, self.folder / "codes.npy", int(counts.sum()), classes)
        file = str(self.folder / "classes.parquet").replace("'", "''")
        listed = ", ".join(
            ["class", *ASKED, *(f"{expression} AS {name}" for name, expression in _STAND_INS.items())]
        )
        connection.execute(
            f"COPY (SELECT {listed} FROM {self.table} ORDER BY class) TO '{file}' (FORMAT parquet, COMPRESSION zstd)"
        )


def _narrowed(raw: Path, target: Path, size: int, classes: int) -> None:
    """The codes as an array on disk, of two bytes each when that is enough; a piece at a time."""
    kind: type[np.unsignedinteger[Any]] = np.uint16 if classes <= 1 << 16 else np.uint32
    if not size:
        np.save(target, np.zeros(0, kind))
    else:
        wide = np.memmap(raw, np.uint32, "r", shape=(size,))
        made = np.lib.format.open_memmap(target, "w+", kind, (size,))
        for begin in range(0, size, 8 * FACTS_AT_ONCE):
            made[begin : begin + 8 * FACTS_AT_ONCE] = wide[begin : begin + 8 * FACTS_AT_ONCE]
        made.flush()
        del wide
    raw.unlink(missing_ok=True)


_CLASS_COLUMNS = (*ASKED, "place", "span")
_STAND_INS = {
    "completed_on": (
        "CASE place " + " ".join(f"WHEN '{name}' THEN {day(at)}" for name, at in STAND_IN.items()) + " END"
    ),
    "started_on": (
        "CASE place "
        + " ".join(f"WHEN '{name}' THEN {day(at)} - span" for name, at in STAND_IN.items())
        + " END"
    ),
}
"""`span` is the days from start to completion, kept only where the length is unknown and so depends on them."""


def _seen_sql(windows: str, on: date) -> str:
    place = (
        f"CASE WHEN a.completed_on IS NULL THEN 'never' WHEN a.completed_on > {day(on)} THEN 'future' "
        "WHEN a.completed_on < w.starts THEN 'before' WHEN a.completed_on < w.ends THEN 'inside' ELSE 'after' END"
    )
    span = "CASE WHEN a.minutes IS NULL THEN CAST(a.completed_on - a.started_on AS INTEGER) END"
    columns = ", ".join(f"a.{name}" for name in ASKED)
    joined = f"activities a JOIN ({windows}) w ON w.person = a.person"
    rows = f"SELECT a.person, {columns}, {place} AS place, {span} AS span FROM {joined}"
    return f"SELECT *, hash({', '.join(_CLASS_COLUMNS)}) AS key FROM ({rows})"
