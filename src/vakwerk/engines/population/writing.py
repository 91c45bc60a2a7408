"""Writes a population part by part: every file whole or not at all; `population.json` only when all are there."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from vakwerk import __version__
from vakwerk.core.norms.compile import LAYOUT
from vakwerk.engines.population.folder import (
    MANIFEST,
    Manifest,
    Part,
    TableFile,
    manifest_text,
    part_data,
    part_from,
    part_name,
    sha256_of,
    table_file,
    write_whole,
)

UNFINISHED = ".unfinished.json"
ROWS_IN_A_GROUP = 122_880


class FolderInUse(ValueError):
    """The folder already holds something else than what is about to be written."""


class PopulationWriter:
    """Adds parts to a folder. What was finished under the same `origin` is kept when the writing goes on later."""

    def __init__(self, folder: Path, *, made_on: str, origin: Mapping[str, Any], resume: bool = True) -> None:
        """Begin, or go on where a writer with the same origin stopped.

        Raises FolderInUse when the folder holds a finished population or, with another origin, an unfinished one.
        """
        self.folder, self.made_on, self.origin = folder, made_on, dict(origin)
        self._parts: dict[str, Part] = {}
        if (folder / MANIFEST).exists():
            raise FolderInUse(
                f"{folder} already holds a population; choose another folder or remove this one"
            )
        if (folder / UNFINISHED).exists():
            kept = _unfinished(folder / UNFINISHED)
            if kept["origin"] != json.loads(json.dumps(self.origin)):
                raise FolderInUse(
                    f"{folder} holds an unfinished population of another origin; choose another folder"
                )
            if resume:
                self._parts = {one["name"]: part_from(one) for one in kept["parts"]}
            self._remove_strays()
        elif folder.exists() and any(folder.iterdir()):
            raise FolderInUse(f"{folder} is not empty; choose another folder")
        for table in LAYOUT:
            (folder / table).mkdir(parents=True, exist_ok=True)
        self._keep()

    def _remove_strays(self) -> None:
        """Files of a part that was not finished, or of a write that is not gone on with, do not stay behind."""
        for table in LAYOUT:
            for file in (self.folder / table).glob("part-*"):
                if file.name.removesuffix(".parquet") not in self._parts:
                    file.unlink()

    def finished(self, number: int) -> bool:
        """Whether the part of this number is already there."""
        return part_name(number) in self._parts

    @property
    def people(self) -> int:
        """How many people are in the finished parts."""
        return sum(part.people for part in self._parts.values())

    def write_part(self, number: int, connection: duckdb.DuckDBPyConnection) -> Part:
        """Write the tables (or views) of `LAYOUT` in this connection as one part, sorted by person and then by fact.

        Equal rows give equal files, however many threads write them: the order leaves nothing open.
        """
        name = part_name(number)
        tables = {}
        for table, columns in LAYOUT.items():
            target = table_file(self.folder, name, table)
            beside = target.with_suffix(f".{os.getpid()}")
            listed = ", ".join(
                f'CAST("{column}" AS {kind}) AS "{column}"' for column, kind in columns.items()
            )
            connection.execute(
                f"COPY (SELECT {listed} FROM {table} ORDER BY {_order(table)}) TO '{_quoted(beside)}' "
                f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_IN_A_GROUP})"
            )
            rows = _one(connection, f"SELECT count(*) FROM {table}")
            tables[table] = TableFile(rows, beside.stat().st_size, sha256_of(beside))
            beside.replace(target)
        people = _one(connection, "SELECT count(*) FROM people")
        first = _one(connection, "SELECT coalesce(min(person), 0) FROM people")
        last = _one(connection, "SELECT coalesce(max(person), 0) FROM people")
        self._parts[name] = Part(name, people, first, last, tables)
        self._keep()
        return self._parts[name]

    def finish(self) -> Manifest:
        """All parts are there: from now on the folder holds a population."""
        parts = tuple(self._parts[name] for name in sorted(self._parts))
        made = Manifest(self.folder, self.made_on, f"vakwerk {__version__}", self.origin, parts)
        write_whole(self.folder / MANIFEST, manifest_text(made))
        (self.folder / UNFINISHED).unlink()
        return made

    def _keep(self) -> None:
        kept = {"origin": self.origin, "parts": [part_data(part) for part in self._parts.values()]}
        write_whole(self.folder / UNFINISHED, json.dumps(kept))


def _unfinished(file: Path) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        [part_from(one) for one in kept["parts"]]
        kept["origin"].items()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FolderInUse(f"{file} can not be read ({error}); remove the folder or choose another") from error
    return kept


def _order(table: str) -> str:
    return "person, fact" if "fact" in LAYOUT[table] else "person" if table == "people" else "ALL"


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    assert row is not None
    return int(row[0])


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
