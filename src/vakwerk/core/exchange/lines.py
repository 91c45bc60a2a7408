"""One line of a table as an activity, or as faults that say which cell is wrong and what it held."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from vakwerk.core.dossier import Accreditation, Activity, check_fact
from vakwerk.core.exchange import words
from vakwerk.core.exchange.mapping import ColumnMapping
from vakwerk.core.exchange.tables import Row
from vakwerk.core.exchange.values import BadValue, read_day, read_length
from vakwerk.core.freetext import folded

LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class LineFault:
    """Why a line can not be read: a code (of `BadValue`, of a finding, or `no-title`, `no-day`), the field, its text.

    `column` is where the text stood; None when no column holds this field.
    """

    code: str
    field: str
    value: str = ""
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a line would become. `activity` is None when there are faults.

    `status` is what the portal said of it ("approved", "pending", "rejected" or ""). `extras` is what has no field
    of its own and goes into the note: (field, text).
    """

    line: int
    activity: Activity | None
    faults: tuple[LineFault, ...] = ()
    status: str = ""
    extras: tuple[tuple[str, str], ...] = ()


def texts_of(row: Row, mapping: ColumnMapping, edits: Mapping[str, str] | None = None) -> dict[str, str]:
    """The text of every field on a line; what the person corrected takes the place of what stood there."""
    texts: dict[str, str] = {}
    for column, name in enumerate(mapping.fields):
        text = row.cell(column)
        if name and text:
            texts[name] = f"{texts[name]}; {text}" if name in texts else text
    texts.update(edits or {})
    return texts


def propose(
    row: Row,
    mapping: ColumnMapping,
    *,
    fact_id: str,
    today: dt.date,
    edits: Mapping[str, str] | None = None,
) -> Proposal:
    """The activity on a line. Nothing is read in one way where it may be read in another."""
    texts = texts_of(row, mapping, edits)
    faults: list[LineFault] = []

    def fault(code: str, name: str) -> None:
        faults.append(LineFault(code, name, texts.get(name, ""), mapping.column_of(name)))

    days: dict[str, dt.date | None] = {"completed_on": None, "started_on": None}
    for name in days:
        if texts.get(name):
            try:
                days[name] = read_day(texts[name], mapping.orders.get(name, ""), today)
            except BadValue as bad:
                fault(bad.code, name)
    if not texts.get("completed_on"):
        fault("no-day", "completed_on")
    minutes = None
    for name, of_one in (("minutes", 1), ("hours", 60), ("points", mapping.minutes_of_point or 0)):
        if minutes is None and texts.get(name) and of_one:
            try:
                minutes = read_length(texts[name], of_one)
            except BadValue as bad:
                fault(bad.code, name)
    kind, form, said = _kind_and_form(texts, mapping)
    title = texts.get("title", "")[:LONGEST_TITLE]
    if not title and not said:
        fault("no-title", "title")
    accreditations, loose = _accreditations(texts, mapping)
    topics, other_topics = _topics(texts.get("topics", ""))
    status = mapping.statuses.get(folded(texts.get("status", "")), "")
    extras = [
        ("status", texts.get("status", "")),
        ("points", texts.get("points", "")),
        ("accreditation", loose),
        ("category", "" if accreditations else texts.get("category", "")),
        ("topics", other_topics),
        ("note", texts.get("note", "")),
    ]
    kept = tuple((name, text) for name, text in extras if text)
    if faults:
        return Proposal(row.line, None, tuple(faults), status, kept)
    activity = Activity(
        id=fact_id,
        kind=kind,
        title=title,
        started_on=days["started_on"],
        completed_on=days["completed_on"],
        minutes=minutes,
        form=form,
        topics=topics,
        provider=texts.get("provider", "")[:LONGEST_TITLE],
        accreditations=accreditations,
    )
    wrong = [finding for finding in check_fact(activity, today) if finding.refuses]
    for finding in wrong:
        name = "hours" if finding.field == "minutes" and "hours" in texts else finding.field
        fault(finding.code, name)
    return Proposal(row.line, None if wrong else activity, tuple(faults), status, kept)


def _kind_and_form(texts: Mapping[str, str], mapping: ColumnMapping) -> tuple[str, str | None, bool]:
    """The kind, the form, and whether a word on the line itself said the kind."""
    said = [texts.get("kind") or texts.get("category", ""), texts.get("form", "")]
    found = [folded(text) for text in said if text]
    kind = next((mapping.kinds[word] for word in found if word in mapping.kinds), None)
    # The column that is there to say it speaks before a word that says it in passing.
    form = next((mapping.forms[word] for word in reversed(found) if word in mapping.forms), None)
    return kind or mapping.kind, form, kind is not None


_NAMED = re.compile(r"^([A-Za-z][\w .()-]{1,40}?) ?[:#] ?(\S.*)$")
_CATEGORY = re.compile(r"^(.*\S) \(([^()]+)\)$")


def _accreditations(
    texts: Mapping[str, str], mapping: ColumnMapping
) -> tuple[tuple[Accreditation, ...], str]:
    """The numbers with whose they are; and what is no number of anybody we know."""
    said = texts.get("accreditation", "")
    by_column = words.meaning("accreditors", texts.get("accreditor", "")) if texts.get("accreditor") else None
    found: list[Accreditation] = []
    loose: list[str] = []
    for part in (one.strip() for one in said.split(" + ")):
        if not part:
            continue
        named = _NAMED.match(part)
        by = words.meaning("accreditors", named[1]) if named else None
        number = named[2] if named and by else part
        category = texts.get("category") or None
        if named and by and (split := _CATEGORY.match(number)):
            number, category = split[1], split[2]
        by = by or by_column or (mapping.accreditor if not texts.get("accreditor") else None)
        if by:
            found.append(Accreditation(by=by, id=number[:200], category=category and category[:200]))
        else:
            loose.append(" ".join(filter(None, (texts.get("accreditor", ""), part))))
    return tuple(dict.fromkeys(found)), " + ".join(loose)


def _topics(text: str) -> tuple[frozenset[str], str]:
    known: set[str] = set()
    other: list[str] = []
    for part in (one.strip() for one in re.split(r"[;,/|]", text)):
        found = words.meaning("topics", part) if part else None
        if found:
            known.add(found)
        elif part:
            other.append(part)
    return frozenset(known), ", ".join(other)
