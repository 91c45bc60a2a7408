"""What happened to the ways into an account: written down by one function, read by one query, never changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from vakwerk.apps.people import words
from vakwerk.apps.people.models import Account, AccountEvent
from vakwerk.apps.people.terms import AccountEventKind

LONGEST_DETAIL = 120


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the account's activity: what, when, more about it, and the colleague who did it if any."""

    what: str
    at: dt.datetime
    detail: str
    colleague: str


def record(
    *,
    account: Account,
    kind: AccountEventKind,
    detail: str = "",
    actor: Account | None = None,
    at: dt.datetime | None = None,
) -> None:
    """Writes down that this happened. `actor` is the colleague who did it; empty when the owner did."""
    AccountEvent.objects.create(
        account=account, kind=kind, at=at or timezone.now(), actor=actor, detail=detail[:LONGEST_DETAIL]
    )


def events_of(*, account: Account) -> QuerySet[AccountEvent]:
    """All that happened, latest first."""
    return AccountEvent.objects.filter(account=account).select_related("actor__person").order_by("-at", "-pk")


def told(event: AccountEvent) -> Happening:
    """An event as its owner reads it."""
    owner = getattr(event.actor, "person", None)
    colleague = "" if event.actor is None else (owner.name if owner is not None else str(event.actor))
    return Happening(event.get_kind_display(), event.at, words.detail(event), colleague)
