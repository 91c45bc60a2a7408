"""Everything that is read from this app. A provider never reads more of a person than was typed and how it stands."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from vakwerk.apps.dossier.lookups import number_keys_of
from vakwerk.apps.learning.matching import called
from vakwerk.apps.learning.models import AttendanceLine, AttendanceList, Objection, Offering, PostingEvent
from vakwerk.apps.learning.terms import OWED, SHOWN_AS, UNRESOLVED, LineState, ListState
from vakwerk.apps.people import queries as people
from vakwerk.apps.people.terms import Role
from vakwerk.core.exchange.surnames import surname_agrees

NEW_FOR = dt.timedelta(days=30)
"""How long what a provider posted is shown as new, if the person does not say that it was seen."""


@dataclass(frozen=True, slots=True)
class LineSeen:
    """A line as its provider may read it. `owner` is who posted it, `minutes` and `day` what holds for this line."""

    id: uuid.UUID
    list_id: uuid.UUID
    number: int
    typed_number: str
    typed_name: str
    typed_email: str
    state: LineState
    since: dt.datetime
    minutes: int
    day: dt.date
    own_amount: bool
    offering: str
    edition: str
    owner: str


@dataclass(frozen=True, slots=True)
class ListSeen:
    """A list with how many lines are in which state, as its provider may read it."""

    id: uuid.UUID
    offering: str
    edition: str
    completed_on: dt.date
    posted_at: dt.datetime
    posted_by: str
    state: ListState
    lines: int
    posted: int
    owed: int


def organisations_of(account: Any, on: dt.date) -> list[Any]:
    """The organisations for which this account posts attendance on this day, by name."""
    grants = people.grants_of(account=account, on=on)
    found = {
        grant.organisation.pk: grant.organisation
        for grant in grants
        if grant.role == Role.PROVIDER and grant.organisation is not None
    }
    return sorted(found.values(), key=lambda house: (house.name, str(house.pk)))


def offerings_of(organisations: Sequence[Any], text: str = "") -> QuerySet[Offering]:
    """What these organisations offer, by title; `text` keeps those with it in title or code."""
    found = Offering.objects.filter(organisation__in=organisations).prefetch_related("accreditations")
    if text:
        found = found.filter(Q(title__icontains=text) | Q(own_code__icontains=text))
    return found.annotate(times=Count("lists", filter=Q(lists__state=ListState.POSTED))).order_by(
        "title", "pk"
    )


def offering(offering_id: uuid.UUID) -> Offering | None:
    """One offering with its organisation; None when there is none."""
    found = Offering.objects.select_related("organisation").prefetch_related("accreditations")
    return found.filter(pk=offering_id).first()


def lists_of(organisations: Sequence[Any], *, text: str = "", state: str = "") -> QuerySet[AttendanceList]:
    """The lists of these organisations, latest first. `state`: one of a list's, or "owed" for those with work left."""
    found = AttendanceList.objects.filter(offering__organisation__in=organisations)
    if text:
        found = found.filter(
            Q(offering__title__icontains=text)
            | Q(edition__icontains=text)
            | Q(offering__own_code__icontains=text)
        )
    if state in ListState.values:
        found = found.filter(state=state)
    elif state == "owed":
        found = found.filter(state=ListState.POSTED, lines__state__in=OWED).distinct()
    return found.select_related("offering", "posted_by__person").order_by("-posted_at", "pk")


def seen_lists(rows: Sequence[AttendanceList]) -> list[ListSeen]:
    """Lists with their counts: one query, however many lists."""
    counts: dict[Any, dict[str, int]] = {row.pk: {} for row in rows}
    told = (
        AttendanceLine.objects.filter(list__in=list(counts))
        .values("list_id", "state")
        .annotate(many=Count("pk"))
    )
    for one in told.order_by():
        counts[one["list_id"]][one["state"]] = one["many"]
    return [
        ListSeen(
            id=row.pk,
            offering=row.offering.title,
            edition=row.edition,
            completed_on=row.completed_on,
            posted_at=row.posted_at,
            posted_by=_name(row.posted_by),
            state=ListState(row.state),
            lines=sum(counts[row.pk].values()),
            posted=sum(counts[row.pk].get(state, 0) for state in (LineState.POSTED, LineState.ASKED)),
            owed=sum(counts[row.pk].get(state, 0) for state in OWED) if row.state == ListState.POSTED else 0,
        )
        for row in rows
    ]


def attendance_list(list_id: uuid.UUID) -> AttendanceList | None:
    """One list with its offering and organisation; None when there is none."""
    found = AttendanceList.objects.select_related("offering__organisation", "posted_by__person")
    return found.filter(pk=list_id).first()


def counts_of(kept: AttendanceList) -> Mapping[LineState, int]:
    """How many lines are in which state, as the provider may read it, in the order of the states."""
    counted = dict(kept.lines.order_by().values_list("state").annotate(many=Count("pk")))
    shown: dict[LineState, int] = {}
    for state in LineState:
        if counted.get(state):
            told = SHOWN_AS.get(state, state)
            shown[told] = shown.get(told, 0) + counted[state]
    return shown


