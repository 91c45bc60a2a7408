"""SQL for what is *measured* of a person: sums, spells, papers, holdings. Thresholds play no part here (`judging`).

So a change of thresholds only leaves every measure as it is, and stored measures can be judged again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from vakwerk.core.dates import next_day
from vakwerk.core.norms.compile.conditions import NotCompilable, path_sql
from vakwerk.core.norms.compile.sums import Numbered
from vakwerk.core.norms.compile.text import (
    add_months,
    day,
    days_between,
    union_days,
    word,
    words,
    yes_no,
)
from vakwerk.core.norms.compile.windows import Steps
from vakwerk.core.norms.model import (
    AdmittedBy,
    AgeIs,
    AllOf,
    AnyOf,
    DeclarationMade,
    DocumentSeen,
    FirstPeriod,
    Group,
    HoldingHeld,
    IfThen,
    Norm,
    RecognitionHeld,
    Requirement,
    Spread,
    Total,
)


def is_sum(node: Requirement) -> bool:
    """Whether a low and a high are measured of it: a sum, a spread, or the days a document covers."""
    return isinstance(node, Total | Group | Spread) or (isinstance(node, DocumentSeen) and node.throughout)


def is_composed(node: Requirement) -> bool:
    """Whether its outcome follows from those below it, so that nothing is measured, or (an age) from the person."""
    return isinstance(node, AllOf | AnyOf | IfThen | AgeIs)


def numbered(root: Requirement) -> Iterator[tuple[int, Requirement]]:
    """Every requirement with the number its columns bear, in the file's order."""
    yield from enumerate(root.walk())


