"""Where a fact stands on the time line, and the text by which it is found."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any, cast

from vakwerk.core import vocabulary
from vakwerk.core.dossier import Activity, Document, Fact, Holding
from vakwerk.core.dossier.shapes import shapes_of
from vakwerk.core.freetext import folded


def day_of(fact: Fact) -> date | None:
    """The day that places a fact on the time line; None for an activity that is not finished."""
    if isinstance(fact, Activity):
        return fact.completed_on
    if isinstance(fact, Holding):
        return fact.awarded_on
    if isinstance(fact, Document):
        return fact.issued_on
    return getattr(fact, "since", None)


def searched_text(fact: Fact) -> str:
    """Every text in a fact, with the names of its terms in both languages, without accents and capitals."""
    return folded(" ".join(_texts(fact)))


def _texts(value: Any) -> list[str]:
    found: list[str] = []
    shapes = shapes_of(cast(type, type(value)))
    for spec in fields(value):
        if spec.name == "id" and isinstance(value, Fact):
            continue
        shape, current = shapes[spec.name], getattr(value, spec.name)
        many = current if shape.many is not None else (current,)
        for one in many:
            if isinstance(one, str):
                found.append(one)
                if shape.terms is not None:
                    found += [vocabulary.label(shape.terms, one, language) for language in ("nl", "en")]
            elif hasattr(one, "__dataclass_fields__"):
                found += _texts(one)
    return found
