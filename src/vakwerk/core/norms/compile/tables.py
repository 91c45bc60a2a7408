"""The tables a compiled norm reads: one row a fact, dates as DATE, sets as text between bars ("|ethics|content|").

`LAYOUT` is the documented layout of a population; `rows_of` turns one dossier into its rows, `dossier_of` turns them
back into a dossier of which every norm says the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Any

from vakwerk.core import vocabulary
from vakwerk.core.dates import next_day
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

LAYOUT: Mapping[str, Mapping[str, str]] = {
    "people": {
        "person": "BIGINT", "id": "VARCHAR", "born_on": "DATE", "profession": "VARCHAR", "level": "VARCHAR",
        "region": "VARCHAR",
    },
    "recognitions": {
        "person": "BIGINT", "norm": "VARCHAR", "since": "DATE", "until": "DATE", "period_start": "DATE",
        "period_end": "DATE", "past": "INTEGER", "last_extended_days": "INTEGER", "admitted_by": "VARCHAR",
    },
    "activities": {
        "person": "BIGINT", "fact": "VARCHAR", "kind": "VARCHAR", "started_on": "DATE", "completed_on": "DATE",
        "minutes": "BIGINT", "remote_minutes": "BIGINT", "sessions": "BIGINT", "form": "VARCHAR",
        "topics": "VARCHAR", "programme": "VARCHAR", "accredited": "BOOLEAN", "accredited_by": "VARCHAR",
        "categories": "VARCHAR", "confirmed": "BOOLEAN", "confirmed_by": "VARCHAR",
    },
    "work": {
        "person": "BIGINT", "fact": "VARCHAR", "role": "VARCHAR", "since": "DATE", "until": "DATE",
        "minutes_per_week": "BIGINT", "level": "INTEGER", "settings": "VARCHAR",
    },
    "absences": {
        "person": "BIGINT", "fact": "VARCHAR", "kind": "VARCHAR", "since": "DATE", "until": "DATE",
        "percent": "BIGINT",
    },
    "documents": {
        "person": "BIGINT", "fact": "VARCHAR", "kind": "VARCHAR", "issued_on": "DATE", "until": "DATE",
        "scope": "VARCHAR",
    },
    "declarations": {
        "person": "BIGINT", "fact": "VARCHAR", "kind": "VARCHAR", "about": "VARCHAR", "since": "DATE",
        "until": "DATE",
    },
    "holdings": {
        "person": "BIGINT", "fact": "VARCHAR", "kind": "VARCHAR", "name": "VARCHAR", "level": "INTEGER",
        "field": "VARCHAR", "awarded_on": "DATE", "until": "DATE", "shown_by": "VARCHAR",
    },
    "measures": {"person": "BIGINT", "norm": "VARCHAR", "kind": "VARCHAR", "since": "DATE", "until": "DATE"},
    "hardships": {
        "person": "BIGINT", "norm": "VARCHAR", "requirement": "VARCHAR", "since": "DATE", "until": "DATE",
    },
}  # fmt: skip

BAR = "|"


def barred(words: Iterable[str]) -> str:
    """A set as text: every word between bars, so that "contains |word|" is exact; a bar inside a word becomes "¦"."""
    listed = [word.replace(BAR, "¦") for word in sorted(words)]
    return f"{BAR}{BAR.join(listed)}{BAR}" if listed else ""


def _level(key: str | None) -> int | None:
    return None if key is None else vocabulary.level_number(key)


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a person besides the dossier, by which people are counted together; None: not known."""

    profession: str | None = None
    level: str | None = None
    region: str | None = None


NOTHING_KNOWN = About()


