"""SQL for sums: per fact its truth for every group and its amounts; per person the low and high of every group.

Mirrors `core.norms.sums` and `core.norms.amounts_of_facts` expression by expression.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from vakwerk.core.amounts import Unit
from vakwerk.core.dates import next_day
from vakwerk.core.norms.amounts_of_facts import MOST_MINUTES_A_WEEK, WORK_SCALE
from vakwerk.core.norms.compile.conditions import (
    ALWAYS,
    Truth,
    all_sql,
    any_sql,
    condition_sql,
    first_refusal,
    path_sql,
)
from vakwerk.core.norms.compile.text import add_months, day, days_between, overlap, summed
from vakwerk.core.norms.compile.windows import Steps
from vakwerk.core.norms.model import Group, Total, Version, Weight


@dataclass(frozen=True, slots=True)
class Numbered:
    """A group with its number in the query; its columns are `os{n}`, `om{n}` (own truth: surely, maybe)
    and `ps{n}`, `pm{n}` (of the whole path)."""

    group: Group
    number: int
    parent: Numbered | None
    offset: int
    """How many conditions come before its own on the path."""
    parts: tuple[Numbered, ...]

    def walk(self) -> Iterator[Numbered]:
        """This group and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


def number_groups(total: Total, first: int, offset: int) -> Numbered:
    """Numbers for every group of a sum, from `first`; `offset` conditions (eligibility) come before the root's."""
    counter = first

    def made(group: Group, parent: Numbered | None, before: int) -> Numbered:
        nonlocal counter
        node = Numbered(group, counter, parent, before, ())
        counter += 1
        parts = tuple(made(part, node, before + len(group.conditions)) for part in group.parts)
        object.__setattr__(node, "parts", parts)
        return node

    return made(total.group, None, offset)


def own_columns(root: Numbered, on: date) -> list[tuple[str, str]]:
    """Name and expression of `os{n}` and `om{n}` of a group and those below."""
    columns = []
    for node in root.walk():
        truth = path_sql(node.group.conditions, on)
        columns += [(f"os{node.number}", truth.sure), (f"om{node.number}", truth.may)]
    return columns


def path_columns(root: Numbered, above: Truth) -> list[str]:
    """Columns `ps{n}` and `pm{n}` of a group and those below, from their own; the path begins with `above`."""
    columns = []
    for node in root.walk():
        n = node.number
        over = above if node.parent is None else path_of(node.parent)
        path = all_sql([over, Truth(f"os{n}", f"om{n}")])
        columns += [f"{path.sure} AS ps{n}", f"{path.may} AS pm{n}"]
    return columns


def path_of(node: Numbered) -> Truth:
    """The columns that say whether a fact lies in the group and in all above it."""
    return Truth(f"ps{node.number}", f"pm{node.number}")


def refusal_sql(node: Numbered, on: date) -> str:
    """The step at which the group refuses the fact, or -1."""
    return first_refusal([condition_sql(condition, on) for condition in node.group.conditions], node.offset)


# --- amounts of activities ------------------------------------------------------------------------------------------


def eligible_sql(version: Version, on: date) -> Truth:
    """The best of the ways to be eligible."""
    return any_sql([path_sql(way, on) for way in version.counts_when]) if version.counts_when else ALWAYS


def activity_amounts(total: Total, version: Version, on: date) -> tuple[str, str]:
    """Least and greatest amount of an activity in the unit of the sum."""
    longest = f"greatest(1, {days_between('coalesce(started_on, completed_on)', 'completed_on')} + 1) * 1440"
    least_net = "coalesce(minutes, 0)"
    most_net = f"coalesce(minutes, {longest}, 0)"
    if total.remote_excluded:
        fits = any_sql([path_sql(path, on) for path in total.remote_excluded]).sure
        least_net = f"CASE WHEN {fits} THEN greatest(0, {least_net} - remote_minutes) ELSE {least_net} END"
        most_net = f"CASE WHEN {fits} THEN greatest(0, {most_net} - remote_minutes) ELSE {most_net} END"
    per_point = version.minutes_per_point
    low = _weighted(total, least_net, per_point, on, "least")
    high = _weighted(total, most_net, per_point, on, "greatest")
    if total.per_fact is None:
        return low, high
    return f"least({total.per_fact}, {low})", f"least({total.per_fact}, {high})"


