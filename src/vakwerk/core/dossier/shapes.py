"""One description of every fact's fields, derived from the values; reading, writing and schema all use it."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from vakwerk.core import vocabulary


class NotOfAPerson(TypeError):
    """A fact of one person would take terms that may only be said of groups; keep them out of the dossier."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One field: its base type, whether it may be None, is a set or list, is required, and its limits."""

    name: str
    base: type
    nullable: bool
    many: type | None  # frozenset, tuple or None
    required: bool
    terms: str | None
    minimum: int | None
    maximum: int | None


def _shape(spec: Field[Any], hint: Any) -> Shape:
    nullable, many = False, None
    if get_origin(hint) in (Union, types.UnionType):
        options = [option for option in get_args(hint) if option is not type(None)]
        nullable, hint = True, options[0]
    if get_origin(hint) in (frozenset, tuple):
        many, hint = get_origin(hint), get_args(hint)[0]
    return Shape(
        name=spec.name,
        base=hint,
        nullable=nullable,
        many=many,
        required=spec.default is MISSING and spec.default_factory is MISSING,
        terms=spec.metadata.get("terms"),
        minimum=spec.metadata.get("min"),
        maximum=spec.metadata.get("max"),
    )


@cache
def shapes_of(value_type: type) -> Mapping[str, Shape]:
    """The fields of a dossier value by name, in their written order.

    Raises NotOfAPerson for a field with terms that may only be said of groups.
    """
    assert is_dataclass(value_type)
    hints = get_type_hints(value_type)
    found = {spec.name: _shape(spec, hints[spec.name]) for spec in fields(value_type)}
    for shape in found.values():
        if shape.terms is not None and not vocabulary.may_describe_a_person(shape.terms):
            raise NotOfAPerson(f"{value_type.__name__}.{shape.name} can not take terms of '{shape.terms}'")
    return found


SCALARS: dict[type, str] = {
    str: "text",
    int: "a whole number",
    date: "a date (YYYY-MM-DD)",
    datetime: "a moment",
}
"""How each scalar type is called in a refusal."""
