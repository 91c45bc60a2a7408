"""What may be shown of counts of people: small cells are held back, and no two numbers give one away.

A cell of 1 to 9 people is held back. When that leaves one held-back cell in a row or a column of the table, its
smallest neighbour is held back too, for else the total would give it away. What is shown is rounded to fives, so that
moving a slider by one step does not show one person walk from cell to cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vakwerk.engines.what_if.groups import GROUPS, Grouped, Outcomes

SMALLEST_CELL = 10
ROUNDED_TO = 5

CELLS: Mapping[str, Sequence[Outcomes]] = {
    "stays_met": ((2, 2),),
    "falls_out": ((2, 0), (1, 0)),
    "comes_in": ((0, 2), (1, 2)),
    "becomes_unknown": ((2, 1), (0, 1)),
    "stays_unknown": ((1, 1),),
    "stays_unmet": ((0, 0),),
}
"""The columns of the table: which people stand in each, by what it was and what it becomes."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people, rounded; None when it is held back (too few, or another would follow from it)."""

    people: int | None

    @property
    def held_back(self) -> bool:
        """Whether the number may not be shown."""
        return self.people is None


@dataclass(frozen=True, slots=True)
class Row:
    """One group of people: its value (None: not known), how many, and the cells by the names of `CELLS`."""

    value: str | None
    people: Cell
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Shown:
    """The table for everybody and, when asked by a group, per value of it."""

    total: Row
    group: str | None
    rows: tuple[Row, ...]


def shown(grouped: Grouped, group: str | None = None, *, smallest: int = SMALLEST_CELL) -> Shown:
    """What may be shown, over everybody and by one of `GROUPS`. Raises ValueError for another group."""
    if group is not None and group not in GROUPS:
        raise ValueError(f"'{group}' is not a group; there are {', '.join(GROUPS)}")
    total = _counts(grouped.flows())
    found = grouped.by(group) if group is not None else {}
    values = sorted(found, key=lambda value: (value is None, value or ""))
    table = [_counts(found[value]) for value in values]
    hidden = _hidden(table, smallest)
    rows = tuple(
        _row(value, counts, hidden[place], smallest)
        for place, (value, counts) in enumerate(zip(values, table, strict=True))
    )
    (alone,) = _hidden([total], smallest)
    return Shown(_row(None, total, alone, smallest), group, rows)


def _counts(flows: Counter[Outcomes]) -> dict[str, int]:
    return {name: sum(flows[pair] for pair in pairs) for name, pairs in CELLS.items()}


def _hidden(table: Sequence[Mapping[str, int]], smallest: int) -> list[set[str]]:
    """Per row the cells that are held back: the small ones, then neighbours until none can be worked out."""
    hidden = [_too_small(row, smallest) for row in table]
    changed = True
    while changed:
        changed = False
        for place, row in enumerate(table):
            if len(hidden[place]) == 1:
                open_ = [name for name, count in row.items() if count and name not in hidden[place]]
                if open_:
                    hidden[place].add(min(open_, key=lambda name: (row[name], name)))
                    changed = True
        for name in CELLS:
            places = [place for place in range(len(table)) if name in hidden[place]]
            if len(places) == 1 and len(table) > 1:
                others = [p for p, row in enumerate(table) if row[name] and p not in places]
                if others:
                    hidden[min(others, key=lambda p: (table[p][name], p))].add(name)
                    changed = True
    return hidden


def _too_small(row: Mapping[str, int], smallest: int) -> set[str]:
    """The small cells of a row; all of it when so few people are in it, for a nought says where they do not stand."""
    if 0 < sum(row.values()) < smallest:
        return set(row)
    return {name for name, count in row.items() if 0 < count < smallest}


def _row(value: str | None, counts: Mapping[str, int], hidden: set[str], smallest: int) -> Row:
    people = sum(counts.values())
    cells = {name: Cell(None if name in hidden else _rounded(count)) for name, count in counts.items()}
    return Row(value, Cell(None if 0 < people < smallest else _rounded(people)), cells)


def _rounded(count: int) -> int:
    return (count + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO
