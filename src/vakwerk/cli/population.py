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

NORM = "skj-jeugd-en-gezinsprofessional"
MOST_PEOPLE = 50_000_000


def add_commands(commands: given.Commands) -> None:
    """`population` with `generate`, `write`, `show` and `check`."""
    whole = commands.add_parser("population", help="facts of many people, as Parquet files by person")
    under = whole.add_subparsers(required=True, metavar="command")
    made = under.add_parser("generate", help="people who do not exist, with every edge of a norm among them")
    made.add_argument("--people", required=True, type=_number, help="how many")
    made.add_argument("--seed", type=int, default=1, help="equal seeds give equal people (1)")
    made.add_argument("--out", required=True, type=Path, help="an empty or new folder")
    made.add_argument("--on", type=given.day, help="the date around which their periods lie (today)")
    made.add_argument("--norm", default=NORM, help=f"the norm most of them are under ({NORM})")
    made.add_argument("--part-size", type=_number, default=20_000, help="people in one part (20000)")
    made.add_argument("--mean-activities", type=float, help="activities a person on average (70)")
    made.set_defaults(run=_generate)
    written = under.add_parser("write", help="everybody with a dossier in the database")
    written.add_argument("--out", required=True, type=Path, help="an empty or new folder")
    written.add_argument("--part-size", type=_number, default=20_000, help="people in one part (20000)")
    written.set_defaults(run=_write)
    for name, what, run in (
        ("show", "what a population says of itself", _show),
        ("check", "every fault of every part (exit 1)", _check),
    ):
        one = under.add_parser(name, help=what)
        one.add_argument("folder", type=Path)
        one.set_defaults(run=run)


def _number(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= MOST_PEOPLE:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 to {MOST_PEOPLE}")
    return number


def _generate(options: argparse.Namespace) -> int:
    from vakwerk.engines.population.made_up import Wish, generate

    library, norm = given.norm(options.norm)
    mean = options.mean_activities
    if mean is not None and not 0 <= mean <= 1000:
        raise given.Unusable("--mean-activities must lie between 0 and 1000")
    today = _today()
    wish = Wish(
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
        made = generate(wish, options.out, made_on=today, progress=told)
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


def _write(options: argparse.Namespace) -> int:
    return web.manage(["write_population", "--out", str(options.out), "--part-size", str(options.part_size)])


def _show(options: argparse.Namespace) -> int:
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


def _check(options: argparse.Namespace) -> int:
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
