"""Bringing a history in, up to the moment it is taken over: reading, naming columns, correcting, choosing.

Taking over itself stands in `taking`, handing in at a portal in `handing`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping as Map
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.dossier.parties import Owner
from vakwerk.apps.portals import lines, refusals
from vakwerk.apps.portals.models import Import, ImportLine, Mapping
from vakwerk.apps.portals.names import CHOICES, KEPT_DAYS
from vakwerk.core.exchange.lines import propose
from vakwerk.core.exchange.mapping import FIELDS, ColumnMapping, mapping_from, questions
from vakwerk.core.exchange.matching import match_lines
from vakwerk.core.exchange.reading import read_again, read_file, read_pasted
from vakwerk.core.exchange.tables import Read, Row, Unreadable, tidy

AT_ONCE = 500
LONGEST_EDIT = 500
PICKED = ("title", "completed_on", "started_on", "minutes", "kind", "form", "provider")
"""Fields of which one of two values may be picked."""


@transaction.atomic
def start_import(*, person: Owner, data: bytes, name: str, at: dt.datetime | None = None) -> uuid.UUID:
    """What is in the file waits to be looked at; the file itself is not kept. Refuses: UnreadableFile."""
    moment = at or timezone.now()
    try:
        read = read_file(data, name, today=timezone.localdate(moment))
    except Unreadable as unreadable:
        raise refusals.UnreadableFile(reason=unreadable.code, **unreadable.data) from None
    return _begin(person, read, data, name, moment)


@transaction.atomic
def start_pasted(*, person: Owner, text: str, at: dt.datetime | None = None) -> uuid.UUID:
    """What was pasted waits to be looked at. Refuses: UnreadableFile."""
    moment = at or timezone.now()
    try:
        read = read_pasted(text)
    except Unreadable as unreadable:
        raise refusals.UnreadableFile(reason=unreadable.code, **unreadable.data) from None
    return _begin(person, read, text.encode("utf-8", "replace"), "", moment)


def _begin(person: Owner, read: Read, data: bytes, name: str, at: dt.datetime) -> uuid.UUID:
    today = timezone.localdate(at)
    batch = Import(
        person_id=person.id,
        name=name[:255].replace("\x00", ""),
        sha256=hashlib.sha256(data).hexdigest(),
        kind=read.kind,
        stage="mapping",
        started_at=at,
        expires_on=today + dt.timedelta(days=KEPT_DAYS),
    )
    if read.facts:
        batch.stage = "preview"
        batch.save()
        rows = lines.of_dossier(batch, read.facts, dossiers.dossier_of(person))
        ImportLine.objects.bulk_create(rows, batch_size=AT_ONCE)
        return batch.pk
    _keep_read(batch, read)
    sheets = lines.sheets_of(batch)
    # The sheet with the most lines is the likeliest; the others can be chosen.
    batch.sheet = max(range(len(sheets)), key=lambda place: len(sheets[place].rows))
    _look_at_columns(batch, person, today)
    batch.save()
    return batch.pk


def _keep_read(batch: Import, read: Read) -> None:
    batch.encoding, batch.delimiter, batch.text = read.encoding, read.delimiter, read.text
    batch.sheets = lines.sheets_as_data(read.sheets)


def _look_at_columns(batch: Import, person: Owner, today: dt.date) -> None:
    """Names the columns as this person did before for these headings, else as is likeliest."""
    table = lines.table_of(batch, today)
    batch.headings, batch.signature = list(table.headings), table.signature
    known = Mapping.objects.filter(person_id=person.id, signature=table.signature).first()
    batch.mapping = lines.first_mapping(table, known.mapping if known else None, today).as_data()


def _locked(person: Owner, import_id: uuid.UUID, *stages: str) -> Import:
    """The import, which nobody else changes until the transaction ends. Refuses: NoSuchImport, WrongStage."""
    batch = Import.objects.select_for_update().filter(person_id=person.id, pk=import_id).first()
    if batch is None:
        raise refusals.NoSuchImport(import_id=str(import_id))
    if batch.stage not in stages:
        raise refusals.WrongStage(stage=batch.stage)
    return batch


@transaction.atomic
def read_differently(
    *,
    person: Owner,
    import_id: uuid.UUID,
    encoding: str = "",
    delimiter: str = "",
    sheet: int | None = None,
    at: dt.datetime | None = None,
) -> None:
    """The same text in another way of writing, with another separator, or another sheet of the workbook.

    Refuses: NoSuchImport, WrongStage, UnreadableFile.
    """
    batch = _locked(person, import_id, "mapping")
    if batch.kind in ("csv", "pasted") and (encoding or delimiter):
        try:
            read = read_again(batch.text, batch.encoding, delimiter, now=encoding, kind=batch.kind)
        except Unreadable as unreadable:
            raise refusals.UnreadableFile(reason=unreadable.code, **unreadable.data) from None
        _keep_read(batch, read)
    if sheet is not None and 0 <= sheet < len(batch.sheets):
        batch.sheet = sheet
    _look_at_columns(batch, person, timezone.localdate(at or timezone.now()))
    batch.save()


@transaction.atomic
def name_columns(
    *,
    person: Owner,
    import_id: uuid.UUID,
    mapping: ColumnMapping,
    remember: bool,
    at: dt.datetime | None = None,
) -> None:
    """The columns mean this; every line is read with it and put beside the dossier. Nothing is in the dossier yet.

    With `remember` the same headings are read like this next time. Refuses: NoSuchImport, WrongStage,
    UnansweredColumns.
    """
    moment = at or timezone.now()
    batch = _locked(person, import_id, "mapping", "preview")
    today = timezone.localdate(moment)
    table = lines.table_of(batch, today)
    asked = questions(mapping, table, today)
    batch.mapping = mapping.as_data()
    if asked:
        raise refusals.UnansweredColumns(questions=asked)
    if remember:
        Mapping.objects.update_or_create(
            person_id=person.id,
            signature=batch.signature,
            defaults={
                "mapping": batch.mapping,
                "name": batch.name,
                "headings": batch.headings,
                "used_at": moment,
            },
        )
    batch.lines.filter(done_at__isnull=True).delete()
    done = set(batch.lines.values_list("number", flat=True))
    rows = lines.of_table(batch, table, mapping, dossiers.dossier_of(person).activities, today, done)
    ImportLine.objects.bulk_create(rows, batch_size=AT_ONCE)
    batch.stage = "preview"
    batch.save()


@transaction.atomic
def name_columns_again(*, person: Owner, import_id: uuid.UUID) -> None:
    """Back to the columns; nothing was taken over by looking. Refuses: NoSuchImport, WrongStage."""
    batch = _locked(person, import_id, "preview")
    if batch.kind == "dossier":
        raise refusals.WrongStage(stage=batch.stage)
    batch.stage = "mapping"
    batch.save(update_fields=["stage"])


@transaction.atomic
def forget_mapping(*, person: Owner, mapping_id: int) -> None:
    """How these columns were read is not remembered any more."""
    Mapping.objects.filter(person_id=person.id, pk=mapping_id).delete()


def _open_line(batch: Import, number: int) -> ImportLine:
    line = batch.lines.filter(number=number, done_at__isnull=True).first()
    if line is None:
        raise refusals.NoSuchLine(line=number)
    return line


@transaction.atomic
def correct_line(
    *,
    person: Owner,
    import_id: uuid.UUID,
    number: int,
    texts: Map[str, str],
    at: dt.datetime | None = None,
) -> None:
    """These fields of the line hold this text instead of what stood there; the line is read and compared anew.

    Refuses: NoSuchImport, WrongStage, NoSuchLine.
    """
    batch = _locked(person, import_id, "preview")
    line = _open_line(batch, number)
    if batch.kind == "dossier":
        raise refusals.NoSuchLine(line=number)
    today = timezone.localdate(at or timezone.now())
    line.edits = {
        **line.edits,
        **{name: tidy(text)[:LONGEST_EDIT] for name, text in texts.items() if name in FIELDS},
    }
    mapping = mapping_from(batch.mapping, len(batch.headings))
    fact_id = lines.fact_id_of(batch.pk, number)
    row = Row(number, tuple(line.cells))
    proposal = propose(row, mapping, fact_id=fact_id, today=today, edits=line.edits)
    lines.fill(line, proposal)
    line.choice, line.picks = "", {}
    if proposal.activity is not None:
        existing = dossiers.dossier_of(person).activities
        lines.compare(line, match_lines([(number, proposal.activity)], existing)[number])
    line.taken = True
    line.save()


@transaction.atomic
def decide_line(
    *,
    person: Owner,
    import_id: uuid.UUID,
    number: int,
    choice: str,
    picks: Map[str, str] | None = None,
) -> None:
    """A line that looks like something in the dossier is that ("same"), or is something else ("other").

    `picks` says by field whose value holds ("ours", "theirs"). Refuses: NoSuchImport, WrongStage, NoSuchLine.
    """
    batch = _locked(person, import_id, "preview")
    line = _open_line(batch, number)
    if choice not in CHOICES or not line.match or line.state == "fault":
        raise refusals.NoSuchLine(line=number)
    line.choice = choice
    line.picks = {
        name: who for name, who in (picks or {}).items() if name in PICKED and who in ("ours", "theirs")
    }
    line.taken = True
    line.save(update_fields=["choice", "picks", "taken"])


@transaction.atomic
def take_lines(*, person: Owner, import_id: uuid.UUID, shown: Sequence[int], taken: Sequence[int]) -> None:
    """Of the lines that were shown these are wanted, and the others are not. Refuses: NoSuchImport, WrongStage."""
    batch = _locked(person, import_id, "preview")
    waiting = batch.lines.filter(done_at__isnull=True)
    wanted = set(taken)
    waiting.filter(number__in=[one for one in shown if one in wanted], taken=False).update(taken=True)
    waiting.filter(number__in=[one for one in shown if one not in wanted], taken=True).update(taken=False)


@transaction.atomic
def take_all(*, person: Owner, import_id: uuid.UUID, taken: bool) -> None:
    """Every line that was not taken over yet is wanted, or none. Refuses: NoSuchImport, WrongStage."""
    batch = _locked(person, import_id, "preview")
    batch.lines.filter(done_at__isnull=True).update(taken=taken)


@transaction.atomic
def throw_away(*, person: Owner, import_id: uuid.UUID, at: dt.datetime | None = None) -> None:
    """What was not taken over is gone; what was stays in the dossier. Refuses: NoSuchImport, WrongStage."""
    batch = _locked(person, import_id, "mapping", "preview", "running")
    if batch.lines.filter(done_at__isnull=False).exists():
        close(batch, at=at or timezone.now())
    else:
        batch.delete()


def close(batch: Import, *, at: dt.datetime, stage: str = "done") -> None:
    """Nothing waits any more: the table that was read is thrown away, and what came of which line stays."""
    batch.lines.filter(done_at__isnull=True).delete()
    batch.lines.update(cells=[], edits={}, faults=[], extras=[], picks={}, fact={})
    batch.sheets, batch.text, batch.stage, batch.finished_at = [], "", stage, at
    batch.save()


@transaction.atomic
def forget_old(*, at: dt.datetime | None = None) -> int:
    """Whoever's imports were left lying for too long are thrown away; how many."""
    moment = at or timezone.now()
    old = Import.objects.filter(
        expires_on__lt=timezone.localdate(moment), stage__in=("mapping", "preview", "running")
    )
    count = 0
    for batch in old:
        count += 1
        if batch.lines.filter(done_at__isnull=False).exists():
            close(batch, at=moment)
        else:
            batch.delete()
    return count
