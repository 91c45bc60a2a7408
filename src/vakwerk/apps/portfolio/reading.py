"""A portfolio in words: what the pages, the copies and whoever it is shared with read. Templates only set it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.text import capfirst

from vakwerk.apps.dossier import details
from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.portfolio import words
from vakwerk.core import vocabulary
from vakwerk.core.dossier import Activity, Confirmation, Dossier, Fact
from vakwerk.core.portfolio import Line, Portfolio, Section, Shown, left_out_because, suggested_elements


@dataclass(frozen=True, slots=True)
class Element:
    """An element of identity at a fact: tied to it, suggested for it, or neither."""

    key: str
    label: str
    state: str  # "tied" | "suggested" | "free"


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact as it is read. `note` is only there when its owner ticked their notes in."""

    id: str
    kind: str
    title: str
    line: str
    amount: str
    files: int
    source: str
    confirmed: tuple[str, ...]
    also: tuple[str, ...]
    elements: tuple[Element, ...]
    note: str
    fresh: bool
    veiled: tuple[str, str] | None = None
    """The title and the line for others, of a reflection: its name may tell what it was about."""
    evidence: tuple[tuple[str, str], ...] = ()
    """The files in a copy: their name, and where they lie in it."""

    @property
    def tied(self) -> list[str]:
        """The names of the elements it is tied to."""
        return [one.label for one in self.elements if one.state == "tied"]

    @property
    def offered(self) -> list[Element]:
        """What is seen at once: what is tied and what is suggested."""
        return [one for one in self.elements if one.state != "free"]

    @property
    def free(self) -> list[Element]:
        """The other elements."""
        return [one for one in self.elements if one.state == "free"]


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of one kind under a heading: why they stand here, and why elsewhere too (empty: they do not)."""

    name: str
    amount: str
    reason: str
    why_both: str
    statements: bool
    lines: tuple[FactLine, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """The numbers of its facts."""
        return tuple(line.id for line in self.lines)


@dataclass(frozen=True, slots=True)
class Absent:
    """A kind of fact of which there is none under a heading, and where to add one. It is not asked for."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Heading:
    """One expectation with what shows it."""

    place: str
    title: str
    meaning: str
    sentence: str
    groups: tuple[Group, ...]
    absent: tuple[Absent, ...]
    facts: int


@dataclass(frozen=True, slots=True)
class Rest:
    """A fact that stands under no heading, and why."""

    id: str
    title: str
    line: str
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """A portfolio as it is read. `rest` is for its owner's eyes only, and empty for everyone else."""

    start: dt.date
    last: dt.date
    on: dt.date
    headings: tuple[Heading, ...]
    rest: tuple[Rest, ...]
    facts: int
    amount: str


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the facts besides themselves, by fact id."""

    files: Mapping[str, int]
    sources: Mapping[str, str]
    ties: Mapping[str, frozenset[str]]
    notes: Mapping[str, str]
    evidence: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def read(portfolio: Portfolio, about: About) -> Read:
    """Everything in words, in the reader's language, for the owner."""
    return Read(
        start=portfolio.start,
        last=portfolio.end - dt.timedelta(days=1),
        on=portfolio.on,
        headings=tuple(_heading(section, about) for section in portfolio.sections),
        rest=tuple(
            Rest(
                left.fact.id,
                facts_words.title_of(left.fact),
                details.line_of(left.fact),
                left_out_because(left.fact, facts_words.language()),
            )
            for left in portfolio.rest
        ),
        facts=portfolio.facts - len(portfolio.rest),
        amount=words.amount_sentence(
            portfolio.facts - len(portfolio.rest),
            portfolio.minutes - sum(r.minutes or 0 for r in portfolio.rest),
        ),
    )


def _heading(section: Section, about: About) -> Heading:
    language = facts_words.language()
    groups = [_group(line, shown, about, language) for line, shown in section.by_line()]
    # What somebody stands for comes first.
    groups.sort(key=lambda group: not group.statements)
    return Heading(
        place=section.place,
        title=capfirst(words.title_of(section.place)),
        meaning=str(words.MEANINGS[section.place]),
        sentence=words.section_sentence(section),
        groups=tuple(groups),
        absent=tuple(
            Absent(capfirst(line.name[language]), reverse("dossier:new", args=[line.add]))
            for line in section.absent
        ),
        facts=len(section.shown),
    )


def _group(line: Line, shown: tuple[Shown, ...], about: About, language: str) -> Group:
    minutes = sum(one.minutes or 0 for one in shown)
    return Group(
        name=capfirst(line.name[language]),
        amount=words.amount_sentence(len(shown), minutes) if len(shown) > 1 else "",
        reason=line.reason[language],
        why_both=line.why_both[language],
        statements=line.facts == "declaration",
        lines=tuple(_line(one, about) for one in shown),
    )


def _line(one: Shown, about: About) -> FactLine:
    fact = one.fact
    source = about.sources.get(fact.id, "self")
    return FactLine(
        id=fact.id,
        kind=one.line.facts,
        title=facts_words.title_of(fact),
        line=details.line_of(fact),
        amount=details.amount_of(fact),
        files=about.files.get(fact.id, 0),
        source="" if source == "self" else str(facts_words.SOURCE_NAMES[source]),
        confirmed=tuple(confirmation.by for confirmation in confirmations_of(fact)),
        also=tuple(capfirst(words.title_of(place)) for place in one.also),
        elements=elements_of(fact, about.ties.get(fact.id, frozenset())),
        note=about.notes.get(fact.id, ""),
        fresh=one.fresh,
        veiled=_veiled(fact),
        evidence=about.evidence.get(fact.id, ()),
    )


def _veiled(fact: Fact) -> tuple[str, str] | None:
    return (
        details.veiled(fact) if isinstance(fact, Activity) and details.tells_of_a_reflection(fact) else None
    )


def confirmations_of(fact: Fact) -> tuple[Confirmation, ...]:
    """Who vouches for a fact; nobody for kinds of facts that nobody confirms."""
    found: tuple[Confirmation, ...] = getattr(fact, "confirmations", ())
    return found


def elements_of(fact: Fact, tied: frozenset[str]) -> tuple[Element, ...]:
    """The six elements at a fact, in the vocabulary's order."""
    suggested = suggested_elements(fact)
    return tuple(
        Element(
            key,
            capfirst(facts_words.term("identity_elements", key)),
            "tied" if key in tied else "suggested" if key in suggested else "free",
        )
        for key in vocabulary.terms("identity_elements")
    )


def registrations_of(dossier: Dossier, on: dt.date) -> list[tuple[str, str]]:
    """The registrations that hold on a day: name and number, for the title page."""
    return [
        (facts_words.norm_title(held.norm), held.number) for held in dossier.recognitions if held.valid_on(on)
    ]


def for_others(whole: Read) -> Read:
    """What remains for who is not the owner: no notes, no names of reflections, nothing suggested or left out."""
    return replace(
        whole,
        rest=(),
        headings=tuple(
            replace(
                heading,
                absent=(),
                groups=tuple(
                    replace(group, lines=tuple(_for_others(line) for line in group.lines))
                    for group in heading.groups
                ),
            )
            for heading in whole.headings
        ),
    )


def _for_others(line: FactLine) -> FactLine:
    tied = tuple(one for one in line.elements if one.state == "tied")
    if line.veiled is None:
        return replace(line, note="", elements=tied)
    title, when = line.veiled
    # With whom somebody reflected tells something too.
    return replace(line, note="", elements=tied, title=title, line=when, confirmed=(), veiled=None)
