"""The folder of a population: `population.json` says which parts there are, and what every file of them hashes to.

DIR/population.json
DIR/people/part-00000.parquet        one folder a table of `LAYOUT`, one file a part
DIR/activities/part-00000.parquet    a person's facts stand in the part of that number, sorted by person
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vakwerk.core.norms.compile import LAYOUT
from vakwerk.engines.population.faults import BadPopulation, PopulationFault

FORMAT = 1
MANIFEST = "population.json"
CHUNK = 1 << 20
PART_NAME = re.compile(r"part-[0-9]{5,9}")
ANEW = "write the population anew"


@dataclass(frozen=True, slots=True)
class TableFile:
    """One table of one part: rows, bytes, and the SHA-256 of the file."""

    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Part:
    """People `first` to `last` (their numbers, both included) with all of their facts."""

    name: str
    people: int
    first: int
    last: int
    tables: Mapping[str, TableFile]

    @property
    def sha256(self) -> str:
        """One hash for the part: of its tables' names and hashes."""
        listed = "\n".join(f"{table} {file.sha256}" for table, file in sorted(self.tables.items()))
        return hashlib.sha256(listed.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `population.json` says. `origin` tells where the people come from, `made_by` by which program."""

    folder: Path
    made_on: str
    made_by: str
    origin: Mapping[str, Any]
    parts: tuple[Part, ...]

    @property
    def people(self) -> int:
        """How many people."""
        return sum(part.people for part in self.parts)

    def rows(self, table: str) -> int:
        """How many rows a table has."""
        return sum(part.tables[table].rows for part in self.parts)

    @property
    def facts(self) -> int:
        """How many facts of all kinds."""
        return sum(self.rows(table) for table in LAYOUT if table != "people")

    @property
    def sha256(self) -> str:
        """One hash for the whole: of its parts in order."""
        listed = "\n".join(f"{part.name} {part.sha256}" for part in self.parts)
        return hashlib.sha256(listed.encode()).hexdigest()

    def file(self, part: Part, table: str) -> Path:
        """Where a table of a part stands."""
        return table_file(self.folder, part.name, table)


def table_file(folder: Path, part: str, table: str) -> Path:
    """Where a table of a part stands in a population's folder."""
    return folder / table / f"{part}.parquet"


def part_name(number: int) -> str:
    """The name of a part by its number from 0."""
    return f"part-{number:05d}"


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    found = hashlib.sha256()
    with file.open("rb") as stream:
        while piece := stream.read(CHUNK):
            found.update(piece)
    return found.hexdigest()


def write_whole(file: Path, text: str) -> None:
    """Writes a text file whole or not at all, also when the power goes."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    with beside.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(file)


def manifest_text(manifest: Manifest) -> str:
    """The text of `population.json`."""
    data = {
        "format": FORMAT,
        "made_on": manifest.made_on,
        "made_by": manifest.made_by,
        "origin": dict(manifest.origin),
        "people": manifest.people,
        "facts": manifest.facts,
        "parts": [part_data(part) for part in manifest.parts],
    }
    return json.dumps(data, indent=1, ensure_ascii=False)


def part_data(part: Part) -> dict[str, Any]:
    """A part as plain data."""
    tables = {name: asdict(file) for name, file in part.tables.items()}
    return {
        "name": part.name,
        "people": part.people,
        "first": part.first,
        "last": part.last,
        "tables": tables,
    }


def part_from(data: Mapping[str, Any]) -> Part:
    """A part from plain data. Raises KeyError or TypeError when something is missing."""
    tables = {str(name): TableFile(**file) for name, file in data["tables"].items()}
    return Part(str(data["name"]), int(data["people"]), int(data["first"]), int(data["last"]), tables)


def read_manifest(folder: Path) -> Manifest:
    """What the population in this folder says of itself. Raises BadPopulation with every fault found.

    Checked here: that it is there and whole, that every file it names exists and no two parts share people. What is in
    the files is checked when a part is opened.
    """
    file = folder / MANIFEST
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        unfinished = any(folder.glob(".unfinished.json"))
        do = (
            "run the same command again: made-up people go on where it stopped, the database starts over"
            if unfinished
            else "is this the folder?"
        )
        what = "writing this population was not finished" if unfinished else "there is no population here"
        raise BadPopulation([PopulationFault(str(file), "no-manifest", what, do)]) from None
    except (OSError, ValueError) as error:
        raise BadPopulation(
            [
                PopulationFault(
                    str(file),
                    "manifest-unreadable",
                    f"can not be read ({error})",
                    "put it back, or write it anew",
                )
            ]
        ) from error
    if isinstance(data, dict) and data.get("format", FORMAT) != FORMAT:
        what = f"has format {data['format']}; this program reads format {FORMAT}"
        raise BadPopulation([PopulationFault(str(file), "other-format", what, "write it anew")])
    try:
        if data["format"] != FORMAT or not isinstance(data["origin"], dict):
            raise TypeError("where the people come from ('origin')")
        parts = tuple(part_from(one) for one in data["parts"])
        manifest = Manifest(folder, str(data["made_on"]), str(data["made_by"]), data["origin"], parts)
    except (KeyError, TypeError, ValueError) as error:
        what = f"does not say what it should ({error})"
        raise BadPopulation(
            [
                PopulationFault(
                    str(file), "manifest-unreadable", what, "put the right file back, or write it anew"
                )
            ]
        ) from error
    faults = _faults_in(manifest)
    if faults:
        raise BadPopulation(faults)
    return manifest


def _faults_in(manifest: Manifest) -> list[PopulationFault]:
    faults = []
    for part in manifest.parts:
        if not PART_NAME.fullmatch(part.name):
            what = f"'{part.name}' is no name of a part; parts are called part-00000, part-00001 …"
            faults.append(PopulationFault(MANIFEST, "part-name", what))
            continue
        listed = part.tables.get("people")
        if listed is not None and listed.rows != part.people:
            what = f"{part.name} has {part.people} people, and {listed.rows} rows of people"
            faults.append(PopulationFault(MANIFEST, "people", what, ANEW))
        for table in LAYOUT:
            where = f"{table}/{part.name}.parquet"
            if table not in part.tables:
                faults.append(
                    PopulationFault(MANIFEST, "table-missing", f"{part.name} names no '{table}'", ANEW)
                )
            elif not manifest.file(part, table).is_file():
                faults.append(
                    PopulationFault(
                        where, "file-missing", "is missing", "put it back or write the population anew"
                    )
                )
    reached: Part | None = None
    for part in sorted(manifest.parts, key=lambda one: one.first):
        if reached is not None and part.first <= reached.last:
            what = f"{part.name} and {reached.name} both hold people {part.first} to {min(part.last, reached.last)}"
            faults.append(PopulationFault(MANIFEST, "parts-overlap", what, ANEW))
        reached = part
    if len({part.name for part in manifest.parts}) < len(manifest.parts):
        faults.append(PopulationFault(MANIFEST, "parts-overlap", "two parts have the same name", ANEW))
    if not manifest.parts:
        faults.append(
            PopulationFault(
                MANIFEST, "no-parts", "holds nobody", "write it from a database with dossiers in it"
            )
        )
    return faults
