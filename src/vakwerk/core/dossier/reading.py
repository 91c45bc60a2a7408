"""A dossier from JSON. Every wrong field is reported with its path; nothing is guessed and nothing is dropped."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any, TypeVar, cast

from vakwerk.core import vocabulary
from vakwerk.core.dossier.shapes import SCALARS, Shape, shapes_of
from vakwerk.core.dossier.values import Dossier

Value = TypeVar("Value")

LONGEST_TEXT = 10_000
MOST_FACTS = 100_000


@dataclass(frozen=True, slots=True)
class DossierFault:
    """One wrong place: the path to it (`activities[3].minutes`), what is wrong, and what to do."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class UnreadableDossier(ValueError):
    """The JSON does not describe a dossier; `faults` lists every place."""

    def __init__(self, faults: list[DossierFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(str(fault) for fault in faults))


def read_dossier(text: str) -> Dossier:
    """Read a dossier from JSON text. Raises UnreadableDossier with every fault."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableDossier([DossierFault("$", f"this is not JSON: {error}")]) from error
    return dossier_from_data(data)


def dossier_from_data(data: object) -> Dossier:
    """The same from parsed JSON. Raises UnreadableDossier with every fault."""
    faults: list[DossierFault] = []
    dossier = _read(Dossier, data, "$", faults)
    if dossier is not None:
        _check_ids(dossier, faults)
    if faults:
        raise UnreadableDossier(faults)
    assert dossier is not None
    return dossier


def value_from_data(value_type: type[Value], data: object) -> Value:
    """One fact of the given type from parsed JSON. Raises UnreadableDossier with every fault."""
    faults: list[DossierFault] = []
    value = _read(value_type, data, "$", faults)
    if faults or value is None:
        raise UnreadableDossier(faults)
    return value


def _check_ids(dossier: Dossier, faults: list[DossierFault]) -> None:
    seen: set[str] = set()
    for fact in dossier.facts():
        if fact.id in seen:
            faults.append(DossierFault("$", f"the id '{fact.id}' is used twice; every fact needs its own"))
        seen.add(fact.id)
    norms = [held.norm for held in dossier.recognitions]
    twice = sorted({norm for norm in norms if norms.count(norm) > 1})
    faults += [
        DossierFault("$.recognitions", f"'{norm}' stands here twice; put earlier periods under `past`")
        for norm in twice
    ]


def _read(value_type: type[Value], data: object, path: str, faults: list[DossierFault]) -> Value | None:
    if not isinstance(data, dict):
        faults.append(DossierFault(path, f"expected an object, found {_kind(data)}"))
        return None
    shapes = shapes_of(cast(type, value_type))
    before = len(faults)
    for key in data:
        if key not in shapes:
            near = get_close_matches(str(key), list(shapes), n=1)
            hint = f"; did you mean '{near[0]}'?" if near else f"; known here: {', '.join(shapes)}"
            faults.append(DossierFault(f"{path}.{key}", f"unknown field{hint}"))
    values: dict[str, Any] = {}
    for name, shape in shapes.items():
        if name not in data:
            if shape.required:
                faults.append(DossierFault(f"{path}.{name}", "this field is needed"))
            continue
        values[name] = _read_field(shape, data[name], f"{path}.{name}", faults)
    if len(faults) > before:
        return None
    return value_type(**values)


def _read_field(shape: Shape, data: object, path: str, faults: list[DossierFault]) -> object:
    if shape.many is None:
        if data is None:
            if not shape.nullable:
                faults.append(DossierFault(path, "may not be null"))
            return None
        return _read_one(shape, data, path, faults)
    if not isinstance(data, list):
        faults.append(DossierFault(path, f"expected a list, found {_kind(data)}"))
        return None
    if len(data) > MOST_FACTS:
        faults.append(DossierFault(path, f"{len(data)} entries; at most {MOST_FACTS} in one dossier"))
        return None
    items = [_read_one(shape, item, f"{path}[{index}]", faults) for index, item in enumerate(data)]
    return shape.many(items) if shape.many is tuple or all(_hashable(item) for item in items) else None


def _hashable(item: object) -> bool:
    return not isinstance(item, dict | list)


def _read_one(shape: Shape, data: object, path: str, faults: list[DossierFault]) -> object:
    if shape.base not in SCALARS:
        return _read(shape.base, data, path, faults)
    value = _scalar(shape.base, data)
    if value is None:
        faults.append(DossierFault(path, f"expected {SCALARS[shape.base]}, found {_kind(data)}"))
        return None
    if shape.terms is not None and not vocabulary.is_term(shape.terms, cast(str, value)):
        near = vocabulary.close_to(shape.terms, cast(str, value))
        hint = f"did you mean '{near}'?" if near else f"known: {', '.join(vocabulary.terms(shape.terms))}"
        faults.append(DossierFault(path, f"'{value}' is not a known term; {hint}"))
    if isinstance(value, int) and shape.minimum is not None and value < shape.minimum:
        faults.append(DossierFault(path, f"{value} is too small; at least {shape.minimum}"))
    if isinstance(value, int) and shape.maximum is not None and value > shape.maximum:
        faults.append(DossierFault(path, f"{value} is too large; at most {shape.maximum}"))
    return value


def _scalar(base: type, data: object) -> object | None:
    if base is int:
        return data if isinstance(data, int) and not isinstance(data, bool) else None
    if not isinstance(data, str):
        return None
    if base is str:
        return data if len(data) <= LONGEST_TEXT else None
    try:
        if base is date:
            found = date.fromisoformat(data) if len(data) == 10 else None
            return found if found is not None and 1900 <= found.year <= 2200 else None
        moment = datetime.fromisoformat(data)
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    except ValueError:
        return None


def _kind(data: object) -> str:
    if data is None:
        return "null"
    if isinstance(data, str):
        return f"'{data[:40]}'"
    if isinstance(data, bool | int | float):
        return str(data).lower()
    return "a list" if isinstance(data, list) else "an object"
