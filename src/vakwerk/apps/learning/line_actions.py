"""What a provider does with one line: find the person after all, correct it, take it back, answer an objection."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from vakwerk.apps.dossier.lookups import activities_between
from vakwerk.apps.learning import facts, refusals
from vakwerk.apps.learning.matching import Match
from vakwerk.apps.learning.models import AttendanceLine, Objection, PostingEvent
from vakwerk.apps.learning.posting import check_posts_for, impossible, look_up, record_touch, same_in
from vakwerk.apps.learning.terms import UNRESOLVED, WITH_PERSON, Event, Hit, LineState, ListState, Outcome
from vakwerk.core.exchange.likeness import DAYS_APART
from vakwerk.core.exchange.number_keys import number_key


def correct_line(
    *, line: AttendanceLine, number: str, name: str, actor: Any, at: dt.datetime | None = None
) -> LineState:
    """The number and name were meant like this; how the line stands then. Found: the person has it at once.

    Refuses: NotYourOrganisation, LineNotOpen, NothingToPost (no number or no name), TooManyAsked, TooManyMisses.
    """
    moment = at or timezone.now()
    offering = line.list.offering
    check_posts_for(actor, offering.organisation_id, timezone.localdate(moment))
    if line.state not in UNRESOLVED:
        raise refusals.LineNotOpen(state=line.state)
    number, name = " ".join(number.split())[:100], " ".join(name.split())[:200]
    if not number_key(number) or not name:
        raise refusals.NothingToPost
    accreditors = {one.accreditor for one in offering.accreditations.all()}
    found = look_up([(number, name)], organisation=offering.organisation_id, accreditors=accreditors)[0]
    return _corrected(line, number, name, found, actor, moment)


@transaction.atomic
def _corrected(
    line: AttendanceLine, number: str, name: str, found: Match, actor: Any, at: dt.datetime
) -> LineState:
    kept = open_line(line, actor, at, UNRESOLVED)
    kept.typed_number, kept.number_key, kept.typed_name = number, number_key(number), name
    kept.since, kept.state = at, LineState(found.hit.value) if found.hit is not Hit.FOUND else kept.state
    if found.person is not None:
        found_for(kept, found.person, actor=actor, at=at)
        record_touch(actor, [found.person], at)
    kept.save()
    _tell(kept, Event.CORRECT, actor, at, to=kept.state)
    return LineState(kept.state)


def found_for(line: AttendanceLine, person: Any, *, actor: Any, at: dt.datetime) -> None:
    """The line is about this person: a fact stands, or the person is asked whether it is the same as what was there.

    The line is changed but not saved.
    """
    line.person, line.typed_email = person, ""
    line.resolved_by, line.resolved_at, line.since, line.seen_at = actor, at, at, None
    if _posted_before(line, person):
        line.state = LineState.TWICE
        return
    near, day = dt.timedelta(days=DAYS_APART), facts.day_of(line)
    theirs = activities_between([person.id], day - near, day + near).get(person.id, ())
    same = same_in(theirs, facts.activity_of(line))
    if same:
        line.state, line.same_as = LineState.ASKED, same
        return
    line.state = LineState.POSTED
    facts.stand(line, actor=actor, at=at)


def _posted_before(line: AttendanceLine, person: Any) -> bool:
    others = AttendanceLine.objects.filter(
        person=person,
        list__offering=line.list.offering_id,
        list__state=ListState.POSTED,
        state__in=WITH_PERSON,
    ).exclude(pk=line.pk)
    return any(facts.day_of(one) == facts.day_of(line) for one in others.select_related("list"))


@transaction.atomic
def close_line(*, line: AttendanceLine, actor: Any, at: dt.datetime | None = None) -> None:
    """Nobody gets these hours; a typed e-mail address is erased. Refuses: NotYourOrganisation, LineNotOpen."""
    moment = at or timezone.now()
    kept = open_line(line, actor, moment, UNRESOLVED)
    before = kept.state
    kept.state, kept.since, kept.typed_email = LineState.CLOSED, moment, ""
    kept.resolved_by, kept.resolved_at = actor, moment
    kept.save()
    _tell(kept, Event.CLOSE, actor, moment, before=before)


@transaction.atomic
def change_line(
    *,
    line: AttendanceLine,
    minutes: int | None,
    completed_on: dt.date | None,
    actor: Any,
    at: dt.datetime | None = None,
) -> None:
    """This person took it for another time or on another day than the list says (None: as the list says).

    Refuses: NotYourOrganisation, LineNotOpen, ImpossibleDays.
    """
    moment = at or timezone.now()
    kept = open_line(line, actor, moment, (LineState.POSTED, LineState.ASKED))
    _set_amount(kept, minutes, completed_on, moment)
    if kept.state == LineState.POSTED:
        facts.stand(kept, actor=actor, at=moment)
    kept.seen_at, kept.since = None, moment
    kept.save()
    _tell(kept, Event.CHANGE, actor, moment)


def _set_amount(
    line: AttendanceLine, minutes: int | None, completed_on: dt.date | None, at: dt.datetime
) -> None:
    reason = impossible(
        line.list.offering,
        started_on=line.list.started_on,
        completed_on=completed_on or line.list.completed_on,
        minutes=minutes or line.list.minutes,
        today=timezone.localdate(at),
    )
    if reason:
        raise refusals.ImpossibleDays(reason=reason)
    line.minutes = None if minutes == line.list.minutes else minutes
    line.completed_on = None if completed_on == line.list.completed_on else completed_on


@transaction.atomic
def withdraw_line(*, line: AttendanceLine, actor: Any, at: dt.datetime | None = None) -> None:
    """The person was not there after all: the fact no longer stands, its history does.

    Refuses: NotYourOrganisation, LineNotOpen.
    """
    moment = at or timezone.now()
    kept = open_line(line, actor, moment, (LineState.POSTED, LineState.ASKED))
    if kept.state == LineState.POSTED:
        facts.take_back(kept, actor=actor, at=moment)
    kept.state, kept.since, kept.seen_at = LineState.WITHDRAWN, moment, None
    kept.save()
    _tell(kept, Event.WITHDRAW, actor, moment)


@transaction.atomic
def put_back_line(*, line: AttendanceLine, actor: Any, at: dt.datetime | None = None) -> None:
    """A line that the provider withdrew stands again. Not when the person objected and was right.

    Refuses: NotYourOrganisation, LineNotOpen.
    """
    moment = at or timezone.now()
    kept = open_line(line, actor, moment, (LineState.WITHDRAWN,))
    if kept.person is None or kept.objections.exists():
        raise refusals.LineNotOpen(state=kept.state)
    kept.state, kept.since, kept.seen_at = LineState.POSTED, moment, None
    if kept.joined is None and kept.same_as:
        kept.state = LineState.ASKED
    else:
        facts.stand(kept, actor=actor, at=moment)
    kept.save()
    _tell(kept, Event.PUT_BACK, actor, moment)


@transaction.atomic
def answer_objection(
    *,
    objection: Objection,
    outcome: Outcome | str,
    answer: str,
    minutes: int | None = None,
    completed_on: dt.date | None = None,
    actor: Any,
    at: dt.datetime | None = None,
) -> None:
    """The provider answers. Upheld: it stays out, or stands as corrected. Rejected: the person decides.

    Refuses: NotYourOrganisation, LineNotOpen, AnswerMissing, ImpossibleDays.
    """
    moment = at or timezone.now()
    line = open_line(objection.line, actor, moment, (LineState.OBJECTED,))
    kept = line.objections.select_for_update().filter(pk=objection.pk, answered_at__isnull=True).first()
    if kept is None:
        raise refusals.LineNotOpen(state=line.state)
    text = answer.strip()[:2_000].replace("\x00", "")
    if outcome not in Outcome.values or (outcome == Outcome.REJECTED and not text):
        raise refusals.AnswerMissing
    kept.outcome, kept.answer, kept.answered_at, kept.answered_by = str(outcome), text, moment, actor
    kept.save()
    line.since, line.seen_at = moment, None
    line.state = {
        Outcome.UPHELD: LineState.WITHDRAWN,
        Outcome.CORRECTED: LineState.POSTED,
        Outcome.REJECTED: LineState.RETURNED,
    }[Outcome(outcome)]
    if line.state == LineState.POSTED:
        _set_amount(line, minutes, completed_on, moment)
        facts.stand(line, actor=actor, at=moment)
    line.save()
    _tell(line, Event.ANSWER, actor, moment, outcome=str(outcome))


def open_line(
    line: AttendanceLine, actor: Any, at: dt.datetime, states: tuple[LineState, ...]
) -> AttendanceLine:
    """The line, locked and read anew. Refuses: NotYourOrganisation, LineNotOpen (not in one of these states)."""
    kept = locked(line)
    check_posts_for(actor, kept.list.offering.organisation_id, timezone.localdate(at))
    if kept.state not in states or kept.list.state != ListState.POSTED:
        raise refusals.LineNotOpen(state=kept.state)
    return kept


def locked(line: AttendanceLine) -> AttendanceLine:
    """The line as it is now; nobody else changes it until the transaction ends."""
    lines = AttendanceLine.objects.select_for_update(of=("self",))
    return lines.select_related("list__offering__organisation", "person").get(pk=line.pk)


def _tell(line: AttendanceLine, name: Event, actor: Any, at: dt.datetime, **data: Any) -> None:
    PostingEvent.objects.create(
        list=line.list,
        line=line,
        name=name,
        at=at,
        actor=actor,
        data={key: str(value) for key, value in data.items()},
    )
