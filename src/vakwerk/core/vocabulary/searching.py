"""Finds terms by their label or definition, in every language at once, whatever the accents and capitals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vakwerk.core.freetext import folded
from vakwerk.core.vocabulary.loading import read_all
from vakwerk.core.vocabulary.model import Term, VocabularyList

LONGEST_QUESTION = 200
SHORT = 2
"""A word this short must begin a word of the text; a longer one may stand anywhere in it, for Dutch joins words."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A term that was found, and the list in which it stands."""

    list: VocabularyList
    term: Term


@cache
def _texts() -> tuple[tuple[Hit, dict[str, str], str, str], ...]:
    """Every term with its folded labels by language, all its labels, and everything that is said of it."""
    found = []
    for one in read_all():
        for term in one.terms.values():
            labels = {language: folded(text) for language, text in term.labels.items()}
            every = " ".join((*labels.values(), folded(term.id)))
            said = " ".join(folded(text) for text in term.definition.values())
            found.append((Hit(one, term), labels, every, f"{every} {said}"))
    return tuple(found)


def search(text: str, language: str) -> list[Hit]:
    """The terms in whose labels or definition every word of the text stands, best first.

    Best is: the label in the reader's language is what was asked, then it begins so, then all words stand in a label,
    then in the definition; within each in the order of the vocabulary. An empty text finds nothing.
    """
    asked = folded(text[:LONGEST_QUESTION])
    words = asked.split()
    if not words:
        return []
    ranked = sorted(_ranked(asked, words, language), key=lambda pair: pair[0])
    return [hit for _, hit in ranked]


def _ranked(asked: str, words: list[str], language: str) -> Iterator[tuple[int, Hit]]:
    for hit, labels, every, everything in _texts():
        if not all(_stands(word, everything) for word in words):
            continue
        own = labels.get(language, "")
        if own == asked:
            yield 0, hit
        elif asked in labels.values():
            yield 1, hit
        elif own.startswith(asked):
            yield 2, hit
        elif all(_stands(word, every) for word in words):
            yield 3, hit
        else:
            yield 4, hit


def _stands(word: str, text: str) -> bool:
    return f" {word}" in f" {text}" if len(word) <= SHORT else word in text
