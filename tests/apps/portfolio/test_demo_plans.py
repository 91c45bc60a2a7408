"""The plans of the demo world: made once, with something in them."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from tests.apps.dossier.conftest import NOW

from vakwerk.apps.people import queries as people
from vakwerk.apps.portfolio import queries
from vakwerk.apps.portfolio.models import Goal
from vakwerk.apps.register.demo import filling
from vakwerk.apps.register.demo.plans import make_plans
from vakwerk.core.portfolio import fitting

ON = dt.date(2026, 11, 24)


@pytest.mark.django_db
def test_the_plans_are_made_once_and_fill_themselves() -> None:
    with time_machine.travel(NOW, tick=False):
        filling.fill(count=1, seed=7, on=ON, say=lambda _: None)
        made = Goal.objects.count()
        make_plans(on=ON)
    assert Goal.objects.count() == made == 5
    for name, reached in (("samira", 1), ("tijn", 0)):
        account = people.account_with(email=f"{name}@example.org")
        assert account is not None
        person = people.person_of(account=account)
        assert person is not None
        (plan,) = queries.plans_of(person)
        assert sum(goal.state == "reached" for goal in plan.goals) == reached
        dossier, ties = queries.at_hand(person).dossier, queries.ties_of(person)
        stands = queries.assessments_of(dossier, ON)
        assert all(fitting(plan.aim_of(goal), dossier, ON, stands, ties) for goal in plan.goals)
