"""What this room keeps about a person: the person's own copy, and what goes when the person is erased."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.people.stores import Store, register
from vakwerk.apps.sessions import keeping
from vakwerk.apps.sessions.models import (
    Attendance,
    CalendarFeed,
    Guest,
    Invitation,
    Membership,
    SessionEvent,
    SharedSession,
)
from vakwerk.apps.sessions.names import COUNTING, Presence


def export(person_id: uuid.UUID) -> dict[str, Any]:
    """The person's own copy: groups, sessions with own presence, invitations made. No names of others."""
    return {
        "groups": [
            {
                "group": row.group.name,
                "joined_on": row.joined_on.isoformat(),
                "left_on": row.left_on.isoformat() if row.left_on else None,
                "may_manage": row.may_manage,
            }
            for row in Membership.objects.filter(person_id=person_id).select_related("group").order_by("pk")
        ],
        "sessions": [_session(row) for row in _places(person_id)],
        "events": [
            {"name": row.name, "at": row.at.isoformat(), "session": str(row.session_id)}
            for row in SessionEvent.objects.filter(Q(actor_id=person_id) | Q(about_id=person_id)).order_by(
                "at", "pk"
            )
        ],
        "invitations": [
            {"group": row.group.name, "made_at": row.made_at.isoformat(), "used": row.used}
            for row in Invitation.objects.filter(made_by_id=person_id).select_related("group").order_by("pk")
        ],
        "calendar": CalendarFeed.objects.filter(person_id=person_id).exists(),
    }


def _places(person_id: uuid.UUID) -> list[Attendance]:
    found = Attendance.objects.filter(person_id=person_id).select_related("session__group")
    return list(found.order_by("session__on", "pk"))


def _session(row: Attendance) -> dict[str, Any]:
    session = row.session
    return {
        "session": str(session.pk),
        "title": session.title,
        "kind": session.kind,
        "group": session.group.name if session.group is not None else None,
        "on": session.on.isoformat(),
        "minutes": session.minutes,
        "state": session.state,
        "recorded_by_me": session.recorded_by_id == row.person_id,
        "shared_yield": session.shared_yield if row.state in COUNTING else "",
        "my_presence": row.state,
        "my_part": row.part,
        "how": row.how,
        "decided_at": row.decided_at.isoformat() if row.decided_at else None,
        "marked_reason": row.marked_reason,
        "objection": row.objection,
        "fact": row.fact_id,
    }


def erase(person_id: uuid.UUID, at: dt.datetime) -> int:
    """Takes out who it was and what they wrote; that somebody was there stays, for the others' proof.

    In the dossiers of the others the name in the confirmation is replaced from now on. A group of which this was the
    only manager is from now on managed by who is in it longest.
    """
    touched = 0
    for session_id in (
        Attendance.objects.filter(person_id=person_id)
        .values_list("session_id", flat=True)
        .order_by("session_id")
    ):
        touched += _erase_from(session_id, person_id, at)
    touched += SharedSession.objects.filter(recorded_by_id=person_id).update(recorded_by=None)
    touched += SessionEvent.objects.filter(actor_id=person_id).update(actor=None)
    touched += SessionEvent.objects.filter(about_id=person_id).update(about=None)
    touched += Invitation.objects.filter(made_by_id=person_id).update(made_by=None, expires_at=at)
    touched += CalendarFeed.objects.filter(person_id=person_id).delete()[0]
    return touched + _leave_groups(person_id, at)


def _erase_from(session_id: uuid.UUID, person_id: uuid.UUID, at: dt.datetime) -> int:
    held = keeping.hold(session_id)
    name = ""
    for one in held.attendances:
        if one.person_id != person_id:
            continue
        name = one.name
        if one.state == Presence.INVITED:
            one.state = Presence.WITHDRAWN
        one.person, one.name, one.marked_reason, one.objection, one.fact_id = None, "", "", "", ""
        one.save()
    keeping.tell(held, "attendance:erase", by=None, at=at)
    keeping.write_out(held, by=None, at=at, gone={name} if name else set())
    Guest.objects.filter(session_id=session_id, name=name).delete()
    return 1


def _leave_groups(person_id: uuid.UUID, at: dt.datetime) -> int:
    rows = Membership.objects.filter(person_id=person_id)
    today = at.astimezone().date()
    touched = 0
    for row in rows.order_by("pk"):
        others = Membership.objects.filter(group_id=row.group_id, left_on__isnull=True).exclude(pk=row.pk)
        if row.may_manage and row.left_on is None and not others.filter(may_manage=True).exists():
            heir = others.order_by("joined_on", "pk").first()
            if heir is not None:
                heir.may_manage = True
                heir.save(update_fields=["may_manage"])
        row.person, row.may_manage = None, False
        row.left_on = row.left_on or max(today, row.joined_on)
        row.save(update_fields=["person", "may_manage", "left_on"])
        touched += 1
    return touched


STORE = Store(
    name="sessions",
    tables=(
        "shared_sessions.Membership",
        "shared_sessions.Invitation",
        "shared_sessions.SharedSession",
        "shared_sessions.Guest",
        "shared_sessions.Attendance",
        "shared_sessions.SessionEvent",
        "shared_sessions.CalendarFeed",
    ),
    title=_("Groups and meetings: which you were at, and what you answered"),
    export=export,
    erase=erase,
    kept=_(
        "that a meeting took place and how many were there, without your name: it is proof for the others"
    ),
    kept_for=_("as long as the meeting stands in the dossier of somebody who was there"),
    why=_("so that a meeting you had together stands in the dossier of each of you"),
)


def enter() -> None:
    """Makes the store known."""
    register(STORE)


__all__ = ["STORE", "enter", "erase", "export"]
