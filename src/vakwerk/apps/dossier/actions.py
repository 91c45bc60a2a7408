"""Everything that changes a dossier: check, change, record, in one transaction.

Rows are added and closed, never altered.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from vakwerk.apps.dossier import changes, keeping, queries, refusals, uploads
from vakwerk.apps.dossier.models import DossierEvent, DossierHead, Evidence, FactRow, PartRow
from vakwerk.apps.dossier.names import KIND_OF, SOURCES
from vakwerk.apps.dossier.parties import Actor, Owner
from vakwerk.apps.dossier.rows import ROW_OF, Part, parts_for, row_for
from vakwerk.core.dossier import Fact, Finding

MOST_FILES = 20


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was kept: the fact with its moment, its version, what is doubtful in it, and what its texts seem to hold."""

    fact: Fact
    version: int
    doubts: tuple[Finding, ...]
    remarks: tuple[Mapping[str, Any], ...]


def new_fact_id() -> str:
    """A fresh id for a fact."""
    return str(uuid.uuid4())


@transaction.atomic
def record_fact(
    *,
    person: Owner,
    fact: Fact,
    actor: Actor | None,
    source: str = "self",
    note: str = "",
    at: dt.datetime | None = None,
) -> Recorded:
    """The fact is in the dossier from now on.

    Refuses: UnusableFactId, UnreadableFact, UnknownSource, KeptByRegister, FactExists, AlreadyRecognised,
    ImpossibleFact.
    """
    return _record(person, [fact], actor, source, {fact.id: note}, at or timezone.now())[0]


@transaction.atomic
def record_many(
    *,
    person: Owner,
    facts: Iterable[Fact],
    actor: Actor | None,
    source: str = "self",
    notes: Mapping[str, str] | None = None,
    at: dt.datetime | None = None,
) -> list[Recorded]:
    """All these facts are in the dossier from now on, or none; `notes` by fact id.

    Refuses what `record_fact` refuses.
    """
    return _record(person, list(facts), actor, source, notes or {}, at or timezone.now())


def _record(
    person: Owner,
    facts: Sequence[Fact],
    actor: Actor | None,
    source: str,
    notes: Mapping[str, str],
    at: dt.datetime,
) -> list[Recorded]:
    if not facts:
        return []
    _lock(person)
    ids: set[str] = set()
    for fact in facts:
        keeping.check_readable(fact, notes.get(fact.id, ""))
        keeping.check_source(fact.id, KIND_OF[type(fact)], source, None)
        if fact.id in ids:
            raise refusals.FactExists(fact_id=fact.id)
        ids.add(fact.id)
    for taken in queries.known_ids(person, ids):
        raise refusals.FactExists(fact_id=taken)
    keeping.check_recognitions(person, facts)
    doubts = keeping.check_possible(person, facts, timezone.localdate(at))
    kept = [_Kept(fact, 1, notes.get(fact.id, "")) for fact in facts]
    return _write(person, kept, actor, source, "record", at, doubts)


@transaction.atomic
def change_fact(
    *,
    person: Owner,
    fact_id: str,
    fact: Fact,
    actor: Actor | None,
    expected_version: int,
    source: str = "self",
    note: str | None = None,
    at: dt.datetime | None = None,
) -> Recorded:
    """The fact reads like this from now on; the version before it stays in the history. `note` None leaves the note.

    A change to what stands already changes nothing. Refuses: NoSuchFact, OtherKind, StaleVersion, KeptByRegister,
    UnreadableFact, UnknownSource, AlreadyRecognised, ImpossibleFact.
    """
    moment = at or timezone.now()
    _lock(person)
    kind, standing = _standing(person, fact_id)
    if KIND_OF[type(fact)] != kind:
        raise refusals.OtherKind(fact_id=fact_id, kind=kind, asked=KIND_OF[type(fact)])
    changed = replace(fact, id=fact_id, recorded_at=None, withdrawn_at=None)
    text = standing.note if note is None else note
    page = queries.fact(person, fact_id)
    assert page is not None  # it stands
    if replace(page.fact, recorded_at=None) == changed and text == standing.note:
        doubts = keeping.check_possible(person, [changed], timezone.localdate(moment))
        return Recorded(page.fact, standing.version, doubts[fact_id], tuple(standing.remarks))
    if standing.version != expected_version:
        raise refusals.StaleVersion(fact_id=fact_id, expected=expected_version, current=standing.version)
    keeping.check_readable(changed, text)
    keeping.check_source(fact_id, kind, source, standing.source)
    keeping.check_recognitions(person, [changed])
    doubts = keeping.check_possible(person, [changed], timezone.localdate(moment))
    moment = max(moment, standing.recorded_at)
    _close(standing, moment)
    kept = [_Kept(changed, standing.version + 1, text)]
    return _write(person, kept, actor, source, "change", moment, doubts)[0]


