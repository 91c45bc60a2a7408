"""Everything that is read from this app, as frozen values."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from vakwerk.apps.sessions.models import (
    Attendance,
    Group,
    Guest,
    Invitation,
    Membership,
    SessionEvent,
    SharedSession,
)
from vakwerk.apps.sessions.names import COUNTING, UNDO_WITHIN, Presence, State

CORRECTABLE = ("kind", "title", "on", "minutes", "remote_minutes", "starts_at", "place", "method")
"""What can be corrected of a session."""


@dataclass(frozen=True, slots=True)
class Line:
    """A session in a list, as one person sees it: own presence, and how many of how many were there."""

    id: uuid.UUID
    group_id: uuid.UUID | None
    group: str
    kind: str
    title: str
    on: dt.date
    starts_at: dt.time | None
    minutes: int
    place: str
    state: str
    mine: str
    how: str
    sure: int
    listed: int
    recorded_by_me: bool
    asked_again: bool
    """Whether the length grew since this person confirmed."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person on a list. `name` is empty for who was erased."""

    key: int
    name: str
    state: str
    how: str
    part: str
    decided_at: dt.datetime | None
    silent_on: dt.date | None
    was_invited: bool
    is_me: bool
    marked_reason: str
    objection: str
    heard: bool
    settled: bool
    agreed_minutes: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """A session with everybody on its list, as one of them sees it."""

    line: Line
    remote_minutes: int
    method: str
    shared_yield: str
    recorded_by: str
    recorded_at: dt.datetime
    token: str
    token_until: dt.datetime
    series_id: uuid.UUID | None
    changes: int
    me: Someone | None
    people: tuple[Someone, ...]
    guests: tuple[tuple[int, str], ...]
    fact_id: str
    runs: bool
    may_undo: bool

    @property
    def sure(self) -> tuple[Someone, ...]:
        """Who was there."""
        return tuple(one for one in self.people if one.state in COUNTING)

    @property
    def waiting(self) -> tuple[Someone, ...]:
        """Who has not answered."""
        return tuple(one for one in self.people if one.state == Presence.INVITED)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a group."""

    key: int
    person_id: uuid.UUID
    name: str
    joined_on: dt.date
    may_manage: bool
    is_me: bool


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A group with its members, as one of them sees it; `hours_this_year` in minutes, of one's own."""

    id: uuid.UUID
    name: str
    kind: str
    method: str
    minutes: int | None
    guide_register: str
    ended_on: dt.date | None
    members: tuple[Member, ...]
    mine: Member
    minutes_this_year: int


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """A link to join, before one joins."""

    group_id: uuid.UUID
    group: str
    kind: str
    made_by: str
    expires_at: dt.datetime
    members: int
    joined: bool


def facts_in(session: SharedSession) -> dict[str, Any]:
    """What can be corrected of this session, as it stands."""
    return {name: getattr(session, name) for name in CORRECTABLE}


def may_see(person: Any, session_id: uuid.UUID) -> bool:
    """Whether the person is on the list of this session, recorded it, or manages its group."""
    if person is None:
        return False
    listed = Attendance.objects.filter(session_id=session_id, person_id=person.id)
    return listed.exclude(state=Presence.WITHDRAWN).exists() or may_run(person, session_id)


def may_run(person: Any, session_id: uuid.UUID) -> bool:
    """Whether the person recorded this session, or manages its group today."""
    if person is None:
        return False
    managing = Membership.objects.filter(person_id=person.id, may_manage=True, left_on__isnull=True)
    return SharedSession.objects.filter(
        Q(recorded_by_id=person.id) | Q(group__in=managing.values("group_id")), pk=session_id
    ).exists()


def is_member(person: Any, group_id: uuid.UUID) -> bool:
    """Whether the person is in this group today."""
    return (
        person is not None
        and Membership.objects.filter(group_id=group_id, person_id=person.id, left_on__isnull=True).exists()
    )


