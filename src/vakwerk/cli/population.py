"""`vakwerk population`: facts of many people as Parquet files; made up, written from the database, shown, checked."""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date, datetime
from pathlib import Path

import duckdb

from vakwerk.cli import given, web
from vakwerk.core.norms import Norm
from vakwerk.core.norms.compile import LAYOUT
from vakwerk.engines.population import BadPopulation, Manifest, open_part, read_manifest
from vakwerk.engines.population.checking import check_closely
from vakwerk.engines.population.writing import FolderInUse


def generate(options: argparse.Namespace) -> int:
    """`population generate`: people who do not exist."""
    from vakwerk.engines.population import made_up

    library, norm = given.norm(options.norm)
    mean = options.mean_activities
    if mean is not None and not 0 <= mean <= 1000:
        raise given.Unusable("--mean-activities must lie between 0 and 1000")
    today = _today()
    wish = made_up.Wish(
        people=options.people,
        seed=_seed(options.seed),
        on=options.on or today,
        norm=_in_force(norm, options.on or today),
        library=library,
        part_size=options.part_size,
        mean_activities=mean,
    )
    begun = time.monotonic()

    def told(done: int, of: int) -> None:
        print(f"  {done} of {of} people, {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)

    try:
        made = made_up.generate(wish, options.out, made_on=today, progress=told)
    except FolderInUse as error:
        raise given.Unusable(str(error)) from error
    except (OSError, duckdb.Error) as error:
        raise given.Unusable(
            f"{options.out}: can not be written ({error}); finished parts are kept"
        ) from error
    except KeyboardInterrupt:
        print("Stopped. Finished parts are kept: run the same command again, it goes on.", file=sys.stderr)
        return given.UNUSABLE
    print(f"{made.people} people with {made.facts} facts in {len(made.parts)} parts: {options.out}")
    return 0


def _today() -> date:
    # A command is not a request: the day is that of the machine it runs on.
    return datetime.now().astimezone().date()


def _seed(seed: int) -> int:
    if seed < 0:
        raise given.Unusable("--seed must not be below 0")
    return seed


def _in_force(norm: Norm, on: date) -> Norm:
    first = min(version.since for version in norm.versions)
    if on < first:
        raise given.Unusable(f"{norm.id} begins on {first}; choose --on after that")
    return norm


def write(options: argparse.Namespace) -> int:
    """`population write`: everybody with a dossier in the database."""
    return web.manage(["write_population", "--out", str(options.out), "--part-size", str(options.part_size)])


def show(options: argparse.Namespace) -> int:
    """`population show`: what it says of itself."""
    made = _manifest(options.folder)
    if made is None:
        return 1
    origin = ", ".join(f"{name} {value}" for name, value in made.origin.items())
    print(f"{made.people} people with {made.facts} facts in {len(made.parts)} parts")
    print(f"  made on {made.made_on} by {made.made_by}; {origin}")
    print(f"  sha256 {made.sha256}")
    for table in LAYOUT:
        size = sum(part.tables[table].bytes for part in made.parts)
        print(f"  {table:14}{made.rows(table):>14}{size / 1e6:>12.1f} MB")
    for part in made.parts:
        print(f"  {part.name}: people {part.first} to {part.last}")
    return 0


def check(options: argparse.Namespace) -> int:
    """`population check`: every fault; exit 1 when there is one."""
    made = _manifest(options.folder)
    if made is None:
        return 1
    wrong = 0
    for number, part in enumerate(made.parts, 1):
        try:
            with open_part(made, part) as opened:
                closely = check_closely(opened, part)
            if closely:
                raise BadPopulation(closely)
        except BadPopulation as error:
            wrong += len(error.faults)
            for fault in error.faults:
                print(fault)
        print(f"  {number} of {len(made.parts)} parts looked at", file=sys.stderr, flush=True)
    print(f"{made.people} people with {made.facts} facts, {wrong} faults")
    return 1 if wrong else 0


def _manifest(folder: Path) -> Manifest | None:
    try:
        return read_manifest(folder)
    except BadPopulation as error:
        for fault in error.faults:
            print(fault)
    return None
