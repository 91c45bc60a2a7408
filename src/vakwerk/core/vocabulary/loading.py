"""Reads `data/vocabulary`: every file once, and no more of them than was asked for.

`terms.yaml` holds the lists that norms and dossiers use; it is read by itself when a norm is read. What those terms
mean stands in `definitions.yaml`. All other lists stand, definitions included, in files of their own by subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, cast

import yaml

from vakwerk.core.vocabulary.model import Source, Subject, Term, VocabularyList, Work

TERMS, DEFINITIONS, CONTENTS = "terms.yaml", "definitions.yaml", "contents.yaml"
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][A-Za-z]+)?$")
TERM_KEYS = ("family", "number", "source", "definition", "numbers", "flags", "links")
LIST_KEYS = ("subject", "title", "about", "source", "note", "groups_only", "terms")

# All scalars stay text: a label "no" is no "false".
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LIST = re.compile(r"^([a-z][a-z0-9_]*):", re.MULTILINE)
_MARK = re.compile(r"\s*§\s*")

Raw = Mapping[str, Any]


@cache
def text_of(file: str) -> str:
    """One file of the vocabulary as it is written."""
    return files("vakwerk.data").joinpath("vocabulary", file).read_text(encoding="utf-8")


@cache
def file_names() -> tuple[str, ...]:
    """Every file of the vocabulary, in name order."""
    folder = files("vakwerk.data").joinpath("vocabulary")
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml")))


@cache
def _raw(file: str) -> Raw:
    return cast(Raw, yaml.load(text_of(file), Loader=_LOADER))  # noqa: S506 - makes text, lists and mappings only


@cache
def where() -> Mapping[str, str]:
    """The file in which each list stands, without parsing any."""
    return {
        name: file
        for file in file_names()
        if file not in (DEFINITIONS, CONTENTS)
        for name in _LIST.findall(text_of(file))
    }


def read_source(text: str | None) -> Source | None:
    """A source as it is written: `work § place § heading`, the last two left out where there is none."""
    if not text:
        return None
    return Source(*_MARK.split(text.strip(), maxsplit=2))


def read_term(key: str, raw: Raw, more: Raw | None = None) -> Term:
    """A term out of its data and, for the lists in `terms.yaml`, what `definitions.yaml` says besides."""
    whole = {**raw, **more} if more else raw
    number = whole.get("number")
    return Term(
        id=key,
        labels={name: text for name, text in raw.items() if name not in TERM_KEYS and LANGUAGE.match(name)},
        family=whole.get("family"),
        number=None if number is None else int(number),
        source=read_source(whole.get("source")),
        definition=whole.get("definition") or {},
        numbers={name: int(value) for name, value in (whole.get("numbers") or {}).items()},
        flags=tuple(whole.get("flags") or ()),
        links=tuple(_link(link) for link in whole.get("links") or ()),
    )


def _link(text: str) -> tuple[str, str]:
    name, _, key = text.partition("#")
    return name, key


@cache
def bare_terms(name: str) -> Mapping[str, Term]:
    """The terms of a list of `terms.yaml`, without their definitions."""
    return {key: read_term(key, raw) for key, raw in _raw(TERMS)[name].items()}


@cache
def read_list(name: str) -> VocabularyList:
    """One list in full. Raises KeyError for an unknown one."""
    if where()[name] != TERMS:
        raw = _raw(where()[name])[name]
        return _list(name, raw, {key: read_term(key, value) for key, value in raw["terms"].items()})
    raw = _raw(DEFINITIONS)[name]
    said = raw.get("terms") or {}
    return _list(
        name, raw, {key: read_term(key, value, said.get(key)) for key, value in _raw(TERMS)[name].items()}
    )


def _list(name: str, raw: Raw, terms: Mapping[str, Term]) -> VocabularyList:
    source = read_source(raw["source"])
    assert source is not None, f"list {name} has no source"
    return VocabularyList(
        id=name,
        subject=raw["subject"],
        title=raw["title"],
        about=raw["about"],
        source=source,
        terms=terms,
        note=raw.get("note") or {},
        groups_only=raw.get("groups_only") == "true",
    )


@cache
def read_all() -> tuple[VocabularyList, ...]:
    """Every list, in the order of the subjects."""
    order = list(_raw(CONTENTS)["subjects"])
    return tuple(sorted(map(read_list, where()), key=lambda found: order.index(found.subject)))


@cache
def subjects() -> tuple[Subject, ...]:
    """The parts of the vocabulary, with their lists."""
    return tuple(
        Subject(key, title, tuple(found for found in read_all() if found.subject == key))
        for key, title in _raw(CONTENTS)["subjects"].items()
    )


@cache
def works() -> Mapping[str, Work]:
    """Every work that a source may point to, by id."""
    return {
        key: Work(key, raw["title"], raw.get("url", ""), raw.get("place", ""))
        for key, raw in _raw(CONTENTS)["works"].items()
    }


@cache
def flag_labels() -> Mapping[str, Mapping[str, str]]:
    """What each flag is called, by language."""
    return cast(Mapping[str, Mapping[str, str]], _raw(CONTENTS)["flags"])


@cache
def number_labels() -> Mapping[str, Mapping[str, str]]:
    """What each named number is called, by language."""
    return cast(Mapping[str, Mapping[str, str]], _raw(CONTENTS)["numbers"])


def texts_of(names: Iterable[str] | None = None) -> dict[str, str]:
    """The files by name, as the checker takes them."""
    return {file: text_of(file) for file in (file_names() if names is None else names)}
