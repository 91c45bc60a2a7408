"""What a professional does with what a provider posted: say it is the same, claim it, object, decide."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from vakwerk.apps.learning import facts, queries, refusals
from vakwerk.apps.learning.line_actions import found_for, locked
from vakwerk.apps.learning.models import AttendanceLine, NotMine, Objection, PostingEvent
from vakwerk.apps.learning.terms import Decision, Event, LineState, ListState, Outcome, Reason


@transaction.atomic
def mark_seen(*, line: AttendanceLine, person: Any, at: dt.datetime | None = None) -> None:
    """The person saw it: it no longer stands under what is new. Refuses: NotYours."""
    kept = _own(line, person)
    kept.seen_at = at or timezone.now()
    kept.save(update_fields=["seen_at"])


@transaction.atomic
def say_same(*, line: AttendanceLine, person: Any, actor: Any, at: dt.datetime | None = None) -> None:
    """What the provider posted is what the person had already: one fact, with the provider's confirmation.

    Refuses: NotYours, LineNotOpen.
    """
    moment = at or timezone.now()
    kept = _own(line, person, LineState.ASKED)
    facts.join(kept, actor=actor, at=moment)
    _answered(kept, actor, moment, "same")


@transaction.atomic
def say_other(*, line: AttendanceLine, person: Any, actor: Any, at: dt.datetime | None = None) -> None:
    """The provider posted something else than what the person had: two facts. Refuses: NotYours, LineNotOpen."""
    moment = at or timezone.now()
    kept = _own(line, person, LineState.ASKED)
    kept.same_as = ""
    facts.stand(kept, actor=actor, at=moment)
    _answered(kept, actor, moment, "other")


def _answered(line: AttendanceLine, actor: Any, at: dt.datetime, answer: str) -> None:
    line.state, line.since, line.seen_at = LineState.POSTED, at, at
    line.save()
    _tell(line, Event.CLAIM, actor, at, answer=answer)


@transaction.atomic
def claim(*, line: AttendanceLine, person: Any, actor: Any, at: dt.datetime | None = None) -> LineState:
    """A line nobody was found for is about this person: the number on it is theirs, and so is the name.

    Refuses: NotYours.
    """
    moment = at or timezone.now()
    kept = _offered(line, person)
    found_for(kept, person, actor=actor, at=moment)
    if kept.state == LineState.POSTED:
        kept.seen_at = moment
    kept.save()
    _tell(kept, Event.CLAIM, actor, moment, answer="mine")
    return LineState(kept.state)


@transaction.atomic
def not_mine(*, line: AttendanceLine, person: Any, at: dt.datetime | None = None) -> None:
    """The line is about somebody else: it is not offered again. Refuses: NotYours."""
    kept = _offered(line, person)
    NotMine.objects.get_or_create(line=kept, person=person, defaults={"at": at or timezone.now()})


def _offered(line: AttendanceLine, person: Any) -> AttendanceLine:
    kept = locked(line)
    if kept.pk not in {one.pk for one in queries.offered_to(person)}:
        raise refusals.NotYours
    return kept


@transaction.atomic
def object_to(
    *,
    line: AttendanceLine,
    person: Any,
    reason: Reason | str,
    text: str = "",
    actor: Any,
    at: dt.datetime | None = None,
) -> Objection:
    """Something is not right: the fact does not count from this moment, and the provider owes an answer.

    Refuses: NotYours, LineNotOpen, ReasonMissing.
    """
    moment = at or timezone.now()
    kept = _own(line, person, LineState.POSTED, LineState.ASKED)
    if reason not in Reason.values:
        raise refusals.ReasonMissing
    if kept.state == LineState.POSTED:
        facts.take_back(kept, actor=actor, at=moment)
    made = Objection.objects.create(
        line=kept, reason=str(reason), text=text.strip()[:2_000].replace("\x00", ""), at=moment
    )
    kept.state, kept.since, kept.seen_at = LineState.OBJECTED, moment, moment
    kept.save()
    _tell(kept, Event.OBJECT, actor, moment, reason=str(reason))
    return made


@transaction.atomic
def decide(
    *, line: AttendanceLine, person: Any, decision: Decision | str, actor: Any, at: dt.datetime | None = None
) -> None:
    """After a rejected objection the person decides: into the dossier after all, or left out.

    Refuses: NotYours, LineNotOpen.
    """
    moment = at or timezone.now()
    kept = _own(line, person, LineState.RETURNED)
    objection = kept.objections.filter(outcome=Outcome.REJECTED, decision="").order_by("-at").first()
    if objection is None or decision not in Decision.values:
        raise refusals.LineNotOpen(state=kept.state)
    objection.decision, objection.decided_at = str(decision), moment
    objection.save(update_fields=["decision", "decided_at"])
    kept.state = LineState.POSTED if decision == Decision.TAKEN else LineState.WITHDRAWN
    if kept.state == LineState.POSTED:
        facts.stand(kept, actor=actor, at=moment)
    kept.since, kept.seen_at = moment, moment
    kept.save()
    _tell(kept, Event.DECIDE, actor, moment, decision=str(decision))


def _own(line: AttendanceLine, person: Any, *states: LineState) -> AttendanceLine:
    """The line, locked. Refuses: NotYours, LineNotOpen (not in one of these states, where any are named)."""
    kept = locked(line)
    if kept.person_id is None or kept.person_id != person.pk:
        raise refusals.NotYours
    if states and (kept.state not in states or kept.list.state != ListState.POSTED):
        raise refusals.LineNotOpen(state=kept.state)
    return kept


def _tell(line: AttendanceLine, name: Event, actor: Any, at: dt.datetime, **data: str) -> None:
    PostingEvent.objects.create(list=line.list, line=line, name=name, at=at, actor=actor, data=data)
