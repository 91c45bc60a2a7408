"""Which kind of fact shows which expectation, and which element of identity it suggests: data, read once and checked.

The data stand in `data/portfolio/`; every line has its reason. A line asks for nothing: it says where a fact stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from vakwerk.core import vocabulary
from vakwerk.core.dossier import (
    Absence,
    Activity,
    Declaration,
    Document,
    Fact,
    Hardship,
    Holding,
    Measure,
    Recognition,
    Work,
)

EXPERIENCE = "experience"
"""The place of its own for who works with what they went through, beside the three expectations."""
PLACES: tuple[str, ...] = ("expert", "informed", "accountable", EXPERIENCE)
"""Where a fact can stand: the ids of the three expectations in the report's order, and `experience`."""

KIND_LISTS: dict[str, tuple[type[Fact], str, str | None]] = {
    "activity": (Activity, "kind", "activity_kinds"),
    "work": (Work, "role", "roles"),
    "absence": (Absence, "kind", "absence_kinds"),
    "document": (Document, "kind", "document_kinds"),
    "declaration": (Declaration, "kind", "declaration_kinds"),
    "holding": (Holding, "kind", "holding_kinds"),
    "recognition": (Recognition, "norm", None),
    "measure": (Measure, "kind", "measure_kinds"),
    "hardship": (Hardship, "norm", None),
}
"""For each name of a kind of fact: its type, the field that says of which kind it is, and the list of its terms."""

_TYPE_NAMES = {value: name for name, (value, _, _) in KIND_LISTS.items()}
STATUSES = ("transcribed", "example")


class UnreadablePlacing(ValueError):
    """The data file says something it can not: an unknown term, place or status. The text says where."""


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of fact and where it stands. `kinds` None means every term; empty sets ask nothing besides.

    `add` is the kind of fact to enter when nothing shows it yet; `why_both` is empty under one place only.
    """

    id: str
    under: tuple[str, ...]
    facts: str
    kinds: frozenset[str] | None
    topics: frozenset[str]
    fields: frozenset[str]
    name: Mapping[str, str]
    reason: Mapping[str, str]
    why_both: Mapping[str, str]
    source: str
    status: str
    add: str

    def fits(self, fact: Fact) -> bool:
        """Whether this line is about this fact."""
        return _of_kind(fact, self.facts, self.kinds) and (
            (not self.topics or bool(self.topics & getattr(fact, "topics", frozenset())))
            and (not self.fields or getattr(fact, "field", None) in self.fields)
        )


@dataclass(frozen=True, slots=True)
class _LeftOut:
    facts: str
    kinds: frozenset[str] | None
    reason: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Suggestion:
    element: str
    kinds: frozenset[str]
    topics: frozenset[str]
    reason: Mapping[str, str]


def kind_of(fact: Fact) -> str:
    """The name of the fact's kind of fact: "activity", "work" …"""
    return _TYPE_NAMES[type(fact)]


def _of_kind(fact: Fact, facts: str, kinds: frozenset[str] | None) -> bool:
    kind_type, field, _ = KIND_LISTS[facts]
    return isinstance(fact, kind_type) and (kinds is None or getattr(fact, field) in kinds)


def lines() -> tuple[Line, ...]:
    """Every line, in the file's order."""
    return _placing()[0]


def places_of(fact: Fact) -> tuple[Line, ...]:
    """The lines that are about this fact, in the file's order; none when it stands nowhere."""
    return tuple(line for line in lines() if line.fits(fact))


def left_out_because(fact: Fact, language: str) -> str:
    """Why a fact stands under no expectation, in "nl" or "en"; empty when no line says so."""
    for one in _placing()[1]:
        if _of_kind(fact, one.facts, one.kinds):
            return one.reason[language]
    return ""


def suggested_elements(fact: Fact) -> tuple[str, ...]:
    """The elements of identity that this fact suggests, in the vocabulary's order. Never more than a suggestion."""
    kind = getattr(fact, "kind", None)
    topics: frozenset[str] = getattr(fact, "topics", frozenset())
    found = {one.element for one in _suggestions() if kind in one.kinds or one.topics & topics}
    return tuple(key for key in vocabulary.terms("identity_elements") if key in found)


