"""Dossiers as people write them in cases and examples: hours instead of minutes, ids and the norm filled in.

A story is read from nodes that know their line, so that what is wrong in it is pointed at like a fault in a norm.
"""

from __future__ import annotations

import re
from typing import Any

from vakwerk.core.amounts import NotAnAmount, Unit, parse_amount
from vakwerk.core.dossier import Dossier, Period, UnreadableDossier, dossier_from_data
from vakwerk.core.dossier.shapes import SCALARS, shapes_of
from vakwerk.core.dossier.values import FACT_LISTS, LIST_OF
from vakwerk.core.norms.reading.nodes import Node
from vakwerk.core.norms.reading.reader import Reader

_LETTER = {
    "activities": "a", "work": "w", "absences": "l", "documents": "d", "declarations": "c", "holdings": "h",
    "recognitions": "r", "measures": "m", "hardships": "x",
}  # fmt: skip
_TYPE_OF = {name: fact_type for fact_type, name in LIST_OF.items()}
HOURS: dict[str, str] = {
    "hours": "minutes",
    "remote_hours": "remote_minutes",
    "hours_per_week": "minutes_per_week",
}
"""Short ways to write minutes, and the field each one fills."""


def plain(node: Node) -> Any:
    """The node as Python data; every scalar stays the text that was written."""
    if node.mapping is not None:
        return {key: plain(value) for key, value in node.mapping.items()}
    if node.items is not None:
        return [plain(item) for item in node.items]
    return node.scalar


def read_story(reader: Reader, node: Node | None, norm: str, default_period: Period | None = None) -> Dossier:
    """The dossier told at `node`; faults go to the reader. Facts without an id get `a1`, `a2`, `w1` …

    A recognition without a norm is one under `norm`, since the start of its period. When the story has no recognitions
    and a default period is given, the person is under `norm` in that period.
    """
    data: dict[str, Any] = {"person": "p"}
    found = reader.keys(node, shapes_of(Dossier), "dossier")
    for key, value in found.items():
        if key in FACT_LISTS:
            data[key] = [
                _fact(reader, item, key, place, norm)
                for place, item in enumerate(reader.items(value, key), 1)
            ]
        else:
            data[key] = plain(value)
    if "recognitions" not in data and default_period is not None:
        start, end = default_period.start.isoformat(), default_period.end.isoformat()
        data["recognitions"] = [
            {"id": "r1", "norm": norm, "since": start, "period": {"start": start, "end": end}}
        ]
    try:
        return dossier_from_data(data)
    except UnreadableDossier as error:
        for fault in error.faults:
            reader.fault(_at(node or Node(0), fault.path), str(fault))
        return Dossier(person="p")


def _fact(reader: Reader, node: Node, name: str, place: int, norm: str) -> Any:
    if node.mapping is None:
        reader.fault(node, f"{name} must hold mappings, found {node.describe()}")
        return {}
    fact: dict[str, Any] = {"id": f"{_LETTER[name]}{place}"}
    if name in ("recognitions", "measures", "hardships"):
        fact["norm"] = norm
    for key, value in node.mapping.items():
        if key in HOURS and value.scalar is not None:
            fact[HOURS[key]] = _minutes(reader, value)
        else:
            fact[key] = plain(value)
    if name == "recognitions" and "since" not in fact:
        period = node.mapping.get("period")
        if period is not None and period.mapping is not None and "start" in period.mapping:
            fact["since"] = plain(period.mapping["start"])
    return _typed(_TYPE_OF[name], fact)


def _minutes(reader: Reader, node: Node) -> int | None:
    try:
        amount = parse_amount(f"{node.scalar} hours")
    except NotAnAmount:
        reader.fault(node, f"'{node.scalar}' is not a number of hours", "write 'hours: 1.5'")
        return None
    assert amount.unit is Unit.MINUTES
    return amount.value


def _typed(value_type: Any, data: dict[str, Any]) -> dict[str, Any]:
    """Text that must be a number becomes one; lists of one may be written without brackets."""
    shapes = shapes_of(value_type)
    made: dict[str, Any] = {}
    for key, value in data.items():
        shape = shapes.get(key)
        if shape is None:
            made[key] = value
            continue
        if shape.many is None:
            made[key] = _scalar(shape.base, value)
        else:
            several = value if isinstance(value, list) else [value]
            made[key] = [_scalar(shape.base, item) for item in several]
    return made


def _scalar(base: type, value: Any) -> Any:
    if base not in SCALARS and isinstance(value, dict):
        return _typed(base, value)
    if base is int and isinstance(value, str) and re.fullmatch(r"-?\d{1,9}", value):
        return int(value)
    return value


def _at(node: Node, path: str) -> Node:
    """The deepest node that a dossier fault's path (`$.activities[3].minutes`) leads to."""
    for name, index in re.findall(r"\.(\w+)|\[(\d+)\]", path):
        if name and node.mapping is not None and name in node.mapping:
            node = node.mapping[name]
        elif index and node.items is not None and int(index) < len(node.items):
            node = node.items[int(index)]
        else:
            break
    return node
