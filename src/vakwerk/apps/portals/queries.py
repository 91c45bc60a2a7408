"""What the pages of this app read: imports and their lines, and what was handed in where."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet

from vakwerk.apps.dossier import details
from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.dossier.parties import Owner
from vakwerk.apps.portals import lines, words
from vakwerk.apps.portals.models import HandedIn, Import, ImportLine, Mapping
from vakwerk.apps.portals.names import UNFINISHED
from vakwerk.apps.portals.taking import READY, STUCK
from vakwerk.core.dossier import Activity
from vakwerk.core.exchange.likeness import differences
from vakwerk.core.exchange.matching import joined


@dataclass(frozen=True, slots=True)
class ImportItem:
    """An import in a list: its name, when it began, how far it is, what came of it, and until when it waits."""

    id: uuid.UUID
    name: str
    kind: str
    stage: str
    started_at: dt.datetime
    expires_on: dt.date
    results: tuple[tuple[str, int], ...]

    @property
    def unfinished(self) -> bool:
        """Whether something still waits."""
        return self.stage in UNFINISHED


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines there are by state, how many are wanted and ready, stuck, left out, and done."""

    states: tuple[tuple[str, int], ...]
    ready: int
    stuck: int
    left_out: int
    done: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on a line: the field to correct, what stands there now, where, and the sentence."""

    field: str
    name: str
    text: str
    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Differing:
    """A field in which two accounts differ: both values in words, and which is picked."""

    field: str
    name: str
    ours: str
    theirs: str
    picked: str


@dataclass(frozen=True, slots=True)
class LineItem:
    """A line of the preview."""

    number: int
    state: str
    state_name: str
    taken: bool
    choice: str
    title: str
    line: str
    amount: str
    status: str
    faults: tuple[Fault, ...]
    match: str
    match_title: str
    match_line: int | None
    match_when: str
    different: tuple[Differing, ...]
    result: str
    result_name: str
    result_fact: str


def find_import(person: Owner, import_id: uuid.UUID, today: dt.date) -> Import | None:
    """An import of this person; None when there is none, or when it waited too long to be kept."""
    found = Import.objects.filter(person_id=person.id, pk=import_id).first()
    if found is None or (found.stage in ("mapping", "preview", "running") and found.expires_on < today):
        return None
    return found


def imports_of(person: Owner, today: dt.date) -> list[ImportItem]:
    """Every import of this person, latest first."""
    kept = (
        Import.objects.filter(person_id=person.id)
        .exclude(stage__in=("mapping", "preview", "running"), expires_on__lt=today)
        .defer("sheets", "text", "mapping")
        .order_by("-started_at", "pk")
    )
    counted = (
        ImportLine.objects.filter(batch__person_id=person.id)
        .exclude(result="")
        .values("batch_id", "result")
        .annotate(number=Count("pk"))
        .order_by("result")
    )
    results: dict[uuid.UUID, list[tuple[str, int]]] = {}
    for row in counted:
        name = str(words.RESULT_NAMES[row["result"]])
        results.setdefault(row["batch_id"], []).append((name, row["number"]))
    return [
        ImportItem(
            batch.pk,
            words.called(batch),
            str(words.KIND_NAMES[batch.kind]),
            batch.stage,
            batch.started_at,
            batch.expires_on,
            tuple(results.get(batch.pk, ())),
        )
        for batch in kept
    ]


def counts_of(batch: Import) -> Counts:
    """How many lines there are of each sort."""
    waiting = batch.lines.filter(done_at__isnull=True)
    states = Counter(
        {
            row["state"]: row["number"]
            for row in waiting.values("state").annotate(number=Count("pk")).order_by("state")
        }
    )
    return Counts(
        tuple((state, states[state]) for state in words.STATE_NAMES if states[state]),
        waiting.filter(READY).count(),
        waiting.filter(STUCK).count(),
        waiting.filter(taken=False).count(),
        batch.lines.filter(done_at__isnull=False).count(),
    )


def lines_shown(batch: Import, state: str, *, done: bool = False) -> QuerySet[ImportLine]:
    """The lines of the preview in one state, or left out, or stuck; or all that were taken over."""
    rows = batch.lines.filter(done_at__isnull=not done).order_by("number")
    if state in words.STATE_NAMES:
        return rows.filter(state=state)
    if state == "stuck":
        return rows.filter(STUCK)
    if state == "left-out":
        return rows.filter(taken=False)
    return rows


def line_items(person: Owner, rows: Sequence[ImportLine]) -> list[LineItem]:
    """These lines as the pages show them, with what they look like. As many queries for fifty as for one."""
    wanted = {row.match for row in rows if row.match} | {row.result_fact for row in rows if row.result_fact}
    there = {entry.fact.id: entry for entry in dossiers.timeline(person, only=wanted)} if wanted else {}
    items = []
    for row in rows:
        beside = there.get(row.match or row.result_fact)
        fact = lines.fact_of(row) if row.fact else None
        shown = fact if fact is not None else (beside.fact if beside and row.done_at else None)
        different: tuple[Differing, ...] = ()
        if beside is not None and isinstance(fact, Activity) and isinstance(beside.fact, Activity):
            different = _differing(beside.fact, fact, row)
        items.append(
            LineItem(
                number=row.number,
                state=row.state,
                state_name=str(words.STATE_NAMES[row.state]),
                taken=row.taken,
                choice=row.choice,
                title=facts_words.title_of(shown) if shown else " · ".join(c for c in row.cells if c)[:200],
                line=details.line_of(shown) if shown else "",
                amount=details.amount_of(shown) if shown else "",
                status=str(words.STATUS_NAMES.get(row.status, "")),
                faults=tuple(_faults(row)),
                match=row.match if beside is not None and row.match else "",
                match_title=facts_words.title_of(beside.fact) if beside is not None else "",
                match_line=row.match_line,
                match_when=" · ".join(
                    part for part in (details.line_of(beside.fact), details.amount_of(beside.fact)) if part
                )
                if beside is not None
                else "",
                different=different,
                result=row.result,
                result_name=str(words.RESULT_NAMES.get(row.result, "")),
                result_fact=row.result_fact if row.result_fact in there else "",
            )
        )
    return items


def _differing(ours: Activity, theirs: Activity, row: ImportLine) -> tuple[Differing, ...]:
    return tuple(
        Differing(
            one.field,
            words.field_name(one.field),
            words.value_text(one.field, one.one),
            words.value_text(one.field, one.other),
            row.picks.get(one.field, "ours"),
        )
        for one in differences(ours, theirs)
    )


def _faults(row: ImportLine) -> list[Fault]:
    values = {field: value for _code, field, value, _column in row.faults}
    return [
        Fault(
            field,
            str(words.FIELD_NAMES.get(field, "")),
            values.get(field, "") if field else "",
            place,
            sentence,
        )
        for field, place, sentence in words.line_faults(row)
    ]


def together(person: Owner, row: ImportLine) -> list[tuple[str, str]]:
    """What a line and the fact it looks like become when they are one: the details, name and value."""
    page = dossiers.fact(person, row.match)
    if page is None or not isinstance(page.fact, Activity) or not row.fact:
        return []
    whole, _lost = joined(replace(page.fact, recorded_at=None), lines.activity_of(row), row.picks)
    return details.details_of(whole)


def mappings_of(person: Owner) -> list[tuple[int, str, dt.datetime]]:
    """How tables were read before: its key, the file it was made for or its headings, and when it was last used."""
    return [
        (one.pk, one.name or ", ".join(one.headings[:4]), one.used_at)
        for one in Mapping.objects.filter(person_id=person.id).order_by("-used_at", "pk")
    ]


def remembered(person: Owner, batch: Import) -> bool:
    """Whether this person read a table with these headings before."""
    return Mapping.objects.filter(person_id=person.id, signature=batch.signature).exists()


def handed_in(person: Owner, portal: str) -> dict[str, tuple[dt.date, str]]:
    """What was handed in at a portal, by fact: on which day, and the digest of how it then read."""
    standing = HandedIn.objects.filter(person_id=person.id, portal=portal, undone_at__isnull=True)
    return {row.fact_id: (row.on, row.digest) for row in standing.order_by("pk")}


def unfinished(person_id: uuid.UUID, today: dt.date) -> list[Import]:
    """The imports that wait for this person, the oldest first."""
    return list(
        Import.objects.filter(Q(stage="undoing") | Q(expires_on__gte=today), person_id=person_id)
        .filter(stage__in=UNFINISHED)
        .defer("sheets", "text", "mapping")
        .order_by("started_at", "pk")
    )