def unplaced_kinds() -> dict[str, list[str]]:
    """Terms that are neither placed nor left out, by kind of fact: there should be none."""
    found: dict[str, list[str]] = {}
    told = [(line.facts, line.kinds) for line in lines() if not line.topics and not line.fields]
    told += [(one.facts, one.kinds) for one in _placing()[1]]
    for facts, (_, _, terms) in KIND_LISTS.items():
        here = [kinds for about, kinds in told if about == facts]
        wanted = [] if terms is None else list(vocabulary.terms(terms))
        missing = [key for key in wanted if not any(kinds is None or key in kinds for kinds in here)]
        if missing or not here:
            found[facts] = missing
    return found


@cache
def _placing() -> tuple[tuple[Line, ...], tuple[_LeftOut, ...]]:
    return read_placing(_text("expectations.yaml"))


@cache
def _suggestions() -> tuple[_Suggestion, ...]:
    raw = _load(_text("identity.yaml"))
    found = []
    for entry in raw["lines"]:
        where = f"identity.yaml, {entry['element']}"
        _known(vocabulary.terms("identity_elements"), [entry["element"]], where)
        _known(vocabulary.terms("topics"), entry["topics"], where)
        kinds: set[str] = set()
        for key in entry["kinds"]:
            homes = [
                name for name in ("activity_kinds", "declaration_kinds") if vocabulary.is_term(name, key)
            ]
            if not homes:
                raise UnreadablePlacing(f"{where}: '{key}' is no kind of activity or declaration")
            kinds |= vocabulary.children_of(homes[0], key)
        found.append(
            _Suggestion(entry["element"], frozenset(kinds), frozenset(entry["topics"]), entry["reason"])
        )
    return tuple(found)


def read_placing(text: str) -> tuple[tuple[Line, ...], tuple[_LeftOut, ...]]:
    """The lines and what is left out, from the text of the file. Raises UnreadablePlacing, naming the line."""
    raw = _load(text)
    found = []
    for entry in raw["lines"]:
        where = f"line '{entry['id']}'"
        _known(PLACES, entry["under"], where)
        _known(STATUSES, [entry["status"]], where)
        _known(raw["sources"], [entry["source"]], where)
        _known(vocabulary.terms("topics"), entry.get("topics", ()), where)
        _known(vocabulary.terms("fields"), entry.get("fields", ()), where)
        if len(entry["under"]) > 1 and not entry.get("why_both"):
            raise UnreadablePlacing(f"{where}: it stands under more than one place; say why in 'why_both'")
        found.append(
            Line(
                id=entry["id"],
                under=tuple(place for place in PLACES if place in entry["under"]),
                facts=entry["facts"],
                kinds=_kinds(entry["facts"], entry["kinds"], where),
                topics=frozenset(entry.get("topics", ())),
                fields=frozenset(entry.get("fields", ())),
                name=entry["name"],
                reason=entry["reason"],
                why_both=entry.get("why_both", {"nl": "", "en": ""}),
                source=raw["sources"][entry["source"]]["title"],
                status=entry["status"],
                add=entry.get("add", entry["facts"]),
            )
        )
    if len({line.id for line in found}) != len(found):
        raise UnreadablePlacing("two lines have one id")
    out = tuple(
        _LeftOut(entry["facts"], _kinds(entry["facts"], entry["kinds"], "left_out"), entry["reason"])
        for entry in raw["left_out"]
    )
    return tuple(found), out


def _kinds(facts: str, named: Any, where: str) -> frozenset[str] | None:
    _known(KIND_LISTS, [facts], where)
    if named == "all":
        return None
    terms = KIND_LISTS[facts][2]
    if terms is None:
        raise UnreadablePlacing(f"{where}: {facts} has no list of kinds; write 'all'")
    _known(vocabulary.terms(terms), named, where)
    return frozenset().union(*(vocabulary.children_of(terms, key) for key in named))


def _known(terms: Any, keys: Any, where: str) -> None:
    for key in keys:
        if key not in terms:
            raise UnreadablePlacing(f"{where}: '{key}' is not known here")


def _text(name: str) -> str:
    return files("vakwerk.data").joinpath("portfolio", name).read_text(encoding="utf-8")


def _load(text: str) -> Any:
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