@transaction.atomic
def withdraw_fact(
    *,
    person: Owner,
    fact_id: str,
    actor: Actor | None,
    source: str = "self",
    at: dt.datetime | None = None,
) -> None:
    """The fact no longer stands; its history and files stay, so that it can be put back.

    Refuses: NoSuchFact, UnknownSource, KeptByRegister.
    """
    moment = at or timezone.now()
    _lock(person)
    kind, standing = _standing(person, fact_id)
    _check_known(source)
    keeping.check_source(fact_id, kind, source, standing.source)
    _close(standing, moment)
    _tell(
        person,
        [
            DossierEvent(
                **_event(kind, "withdraw", fact_id, actor, moment),
                data={"version": standing.version, "source": source},
            )
        ],
    )


@transaction.atomic
def restore_fact(
    *,
    person: Owner,
    fact_id: str,
    actor: Actor | None,
    source: str = "self",
    at: dt.datetime | None = None,
) -> Recorded:
    """A withdrawn fact stands again, as it last read, in a new version.

    Refuses: NoSuchFact, FactNotWithdrawn, UnknownSource, KeptByRegister, TakenBackByProvider, AlreadyRecognised,
    ImpossibleFact.
    """
    moment = at or timezone.now()
    _lock(person)
    page = queries.fact(person, fact_id)
    if page is None:
        raise refusals.NoSuchFact(fact_id=fact_id)
    if not page.withdrawn:
        raise refusals.FactNotWithdrawn(fact_id=fact_id)
    keeping.check_source(fact_id, page.kind, source, page.latest.source)
    keeping.check_restorable(page, source)
    keeping.check_recognitions(person, [page.fact])
    doubts = keeping.check_possible(person, [page.fact], timezone.localdate(moment))
    moment = max(moment, page.latest.superseded_at or moment)
    kept = [_Kept(page.fact, page.latest.number + 1, page.latest.note)]
    # Putting back says nothing new about where the fact comes from.
    return _write(person, kept, actor, page.latest.source, "restore", moment, doubts)[0]


@transaction.atomic
def attach_evidence(
    *,
    person: Owner,
    fact_id: str,
    upload: uploads.Upload,
    actor: Actor | None,
    at: dt.datetime | None = None,
) -> queries.EvidenceItem:
    """The file belongs to the fact. Large photos are made smaller and lose what the camera wrote in them.

    The same content twice is kept once. Refuses: NoSuchFact, NotToBeKept, TooManyFiles and every RefusedFile.
    """
    moment = at or timezone.now()
    kept = uploads.inspect(upload)
    _lock(person)
    kind, _ = _standing(person, fact_id)
    if kind == "document":
        raise refusals.NotToBeKept(fact_id=fact_id)
    present = queries.evidence_of(person, fact_id)
    for item in present:
        if item.sha256 == kept.sha256:
            return item
    if len(present) >= MOST_FILES:
        raise refusals.TooManyFiles(fact_id=fact_id, most=MOST_FILES)
    row = Evidence(
        person_id=person.id,
        fact_id=fact_id,
        name=kept.name,
        media_type=kept.media_type,
        size=len(kept.content),
        sha256=kept.sha256,
        added_at=moment,
        added_by_id=_key(actor),
    )
    row.file.save("", ContentFile(kept.content), save=False)
    try:
        row.save()
        about = _event(kind, "attach", fact_id, actor, moment) | {"name": "dossier:evidence:attach"}
        _tell(person, [DossierEvent(**about, data={"evidence": str(row.pk), "sha256": row.sha256})])
    except BaseException:
        # The database forgets the row; the file must go with it.
        row.file.delete(save=False)
        raise
    return queries.EvidenceItem(row.pk, fact_id, row.name, row.media_type, row.size, row.sha256, moment)


