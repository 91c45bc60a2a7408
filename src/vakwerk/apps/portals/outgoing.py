"""What a portal still gets: the facts that count there, as its form asks them, with the files that show them."""

from __future__ import annotations

import datetime as dt
import html
import re
import shutil
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from django.template.loader import render_to_string

from vakwerk.apps.dossier import details
from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.dossier.parties import Owner
from vakwerk.apps.portals import queries
from vakwerk.apps.portals.handing import digest_of
from vakwerk.core.dates import add_months
from vakwerk.core.dossier import Activity, Dossier, Work
from vakwerk.core.exchange.portals import GENERIC, Portal, portals, value_of
from vakwerk.core.exchange.writing import csv_table, xlsx_table
from vakwerk.core.norms import Norm, assess, shipped
from vakwerk.core.norms.words import requirement_title

GENERIC_MONTHS = 60
_DRESS = """<style>
body { font-family: sans-serif; margin: 2rem; line-height: 1.4; }
article { break-inside: avoid; border-block-start: 1px solid; padding-block: 0.5rem; }
dl { display: grid; grid-template-columns: 14rem 1fr; gap: 0.1rem 1rem; margin: 0; }
dd { margin: 0; }
</style>"""
"""How the overview looks when it is opened from the ZIP, far from our style sheets. No page of ours holds it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A field of the portal's form, filled in (empty: we do not know it)."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Item:
    """One fact for a portal: its fields in order, its files, and whether it was handed in, and changed since."""

    id: str
    number: int
    title: str
    line: str
    fields: tuple[Filled, ...]
    files: tuple[dossiers.EvidenceItem, ...]
    handed_in_on: dt.date | None
    changed: bool
    automatic: bool


@dataclass(frozen=True, slots=True)
class Outgoing:
    """All that counts at a portal: what is still to be handed in, what the provider posts there, what was handed in.

    `norms` are the norms this person is under there; `start` and `end` bound the period (the first and the last day).
    """

    portal: Portal
    norms: tuple[Norm, ...]
    start: dt.date | None
    end: dt.date | None
    to_do: tuple[Item, ...]
    automatic: tuple[Item, ...]
    done: tuple[Item, ...]

    @property
    def all_items(self) -> tuple[Item, ...]:
        """Everything, in the order of the numbers."""
        return tuple(sorted((*self.to_do, *self.automatic, *self.done), key=lambda one: one.number))


def norms_at(portal: Portal, dossier: Dossier, on: dt.date) -> tuple[Norm, ...]:
    """The norms of a portal's registers under which this person is on the day."""
    library = shipped()
    held = [one.norm for one in dossier.recognitions if one.until is None or on < one.until]
    return tuple(
        library[name] for name in dict.fromkeys(held) if name in library and portal.belongs(library[name])
    )


def portals_of(person: Owner, today: dt.date) -> list[tuple[Portal, bool]]:
    """Every portal, those at which this person is registered first, each with whether that is so."""
    dossier = dossiers.dossier_of(person)
    found = [(portal, bool(norms_at(portal, dossier, today))) for portal in portals().values()]
    return sorted(found, key=lambda one: not one[1])


def outgoing(person: Owner, portal: Portal, today: dt.date) -> Outgoing:
    """What this portal gets, on the day. Counted by the norms of its registers that the person is under."""
    dossier = dossiers.dossier_of(person)
    norms = norms_at(portal, dossier, today)
    counted, start, end = _counted(portal, norms, dossier, today)
    files: dict[str, list[dossiers.EvidenceItem]] = defaultdict(list)
    for item in dossiers.evidence_of(person):
        files[item.fact_id].append(item)
    handed = queries.handed_in(person, portal.id)
    facts: list[Activity | Work] = [*dossier.activities, *dossier.work]
    chosen = [fact for fact in facts if fact.id in counted]
    chosen.sort(key=lambda fact: (_day(fact), fact.id))
    items = [
        _item(fact, number, portal, counted[fact.id], files[fact.id], handed.get(fact.id))
        for number, fact in enumerate(chosen, 1)
    ]
    return Outgoing(
        portal,
        norms,
        start,
        end,
        tuple(one for one in items if not one.handed_in_on and not one.automatic),
        tuple(one for one in items if not one.handed_in_on and one.automatic),
        tuple(one for one in items if one.handed_in_on),
    )


