"""Runs a compiled norm over the people in a DuckDB connection. The rule is in the SQL; nothing is decided here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from vakwerk.core.norms.compile import CompiledNorm


@dataclass(frozen=True, slots=True)
class PersonResult:
    """What the SQL says of one person. `requirements`: id → (outcome, low, high, need), outcome as Kleene's integer."""

    person: int
    outcome: int
    version: date | None
    window_start: date | None
    window_end: date | None
    remedy_until: date | None
    requirements: dict[str, tuple[int, int, int, int | None]]


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact under one requirement: step −1 when it counts, else the step that refused it."""

    person: int
    fact: str
    requirement: str
    step: int
    low: int
    high: int


def run(connection: duckdb.DuckDBPyConnection, compiled: CompiledNorm) -> list[PersonResult]:
    """Every person's result, by person number."""
    results: list[PersonResult] = []
    for version in compiled.versions:
        cursor = connection.execute(version.people_sql)
        names = [column[0] for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        results += [_person(row, version.since, version.requirements) for row in rows]
    without = connection.execute(compiled.without_version_sql).fetchall()
    results += [PersonResult(person, 1, None, None, None, None, {}) for (person,) in without]
    return sorted(results, key=lambda result: result.person)


def _person(row: dict[str, Any], version: date, requirements: tuple[str, ...]) -> PersonResult:
    found = {
        name: (row[f"v{k}"], row[f"low_of_{k}"], row[f"high_of_{k}"], row[f"need_of_{k}"])
        for k, name in enumerate(requirements)
    }
    return PersonResult(
        row["person"], row["outcome"], version, row["w_start"], row["w_end"], row["remedy_until"], found
    )


def run_facts(connection: duckdb.DuckDBPyConnection, compiled: CompiledNorm) -> list[FactRow]:
    """Every fact's story, per person, fact and requirement."""
    rows: list[FactRow] = []
    for version in compiled.versions:
        rows += [FactRow(*row) for row in connection.execute(version.facts_sql).fetchall()]
    return sorted(rows, key=lambda row: (row.person, row.fact, row.requirement))