def rows_of(person: int, dossier: Dossier, about: About = NOTHING_KNOWN) -> dict[str, list[dict[str, Any]]]:
    """The rows of one dossier by table, columns by name; `person` is the number it bears in the population."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in LAYOUT}
    rows["people"].append(
        {
            "person": person, "id": dossier.person, "born_on": dossier.born_on, "profession": about.profession,
            "level": about.level, "region": about.region,
        }
    )  # fmt: skip
    for held in dossier.recognitions:
        rows["recognitions"].append(
            {
                "person": person, "norm": held.norm, "since": held.since, "until": held.until,
                "period_start": held.period.start if held.period else None,
                "period_end": held.period.end if held.period else None,
                "past": len(held.past),
                "last_extended_days": held.past[-1].extended_days if held.past else 0,
                "admitted_by": held.admitted_by,
            }
        )  # fmt: skip
    for act in dossier.activities:
        rows["activities"].append(
            {
                "person": person, "fact": act.id, "kind": act.kind, "started_on": act.started_on,
                "completed_on": act.completed_on, "minutes": act.minutes, "remote_minutes": act.remote_minutes,
                "sessions": act.sessions, "form": act.form, "topics": barred(act.topics),
                "programme": act.programme, "accredited": bool(act.accreditations),
                "accredited_by": barred({mark.by for mark in act.accreditations}),
                "categories": barred({mark.category for mark in act.accreditations if mark.category is not None}),
                "confirmed": bool(act.confirmations),
                "confirmed_by": barred({mark.register for mark in act.confirmations if mark.register is not None}),
            }
        )  # fmt: skip
    for spell in dossier.work:
        rows["work"].append(
            {
                "person": person, "fact": spell.id, "role": spell.role, "since": spell.since, "until": spell.until,
                "minutes_per_week": spell.minutes_per_week, "level": _level(spell.level),
                "settings": barred(spell.settings),
            }
        )  # fmt: skip
    for gone in dossier.absences:
        rows["absences"].append(_columns("absences", person, gone))
    for seen in dossier.documents:
        rows["documents"].append({**_columns("documents", person, seen), "scope": barred(seen.scope)})
    for made in dossier.declarations:
        rows["declarations"].append(_columns("declarations", person, made))
    for own in dossier.holdings:
        rows["holdings"].append({**_columns("holdings", person, own), "level": _level(own.level)})
    for measure in dossier.measures:
        rows["measures"].append(_columns("measures", person, measure))
    for decision in dossier.hardships:
        rows["hardships"].append(_columns("hardships", person, decision))
    return rows


def _columns(table: str, person: int, fact: Any) -> dict[str, Any]:
    named = {"person": person, "fact": fact.id}
    return {column: named[column] if column in named else getattr(fact, column) for column in LAYOUT[table]}


# --- and back -------------------------------------------------------------------------------------------------------

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
LONG_AGO = date(1900, 1, 1)
"""Stands for a date that is not in a population and that no norm asks."""


def words_between(text: str | None) -> list[str]:
    """The words of a set written between bars."""
    return [word for word in text.split(BAR) if word] if text else []


def dossier_of(rows: Rows) -> Dossier:
    """A dossier of which every norm says what it says of these rows of one person.

    Not the dossier they were made from: titles, numbers and who recorded what are not in a population, and which
    accreditation bore which category is not either, for no norm asks that.
    """
    (who,) = rows["people"]
    return Dossier(
        person=str(who["id"] if who["id"] is not None else who["person"]),
        born_on=who["born_on"],
        activities=tuple(_activity(row) for row in rows["activities"]),
        work=tuple(
            Work(
                id=row["fact"], role=row["role"], since=row["since"], until=row["until"],
                minutes_per_week=row["minutes_per_week"], level=_level_key(row["level"]),
                settings=frozenset(words_between(row["settings"])),
            )
            for row in rows["work"]
        ),
        absences=tuple(
            Absence(id=row["fact"], kind=row["kind"], since=row["since"], until=row["until"], percent=row["percent"])
            for row in rows["absences"]
        ),
        documents=tuple(
            Document(
                id=row["fact"], kind=row["kind"], issued_on=row["issued_on"], until=row["until"],
                scope=frozenset(words_between(row["scope"])),
            )
            for row in rows["documents"]
        ),
        declarations=tuple(
            Declaration(id=row["fact"], kind=row["kind"], about=row["about"], since=row["since"], until=row["until"])
            for row in rows["declarations"]
        ),
        holdings=tuple(
            Holding(
                id=row["fact"], kind=row["kind"], name=row["name"], level=_level_key(row["level"]), field=row["field"],
                awarded_on=row["awarded_on"], until=row["until"], shown_by=row["shown_by"],
            )
            for row in rows["holdings"]
        ),
        recognitions=tuple(_recognition(number, row) for number, row in enumerate(rows["recognitions"])),
        measures=tuple(
            Measure(id=f"measure-{number}", norm=row["norm"], kind=row["kind"], since=row["since"], until=row["until"])
            for number, row in enumerate(rows["measures"])
        ),
        hardships=tuple(
            Hardship(
                id=f"hardship-{number}", norm=row["norm"], requirement=row["requirement"], since=row["since"],
                until=row["until"],
            )
            for number, row in enumerate(rows["hardships"])
        ),
    )  # fmt: skip


@cache
def _key_of_level() -> Mapping[int, str]:
    return {vocabulary.level_number(key): key for key in vocabulary.terms("levels")}


def _level_key(number: int | None) -> str | None:
    """Some level of this height: norms compare heights only."""
    return None if number is None else _key_of_level()[number]


def _activity(row: Mapping[str, Any]) -> Activity:
    return Activity(
        id=row["fact"], kind=row["kind"], started_on=row["started_on"], completed_on=row["completed_on"],
        minutes=row["minutes"], remote_minutes=row["remote_minutes"], sessions=row["sessions"], form=row["form"],
        topics=_set(row["topics"]), programme=row["programme"],
        accreditations=_accreditations(row["accredited_by"], row["categories"]) if row["accredited"] else (),
        confirmations=_confirmations(row["confirmed_by"], row["completed_on"]) if row["confirmed"] else (),
    )  # fmt: skip


# The same few texts come back in every row: what they stand for is made once and never changes.
@lru_cache(maxsize=10_000)
def _set(text: str | None) -> frozenset[str]:
    return frozenset(words_between(text))


@lru_cache(maxsize=10_000)
def _accreditations(accredited_by: str | None, in_categories: str | None) -> tuple[Accreditation, ...]:
    """Every accreditor and every category once: which went with which is not in a row, and no norm asks it."""
    bodies, categories = words_between(accredited_by), words_between(in_categories)
    first = bodies[0] if bodies else ""
    return tuple(
        Accreditation(by=first if by is None else by, id="", category=category)
        for by, category in zip_longest(bodies or [first], categories)
    )


@lru_cache(maxsize=100_000)
def _confirmations(confirmed_by: str | None, completed_on: date | None) -> tuple[Confirmation, ...]:
    registers: list[str | None] = [*words_between(confirmed_by)] or [None]
    return tuple(
        Confirmation(by="", on=completed_on or LONG_AGO, register=register) for register in registers
    )


def _recognition(number: int, row: Mapping[str, Any]) -> Recognition:
    start, end = row["period_start"], row["period_end"]
    past = [
        Period(start=LONG_AGO, end=next_day(LONG_AGO), extended_days=row["last_extended_days"] if last else 0)
        for last in (place == row["past"] - 1 for place in range(row["past"]))
    ]
    return Recognition(
        id=f"recognition-{number}", norm=row["norm"], since=row["since"], until=row["until"],
        period=None if start is None or end is None else Period(start=start, end=end),
        past=tuple(past), admitted_by=row["admitted_by"],
    )  # fmt: skip
