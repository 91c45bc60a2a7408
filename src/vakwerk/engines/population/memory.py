"""Facts of many people as DuckDB tables in the layout that compiled norms read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from vakwerk.core.dossier import Dossier
from vakwerk.core.norms.compile import LAYOUT, rows_of
from vakwerk.core.norms.compile.tables import About, plain

BATCH_ROWS = 50_000


def connect(threads: int = 1) -> duckdb.DuckDBPyConnection:
    """An in-memory database with empty tables. It loads no extensions and reaches no network."""
    connection = duckdb.connect(":memory:", config={"threads": threads})
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
    if not rows:
        return 0
    shape = json.dumps([dict(LAYOUT[table])])
    text = json.dumps([{name: plain(value) for name, value in row.items()} for row in rows])
    connection.execute(
        f"INSERT INTO {table} SELECT unnest(from_json(CAST(? AS JSON), '{shape}'), recursive := TRUE)", [text]
    )
    return len(rows)


def clear(connection: duckdb.DuckDBPyConnection) -> None:
    """Empty every table."""
    for table in LAYOUT:
        connection.execute(f"DELETE FROM {table}")
