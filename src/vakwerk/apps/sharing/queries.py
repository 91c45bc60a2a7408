"""Everything that is read from this app."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from vakwerk.apps.people import queries as people
from vakwerk.apps.sharing.models import (
    CorrectionRequest,
    ErasureRequest,
    Restriction,
    Share,
    ShareEvent,
    ShareRequest,
)
from vakwerk.apps.sharing.seeing import Shared, Viewer
from vakwerk.apps.sharing.terms import READERS, Decision

RECEIVING = frozenset(role for roles in READERS.values() for role in roles)


@dataclass(frozen=True, slots=True)
class HouseRole:
    """A role somebody holds in an organisation."""

    role: str
    role_name: str
    organisation: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to share, as its owner and as who asked read it."""

    id: uuid.UUID
    person: uuid.UUID
    asker: str
    organisation: uuid.UUID | None
    house: str
    asked_by: Any
    purpose: str
    purpose_name: str
    scope: str
    scope_name: str
    norm: str
    until_date: dt.date
    why: str
    made_at: dt.datetime
    decision: str


@dataclass(frozen=True, slots=True)
class Happened:
    """Something done to a share: its name, when, and the account that did it."""

    name: str
    at: dt.datetime
    actor: Any
    until_date: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A request for correction. `due` is the day on which the answer is owed."""

    id: uuid.UUID
    person: uuid.UUID
    person_name: str
    fact_id: str
    source: str
    what: str
    made_at: dt.datetime
    due: dt.date
    answered_at: dt.datetime | None
    corrected: bool | None
    answer: str


def viewer_of(account: people.Visitor, on: dt.date) -> Viewer:
    """Who looks, with the roles of this day; nobody for visitors."""
    grants = people.grants_of(account=account, on=on).values_list("role", "organisation_id")
    held = frozenset(grants)
    return Viewer(account.pk if held else None, held)


def houses_of(account: people.Visitor, on: dt.date) -> list[HouseRole]:
    """In which organisations, and in which roles, the account may receive or ask today."""
    return [
        HouseRole(grant.role, grant.get_role_display(), grant.organisation_id, grant.organisation.name)
        for grant in people.grants_of(account=account, on=on).filter(
            role__in=RECEIVING, organisation__isnull=False
        )
        if grant.organisation is not None and grant.organisation_id is not None
    ]


def _rows() -> QuerySet[Share]:
    return Share.objects.select_related("person", "organisation", "account", "account__person")


def share(share_id: uuid.UUID) -> Shared | None:
    """The share with this number, or None."""
    found = list(_rows().filter(pk=share_id))
    return _shared(found)[0] if found else None


def shares_of(person_id: uuid.UUID) -> list[Shared]:
    """All a person shares or shared, the latest first."""
    return _shared(_rows().filter(person=person_id).order_by("-made_at", "pk"))


def shared_with(account: people.Visitor, on: dt.date) -> list[Shared]:
    """What this account may see on this day, by the name of its owner; restricted ones stand in it too."""
    viewer = viewer_of(account, on)
    if viewer.account is None:
        return []
    mine = Q(account=viewer.account)
    for role, house in viewer.grants:
        if house is not None:
            purposes = [purpose for purpose, roles in READERS.items() if role in roles]
            mine |= Q(organisation=house, purpose__in=purposes)
    running = _rows().filter(mine, ended_at__isnull=True, from_date__lte=on, until_date__gte=on)
    return _shared(running.order_by("person__search_name", "person", "made_at", "pk"))


def _shared(rows: Iterable[Share]) -> list[Shared]:
    found = list(rows)
    stopped = restricted({row.person_id for row in found})
    return [
        Shared(
            id=row.pk,
            person=row.person_id,
            person_name=row.person.name,
            restricted=row.person_id in stopped,
            purpose=row.purpose,
            other_purpose=row.other_purpose,
            organisation=row.organisation_id,
            receiver=_receiver(row),
            account=row.account_id,
            invited=bool(row.invited_email and row.account_id is None),
            scope=row.scope,
            norm=row.norm,
            period_start=row.period_start,
            period_end=row.period_end,
            facts=frozenset(row.facts),
            with_evidence=row.with_evidence,
            from_date=row.from_date,
            until_date=row.until_date,
            note=row.note,
            made_at=row.made_at,
            ended_at=row.ended_at,
        )
        for row in found
    ]


def _receiver(row: Share) -> str:
    if row.organisation is not None:
        return row.organisation.name
    if row.account is None:
        return row.invited_email
    owner: Any = getattr(row.account, "person", None)
    return str(owner.name if owner is not None else row.account)


def invitation(digest: str) -> Shared | None:
    """The share that waits to be accepted under this digest, or None."""
    found = list(_rows().filter(invitation=digest, account__isnull=True)) if digest else []
    return _shared(found)[0] if found else None


def events_of(share_id: uuid.UUID) -> list[Happened]:
    """What was done to a share, the latest first."""
    rows = ShareEvent.objects.filter(share=share_id).order_by("-at", "-pk")
    return [Happened(row.name, row.at, row.actor_id, str(row.data.get("until", ""))) for row in rows]


def request(request_id: uuid.UUID) -> Asked | None:
    """The request with this number, or None."""
    found = _asked(ShareRequest.objects.filter(pk=request_id))
    return found[0] if found else None


def open_requests(person_id: uuid.UUID, on: dt.date) -> list[Asked]:
    """The requests that wait for this person's answer, the oldest first; those past their end are left out."""
    rows = ShareRequest.objects.filter(person=person_id, decision=Decision.OPEN, until_date__gte=on)
    return _asked(rows.order_by("made_at", "pk"))


