"""Dossiers that can be true on a day, by hypothesis: every kind of fact, every field, every script."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from vakwerk.core import vocabulary
from vakwerk.core.dossier import (
    Absence,
    Accreditation,
    Activity,
    Confirmation,
    Declaration,
    Document,
    Dossier,
    Fact,
    Hardship,
    Holding,
    Measure,
    Period,
    Recognition,
    Work,
    check_dossier,
)

TODAY = dt.date(2026, 11, 24)

past_days = st.dates(dt.date(1950, 1, 1), TODAY)
spans = st.integers(1, 4000).map(dt.timedelta)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
norms = st.sampled_from(["skj", "nvo", "big/verpleegkundige", "brede-registratie", "een eigen norm ☂"])


def term(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(list(vocabulary.terms(name)))


def terms(name: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(term(name), max_size=3)


accreditations = st.builds(Accreditation, by=term("accreditors"), id=texts, category=st.none() | texts)
confirmations = st.builds(Confirmation, by=texts, on=past_days, register=st.none() | term("accreditors"))


@st.composite
def activities(draw: Any) -> Activity:
    completed = draw(st.none() | past_days)
    earlier = draw(st.none() | st.integers(0, 300))
    minutes = draw(st.none() | st.integers(1, 24 * 60))
    return Activity(
        id="?",
        kind=draw(term("activity_kinds")),
        title=draw(texts),
        started_on=None if completed is None or earlier is None else completed - dt.timedelta(earlier),
        completed_on=completed,
        minutes=minutes,
        remote_minutes=draw(st.integers(0, minutes or 0)),
        sessions=draw(st.integers(1, 100)),
        form=draw(st.none() | term("forms")),
        topics=draw(terms("topics")),
        programme=draw(st.none() | texts),
        provider=draw(texts),
        accreditations=tuple(draw(st.lists(accreditations, max_size=3))),
        confirmations=tuple(draw(st.lists(confirmations, max_size=3))),
    )


@st.composite
def ends(draw: Any, start: dt.date) -> dt.date | None:
    span = draw(st.none() | spans)
    return None if span is None else start + span


@st.composite
def works(draw: Any) -> Work:
    since = draw(past_days)
    return Work(
        id="?",
        role=draw(term("roles")),
        since=since,
        until=draw(ends(since)),
        minutes_per_week=draw(st.none() | st.integers(1, 20 * 60)),
        level=draw(st.none() | term("levels")),
        settings=draw(terms("settings")),
        employer=draw(texts),
        confirmations=tuple(draw(st.lists(confirmations, max_size=2))),
    )


@st.composite
def absences(draw: Any) -> Absence:
    since = draw(past_days)
    return Absence(
        id="?",
        kind=draw(term("absence_kinds")),
        since=since,
        until=draw(ends(since)),
        percent=draw(st.integers(1, 25)),
    )


@st.composite
def documents(draw: Any) -> Document:
    issued = draw(past_days)
    return Document(
        id="?",
        kind=draw(term("document_kinds")),
        issued_on=issued,
        until=draw(ends(issued)),
        scope=draw(st.frozensets(texts, max_size=3)),
        seen_by=draw(texts),
        seen_on=draw(st.none() | past_days),
    )


@st.composite
def declarations(draw: Any) -> Declaration:
    since = draw(past_days)
    return Declaration(
        id="?", kind=draw(term("declaration_kinds")), since=since, until=draw(ends(since)), about=draw(texts)
    )


@st.composite
def holdings(draw: Any) -> Holding:
    awarded = draw(past_days)
    return Holding(
        id="?",
        kind=draw(term("holding_kinds")),
        name=draw(texts),
        level=draw(st.none() | term("levels")),
        field=draw(st.none() | term("fields")),
        awarded_on=awarded,
        until=draw(ends(awarded)),
        by=draw(texts),
        shown_by=draw(st.none() | texts),
    )


@st.composite
def periods(draw: Any) -> Period:
    start = draw(past_days)
    return Period(start=start, end=start + draw(spans), extended_days=draw(st.integers(0, 900)))


@st.composite
def recognitions(draw: Any) -> Recognition:
    since = draw(past_days)
    return Recognition(
        id="?",
        norm=draw(norms),
        since=since,
        number=draw(texts),
        period=draw(st.none() | periods()),
        past=tuple(draw(st.lists(periods(), max_size=2))),
        admitted_by=draw(st.none() | term("admission_routes")),
        until=draw(ends(since)),
    )


@st.composite
def measures(draw: Any) -> Measure:
    since = draw(past_days)
    return Measure(
        id="?", norm=draw(norms), kind=draw(term("measure_kinds")), since=since, until=draw(ends(since))
    )


@st.composite
def hardships(draw: Any) -> Hardship:
    since = draw(past_days)
    return Hardship(
        id="?",
        norm=draw(norms),
        requirement=draw(texts),
        since=since,
        until=draw(ends(since)),
        decided_by=draw(texts),
        text=draw(texts),
    )


def _named(fact: Fact, number: int) -> Fact:
    from dataclasses import replace

    return replace(fact, id=f"f-{number}")


@st.composite
def dossiers(draw: Any, person: str) -> Dossier:
    """A dossier that can be true on `TODAY`, with at most three facts of each kind."""
    lists: list[Fact] = []
    for kind in (activities, works, absences, documents, declarations, holdings, measures, hardships):
        lists += draw(st.lists(kind(), max_size=3))
    lists += draw(st.lists(recognitions(), max_size=3, unique_by=lambda fact: fact.norm))
    whole = Dossier(person=person).adding(*(_named(fact, number) for number, fact in enumerate(lists)))
    impossible = {finding.fact for finding in check_dossier(whole, TODAY) if finding.refuses}
    for fact_id in impossible:
        whole = whole.without(fact_id)
    return whole
