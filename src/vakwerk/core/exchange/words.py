"""What other people's tables call things: read once from `data/portals/words.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from vakwerk.core import vocabulary
from vakwerk.core.freetext import folded

LISTS = ("columns", "kinds", "forms", "statuses", "topics", "accreditors")
_VOCABULARY = {"kinds": "activity_kinds", "forms": "forms", "topics": "topics", "accreditors": "accreditors"}


@cache
def _raw() -> Mapping[str, object]:
    text = files("vakwerk.data").joinpath("portals/words.yaml").read_text(encoding="utf-8")
    raw: Mapping[str, object] = yaml.safe_load(text)
    return raw


@cache
def meanings(name: str) -> dict[str, str]:
    """For a list of words (LISTS): what each folded word means. Our own labels and ids are in it too."""
    entries = _raw()[name]
    assert isinstance(entries, dict)
    found: dict[str, str] = {}
    if name in _VOCABULARY:
        for term in vocabulary.terms(_VOCABULARY[name]).values():
            for word in (term.id, term.nl, term.en):
                found.setdefault(folded(word), term.id)
    for meaning, words in entries.items():
        for word in words:
            found.setdefault(folded(str(word)), meaning)
    return found


def meaning(name: str, text: str) -> str | None:
    """What a word means in a list; None when it is not known there."""
    return meanings(name).get(folded(text))


@cache
def totals() -> frozenset[str]:
    """Words with which a line of totals begins."""
    words = _raw()["totals"]
    assert isinstance(words, list)
    return frozenset(folded(str(word)) for word in words)


@cache
def heading(text: str) -> str | None:
    """The field a column heading names: the whole heading, or else the longest known word within it."""
    known = meanings("columns")
    whole = folded(text)
    if whole in known:
        return known[whole]
    inside = f" {whole} "
    fits = [word for word in known if len(word) > 3 and f" {word} " in inside]
    return known[max(fits, key=len)] if fits else None
