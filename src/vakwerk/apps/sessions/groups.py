"""Groups: making, joining, leaving, handing over, ending. Each locks the group."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from vakwerk.apps.sessions import keeping, refusals
from vakwerk.apps.sessions.models import (
    Attendance,
    CalendarFeed,
    Group,
    Invitation,
    Membership,
    SharedSession,
)
from vakwerk.apps.sessions.names import (
    INVITATION_LASTS,
    LONGEST_NAME,
    MOST_MINUTES,
    MOST_PEOPLE,
    SESSION_KINDS,
    Presence,
    State,
)
from vakwerk.core import vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What a group is called and usually does. `guide_register`: where whoever guides it is listed; empty: unknown."""

    name: str
    kind: str = "intervision"
    method: str = ""
    minutes: int | None = None
    guide_register: str = ""


@transaction.atomic
def make_group(*, by: Any, habits: Habits, at: dt.datetime | None = None) -> uuid.UUID:
    """A new group, managed by who makes it. Refuses: TextTooLong, KindUnknown, LengthImpossible."""
    moment = at or timezone.now()
    group = Group.objects.create(made_at=moment, **_checked(habits))
    Membership.objects.create(group=group, person=by, joined_on=timezone.localdate(moment), may_manage=True)
    return group.pk


@transaction.atomic
def change_group(*, group_id: uuid.UUID, by: Any, habits: Habits) -> None:
    """The group is called so and usually does this. Refuses: NoSuchGroup, NotAManager and what `make_group` refuses."""
    group, mine = _locked(group_id, by)
    _require_manager(mine)
    for name, value in _checked(habits).items():
        setattr(group, name, value)
    group.save()


def _checked(habits: Habits) -> dict[str, Any]:
    if habits.kind not in SESSION_KINDS:
        raise refusals.KindUnknown(kind=habits.kind[:64])
    if habits.minutes is not None and not 1 <= habits.minutes <= MOST_MINUTES:
        raise refusals.LengthImpossible()
    register = habits.guide_register
    return {
        "name": keeping.check_text(" ".join(habits.name.split()), LONGEST_NAME, needed=True),
        "kind": habits.kind,
        "method": keeping.check_text(habits.method, LONGEST_NAME),
        "minutes": habits.minutes,
        "guide_register": register if vocabulary.is_term("accreditors", register) else "",
    }


def _locked(group_id: uuid.UUID, by: Any) -> tuple[Group, Membership]:
    group = Group.objects.select_for_update(no_key=True).filter(pk=group_id).first()
    mine = Membership.objects.filter(group_id=group_id, person=by, left_on__isnull=True).first()
    if group is None or mine is None:
        raise refusals.NoSuchGroup()
    return group, mine


def _require_manager(mine: Membership) -> None:
    if not mine.may_manage:
        raise refusals.NotAManager()


@transaction.atomic
def invite(*, group_id: uuid.UUID, by: Any, at: dt.datetime | None = None) -> str:
    """A link to join, for fourteen days; its token. Refuses: NoSuchGroup, GroupEnded."""
    moment = at or timezone.now()
    group, _mine = _locked(group_id, by)
    if group.ended_on is not None:
        raise refusals.GroupEnded()
    made = Invitation.objects.create(
        group=group,
        token=keeping.new_token(),
        made_by=by,
        made_at=moment,
        expires_at=moment + INVITATION_LASTS,
    )
    return made.token


@transaction.atomic
def take_back_invitations(*, group_id: uuid.UUID, by: Any, at: dt.datetime | None = None) -> int:
    """All links to this group end; how many. Refuses: NoSuchGroup, NotAManager."""
    moment = at or timezone.now()
    group, mine = _locked(group_id, by)
    _require_manager(mine)
    return Invitation.objects.filter(group=group, expires_at__gt=moment).update(expires_at=moment)