def sessions_of(
    person: Any,
    *,
    state: Sequence[str] = (),
    group_id: uuid.UUID | None = None,
    kind: str = "",
    text: str = "",
) -> QuerySet[Attendance]:
    """This person's places on lists, latest day first: for `lines` and for a paginator.

    `text` must occur in the name, the place, the method or the group's name.
    """
    found = Attendance.objects.filter(person_id=person.id).exclude(state=Presence.WITHDRAWN)
    if state:
        found = found.filter(session__state__in=state)
    if group_id is not None:
        found = found.filter(session__group_id=group_id)
    if kind:
        found = found.filter(session__kind=kind)
    for word in text.split()[:8]:
        found = found.filter(
            Q(session__title__icontains=word)
            | Q(session__place__icontains=word)
            | Q(session__method__icontains=word)
            | Q(session__group__name__icontains=word)
        )
    return found.select_related("session__group").order_by("-session__on", "-session__recorded_at", "-pk")


def lines(person: Any, places: Iterable[Attendance]) -> list[Line]:
    """These places as lines; one more query however many they are."""
    rows = list(places)
    counts = {
        row["session_id"]: (row["sure"], row["listed"])
        for row in Attendance.objects.filter(session_id__in=[row.session_id for row in rows])
        .exclude(state__in=[Presence.WITHDRAWN, Presence.NOT_THERE])
        .order_by()
        .values("session_id")
        .annotate(sure=Count("pk", filter=Q(state__in=COUNTING)), listed=Count("pk"))
    }
    return [_line(person, row.session, row, counts.get(row.session_id, (0, 0))) for row in rows]


def _line(person: Any, session: SharedSession, row: Attendance | None, counted: tuple[int, int]) -> Line:
    group = session.group
    return Line(
        id=session.pk,
        group_id=session.group_id,
        group="" if group is None else group.name,
        kind=session.kind,
        title=session.title,
        on=session.on,
        starts_at=session.starts_at,
        minutes=session.minutes,
        place=session.place,
        state=session.state,
        mine="" if row is None else row.state,
        how="" if row is None else row.how,
        sure=counted[0],
        listed=counted[1],
        recorded_by_me=session.recorded_by_id == person.id,
        asked_again=row is not None
        and row.state == Presence.CONFIRMED
        and (row.agreed_minutes or 0) < session.minutes,
    )


def page_of(person: Any, session_id: uuid.UUID, *, at: dt.datetime | None = None) -> Page | None:
    """A session as this person sees it; None when there is none or it is not for this person."""
    moment = at or timezone.now()
    session = SharedSession.objects.select_related("group", "recorded_by").filter(pk=session_id).first()
    if session is None or not may_see(person, session_id):
        return None
    rows = list(
        Attendance.objects.filter(session=session).exclude(state=Presence.WITHDRAWN).order_by("name", "pk")
    )
    own = next((row for row in rows if row.person_id == person.id), None)
    people = tuple(_someone(row, person) for row in rows)
    sure = sum(1 for one in people if one.state in COUNTING)
    out = sum(1 for one in people if one.state == Presence.NOT_THERE)
    others = any(one.state in COUNTING and not one.is_me for one in people)
    by = session.recorded_by
    return Page(
        line=_line(person, session, own, (sure, len(people) - out)),
        remote_minutes=session.remote_minutes,
        method=session.method,
        shared_yield=session.shared_yield if own is not None and own.state in COUNTING else "",
        recorded_by="" if by is None else by.name,
        recorded_at=session.recorded_at,
        token=session.token,
        token_until=session.token_until,
        series_id=session.series_id,
        changes=session.changes,
        me=None if own is None else _someone(own, person),
        people=people,
        guests=tuple(Guest.objects.filter(session=session).order_by("name").values_list("pk", "name")),
        fact_id="" if own is None else own.fact_id,
        runs=may_run(person, session_id),
        may_undo=session.recorded_by_id == person.id
        and session.state != State.CANCELLED
        and not others
        and moment - session.recorded_at <= UNDO_WITHIN,
    )


