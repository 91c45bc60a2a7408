"""Taking lines over into the dossier, and taking that back: in batches, each whole or not at all, and never twice."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from vakwerk.apps.dossier import actions as dossier_actions
from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.dossier import refusals as dossier_refusals
from vakwerk.apps.dossier.parties import Actor, Owner
from vakwerk.apps.portals import lines, refusals, words
from vakwerk.apps.portals.actions import _locked, close
from vakwerk.apps.portals.models import Import, ImportLine
from vakwerk.core.dossier import Activity, Fact, to_data, value_from_data
from vakwerk.core.exchange.matching import State, joined, match_lines

AT_ONCE = 500
READY = Q(taken=True, done_at__isnull=True) & (
    Q(state__in=("new", "same", "adds")) | Q(state="alike", choice__in=("same", "other"))
)
"""Lines that can be taken over now."""
STUCK = Q(taken=True, done_at__isnull=True) & (Q(state="fault") | Q(state="alike", choice=""))
"""Lines that somebody wants and that can not be taken over yet."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: lines done, lines to go, and whether nothing is left to do."""

    done: int
    left: int

    @property
    def finished(self) -> bool:
        """Nothing is left to do."""
        return self.left == 0


@transaction.atomic
def begin(*, person: Owner, import_id: uuid.UUID, without_rest: bool) -> None:
    """From now on the lines are taken over, batch by batch. `without_rest`: those that can not be, may stay behind.

    Refuses: NoSuchImport, WrongStage, NothingToTake, LinesWait.
    """
    batch = _locked(person, import_id, "preview")
    stuck = batch.lines.filter(STUCK).count()
    if stuck and not without_rest:
        raise refusals.LinesWait(count=stuck)
    if not batch.lines.filter(READY).exists():
        raise refusals.NothingToTake()
    batch.stage = "running"
    batch.save(update_fields=["stage"])


@transaction.atomic
def take_batch(
    *,
    person: Owner,
    import_id: uuid.UUID,
    actor: Actor | None,
    at: dt.datetime | None = None,
    most: int = AT_ONCE,
) -> Progress:
    """The next lines are in the dossier. A line is taken over once, however often this is asked or breaks off.

    What came into the dossier since the preview is looked at again: a line that now looks like something waits for an
    answer. Refuses: NoSuchImport, WrongStage.
    """
    moment = at or timezone.now()
    batch = _locked(person, import_id, "running")
    rows = list(batch.lines.filter(READY).order_by("number")[:most])
    if rows:
        _look_again(batch, person, rows)
        ready = [row for row in rows if row.state in ("new", "same", "adds") or row.choice]
        _take(batch, person, ready, actor, moment)
        # One statement for all, and far faster than Django's `bulk_update`.
        ImportLine.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[
                "state", "match", "match_line", "choice", "result", "result_fact", "before", "done_at", "faults",
            ],
            batch_size=AT_ONCE,
        )  # fmt: skip
    left = batch.lines.filter(READY).count()
    done = batch.lines.filter(done_at__isnull=False).count()
    if left == 0:
        if batch.lines.filter(STUCK).exists():
            batch.stage = "preview"
            batch.save(update_fields=["stage"])
        else:
            close(batch, at=moment)
    return Progress(done, left)


@transaction.atomic
def stop(*, person: Owner, import_id: uuid.UUID) -> None:
    """What is in stays in; the rest can be looked at again, and taken over later. Refuses: NoSuchImport, WrongStage."""
    batch = _locked(person, import_id, "running")
    batch.stage = "preview"
    batch.save(update_fields=["stage"])


def _look_again(batch: Import, person: Owner, rows: Sequence[ImportLine]) -> None:
    """New lines are compared with the dossier as it is now, without what this import brought itself."""
    taken = batch.lines.filter(result="added").values_list("result_fact", flat=True)
    own = set(taken)
    existing = [one for one in dossiers.dossier_of(person).activities if one.id not in own]
    fresh = [row for row in rows if row.of_kind == "activity" and row.state == "new"]
    found = match_lines(((row.number, lines.activity_of(row)) for row in fresh), existing)
    for row in fresh:
        match = found[row.number]
        if match.state is not State.NEW and match.line is None:
            lines.compare(row, match)


def _take(
    batch: Import, person: Owner, rows: Sequence[ImportLine], actor: Actor | None, at: dt.datetime
) -> None:
    new = [row for row in rows if row.state == "new" or (row.state == "alike" and row.choice == "other")]
    _add(batch, person, new, actor, at)
    for row in rows:
        if row in new:
            continue
        if row.state == "same":
            where = row.match or lines.fact_id_of(batch.pk, row.match_line or 0)
            _done(row, "there", where, at)
        else:
            _join(batch, person, row, actor, at)


