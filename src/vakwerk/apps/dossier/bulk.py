"""Facts for many people at once: for a demo world, and for a list of who was there."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from vakwerk.apps.dossier import changes, keeping, refusals
from vakwerk.apps.dossier.models import ActivityRow, DossierEvent, DossierHead, FactRow, PartRow
from vakwerk.apps.dossier.names import KIND_OF, SOURCES
from vakwerk.apps.dossier.parties import Actor, Owner
from vakwerk.apps.dossier.rows import ROW_OF, Part, parts_for, row_for
from vakwerk.core.dossier import Activity, Dossier, Fact, Recognition, check_dossier, check_fact
from vakwerk.core.dossier.values import LIST_OF

AT_ONCE = 500


@transaction.atomic
def record_in_empty(
    *,
    entries: Iterable[tuple[Owner, Sequence[Fact], str]],
    actor: Actor | None,
    at: dt.datetime | None = None,
) -> int:
    """These facts are in the dossiers of these people from now on, or none; how many there are.

    Each entry is a person, facts and their source; a person may occur more than once. As many database queries for a
    thousand people as for ten. Refuses DossierNotEmpty, and what `record_fact` refuses.
    """
    moment = at or timezone.now()
    whole: dict[uuid.UUID, list[tuple[Fact, str]]] = defaultdict(list)
    for person, facts, source in entries:
        if source not in SOURCES:
            raise refusals.UnknownSource(source=source)
        whole[person.id] += [(fact, source) for fact in facts]
    _begin(whole)
    today = timezone.localdate(moment)
    doubts = {person_id: _check(person_id, kept, today) for person_id, kept in whole.items()}
    _write(whole, doubts, actor, moment)
    return sum(len(kept) for kept in whole.values())


@transaction.atomic
def record_activities(
    *,
    entries: Iterable[tuple[Owner, Activity]],
    actor: Actor | None,
    source: str,
    at: dt.datetime | None = None,
) -> int:
    """These activities stand in the dossiers of these people from now on, or none; how many there are.

    As many database queries for a thousand people as for ten. Refuses UnusableFactId, UnreadableFact, UnknownSource,
    FactExists, ImpossibleFact.
    """
    moment = at or timezone.now()
    if source not in SOURCES:
        raise refusals.UnknownSource(source=source)
    whole: dict[uuid.UUID, list[tuple[Fact, str]]] = defaultdict(list)
    doubts: dict[uuid.UUID, dict[str, list[str]]] = defaultdict(dict)
    today, seen = timezone.localdate(moment), set()
    for person, fact in entries:
        keeping.check_readable(fact, "")
        found = check_fact(fact, today)
        impossible = tuple(finding for finding in found if finding.refuses)
        if impossible:
            raise refusals.ImpossibleFact(findings=impossible)
        if (person.id, fact.id) in seen:
            raise refusals.FactExists(fact_id=fact.id)
        seen.add((person.id, fact.id))
        whole[person.id].append((fact, source))
        doubts[person.id][fact.id] = [finding.code for finding in found]
    _lock(whole)
    for kind in ROW_OF.values():
        for ids in _chunks([fact_id for _, fact_id in seen]):
            taken = kind._default_manager.filter(fact_id__in=ids).values_list("person_id", "fact_id")
            for one in taken:
                if one in seen:
                    raise refusals.FactExists(fact_id=one[1])
    _write(whole, doubts, actor, moment)
    return len(seen)


@transaction.atomic
def withdraw_activities(
    *,
    entries: Iterable[tuple[uuid.UUID, str]],
    actor: Actor | None,
    source: str,
    at: dt.datetime | None = None,
) -> int:
    """Of these activities (person's number, fact's id) those that stand do so no longer; how many that were.

    What a provider takes back in this way its owner can not put back alone (`keeping.check_restorable`).
    Refuses: UnknownSource.
    """
    moment = at or timezone.now()
    if source not in SOURCES:
        raise refusals.UnknownSource(source=source)
    asked = set(entries)
    _lock({person for person, _ in asked})
    gone = [
        row
        for ids in _chunks([fact_id for _, fact_id in asked])
        for row in ActivityRow.objects.filter(fact_id__in=ids, superseded_at__isnull=True)
        if (row.person_id, row.fact_id) in asked
    ]
    for row in gone:
        row.superseded_at = max(moment, row.recorded_at)
    ActivityRow.objects.bulk_update(gone, ["superseded_at"], batch_size=AT_ONCE)
    key = None if actor is None else actor.pk
    about: dict[str, Any] = {
        "name": "dossier:activity:withdraw",
        "kind": "activity",
        "actor_id": key,
        "at": moment,
    }
    events = [
        DossierEvent(
            person_id=row.person_id,
            fact_id=row.fact_id,
            data={"version": row.version, "source": source},
            **about,
        )
        for row in gone
    ]
    DossierEvent.objects.bulk_create(events, batch_size=AT_ONCE)
    changes.tell({row.person_id for row in gone})
    return len(gone)


def _lock(people: Iterable[uuid.UUID]) -> None:
    """Until the transaction ends nobody else changes these dossiers; each counts one change more."""
    for ids in _chunks(sorted(people)):
        DossierHead.objects.bulk_create([DossierHead(pk=key) for key in ids], ignore_conflicts=True)
        list(DossierHead.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
        DossierHead.objects.filter(pk__in=ids).update(revision=F("revision") + 1)


def _chunks(many: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (many[start : start + AT_ONCE] for start in range(0, len(many), AT_ONCE))


def _begin(people: Iterable[uuid.UUID]) -> None:
    ids = list(people)
    for start in range(0, len(ids), AT_ONCE):
        taken = DossierHead.objects.filter(pk__in=ids[start : start + AT_ONCE]).first()
        if taken is not None:
            raise refusals.DossierNotEmpty(person=str(taken.pk))
    # The key refuses whoever begins the same dossier at the same time.
    DossierHead.objects.bulk_create([DossierHead(pk=key, revision=1) for key in ids], batch_size=AT_ONCE)


def _check(person_id: uuid.UUID, kept: Sequence[tuple[Fact, str]], today: dt.date) -> Mapping[str, list[str]]:
    seen: set[str] = set()
    norms: dict[str, str] = {}
    for fact, source in kept:
        keeping.check_readable(fact, "")
        keeping.check_source(fact.id, KIND_OF[type(fact)], source, None)
        if fact.id in seen:
            raise refusals.FactExists(fact_id=fact.id)
        seen.add(fact.id)
        if isinstance(fact, Recognition) and norms.setdefault(fact.norm, fact.id) != fact.id:
            raise refusals.AlreadyRecognised(norm=fact.norm, fact_id=norms[fact.norm])
    lists: dict[str, list[Fact]] = defaultdict(list)
    for fact, _ in kept:
        lists[LIST_OF[type(fact)]].append(fact)
    values: dict[str, Any] = {name: tuple(facts) for name, facts in lists.items()}
    whole = Dossier(person=str(person_id), **values)
    found = check_dossier(whole, today)
    impossible = tuple(finding for finding in found if finding.refuses)
    if impossible:
        raise refusals.ImpossibleFact(findings=impossible)
    doubts: dict[str, list[str]] = defaultdict(list)
    for finding in found:
        doubts[finding.fact].append(finding.code)
    return doubts


def _write(
    whole: Mapping[uuid.UUID, Sequence[tuple[Fact, str]]],
    doubts: Mapping[uuid.UUID, Mapping[str, list[str]]],
    actor: Actor | None,
    at: dt.datetime,
) -> None:
    key = None if actor is None else actor.pk
    rows: dict[str, list[FactRow]] = defaultdict(list)
    parts: dict[Part, list[PartRow]] = defaultdict(list)
    events = []
    for person_id, kept in whole.items():
        for fact, source in kept:
            kind = KIND_OF[type(fact)]
            remarks = keeping.remarks_on(fact, "")
            row = row_for(
                fact,
                person_id=person_id,
                version=1,
                recorded_at=at,
                recorded_by_id=key,
                source=source,
                note="",
                remarks=remarks,
            )
            rows[kind].append(row)
            for part, part_rows in parts_for(fact, row).items():
                parts[part] += part_rows
            events.append(
                DossierEvent(
                    person_id=person_id,
                    name=f"dossier:{kind}:record",
                    kind=kind,
                    fact_id=fact.id,
                    actor_id=key,
                    at=at,
                    data={
                        "version": 1,
                        "doubts": doubts[person_id].get(fact.id, []),
                        "remarks": len(remarks),
                    },
                )
            )
    for kind, of_kind in rows.items():
        ROW_OF[kind]._default_manager.bulk_create(of_kind, batch_size=AT_ONCE)
    for part, of_part in parts.items():
        part.model._default_manager.bulk_create(of_part, batch_size=AT_ONCE)
    DossierEvent.objects.bulk_create(events, batch_size=AT_ONCE)
    changes.tell(whole)
