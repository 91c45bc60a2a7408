"""Where an account is logged in, and ending that."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from vakwerk.apps.people import activity, refusals, words
from vakwerk.apps.people.models import Account
from vakwerk.apps.people.terms import AccountEventKind


@dataclass(frozen=True, slots=True)
class Session:
    """One device that is logged in: which, from which address on the internet, since when, last seen, is it this."""

    id: int
    device: str
    address: str
    since: dt.datetime
    seen: dt.datetime
    is_this: bool


def sessions_of(*, account: Account, current_key: str | None) -> list[Session]:
    """Where this account is logged in now: this device first, then the one seen last."""
    found = [
        Session(
            id=one.pk,
            device=words.device(one.user_agent),
            address=one.ip,
            since=one.created_at,
            seen=one.last_seen_at,
            is_this=one.session_key == current_key,
        )
        for one in UserSession.objects.purge_and_list(account)
    ]
    return sorted(found, key=lambda one: (not one.is_this, -one.seen.timestamp(), one.id))


@transaction.atomic
def end_session(*, account: Account, session_id: int, at: dt.datetime | None = None) -> None:
    """Logs one device out. Refuses: SessionGone (also for somebody else's)."""
    found = UserSession.objects.filter(user=account, pk=session_id).first()
    if found is None:
        raise refusals.SessionGone()
    detail = words.device_of(found.user_agent)
    found.end()
    activity.record(account=account, kind=AccountEventKind.SESSION_ENDED, detail=detail, at=at)


@transaction.atomic
def end_others(*, account: Account, current_key: str | None, at: dt.datetime | None = None) -> int:
    """Logs out every device but this one (all of them when None); how many."""
    others = list(UserSession.objects.filter(user=account).exclude(session_key=current_key or ""))
    for one in others:
        one.end()
    if others and current_key:
        activity.record(account=account, kind=AccountEventKind.SESSION_ENDED, at=at)
    return len(others)


def keep_seen(*, session_key: str | None, at: dt.datetime | None = None) -> None:
    """The device of this session was seen just now. Nothing happens for a session that is not kept."""
    UserSession.objects.filter(session_key=session_key or "").update(last_seen_at=at or timezone.now())
