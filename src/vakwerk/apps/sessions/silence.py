"""Silence: after how long it counts for somebody, and the daily run that settles it.

It counts only for who is under a norm of ours that says after how long, and under no norm that does not say it: the
fact would count there too, and nobody established that it may.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from vakwerk.apps.dossier import queries as dossier_queries
from vakwerk.apps.sessions import keeping
from vakwerk.apps.sessions.models import Attendance
from vakwerk.apps.sessions.names import How, Presence, State
from vakwerk.core.dossier import Recognition
from vakwerk.core.norms import Norm, shipped

AT_ONCE = 200


def days_for(recognitions: Sequence[Recognition], norms: Mapping[str, Norm], on: dt.date) -> int | None:
    """After how many days silence counts for who holds these; None: never. Of several terms the longest."""
    held = [one for one in recognitions if one.since <= on and (one.until is None or on < one.until)]
    terms = [norms[one.norm].silence_days if one.norm in norms else None for one in held]
    if not terms:
        return None
    found: list[int] = []
    for term in terms:
        if term is None:
            return None
        found.append(term)
    return max(found)


def term_of(person: Any, on: dt.date) -> int | None:
    """After how many days this person's silence counts; None: never."""
    held = dossier_queries.facts_of(person, ["recognition"])["recognition"]
    return days_for([one for one in held if isinstance(one, Recognition)], shipped(), on)


def silent_on(person: Any, asked: dt.date) -> dt.date | None:
    """The day from which this person's silence counts when asked on `asked`; None: never."""
    days = term_of(person, asked)
    return None if days is None else asked + dt.timedelta(days=days)


def settle_all(*, on: dt.date | None = None, at: dt.datetime | None = None) -> int:
    """Settles every silence that is due; how many. May be stopped, run twice, or run side by side."""
    moment = at or timezone.now()
    day = on or timezone.localdate(moment)
    done, last = 0, 0
    while keys := _due(day, last):
        for key, session_id in keys:
            done += _settle(key, session_id, day, moment)
            last = key
    return done


def settle_for(person: Any, *, at: dt.datetime | None = None) -> int:
    """Settles what is due for one person, for a page that is about to show it."""
    moment = at or timezone.now()
    day = timezone.localdate(moment)
    due = _waiting(day).filter(person_id=person.id).order_by("pk").values_list("pk", "session_id")
    return sum(_settle(key, session_id, day, moment) for key, session_id in due[:AT_ONCE])


def _waiting(on: dt.date) -> Any:
    return Attendance.objects.filter(
        state=Presence.INVITED, silent_on__lte=on, session__state=State.HELD, person__isnull=False
    )


def _due(on: dt.date, after: int) -> list[tuple[int, uuid.UUID]]:
    return list(_waiting(on).filter(pk__gt=after).order_by("pk").values_list("pk", "session_id")[:AT_ONCE])


@transaction.atomic
def _settle(key: int, session_id: uuid.UUID, on: dt.date, at: dt.datetime) -> int:
    """One presence in one transaction: what another run settled meanwhile is left alone."""
    held = keeping.hold(session_id)
    one = next((each for each in held.attendances if each.pk == key), None)
    if (
        one is None
        or one.person is None
        or one.state != Presence.INVITED
        or one.silent_on is None
        or one.silent_on > on
        or held.session.state != State.HELD
    ):
        return 0
    if term_of(one.person, on) is None:  # came under a norm that does not know it
        one.silent_on = None
        one.save(update_fields=["silent_on"])
        return 0
    one.state, one.how, one.decided_at = Presence.BY_SILENCE, How.SILENCE, at
    one.agreed_minutes = held.session.minutes
    one.save(update_fields=["state", "how", "decided_at", "agreed_minutes"])
    keeping.tell(held, "attendance:silence", by=None, at=at, about=one.person)
    keeping.write_out(held, by=None, at=at)
    return 1
