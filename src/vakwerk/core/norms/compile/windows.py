"""SQL for the window: who the version applies to, what extends the period, and what is taken off the work."""

from __future__ import annotations

from datetime import date

from vakwerk.core.dates import add_months as python_add_months
from vakwerk.core.dates import next_day
from vakwerk.core.norms.compile.text import add_months, day, days_between, union_days, word, words
from vakwerk.core.norms.model import Norm, Relief, Version
from vakwerk.core.norms.windows import BEGINNING

Steps = list[tuple[str, str]]
"""Named common table expressions, in order."""


def base_sql(norm: Norm, on: date) -> str:
    """Every person with the stored window under the norm and the index of the version that applies (-1: none)."""
    after = day(next_day(on))
    if norm.period is None:
        start, end, as_if = day(BEGINNING), after, "FALSE"
    else:
        begin = day(python_add_months(next_day(on), -norm.period.length_months))
        as_if = "(r.period_start IS NULL)"
        start, end = f"coalesce(r.period_start, {begin})", f"coalesce(r.period_end, {after})"
    inner = (
        f"SELECT p.person, p.born_on, r.person IS NOT NULL AS held, r.since, r.period_start, "
        f"r.admitted_by, coalesce(r.past, 0) AS past, "
        f"coalesce(r.last_extended_days, 0) AS last_extended_days, {as_if} AS as_if, {start} AS w_start, "
        f"{end} AS stored_end FROM people p LEFT JOIN recognitions r "
        f"ON r.person = p.person AND r.norm = {word(norm.id)}"
    )
    return f"SELECT *, {_version_choice(norm, on)} AS version FROM ({inner})"


def clock_sql(norm: Norm, on: date) -> str:
    """The date by which the norm chooses a version, where no transition does."""
    clocks = {"period_start": "w_start", "period_end": "stored_end", "assessed_on": day(on)}
    return clocks[norm.chosen_by] if norm.period is not None else day(on)


def _version_choice(norm: Norm, on: date) -> str:
    cases: list[str] = []
    if norm.period is not None:
        for line in norm.transition:
            tests = ["NOT as_if"]
            if line.started_before is not None:
                tests.append(f"w_start < {day(line.started_before)}")
            if line.started_from is not None:
                tests.append(f"w_start >= {day(line.started_from)}")
            if line.ends_before is not None:
                tests.append(f"stored_end < {day(line.ends_before)}")
            if line.ends_after is not None:
                tests.append(f"stored_end > {day(line.ends_after)}")
            index = [version.since for version in norm.versions].index(line.use)
            cases.append(f"WHEN {' AND '.join(tests)} THEN {index}")
    clock = clock_sql(norm, on)
    for index, version in reversed(list(enumerate(norm.versions))):
        if version.until is not None:
            cases.append(f"WHEN {clock} >= {day(version.since)} AND {clock} >= {day(version.until)} THEN -1")
        cases.append(f"WHEN {clock} >= {day(version.since)} THEN {index}")
    return f"CASE {' '.join(cases)} ELSE -1 END"


def window_steps(norm: Norm, version: Version, index: int, on: date) -> Steps:
    """From `base` to `scope`: the people of this version with `w_start`, `w_end` and `stored_end`."""
    steps: Steps = [("chosen", f"SELECT * FROM base WHERE version = {index}")]
    steps.append(("gone", _absences(version, on)))
    if norm.period is None:
        return [*steps, ("scope", "SELECT *, stored_end AS w_end FROM chosen")]
    months = " + ".join(
        f"CASE WHEN stored_end >= {day(d.ends_from)} AND stored_end < {day(d.ends_before)} THEN {d.months} ELSE 0 END"
        for d in version.decrees
    )
    days = " + ".join(
        f"CASE WHEN stored_end >= {day(d.ends_from)} AND stored_end < {day(d.ends_before)} THEN {d.days} ELSE 0 END"
        for d in version.decrees
    )
    grown = f"{add_months('stored_end', f'({months})')} + CAST({days} AS INTEGER)" if months else "stored_end"
    steps.append(
        ("decreed", f"SELECT *, CASE WHEN as_if THEN stored_end ELSE {grown} END AS decreed FROM chosen")
    )
    paused = _paused(version, steps)
    steps.append(
        (
            "reached",
            f"SELECT d.*, CASE WHEN as_if THEN decreed ELSE decreed + CAST({paused[0]} AS INTEGER) END AS reach "
            f"FROM decreed d {paused[1]}",
        )
    )
    extended = _extended(version, steps)
    steps.append(
        (
            "scope",
            f"SELECT r.*, CASE WHEN as_if THEN reach ELSE {extended[0]} END AS w_end FROM reached r {extended[1]}",
        )
    )
    return steps


def _absences(version: Version, on: date) -> str:
    cases = " ".join(f"WHEN kind IN {words(rule.kinds)} THEN {i}" for i, rule in enumerate(version.relief))
    rule = f"CASE {cases} ELSE -1 END" if cases else "-1"
    after = day(next_day(on))
    return (
        f"SELECT a.person, a.fact, a.since, coalesce(a.until, greatest({after}, a.since)) AS ends, a.percent, "
        f"{rule} AS rule FROM absences a SEMI JOIN chosen c ON c.person = a.person"
    )


def _may(rule: Relief) -> str:
    return "AND d.last_extended_days = 0" if rule.not_twice_in_a_row else ""


