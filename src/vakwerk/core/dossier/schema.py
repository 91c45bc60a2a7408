"""The JSON Schema of a dossier, derived from the values, so that it can not fall behind them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from vakwerk.core import vocabulary
from vakwerk.core.dossier.shapes import SCALARS, Shape, shapes_of
from vakwerk.core.dossier.values import Dossier


def dossier_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a dossier."""
    definitions: dict[str, Any] = {}
    root = _object(Dossier, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Vakwerk dossier",
        **root,
        "$defs": definitions,
    }


def _object(value_type: type, definitions: dict[str, Any]) -> dict[str, Any]:
    shapes = shapes_of(value_type)
    return {
        "type": "object",
        "description": (value_type.__doc__ or "").strip(),
        "properties": {name: _field(shape, definitions) for name, shape in shapes.items()},
        "required": [name for name, shape in shapes.items() if shape.required],
        "additionalProperties": False,
    }


def _field(shape: Shape, definitions: dict[str, Any]) -> dict[str, Any]:
    one = _one(shape, definitions)
    if shape.many is not None:
        return {"type": "array", "items": one, "uniqueItems": shape.many is frozenset}
    return {"anyOf": [one, {"type": "null"}]} if shape.nullable else one


def _one(shape: Shape, definitions: dict[str, Any]) -> dict[str, Any]:
    if shape.base not in SCALARS:
        name = shape.base.__name__
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _object(shape.base, definitions)
        return {"$ref": f"#/$defs/{name}"}
    if shape.base is date:
        return {"type": "string", "format": "date"}
    if shape.base is datetime:
        return {"type": "string", "format": "date-time"}
    if shape.base is int:
        limits = {"minimum": shape.minimum, "maximum": shape.maximum}
        return {"type": "integer", **{key: value for key, value in limits.items() if value is not None}}
    if shape.terms is not None:
        return {"enum": list(vocabulary.terms(shape.terms))}
    return {"type": "string"}
