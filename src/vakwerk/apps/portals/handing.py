"""That facts were handed in at a portal: noted, and taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.dossier.parties import Owner
from vakwerk.apps.portals import refusals
from vakwerk.apps.portals.models import HandedIn
from vakwerk.core.dossier import Fact, to_data
from vakwerk.core.dossier.writing import digest
from vakwerk.core.exchange.portals import portals


def digest_of(fact: Fact) -> str:
    """Tells whether a fact reads differently from when it was handed in."""
    return digest(to_data(replace(fact, recorded_at=None, withdrawn_at=None)))


@transaction.atomic
def hand_in(
    *, person: Owner, portal: str, fact_ids: Iterable[str], on: dt.date, at: dt.datetime | None = None
) -> int:
    """These facts were handed in at the portal on this day, as they read now; how many.

    Handed in before: the later day and reading hold. Refuses: UnknownPortal, DayToCome, NotYourFact.
    """
    moment = at or timezone.now()
    if portal not in portals():
        raise refusals.UnknownPortal(portal=portal)
    if on > timezone.localdate(moment):
        raise refusals.DayToCome(day=on.isoformat())
    facts = {fact.id: fact for fact in dossiers.dossier_of(person).facts()}
    asked = list(dict.fromkeys(fact_ids))
    for fact_id in asked:
        if fact_id not in facts:
            raise refusals.NotYourFact(fact_id=fact_id)
    _close(person, portal, asked, moment)
    HandedIn.objects.bulk_create(
        [
            HandedIn(
                person_id=person.id,
                portal=portal,
                fact_id=fact_id,
                on=on,
                digest=digest_of(facts[fact_id]),
                recorded_at=moment,
            )
            for fact_id in asked
        ],
        batch_size=500,
    )
    return len(asked)


@transaction.atomic
def take_back(*, person: Owner, portal: str, fact_ids: Iterable[str], at: dt.datetime | None = None) -> int:
    """These facts were not handed in after all; how many were."""
    return _close(person, portal, list(fact_ids), at or timezone.now())


def _close(person: Owner, portal: str, fact_ids: list[str], at: dt.datetime) -> int:
    standing = HandedIn.objects.filter(
        person_id=person.id, portal=portal, fact_id__in=fact_ids, undone_at__isnull=True
    )
    return standing.update(undone_at=at)
