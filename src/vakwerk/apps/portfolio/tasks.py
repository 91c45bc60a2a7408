"""Background work of this app. It may run twice, stop half way, or never: the plan's own page always looks anew."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.utils import timezone
from django_tasks import task

from vakwerk.apps.people import queries as people
from vakwerk.apps.portfolio import actions
from vakwerk.apps.portfolio.models import Goal
from vakwerk.apps.portfolio.terms import GoalState, PlanState


@task()
def see_what_is_met(person_id: str) -> int:
    """Keeps which goals of this person ask whether they are reached; how many changed."""
    person = people.person(person_id=person_id)
    return 0 if person is None else actions.see_what_is_met(person=person, on=timezone.localdate())


def hear_of_change(people_changed: Iterable[uuid.UUID]) -> None:
    """Dossiers changed: for who has open goals that a norm asks for, a worker looks which are met. One query."""
    having = Goal.objects.filter(
        plan__person_id__in=list(people_changed), plan__state=PlanState.OPEN, state=GoalState.OPEN
    ).exclude(requirements=[])
    for person_id in having.order_by().values_list("plan__person_id", flat=True).distinct():
        see_what_is_met.enqueue(str(person_id))
