"""`vakwerk what-if`: who would pass and who would not if the norm were different, over a finished assess-all."""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import replace

from vakwerk.cli import bulk, given
from vakwerk.core.norms import Norm
from vakwerk.core.norms.compile import NotCompilable
from vakwerk.engines.bulk import RunFault, read_run
from vakwerk.engines.population import BadPopulation
from vakwerk.engines.what_if import Cell, Comparison, Row, Shown, compare, shown
from vakwerk.engines.what_if.showing import CELLS

NAMES = {
    "stays_met": ("blijft het halen", "still met"), "falls_out": ("valt af", "falls out"),
    "comes_in": ("komt erbij", "comes in"), "becomes_unknown": ("wordt onduidelijk", "becomes unclear"),
    "stays_unknown": ("blijft onduidelijk", "stays unclear"), "stays_unmet": ("blijft het niet halen", "still not met"),
}  # fmt: skip


def what_if(options: argparse.Namespace) -> int:
    """`what-if`: the table of who passes, falls out, comes in, or can not be said."""
    if options.norm is None and not options.change:
        raise given.Unusable("say what would be different: --change or --norm")
    try:
        run = read_run(options.of)
        now = run.job.the_norm()
        then = bulk.changed_norm(_other(options.norm, now), options.change)
        found = compare(run, then, held_only=options.held, say=bulk.parts_said("facts"))
    except (RunFault, BadPopulation, NotCompilable) as error:
        raise given.Unusable(str(error)) from error
    tables = [shown(found.grouped, group, smallest=options.smallest_cell) for group in options.by or [None]]
    if options.csv:
        _write_csv(tables)
    else:
        _tell(found, tables, options.language)
    return 0


def _other(norm: str | None, now: Norm) -> Norm:
    """The norm to compare with. Another norm is laid over the periods people have under the norm of the run."""
    if norm is None:
        return now
    other = given.norm(norm)[1]
    return replace(other, id=now.id)


def _tell(found: Comparison, tables: list[Shown], language: str) -> None:
    place = 0 if language == "nl" else 1
    total = tables[0].total
    print(
        f"{_number(total.people)} {'mensen' if place == 0 else 'people'} ({found.way.value}, {found.seconds:.2f} s)"
    )
    for name in CELLS:
        print(f"  {NAMES[name][place]:22} {_number(total.cells[name]):>10}")
    shown_rows = [total, *(row for table in tables for row in table.rows)]
    if any(cell.held_back for row in shown_rows for cell in row.cells.values()):
        print("  · is niet getoond: te weinig mensen" if place == 0 else "  · is not shown: too few people")
    for table in tables:
        if table.group is None:
            continue
        print(f"\n{table.group}")
        for row in table.rows:
            if not row.people.held_back:
                _tell_row(row, place)
        small = sum(row.people.held_back for row in table.rows)
        if small:
            said = "groepen zijn te klein om te tonen" if place == 0 else "groups are too small to show"
            print(f"  ({small} {said})")


def _tell_row(row: Row, place: int) -> None:
    cells = "  ".join(
        f"{NAMES[name][place]} {_number(row.cells[name])}" for name in CELLS if not _none(row, name)
    )
    value = row.value or ("onbekend" if place == 0 else "not known")
    print(f"  {value:24} {_number(row.people):>10}  {cells}")


def _none(row: Row, name: str) -> bool:
    return row.cells[name].people == 0


def _number(cell: Cell) -> str:
    return "·" if cell.people is None else f"{cell.people:,}"


def _write_csv(tables: list[Shown]) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(["group", "value", "people", *CELLS])
    for table in tables:
        for group, row in [("", table.total), *((table.group, row) for row in table.rows)]:
            cells = [row.people, *(row.cells[name] for name in CELLS)]
            writer.writerow(
                [group, row.value or "", *("" if cell.people is None else cell.people for cell in cells)]
            )
