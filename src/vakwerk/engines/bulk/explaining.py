"""Explains people again, one by one, and says where the compiled norm said anything else. It may never say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from vakwerk.core.norms.assessment import Assessment, FactResult
from vakwerk.core.norms.compile import CompiledVersion
from vakwerk.core.norms.compile.measures import is_sum
from vakwerk.core.norms.evaluate import assess
from vakwerk.core.norms.model import Norm
from vakwerk.engines.population.reading import dossiers_in

AT_ONCE = 2000
Files = Mapping[str, tuple[CompiledVersion, Path]]
Row = Mapping[str, Any]


def differences_about(
    norm: Norm,
    on: date,
    connection: duckdb.DuckDBPyConnection,
    people: Sequence[int],
    files: Files,
    facts: Mapping[str, Path],
) -> list[str]:
    """Every difference, in words, between what is stored of these people and what `assess` says; empty when none."""
    found: list[str] = []
    for start in range(0, len(people), AT_ONCE):
        some = people[start : start + AT_ONCE]
        stored = dict(_stored(connection, some, files))
        stories = _stories(connection, some, facts)
        for person, dossier in dossiers_in(connection, some):
            said = assess(norm, dossier, on)
            version, row = stored.get(person, (None, {}))
            found += [f"person {person}: {one}" for one in _differs(said, version, row)]
            if facts and said.used is not None:
                explained = _told(said.facts)
                if explained != stories.get(person, []):
                    found.append(f"person {person}: another story of the facts")
    return found


def _stored(
    connection: duckdb.DuckDBPyConnection, people: Sequence[int], files: Files
) -> Iterator[tuple[int, tuple[CompiledVersion, Row]]]:
    for version, file in files.values():
        for row in _rows(connection, file, people, ""):
            yield row["person"], (version, row)


def _stories(
    connection: duckdb.DuckDBPyConnection, people: Sequence[int], facts: Mapping[str, Path]
) -> dict[int, list[tuple[str, str, int, int, int]]]:
    found: dict[int, list[tuple[str, str, int, int, int]]] = defaultdict(list)
    for file in facts.values():
        for row in _rows(connection, file, people, "ORDER BY fact, requirement, step"):
            found[row["person"]].append(
                (row["fact"], row["requirement"], row["step"], row["low"], row["high"])
            )
    return {person: sorted(rows) for person, rows in found.items()}


def _rows(
    connection: duckdb.DuckDBPyConnection, file: Path, people: Sequence[int], order: str
) -> Iterator[Row]:
    cursor = connection.execute(
        f"SELECT * FROM read_parquet(?) WHERE person IN (SELECT unnest(?::BIGINT[])) {order}",
        [str(file), list(people)],
    )
    names = [column[0] for column in cursor.description or ()]
    for values in cursor.fetchall():
        yield dict(zip(names, values, strict=True))


def _differs(said: Assessment, version: CompiledVersion | None, row: Row) -> list[str]:
    since = version.since if version is not None else None
    used = said.used.version.since if said.used is not None else None
    if since != used:
        return [f"explained under version {used}, compiled under {since}"]
    if version is None or said.window is None:
        return []
    pairs: list[tuple[str, Any, Any]] = [
        ("outcome", said.outcome.value, row["outcome"]),
        ("window", (said.window.start, said.window.end), (row["starts"], row["ends"])),
        (
            "remedy",
            said.remedy.until if said.remedy else None,
            row["remedy_until"] if row["outcome"] == 0 else None,
        ),
    ]
    for result in said.result.walk() if said.result else ():
        pairs.append((result.id, result.outcome.value, row[result.id]))
        if is_sum(result.requirement):
            mine = (result.low, result.high, result.need, result.short)
            theirs = tuple(row[f"{result.id}:{name}"] for name in ("have", "have_at_most", "need", "short"))
            pairs.append((f"{result.id} (numbers)", mine, theirs))
    return [f"{what}: explained {one}, compiled {other}" for what, one, other in pairs if one != other]


def _told(results: Sequence[FactResult]) -> list[tuple[str, str, int, int, int]]:
    rows = []
    for story in results:
        rows += [(story.fact, refusal.requirement, refusal.step, 0, 0) for refusal in story.refused]
        rows += [(story.fact, one.requirement, -1, one.low, one.high) for one in story.counted]
    return sorted(rows)
