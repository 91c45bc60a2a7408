"""SQL for what the measures of a person come to: needs, outcomes, remedy. No fact is looked at again.

Works on any relation with the columns of `CompiledVersion.measures_sql`, fresh or stored.
"""

from __future__ import annotations

from datetime import date

from vakwerk.core.amounts import Unit
from vakwerk.core.norms.compile.measures import is_sum, numbered
from vakwerk.core.norms.compile.text import add_months, least, word
from vakwerk.core.norms.model import (
    AgeIs,
    AllOf,
    AnyOf,
    DocumentSeen,
    Group,
    IfThen,
    Norm,
    Requirement,
    Spread,
    Tolerance,
    Total,
    Version,
)

WHOLE_MONTHS = (
    "greatest(0, (year(stored_end) * 12 + month(stored_end)) - (year(w_start) * 12 + month(w_start)) "
    "- CAST(day(stored_end) < day(w_start) AS INTEGER))"
)
"""Whole months of the stored period, as `core.dates.whole_months`."""


def judge_sql(norm: Norm, version: Version, on: date, source: str) -> str:
    """A SELECT over the relation `source` that adds per requirement `v{k}`, `low_of_{k}`, `high_of_{k}`, `need_of_{k}`,

    and of the whole `outcome` (0 not met, 1 undetermined, 2 met) and `remedy_until`.
    """
    found = _Judging(norm, version, on, frozenset())
    inner = found.outcome_sql(source)
    return f"SELECT *, {found.remedy()} AS remedy_until FROM ({inner})"


def outcome_sql(norm: Norm, version: Version, on: date, source: str, known: frozenset[int]) -> str:
    """The same without the remedy, where the outcome of some requirements is known already, as `known_{k}`."""
    return _Judging(norm, version, on, known).outcome_sql(source)


class _Judging:
    def __init__(self, norm: Norm, version: Version, on: date, known: frozenset[int]) -> None:
        self.norm, self.version, self.on, self.known = norm, version, on, known
        self.columns: list[str] = []
        self._numbers = {id(node): k for k, node in numbered(version.requires)}

    def add(self, node: Requirement) -> str:
        """Add the columns of the requirement and all below it; the name of its outcome column."""
        k = self._numbers[id(node)]
        if k in self.known:
            return f"known_{k}"
        low, high, need = f"low_of_{k}", f"high_of_{k}", "NULL"
        match node:
            case AllOf():
                value = least([self.add(item) for item in node.items], "2")
            case AnyOf():
                below = [self.add(item) for item in node.items]
                sure = " + ".join(f"CAST({column} = 2 AS INTEGER)" for column in below)
                possible = " + ".join(f"CAST({column} >= 1 AS INTEGER)" for column in below)
                value = f"CASE WHEN {sure} >= {node.number} THEN 2 WHEN {possible} >= {node.number} THEN 1 ELSE 0 END"
            case IfThen():
                condition, then = self.add(node.condition), self.add(node.then)
                value = f"greatest(2 - {condition}, {then})"
            case Total() | Group():
                group = node.group if isinstance(node, Total) else node
                parts = [self.add(part) for part in group.parts]
                need = self._need(group)
                own = "2" if group.at_least is None else _compared(low, high, need)
                value = least(["1" if group.not_established else own, *parts], "2")
            case Spread():
                need = str(node.months)
                value = _compared(low, high, need)
            case DocumentSeen() if node.throughout:
                need = f"need_of_{k}"
                value = f"CASE WHEN {low} >= {need} THEN 2 ELSE 0 END"
            case AgeIs():
                value = self._age(node)
            case _:
                value = f"is_{k}"
        decided = f"coalesce(contains(decided, {word(f'|{node.id}|')}), FALSE)"
        self.columns.append(f"CAST(CASE WHEN {decided} THEN 2 ELSE {value} END AS INTEGER) AS v{k}")
        if not is_sum(node):
            self.columns.append(f"CAST(0 AS BIGINT) AS low_of_{k}, CAST(0 AS BIGINT) AS high_of_{k}")
        if need != f"need_of_{k}":
            self.columns.append(f"CAST({need} AS BIGINT) AS need_of_{k}")
        return f"v{k}"

    def _need(self, group: Group) -> str:
        if group.at_least is None:
            return "NULL"
        period = self.norm.period
        if not group.pro_rata or period is None:
            return str(group.at_least)
        part = f"{group.at_least} * least({period.length_months}, {WHOLE_MONTHS}) // {period.length_months}"
        return f"(CASE WHEN as_if THEN {group.at_least} ELSE {part} END)"

    def _age(self, node: AgeIs) -> str:
        on = self.on
        age = (
            f"({on.year} - year(born_on) - CAST(({on.month * 100 + on.day} < month(born_on) * 100 + day(born_on)) "
            "AS INTEGER))"
        )
        tests = ["TRUE"]
        if node.at_least is not None:
            tests.append(f"{age} >= {node.at_least}")
        if node.under is not None:
            tests.append(f"{age} < {node.under}")
        return f"CASE WHEN born_on IS NULL THEN 1 WHEN {' AND '.join(tests)} THEN 2 ELSE 0 END"

    def outcome_sql(self, source: str) -> str:
        """The outcome of the whole: silence on relief is never "no", and a heavier recognition meets the norm."""
        root = self.add(self.version.requires)
        said = f"CASE WHEN subsumed THEN 2 WHEN {root} = 0 AND silent THEN 1 ELSE {root} END"
        return (
            f"SELECT *, {', '.join([*self.columns, f'CAST({said} AS INTEGER) AS outcome'])} FROM ({source})"
        )

    def remedy(self) -> str:
        """The last day to repair, when tolerance applies; NULL otherwise."""
        tolerance = self.version.tolerance
        if tolerance is None:
            return "CAST(NULL AS DATE)"
        root = self.version.requires
        points, others = [], ["TRUE"]
        for node in root.items if isinstance(root, AllOf) else (root,):
            k = self._numbers[id(node)]
            measured = isinstance(node, Spread) or (
                isinstance(node, Total) and node.group.at_least is not None
            )
            if measured:
                decided = f"coalesce(contains(decided, {word(f'|{node.id}|')}), FALSE)"
                points.append(
                    f"CASE WHEN {decided} THEN 10000 WHEN need_of_{k} = 0 THEN 10000 "
                    f"ELSE least(low_of_{k}, need_of_{k}) * 10000 // need_of_{k} END"
                )
            else:
                others.append(f"v{k} = 2")
        if not points:
            return "CAST(NULL AS DATE)"
        average = f"({' + '.join(points)}) // {len(points)}"
        reached = f"outcome = 0 AND {' AND '.join(others)} AND {average} >= {tolerance.percent * 100}"
        return f"CASE WHEN {reached} THEN {_term(tolerance)} END"


def _compared(low: str, high: str, need: str) -> str:
    return f"CASE WHEN {low} >= {need} THEN 2 WHEN {high} < {need} THEN 0 ELSE 1 END"


def _term(tolerance: Tolerance) -> str:
    within = tolerance.repair_within
    if within.unit is Unit.MONTHS:
        return add_months("w_end", within.value)
    return f"w_end + CAST({within.value} AS INTEGER)"