@transaction.atomic
def join(*, token: str, person: Any, at: dt.datetime | None = None) -> uuid.UUID:
    """The person is in the group from today, and on the list of what is planned; the group. Twice is as once.

    Refuses: InvitationExpired, TooManyPeople.
    """
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    invitation = Invitation.objects.filter(token=token).first()
    if invitation is None:
        raise refusals.InvitationExpired()
    group = Group.objects.select_for_update(no_key=True).get(pk=invitation.group_id)
    members = Membership.objects.filter(group=group, left_on__isnull=True)
    if members.filter(person=person).exists():
        return group.pk
    still = Invitation.objects.filter(pk=invitation.pk, expires_at__gt=moment).exists()
    if not still or group.ended_on is not None:
        raise refusals.InvitationExpired()
    if members.count() >= MOST_PEOPLE:
        raise refusals.TooManyPeople(most=MOST_PEOPLE)
    Membership.objects.create(group=group, person=person, joined_on=today)
    Invitation.objects.filter(pk=invitation.pk).update(used=F("used") + 1)
    for session_id in _planned(group):
        _list(session_id, person, moment)
    return group.pk


def _planned(group: Group) -> list[uuid.UUID]:
    planned = SharedSession.objects.filter(group=group, state=State.PLANNED)
    return list(planned.order_by("pk").values_list("pk", flat=True))


def _list(session_id: uuid.UUID, person: Any, at: dt.datetime) -> None:
    held = keeping.hold(session_id)
    if held.session.state != State.PLANNED:
        return
    mine = held.of(person)
    if mine is None:
        mine = Attendance(session=held.session, person=person, name=person.name, listed_at=at)
    mine.state = Presence.INVITED
    mine.save()
    keeping.tell(held, "attendance:join", by=person, at=at, about=person)


@transaction.atomic
def leave(*, group_id: uuid.UUID, person: Any, at: dt.datetime | None = None) -> None:
    """The person leaves: what was done stays, nothing new comes. The last one to leave ends the group.

    Refuses: NoSuchGroup, LastManager.
    """
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    group, mine = _locked(group_id, person)
    others = Membership.objects.filter(group=group, left_on__isnull=True).exclude(pk=mine.pk)
    needed = mine.may_manage and group.ended_on is None and others.exists()
    if needed and not others.filter(may_manage=True).exists():
        raise refusals.LastManager()
    mine.left_on, mine.may_manage = today, False
    mine.save(update_fields=["left_on", "may_manage"])
    for session_id in _planned(group):
        held = keeping.hold(session_id)
        own = held.of(person)
        if own is not None and held.session.state == State.PLANNED:
            own.state = Presence.WITHDRAWN
            own.save(update_fields=["state"])
            keeping.tell(held, "attendance:leave", by=person, at=moment, about=person)
    if not others.exists() and group.ended_on is None:
        _end(group, person, moment)


@transaction.atomic
def hand_over(*, group_id: uuid.UUID, by: Any, membership_id: int) -> None:
    """Another member manages the group too. Refuses: NoSuchGroup, NotAManager."""
    group, mine = _locked(group_id, by)
    _require_manager(mine)
    found = Membership.objects.filter(group=group, left_on__isnull=True, pk=membership_id)
    if not found.update(may_manage=True):
        raise refusals.NoSuchGroup()


@transaction.atomic
def end_group(*, group_id: uuid.UUID, by: Any, at: dt.datetime | None = None) -> None:
    """The group ends; what is planned is cancelled, what was done stays. Refuses: NoSuchGroup, NotAManager."""
    moment = at or timezone.now()
    group, mine = _locked(group_id, by)
    _require_manager(mine)
    if group.ended_on is None:
        _end(group, by, moment)


def _end(group: Group, by: Any, at: dt.datetime) -> None:
    group.ended_on = timezone.localdate(at)
    group.save(update_fields=["ended_on"])
    Invitation.objects.filter(group=group, expires_at__gt=at).update(expires_at=at)
    for session_id in _planned(group):
        held = keeping.hold(session_id)
        held.session.state, held.session.changed_at = State.CANCELLED, at
        held.session.changes += 1
        held.session.save(update_fields=["state", "changes", "changed_at"])
        keeping.tell(held, "session:cancel", by=by, at=at)


@transaction.atomic
def renew_calendar_secret(*, person: Any, at: dt.datetime | None = None) -> str:
    """A secret for this person's calendar; an older address shows nothing from now on."""
    secret = keeping.new_token(32)
    CalendarFeed.objects.update_or_create(
        person=person, defaults={"secret": secret, "made_at": at or timezone.now()}
    )
    return secret