def _asked(rows: QuerySet[ShareRequest]) -> list[Asked]:
    return [
        Asked(
            id=row.pk,
            person=row.person_id,
            asker=_account_name(row.asked_by),
            organisation=row.organisation_id,
            house=row.organisation.name if row.organisation is not None else "",
            asked_by=row.asked_by_id,
            purpose=row.purpose,
            purpose_name=row.get_purpose_display(),
            scope=row.scope,
            scope_name=row.get_scope_display(),
            norm=row.norm,
            until_date=row.until_date,
            why=row.why,
            made_at=row.made_at,
            decision=row.decision,
        )
        for row in rows.select_related("asked_by__person", "organisation")
    ]


def _account_name(account: Any) -> str:
    owner = getattr(account, "person", None)
    return str(owner.name if owner is not None else account)


def restricted(person_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these people whose data may not be used now."""
    if not person_ids:
        return set()
    return set(
        Restriction.objects.filter(person__in=person_ids, lifted_at__isnull=True).values_list(
            "person_id", flat=True
        )
    )


def not_to_be_copied(person_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these people of whom no new copy may be made: they froze their data or asked to be erased."""
    asked = ErasureRequest.objects.filter(
        person__in=person_ids, cancelled_at__isnull=True, done_at__isnull=True
    )
    return restricted(person_ids) | set(asked.values_list("person_id", flat=True))


def somebody_stopped_since(at: dt.datetime) -> bool:
    """Whether, since this moment, anybody froze their data or asked to be erased: copies made before hold too much."""
    return (
        Restriction.objects.filter(since__gte=at).exists()
        or ErasureRequest.objects.filter(Q(made_at__gte=at) | Q(done_at__gte=at)).exists()
    )


def corrections_of(person_id: uuid.UUID) -> list[Correction]:
    """What this person asked to be corrected, the latest first."""
    return _corrections(CorrectionRequest.objects.filter(person=person_id).order_by("-made_at", "pk"))


def corrections_owed() -> QuerySet[CorrectionRequest]:
    """The requests that wait for an answer, the first owed on top."""
    return CorrectionRequest.objects.filter(answered_at__isnull=True).order_by("answer_due", "made_at", "pk")


def correction(correction_id: uuid.UUID) -> Correction | None:
    """The request with this number, or None."""
    found = _corrections(CorrectionRequest.objects.filter(pk=correction_id))
    return found[0] if found else None


def as_corrections(rows: Iterable[CorrectionRequest]) -> list[Correction]:
    """These rows as they are read."""
    return _corrections(rows)


def _corrections(rows: Iterable[CorrectionRequest]) -> list[Correction]:
    if isinstance(rows, QuerySet):
        rows = rows.select_related("person")
    return [
        Correction(
            id=row.pk,
            person=row.person_id,
            person_name=row.person.name,
            fact_id=row.fact_id,
            source=row.source,
            what=row.what,
            made_at=row.made_at,
            due=row.answer_due,
            answered_at=row.answered_at,
            corrected=row.corrected,
            answer=row.answer,
        )
        for row in rows
    ]


def erasure_due(person_id: uuid.UUID) -> dt.datetime | None:
    """When this person will be erased; None when that was not asked, or cancelled."""
    return (
        ErasureRequest.objects.filter(person=person_id, cancelled_at__isnull=True, done_at__isnull=True)
        .values_list("due", flat=True)
        .first()
    )


def erasures_due(at: dt.datetime) -> list[uuid.UUID]:
    """The people whose time to change their mind is over, the longest due first."""
    return list(
        ErasureRequest.objects.filter(due__lte=at, cancelled_at__isnull=True, done_at__isnull=True)
        .order_by("due", "pk")
        .values_list("person_id", flat=True)
    )
