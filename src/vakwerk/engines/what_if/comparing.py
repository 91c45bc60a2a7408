"""Compares a run with what a changed norm would say of the same people, by the shortest way that is exact.

Which way may be taken is not a list of what counts as "a number": it follows from the SQL. Where the text that measures
is the same for both norms, the stored measures are what the changed norm would measure.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import duckdb

from vakwerk.core.norms.compile import CompiledNorm, CompiledVersion, compile_norm
from vakwerk.core.norms.compile.measures import numbered
from vakwerk.core.norms.model import Norm
from vakwerk.engines.bulk import Run, RunFault
from vakwerk.engines.bulk.columns import measures_of_stored, quoted, weekly_sql
from vakwerk.engines.bulk.part import NO_VERSION
from vakwerk.engines.population import Manifest, Part, open_part, read_manifest
from vakwerk.engines.what_if.changed import changed_sums
from vakwerk.engines.what_if.groups import Grouped, count_groups, merged
from vakwerk.engines.what_if.index import has_index, version_index

MEMORY = "800MB"


class Way(Enum):
    """How a comparison is made: from stored measures, from the index of activities, or from the facts."""

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


def way_of(run: Run, then: Norm) -> Way:
    """The way `compare` would go: numbers are a matter of milliseconds, facts of everything being read again."""
    return _way(run, run.job.compiled(), compile_norm(then, run.on))


def compare(
    run: Run, then: Norm, *, held_only: bool = False, threads: int = 2, say: Say = lambda _done, _all: None
) -> Comparison:
    """The run's people as they came out, and as they would under `then`. `held_only`: those who are under the norm.

    Raises RunFault or BadPopulation when the facts are needed and the run's population is no longer there.
    """
    begun = time.perf_counter()
    now, changed = run.job.compiled(), compile_norm(then, run.on)
    way = _way(run, now, changed)
    if way is Way.FACTS:
        grouped = merged(_by_facts(run, now, changed, held_only=held_only, threads=threads, say=say))
    else:
        grouped = _by_measures(run, now, changed, held_only=held_only, threads=threads)
    return Comparison(grouped, way, time.perf_counter() - begun)


def _way(run: Run, now: CompiledNorm, changed: CompiledNorm) -> Way:
    pairs = list(zip(now.versions, changed.versions, strict=False))
    alike = now.base_sql == changed.base_sql and len(now.versions) == len(changed.versions)
    if not alike or any(one.template != other.template for one, other in pairs):
        return Way.FACTS
    if all(one.activities == other.activities for one, other in pairs):
        return Way.NUMBERS
    return Way.COUNTING if has_index(run) else Way.FACTS


def population_of(run: Run) -> Manifest:
    """The population the run was made of. Raises RunFault when it is another by now."""
    manifest = read_manifest(run.job.population)
    if manifest.sha256 != run.data["population_sha256"]:
        raise RunFault(f"{run.job.population} is no longer the population of this run; assess it anew")
    return manifest


# --- from what is stored --------------------------------------------------------------------------------------------


def _by_measures(
    run: Run, now: CompiledNorm, changed: CompiledNorm, *, held_only: bool, threads: int
) -> Grouped:
    """From stored measures, with the sums over activities that changed worked out again from the index."""
    found = []
    with duckdb.connect(":memory:", config={"threads": threads, "memory_limit": MEMORY}) as connection:
        for before, version in zip(now.versions, changed.versions, strict=True):
            name = version.since.isoformat()
            if name not in run.versions:
                continue
            stored = measures_of_stored(version, f"SELECT * FROM {run.decisions(name)}")
            known = _unchanged(before, version) if before.activities == version.activities else frozenset()
            if before.activities != version.activities:
                assert before.activities is not None
                assert version.activities is not None
                index = version_index(run, name)
                sums = changed_sums(connection, index, before.activities, version.activities, threads)
                stored = _with_sums(stored, version, sums)
            judged = f"SELECT *, outcome AS becomes FROM ({version.outcome_sql(stored, known)})"
            found.append(count_groups(connection, run.on, judged, run.data["words"], held_only=held_only))
        if NO_VERSION in run.versions:
            rows = f"SELECT *, outcome AS was, outcome AS becomes FROM {run.decisions(NO_VERSION)}"
            found.append(count_groups(connection, run.on, rows, run.data["words"], held_only=held_only))
    return merged(found)


def _unchanged(before: CompiledVersion, version: CompiledVersion) -> frozenset[int]:
    """The numbers of requirements that ask the same of the same measures: their outcome need not be judged again."""
    pairs = zip(numbered(before.version.requires), numbered(version.version.requires), strict=True)
    return frozenset(k for (k, one), (_, other) in pairs if one == other)


def _with_sums(stored: str, version: CompiledVersion, sums: Sequence[str]) -> str:
    """Stored measures with some lows and highs from the table `changed_sums` instead; who is not there has nothing."""
    assert version.activities is not None
    places = {str(n): version.requirements.index(name) for n, name in version.activities.groups}
    columns = []
    for name in sums:
        bound, number = name.split("_")
        columns.append(f"CAST(coalesce(c.{name}, 0) AS BIGINT) AS {bound}_of_{places[number]}")
    if not columns:
        return stored
    joined = f"({stored}) m LEFT JOIN changed_sums c ON c.person = m.person"
    return f"SELECT m.* REPLACE ({', '.join(columns)}) FROM {joined}"


# --- from the facts -------------------------------------------------------------------------------------------------


def _by_facts(
    run: Run, now: CompiledNorm, changed: CompiledNorm, *, held_only: bool, threads: int, say: Say
) -> Iterator[Grouped]:
    """Everybody measured anew beside what was decided: as many parts at a time as there are threads, each with one."""
    manifest = population_of(run)
    say(0, len(manifest.parts))
    with ThreadPoolExecutor(max_workers=threads) as pool:
        futures = [
            pool.submit(_part_by_facts, run, manifest, part, now, changed, held_only=held_only)
            for part in manifest.parts
        ]
        try:
            for done, future in enumerate(as_completed(futures), 1):
                yield future.result()
                say(done, len(manifest.parts))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _part_by_facts(
    run: Run, manifest: Manifest, part: Part, now: CompiledNorm, changed: CompiledNorm, *, held_only: bool
) -> Grouped:
    with open_part(manifest, part, check=False) as connection:
        _becomes(connection, run, part, now, changed)
        was = " UNION ALL ".join(
            f"SELECT person, outcome FROM read_parquet('{_place(run, name, part)}')"
            for name in run.versions
            if Path(_place(run, name, part)).exists()
        )
        rows = (
            "SELECT p.profession, p.level, p.region, p.born_on, w.weekly AS weekly_minutes, b.held, "
            f"r.outcome AS was, b.outcome AS becomes FROM ({was}) r JOIN becomes b ON b.person = r.person "
            f"JOIN people p ON p.person = r.person LEFT JOIN ({weekly_sql(run.on)}) w ON w.person = r.person"
        )
        return count_groups(connection, run.on, rows, run.data["words"], held_only=held_only)


def _becomes(
    connection: duckdb.DuckDBPyConnection, run: Run, part: Part, now: CompiledNorm, changed: CompiledNorm
) -> None:
    """The table `becomes`: everybody in the part under the changed norm."""
    judged = [
        f"SELECT person, held, outcome FROM ({version.judge_sql(_measured(run, part, now, version))})"
        for version in changed.versions
    ]
    judged.append(f"SELECT person, held, 1 AS outcome FROM ({changed.base_sql}) WHERE version = -1")
    connection.execute(f"CREATE TEMP TABLE becomes AS {' UNION ALL '.join(judged)}")


def _measured(run: Run, part: Part, now: CompiledNorm, version: CompiledVersion) -> str:
    """What is measured under a version; sums over activities that did not change are taken from the run."""
    name = version.since.isoformat()
    before = next((one for one in now.versions if one.since == version.since), None)
    if version.activities is None or before is None or not Path(_place(run, name, part)).exists():
        return version.measures_sql
    if (before.scope, before.activities) != (version.scope, version.activities):
        return version.measures_sql
    columns = [
        f"{quoted(f'{requirement}:{stored}')} AS {bound}_{n}"
        for n, requirement in version.activities.groups
        for bound, stored in (("low", "have"), ("high", "have_at_most"))
    ]
    return version.measures_with(
        f"SELECT person, {', '.join(columns)} FROM read_parquet('{_place(run, name, part)}')"
    )


def _place(run: Run, version: str, part: Part) -> str:
    return str(run.folder / "decisions" / f"version={version}" / f"{part.name}.parquet").replace("'", "''")
