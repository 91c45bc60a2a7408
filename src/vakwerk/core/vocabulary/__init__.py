"""The shared terms of the social professions: one word for one thing, in norms, dossiers and on every page.

A list of terms is asked for by its name; an unknown term is always an error with a suggestion, never silently accepted.
`terms`, `term` and `label` read no more than was asked for; `list_info`, `lists` and `search` also know what every
term means and where that was read. The data stand in `data/vocabulary`; `checks.faults_in` says what is wrong there.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

from vakwerk.core.vocabulary import loading
from vakwerk.core.vocabulary.model import Source, Subject, Term, VocabularyList, Work, in_language
from vakwerk.core.vocabulary.searching import Hit, search

__all__ = [
    "Hit",
    "Source",
    "Subject",
    "Term",
    "VocabularyList",
    "Work",
    "children_of",
    "close_to",
    "in_language",
    "is_list",
    "is_term",
    "label",
    "level_number",
    "list_info",
    "lists",
    "may_describe_a_person",
    "search",
    "source_text",
    "subjects",
    "term",
    "terms",
    "works",
]

_PLACES = {
    "chapter": {"nl": "hoofdstuk %s", "en": "chapter %s"},
    "annex": {"nl": "bijlage %s", "en": "annex %s"},
    "foreword": {"nl": "voorwoord", "en": "foreword"},
    "article": {"nl": "artikel %s", "en": "article %s"},
}


def terms(name: str) -> Mapping[str, Term]:
    """All terms of the list `name`, in the file's order. Raises KeyError for an unknown list.

    For the lists that norms and dossiers use these come without definitions; `list_info` has them.
    """
    return loading.bare_terms(name) if loading.where()[name] == loading.TERMS else list_info(name).terms


def term(name: str, key: str) -> Term:
    """The term `key` of the list `name`. Raises KeyError when there is none."""
    return terms(name)[key]


def is_term(name: str, key: str) -> bool:
    """Whether `key` is in the list `name`."""
    return key in terms(name)


def label(name: str, key: str, language: str) -> str:
    """The label of a term, in English where the data does not have this language; the key itself when it is not in
    the list (a name from elsewhere)."""
    found = terms(name).get(key)
    return key if found is None else found.label(language)


def close_to(name: str, key: str) -> str | None:
    """The known term that looks most like `key`, if any does."""
    found = get_close_matches(key, list(terms(name)), n=1, cutoff=0.6)
    return found[0] if found else None


@cache
def children_of(name: str, key: str) -> frozenset[str]:
    """The term itself and every term below it: `reflection` holds `intervision`."""
    entries = terms(name)
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
    number = term("levels", key).number
    assert number is not None, f"level {key} has no number"
    return number


def is_list(name: str) -> bool:
    """Whether there is a list of this name."""
    return name in loading.where()


def list_info(name: str) -> VocabularyList:
    """One list in full: what it is for, its source, every term with its definition. Raises KeyError for an unknown."""
    return loading.read_list(name)


def lists() -> tuple[VocabularyList, ...]:
    """Every list in full, in the order of the subjects."""
    return loading.read_all()


def subjects() -> tuple[Subject, ...]:
    """The parts of the vocabulary, each with its lists."""
    return loading.subjects()


def works() -> Mapping[str, Work]:
    """Every work a source points to, by id."""
    return loading.works()


def may_describe_a_person(name: str) -> bool:
    """Whether a field about one person may take terms of this list: never for what is only said of groups."""
    return loading.where()[name] == loading.TERMS or not list_info(name).groups_only


def source_text(source: Source, language: str) -> str:
    """A source as people write it: "Sociaal in beweging (2022), hoofdstuk 3, “Integraal werken”"."""
    work = works()[source.work]
    parts = [in_language(work.title, language)]
    if source.place:
        kind, number = work.place, source.place
        if kind == "chapter" and number == "0":
            kind = "foreword"
        elif kind == "chapter" and number.startswith("B"):
            kind, number = "annex", number[1:]
        pattern = in_language(_PLACES[kind], language)
        parts.append(pattern % number if "%s" in pattern else pattern)
    if source.heading:
        parts.append(f"“{source.heading}”")
    return ", ".join(parts)