def _counted(
    portal: Portal, norms: Sequence[Norm], dossier: Dossier, today: dt.date
) -> tuple[dict[str, str], dt.date | None, dt.date | None]:
    """By fact for which requirement it counts, and the period."""
    if portal.id == GENERIC:
        start = add_months(today, -GENERIC_MONTHS)
        within = [a for a in dossier.activities if a.completed_on and start <= a.completed_on <= today]
        return {one.id: "" for one in within}, start, today
    counted: dict[str, str] = {}
    starts, ends = [], []
    for norm in norms:
        assessment = assess(norm, dossier, today)
        if assessment.window is not None:
            starts.append(assessment.window.start)
            ends.append(assessment.window.last_day)
        titles = {
            result.id: requirement_title(result.requirement, facts_words.language())
            for result in (assessment.result.walk() if assessment.result else ())
        }
        for story in assessment.facts:
            # A part says more than its whole, and stands after it in the file.
            where = [entry.requirement for entry in story.counted if entry.high > 0]
            if where:
                counted.setdefault(story.fact, titles.get(where[-1], ""))
    kept = {fact.id for fact in (dossier.work if portal.takes == "work" else dossier.activities)}
    return (
        {fact_id: title for fact_id, title in counted.items() if fact_id in kept},
        min(starts, default=None),
        max(ends, default=None),
    )


def _day(fact: Activity | Work) -> dt.date:
    return (fact.completed_on or dt.date.max) if isinstance(fact, Activity) else fact.since


def _item(
    fact: Activity | Work,
    number: int,
    portal: Portal,
    counted_as: str,
    files: Sequence[dossiers.EvidenceItem],
    handed: tuple[dt.date, str] | None,
) -> Item:
    language = facts_words.language()
    fields = tuple(
        Filled(
            field.name.get(language),
            value_of(field.value, fact, portal, counted_as=counted_as, language=language),
        )
        for field in portal.fields
    )
    own = portal.accreditor
    marks = fact.accreditations if isinstance(fact, Activity) else ()
    posted = bool(marks) and (not own or any(mark.by == own for mark in marks))
    return Item(
        fact.id,
        number,
        facts_words.title_of(fact),
        details.line_of(fact),
        fields,
        tuple(files),
        handed[0] if handed else None,
        handed is not None and handed[1] != digest_of(fact),
        portal.automatic is not None and posted,
    )


def _table(found: Outgoing) -> tuple[list[str], list[list[str]]]:
    headings = ["Nr", *(field.name.get(facts_words.language()) for field in found.portal.fields)]
    rows = [
        [f"{item.number:03d}", *(field.value for field in item.fields)]
        for item in (*found.to_do, *found.automatic)
    ]
    return headings, rows


def package(person: Owner, found: Outgoing, name: str, today: dt.date) -> IO[bytes]:
    """One ZIP with a table, an overview to print, and the files, named so that they stand with their activities.

    The caller closes it.
    """
    out: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=8 * 1024 * 1024)  # noqa: SIM115 - the caller closes it
    headings, rows = _table(found)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{found.portal.id}.csv", csv_table(headings, rows))
        archive.writestr(f"{found.portal.id}.xlsx", xlsx_table(found.portal.id, headings, rows))
        archive.writestr("overzicht.html", overview(found, name, today))
        for item in (*found.to_do, *found.automatic):
            for place, file in enumerate(item.files, 1):
                opened = dossiers.open_evidence(person, file.id)
                if opened is None:
                    continue
                where = f"{item.number:03d} {plain(item.title)[:60]} - {place} {plain(file.name)[-80:]}"
                with opened[1] as kept, archive.open(where, "w", force_zip64=True) as inside:
                    shutil.copyfileobj(kept, inside)
    out.seek(0)
    return out


def overview(found: Outgoing, name: str, today: dt.date) -> str:
    """The overview as a page of its own, that can be printed."""
    page = render_to_string(
        "portals/overview.html",
        {
            "found": found,
            "items": (*found.to_do, *found.automatic),
            "name": name,
            "today": today,
            "title": found.portal.title.get(facts_words.language()),
            "language": facts_words.language(),
        },
    )
    return page.replace("</head>", f"{_DRESS}</head>", 1)


def plain(text: str) -> str:
    """A text that can be the name of a file on every system."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", html.unescape(text)).strip(". ") or "_"
