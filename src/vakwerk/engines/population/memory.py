"""Facts of many people as DuckDB tables in the layout that compiled norms read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import duckdb
import numpy as np

from vakwerk.core.dossier import Dossier
from vakwerk.core.norms.compile import LAYOUT, rows_of
from vakwerk.core.norms.compile.tables import About

BATCH_ROWS = 50_000
NONE = -(2**31)
"""A number or day that is not known, on its way to the database."""
EPOCH = date(1970, 1, 1).toordinal()


def connect(threads: int = 1) -> duckdb.DuckDBPyConnection:
    """An in-memory database with empty tables. It loads no extensions and reaches no network."""
    connection = duckdb.connect(":memory:", config={"threads": threads})
    connection.execute("SET enable_progress_bar = false")  # how far it is, is told by who asked
    for table, columns in LAYOUT.items():
        listed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        connection.execute(f"CREATE TABLE {table} ({listed})")
    return connection


def load(
    connection: duckdb.DuckDBPyConnection,
    dossiers: Iterable[tuple[int, Dossier] | tuple[int, Dossier, About]],
) -> int:
    """Add the dossiers under their numbers, with what else is known of each; returns how many rows were written."""
    waiting: dict[str, list[dict[str, Any]]] = {name: [] for name in LAYOUT}
    written = 0
    for one in dossiers:
        for table, rows in rows_of(*one).items():
            waiting[table].extend(rows)
            if len(waiting[table]) >= BATCH_ROWS:
                written += _write(connection, table, waiting[table])
                waiting[table] = []
    return written + sum(_write(connection, table, rows) for table, rows in waiting.items())


def _write(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[dict[str, Any]]) -> int:
    """By column: words as they are, days as numbers since 1970, what is unknown as a number that nothing can be."""
    if not rows:
        return 0
    columns = {name: _column(kind, [row[name] for row in rows]) for name, kind in LAYOUT[table].items()}
    read = ", ".join(_read(name, kind) for name, kind in LAYOUT[table].items())
    connection.register("waiting_rows", columns)
    connection.execute(f"INSERT INTO {table} SELECT {read} FROM waiting_rows")
    connection.unregister("waiting_rows")
    return len(rows)


def _column(kind: str, values: list[Any]) -> np.ndarray[Any, Any]:
    if kind == "VARCHAR":
        return np.array(values, dtype=object)
    if kind == "DATE":
        return np.array([NONE if day is None else day.toordinal() - EPOCH for day in values], dtype=np.int64)
    if kind == "BOOLEAN":
        return np.array(values, dtype=bool)
    return np.array([NONE if value is None else value for value in values], dtype=np.int64)


def _read(name: str, kind: str) -> str:
    if kind == "DATE":
        return f"CASE WHEN {name} <> {NONE} THEN DATE '1970-01-01' + CAST({name} AS INTEGER) END"
    return name if kind in ("VARCHAR", "BOOLEAN") else f"nullif({name}, {NONE})"


def clear(connection: duckdb.DuckDBPyConnection) -> None:
    """Empty every table."""
    for table in LAYOUT:
        connection.execute(f"DELETE FROM {table}")
