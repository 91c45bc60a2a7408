"""Facts for many people at once, whose dossiers are still empty: for an import, or for a demo world."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from vakwerk.apps.dossier import changes, keeping, refusals
from vakwerk.apps.dossier.models import DossierEvent, DossierHead, FactRow, PartRow
from vakwerk.apps.dossier.names import KIND_OF, SOURCES
from vakwerk.apps.dossier.parties import Actor, Owner
from vakwerk.apps.dossier.rows import ROW_OF, Part, parts_for, row_for
from vakwerk.core.dossier import Dossier, Fact, Recognition, check_dossier
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
