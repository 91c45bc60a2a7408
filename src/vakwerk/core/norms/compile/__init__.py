"""A checked norm as DuckDB SQL: the same meaning as `assess`, for everyone at once. Emits text; `engines` runs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vakwerk.core.amounts import Unit
from vakwerk.core.norms.compile.conditions import NotCompilable, condition_sql, first_refusal
from vakwerk.core.norms.compile.requirements import Columns, hardship_step, held_sql
from vakwerk.core.norms.compile.sums import (
    Numbered,
    activity_amounts,
    eligible_sql,
    number_groups,
    refusal_sql,
    scale_of,
    sum_columns,
    truth_columns,
    work_steps,
)
from vakwerk.core.norms.compile.tables import LAYOUT, rows_of
from vakwerk.core.norms.compile.text import add_months, day, word
from vakwerk.core.norms.compile.windows import Steps, base_sql, deduction_steps, window_steps
from vakwerk.core.norms.model import AllOf, Norm, Spread, Tolerance, Total, Version

__all__ = ["LAYOUT", "CompiledNorm", "CompiledVersion", "NotCompilable", "compile_norm", "rows_of"]


@dataclass(frozen=True, slots=True)
class CompiledVersion:
    """One version: `people_sql` gives a row a person (outcome, window, and columns per requirement by number);

    `facts_sql` gives a row per fact and requirement: (person, fact, requirement, step, low, high), step −1 when it
    counts. `requirements` are the ids in column order.
    """

    since: date
    people_sql: str
    facts_sql: str
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompiledNorm:
    """All versions, and the people for whom none is in force."""

    norm: str
    on: date
    versions: tuple[CompiledVersion, ...]
    without_version_sql: str


def compile_norm(norm: Norm, on: date) -> CompiledNorm:
    """SQL for the norm on a date. Raises NotCompilable by the name of the form that has no SQL yet."""
    return CompiledNorm(
        norm.id,
        on,
        tuple(_version(norm, version, index, on) for index, version in enumerate(norm.versions)),
        f"WITH base AS ({base_sql(norm, on)}) SELECT person FROM base WHERE version = -1",
    )


def _version(norm: Norm, version: Version, index: int, on: date) -> CompiledVersion:
    steps: Steps = [("base", base_sql(norm, on)), *window_steps(norm, version, index, on)]
    steps += deduction_steps(norm, version)
    totals = [node for node in version.requires.walk() if isinstance(node, Total)]
    offset = len(version.counts_when[0])
    roots: list[tuple[Total, Numbered]] = []
    number = 0
    for total in totals:
        root = number_groups(total, number, offset if total.facts == "activities" else 1)
        number += sum(1 for _ in root.walk())
        roots.append((total, root))
    steps += _activity_steps([pair for pair in roots if pair[0].facts == "activities"], version, on)
    for total, root in roots:
        if total.facts == "work":
            steps += work_steps(total, root, on)
        source = "acts" if total.facts == "activities" else f"member_{root.number}"
        summed = ", ".join(sum_columns(root, scale_of(total)))
        steps.append((f"sum_{root.number}", f"SELECT person, {summed} FROM {source} GROUP BY person"))
    columns = Columns(norm, on, {node.group.id: node for _, root in roots for node in root.walk()})
    root_column = columns.add(version.requires)
    steps += [hardship_step(norm, on), *columns.steps]
    joins = [
        "LEFT JOIN hard h ON h.person = s.person",
        *(f"LEFT JOIN sum_{root.number} ON sum_{root.number}.person = s.person" for _, root in roots),
        *columns.joins,
    ]
    outcome = _outcome(version, steps, joins, root_column, on)
    remedy = _remedy(version, columns)
    inner = f"SELECT s.*, {', '.join(columns.columns)}, {outcome} FROM scope s {' '.join(joins)}"
    people = f"{_with(steps)} SELECT *, {remedy} FROM ({inner})"
    return CompiledVersion(
        version.since, people, _facts_sql(steps, roots, version, on), tuple(n.id for n in columns.order)
    )


def _with(steps: Steps) -> str:
    return "WITH " + ", ".join(f"{name} AS ({sql})" for name, sql in steps)


def _activity_steps(roots: list[tuple[Total, Numbered]], version: Version, on: date) -> Steps:
    """`acts`: every activity with its eligibility, the truths of every group and the amounts for every sum."""
    if not roots:
        return []
    columns = [f"{eligible_sql(version, on)} AS eligible"]
    for total, root in roots:
        columns += truth_columns(root, on, "eligible")
        low, high = activity_amounts(total, version, on)
        columns += [f"{low} AS lo_{root.number}", f"{high} AS hi_{root.number}"]
    rows = "SELECT a.*, s.w_start, s.w_end FROM activities a JOIN scope s ON s.person = a.person"
    return [("acts", f"SELECT *, {', '.join(columns)} FROM ({rows})")]


def _outcome(version: Version, steps: Steps, joins: list[str], root: str, on: date) -> str:
    result = root
    if not version.relief_established:
        steps.append(
            (
                "silent",
                "SELECT DISTINCT g.person FROM gone g JOIN scope s ON s.person = g.person "
                "WHERE g.since < s.w_end AND g.ends > s.w_start",
            )
        )
        joins.append("LEFT JOIN silent ON silent.person = s.person")
        result = f"CASE WHEN {root} = 0 AND silent.person IS NOT NULL THEN 1 ELSE {root} END"
    if version.met_by:
        tests = " OR ".join(f"({held_sql(name, on)})" for name in version.met_by)
        steps.append(("subsumed", f"SELECT DISTINCT person FROM recognitions WHERE {tests}"))
        joins.append("LEFT JOIN subsumed ON subsumed.person = s.person")
        result = f"CASE WHEN subsumed.person IS NOT NULL THEN 2 ELSE {result} END"
    return f"CAST({result} AS INTEGER) AS outcome"


def _remedy(version: Version, columns: Columns) -> str:
    """The last day to repair, when tolerance applies; NULL otherwise."""
    tolerance = version.tolerance
    if tolerance is None:
        return "CAST(NULL AS DATE) AS remedy_until"
    root = version.requires
    roots = root.items if isinstance(root, AllOf) else (root,)
    numbers = {id(node): k for k, node in enumerate(columns.order)}
    points, others = [], ["TRUE"]
    for node in roots:
        k = numbers[id(node)]
        measured = isinstance(node, Spread) or (isinstance(node, Total) and node.group.at_least is not None)
        if measured:
            decided = f"list_contains(decided_all, {word(node.id)})"
            points.append(
                f"CASE WHEN {decided} THEN 10000 WHEN need_of_{k} = 0 THEN 10000 "
                f"ELSE least(low_of_{k}, need_of_{k}) * 10000 // need_of_{k} END"
            )
        else:
            others.append(f"v{k} = 2")
    if not points:
        return "CAST(NULL AS DATE) AS remedy_until"
    columns.columns.append("coalesce(h.decided, []) AS decided_all")
    average = f"({' + '.join(points)}) // {len(points)}"
    reached = f"outcome = 0 AND {' AND '.join(others)} AND {average} >= {tolerance.percent * 100}"
    return f"CASE WHEN {reached} THEN {_term(tolerance)} END AS remedy_until"


def _term(tolerance: Tolerance) -> str:
    within = tolerance.repair_within
    if within.unit is Unit.MONTHS:
        return add_months("w_end", within.value)
    return f"w_end + CAST({within.value} AS INTEGER)"


def _facts_sql(steps: Steps, roots: list[tuple[Total, Numbered]], version: Version, on: date) -> str:
    selects = []
    activity_roots = [pair for pair in roots if pair[0].facts == "activities"]
    if activity_roots:
        first = first_refusal([condition_sql(c, on) for c in version.counts_when[0]], 0)
        selects.append(
            f"SELECT person, fact, '' AS requirement, {first} AS step, 0 AS low, 0 AS high FROM acts WHERE eligible = 0"
        )
    for _, root in activity_roots:
        for node in root.walk():
            above = "eligible" if node.parent is None else f"p{node.parent.number}"
            selects.append(_fact_select(node, root, "acts", above, 1, on))
    work_roots = [pair for pair in roots if pair[0].facts == "work"]
    if work_roots:
        last = f"least(s.w_end, {day(_after(on))})"
        selects.append(
            "SELECT w.person, w.fact, '' AS requirement, 0 AS step, 0 AS low, 0 AS high FROM work w JOIN scope s "
            f"ON s.person = w.person WHERE least(coalesce(w.until, {last}), {last}) <= greatest(w.since, s.w_start)"
        )
    for total, root in work_roots:
        selects.append(
            f"SELECT person, fact, {word(root.group.id)}, {refusal_sql(root, on)}, 0, 0 "
            f"FROM spell_{root.number} WHERE p{root.number} = 0"
        )
        for node in root.walk():
            above = "2" if node.parent is None else f"p{node.parent.number}"
            selects.append(_fact_select(node, root, f"member_{root.number}", above, scale_of(total), on))
    if not selects:
        return "SELECT 0 AS person, '' AS fact, '' AS requirement, 0 AS step, 0 AS low, 0 AS high WHERE FALSE"
    return f"{_with(steps)} {' UNION ALL '.join(selects)}"


def _after(on: date) -> date:
    return date.fromordinal(on.toordinal() + 1)


def _fact_select(node: Numbered, root: Numbered, source: str, above: str, scale: int, on: date) -> str:
    n = node.number
    step = f"CASE WHEN p{n} = 0 THEN {refusal_sql(node, on)} ELSE -1 END"
    low = f"CASE WHEN p{n} = 2 THEN lo_{root.number} // {scale} ELSE 0 END"
    high = f"CASE WHEN p{n} >= 1 THEN hi_{root.number} // {scale} ELSE 0 END"
    return (
        f"SELECT person, fact, {word(node.group.id)} AS requirement, {step} AS step, CAST({low} AS BIGINT) AS low, "
        f"CAST({high} AS BIGINT) AS high FROM {source} WHERE {above} >= 1"
    )
