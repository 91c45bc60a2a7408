"""What can not be true of a dossier, whatever any norm asks: found before a fact is kept, named with what to do.

A *refusal* makes the fact unusable; a *doubt* is shown to the owner and never blocks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vakwerk.core.dates import LAST_DAY, next_day
from vakwerk.core.dossier.values import (
    Absence,
    Activity,
    Declaration,
    Document,
    Dossier,
    Fact,
    Hardship,
    Holding,
    Measure,
    Recognition,
    Work,
)

WEEK_MINUTES = 168 * 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: a closed `code`, the fact, the field to look at, and the numbers the sentence needs."""

    code: str
    fact: str
    field: str
    refuses: bool
    data: tuple[tuple[str, str | int], ...] = ()


FINDING_CODES: dict[str, str] = {
    "future": "completed after today",
    "end-before-start": "the end lies before the start",
    "too-long": "more minutes than the days between start and end hold",
    "remote-too-long": "more minutes at a distance than in all",
    "work-in-future": "work that starts after today",
    "over-168-hours": "work spells that together exceed 168 hours in one week",
    "overlapping-absence": "absences that together exceed the whole of the working time",
    "long-day": "more than sixteen hours on each day",
}
"""The closed list of findings."""


def check_fact(fact: Fact, today: date) -> list[Finding]:
    """What is impossible or doubtful in one fact, seen on `today`."""
    if isinstance(fact, Activity):
        return list(_check_activity(fact, today))
    if isinstance(fact, Work):
        found = list(_check_interval(fact.id, fact.since, fact.until))
        if fact.since > today:
            found.append(Finding("work-in-future", fact.id, "since", refuses=True))
        return found
    if isinstance(fact, Absence | Declaration | Measure | Hardship):
        return list(_check_interval(fact.id, fact.since, fact.until))
    if isinstance(fact, Document):
        found = list(_check_interval(fact.id, fact.issued_on, fact.until))
        if fact.issued_on > today:
            found.append(Finding("future", fact.id, "issued_on", refuses=True))
        return found
    if isinstance(fact, Holding):
        found = list(_check_interval(fact.id, fact.awarded_on, fact.until))
        if fact.awarded_on > today:
            found.append(Finding("future", fact.id, "awarded_on", refuses=True))
        return found
    if isinstance(fact, Recognition):
        found = list(_check_interval(fact.id, fact.since, fact.until))
        if any(
            period.end <= period.start for period in (*fact.past, *((fact.period,) if fact.period else ()))
        ):
            found.append(Finding("end-before-start", fact.id, "period", refuses=True))
        return found
    return []


def _check_interval(fact_id: str, since: date, until: date | None) -> Iterable[Finding]:
    if until is not None and until <= since:
        yield Finding("end-before-start", fact_id, "until", refuses=True)


def _check_activity(fact: Activity, today: date) -> Iterable[Finding]:
    if fact.completed_on is not None and fact.completed_on > today:
        yield Finding("future", fact.id, "completed_on", refuses=True)
    started = fact.started_on or fact.completed_on
    if started is not None and fact.completed_on is not None:
        if fact.completed_on < started:
            yield Finding("end-before-start", fact.id, "completed_on", refuses=True)
            return
        days = (next_day(fact.completed_on) - started).days
        if fact.minutes is not None and fact.minutes > days * 24 * 60:
            yield Finding("too-long", fact.id, "minutes", refuses=True, data=(("days", days),))
        elif fact.minutes is not None and fact.minutes > days * 16 * 60:
            yield Finding("long-day", fact.id, "minutes", refuses=False, data=(("days", days),))
    if fact.minutes is not None and fact.remote_minutes > fact.minutes:
        yield Finding("remote-too-long", fact.id, "remote_minutes", refuses=True)


def check_dossier(dossier: Dossier, today: date) -> list[Finding]:
    """What is impossible in the dossier as a whole: every fact by itself, and the facts against each other."""
    found = [finding for fact in dossier.facts() for finding in check_fact(fact, today)]
    found += _crowded(
        [(w.id, w.since, w.until or LAST_DAY, w.minutes_per_week or 0) for w in dossier.work],
        WEEK_MINUTES,
        "over-168-hours",
    )
    found += _crowded(
        [(a.id, a.since, a.until or LAST_DAY, a.percent) for a in dossier.absences],
        100,
        "overlapping-absence",
    )
    return found


def _crowded(spells: list[tuple[str, date, date, int]], most: int, code: str) -> Iterable[Finding]:
    """Sweep over starts and ends; report each spell at whose start the running load exceeds `most`."""
    events = sorted(
        [(start, 1, load, fact) for fact, start, _, load in spells]
        + [(end, 0, -load, fact) for fact, _, end, load in spells]
    )
    running = 0
    for day, starts, load, fact in events:
        running += load
        if starts and running > most:
            yield Finding(
                code, fact, "since", refuses=True, data=(("day", day.isoformat()), ("load", running))
            )
