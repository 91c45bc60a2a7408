"""Recording, planning and correcting what people do together: check, change, record, in one transaction."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from vakwerk.apps.sessions import keeping, queries, refusals, silence
from vakwerk.apps.sessions.models import Attendance, Group, Guest, Membership, Series, SharedSession
from vakwerk.apps.sessions.names import (
    COUNTING,
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_GUESTS,
    MOST_IN_SERIES,
    MOST_MINUTES,
    MOST_PEOPLE,
    ON_THE_SPOT,
    SESSION_KINDS,
    UNDO_WITHIN,
    How,
    Presence,
    State,
    Unit,
)
from vakwerk.core.dates import add_months

FURTHEST = dt.timedelta(days=3 * 366)
"""How far ahead something can be planned."""
LONGEST_AGO = dt.date(2000, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is said of a session: kind, name, day, net minutes, and what may be left out."""

    kind: str
    title: str
    on: dt.date
    minutes: int
    remote_minutes: int = 0
    starts_at: dt.time | None = None
    place: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A series: every so many weeks or months, so many times."""

    every: int
    unit: str
    count: int


def new_session_id() -> uuid.UUID:
    """A fresh id; a form carries it, so that what is sent twice is kept once."""
    return uuid.uuid4()


@transaction.atomic
def record(
    *,
    session_id: uuid.UUID,
    recorder: Any,
    facts: Facts,
    group_id: uuid.UUID | None = None,
    absent: Collection[uuid.UUID] = (),
    guests: Iterable[str] = (),
    rule: Rule | None = None,
    at: dt.datetime | None = None,
) -> uuid.UUID:
    """A session took place, or is planned when its day is still to come. Gives its id; sent twice, it is kept once.

    With a group all its members are on the list, except who is `absent`; the recorder always is. With a rule it is the
    first of a series. Refuses: KindUnknown, TextTooLong, LengthImpossible, DayImpossible, SeriesImpossible,
    TooManyPeople, NoSuchGroup, GroupEnded, NoSuchSession.
    """
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    # One after the other, so that a form that was sent twice finds what the first kept. Without its key: who writes in
    # this dossier meanwhile refers to the person, and we wait for that writer.
    type(recorder)._default_manager.select_for_update(no_key=True).get(pk=recorder.pk)
    group = _group_for(recorder, group_id)
    known = SharedSession.objects.filter(pk=session_id).first()
    if known is not None:
        if known.recorded_by_id != recorder.id:
            raise refusals.NoSuchSession(session=str(session_id))
        return known.pk
    said = _checked(facts, today)
    days = _days(said.on, rule)
    names = _guest_names(guests)
    members = [] if group is None else _people_of(group, recorder, absent)
    if len(members) >= MOST_PEOPLE:
        raise refusals.TooManyPeople(most=MOST_PEOPLE)
    series = None
    if rule is not None:
        series = Series.objects.create(every=rule.every, unit=rule.unit, count=rule.count)
    for place, day in enumerate(days):
        _begin(
            session_id if place == 0 else uuid.uuid4(),
            recorder,
            replace(said, on=day),
            (group, series, members, names if place == 0 else []),
            moment,
        )
    return session_id


def _group_for(recorder: Any, group_id: uuid.UUID | None) -> Group | None:
    if group_id is None:
        return None
    # Locked, so that nobody joins or leaves between making the list and keeping it.
    group = Group.objects.select_for_update(no_key=True).filter(pk=group_id).first()
    mine = Membership.objects.filter(group_id=group_id, person_id=recorder.id, left_on__isnull=True)
    if group is None or not mine.exists():
        raise refusals.NoSuchGroup()
    if group.ended_on is not None:
        raise refusals.GroupEnded()
    return group


def _people_of(group: Group, recorder: Any, absent: Collection[uuid.UUID]) -> list[Any]:
    rows = Membership.objects.filter(group=group, left_on__isnull=True).select_related("person__account")
    found = [row.person for row in rows.order_by("pk") if row.person is not None]
    return [person for person in found if person.id != recorder.id and person.id not in absent]


def _begin(
    session_id: uuid.UUID,
    recorder: Any,
    said: Facts,
    belongs: tuple[Group | None, Series | None, list[Any], list[str]],
    at: dt.datetime,
) -> None:
    group, series, members, guests = belongs
    today = timezone.localdate(at)
    planned = said.on > today
    session = SharedSession.objects.create(
        pk=session_id,
        group=group,
        series=series,
        state=State.PLANNED if planned else State.HELD,
        recorded_by=recorder,
        recorded_at=at,
        changed_at=at,
        token=keeping.new_token(keeping.CODE_LENGTH),
        token_until=at + ON_THE_SPOT,
        kind=said.kind,
        title=said.title,
        on=said.on,
        starts_at=said.starts_at,
        minutes=said.minutes,
        remote_minutes=said.remote_minutes,
        place=said.place,
        method=said.method,
    )
    rows = [_listed(session, person, at, planned=planned) for person in members]
    own = Attendance(
        session=session, person=recorder, name=recorder.name, state=Presence.INVITED, listed_at=at
    )
    if not planned:
        _confirm_own(own, session, at)
    Attendance.objects.bulk_create([own, *rows])
    Guest.objects.bulk_create([Guest(session=session, name=name) for name in guests])
    held = keeping.hold(session.pk)
    held.before = {}
    keeping.tell(held, "session:plan" if planned else "session:record", by=recorder, at=at)
    keeping.write_out(held, by=recorder, at=at)


def _confirm_own(own: Attendance, session: SharedSession, at: dt.datetime) -> None:
    own.state, own.how, own.decided_at = Presence.CONFIRMED, How.RECORDER, at
    own.agreed_minutes = session.minutes


def _listed(session: SharedSession, person: Any, at: dt.datetime, *, planned: bool) -> Attendance:
    return Attendance(
        session=session,
        person=person,
        name=person.name,
        state=Presence.INVITED,
        listed_at=at,
        silent_on=None if planned else silence.silent_on(person, timezone.localdate(at)),
    )


def _checked(facts: Facts, today: dt.date) -> Facts:
    if facts.kind not in SESSION_KINDS:
        raise refusals.KindUnknown(kind=facts.kind[:64])
    if not 1 <= facts.minutes <= MOST_MINUTES or not 0 <= facts.remote_minutes <= facts.minutes:
        raise refusals.LengthImpossible()
    if not LONGEST_AGO <= facts.on <= today + FURTHEST:
        raise refusals.DayImpossible()
    return replace(
        facts,
        title=keeping.check_text(" ".join(facts.title.split()), LONGEST_NAME, needed=True),
        place=keeping.check_text(facts.place, LONGEST_NAME),
        method=keeping.check_text(facts.method, LONGEST_NAME),
    )


def _days(first: dt.date, rule: Rule | None) -> list[dt.date]:
    if rule is None:
        return [first]
    if not 2 <= rule.count <= MOST_IN_SERIES or not 1 <= rule.every <= 52 or rule.unit not in Unit.values:
        raise refusals.SeriesImpossible(most=MOST_IN_SERIES)
    steps = range(0, rule.count * rule.every, rule.every)
    if rule.unit == Unit.WEEKS:
        days = [first + dt.timedelta(weeks=step) for step in steps]
    else:
        days = [add_months(first, step) for step in steps]
    if days[-1] > first + FURTHEST:
        raise refusals.SeriesImpossible(most=MOST_IN_SERIES)
    return days


def _guest_names(guests: Iterable[str]) -> list[str]:
    names = [" ".join(name.split()) for name in guests]
    found = list(dict.fromkeys(keeping.check_text(name, LONGEST_NAME) for name in names if name))
    if len(found) > MOST_GUESTS:
        raise refusals.TooManyPeople(most=MOST_GUESTS)
    return found


@transaction.atomic
def say_held(*, session_id: uuid.UUID, by: Any, at: dt.datetime | None = None) -> None:
    """A planned session took place: from now on the others are asked. Said twice is as once.

    Refuses: NoSuchSession, NotTheRecorder, SessionCancelled, NotHeldYet.
    """
    moment = at or timezone.now()
    held = keeping.hold(session_id)
    session, today = held.session, timezone.localdate(moment)
    keeping.require_runs(session, by)
    if session.state == State.CANCELLED:
        raise refusals.SessionCancelled()
    if session.state == State.HELD:
        return
    if session.on > today:
        raise refusals.NotHeldYet(on=session.on)
    session.state, session.token_until, session.changed_at = State.HELD, moment + ON_THE_SPOT, moment
    session.save(update_fields=["state", "token_until", "changed_at"])
    for one in held.attendances:
        if one.person is None or one.state != Presence.INVITED:
            continue
        if one.person == by:
            _confirm_own(one, session, moment)
        else:
            one.silent_on = silence.silent_on(one.person, today)
        one.save()
    keeping.tell(held, "session:held", by=by, at=moment)
    keeping.write_out(held, by=by, at=moment)


@transaction.atomic
def correct(*, session_id: uuid.UUID, by: Any, facts: Facts, at: dt.datetime | None = None) -> None:
    """The session reads like this from now on, in every dossier where its owner did not write something else.

    Who confirmed is asked nothing again, unless the length grew: their fact keeps the length they answered for until
    they confirm the new one. Refuses: NoSuchSession, NotTheRecorder, SessionCancelled, StillToCome and what `record`
    refuses of the facts.
    """
    moment = at or timezone.now()
    held = keeping.hold(session_id)
    session, today = held.session, timezone.localdate(moment)
    keeping.require_runs(session, by)
    if session.state == State.CANCELLED:
        raise refusals.SessionCancelled()
    said = _checked(facts, today)
    if session.state == State.HELD and said.on > today:
        raise refusals.StillToCome()
    before = queries.facts_in(session)
    changed = [name for name, value in queries.facts_in(session).items() if getattr(said, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(session, name, getattr(said, name))
    session.changes, session.changed_at = session.changes + 1, moment
    session.save()
    for one in held.attendances:
        if one.state not in COUNTING:
            continue
        if one.person_id == by.id or (one.agreed_minutes or 0) > session.minutes:
            one.agreed_minutes = session.minutes
            one.save(update_fields=["agreed_minutes"])
    data = {"fields": changed, "minutes": [before["minutes"], session.minutes]}
    keeping.tell(held, "session:correct", by=by, at=moment, data=data)
    keeping.write_out(held, by=by, at=moment)


@transaction.atomic
def cancel(*, session_id: uuid.UUID, by: Any, at: dt.datetime | None = None) -> None:
    """The session does not take place, or did not. Refuses: NoSuchSession, NotTheRecorder, OthersConfirmed."""
    moment = at or timezone.now()
    held = keeping.hold(session_id)
    keeping.require_runs(held.session, by)
    _call_off(held, by, moment, "session:cancel")


@transaction.atomic
def undo(*, session_id: uuid.UUID, by: Any, at: dt.datetime | None = None) -> None:
    """Takes back what was just recorded, with a whole series when it was one.

    Refuses: NoSuchSession, NotTheRecorder, UndoTooLate, OthersConfirmed.
    """
    moment = at or timezone.now()
    first = SharedSession.objects.filter(pk=session_id).first()
    ids = [session_id]
    if first is not None and first.series_id is not None:
        together = SharedSession.objects.filter(series_id=first.series_id).exclude(state=State.CANCELLED)
        ids = list(together.order_by("pk").values_list("pk", flat=True)) or ids
    for each in ids:
        held = keeping.hold(each)
        if held.session.recorded_by_id != by.id:
            raise refusals.NotTheRecorder()
        if moment - held.session.recorded_at > UNDO_WITHIN:
            raise refusals.UndoTooLate(minutes=int(UNDO_WITHIN.total_seconds() // 60))
        _call_off(held, by, moment, "session:undo")


def _call_off(held: keeping.Held, by: Any, at: dt.datetime, event: str) -> None:
    session = held.session
    if session.state == State.CANCELLED:
        return
    others = [one.name for one in held.attendances if one.state in COUNTING and one.person_id != by.id]
    if others:
        raise refusals.OthersConfirmed(names=", ".join(name for name in others if name) or "…")
    session.state, session.changes, session.changed_at = State.CANCELLED, session.changes + 1, at
    session.save(update_fields=["state", "changes", "changed_at"])
    keeping.tell(held, event, by=by, at=at)
    keeping.write_out(held, by=by, at=at)


@transaction.atomic
def write_yield(*, session_id: uuid.UUID, by: Any, text: str, at: dt.datetime | None = None) -> None:
    """What it brought, for who was there to read. Refuses: NoSuchSession, NotListed, NotHeldYet, TextTooLong."""
    moment = at or timezone.now()
    held = keeping.hold(session_id)
    mine = held.listed(by)
    if held.session.state != State.HELD or mine.state not in COUNTING:
        raise refusals.NotHeldYet(on=held.session.on)
    tidy = keeping.check_text(text, LONGEST_TEXT)
    if tidy == held.session.shared_yield:
        return
    held.session.shared_yield = tidy
    held.session.save(update_fields=["shared_yield"])
    keeping.tell(held, "session:yield", by=by, at=moment)


@transaction.atomic
def renew_code(*, session_id: uuid.UUID, by: Any, at: dt.datetime | None = None) -> None:
    """A new code for twelve hours; the old one ends. Refuses: NoSuchSession, NotTheRecorder, NotHeldYet."""
    moment = at or timezone.now()
    held = keeping.hold(session_id)
    keeping.require_runs(held.session, by)
    if held.session.state != State.HELD:
        raise refusals.NotHeldYet(on=held.session.on)
    held.session.token, held.session.token_until = (
        keeping.new_token(keeping.CODE_LENGTH),
        moment + ON_THE_SPOT,
    )
    held.session.save(update_fields=["token", "token_until"])
    keeping.tell(held, "session:code", by=by, at=moment)


@transaction.atomic
def add_guest(*, session_id: uuid.UUID, by: Any, name: str, at: dt.datetime | None = None) -> None:
    """Somebody without an account was there too; added twice is as once.

    Refuses: NoSuchSession, NotTheRecorder, SessionCancelled, TextTooLong, TooManyPeople.
    """
    moment = at or timezone.now()
    held = keeping.hold(session_id)
    keeping.require_runs(held.session, by)
    if held.session.state == State.CANCELLED:
        raise refusals.SessionCancelled()
    called = keeping.check_text(" ".join(name.split()), LONGEST_NAME, needed=True)
    if Guest.objects.filter(session=held.session).count() >= MOST_GUESTS:
        raise refusals.TooManyPeople(most=MOST_GUESTS)
    _guest, made = Guest.objects.get_or_create(session=held.session, name=called)
    if made:
        keeping.tell(held, "guest:add", by=by, at=moment)


@transaction.atomic
def remove_guest(*, session_id: uuid.UUID, by: Any, guest_id: int, at: dt.datetime | None = None) -> None:
    """A guest goes from the list. Refuses: NoSuchSession, NotTheRecorder."""
    moment = at or timezone.now()
    held = keeping.hold(session_id)
    keeping.require_runs(held.session, by)
    gone, _kinds = Guest.objects.filter(session=held.session, pk=guest_id).delete()
    if gone:
        keeping.tell(held, "guest:remove", by=by, at=moment)
