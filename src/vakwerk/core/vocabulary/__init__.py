"""The shared terms: kinds of learning, reflection, leave and evidence, levels, roles, settings.

Terms live in `data/vocabulary/terms.yaml`, with a Dutch and an English label each. Code asks for them by list name;
an unknown term is always an error with a suggestion, never silently accepted.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

import yaml

__all__ = ["Term", "children_of", "close_to", "is_term", "label", "level_number", "term", "terms"]


@dataclass(frozen=True, slots=True)
class Term:
    """One term: its id, its labels by language, the family it belongs to and, for a level, its NLQF number."""

    id: str
    nl: str
    en: str
    family: str | None = None
    number: int | None = None
    source: str | None = None


@cache
def _lists() -> dict[str, dict[str, Term]]:
    text = files("vakwerk.data").joinpath("vocabulary/terms.yaml").read_text(encoding="utf-8")
    raw = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
    return {
        name: {key: Term(id=key, **value) for key, value in entries.items()} for name, entries in raw.items()
    }


def terms(name: str) -> dict[str, Term]:
    """All terms of the list `name`, in the file's order. Raises KeyError for an unknown list."""
    return _lists()[name]


def term(name: str, key: str) -> Term:
    """The term `key` of the list `name`. Raises KeyError when there is none."""
    return _lists()[name][key]


def is_term(name: str, key: str) -> bool:
    """Whether `key` is in the list `name`."""
    return key in _lists()[name]


def label(name: str, key: str, language: str) -> str:
    """The label of a term in "nl" or "en"; the key itself when it is not in the list (a name from elsewhere)."""
    found = _lists()[name].get(key)
    return key if found is None else (found.nl if language == "nl" else found.en)


def close_to(name: str, key: str) -> str | None:
    """The known term that looks most like `key`, if any does."""
    found = get_close_matches(key, list(_lists()[name]), n=1, cutoff=0.6)
    return found[0] if found else None


@cache
def children_of(name: str, key: str) -> frozenset[str]:
    """The term itself and every term below it: `reflection` holds `intervision`."""
    entries = _lists()[name]
    found = {key}
    grown = True
    while grown:
        more = {child.id for child in entries.values() if child.family in found} - found
        found |= more
        grown = bool(more)
    return frozenset(found)


@cache
def level_number(key: str) -> int:
    """The NLQF number of a level; aliases such as `hbo` share it. Raises KeyError for an unknown level."""
    number = _lists()["levels"][key].number
    assert number is not None, f"level {key} has no number"
    return number
