"""What every column of a population means: the table in docs/reference/population.md is made from this."""

from __future__ import annotations

from collections.abc import Mapping

from vakwerk.core.norms.compile import LAYOUT

TABLES: Mapping[str, str] = {
    "people": "one row a person",
    "recognitions": "under which norm somebody is; at most one row a person and norm",
    "activities": "what somebody learned, reflected on or contributed",
    "work": "spells of work at a steady number of hours",
    "absences": "time not worked out of a spell",
    "documents": "that a document was seen, never the document itself",
    "declarations": "what somebody declares or is party to",
    "holdings": "diplomas, certificates, learning outcomes",
    "measures": "disciplinary measures",
    "hardships": "decisions that one requirement is taken as met",
}

_KIND = "a term of the vocabulary's `{}`"
_UNTIL = "first day no longer; empty: no end is known"
_SCOPE = "set of words, as written on the document"

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "people": {
        "id": "the person's id where the facts come from; empty: none",
        "born_on": "day of birth; empty: unknown",
        "profession": "by which people are counted together: a term of `roles`; empty: unknown",
        "level": "the same: a term of `levels`; empty: unknown",
        "region": "the same, in plain words: a province, or the town in the register; empty: unknown",
    },
    "recognitions": {
        "norm": "id of the norm",
        "since": "first day under the norm",
        "until": _UNTIL,
        "period_start": "first day of the stored period; empty: the norm knows no periods",
        "period_end": "first day after the stored period",
        "past": "how many earlier periods there were",
        "last_extended_days": "by how many days the last of those was extended",
        "admitted_by": "a term of `admission_routes`; empty: unknown",
    },
    "activities": {
        "kind": _KIND.format("activity_kinds"),
        "started_on": "first day; empty: the day it was completed",
        "completed_on": "last day; empty: not finished",
        "minutes": "net minutes, without breaks, meals and travel; empty: unknown",
        "remote_minutes": "how many of these minutes were at a distance",
        "sessions": "over how many meetings the minutes are spread",
        "form": "`formal` or `informal`; empty: unknown",
        "topics": "set of terms of `topics`",
        "programme": "the programme it belongs to; empty: none",
        "accredited": "whether some body accredited it",
        "accredited_by": "set of terms of `accreditors`: which bodies",
        "categories": "set: the categories that these bodies put it in",
        "confirmed": "whether somebody else vouches for it",
        "confirmed_by": "set of terms of `accreditors`: where those who vouch are listed",
    },
    "work": {
        "role": _KIND.format("roles"),
        "since": "first day",
        "until": _UNTIL,
        "minutes_per_week": "minutes a week by contract; empty: unknown",
        "level": "height of the level: the number of the term of `levels` (hbo is 6); empty: unknown",
        "settings": "set of terms of `settings`",
    },
    "absences": {
        "kind": _KIND.format("absence_kinds"),
        "since": "first day",
        "until": _UNTIL,
        "percent": "percent of the hours that were not worked",
    },
    "documents": {
        "kind": _KIND.format("document_kinds"),
        "issued_on": "day on the document",
        "until": _UNTIL,
        "scope": _SCOPE,
    },
    "declarations": {
        "kind": _KIND.format("declaration_kinds"),
        "about": "which code, membership …",
        "since": "first day",
        "until": _UNTIL,
    },
    "holdings": {
        "kind": _KIND.format("holding_kinds"),
        "name": "what it is called",
        "level": "height of the level, as in `work`; empty: unknown",
        "field": "a term of `fields`; empty: unknown",
        "awarded_on": "day on it",
        "until": _UNTIL,
        "shown_by": "how a learning outcome was shown; empty: not said",
    },
    "measures": {
        "norm": "under which norm",
        "kind": _KIND.format("measure_kinds"),
        "since": "first day",
        "until": _UNTIL,
    },
    "hardships": {
        "norm": "under which norm",
        "requirement": "id of the requirement that is taken as met",
        "since": "first day",
        "until": _UNTIL,
    },
}
EVERYWHERE: Mapping[str, str] = {
    "person": "number of the person in this population",
    "fact": "id of the fact, unique to the person",
}


def render() -> str:
    """All tables and columns as Markdown."""
    lines = []
    for table, columns in LAYOUT.items():
        lines += [
            f"### {table}",
            "",
            f"{TABLES[table].capitalize()}.",
            "",
            "| Column | Type | Means |",
            "| --- | --- | --- |",
        ]
        meanings = {**EVERYWHERE, **MEANINGS[table]}
        lines += [f"| `{name}` | {kind} | {meanings[name]} |" for name, kind in columns.items()]
        lines.append("")
    return "\n".join(lines)
