"""One part of a population under one norm: the work of one worker. Its files appear whole or not at all."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from vakwerk.core.norms.compile import CompiledNorm, CompiledVersion
from vakwerk.engines.bulk.columns import near_sql, stored_sql, without_sql
from vakwerk.engines.bulk.explaining import differences_about
from vakwerk.engines.bulk.faults import Disagreement
from vakwerk.engines.bulk.job import Job
from vakwerk.engines.population.folder import Manifest, Part, sha256_of, write_whole
from vakwerk.engines.population.reading import open_part

NO_VERSION = "none"
"""In the place of a version's date: people on whose date the norm has no version."""


@dataclass(frozen=True, slots=True)
class OutFile:
    """A file of results, below the run's folder."""

    path: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PartDone:
    """What one part came to: its files by version, how many came out how, and who was explained again."""

    name: str
    people: int
    population_sha256: str
    decisions: Mapping[str, OutFile]
    facts: Mapping[str, OutFile]
    outcomes: Mapping[str, Mapping[str, int]]
    """Per version, how many people by outcome (0, 1, 2)."""
    short: Mapping[str, Mapping[str, int]]
    """Per version, how many people do not meet each requirement."""
    without: tuple[str, str] | None
    """The first and last date at which somebody had no version."""
    explained: int
    seconds: Mapping[str, float] = field(default_factory=dict)


def done_file(out: Path, name: str) -> Path:
    """Where it is noted that a part is done."""
    return out / "parts" / f"{name}.json"


def read_done(out: Path, name: str) -> PartDone | None:
    """What is noted of a part; None when it is not done."""
    file = done_file(out, name)
    if not file.exists():
        return None
    data = json.loads(file.read_text(encoding="utf-8"))
    for kind in ("decisions", "facts"):
        data[kind] = {version: OutFile(**one) for version, one in data[kind].items()}
    data["without"] = tuple(data["without"]) if data["without"] else None
    return PartDone(**data)


def assess_part(job: Job, manifest: Manifest, part: Part, sample: list[int]) -> PartDone:
    """Decide about everybody in the part, explain again who is close or drawn, and note that it is done.

    Raises BadPopulation, and Disagreement on a single difference; then nothing of this part is left behind.
    """
    clock = _Clock()
    with open_part(manifest, part) as connection:
        clock.tick("open")
        compiled = job.compiled()
        written = _Written(job.out, part.name)
        try:
            done = _decide(job, compiled, connection, part, written, sample, clock)
        except BaseException:
            written.take_back()
            raise
        written.publish()
        write_whole(done_file(job.out, part.name), json.dumps(_plain(done), indent=1))
    return done


def _decide(
    job: Job,
    compiled: CompiledNorm,
    connection: duckdb.DuckDBPyConnection,
    part: Part,
    written: _Written,
    sample: list[int],
    clock: _Clock,
) -> PartDone:
    connection.execute(
        f"CREATE TEMP TABLE versions AS SELECT version, w_start, stored_end FROM ({compiled.base_sql})"
    )
    present = {row[0] for row in connection.execute("SELECT DISTINCT version FROM versions").fetchall()}
    decisions: dict[str, OutFile] = {}
    facts: dict[str, OutFile] = {}
    outcomes: dict[str, dict[str, int]] = {}
    short: dict[str, dict[str, int]] = {}
    files: dict[str, tuple[CompiledVersion, Path]] = {}
    for index, version in enumerate(compiled.versions):
        if index not in present:
            continue
        name = version.since.isoformat()
        decided = stored_sql(version, job.on, version.people_sql)
        decisions[name] = written.copy(connection, "decisions", name, decided)
        here = written.beside("decisions", name)
        files[name] = (version, here)
        outcomes[name], short[name] = _counted(connection, version, here)
        if job.facts:
            told = f"SELECT * FROM ({version.facts_sql}) ORDER BY person, fact, requirement"
            facts[name] = written.copy(connection, "facts", name, told)
    if -1 in present:
        nobody = without_sql(compiled, job.on)
        decisions[NO_VERSION] = written.copy(connection, "decisions", NO_VERSION, nobody)
        outcomes[NO_VERSION] = {"1": decisions[NO_VERSION].rows}
    clock.tick("decide")
    close = _close(connection, files, sample)
    norm = job.the_norm()
    fact_files = {name: written.beside("facts", name) for name in facts}
    found = differences_about(norm, job.on, connection, close, files, fact_files)
    if found:
        raise Disagreement(found)
    clock.tick("explain")
    return PartDone(
        part.name, part.people, part.sha256, decisions, facts, outcomes, short, _without(compiled, connection),
        len(close), clock.seconds,
    )  # fmt: skip


