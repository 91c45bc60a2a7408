"""What waits for a person in this room: said to the desk."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vakwerk.apps.people.waiting import Answer, Waiting
from vakwerk.apps.sessions import words
from vakwerk.apps.sessions.models import Attendance, SharedSession
from vakwerk.apps.sessions.names import Presence, State


def waiting_in_sessions(person_id: uuid.UUID, on: dt.date) -> list[Waiting]:
    """Questions to answer, planned sessions whose day has come, objections. Three queries."""
    found = [_asked(row) for row in answers_asked(person_id, on)]
    found += [_planned(session) for session in planned_and_due(person_id, on)]
    found += [
        Waiting(
            text=_("%(name)s says to have been at “%(title)s” after all. Look and answer.")
            % {"name": row.name, "title": row.session.title},
            href=_page(row.session_id),
            action=_("Look"),
            since=row.heard_at or row.listed_at,
        )
        for row in objections_to(person_id)
    ]
    return found


def _page(session_id: uuid.UUID) -> str:
    return reverse("sessions:session", args=[session_id])


def _asked(row: Any) -> Waiting:
    session = row.session
    since = row.listed_at
    if row.state == Presence.NOT_THERE:
        return Waiting(
            text=_("Somebody said that you were not at “%(title)s”, %(day)s: “%(reason)s”. You can object.")
            % {
                "title": session.title,
                "day": date_format(session.on, "DATE_FORMAT"),
                "reason": row.marked_reason,
            },
            href=_page(session.pk),
            action=_("Look"),
            since=row.decided_at or since,
        )
    text = words.was_you_there(session.title, session.on, session.minutes)
    if row.state == Presence.CONFIRMED:
        text = _("The length was changed. %(question)s") % {"question": text}
    elif row.silent_on is None:
        text = f"{text} {_('Without your answer it does not count for you.')}"
    else:
        day = date_format(row.silent_on, "DATE_FORMAT")
        text = f"{text} {_('If you say nothing, it counts for you on %(day)s.') % {'day': day}}"
    return Waiting(
        text=text,
        href=_page(session.pk),
        action=_("Look"),
        since=since,
        answers=(
            Answer(_("Yes, I was there"), reverse("sessions:confirm", args=[session.pk])),
            Answer(_("No"), reverse("sessions:deny", args=[session.pk])),
        ),
    )


def _planned(session: Any) -> Waiting:
    day = dt.datetime.combine(session.on, dt.time(), tzinfo=timezone.get_current_timezone())
    return Waiting(
        text=_("Did this take place: %(title)s, %(day)s?")
        % {"title": session.title, "day": date_format(session.on, "DATE_FORMAT")},
        href=_page(session.pk),
        action=_("Look"),
        since=day,
        answers=(
            Answer(_("Yes, it took place"), reverse("sessions:held", args=[session.pk])),
            Answer(_("No, cancelled"), reverse("sessions:cancel", args=[session.pk])),
        ),
    )


def answers_asked(person_id: uuid.UUID, on: dt.date) -> list[Attendance]:
    """Where this person must answer: unanswered, confirmed for less time than it is now, or marked by another."""
    again = Q(state=Presence.CONFIRMED, agreed_minutes__lt=F("session__minutes"))
    marked = Q(state=Presence.NOT_THERE, heard_at__isnull=True) & ~Q(marked_reason="")
    asked = Q(state=Presence.INVITED) | again | marked
    found = Attendance.objects.filter(
        asked, person_id=person_id, session__state=State.HELD, session__on__lte=on
    )
    return list(found.select_related("session__group").order_by("session__on", "pk")[:50])


def planned_and_due(person_id: uuid.UUID, on: dt.date) -> list[SharedSession]:
    """What this person planned and whose day has come."""
    found = SharedSession.objects.filter(recorded_by_id=person_id, state=State.PLANNED, on__lte=on)
    return list(found.select_related("group").order_by("on", "pk")[:50])


def objections_to(person_id: uuid.UUID) -> list[Attendance]:
    """Objections that wait for an answer of who recorded the session."""
    found = Attendance.objects.filter(
        session__recorded_by_id=person_id, state=Presence.NOT_THERE, settled_at__isnull=True
    ).exclude(objection="")
    return list(found.select_related("session").order_by("heard_at", "pk")[:50])