@transaction.atomic
def remove_evidence(
    *, person: Owner, evidence_id: uuid.UUID, actor: Actor | None, at: dt.datetime | None = None
) -> None:
    """The file is erased; that it was there stays in the record. Refuses: NoSuchEvidence."""
    moment = at or timezone.now()
    _lock(person)
    row = Evidence.objects.filter(person_id=person.id, pk=evidence_id, removed_at__isnull=True).first()
    if row is None:
        raise refusals.NoSuchEvidence(evidence_id=str(evidence_id))
    storage, place = row.file.storage, str(row.file.name)
    row.removed_at = moment
    row.file.name = ""
    row.save(update_fields=["removed_at", "file"])
    kind = queries.kind_of(person, row.fact_id) or "activity"
    about = _event(kind, "remove", row.fact_id, actor, moment) | {"name": "dossier:evidence:remove"}
    _tell(person, [DossierEvent(**about, data={"evidence": str(row.pk), "sha256": row.sha256})])
    transaction.on_commit(lambda: storage.delete(place))


@dataclass(frozen=True, slots=True)
class _Kept:
    fact: Fact
    version: int
    note: str


def _write(
    person: Owner,
    kept: Sequence[_Kept],
    actor: Actor | None,
    source: str,
    what: str,
    at: dt.datetime,
    doubts: Mapping[str, tuple[Finding, ...]],
) -> list[Recorded]:
    _check_known(source)
    rows: dict[str, list[FactRow]] = {}
    parts: dict[Part, list[PartRow]] = {}
    events, recorded = [], []
    for one in kept:
        kind = KIND_OF[type(one.fact)]
        remarks = keeping.remarks_on(one.fact, one.note)
        row = row_for(
            one.fact,
            person_id=person.id,
            version=one.version,
            recorded_at=at,
            recorded_by_id=_key(actor),
            source=source,
            note=one.note,
            remarks=remarks,
        )
        rows.setdefault(kind, []).append(row)
        for part, part_rows in parts_for(one.fact, row).items():
            parts.setdefault(part, []).extend(part_rows)
        found = doubts.get(one.fact.id, ())
        events.append(
            DossierEvent(
                **_event(kind, what, one.fact.id, actor, at),
                data={
                    "version": one.version,
                    "doubts": [doubt.code for doubt in found],
                    "remarks": len(remarks),
                },
            )
        )
        fact = replace(one.fact, recorded_at=at, withdrawn_at=None)
        recorded.append(Recorded(fact, one.version, found, tuple(remarks)))
    for kind, of_kind in rows.items():
        ROW_OF[kind]._default_manager.bulk_create(of_kind, batch_size=500)
    for part, of_part in parts.items():
        part.model._default_manager.bulk_create(of_part, batch_size=500)
    _tell(person, events)
    return recorded


def _lock(person: Owner) -> None:
    """Until the transaction ends nobody else changes this dossier."""
    DossierHead.objects.get_or_create(pk=person.id)
    DossierHead.objects.select_for_update().get(pk=person.id)


def _tell(person: Owner, events: Sequence[DossierEvent]) -> None:
    for event in events:
        event.person_id = person.id
    DossierEvent.objects.bulk_create(events, batch_size=500)
    DossierHead.objects.filter(pk=person.id).update(revision=F("revision") + 1)
    changes.tell([person.id])


def _standing(person: Owner, fact_id: str) -> tuple[str, FactRow]:
    kind = queries.kind_of(person, fact_id)
    if kind is not None:
        rows = ROW_OF[kind]._default_manager
        row = rows.filter(person_id=person.id, fact_id=fact_id, superseded_at__isnull=True).first()
        if row is not None:
            return kind, row
    raise refusals.NoSuchFact(fact_id=fact_id)


def _close(row: FactRow, at: dt.datetime) -> None:
    row.superseded_at = max(at, row.recorded_at)
    row.save(update_fields=["superseded_at"])


def _check_known(source: str) -> None:
    if source not in SOURCES:
        raise refusals.UnknownSource(source=source)


def _key(actor: Actor | None) -> Any:
    return None if actor is None else actor.pk


def _event(kind: str, what: str, fact_id: str, actor: Actor | None, at: dt.datetime) -> dict[str, Any]:
    return {
        "name": f"dossier:{kind}:{what}",
        "kind": kind,
        "fact_id": fact_id,
        "actor_id": _key(actor),
        "at": at,
    }
