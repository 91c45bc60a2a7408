"""Versions of a norm: rules in force from a date, with relief, decrees, measures, tolerance and transitional law."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from vakwerk.core.amounts import Amount, Unit
from vakwerk.core.norms.conditions import Completed, Condition
from vakwerk.core.norms.model import (
    Decree,
    MeasureEffect,
    Relief,
    Requirement,
    Tolerance,
    Transition,
    Version,
)
from vakwerk.core.norms.reading.conditions import ACTIVITY_FILTERS, FILTER_KEYS, read_conditions, spread_out
from vakwerk.core.norms.reading.nodes import Node
from vakwerk.core.norms.reading.reader import NO_SOURCE, Reader
from vakwerk.core.norms.reading.requirements import read_requirement

Item = TypeVar("Item")

VERSION_KEYS = (
    "from", "until", "source", "requires", "counts_when", "relief", "decrees", "measures", "met_by", "tolerance",
    "point", "not_expressed",
)  # fmt: skip
RELIEF_KEYS = (
    "for",
    "extends",
    "each",
    "pauses",
    "counts_as_worked",
    "effect",
    "at_most",
    "not_twice_in_a_row",
)
DAYS_OR_MONTHS = (Unit.DAYS, Unit.MONTHS)


def read_version(reader: Reader, node: Node) -> Version | None:
    """One version; None when it has no date or no requirements."""
    found = reader.keys(node, VERSION_KEYS, "a version")
    since = reader.day(found.get("from"), "from")
    if since is None:
        reader.fault(node, "a version needs 'from: date'")
    source = reader.source(found.get("source"))
    if source is None:
        reader.fault(node, "a version needs a source", "write {title: …, url: …, article: …}")
    requires: Requirement | None = None
    reader.taken = {}
    if "requires" in found:
        requires = read_requirement(reader, found["requires"])
    else:
        reader.fault(node, "a version needs 'requires'")
    relief_node = found.get("relief")
    established = relief_node is None or relief_node.scalar != "not_established"
    relief = reader.items(relief_node, "relief") if established else ()
    point = reader.amount(found.get("point"), "point", (Unit.MINUTES,))
    version = None
    if since is not None and requires is not None:
        version = Version(
            since=since,
            until=reader.day(found.get("until"), "until"),
            source=source or NO_SOURCE,
            requires=requires,
            counts_when=_read_counts_when(reader, found.get("counts_when")),
            relief=tuple(_read_relief(reader, item) for item in relief),
            relief_established=established,
            decrees=tuple(
                _present(_read_decree(reader, i) for i in reader.items(found.get("decrees"), "decrees"))
            ),
            measures=tuple(_read_measure(reader, i) for i in reader.items(found.get("measures"), "measures")),
            met_by=tuple(reader.slug(i, "met_by") for i in reader.items(found.get("met_by"), "met_by")),
            tolerance=_read_tolerance(reader, found.get("tolerance")),
            minutes_per_point=60 if point is None else point.value,
            not_expressed=tuple(
                _present(
                    reader.text(i, "not_expressed")
                    for i in reader.items(found.get("not_expressed"), "not_expressed")
                )
            ),
        )
        if version.until is not None and version.until <= version.since:
            reader.fault(found["until"], "the version ends before it begins")
        if version.minutes_per_point <= 0:
            reader.fault(found["point"], "a point must be worth some time")
    return version


def _present(values: Iterable[Item | None]) -> list[Item]:
    return [value for value in values if value is not None]


def _read_counts_when(reader: Reader, node: Node | None) -> tuple[tuple[Condition, ...], ...]:
    within = Completed("within_period")
    if node is None:
        return ((within,),)
    found = node.mapping or {}
    items = reader.items(found["any"], "any") if set(found) == {"any"} else (node,)
    ways = []
    for item in items:
        keys = reader.keys(item, FILTER_KEYS["activities"], "counts_when")
        made = read_conditions(reader, keys, ACTIVITY_FILTERS)
        ways.append(made if "completed" in keys else (within, *made))
    return tuple(ways)


def _read_relief(reader: Reader, node: Node) -> Relief:
    found = reader.keys(node, RELIEF_KEYS, "relief")
    named = reader.terms(found.get("for"), "absence_kinds", "for")
    if not named:
        reader.fault(node, "relief needs 'for: kind of absence'")
    effects = [key for key in ("extends", "pauses", "counts_as_worked", "effect") if key in found]
    if len(effects) != 1:
        reader.fault(
            node, "relief has exactly one effect", "extends, pauses, counts_as_worked or 'effect: none'"
        )
    if "effect" in found:
        reader.choice(found["effect"], ("none",), "effect", "none")
    extends = reader.amount(found.get("extends"), "extends", DAYS_OR_MONTHS)
    limit_units = (
        (Unit.MONTHS,)
        if "pauses" in found
        else (Unit.DAYS,)
        if "counts_as_worked" in found
        else DAYS_OR_MONTHS
    )
    most = reader.amount(found.get("at_most"), "at_most", limit_units)
    if "extends" in found and extends is not None and most is not None and most.unit is not extends.unit:
        reader.fault(found["at_most"], "at_most must be in the unit of extends", f"use {extends.unit.value}")
    return Relief(
        kinds=spread_out("absence_kinds", named),
        named=named,
        extends_days=extends.value if extends is not None and extends.unit is Unit.DAYS else 0,
        extends_months=extends.value if extends is not None and extends.unit is Unit.MONTHS else 0,
        each=reader.flag(found.get("each"), "each", default=True),
        pauses=reader.flag(found.get("pauses"), "pauses", default=False),
        counts_as_worked=reader.flag(found.get("counts_as_worked"), "counts_as_worked", default=False),
        at_most_days=most.value if most is not None and most.unit is Unit.DAYS else None,
        at_most_months=most.value if most is not None and most.unit is Unit.MONTHS else None,
        not_twice_in_a_row=reader.flag(found.get("not_twice_in_a_row"), "not_twice_in_a_row", default=False),
    )


def _read_decree(reader: Reader, node: Node) -> Decree | None:
    found = reader.keys(node, ("period_ends", "extends", "source"), "decrees")
    ends = reader.keys(found.get("period_ends"), ("from", "before"), "period_ends")
    since, before = reader.day(ends.get("from"), "from"), reader.day(ends.get("before"), "before")
    extends = reader.amount(found.get("extends"), "extends", DAYS_OR_MONTHS)
    if since is None or before is None or extends is None:
        reader.fault(node, "a decree needs period_ends {from, before} and extends")
        return None
    months, days = (extends.value, 0) if extends.unit is Unit.MONTHS else (0, extends.value)
    return Decree(since, before, months, days, reader.source(found.get("source")))


def _read_measure(reader: Reader, node: Node) -> MeasureEffect:
    found = reader.keys(node, ("kind", "work"), "measures")
    kinds = reader.terms(found.get("kind"), "measure_kinds", "kind")
    effect = reader.choice(found.get("work"), ("does_not_count", "not_established"), "work", "does_not_count")
    return MeasureEffect(frozenset(kinds), effect == "not_established")


def _read_tolerance(reader: Reader, node: Node | None) -> Tolerance | None:
    if node is None:
        return None
    found = reader.keys(node, ("at_least", "of", "remedy", "repair_within"), "tolerance")
    reader.choice(found.get("of"), ("average",), "of", "average")
    percent = reader.percent(found.get("at_least"), "at_least")
    within = reader.amount(found.get("repair_within"), "repair_within", DAYS_OR_MONTHS)
    if percent is None or within is None:
        reader.fault(node, "tolerance needs 'at_least: N percent' and 'repair_within: term'")
        return None
    return Tolerance(percent, reader.word(found.get("remedy"), "remedy", "conditional"), within)


def read_transition(reader: Reader, node: Node, versions: Mapping[date, Version]) -> Transition | None:
    """One line of transitional law; `use` must name the date of a version in this file."""
    found = reader.keys(node, ("when", "use", "source"), "transition")
    when = reader.keys(found.get("when"), ("period_started", "period_ends"), "when")
    started_before, started_from = _edge(reader, when.get("period_started"), "before", "from")
    ends_before, ends_after = _edge(reader, when.get("period_ends"), "before", "after")
    match = re.fullmatch(r"version (\d{4}-\d{2}-\d{2})", reader.word(found.get("use"), "use"))
    use = date.fromisoformat(match[1]) if match else None
    if use is None or use not in versions:
        known = ", ".join(f"version {day}" for day in versions)
        reader.fault(found.get("use", node), "use must name a version of this file", known)
        return None
    return Transition(
        started_before, started_from, ends_before, ends_after, use, reader.source(found.get("source"))
    )


def _edge(reader: Reader, node: Node | None, first: str, second: str) -> tuple[date | None, date | None]:
    if node is None:
        return None, None
    match = re.fullmatch(rf"({first}|{second}) (\d{{4}}-\d{{2}}-\d{{2}})", reader.word(node, "when"))
    if match is None:
        reader.fault(
            node, f"{node.describe()} is not an edge", f"write '{first} 2023-01-01' or '{second} 2023-01-01'"
        )
        return None, None
    day = date.fromisoformat(match[2])
    return (day, None) if match[1] == first else (None, day)


def duration_months(reader: Reader, node: Node | None, where: str) -> int | None:
    """A number of calendar months, from "5 years" or "24 months"."""
    found: Amount | None = reader.amount(node, where, (Unit.MONTHS,))
    return None if found is None else found.value
