"""Opens one part of a population as views that a compiled norm reads, and takes single dossiers out of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import duckdb

from vakwerk.core.dossier import Dossier
from vakwerk.core.norms.compile import LAYOUT
from vakwerk.core.norms.compile.tables import dossier_of
from vakwerk.engines.population.checking import ANEW, check_contents, check_files
from vakwerk.engines.population.faults import BadPopulation, PopulationFault
from vakwerk.engines.population.folder import Manifest, Part

MEMORY = "400MB"
"""What one worker may use for one part before it writes to disk."""


def open_part(
    manifest: Manifest, part: Part, *, threads: int = 1, memory: str = MEMORY, check: bool = True
) -> duckdb.DuckDBPyConnection:
    """A connection in which every table of `LAYOUT` is a view on this part's files.

    Raises BadPopulation with every fault found in the files: other hash, not Parquet, other columns, facts of unknown
    people, people twice, dates outside the calendar, numbers that can not be.
    """
    if check:
        faults = check_files(manifest, part)
        if faults:
            raise BadPopulation(faults)
    connection = duckdb.connect(":memory:", config={"threads": threads, "memory_limit": memory})
    connection.execute("SET enable_progress_bar = false")
    try:
        for table in LAYOUT:
            file = str(manifest.file(part, table)).replace("'", "''")
            connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{file}')")
        faults = check_contents(connection, manifest, part) if check else []
    except duckdb.Error as error:
        connection.close()
        found = check_files(manifest, part, readable=True)
        what = f"can not be opened ({str(error).splitlines()[0]})"
        raise BadPopulation(found or [PopulationFault(part.name, "unreadable", what, ANEW)]) from error
    if faults:
        connection.close()
        raise BadPopulation(faults)
    return connection


def dossiers_in(
    connection: duckdb.DuckDBPyConnection, people: Sequence[int]
) -> Iterator[tuple[int, Dossier]]:
    """The dossiers of these numbers, each with its number, in order; who is not there is left out."""
    wanted = sorted(set(people))
    rows: dict[int, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: {table: [] for table in LAYOUT})
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE wanted AS SELECT unnest(?::BIGINT[]) AS person", [wanted]
    )
    for table in LAYOUT:
        cursor = connection.execute(f"SELECT t.* FROM {table} t SEMI JOIN wanted w ON w.person = t.person")
        names = [column[0] for column in cursor.description or ()]
        while batch := cursor.fetchmany(10_000):
            for values in batch:
                row = dict(zip(names, values, strict=True))
                rows[row["person"]][table].append(row)
    for person in wanted:
        if rows[person]["people"]:
            yield person, dossier_of(rows.pop(person))