def _paused(version: Version, steps: Steps) -> tuple[str, str]:
    terms, joins = ["0"], []
    for i, rule in enumerate(version.relief):
        if not rule.pauses:
            continue
        rows = (
            f"SELECT g.person, greatest(g.since, d.w_start) AS s, least(g.ends, d.decreed) AS e FROM gone g "
            f"JOIN decreed d ON d.person = g.person WHERE g.rule = {i} AND g.since < d.decreed "
            f"AND g.ends > d.w_start {_may(rule)}"
        )
        steps.append((f"pause_{i}", union_days(rows)))
        length = f"coalesce(pause_{i}.days, 0)"
        if rule.at_most_months is not None:
            most = days_between("decreed", add_months("decreed", rule.at_most_months))
            length = f"least({length}, {most})"
        terms.append(length)
        joins.append(f"LEFT JOIN pause_{i} ON pause_{i}.person = d.person")
    return f"({' + '.join(terms)})", " ".join(joins)


def _extended(version: Version, steps: Steps) -> tuple[str, str]:
    months, days, joins = ["0"], ["0"], []
    for i, rule in enumerate(version.relief):
        if not (rule.extends_days or rule.extends_months):
            continue
        counted = (
            f"SELECT g.person, count(*) AS times FROM gone g JOIN reached d ON d.person = g.person "
            f"WHERE g.rule = {i} AND g.since >= d.w_start AND g.since < d.reach {_may(rule)} GROUP BY g.person"
        )
        steps.append((f"extend_{i}", counted))
        times = f"coalesce(extend_{i}.times, 0)"
        if not rule.each:
            times = f"least(1, {times})"
        for amount, most, terms in (
            (rule.extends_months, rule.at_most_months, months),
            (rule.extends_days, rule.at_most_days, days),
        ):
            if amount:
                terms.append(f"{times} * {amount}" if most is None else f"least({most}, {times} * {amount})")
        joins.append(f"LEFT JOIN extend_{i} ON extend_{i}.person = r.person")
    more = f"({' + '.join(months)})"
    grown = add_months("reach", more) if len(months) > 1 else "reach"
    return f"({grown} + CAST(({' + '.join(days)}) AS INTEGER))", " ".join(joins)


def deduction_steps(norm: Norm, version: Version) -> Steps:
    """`off`: (person, since, until, percent, sure), days that do not overlap, with what they take off the work."""
    worked = [i for i, rule in enumerate(version.relief) if rule.counts_as_worked]
    sure = "TRUE" if version.relief_established else "FALSE"
    outside = f"WHERE rule NOT IN ({', '.join(map(str, worked))})" if worked else ""
    parts = [f"SELECT person, since, ends AS until, percent, {sure} AS sure FROM gone {outside}"]
    steps: Steps = []
    for i in worked:
        most = version.relief[i].at_most_days
        if most is None:
            continue
        steps += _allowance_steps(i)
        used = f"least(days, greatest(0, {most} - before))"
        parts.append(
            f"SELECT person, s + CAST({used} AS INTEGER) AS until_used, e, percent, TRUE FROM allowance_{i}"
        )
    effects = [(words(effect.kinds), effect.not_established) for effect in version.measures]
    if effects:
        cases = " ".join(
            f"WHEN kind IN {kinds} THEN {'FALSE' if open_ else 'TRUE'}" for kinds, open_ in effects
        )
        parts.append(
            f"SELECT person, since, coalesce(until, DATE '9999-01-01'), 100, sure FROM (SELECT *, CASE {cases} END "
            f"AS sure FROM measures WHERE norm = {word(norm.id)}) WHERE sure IS NOT NULL"
        )
    steps.append(("stretch", f"SELECT * FROM ({' UNION ALL '.join(parts)}) WHERE until > since"))
    edges = "SELECT person, since AS edge FROM stretch UNION SELECT person, until FROM stretch"
    pieces = (
        f"SELECT person, edge AS s, lead(edge) OVER (PARTITION BY person ORDER BY edge) AS e FROM ({edges})"
    )
    sure = "CAST(least(100, coalesce(sum(t.percent) FILTER (t.sure), 0)) AS BIGINT)"
    off = (
        f"SELECT p.person, p.s AS since, p.e AS until, CAST(least(100, sum(t.percent)) AS BIGINT) AS percent, "
        f"{sure} AS sure FROM ({pieces}) p JOIN stretch t ON t.person = p.person AND t.since <= p.s AND t.until >= p.e "
        "GROUP BY p.person, p.s, p.e"
    )
    return [*steps, ("off", off)]


def _allowance_steps(i: int) -> Steps:
    count = "CAST(year(w_end) - year(w_start) + 1 AS BIGINT)"
    years = f"SELECT person, w_start, w_end, unnest(range(0, {count})) AS k FROM scope"
    bounds = (
        f"SELECT person, k, {add_months('w_start', '12 * k')} AS ys, "
        f"least({add_months('w_start', '12 * k + 12')}, w_end) AS ye FROM ({years})"
    )
    clipped = (
        f"SELECT g.person, y.k, g.fact, g.since, g.percent, greatest(g.since, y.ys) AS s, least(g.ends, y.ye) AS e "
        f"FROM gone g JOIN ({bounds}) y ON y.person = g.person WHERE g.rule = {i} "
        f"AND greatest(g.since, y.ys) < least(g.ends, y.ye)"
    )
    before = (
        "coalesce(sum(CAST(e - s AS BIGINT)) OVER (PARTITION BY person, k ORDER BY since, fact "
        "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)"
    )
    return [
        (
            f"allowance_{i}",
            f"SELECT *, CAST(e - s AS BIGINT) AS days, CAST({before} AS BIGINT) AS before FROM ({clipped})",
        )
    ]
