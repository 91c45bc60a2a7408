"""Facts for many people at once: for a demo world, and for a list of who was there."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from vakwerk.apps.dossier import changes, keeping, queries, refusals
from vakwerk.apps.dossier.models import ActivityRow, DossierEvent, DossierHead, FactRow, PartRow
from vakwerk.apps.dossier.names import KIND_OF, SOURCES
from vakwerk.apps.dossier.parties import Actor, Owner
from vakwerk.apps.dossier.rows import COLUMNS, ROW_OF, Part, parts_for, row_for
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
    seen: set[tuple[uuid.UUID, str]] = set()
    for person, fact in entries:
        if (person.id, fact.id) in seen:
            raise refusals.FactExists(fact_id=fact.id)
        seen.add((person.id, fact.id))
        whole[person.id].append((fact, source))
    doubts = _check_each(whole, timezone.localdate(moment))
    _lock(whole)
    for kind in ROW_OF.values():
        for ids in _chunks([fact_id for _, fact_id in seen]):
            taken = kind._default_manager.filter(fact_id__in=ids).values_list("person_id", "fact_id")
            for one in taken:
                if one in seen:
                    raise refusals.FactExists(fact_id=one[1])
    _write(whole, doubts, actor, moment)
    return len(seen)


def _check_each(
    whole: Mapping[uuid.UUID, Sequence[tuple[Fact, str]]], today: dt.date
) -> dict[uuid.UUID, dict[str, list[str]]]:
    """What is doubtful in each fact by itself. Refuses what can not be kept or can not be true."""
    doubts: dict[uuid.UUID, dict[str, list[str]]] = defaultdict(dict)
    for person, kept in whole.items():
        for fact, _source in kept:
            keeping.check_readable(fact, "")
            found = check_fact(fact, today)
            impossible = tuple(finding for finding in found if finding.refuses)
            if impossible:
                raise refusals.ImpossibleFact(findings=impossible)
            doubts[person][fact.id] = [finding.code for finding in found]
    return doubts


@transaction.atomic
def change_activities(
    *,
    entries: Iterable[tuple[uuid.UUID, Activity]],
    actor: Actor | None,
    source: str,
    at: dt.datetime | None = None,
) -> int:
    """These activities (person's number, fact) read like this from now on; how many that changed.

    Only what stands and came from `source` is changed: what its owner wrote anew or took out stays as it is.
    Refuses: UnreadableFact, ImpossibleFact, UnknownSource.
    """
    moment = at or timezone.now()
    if source not in SOURCES:
        raise refusals.UnknownSource(source=source)
    wanted = {(person, fact.id): fact for person, fact in entries}
    _lock({person for person, _ in wanted})
    gone: list[tuple[Any, dt.datetime]] = []
    versions: dict[tuple[uuid.UUID, str], int] = {}
    whole: dict[uuid.UUID, list[tuple[Fact, str]]] = defaultdict(list)
    for ids in _chunks([fact_id for _, fact_id in wanted]):
        rows = ActivityRow.objects.filter(fact_id__in=ids, superseded_at__isnull=True, source=source)
        stored = list(rows.values(*COLUMNS["activity"], "version"))
        for person, before, row in queries.with_parts(
            "activity", stored, Q(row__in=[row["pk"] for row in stored])
        ):
            fact = wanted.get((person, before.id))
            if fact is None or replace(before, recorded_at=None) == fact:
                continue
            gone.append((row["pk"], row["recorded_at"]))
            versions[person, fact.id] = row["version"] + 1
            whole[person].append((fact, source))
    doubts = _check_each(whole, timezone.localdate(moment))
    closed = _close(gone, moment)
    _write(whole, doubts, actor, closed, what="change", versions=versions)
    return len(gone)


def _close(rows: Sequence[tuple[Any, dt.datetime]], at: dt.datetime) -> dt.datetime:
    """Closes these rows (key, moment of recording), none before it was recorded; the moment at which."""
    moment = max([at, *(recorded for _, recorded in rows)])
    for some in _chunks([key for key, _ in rows]):
        ActivityRow.objects.filter(pk__in=some).update(superseded_at=moment)
    return moment


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
    moment = _close([(row.pk, row.recorded_at) for row in gone], moment)
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
    *,
    what: str = "record",
    versions: Mapping[tuple[uuid.UUID, str], int] | None = None,
) -> None:
    """Keeps these facts, as version 1 or as `versions` says, and tells it."""
    number_of = versions or {}
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
                version=number_of.get((person_id, fact.id), 1),
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
                    name=f"dossier:{kind}:{what}",
                    kind=kind,
                    fact_id=fact.id,
                    actor_id=key,
                    at=at,
                    data={
                        "version": number_of.get((person_id, fact.id), 1),
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
