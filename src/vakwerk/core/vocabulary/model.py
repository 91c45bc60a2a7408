"""What a vocabulary is made of: works, subjects, lists and terms, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Texts = Mapping[str, str]
"""A text by language code: "nl" and "en" are always there, others where the data has them."""

FALLBACK = "en"
"""The language that is shown where the data has no other."""


def in_language(texts: Texts, language: str) -> str:
    """The text in this language, in English where the data does not have it."""
    return texts.get(language) or texts.get(FALLBACK, "")


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read: the id of a work, the chapter or article there, and the heading above it.

    The work `vakwerk` means that we wrote the definition ourselves.
    """

    work: str
    place: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A work that sources point to. `place` says how its places are counted: "chapter", "article" or nothing."""

    id: str
    title: Texts
    url: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One term: its id, labels by language, the family it belongs to and, where the list counts, its number.

    `numbers` are named amounts (`eqf`, `ec`, `minutes`, `hours`). `flags` say what is special about it, `links` lead to
    terms of other lists as (list, term). `definition` is empty when the term was asked for by `terms` or `term` (which
    read no more than norms and dossiers need); `list_info` always gives it.
    """

    id: str
    labels: Texts
    family: str | None = None
    number: int | None = None
    source: Source | None = None
    definition: Texts = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    @property
    def nl(self) -> str:
        """The Dutch label."""
        return self.labels["nl"]

    @property
    def en(self) -> str:
        """The English label."""
        return self.labels["en"]

    def label(self, language: str) -> str:
        """The label in this language, in English where the data does not have it."""
        return in_language(self.labels, language)

    def defined(self, language: str) -> str:
        """The definition in this language, in English where the data does not have it."""
        return in_language(self.definition, language)


@dataclass(frozen=True, slots=True)
class VocabularyList:
    """A list of terms in its order: what it is for, where it was read, and what must be known before it is used.

    `note` says where sources contradict each other and which reading is used. `groups_only` marks what may be said of
    groups and never of one person: no field of a dossier may take such a list.
    """

    id: str
    subject: str
    title: Texts
    about: Texts
    source: Source
    terms: Mapping[str, Term]
    note: Texts = field(default_factory=dict)
    groups_only: bool = False

    def roots(self) -> list[Term]:
        """The terms that stand under no other, in order."""
        return [term for term in self.terms.values() if term.family is None]

    def below(self, key: str) -> list[Term]:
        """The terms directly under this one, in order."""
        return [term for term in self.terms.values() if term.family == key]

    def walk(self) -> list[tuple[int, Term]]:
        """Every term with its depth, each under its family."""
        found: list[tuple[int, Term]] = []

        def visit(term: Term, depth: int) -> None:
            found.append((depth, term))
            for child in self.below(term.id):
                visit(child, depth + 1)

        for root in self.roots():
            visit(root, 0)
        return found


@dataclass(frozen=True, slots=True)
class Subject:
    """A part of the vocabulary, with the lists in it, in order."""

    id: str
    title: Texts
    lists: tuple[VocabularyList, ...]
