"""SQL for all that is not a sum (documents, holdings, declarations, recognitions, age, spread) and how it composes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vakwerk.core.dates import next_day
from vakwerk.core.norms.compile.conditions import NotCompilable, path_sql
from vakwerk.core.norms.compile.sums import Numbered, least_of
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


class Columns:
    """Collects the columns of the last SELECT: for each requirement `v{k}` (outcome), `low`, `high` and `need`."""

    def __init__(self, norm: Norm, on: date, sums: Mapping[str, Numbered]) -> None:
        self.norm, self.on, self.sums = norm, on, sums
        self.steps: Steps = []
        self.joins: list[str] = []
        self.columns: list[str] = []
        self.order: list[Requirement] = []

    def add(self, node: Requirement) -> str:
        """Add the requirement and all below it; returns the name of its outcome column."""
        k = len(self.order)
        self.order.append(node)
        low, high, need = "0", "0", "NULL"
        match node:
            case AllOf():
                value = least_of([self.add(item) for item in node.items])
            case AnyOf():
                below = [self.add(item) for item in node.items]
                sure = " + ".join(f"CAST({column} = 2 AS INTEGER)" for column in below)
                possible = " + ".join(f"CAST({column} >= 1 AS INTEGER)" for column in below)
                value = f"CASE WHEN {sure} >= {node.number} THEN 2 WHEN {possible} >= {node.number} THEN 1 ELSE 0 END"
            case IfThen():
                condition, then = self.add(node.condition), self.add(node.then)
                value = f"greatest(2 - {condition}, {then})"
            case Total():
                return self._group(node.group, node, k)
            case Group():
                return self._group(node, node, k)
            case Spread():
                self._spread(node, k)
                low, high, need = f"coalesce(x{k}.low, 0)", f"coalesce(x{k}.high, 0)", str(node.months)
                value = _compared(low, high, need)
            case DocumentSeen() if node.throughout:
                self._covered(node, k)
                need = f"greatest(0, {days_between('w_start', f'least(w_end, {day(next_day(self.on))})')})"
                low = high = f"coalesce(x{k}.days, 0)"
                value = yes_no(f"{low} >= {need}")
            case _:
                value = self._atom(node, k)
        return self._finish(node, k, value, low, high, need)

    def _finish(self, node: Requirement, k: int, value: str, low: str, high: str, need: str) -> str:
        decided = f"coalesce(list_contains(h.decided, {word(node.id)}), FALSE)"
        self.columns.append(f"CAST(CASE WHEN {decided} THEN 2 ELSE {value} END AS INTEGER) AS v{k}")
        self.columns.append(f"CAST({low} AS BIGINT) AS low_of_{k}, CAST({high} AS BIGINT) AS high_of_{k}")
        self.columns.append(f"CAST({need} AS BIGINT) AS need_of_{k}")
        return f"v{k}"

    def _group(self, group: Group, shown: Requirement, k: int) -> str:
        below = [self.add(part) for part in group.parts]
        n = self.sums[group.id].number
        low, high, need = f"coalesce(low_{n}, 0)", f"coalesce(high_{n}, 0)", self._need(group)
        own = "2" if group.at_least is None else _compared(low, high, need)
        own = "1" if group.not_established else own
        return self._finish(shown, k, least_of([own, *below]), low, high, need)

    def _need(self, group: Group) -> str:
        if group.at_least is None:
            return "NULL"
        period = self.norm.period
        if not group.pro_rata or period is None:
            return str(group.at_least)
        months = (
            "greatest(0, (year(stored_end) * 12 + month(stored_end)) - (year(w_start) * 12 + month(w_start)) "
            "- CAST(day(stored_end) < day(w_start) AS INTEGER))"
        )
        part = f"{group.at_least} * least({period.length_months}, {months}) // {period.length_months}"
        return f"(CASE WHEN as_if THEN {group.at_least} ELSE {part} END)"

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
            f"SELECT person, s, e, CASE WHEN fits = 2 THEN coalesce({known}, 0) ELSE 0 END AS low, "
            f"coalesce({known}, {least}) AS high FROM (SELECT *, {fits} AS fits FROM ({spells})) "
            "WHERE e > s AND fits > 0"
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
                    f"SELECT person, max({fits}) AS v FROM holdings WHERE awarded_on <= {on} "
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
            case AgeIs():
                return self._age(node)
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


def held_sql(norm: str, on: date) -> str:
    """Whether a row of `recognitions` is that recognition, held and valid on the date."""
    d = day(on)
    return (
        f"norm = {word(norm)} AND since <= {d} AND (until IS NULL OR {d} < until) "
        f"AND (period_end IS NULL OR {d} < period_end)"
    )


def _compared(low: str, high: str, need: str) -> str:
    return f"CASE WHEN {low} >= {need} THEN 2 WHEN {high} < {need} THEN 0 ELSE 1 END"


def hardship_step(norm: Norm, on: date) -> tuple[str, str]:
    """Per person the requirements that a hardship decision takes as met on the date."""
    d = day(on)
    return (
        "hard",
        f"SELECT person, list(requirement) AS decided FROM hardships WHERE norm = {word(norm.id)} AND since <= {d} "
        f"AND (until IS NULL OR {d} < until) GROUP BY person",
    )
