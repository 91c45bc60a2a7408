"""The facts of one person, as frozen values. Intervals are half-open: `until` is the first day that no longer belongs.

None means *unknown* where a docstring says so; an empty set or tuple means *none shown*. Silence is never "no":
an unknown value makes a requirement undetermined, never unmet by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any, Literal

Form = Literal["formal", "informal"]


def _term(list_name: str) -> Any:
    return field(metadata={"terms": list_name})


def _optional_term(list_name: str) -> Any:
    return field(default=None, metadata={"terms": list_name})


def _terms(list_name: str) -> Any:
    return field(default=frozenset(), metadata={"terms": list_name})


def _at_least(minimum: int, default: Any, maximum: int | None = None) -> Any:
    return field(default=default, metadata={"min": minimum, "max": maximum})


@dataclass(frozen=True, slots=True, kw_only=True)
class Accreditation:
    """That a body counts an activity, under its own number and, where it uses them, a category."""

    by: str = _term("accreditors")
    id: str
    category: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """That someone other than the professional vouches for a fact. `register` is where that person is listed."""

    by: str
    on: date
    register: str | None = _optional_term("accreditors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact has: a stable id, and when the register came to know it and ceased to hold it true."""

    id: str
    recorded_at: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Fact):
    """Something learned, reflected on or contributed.

    `minutes` is net time (without breaks, meals, travel), None when unknown; `remote_minutes` is the part of it at a
    distance. `completed_on` None means not finished. `form` None means unknown. `sessions` is how many meetings the
    minutes are spread over.
    """

    kind: str = _term("activity_kinds")
    title: str = ""
    started_on: date | None = None
    completed_on: date | None = None
    minutes: int | None = _at_least(1, None, 60 * 24 * 366 * 10)
    remote_minutes: int = _at_least(0, 0)
    sessions: int = _at_least(1, 1, 10_000)
    form: str | None = _optional_term("forms")
    topics: frozenset[str] = _terms("topics")
    programme: str | None = None
    provider: str = ""
    accreditations: tuple[Accreditation, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Fact):
    """A spell of work at a steady number of minutes a week (contract hours; absences are facts of their own).

    `minutes_per_week` and `level` None mean unknown; `until` None means still going on.
    """

    role: str = _term("roles")
    since: date
    until: date | None = None
    minutes_per_week: int | None = _at_least(1, None, 168 * 60)
    level: str | None = _optional_term("levels")
    settings: frozenset[str] = _terms("settings")
    employer: str = ""
    confirmations: tuple[Confirmation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence(Fact):
    """Time not worked out of the spells it overlaps: `percent` of their hours, until `until` (None: still going on)."""

    kind: str = _term("absence_kinds")
    since: date
    until: date | None = None
    percent: int = _at_least(1, 100, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Fact):
    """That a standing document was seen: never the document itself. `until` None means no end is stated."""

    kind: str = _term("document_kinds")
    issued_on: date
    until: date | None = None
    scope: frozenset[str] = frozenset()
    seen_by: str = ""
    seen_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(Fact):
    """Something the person declares or is party to: a code, an oath, a membership (`about` names which)."""

    kind: str = _term("declaration_kinds")
    since: date
    until: date | None = None
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding(Fact):
    """A diploma, certificate, microcredential or shown learning outcome. `level` None means unknown."""

    kind: str = _term("holding_kinds")
    name: str = ""
    level: str | None = _optional_term("levels")
    field: str | None = _optional_term("fields")
    awarded_on: date
    until: date | None = None
    by: str = ""
    shown_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One stored registration period [start, end); `extended_days` says how far a past one was extended."""

    start: date
    end: date
    extended_days: int = _at_least(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition(Fact):
    """That the person is under a norm: since when, under which number there, in which period, and which before."""

    norm: str
    since: date
    number: str = ""
    period: Period | None = None
    past: tuple[Period, ...] = ()
    admitted_by: str | None = _optional_term("admission_routes")
    until: date | None = None

    @property
    def in_first_period(self) -> bool:
        """No earlier period is stored, and the recognition does not date from before the stored one."""
        return not self.past and (self.period is None or self.since >= self.period.start)

    def valid_on(self, day: date) -> bool:
        """Held on `day`: begun, not ended, and its stored period not over."""
        return (
            self.since <= day
            and (self.until is None or day < self.until)
            and (self.period is None or day < self.period.end)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Fact):
    """A disciplinary measure under a norm that may affect which hours count."""

    norm: str
    kind: str = _term("measure_kinds")
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardship(Fact):
    """A dated human decision that one requirement of a norm is taken as met (hardship clause)."""

    norm: str
    requirement: str
    since: date
    until: date | None = None
    decided_by: str = ""
    text: str = ""

    def valid_on(self, day: date) -> bool:
        """Whether the decision applies on `day`."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything known of one person that a norm may ask for. `born_on` None means unknown."""

    person: str
    born_on: date | None = None
    activities: tuple[Activity, ...] = ()
    work: tuple[Work, ...] = ()
    absences: tuple[Absence, ...] = ()
    documents: tuple[Document, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    holdings: tuple[Holding, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    measures: tuple[Measure, ...] = ()
    hardships: tuple[Hardship, ...] = ()

    def facts(self) -> Iterator[Fact]:
        """Every fact, list by list."""
        for name in FACT_LISTS:
            yield from getattr(self, name)

    def recognition(self, norm: str) -> Recognition | None:
        """The recognition under `norm`, if the person has one."""
        return next((held for held in self.recognitions if held.norm == norm), None)

    def as_known(self, instant: datetime) -> Dossier:
        """The dossier as it was known at `instant`: facts recorded by then and not yet withdrawn."""

        def known(fact: Fact) -> bool:
            recorded = fact.recorded_at is None or fact.recorded_at <= instant
            return recorded and (fact.withdrawn_at is None or fact.withdrawn_at > instant)

        kept: dict[str, Any] = {
            name: tuple(fact for fact in getattr(self, name) if known(fact)) for name in FACT_LISTS
        }
        return replace(self, **kept)

    def adding(self, *facts: Fact) -> Dossier:
        """A dossier with these facts as well; a fact with an id that is already there takes its place."""
        lists: dict[str, tuple[Fact, ...]] = {}
        for fact in facts:
            name = LIST_OF[type(fact)]
            current = lists.get(name, getattr(self, name))
            lists[name] = (*(old for old in current if old.id != fact.id), fact)
        return replace(self, **lists)  # type: ignore[arg-type]  # the lists hold the right type by LIST_OF

    def without(self, fact_id: str) -> Dossier:
        """A dossier without the fact that bears this id."""
        kept: dict[str, Any] = {
            name: tuple(fact for fact in getattr(self, name) if fact.id != fact_id) for name in FACT_LISTS
        }
        return replace(self, **kept)


LIST_OF: dict[type[Fact], str] = {
    Activity: "activities",
    Work: "work",
    Absence: "absences",
    Document: "documents",
    Declaration: "declarations",
    Holding: "holdings",
    Recognition: "recognitions",
    Measure: "measures",
    Hardship: "hardships",
}
"""Which list of the dossier holds which kind of fact."""

FACT_LISTS: tuple[str, ...] = tuple(LIST_OF.values())

assert set(FACT_LISTS) == {f.name for f in fields(Dossier)} - {"person", "born_on"}
