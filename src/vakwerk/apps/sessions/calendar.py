"""Sessions as a calendar (iCalendar): titles of groups only, never a name of a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from vakwerk.apps.sessions import words
from vakwerk.apps.sessions.models import Attendance, CalendarFeed, SharedSession
from vakwerk.apps.sessions.names import Presence, State

ZONE = "Europe/Amsterdam"
MIME = "text/calendar; charset=utf-8"
PAST_DAYS = 400
"""How far back a subscription shows what was done."""


def calendar_text(sessions: Sequence[SharedSession], *, name: str) -> bytes:
    """These sessions as a calendar. The number of an event never changes; a cancelled one says so."""
    made = Calendar()
    made.add("prodid", "-//Vakwerk//Samen//NL")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", ZONE)
    made.add("refresh-interval", dt.timedelta(hours=6), parameters={"VALUE": "DURATION"})
    if any(session.starts_at is not None for session in sessions):
        made.add_component(
            Timezone.from_tzid(ZONE, first_date=dt.date(2020, 1, 1), last_date=dt.date(2038, 1, 1))
        )
    for session in sessions:
        made.add_component(_event(session))
    return bytes(made.to_ical())


def _event(session: SharedSession) -> Event:
    one = Event()
    one.add("uid", f"{session.pk}@vakwerk")
    one.add("sequence", session.changes)
    one.add("dtstamp", session.changed_at.astimezone(dt.UTC))
    one.add("last-modified", session.changed_at.astimezone(dt.UTC))
    one.add("summary", _summary(session))
    one.add("class", "PRIVATE")
    if session.starts_at is None:
        one.add("dtstart", session.on)
        one.add("dtend", session.on + dt.timedelta(days=1))
        one.add("transp", "TRANSPARENT")
    else:
        one.add("dtstart", dt.datetime.combine(session.on, session.starts_at, tzinfo=ZoneInfo(ZONE)))
        # A length, not an end: over the change of the clocks an end may be an hour that comes twice.
        one.add("duration", dt.timedelta(minutes=session.minutes))
    if session.place:
        one.add("location", session.place)
    one.add("status", "CANCELLED" if session.state == State.CANCELLED else "CONFIRMED")
    return one


def _summary(session: SharedSession) -> str:
    group = session.group
    return group.name if group is not None else words.kind_name(session.kind).capitalize()


def of_session(session_id: Any) -> list[SharedSession]:
    """One session."""
    return list(SharedSession.objects.select_related("group").filter(pk=session_id))


def of_series(series_id: Any) -> list[SharedSession]:
    """All sessions of a series, in order."""
    return list(
        SharedSession.objects.select_related("group").filter(series_id=series_id).order_by("on", "pk")
    )


def of_person(person: Any, *, on: dt.date) -> list[SharedSession]:
    """What this person has or had to do with, from a year ago on; what a person withdrew from is shown cancelled."""
    rows: Iterable[Attendance] = (
        Attendance.objects.filter(person_id=person.id, session__on__gte=on - dt.timedelta(days=PAST_DAYS))
        .select_related("session__group")
        .order_by("session__on", "session_id")
    )
    found = []
    for row in rows:
        session = row.session
        if row.state == Presence.WITHDRAWN:
            session.state = State.CANCELLED  # in this calendar only; nothing is saved
        found.append(session)
    return found


def secret_of(person: Any) -> str:
    """The secret in the address of this person's calendar; empty when they never asked for one."""
    return CalendarFeed.objects.filter(person=person).values_list("secret", flat=True).first() or ""


def owner_of(secret: str) -> Any:
    """Whose calendar this secret opens; None for nobody's."""
    feed = CalendarFeed.objects.select_related("person").filter(secret=secret).first()
    return None if feed is None else feed.person
