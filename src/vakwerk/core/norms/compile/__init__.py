"""A checked norm as DuckDB SQL: the same meaning as `assess`, for everyone at once. Emits text; `engines` runs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from vakwerk.core.dates import next_day
from vakwerk.core.norms.compile.activities import ACTIVITIES, ActivitySums, activity_sums
from vakwerk.core.norms.compile.conditions import ALWAYS, NotCompilable, Truth, condition_sql, first_refusal
from vakwerk.core.norms.compile.judging import judge_sql, outcome_sql
from vakwerk.core.norms.compile.measures import Measures, decided_step, held_sql
from vakwerk.core.norms.compile.sums import (
    Numbered,
    Terms,
    activity_amounts,
    eligible_sql,
    number_groups,
    own_columns,
    path_columns,
    path_of,
    refusal_sql,
    scale_of,
    sum_columns,
    summed_step,
    work_steps,
)
from vakwerk.core.norms.compile.tables import LAYOUT, About, rows_of
from vakwerk.core.norms.compile.text import day, word
from vakwerk.core.norms.compile.windows import Steps, base_sql, clock_sql, deduction_steps, window_steps
from vakwerk.core.norms.conditions import Condition
from vakwerk.core.norms.model import Norm, Total, Version

__all__ = [
    "LAYOUT",
    "About",
    "ActivitySums",
    "CompiledNorm",
    "CompiledVersion",
    "NotCompilable",
    "compile_norm",
    "rows_of",
]

PERSON_COLUMNS = ("person", "born_on", "held", "as_if", "w_start", "stored_end", "w_end")
"""What a row of measures says of the person and the window; then `decided`, `silent`, `subsumed` and the measures."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A step of a requirement ("": before any requirement) and its condition; None: work outside the window."""

    requirement: str
    step: int
    condition: Condition | None


ACTIVITY_SUMS = "{activity sums}"
"""Where in a template the sums over activities go."""


@dataclass(frozen=True, slots=True)
class CompiledVersion:
    """One version.

    `measures_sql` gives a row a person: the window and what is measured, without thresholds (`measures_with` takes the
    sums over activities from elsewhere; `template` is the text around them). `judge_sql(relation)`
    adds the outcome and per requirement, by its number, `v`, `low_of_`, `high_of_` and `need_of_` columns. `facts_sql`
    gives a row per fact and requirement: (person, fact, requirement, step, low, high), step −1 when it counts.
    `requirements` are the ids in the order of the numbers. `activities` is None when no activity is summed.
    """

    norm: Norm
    version: Version
    on: date
    scope: str
    """Who is under this version and in which window: the part of `template` that comes before anything is measured."""
    template: str
    facts_sql: str
    requirements: tuple[str, ...]
    activities: ActivitySums | None
    reasons: tuple[Reason, ...]
    """What every step in `facts_sql` refuses a fact for."""
    measured: str | None = None
    """Stands in for `judge_sql` in tests that spoil the SQL."""

    @property
    def since(self) -> date:
        """From which day the version holds."""
        return self.version.since

    @property
    def measures_sql(self) -> str:
        """What is measured of everybody, from the facts."""
        return (
            self.template
            if self.activities is None
            else self.measures_with(self.activities.sums_sql(ACTIVITIES))
        )

    def measures_with(self, activity_sums: str) -> str:
        """The same, with another SELECT of the sums over activities per person."""
        return self.template.replace(ACTIVITY_SUMS, activity_sums)

    def judge_sql(self, relation: str) -> str:
        """A SELECT of all columns of the relation and of what they come to."""
        return judge_sql(self.norm, self.version, self.on, relation)

    def outcome_sql(self, relation: str, known: frozenset[int]) -> str:
        """The same for the outcome only; of the requirements with these numbers it is known, as `known_{k}`."""
        return outcome_sql(self.norm, self.version, self.on, relation, known)

    @property
    def people_sql(self) -> str:
        """Measured and judged: a row a person."""
        return self.measured or self.judge_sql(self.measures_sql)


