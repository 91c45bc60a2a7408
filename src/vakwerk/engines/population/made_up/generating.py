"""Makes a population part by part, each written before the next is begun; what was finished is kept for a next time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from vakwerk.core.dossier import Dossier
from vakwerk.core.norms.compile import LAYOUT
from vakwerk.core.norms.library import Library
from vakwerk.core.norms.model import Norm
from vakwerk.engines.population.folder import Manifest
from vakwerk.engines.population.made_up import columns
from vakwerk.engines.population.made_up.boundaries import boundary_people
from vakwerk.engines.population.made_up.learned import activities_table
from vakwerk.engines.population.made_up.persons import people_table, persons_of, recognitions_table
from vakwerk.engines.population.made_up.shape import stated
from vakwerk.engines.population.made_up.standing import standing_tables
from vakwerk.engines.population.made_up.told import told_people
from vakwerk.engines.population.made_up.world import BLOCK, World, world_of
from vakwerk.engines.population.memory import connect, load
from vakwerk.engines.population.writing import PopulationWriter

PART_SIZE = 20_000
MEMORY = "400MB"
THREADS = 2
"""Threads with which DuckDB writes a part."""

Progress = Callable[[int, int], None]
"""Told after every part: how many people are written, of how many."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What population is wanted. `mean_activities` None: what `stated.yaml` says."""

    people: int
    seed: int
    on: date
    norm: Norm
    library: Library
    part_size: int = PART_SIZE
    mean_activities: float | None = None

    @property
    def mean(self) -> float:
        """Activities a person on average."""
        return float(stated()["activities"]["mean"]) if self.mean_activities is None else self.mean_activities

    def origin(self) -> dict[str, Any]:
        """What a population says of itself: from this it can be made again."""
        return {
            "kind": "made-up",
            "people": self.people,
            "seed": self.seed,
            "on": self.on.isoformat(),
            "norm": self.norm.id,
            "part_size": self.part_size,
            "mean_activities": self.mean,
        }


def generate(wish: Wish, folder: Path, *, made_on: date, progress: Progress | None = None) -> Manifest:
    """Write the population that is wished for; goes on where an earlier run of the same wish stopped.

    Everybody is made from the seed and their own number alone: person 17 is the same among thirty as among a million
    (of the same norm, date and mean). Raises FolderInUse.
    """
    writer = PopulationWriter(folder, made_on=made_on.isoformat(), origin=wish.origin())
    first_people = [*told_people(wish.library), *boundary_people(wish.norm, wish.on)][: wish.people]
    numbers = range((wish.people + wish.part_size - 1) // wish.part_size)
    todo = [number for number in numbers if not writer.finished(number)]
    with ThreadPoolExecutor(1) as pool:
        writing: Future[Any] | None = None
        for number in todo:
            # One part is drawn while the one before it is written: two cores, two parts in memory, never more.
            made = _part(wish, number)
            if writing is not None:
                writing.result()
                if progress is not None:
                    progress(writer.people, wish.people)
            writing = pool.submit(_write, writer, number, made, _in_part(first_people, wish, number))
        if writing is not None:
            writing.result()
        if progress is not None:
            progress(writer.people, wish.people)
    return writer.finish()


@dataclass(frozen=True, slots=True)
class _Made:
    world: World
    tables: dict[str, columns.Table]


def _part(wish: Wish, number: int) -> _Made:
    """The tables of one part. The words are numbered afresh in every part, so that no part depends on another."""
    world = world_of(wish.norm, on=wish.on, seed=wish.seed, mean=wish.mean, others=tuple(wish.library))
    first = number * wish.part_size
    last = min(first + wish.part_size, wish.people) - 1
    blocks: dict[str, list[columns.Table]] = {table: [] for table in LAYOUT}
    for block in range(first // BLOCK, last // BLOCK + 1):
        persons = persons_of(world, block)
        made = {
            "people": people_table(world, persons),
            "recognitions": recognitions_table(world, persons),
            "activities": activities_table(world, persons),
            **standing_tables(world, persons),
        }
        for table, columns_ in made.items():
            blocks[table].append(columns.between(columns_, first, last))
    tables = {}
    for table in LAYOUT:
        tables[table] = columns.joined(blocks.pop(table))
    return _Made(world, tables)


def _in_part(people: list[Dossier], wish: Wish, number: int) -> list[tuple[int, Dossier]]:
    first = number * wish.part_size
    return list(enumerate(people))[first : first + wish.part_size]


def _write(writer: PopulationWriter, number: int, made: _Made, told: list[tuple[int, Dossier]]) -> None:
    """One part to its files: those who are told of take the place of the made-up people of their number."""
    with connect(threads=THREADS) as connection:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        load(connection, told)
        for table in LAYOUT:
            connection.execute(f"ALTER TABLE {table} RENAME TO told_{table}")
        after = told[-1][0] if told else -1
        for table in LAYOUT:
            columns.register(connection, f"made_{table}", made.tables[table])
            read = columns.select(table, made.world.words, f"made_{table}")
            connection.execute(
                f"CREATE TEMP VIEW {table} AS SELECT * FROM told_{table} UNION ALL {read} WHERE person > {after}"
                if told
                else f"CREATE TEMP VIEW {table} AS {read}"
            )
        writer.write_part(number, connection)
