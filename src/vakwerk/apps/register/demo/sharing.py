"""What people of the demo world share, and a request that waits for one of them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from vakwerk.apps.people import queries as people
from vakwerk.apps.sharing import actions, queries
from vakwerk.apps.sharing.terms import Purpose, Scope, last_day


@transaction.atomic
def share_in_demo() -> int:
    """Makes what is missing of it; how many shares and requests. Somebody who is not there shares nothing."""
    today = timezone.localdate()
    return (
        _share("samira", "werkgever", Purpose.EMPLOYMENT, Scope.STANDING, today)
        + _share("tijn", "mentor", Purpose.GUIDANCE, Scope.REASONS, today)
        + _ask("kevin", "werkgever", today)
    )


def _share(owner: str, receiver: str, purpose: str, scope: str, today: dt.date) -> int:
    account, other = (people.account_with(email=f"{name}@example.org") for name in (owner, receiver))
    person = people.person_of(account=account) if account is not None else None
    houses = queries.houses_of(other, today) if other is not None else []
    if account is None or person is None or not houses or queries.shares_of(person.pk):
        return 0
    actions.offer_to_organisation(
        person=person,
        terms=actions.Terms(purpose=purpose, scope=scope, until_date=last_day(purpose, today)),
        organisation=houses[0].organisation,
        actor=account,
    )
    return 1


def _ask(owner: str, asker: str, today: dt.date) -> int:
    account, other = (people.account_with(email=f"{name}@example.org") for name in (owner, asker))
    person = people.person_of(account=account) if account is not None else None
    houses = queries.houses_of(other, today) if other is not None else []
    if person is None or other is None or not houses or queries.open_requests(person.pk, today):
        return 0
    actions.ask(
        person_id=person.pk,
        purpose=Purpose.EMPLOYMENT,
        scope=Scope.STANDING,
        until_date=last_day(Purpose.EMPLOYMENT, today),
        why="Voor het jaarplan: wie kunnen we helpen met scholing?",
        asked_by=other,
        organisation=houses[0].organisation,
    )
    return 1
