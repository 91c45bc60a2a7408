"""The tables a compiled norm reads: one row a fact, dates as DATE, sets as text between bars ("|ethics|content|").

`LAYOUT` is the documented layout of a population; `rows_of` turns one dossier into its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from vakwerk.core import vocabulary
from vakwerk.core.dossier import Dossier

LAYOUT: Mapping[str, Mapping[str, str]] = {
    "people": {"person": "BIGINT", "born_on": "DATE"},
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


def rows_of(person: int, dossier: Dossier) -> dict[str, list[dict[str, Any]]]:
    """The rows of one dossier by table, columns by name; `person` is the number it bears in the population."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in LAYOUT}
    rows["people"].append({"person": person, "born_on": dossier.born_on})
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


def plain(value: Any) -> Any:
    """A cell as JSON carries it."""
    return value.isoformat() if isinstance(value, date) else value