def lines_of(kept: AttendanceList, state: str = "") -> QuerySet[AttendanceLine]:
    """The lines of a list in their order; `state` keeps those that are shown in that state."""
    lines = kept.lines.select_related("list__offering", "list__posted_by__person")
    if state in LineState.values:
        lines = lines.filter(state__in=[one for one in LineState if SHOWN_AS.get(one, one) == state])
    return lines.order_by("number")


def owed_by(organisations: Sequence[Any]) -> QuerySet[AttendanceLine]:
    """What these organisations still have to do: lines without a person, objections; what waits longest first."""
    return (
        AttendanceLine.objects.filter(
            list__offering__organisation__in=organisations, list__state=ListState.POSTED, state__in=OWED
        )
        .select_related("list__offering", "list__posted_by__person")
        .order_by("since", "list_id", "number")
    )


def line(line_id: uuid.UUID) -> AttendanceLine | None:
    """One line with its list, offering, organisation and person; None when there is none."""
    found = AttendanceLine.objects.select_related(
        "list__offering__organisation", "list__posted_by__person", "person"
    )
    return found.filter(pk=line_id).first()


def seen(kept: AttendanceLine) -> LineSeen:
    """A line as its provider may read it."""
    state = LineState(kept.state)
    return LineSeen(
        id=kept.pk,
        list_id=kept.list_id,
        number=kept.number,
        typed_number=kept.typed_number,
        typed_name=kept.typed_name,
        typed_email=kept.typed_email,
        state=SHOWN_AS.get(state, state),
        since=kept.since,
        minutes=kept.minutes or kept.list.minutes,
        day=kept.completed_on or kept.list.completed_on,
        own_amount=bool(kept.minutes or kept.completed_on),
        offering=kept.list.offering.title,
        edition=kept.list.edition,
        owner=_name(kept.list.posted_by),
    )


def objections_to(kept: AttendanceLine) -> list[Objection]:
    """What was said against a line, latest first."""
    return list(kept.objections.order_by("-at", "pk"))


def events_of(kept: AttendanceLine | AttendanceList) -> list[PostingEvent]:
    """What was done to a line or a list, latest first; at most a hundred."""
    return list(kept.events.order_by("-at", "-pk")[:100])


def of_person(person_id: uuid.UUID) -> QuerySet[AttendanceLine]:
    """Everything providers posted about this person, latest first."""
    return (
        AttendanceLine.objects.filter(person_id=person_id)
        .exclude(state__in=(LineState.TWICE, LineState.ERASED))
        .select_related("list__offering__organisation")
        .order_by("-since", "pk")
    )


def waiting_of(person_id: uuid.UUID, now: dt.datetime) -> list[AttendanceLine]:
    """What of it is new to the person, or asks for an answer; what asks first, then the latest. One query."""
    found = of_person(person_id).filter(
        Q(state__in=(LineState.ASKED, LineState.RETURNED)) | Q(seen_at__isnull=True, since__gte=now - NEW_FOR)
    )
    asks = (LineState.ASKED, LineState.RETURNED)
    return sorted(found, key=lambda one: one.state not in asks)


def offered_to(person: Any) -> list[AttendanceLine]:
    """Lines nobody was found for, with a number this person has and a name that fits. Two queries at most."""
    return [one for one in with_number_of(person.id) if surname_agrees(one.typed_name, called(person))]


def with_number_of(person_id: uuid.UUID) -> list[AttendanceLine]:
    """Lines nobody was found for, with a number this person has, whatever the name. Two queries at most."""
    keys = number_keys_of(person_id)
    if not keys:
        return []
    lines = (
        AttendanceLine.objects.filter(number_key__in=keys, state__in=UNRESOLVED, list__state=ListState.POSTED)
        .exclude(refusals__person_id=person_id)
        .select_related("list__offering__organisation")
        .order_by("since", "pk")
    )
    return list(lines)


def of_fact(person_id: uuid.UUID, fact_id: str) -> AttendanceLine | None:
    """The line a fact of this person comes from, or was joined with; None when there is none."""
    found = of_person(person_id).filter(Q(fact_id=fact_id) | Q(same_as=fact_id, state=LineState.ASKED))
    return found.first() if fact_id else None


def owner_of(line_id: uuid.UUID) -> uuid.UUID | None:
    """The number of the person a line is about; None when nobody is known."""
    return AttendanceLine.objects.filter(pk=line_id).values_list("person_id", flat=True).first()


def how_many_owed(organisations: Sequence[Any]) -> int:
    """How much stands on the worklist."""
    return owed_by(organisations).count()


def days_waiting(since: dt.datetime, now: dt.datetime | None = None) -> int:
    """For how many whole days something waits."""
    return (timezone.localdate(now or timezone.now()) - timezone.localdate(since)).days


def _name(account: Any) -> str:
    owner: Any = getattr(account, "person", None)
    return owner.name if owner is not None else str(account)
