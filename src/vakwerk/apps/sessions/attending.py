"""Who was there: confirming, denying, being marked, objecting, and one's own reflection. Each locks the session."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from vakwerk.apps.dossier import actions as dossier
from vakwerk.apps.dossier import queries as dossier_queries
from vakwerk.apps.sessions import keeping, refusals
from vakwerk.apps.sessions.models import Attendance, SharedSession
from vakwerk.apps.sessions.names import COUNTING, LONGEST_TEXT, How, Part, Presence, State


@transaction.atomic
def confirm(
    *, session_id: uuid.UUID, person: Any, how: str = How.LIST, at: dt.datetime | None = None
) -> bool:
    """The person was there, for the whole length; whether that changed something. Twice is as once.

    Refuses: NoSuchSession, NotListed, NotHeldYet, SessionCancelled.
    """
    moment = at or timezone.now()
    held = keeping.hold(session_id)
    mine = held.listed(person)
    _require_held(held.session)
    if mine.state == Presence.WITHDRAWN:
        raise refusals.NotListed()
    return _say_there(held, mine, how, person, moment)


@transaction.atomic
def confirm_by_code(*, token: str, person: Any, at: dt.datetime | None = None) -> tuple[uuid.UUID, bool]:
    """The person scanned the code or followed the link; the session, and whether that changed something.

    Who is not on the list is added while the code is fresh, visible to who recorded it. Whom somebody else marked as
    absent is not let in again by the same code. Refuses: NoSuchSession, CodeExpired, NotHeldYet, SessionCancelled,
    NotListed, TooManyPeople.
    """
    moment = at or timezone.now()
    found = SharedSession.objects.filter(token=token).values_list("pk", flat=True).first()
    if found is None:
        raise refusals.NoSuchSession(session=token[:64])
    held = keeping.hold(found)
    session = held.session
    if session.token != token:  # renewed while we waited for the lock
        raise refusals.CodeExpired()
    _require_held(session)
    mine = held.of(person)
    fresh = moment <= session.token_until
    if mine is None or mine.state == Presence.WITHDRAWN:
        if not fresh:
            raise refusals.CodeExpired()
        mine = _add(held, person, moment, mine)
    elif mine.state == Presence.NOT_THERE and mine.marked_reason:
        raise refusals.NotListed()
    return found, _say_there(held, mine, How.SCAN if fresh else How.LINK, person, moment)


def _add(held: keeping.Held, person: Any, at: dt.datetime, old: Attendance | None) -> Attendance:
    if old is not None:
        old.state = Presence.INVITED
        return old
    made = Attendance.objects.create(
        session=held.session,
        person=person,
        name=person.name,
        state=Presence.INVITED,
        listed_at=at,
        was_invited=False,
    )
    held.attendances.append(made)
    keeping.tell(held, "attendance:join", by=person, at=at, about=person)
    return made


def _require_held(session: SharedSession) -> None:
    if session.state == State.CANCELLED:
        raise refusals.SessionCancelled()
    if session.state != State.HELD:
        raise refusals.NotHeldYet(on=session.on)


def _say_there(held: keeping.Held, mine: Attendance, how: str, by: Any, at: dt.datetime) -> bool:
    if mine.state == Presence.CONFIRMED and mine.agreed_minutes == held.session.minutes:
        return False
    if mine.state != Presence.CONFIRMED:
        mine.how, mine.decided_at = how, at
    mine.state, mine.agreed_minutes, mine.silent_on = Presence.CONFIRMED, held.session.minutes, None
    mine.marked_reason, mine.objection, mine.heard_at, mine.settled_at = "", "", None, None
    mine.save()
    keeping.tell(held, "attendance:confirm", by=by, at=at, about=mine.person, data={"how": mine.how})
    keeping.write_out(held, by=by, at=at)
    return True


@transaction.atomic
def deny(*, session_id: uuid.UUID, person: Any, at: dt.datetime | None = None) -> bool:
    """The person was not there: the fact goes, and the name disappears from the confirmations of the others.

    Whether that changed something. Refuses: NoSuchSession, NotListed, NotHeldYet, SessionCancelled.
    """
    moment = at or timezone.now()
    held = keeping.hold(session_id)
    mine = held.listed(person)
    _require_held(held.session)
    if mine.state in (Presence.NOT_THERE, Presence.WITHDRAWN):
        return False
    _say_not_there(held, mine, "attendance:deny", "", person, moment)
    return True


def _say_not_there(
    held: keeping.Held, one: Attendance, event: str, reason: str, by: Any, at: dt.datetime
) -> None:
    one.state, one.decided_at, one.silent_on, one.agreed_minutes = Presence.NOT_THERE, at, None, None
    one.how, one.marked_reason, one.heard_at = "", reason, None
    one.save()
    keeping.tell(held, event, by=by, at=at, about=one.person)
    keeping.write_out(held, by=by, at=at)


@transaction.atomic
def mark_absent(
    *, session_id: uuid.UUID, by: Any, attendance_id: int, reason: str, at: dt.datetime | None = None
) -> None:
    """Who recorded it says that somebody was not there, and why; the person hears of it and may object.

    Refuses: NoSuchSession, NotTheRecorder, NotListed, NotHeldYet, SessionCancelled, TextTooLong (a reason is needed).
    """
    moment = at or timezone.now()
    held = keeping.hold(session_id)
    keeping.require_runs(held.session, by)
    _require_held(held.session)
    one = _on_list(held, attendance_id)
    if one.person == by:
        _say_not_there(held, one, "attendance:deny", "", by, moment)
        return
    why = keeping.check_text(reason, LONGEST_TEXT, needed=True)
    if one.state == Presence.NOT_THERE:
        return
    _say_not_there(held, one, "attendance:mark", why, by, moment)


def _on_list(held: keeping.Held, attendance_id: int) -> Attendance:
    one = next((each for each in held.attendances if each.pk == attendance_id), None)
    if one is None or one.person is None:
        raise refusals.NotListed()
    return one


@transaction.atomic
def object_to_mark(*, session_id: uuid.UUID, person: Any, text: str, at: dt.datetime | None = None) -> None:
    """The person says why the mark “was not there” is wrong; who recorded it sees that.

    Refuses: NoSuchSession, NotListed, NothingToObject, TextTooLong.
    """
    moment = at or timezone.now()
    held = keeping.hold(session_id)
    mine = held.listed(person)
    if mine.state != Presence.NOT_THERE or not mine.marked_reason:
        raise refusals.NothingToObject()
    mine.objection = keeping.check_text(text, LONGEST_TEXT, needed=True)
    mine.heard_at, mine.settled_at = moment, None
    mine.save(update_fields=["objection", "heard_at", "settled_at"])
    keeping.tell(held, "attendance:object", by=person, at=moment, about=person)


@transaction.atomic
def hear(*, session_id: uuid.UUID, person: Any, at: dt.datetime | None = None) -> None:
    """The person knows of the mark and leaves it so. Refuses: NoSuchSession, NotListed."""
    held = keeping.hold(session_id)
    mine = held.listed(person)
    mine.heard_at = at or timezone.now()
    mine.save(update_fields=["heard_at"])


@transaction.atomic
def settle_objection(
    *, session_id: uuid.UUID, by: Any, attendance_id: int, was_there: bool, at: dt.datetime | None = None
) -> None:
    """Who recorded it answers an objection: the person was there after all, or it stays as it is.

    Refuses: NoSuchSession, NotTheRecorder, NotListed, NothingToObject, SessionCancelled, NotHeldYet.
    """
    moment = at or timezone.now()
    held = keeping.hold(session_id)
    keeping.require_runs(held.session, by)
    _require_held(held.session)
    one = _on_list(held, attendance_id)
    if one.state != Presence.NOT_THERE or not one.objection:
        raise refusals.NothingToObject()
    if was_there:
        _say_there(held, one, How.LIST, by, moment)
        return
    one.settled_at = moment
    one.save(update_fields=["settled_at"])


@transaction.atomic
def choose_part(*, session_id: uuid.UUID, person: Any, part: str, at: dt.datetime | None = None) -> None:
    """What the person did in the session; empty for nothing in particular.

    Who guided it vouches with the register the group names. Refuses: NoSuchSession, NotListed.
    """
    moment = at or timezone.now()
    held = keeping.hold(session_id)
    mine = held.listed(person)
    wanted = part if part in Part.values else ""
    if mine.part == wanted:
        return
    mine.part = wanted
    mine.save(update_fields=["part"])
    keeping.tell(held, "attendance:part", by=person, at=moment, about=person)
    keeping.write_out(held, by=person, at=moment)


@transaction.atomic
def write_reflection(
    *, session_id: uuid.UUID, person: Any, text: str, expected_version: int, at: dt.datetime | None = None
) -> dossier.Recorded:
    """One's own reflection: kept as the private note of one's own fact, and nowhere else.

    Refuses: NoSuchSession, NotListed, NoFactYet, FactGone, TextTooLong and the dossier's StaleVersion.
    """
    held = keeping.hold(session_id)
    mine = held.listed(person)
    if mine.state not in COUNTING or not mine.fact_id:
        raise refusals.NoFactYet()
    page = dossier_queries.fact(person, mine.fact_id)
    if page is None or page.withdrawn:
        raise refusals.FactGone()
    return dossier.change_fact(
        person=person,
        fact_id=mine.fact_id,
        fact=page.fact,
        actor=person.account,
        expected_version=expected_version,
        source=page.latest.source,
        note=keeping.check_text(text, 10_000),
        at=at,
    )