def _weighted(total: Total, net: str, per_point: int, on: date, choose: str) -> str:
    expression = _worth(Weight(()), total.unit, net, per_point)
    for weight in reversed(total.weights):
        fits, worth = path_sql(weight.conditions, on), _worth(weight, total.unit, net, per_point)
        unsure = f"{choose}({worth}, {expression})"
        expression = f"CASE WHEN {fits.sure} THEN {worth} WHEN {fits.may} THEN {unsure} ELSE {expression} END"
    return expression


def _worth(weight: Weight, unit: Unit, net: str, per_point: int) -> str:
    if weight.fixed is not None:
        return str(weight.fixed)
    if unit is Unit.PIECES:
        return str(weight.numerator // weight.denominator)
    if unit is Unit.POINTS:
        return f"(({net}) * {100 * weight.numerator}) // {weight.denominator * per_point}"
    if weight.numerator == weight.denominator == 1:
        return f"({net})"
    return f"(({net}) * {weight.numerator}) // {weight.denominator}"


# --- amounts of work ------------------------------------------------------------------------------------------------


def work_steps(total: Total, root: Numbered, on: date) -> Steps:
    """`work_{n}`: spells with their truths and scaled amounts `lo`, `hi`."""
    n = root.number
    last = f"least(s.w_end, {day(next_day(on))})"
    spells = (
        f"SELECT w.*, s.w_start, s.w_end, greatest(w.since, s.w_start) AS s, "
        f"least(coalesce(w.until, {last}), {last}) AS e, {last} AS last FROM work w JOIN scope s ON s.person = w.person"
    )
    own = ", ".join(f"{expression} AS {name}" for name, expression in own_columns(root, on))
    path = ", ".join(path_columns(root, ALWAYS))
    steps: Steps = [(f"spell_{n}", f"SELECT *, {path} FROM (SELECT *, {own} FROM ({spells}) WHERE e > s)")]
    if total.lost_before_gap_months is None:
        cuts, joined = ("w_start", "w_start"), ""
    else:
        steps += [
            (f"cut_low_{n}", _cut(f"ps{n}", n, total.lost_before_gap_months)),
            (f"cut_high_{n}", _cut(f"pm{n}", n, total.lost_before_gap_months)),
        ]
        cuts = ("coalesce(cl.cut, w_start)", "coalesce(ch.cut, w_start)")
        joined = f"LEFT JOIN cut_low_{n} cl ON cl.person = x.person LEFT JOIN cut_high_{n} ch ON ch.person = x.person"
    steps.append(
        (
            f"placed_{n}",
            f"SELECT x.*, greatest(s, {cuts[0]}) AS s_low, greatest(s, {cuts[1]}) AS s_high FROM spell_{n} x {joined} "
            f"WHERE pm{n}",
        )
    )
    taken_low = summed(f"o.percent * {overlap('x.s_low', 'x.e', 'o.since', 'o.until')}")
    taken_high = summed(f"o.sure * {overlap('x.s_high', 'x.e', 'o.since', 'o.until')}")
    steps.append(
        (
            f"taken_{n}",
            f"SELECT x.person, x.fact, {taken_low} AS low, {taken_high} AS high FROM placed_{n} x "
            f"JOIN off o ON o.person = x.person GROUP BY x.person, x.fact",
        )
    )
    amounts = []
    for name, start, minutes in (
        ("low", "s_low", "coalesce(minutes_per_week, 0)"),
        ("high", "s_high", f"coalesce(minutes_per_week, {MOST_MINUTES_A_WEEK})"),
    ):
        length = days_between(start, "e")
        amounts.append(
            f"CASE WHEN {length} <= 0 THEN 0 ELSE {minutes} * (100 * {length} - coalesce(t.{name}, 0)) END "
            f"AS {'lo' if name == 'low' else 'hi'}_{n}"
        )
    steps.append(
        (
            f"member_{n}",
            f"SELECT x.*, {', '.join(amounts)} FROM placed_{n} x LEFT JOIN taken_{n} t "
            f"ON t.person = x.person AND t.fact = x.fact",
        )
    )
    return steps


def _cut(fits: str, n: int, months: int) -> str:
    """Per person the last day from which work counts: after the last gap, or never when the gap is still going on."""
    reached = (
        "max(e) OVER (PARTITION BY person ORDER BY s, e ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
    )
    rows = f"SELECT person, s, e, last, {reached} AS reached FROM spell_{n} WHERE {fits}"
    after_gap = f"max(CASE WHEN reached IS NOT NULL AND {add_months('reached', months)} < s THEN s END)"
    still_going = f"CASE WHEN {add_months('max(e)', months)} < max(last) THEN max(last) END"
    return f"SELECT person, greatest({after_gap}, {still_going}) AS cut FROM ({rows}) GROUP BY person"


# --- sums -----------------------------------------------------------------------------------------------------------


class Terms:
    """The plain sums over facts from which the lows and highs of groups are worked out; equal ones are kept once."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def add(self, expression: str) -> str:
        """The name under which the sum of this expression (NULL: not in it) can be used."""
        return self._names.setdefault(expression, f"t{len(self._names)}")

    @property
    def expressions(self) -> tuple[str, ...]:
        """What is summed, in the order of the names `t0`, `t1` …"""
        return tuple(self._names)


def sum_columns(root: Numbered, scale: int, terms: Terms) -> list[str]:
    """Columns `low_{n}` and `high_{n}` of every group, worked out from `terms`.

    The terms are over rows with `lo_{root}`, `hi_{root}` and the truths of every group.
    """
    columns = []
    for node in root.walk():
        for bound, inside in (("low", f"ps{node.number}"), ("high", f"pm{node.number}")):
            value = _inner(node, [inside], bound, scale, root.number, terms)
            columns.append(f"({value}) // {scale} AS {bound}_{node.number}")
    return columns


def summed_step(source: str, columns: Sequence[str], terms: Sequence[str]) -> str:
    """Per person the columns, from the rows of `source`."""
    sums = ", ".join(f"{summed(one)} AS t{k}" for k, one in enumerate(terms))
    return f"SELECT person, {', '.join(columns)} FROM (SELECT person, {sums} FROM {source} GROUP BY person)"


def _inner(node: Numbered, inside: list[str], bound: str, scale: int, root: int, terms: Terms) -> str:
    amount = f"lo_{root}" if bound == "low" else f"hi_{root}"
    capping = [part for part in node.parts if part.group.caps_inside()]
    fits = [f"om{part.number}" if bound == "low" else f"os{part.number}" for part in capping]
    rest = " AND ".join([*inside, *(f"NOT {fit}" for fit in fits)])
    found = [terms.add(f"CASE WHEN {rest} THEN {amount} END")]
    for index, part in enumerate(capping):
        others = [f"NOT {fit}" for other, fit in enumerate(fits) if other != index]
        value = _inner(part, [*inside, fits[index], *others], bound, scale, root, terms)
        found.append(_capped(node, part, value, inside, bound, scale, root, terms))
    return " + ".join(found)


def _capped(
    parent: Numbered,
    part: Numbered,
    value: str,
    inside: list[str],
    bound: str,
    scale: int,
    root: int,
    terms: Terms,
) -> str:
    cap = part.group.cap
    if cap is None:
        return f"({value})"
    if cap.amount is not None:
        return f"least({cap.amount.value * scale}, {value})"
    base = []
    for sibling in parent.parts:
        if sibling.group.name in cap.of:
            fit = f"os{sibling.number}" if bound == "low" else f"om{sibling.number}"
            inner = _inner(sibling, [*inside, fit], bound, scale, root, terms)
            base.append(_capped(parent, sibling, inner, inside, bound, scale, root, terms))
    return f"least({value}, ({cap.percent} * ({' + '.join(base) or '0'})) // 100)"


def scale_of(total: Total) -> int:
    """What sums are divided by at the end: work is summed in minutes a week × hundredths of days."""
    return WORK_SCALE if total.facts == "work" else 1
