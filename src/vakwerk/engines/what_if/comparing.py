"""Compares a run with what a changed norm would say of the same people, by the shortest way that is exact.

Which way may be taken is not a list of what counts as "a number": it follows from the SQL. Where the text that measures
is the same for both norms, the stored measures are what the changed norm would measure.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

import duckdb

from vakwerk.core.norms.compile import CompiledNorm, CompiledVersion, compile_norm
from vakwerk.core.norms.model import Norm
from vakwerk.engines.bulk import Run, RunFault
from vakwerk.engines.bulk.columns import measures_of_stored, weekly_sql
from vakwerk.engines.bulk.part import NO_VERSION
from vakwerk.engines.population import Manifest, Part, open_part, read_manifest
from vakwerk.engines.what_if.groups import Grouped, grouped_sql, merged

MEMORY = "800MB"


class Way(Enum):
    """How a comparison was made: from stored measures, from the index of activities, or from the facts."""

    NUMBERS = "numbers"
    COUNTING = "counting"
    FACTS = "facts"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the change would do: exact counts by group, how it was worked out, and how long that took (seconds)."""

    grouped: Grouped
    way: Way
    seconds: float


Say = Callable[[int, int], None]
"""Told how many of how many parts are done; may raise to stop."""


def compare(
    run: Run, then: Norm, *, held_only: bool = False, threads: int = 2, say: Say = lambda _done, _all: None
) -> Comparison:
    """The run's people as they came out, and as they would under `then`. `held_only`: those who are under the norm.

    Raises RunFault or BadPopulation when the facts are needed and the run's population is no longer there.
    """
    begun = time.perf_counter()
    now, changed = run.job.compiled(), compile_norm(then, run.on)
    if _same_measures(now, changed):
        grouped = _by_numbers(run, changed, held_only=held_only, threads=threads)
        return Comparison(grouped, Way.NUMBERS, time.perf_counter() - begun)
    grouped = merged(_by_facts(run, changed, held_only=held_only, threads=threads, say=say))
    return Comparison(grouped, Way.FACTS, time.perf_counter() - begun)


def way_of(run: Run, then: Norm) -> Way:
    """Which way `compare` would go, without going it: whether stored measures do, or the facts are needed."""
    if _same_measures(run.job.compiled(), compile_norm(then, run.on)):
        return Way.NUMBERS
    return Way.FACTS


def measures_digest(version: CompiledVersion) -> str:
    """What the stored measures of a version are known by."""
    return hashlib.sha256(version.measures_sql.encode()).hexdigest()


def _same_measures(now: CompiledNorm, changed: CompiledNorm) -> bool:
    """Whether both choose the same version for everybody and measure the same in each."""
    if now.base_sql != changed.base_sql or len(now.versions) != len(changed.versions):
        return False
    return all(
        one.measures_sql == other.measures_sql
        for one, other in zip(now.versions, changed.versions, strict=True)
    )


def _by_numbers(run: Run, changed: CompiledNorm, *, held_only: bool, threads: int) -> Grouped:
    connection = duckdb.connect(":memory:", config={"threads": threads, "memory_limit": MEMORY})
    with connection:
        found = []
        for version in changed.versions:
            name = version.since.isoformat()
            if name in run.versions:
                stored = measures_of_stored(version, f"SELECT * FROM {run.decisions(name)}")
                judged = f"SELECT *, outcome AS becomes FROM ({version.judge_sql(stored)})"
                found.append(read_groups(connection, grouped_sql(run.on, judged, held_only=held_only)))
        if NO_VERSION in run.versions:
            rows = f"SELECT *, outcome AS was, outcome AS becomes FROM {run.decisions(NO_VERSION)}"
            found.append(read_groups(connection, grouped_sql(run.on, rows, held_only=held_only)))
        return merged(found)


def read_groups(connection: duckdb.DuckDBPyConnection, sql: str) -> Grouped:
    """The rows of a `grouped_sql`."""
    return Grouped({tuple(row[:7]): int(row[7]) for row in connection.execute(sql).fetchall()})


def _by_facts(
    run: Run, changed: CompiledNorm, *, held_only: bool, threads: int, say: Say
) -> Iterator[Grouped]:
    """Everybody measured anew, part by part, beside what was decided."""
    manifest = population_of(run)
    for number, part in enumerate(manifest.parts):
        say(number, len(manifest.parts))
        yield _part_by_facts(run, manifest, part, changed, held_only=held_only, threads=threads)
    say(len(manifest.parts), len(manifest.parts))


def population_of(run: Run) -> Manifest:
    """The population the run was made of. Raises RunFault when it is another by now."""
    manifest = read_manifest(run.job.population)
    if manifest.sha256 != run.data["population_sha256"]:
        raise RunFault(f"{run.job.population} is no longer the population of this run; assess it anew")
    return manifest


def _part_by_facts(
    run: Run, manifest: Manifest, part: Part, changed: CompiledNorm, *, held_only: bool, threads: int
) -> Grouped:
    was = " UNION ALL ".join(
        f"SELECT person, outcome FROM {run.decisions(name)} WHERE person BETWEEN {part.first} AND {part.last}"
        for name in run.versions
    )
    with open_part(manifest, part, threads=threads, check=False) as connection:
        judged = [f"SELECT person, held, outcome FROM ({version.people_sql})" for version in changed.versions]
        judged.append(f"SELECT person, held, 1 AS outcome FROM ({changed.base_sql}) WHERE version = -1")
        connection.execute(f"CREATE TEMP TABLE becomes AS {' UNION ALL '.join(judged)}")
        rows = (
            "SELECT p.profession, p.level, p.region, p.born_on, w.weekly AS weekly_minutes, b.held, r.outcome AS was, "
            f"b.outcome AS becomes FROM ({was}) r JOIN becomes b ON b.person = r.person "
            f"JOIN people p ON p.person = r.person LEFT JOIN ({weekly_sql(run.on)}) w ON w.person = r.person"
        )
        return read_groups(connection, grouped_sql(run.on, rows, held_only=held_only))