@dataclass(slots=True)
class Measures:
    """Collects per requirement `k`: `low_of_k` and `high_of_k` of sums (`need_of_k` of documents), `is_k` of others.

    `sums` says under which number each group was summed.
    """

    norm: Norm
    on: date
    sums: Mapping[str, Numbered]
    steps: Steps = field(default_factory=list)
    joins: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)

    def add_all(self, root: Requirement) -> None:
        """Measure everything in a version's requirement."""
        for k, node in numbered(root):
            self._add(k, node)

    def _add(self, k: int, node: Requirement) -> None:
        match node:
            case Total() | Group():
                group = node.group if isinstance(node, Total) else node
                n = self.sums[group.id].number
                self._sum(k, f"low_{n}", f"high_{n}")
            case Spread():
                self._spread(node, k)
                self._sum(k, f"x{k}.low", f"x{k}.high")
            case DocumentSeen() if node.throughout:
                self._covered(node, k)
                self._sum(k, f"x{k}.days", f"x{k}.days")
                need = f"greatest(0, {days_between('w_start', f'least(w_end, {day(next_day(self.on))})')})"
                self.columns.append(f"CAST({need} AS BIGINT) AS need_of_{k}")
            case _ if not is_composed(node):
                self.columns.append(f"CAST({self._atom(node, k)} AS INTEGER) AS is_{k}")

    def _sum(self, k: int, low: str, high: str) -> None:
        self.columns.append(f"CAST(coalesce({low}, 0) AS BIGINT) AS low_of_{k}")
        self.columns.append(f"CAST(coalesce({high}, 0) AS BIGINT) AS high_of_{k}")

    def _join(self, k: int, sql: str) -> None:
        self.steps.append((f"x{k}", sql))
        self.joins.append(f"LEFT JOIN x{k} ON x{k}.person = s.person")

    def _spread(self, node: Spread, k: int) -> None:
        last = f"least(s.w_end, {day(next_day(self.on))})"
        spells = (
            f"SELECT w.*, greatest(w.since, s.w_start) AS s, least(coalesce(w.until, {last}), {last}) AS e "
            "FROM work w JOIN scope s ON s.person = w.person"
        )
        fits = path_sql(node.conditions, self.on)
        least = 1 if node.weekly is None else node.weekly
        known = "1" if node.weekly is None else "minutes_per_week"
        rows = (
            f"SELECT person, s, e, CASE WHEN {fits.sure} THEN coalesce({known}, 0) ELSE 0 END AS low, "
            f"coalesce({known}, {least}) AS high FROM ({spells}) WHERE e > s AND {fits.may}"
        )
        self.steps.append((f"y{k}", rows))
        edges = (
            "SELECT person, d, sum(low) AS low, sum(high) AS high FROM ("
            f"SELECT person, s AS d, low, high FROM y{k} UNION ALL SELECT person, e, -low, -high FROM y{k}) "
            "GROUP BY person, d"
        )
        weeks = (
            "SELECT person, d, lead(d) OVER (PARTITION BY person ORDER BY d) AS following, "
            "sum(low) OVER (PARTITION BY person ORDER BY d) AS low, "
            f"sum(high) OVER (PARTITION BY person ORDER BY d) AS high FROM ({edges})"
        )
        months = (
            "unnest(range(CAST(year(d) * 12 + month(d) AS BIGINT), "
            "CAST(year(following - 1) * 12 + month(following - 1) + 1 AS BIGINT)))"
        )
        touched = f"SELECT person, low, high, {months} AS m FROM ({weeks}) WHERE following > d"
        self._join(
            k,
            f"SELECT person, count(DISTINCT m) FILTER (low >= {least}) AS low, "
            f"count(DISTINCT m) FILTER (high >= {least}) AS high FROM ({touched}) GROUP BY person",
        )

    def _documents(self, node: DocumentSeen) -> str:
        until = "coalesce(until, DATE '9999-01-01')"
        if node.max_age_months is not None:
            until = f"least({until}, {add_months('issued_on', node.max_age_months)})"
        scope = "".join(f" AND contains(scope, {word('|' + part + '|')})" for part in sorted(node.scope))
        return (
            f"SELECT person, issued_on, {until} AS until FROM documents WHERE kind = {word(node.kind)} "
            f"AND issued_on <= {day(self.on)}{scope}"
        )

    def _covered(self, node: DocumentSeen, k: int) -> None:
        last = f"least(s.w_end, {day(next_day(self.on))})"
        rows = (
            f"SELECT d.person, greatest(d.issued_on, s.w_start) AS s, least(d.until, {last}) AS e "
            f"FROM ({self._documents(node)}) d JOIN scope s ON s.person = d.person"
        )
        self._join(k, union_days(rows))

    def _atom(self, node: Requirement, k: int) -> str:
        on = day(self.on)
        match node:
            case DocumentSeen():
                self._join(
                    k, f"SELECT DISTINCT person, 2 AS v FROM ({self._documents(node)}) WHERE {on} < until"
                )
            case HoldingHeld():
                fits = path_sql(node.conditions, self.on)
                self._join(
                    k,
                    f"SELECT person, max({fits.value}) AS v FROM holdings WHERE awarded_on <= {on} "
                    f"AND (until IS NULL OR {on} < until) GROUP BY person",
                )
            case DeclarationMade():
                about = "" if node.about is None else f" AND about = {word(node.about)}"
                self._join(
                    k,
                    f"SELECT DISTINCT person, 2 AS v FROM declarations WHERE kind = {word(node.kind)} "
                    f"AND since <= {on} AND (until IS NULL OR {on} < until){about}",
                )
            case RecognitionHeld():
                self._join(
                    k,
                    f"SELECT DISTINCT person, 2 AS v FROM recognitions WHERE {held_sql(node.norm, self.on)}",
                )
            case FirstPeriod():
                return yes_no("NOT held OR (past = 0 AND (period_start IS NULL OR since >= period_start))")
            case AdmittedBy():
                return (
                    "CASE WHEN NOT held OR admitted_by IS NULL THEN 1 "
                    f"WHEN admitted_by IN {words(node.routes)} THEN 2 ELSE 0 END"
                )
            case _:
                raise NotCompilable(type(node).__name__)
        return f"coalesce(x{k}.v, 0)"


def held_sql(norm: str, on: date) -> str:
    """Whether a row of `recognitions` is that recognition, held and valid on the date."""
    d = day(on)
    return (
        f"norm = {word(norm)} AND since <= {d} AND (until IS NULL OR {d} < until) "
        f"AND (period_end IS NULL OR {d} < period_end)"
    )


def decided_step(norm: Norm, on: date) -> tuple[str, str]:
    """Per person the requirements that a hardship decision takes as met on the date, between bars."""
    d = day(on)
    return (
        "hard",
        f"SELECT person, '|' || string_agg(DISTINCT requirement, '|' ORDER BY requirement) || '|' AS decided "
        f"FROM hardships WHERE norm = {word(norm.id)} AND since <= {d} AND (until IS NULL OR {d} < until) "
        "GROUP BY person",
    )