def _someone(row: Attendance, person: Any) -> Someone:
    return Someone(
        key=row.pk,
        name=row.name,
        state=row.state,
        how=row.how,
        part=row.part,
        decided_at=row.decided_at,
        silent_on=row.silent_on,
        was_invited=row.was_invited,
        is_me=row.person_id == person.id,
        marked_reason=row.marked_reason,
        objection=row.objection,
        heard=row.heard_at is not None,
        settled=row.settled_at is not None,
        agreed_minutes=row.agreed_minutes,
    )


def by_token(person: Any, token: str) -> tuple[Line, dt.datetime] | None:
    """The session of a code on the spot, without anybody's name, and until when the code lets in others."""
    session = SharedSession.objects.select_related("group").filter(token=token).first()
    if session is None:
        return None
    own = Attendance.objects.filter(session=session, person_id=person.id).first()
    return _line(person, session, own, (0, 0)), session.token_until


def events_of(session_id: uuid.UUID) -> list[SessionEvent]:
    """What happened to a session, latest first; at most a hundred."""
    found = SessionEvent.objects.filter(session_id=session_id).select_related("actor", "about")
    return list(found.order_by("-at", "-pk")[:100])


def groups_of(person: Any) -> list[Group]:
    """The groups this person is in today, by name."""
    mine = Membership.objects.filter(person_id=person.id, left_on__isnull=True)
    return list(Group.objects.filter(pk__in=mine.values("group_id")).order_by("ended_on", "name", "pk"))


def group_page(person: Any, group_id: uuid.UUID, *, on: dt.date) -> GroupPage | None:
    """A group as one of its members sees it; None for who is not in it."""
    group = Group.objects.filter(pk=group_id).first()
    rows = Membership.objects.filter(group_id=group_id, left_on__isnull=True).select_related("person")
    members = tuple(
        Member(row.pk, row.person.id, row.person.name, row.joined_on, row.may_manage, row.person == person)
        for row in sorted(rows, key=lambda row: (row.person.search_name if row.person else "", row.pk))
        if row.person is not None
    )
    mine = next((one for one in members if one.is_me), None)
    if group is None or mine is None:
        return None
    year = Attendance.objects.filter(
        person_id=person.id,
        state__in=COUNTING,
        session__group_id=group_id,
        session__state=State.HELD,
        session__on__year=on.year,
    ).aggregate(minutes=Sum("agreed_minutes"))
    return GroupPage(
        id=group.pk,
        name=group.name,
        kind=group.kind,
        method=group.method,
        minutes=group.minutes,
        guide_register=group.guide_register,
        ended_on=group.ended_on,
        members=members,
        mine=mine,
        minutes_this_year=year["minutes"] or 0,
    )


def last_length(person: Any, group_id: uuid.UUID | None) -> int | None:
    """How long the last session took: of this group, or of this person without a group. None: there was none."""
    held = SharedSession.objects.filter(state=State.HELD)
    if group_id is not None:
        held = held.filter(group_id=group_id)
    else:
        held = held.filter(group__isnull=True, recorded_by_id=person.id)
    return held.order_by("-on", "-recorded_at").values_list("minutes", flat=True).first()


def invitation(person: Any, token: str, *, at: dt.datetime) -> InvitationPage | None:
    """A link to join as this person sees it before joining; None when it does not work."""
    found = Invitation.objects.select_related("group", "made_by").filter(token=token).first()
    if found is None or found.group.ended_on is not None:
        return None
    joined = is_member(person, found.group_id)
    if found.expires_at <= at and not joined:
        return None
    by = found.made_by
    members = Membership.objects.filter(group_id=found.group_id, left_on__isnull=True).count()
    return InvitationPage(
        found.group_id,
        found.group.name,
        found.group.kind,
        "" if by is None else by.name,
        found.expires_at,
        members,
        joined,
    )


def open_invitations(group_id: uuid.UUID, *, at: dt.datetime) -> list[Invitation]:
    """The links that still work, latest first."""
    return list(
        Invitation.objects.filter(group_id=group_id, expires_at__gt=at)
        .select_related("made_by")
        .order_by("-made_at", "-pk")
    )