def _counted(
    connection: duckdb.DuckDBPyConnection, version: CompiledVersion, file: Path
) -> tuple[dict[str, int], dict[str, int]]:
    source = f"read_parquet('{_quoted(file)}')"
    rows = connection.execute(
        f"SELECT outcome, count(*) FROM {source} GROUP BY outcome ORDER BY outcome"
    ).fetchall()
    ids = version.requirements
    unmet = ", ".join(f'count(*) FILTER ("{one}" = 0)' for one in ids)
    counts = connection.execute(f"SELECT {unmet} FROM {source}").fetchone() or ()
    return {str(outcome): count for outcome, count in rows}, dict(zip(ids, counts, strict=True))


def _close(
    connection: duckdb.DuckDBPyConnection,
    files: Mapping[str, tuple[CompiledVersion, Path]],
    sample: list[int],
) -> list[int]:
    """Everybody within one unit of a threshold, and those who were drawn."""
    close: set[int] = set()
    for version, file in files.values():
        rows = connection.execute(
            near_sql(version, f"SELECT * FROM read_parquet('{_quoted(file)}')")
        ).fetchall()
        close.update(row[0] for row in rows)
    if sample:
        numbers = [
            row[0] for row in connection.execute("SELECT person FROM people ORDER BY person").fetchall()
        ]
        close.update(numbers[place] for place in sample)
    return sorted(close)


def _without(compiled: CompiledNorm, connection: duckdb.DuckDBPyConnection) -> tuple[str, str] | None:
    clock = compiled.clock
    row = connection.execute(f"SELECT min({clock}), max({clock}) FROM versions WHERE version = -1").fetchone()
    return (row[0].isoformat(), row[1].isoformat()) if row is not None and row[0] is not None else None


class _Clock:
    """Seconds of each stage, for the receipt."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def tick(self, stage: str) -> None:
        """This stage ends now."""
        now = time.perf_counter()
        self.seconds[stage] = round(now - self._last, 4)
        self._last = now


class _Written:
    """The files of one part: beside their place until all are there."""

    def __init__(self, out: Path, part: str) -> None:
        self.out, self.part = out, part
        self._files: list[tuple[Path, Path]] = []

    def beside(self, kind: str, version: str) -> Path:
        """Where the file stands until it is published."""
        return self._place(kind, version).with_suffix(f".{os.getpid()}")

    def _place(self, kind: str, version: str) -> Path:
        return self.out / kind / f"version={version}" / f"{self.part}.parquet"

    def copy(self, connection: duckdb.DuckDBPyConnection, kind: str, version: str, sql: str) -> OutFile:
        """Write the rows of the SQL."""
        place, beside = self._place(kind, version), self.beside(kind, version)
        place.parent.mkdir(parents=True, exist_ok=True)
        self._files.append((beside, place))
        row = connection.execute(
            f"COPY ({sql}) TO '{_quoted(beside)}' (FORMAT parquet, COMPRESSION zstd)"
        ).fetchone()
        assert row is not None
        return OutFile(str(place.relative_to(self.out)), int(row[0]), sha256_of(beside))

    def publish(self) -> None:
        """All files are whole: they take their places."""
        for beside, place in self._files:
            beside.replace(place)

    def take_back(self) -> None:
        """Nothing of this part stays."""
        for beside, _ in self._files:
            beside.unlink(missing_ok=True)


def _plain(done: PartDone) -> dict[str, Any]:
    return asdict(done)


def all_done(out: Path, manifest: Manifest) -> Iterator[PartDone]:
    """What is noted of the parts that are done, in order."""
    for part in manifest.parts:
        done = read_done(out, part.name)
        if done is not None:
            yield done


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
