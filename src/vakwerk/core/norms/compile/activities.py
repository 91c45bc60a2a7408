"""SQL that adds up activities in two rounds, because the number of sums decides how long a register takes.

First every activity gets its *marks* (the truths that any sum asks for) and its amounts, and is added to those of the
same person with the same marks; then the few rows that are left are added up for every sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vakwerk.core.norms.compile.conditions import Truth
from vakwerk.core.norms.compile.sums import (
    Numbered,
    Terms,
    activity_amounts,
    eligible_sql,
    own_columns,
    path_columns,
    scale_of,
    sum_columns,
    summed_step,
)
from vakwerk.core.norms.compile.text import summed
from vakwerk.core.norms.model import Total, Version

ACTIVITIES = "SELECT a.*, s.w_start, s.w_end FROM activities a JOIN scope s ON s.person = a.person"
"""The activities of the people in scope, each with the window."""
MARKS_IN_A_COLUMN = 60


@dataclass(frozen=True, slots=True)
class ActivitySums:
    """How activities become the sums of a version.

    `counts` says of an activity whether it may be eligible. Of those that may, `marks` are the truths (never the kinds
    in a filter: they would be tested twice) and `amounts` the minutes or other smallest units, by name. `named` gives
    the marks the names that `terms` use; `terms` (NULL: not in it) are added up as `t0`, `t1` …; `results` says how
    lows and highs follow from them.
    """

    counts: str
    marks: tuple[str, ...]
    amounts: tuple[tuple[str, str], ...]
    named: tuple[tuple[str, int], ...]
    paths: tuple[str, ...]
    terms: tuple[str, ...]
    results: tuple[str, ...]
    groups: tuple[tuple[int, str], ...]
    """The number of every group (as in `low_3`) and the id of its requirement."""

    def marked(self, rows: str) -> str:
        """`rows` that may count, with the columns `marks0` … and the amounts."""
        amounts = ", ".join(f"{expression} AS {name}" for name, expression in self.amounts)
        return f"SELECT *, {', '.join([*self._packed(), amounts])} FROM ({rows}) WHERE {self.counts}"

    def unpacked(self, rows: str) -> str:
        """`rows` of marks and amounts with the truths that the terms use."""
        names = [
            f"(marks{place // MARKS_IN_A_COLUMN} & {1 << place % MARKS_IN_A_COLUMN}) <> 0 AS {name}"
            if place >= 0
            else f"{'TRUE' if place == ALWAYS_TRUE else 'FALSE'} AS {name}"
            for name, place in self.named
        ]
        return f"SELECT *, {', '.join(self.paths)} FROM (SELECT *, {', '.join(names)} FROM ({rows}))"

    def sums_sql(self, rows: str) -> str:
        """Per person the lows and highs, from `rows` of activities with the window."""
        columns = ", ".join(name.split(" AS ")[-1] for name in self._packed())
        sums = ", ".join(f"{summed(name)} AS {name}" for name, _ in self.amounts)
        together = f"SELECT person, {columns}, {sums} FROM ({self.marked(rows)}) GROUP BY person, {columns}"
        return summed_step(f"({self.unpacked(together)})", self.results, self.terms)

    def terms_sql(self, rows: str) -> str:
        """What each row by itself adds to every term (`t0` …), with its `class`; rows that add nothing may lack."""
        added = ", ".join(f"coalesce({term}, 0) AS t{k}" for k, term in enumerate(self.terms))
        return f"SELECT class, {added} FROM ({self.unpacked(self.marked(rows))})"

    def _packed(self) -> list[str]:
        columns = []
        for first in range(0, max(1, len(self.marks)), MARKS_IN_A_COLUMN):
            some = self.marks[first : first + MARKS_IN_A_COLUMN]
            bits = " + ".join(
                f"CASE WHEN {mark} THEN {1 << place} ELSE 0 END" for place, mark in enumerate(some)
            )
            columns.append(f"CAST({bits or '0'} AS BIGINT) AS marks{first // MARKS_IN_A_COLUMN}")
        return columns


ALWAYS_TRUE, ALWAYS_FALSE = -1, -2


class _Marks:
    """Gives every truth a place; equal texts share one, and what is always so has none."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self.named: list[tuple[str, int]] = []

    def add(self, name: str, expression: str) -> None:
        if expression in ("TRUE", "FALSE"):
            self.named.append((name, ALWAYS_TRUE if expression == "TRUE" else ALWAYS_FALSE))
        else:
            self.named.append((name, self.places.setdefault(expression, len(self.places))))


def activity_sums(roots: list[tuple[Total, Numbered]], version: Version, on: date) -> ActivitySums:
    """The sums over activities of a version, all together."""
    eligible = eligible_sql(version, on)
    marks, terms = _Marks(), Terms()
    marks.add("eligible_sure", "TRUE" if eligible.sure == eligible.may else eligible.sure)
    begin = Truth("eligible_sure", "TRUE")  # only what may be eligible is marked
    amounts, paths, results = [], [], []
    groups: list[tuple[int, str]] = []
    for total, root in roots:
        for name, expression in own_columns(root, on):
            marks.add(name, expression)
        low, high = activity_amounts(total, version, on)
        amounts += [(f"lo_{root.number}", low), (f"hi_{root.number}", high)]
        paths += path_columns(root, begin)
        results += sum_columns(root, scale_of(total), terms)
        groups += [(node.number, node.group.id) for node in root.walk()]
    return ActivitySums(
        eligible.may,
        tuple(marks.places),
        tuple(amounts),
        tuple(marks.named),
        tuple(paths),
        terms.expressions,
        tuple(results),
        tuple(groups),
    )