@dataclass(frozen=True, slots=True)
class CompiledNorm:
    """All versions, and the people for whom none is in force."""

    norm: str
    on: date
    versions: tuple[CompiledVersion, ...]
    base_sql: str
    """A row a person: the stored window and the index of the version that applies (-1: none)."""
    clock: str
    """The date (an expression over `base_sql`) by which the norm chooses a version."""

    @property
    def without_version_sql(self) -> str:
        """The people for whom no version is in force."""
        return f"SELECT person FROM ({self.base_sql}) WHERE version = -1"


def compile_norm(norm: Norm, on: date) -> CompiledNorm:
    """SQL for the norm on a date. Raises NotCompilable by the name of the form that has no SQL yet."""
    versions = tuple(_version(norm, version, index, on) for index, version in enumerate(norm.versions))
    return CompiledNorm(norm.id, on, versions, base_sql(norm, on), clock_sql(norm, on))


def _version(norm: Norm, version: Version, index: int, on: date) -> CompiledVersion:
    steps: Steps = [("base", base_sql(norm, on)), *window_steps(norm, version, index, on)]
    scope = _with(steps)
    roots = _roots(version)
    activity_roots = [pair for pair in roots if pair[0].facts == "activities"]
    work_roots = [pair for pair in roots if pair[0].facts == "work"]
    if work_roots:
        steps += deduction_steps(norm, version)
    joins: list[str] = []
    activities = activity_sums(activity_roots, version, on) if activity_roots else None
    if activities is not None:
        steps.append(("sum_a", ACTIVITY_SUMS))
        joins.append("LEFT JOIN sum_a ON sum_a.person = s.person")
    for total, root in work_roots:
        steps += work_steps(total, root, on)
        terms = Terms()
        columns = sum_columns(root, scale_of(total), terms)
        steps.append((f"sum_{root.number}", summed_step(f"member_{root.number}", columns, terms.expressions)))
        joins.append(f"LEFT JOIN sum_{root.number} ON sum_{root.number}.person = s.person")
    measures = Measures(norm, on, {node.group.id: node for _, root in roots for node in root.walk()})
    measures.add_all(version.requires)
    steps += [decided_step(norm, on), *measures.steps]
    joins += ["LEFT JOIN hard h ON h.person = s.person", *measures.joins]
    flags = _flags(version, steps, joins, on)
    person = ", ".join(f"s.{name}" for name in PERSON_COLUMNS)
    selected = ", ".join([person, "h.decided", *flags, *measures.columns])
    ids = tuple(node.id for node in version.requires.walk())
    template = f"{_with(steps)} SELECT {selected} FROM scope s {' '.join(joins)}"
    facts = _facts_sql([step for step in steps if step[0] != "sum_a"], roots, version, on)
    return CompiledVersion(
        norm, version, on, scope, template, facts, ids, activities, tuple(_reasons(version, roots))
    )


def _roots(version: Version) -> list[tuple[Total, Numbered]]:
    """Every sum of the version with numbers for its groups."""
    roots: list[tuple[Total, Numbered]] = []
    number = 0
    for total in (node for node in version.requires.walk() if isinstance(node, Total)):
        before = len(version.counts_when[0]) if total.facts == "activities" else 1
        root = number_groups(total, number, before)
        number += sum(1 for _ in root.walk())
        roots.append((total, root))
    return roots


def _reasons(version: Version, roots: list[tuple[Total, Numbered]]) -> Iterator[Reason]:
    facts = {total.facts for total, _ in roots}
    if "activities" in facts:
        yield from (Reason("", step, one) for step, one in enumerate(version.counts_when[0]))
    if "work" in facts:
        yield Reason("", 0, None)
    for _, root in roots:
        for node in root.walk():
            for place, condition in enumerate(node.group.conditions):
                yield Reason(node.group.id, node.offset + place, condition)


def _with(steps: Steps) -> str:
    return "WITH " + ", ".join(f"{name} AS ({sql})" for name, sql in steps)


