"""What is kept of sharing and of rights, copied and erased as `people.stores` asks."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.people import queries as people
from vakwerk.apps.people import stores
from vakwerk.apps.sharing import queries
from vakwerk.apps.sharing.models import (
    CorrectionRequest,
    ErasureRequest,
    Restriction,
    Share,
    ShareEvent,
    ShareRequest,
)


def _export(person_id: uuid.UUID) -> Any:
    return {
        "shares": [
            {
                "for": one.purpose,
                "with": one.receiver,
                "what": one.scope,
                "norm": one.norm,
                "facts": sorted(one.facts),
                "from": one.from_date,
                "until": one.until_date,
                "note": one.note,
                "ended_at": one.ended_at,
                "events": [{"name": event.name, "at": event.at} for event in queries.events_of(one.id)],
            }
            for one in queries.shares_of(person_id)
        ],
        "requests": list(
            ShareRequest.objects.filter(person=person_id)
            .order_by("made_at", "pk")
            .values("purpose", "scope", "why", "until_date", "made_at", "decision")
        ),
        "corrections": [
            {"fact": one.fact_id, "what": one.what, "made_at": one.made_at, "answer": one.answer}
            for one in queries.corrections_of(person_id)
        ],
        "restrictions": list(
            Restriction.objects.filter(person=person_id).order_by("since").values("since", "lifted_at")
        ),
        "erasures": list(
            ErasureRequest.objects.filter(person=person_id)
            .order_by("made_at")
            .values("made_at", "due", "cancelled_at", "done_at")
        ),
    }


@transaction.atomic
def _erase(person_id: uuid.UUID, at: dt.datetime) -> int:
    gone = Share.objects.filter(person=person_id).delete()[0]
    gone += ShareRequest.objects.filter(person=person_id).delete()[0]
    gone += CorrectionRequest.objects.filter(person=person_id).delete()[0]
    gone += Restriction.objects.filter(person=person_id).delete()[0]
    person = people.person(person_id=person_id)
    if person is None or person.account_id is None:
        return gone
    # What others shared with this person ends; what this person asked of others says no more why.
    mine = Q(account=person.account_id)
    if person.account is not None:
        mine |= Q(invited_email=person.account.email)
    for share in Share.objects.filter(mine):
        share.account_id = person.account_id
        share.invited_email = share.invitation = ""
        if share.ended_at is None:
            share.ended_at = at
        share.save(update_fields=["account", "invited_email", "invitation", "ended_at"])
        gone += 1
    gone += ShareRequest.objects.filter(asked_by=person.account_id).update(why="–")
    return gone


def register() -> None:
    """Makes known what is kept here."""
    tables = (Share, ShareEvent, ShareRequest, Restriction, CorrectionRequest, ErasureRequest)
    stores.register(
        stores.Store(
            name="sharing",
            tables=tuple(f"sharing.{table.__name__}" for table in tables),
            title=_("What you share and shared, and what you asked about your data"),
            export=_export,
            erase=_erase,
            kept=_("that an account without a name asked to be erased, and when"),
            kept_for=_("always: it shows that it was done"),
            why=_("so that you decide who sees what, and can look back"),
        )
    )
