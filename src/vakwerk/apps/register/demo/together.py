"""One intervision group in the demo world: five people, what they did, what waits for Samira, and what is planned."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from vakwerk.apps.dossier import actions as dossier
from vakwerk.apps.dossier import queries as dossier_queries
from vakwerk.apps.people import queries as people_queries
from vakwerk.apps.sessions import actions, attending, groups, queries
from vakwerk.core.dates import add_months
from vakwerk.core.dossier import Activity

MEMBERS = ("samira", "tijn", "kevin", "wies", "naomi")
"""By the name they log in with; the first manages the group."""
GROUP = "Intervisie Noord (fictief)"
TOLD_BEFORE = "Intervisie wijkteam Noord"
HELD = 6
LENGTH = 120
_OURS = uuid.UUID("2c9f5f0e-57f5-4a4b-9d0b-3a3f9d1f6a10")
"""What the numbers of these sessions are made from, so that they are made once."""


@transaction.atomic
def meet(*, on: dt.date) -> bool:
    """The group with its sessions, unless it is there or not all five are; whether it was made."""
    found = {name: _person(name) for name in MEMBERS}
    members = [person for person in found.values() if person is not None]
    if len(members) < len(MEMBERS):
        return False
    if any(group.name == GROUP for group in queries.groups_of(members[0])):
        return False
    first = _noon(add_months(on, -HELD - 1))
    group = groups.make_group(by=members[0], habits=groups.Habits(name=GROUP, minutes=LENGTH), at=first)
    token = groups.invite(group_id=group, by=members[0], at=first)
    for person in members[1:]:
        groups.join(token=token, person=person, at=first)
    for number in range(HELD):
        day = add_months(on, number - HELD)
        recorder = members[number % len(members)]
        made = _record(number, recorder, group, day, _noon(day))
        for person in members:
            if person != recorder:
                attending.confirm(session_id=made, person=person, how="scan", at=_noon(day))
    asked = min(on - dt.timedelta(days=2), on)
    _record(HELD, members[1], group, asked, _noon(asked))
    _record(HELD + 1, members[0], group, on + dt.timedelta(days=21), _noon(on))
    _not_twice(members[0])
    return True


def _not_twice(person: Any) -> None:
    """Her story tells of six meetings of two hours as one entry; here they are, so the entry goes."""
    for fact in dossier_queries.facts_of(person, ["activity"])["activity"]:
        if not isinstance(fact, Activity) or fact.title != TOLD_BEFORE:
            continue
        if (fact.minutes, fact.sessions) == (HELD * LENGTH, HELD):
            dossier.withdraw_fact(person=person, fact_id=fact.id, actor=None)


def _person(name: str) -> Any:
    account = get_user_model().objects.filter(email=f"{name}@example.org").first()
    return None if account is None else people_queries.person_of(account=account)


def _noon(day: dt.date) -> dt.datetime:
    """Noon of that day; never later than now, for nothing is recorded before it happened."""
    at = dt.datetime.combine(day, dt.time(12), tzinfo=timezone.get_current_timezone())
    return min(at, timezone.now())


def _record(number: int, recorder: Any, group: uuid.UUID, day: dt.date, at: dt.datetime) -> uuid.UUID:
    said = actions.Facts(
        kind="intervision", title=GROUP, on=day, minutes=LENGTH, starts_at=dt.time(14), place="Wijkcentrum"
    )
    number_of = uuid.uuid5(_OURS, f"{group}/{number}")
    return actions.record(session_id=number_of, recorder=recorder, facts=said, group_id=group, at=at)