def _flags(version: Version, steps: Steps, joins: list[str], on: date) -> list[str]:
    """`silent`: an absence touches the window and the source does not say what it does. `subsumed`: met by another."""
    silent = subsumed = "FALSE"
    if not version.relief_established:
        steps.append(
            (
                "silent",
                "SELECT DISTINCT g.person FROM gone g JOIN scope s ON s.person = g.person "
                "WHERE g.since < s.w_end AND g.ends > s.w_start",
            )
        )
        joins.append("LEFT JOIN silent ON silent.person = s.person")
        silent = "silent.person IS NOT NULL"
    if version.met_by:
        tests = " OR ".join(f"({held_sql(name, on)})" for name in version.met_by)
        steps.append(("subsumed", f"SELECT DISTINCT person FROM recognitions WHERE {tests}"))
        joins.append("LEFT JOIN subsumed ON subsumed.person = s.person")
        subsumed = "subsumed.person IS NOT NULL"
    return [f"{silent} AS silent", f"{subsumed} AS subsumed"]


def _facts_sql(steps: Steps, roots: list[tuple[Total, Numbered]], version: Version, on: date) -> str:
    selects, steps = [], list(steps)
    activity_roots = [pair for pair in roots if pair[0].facts == "activities"]
    eligible = Truth("eligible_sure", "eligible_may")
    if activity_roots:
        steps.append(("acts", _acts(activity_roots, version, on, eligible)))
        first = first_refusal([condition_sql(c, on) for c in version.counts_when[0]], 0)
        selects.append(
            f"SELECT person, fact, '' AS requirement, {first} AS step, 0 AS low, 0 AS high FROM acts "
            f"WHERE NOT {eligible.may}"
        )
    for _, root in activity_roots:
        selects += [_fact_select(node, root, "acts", eligible, 1, on) for node in root.walk()]
    work_roots = [pair for pair in roots if pair[0].facts == "work"]
    if work_roots:
        last = f"least(s.w_end, {day(next_day(on))})"
        selects.append(
            "SELECT w.person, w.fact, '' AS requirement, 0 AS step, 0 AS low, 0 AS high FROM work w JOIN scope s "
            f"ON s.person = w.person WHERE least(coalesce(w.until, {last}), {last}) <= greatest(w.since, s.w_start)"
        )
    for total, root in work_roots:
        selects.append(
            f"SELECT person, fact, {word(root.group.id)}, {refusal_sql(root, on)}, 0, 0 "
            f"FROM spell_{root.number} WHERE NOT pm{root.number}"
        )
        member = f"member_{root.number}"
        selects += [_fact_select(node, root, member, ALWAYS, scale_of(total), on) for node in root.walk()]
    if not selects:
        return "SELECT 0 AS person, '' AS fact, '' AS requirement, 0 AS step, 0 AS low, 0 AS high WHERE FALSE"
    return f"{_with(steps)} {' UNION ALL '.join(selects)}"


def _acts(roots: list[tuple[Total, Numbered]], version: Version, on: date, eligible: Truth) -> str:
    """Every activity of the people in scope with its truths and amounts, refused or not."""
    said = eligible_sql(version, on)
    own = [f"{said.sure} AS {eligible.sure}", f"{said.may} AS {eligible.may}"]
    path = []
    for total, root in roots:
        own += [f"{expression} AS {name}" for name, expression in own_columns(root, on)]
        low, high = activity_amounts(total, version, on)
        own += [f"{low} AS lo_{root.number}", f"{high} AS hi_{root.number}"]
        path += path_columns(root, eligible)
    return f"SELECT *, {', '.join(path)} FROM (SELECT *, {', '.join(own)} FROM ({ACTIVITIES}))"


def _fact_select(node: Numbered, root: Numbered, source: str, begin: Truth, scale: int, on: date) -> str:
    above = begin if node.parent is None else path_of(node.parent)
    path = path_of(node)
    step = f"CASE WHEN NOT {path.may} THEN {refusal_sql(node, on)} ELSE -1 END"
    low = f"CASE WHEN {path.sure} THEN lo_{root.number} // {scale} ELSE 0 END"
    high = f"CASE WHEN {path.may} THEN hi_{root.number} // {scale} ELSE 0 END"
    return (
        f"SELECT person, fact, {word(node.group.id)} AS requirement, {step} AS step, CAST({low} AS BIGINT) AS low, "
        f"CAST({high} AS BIGINT) AS high FROM {source} WHERE {above.may}"
    )