def _add(
    batch: Import, person: Owner, rows: Sequence[ImportLine], actor: Actor | None, at: dt.datetime
) -> None:
    """All at once; when the dossier refuses one of them, one by one, and that one becomes a fault of its line."""
    facts = [lines.fact_of(row) for row in rows]
    notes = {fact.id: words.note_of(batch.name, row) for fact, row in zip(facts, rows, strict=True)}
    try:
        with transaction.atomic():
            dossier_actions.record_many(
                person=person, facts=facts, actor=actor, source="import", notes=notes, at=at
            )
    except dossier_refusals.DossierRefusal:
        for fact, row in zip(facts, rows, strict=True):
            _add_one(person, fact, row, notes[fact.id], actor, at)
    else:
        for row in rows:
            _done(row, "added", str(row.fact["id"]), at)


def _add_one(
    person: Owner, fact: Fact, row: ImportLine, note: str, actor: Actor | None, at: dt.datetime
) -> None:
    try:
        with transaction.atomic():
            dossier_actions.record_fact(
                person=person, fact=fact, actor=actor, source="import", note=note, at=at
            )
    except dossier_refusals.DossierRefusal as refusal:
        row.state, row.faults = "fault", [["refused", "", refusal.message, None]]
    else:
        _done(row, "added", fact.id, at)


def _join(batch: Import, person: Owner, row: ImportLine, actor: Actor | None, at: dt.datetime) -> None:
    page = dossiers.fact(person, row.match)
    if page is None or page.withdrawn or not isinstance(page.fact, Activity):
        # It was taken out of the dossier since: then there is nothing to join, and the line is new.
        _add(batch, person, [row], actor, at)
        return
    ours = replace(page.fact, recorded_at=None)
    picks = cast(Any, row.picks)
    whole, lost = joined(ours, lines.activity_of(row), picks)
    note = words.joined_note(page.latest.note, batch.name, row, lost)
    if whole == ours and not lost:
        _done(row, "there", ours.id, at)
        return
    try:
        with transaction.atomic():
            kept = dossier_actions.change_fact(
                person=person,
                fact_id=ours.id,
                fact=whole,
                actor=actor,
                expected_version=page.latest.number,
                source=page.latest.source,
                note=note,
                at=at,
            )
    except dossier_refusals.DossierRefusal as refusal:
        row.state, row.faults = "fault", [["refused", "", refusal.message, None]]
        return
    row.before = {"fact": to_data(ours), "note": page.latest.note, "version": kept.version}
    _done(row, "joined", ours.id, at)


def _done(row: ImportLine, result: str, fact_id: str, at: dt.datetime) -> None:
    row.result, row.result_fact, row.done_at = result, fact_id, at


@transaction.atomic
def begin_undo(*, person: Owner, import_id: uuid.UUID) -> None:
    """From now on what this import brought is taken back, batch by batch. Refuses: NoSuchImport, WrongStage."""
    batch = _locked(person, import_id, "done", "preview")
    if batch.stage == "preview":
        close(batch, at=timezone.now())
    batch.stage = "undoing"
    batch.save(update_fields=["stage"])


@transaction.atomic
def undo_batch(
    *,
    person: Owner,
    import_id: uuid.UUID,
    actor: Actor | None,
    at: dt.datetime | None = None,
    most: int = 50,
) -> Progress:
    """The next lines are taken back; what was changed by hand since stays. Refuses: NoSuchImport, WrongStage."""
    moment = at or timezone.now()
    batch = _locked(person, import_id, "undoing")
    for row in batch.lines.filter(result__in=("added", "joined")).order_by("-number")[:most]:
        _undo(person, row, actor, moment)
    left = batch.lines.filter(result__in=("added", "joined")).count()
    if left == 0:
        close(batch, at=moment, stage="undone")
    return Progress(batch.lines.filter(result="undone").count(), left)


@transaction.atomic
def undo_line(
    *,
    person: Owner,
    import_id: uuid.UUID,
    number: int,
    actor: Actor | None,
    at: dt.datetime | None = None,
) -> None:
    """What one line brought is taken back. Refuses: NoSuchImport, WrongStage, NoSuchLine."""
    batch = _locked(person, import_id, "done", "preview")
    row = batch.lines.filter(number=number, result__in=("added", "joined")).first()
    if row is None:
        raise refusals.NoSuchLine(line=number)
    _undo(person, row, actor, at or timezone.now())


def _undo(person: Owner, row: ImportLine, actor: Actor | None, at: dt.datetime) -> None:
    page = dossiers.fact(person, row.result_fact)
    if page is not None and not page.withdrawn:
        if row.result == "added":
            dossier_actions.withdraw_fact(
                person=person, fact_id=row.result_fact, actor=actor, source="import", at=at
            )
        elif page.latest.number == row.before.get("version"):
            dossier_actions.change_fact(
                person=person,
                fact_id=row.result_fact,
                fact=value_from_data(Activity, row.before["fact"]),
                actor=actor,
                expected_version=page.latest.number,
                source=page.latest.source,
                note=row.before["note"],
                at=at,
            )
    row.result, row.done_at = "undone", at
    row.save(update_fields=["result", "done_at"])
