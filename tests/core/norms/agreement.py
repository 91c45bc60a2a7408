"""What it takes for the two evaluators to agree, and random norms and dossiers that make them disagree if they can.

Dates, minutes and thresholds are drawn from small pools around each other, so that boundaries are hit all the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import duckdb
from hypothesis import strategies as st
from tests.core.norms.running import FactRow, PersonResult, run, run_facts

from vakwerk.core.dates import add_months
from vakwerk.core.dossier import (
    Absence,
    Accreditation,
    Activity,
    Confirmation,
    Declaration,
    Document,
    Dossier,
    Hardship,
    Holding,
    Measure,
    Period,
    Recognition,
    Work,
)
from vakwerk.core.norms import Norm, assess
from vakwerk.core.norms.compile import CompiledNorm, compile_norm
from vakwerk.engines.population import clear, load

ON = date(2024, 2, 29)
START = date(2020, 2, 29)
ANCHORS = (START, ON, date(2022, 12, 1), date(2023, 1, 31), date(2024, 8, 31), date(2025, 2, 28))
KINDS = ("course", "reading", "intervision", "supervision", "self-reflection", "publication")
LEAVES = ("pregnancy", "sickness", "sickness", "long-illness", "parental-leave")
OTHER = "other-norm"


# --- agreement ------------------------------------------------------------------------------------------------------


def differences(
    connection: duckdb.DuckDBPyConnection,
    norm: Norm,
    dossiers: list[Dossier],
    on: date,
    compiled: CompiledNorm | None = None,
) -> list[str]:
    """Where the explaining evaluator and the SQL differ, in words; empty when they agree on everything."""
    clear(connection)
    load(connection, enumerate(dossiers))
    return differences_of(connection, norm, dict(enumerate(dossiers)), on, compiled)


def differences_of(
    connection: duckdb.DuckDBPyConnection,
    norm: Norm,
    dossiers: Mapping[int, Dossier],
    on: date,
    compiled: CompiledNorm | None = None,
) -> list[str]:
    """The same for people who stand in the connection already; the others there are not looked at."""
    compiled = compiled or compile_norm(norm, on)
    people = {result.person: result for result in run(connection, compiled)}
    facts: dict[int, list[FactRow]] = {}
    for row in run_facts(connection, compiled):
        facts.setdefault(row.person, []).append(row)
    found: list[str] = []
    for number, dossier in dossiers.items():
        if number in people:
            found += _differs(norm, dossier, on, people[number], facts.get(number, []))
        else:
            found.append(f"{dossier.person}: the SQL says nothing")
    return found


def _differs(norm: Norm, dossier: Dossier, on: date, row: PersonResult, facts: list[FactRow]) -> list[str]:
    said = assess(norm, dossier, on)
    pairs: list[tuple[str, Any, Any]] = [("outcome", said.outcome.value, row.outcome)]
    pairs.append(("version", said.used.version.since if said.used else None, row.version))
    if said.result is not None and said.window is not None:
        pairs.append(("window", (said.window.start, said.window.end), (row.window_start, row.window_end)))
        pairs.append(("remedy", _remedy_said(said), row.remedy_until if row.outcome == 0 else None))
        mine = {r.id: (r.outcome.value, r.low, r.high, r.need) for r in said.result.walk()}
        names = sorted(set(mine) | set(row.requirements))
        pairs += [(name, mine.get(name), row.requirements.get(name)) for name in names]
        pairs.append(
            (
                "facts",
                _stories(said.facts),
                sorted((f.fact, f.requirement, f.step, f.low, f.high) for f in facts),
            )
        )
    return [
        f"{dossier.person} {what}: explained {one}, compiled {other}"
        for what, one, other in pairs
        if one != other
    ]


def _remedy_said(said: Any) -> date | None:
    return said.remedy.until if said.remedy else None


def _stories(results: Any) -> list[tuple[str, str, int, int, int]]:
    rows = []
    for story in results:
        rows += [(story.fact, r.requirement, r.step, 0, 0) for r in story.refused]
        rows += [(story.fact, c.requirement, -1, c.low, c.high) for c in story.counted]
    return sorted(rows)


# --- random dossiers ------------------------------------------------------------------------------------------------

days = st.builds(
    lambda anchor, off: anchor + timedelta(days=off),
    st.sampled_from(ANCHORS),
    st.sampled_from((-1, 0, 1, 30, -400)),
)
minutes = st.sampled_from((1, 59, 60, 61, 119, 120, 121, 600, 1200))


def _until(start: date, draw: st.DrawFn) -> date | None:
    length = draw(st.sampled_from((None, 1, 41, 42, 43, 112, 366, 800)))
    return None if length is None else start + timedelta(days=length)


@st.composite
def activities(draw: st.DrawFn, number: int) -> Activity:
    """An activity near some boundary."""
    done = draw(st.one_of(days, st.none()))
    length = draw(st.one_of(minutes, st.none()))
    marks = draw(st.sampled_from(((), ("skj",), ("nvo",), ("nvo", "skj"))))
    return Activity(
        id=f"a{number}",
        kind=draw(st.sampled_from(KINDS)),
        started_on=done - timedelta(days=1) if done and draw(st.booleans()) else None,
        completed_on=done,
        minutes=length,
        remote_minutes=draw(st.sampled_from((0, 0, 1, 60))),
        sessions=draw(st.sampled_from((1, 1, 2))),
        form=draw(st.sampled_from(("formal", "informal", None))),
        topics=frozenset(draw(st.sampled_from(((), ("ethics",), ("content", "ethics"))))),
        programme=draw(st.sampled_from((None, "mc"))),
        accreditations=tuple(
            Accreditation(by=by, id="1", category=draw(st.sampled_from((None, "a", "b")))) for by in marks
        ),
        confirmations=draw(
            st.sampled_from(
                (
                    (),
                    (Confirmation(by="x", on=START),),
                    (Confirmation(by="x", on=START, register="lvsc"),),
                )
            )
        ),
    )


@st.composite
def dossiers(draw: st.DrawFn, norm: str) -> Dossier:
    """A small dossier full of boundaries."""
    work = []
    for number in range(draw(st.integers(0, 3))):
        since = draw(days)
        work.append(
            Work(
                id=f"w{number}", role=draw(st.sampled_from(("sociaal-werker", "orthopedagoog"))), since=since,
                until=_until(since, draw), minutes_per_week=draw(st.sampled_from((None, 1, 480, 960))),
                level=draw(st.sampled_from((None, "mbo-4", "hbo", "master"))),
                settings=frozenset(draw(st.sampled_from(((), ("clinical",))))),
            )
        )  # fmt: skip
    absences = []
    for number in range(draw(st.integers(0, 3))):
        since = draw(days)
        absences.append(
            Absence(
                id=f"x{number}", kind=draw(st.sampled_from(LEAVES)), since=since, until=_until(since, draw),
                percent=draw(st.sampled_from((100, 50, 1))),
            )
        )  # fmt: skip
    documents = []
    for number in range(draw(st.integers(0, 2))):
        issued = draw(days)
        scope = frozenset(draw(st.sampled_from(((), ("84",), ("84", "85")))))
        documents.append(
            Document(id=f"d{number}", kind="vog", issued_on=issued, until=_until(issued, draw), scope=scope)
        )
    return Dossier(
        person="p",
        born_on=draw(st.sampled_from((None, date(2003, 2, 28), date(2003, 3, 1), date(1957, 2, 28)))),
        activities=tuple(draw(activities(number)) for number in range(draw(st.integers(0, 5)))),
        work=tuple(work),
        absences=tuple(absences),
        documents=tuple(documents),
        declarations=tuple(draw(st.lists(_declarations(), max_size=1))),
        holdings=tuple(draw(st.lists(_holdings(), max_size=1))),
        recognitions=draw(_recognitions(norm)),
        measures=draw(_measures(norm)),
        hardships=draw(_hardships(norm)),
    )


@st.composite
def _declarations(draw: st.DrawFn) -> Declaration:
    since = draw(days)
    about = draw(st.sampled_from(("", "fvb")))
    return Declaration(
        id="c0",
        kind=draw(st.sampled_from(("code", "membership"))),
        since=since,
        until=_until(since, draw),
        about=about,
    )


@st.composite
def _holdings(draw: st.DrawFn) -> Holding:
    awarded = draw(days)
    return Holding(
        id="h0", kind=draw(st.sampled_from(("diploma", "certificate"))), name=draw(st.sampled_from(("", "x"))),
        level=draw(st.sampled_from((None, "mbo-4", "hbo", "bachelor", "master"))), awarded_on=awarded,
        field=draw(st.sampled_from((None, "social-work", "care"))), until=_until(awarded, draw),
        shown_by=draw(st.sampled_from((None, "assessed", "told"))),
    )  # fmt: skip


@st.composite
def _recognitions(draw: st.DrawFn, norm: str) -> tuple[Recognition, ...]:
    found = []
    if draw(st.integers(0, 4)) > 0:
        start = draw(
            st.sampled_from((START, START - timedelta(days=1), date(2022, 12, 1), date(2020, 1, 31)))
        )
        end = add_months(start, draw(st.sampled_from((60, 60, 48, 49, 24))))
        past = draw(st.sampled_from(((), (0,), (30,))))
        earlier = draw(st.sampled_from((0, 0, 1)))
        found.append(
            Recognition(
                id="r0", norm=norm, since=start - timedelta(days=earlier), period=Period(start=start, end=end),
                past=tuple(Period(start=date(2015, 1, 1), end=start, extended_days=days_) for days_ in past),
                admitted_by=draw(st.sampled_from((None, "regular", "other-profile"))),
            )
        )  # fmt: skip
    if draw(st.booleans()):
        since = draw(days)
        found.append(Recognition(id="r1", norm=OTHER, since=since, until=_until(since, draw)))
    return tuple(found)


@st.composite
def _measures(draw: st.DrawFn, norm: str) -> tuple[Measure, ...]:
    if draw(st.integers(0, 3)):
        return ()
    since = draw(days)
    kind = draw(st.sampled_from(("restriction-full", "restriction-partial", "warning")))
    return (
        Measure(
            id="m0",
            norm=draw(st.sampled_from((norm, OTHER))),
            kind=kind,
            since=since,
            until=_until(since, draw),
        ),
    )


@st.composite
def _hardships(draw: st.DrawFn, norm: str) -> tuple[Hardship, ...]:
    if draw(st.integers(0, 3)):
        return ()
    since = draw(days)
    requirement = draw(st.sampled_from(("learning", "work", "all", "reflection")))
    return (Hardship(id="q0", norm=norm, requirement=requirement, since=since, until=_until(since, draw)),)
