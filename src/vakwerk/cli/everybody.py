"""The commands for everybody at once: `population`, `assess-all`, `run` and `what-if`.

Only what they are asked stands here. What they do is imported when one of them is given, for the engines take longer to
load than a single assessment takes.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from vakwerk.cli import given
from vakwerk.core.norms.changes import Change, ChangeRefused, read_change

NORM = "skj-jeugd-en-gezinsprofessional"
MOST_PEOPLE = 50_000_000
GROUPS = ("profession", "level", "part_time", "region", "age")
"""By what a what-if can be split; those of `engines.what_if` (a test compares them)."""
SMALLEST_CELL = 10


def add_commands(commands: given.Commands) -> None:
    """All four."""
    _add_population(commands)
    _add_assess_all(commands)
    _add_run(commands)
    _add_what_if(commands)


def _later(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    def run(options: argparse.Namespace) -> int:
        found: Callable[[argparse.Namespace], int] = getattr(import_module(f"vakwerk.cli.{module}"), function)
        return found(options)

    return run


def _add_population(commands: given.Commands) -> None:
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
    made.set_defaults(run=_later("population", "generate"))
    written = under.add_parser("write", help="everybody with a dossier in the database")
    written.add_argument("--out", required=True, type=Path, help="an empty or new folder")
    written.add_argument("--part-size", type=_number, default=20_000, help="people in one part (20000)")
    written.set_defaults(run=_later("population", "write"))
    for name, what in (
        ("show", "what a population says of itself"),
        ("check", "every fault of every part (exit 1)"),
    ):
        one = under.add_parser(name, help=what)
        one.add_argument("folder", type=Path)
        one.set_defaults(run=_later("population", name))


def _add_assess_all(commands: given.Commands) -> None:
    everybody = commands.add_parser("assess-all", help="everybody in a population under one norm on one date")
    everybody.add_argument("--population", required=True, type=Path, help="a folder of `vakwerk population`")
    everybody.add_argument("--norm", required=True, help="the id of a shipped norm, or a norm file")
    everybody.add_argument("--on", required=True, type=given.day, help="the date, YYYY-MM-DD")
    everybody.add_argument(
        "--out", required=True, type=Path, help="a new folder; or an unfinished one, to go on"
    )
    everybody.add_argument(
        "--change", action="append", default=[], type=_change, help="as `reflection.at_least=40 hours`"
    )
    everybody.add_argument("--facts", action="store_true", help="also where every fact counts, or why not")
    everybody.add_argument("--index", action="store_true", help="also an index for what-if on what counts")
    where = everybody.add_mutually_exclusive_group()
    where.add_argument("--workers", type=_workers, default=1, help="processes on this machine (1)")
    where.add_argument("--scheduler", help="the address of a Dask scheduler, to use other machines")
    everybody.set_defaults(run=_later("bulk", "assess_all"))


def _add_run(commands: given.Commands) -> None:
    run = commands.add_parser("run", help="look at a finished assess-all").add_subparsers(
        required=True, metavar="show|check|receipt|repeat"
    )
    show = run.add_parser("show", help="the summary")
    check = run.add_parser("check", help="whether its files are still those of its receipt (exit 1)")
    receipt = run.add_parser("receipt", help="the receipt of one person, from which it can be repeated")
    for one, name in ((show, "show"), (check, "check"), (receipt, "receipt")):
        one.add_argument("folder", type=Path)
        one.set_defaults(run=_later("bulk", name))
    receipt.add_argument("--population", required=True, type=Path)
    receipt.add_argument("--person", required=True, type=int, help="the number in the population")
    again = run.add_parser(
        "repeat", help="assess again from a receipt, and say whether it is the same (exit 1)"
    )
    again.add_argument("receipt", type=Path)
    again.set_defaults(run=_later("bulk", "repeat"))


def _add_what_if(commands: given.Commands) -> None:
    what = commands.add_parser("what-if", help="who would pass if the norm were different")
    what.add_argument(
        "--run", dest="of", required=True, type=Path, help="the folder of a finished `assess-all`"
    )
    what.add_argument("--norm", help="another norm, by id or file (without: the norm of the run)")
    what.add_argument(
        "--change",
        action="append",
        default=[],
        type=_change,
        help="as `reflection.at_least=40 hours`; may be repeated",
    )
    what.add_argument(
        "--by", action="append", default=[], choices=GROUPS, help="also per group; may be repeated"
    )
    what.add_argument("--held", action="store_true", help="only people who are under the norm")
    what.add_argument(
        "--smallest-cell", type=int, default=SMALLEST_CELL, help=f"hold back fewer people ({SMALLEST_CELL})"
    )
    what.add_argument("--csv", action="store_true", help="as a table for a spreadsheet")
    what.set_defaults(run=_later("what_if", "what_if"))


def _number(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= MOST_PEOPLE:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 to {MOST_PEOPLE}")
    return number


def _workers(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= 256:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 to 256")
    return number


def _change(text: str) -> Change:
    try:
        return read_change(text)
    except ChangeRefused as error:
        raise argparse.ArgumentTypeError(str(error)) from error
