"""The plans of two people of the demo world: one in the middle of a career, one starter. Made once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from vakwerk.apps.people import queries as people
from vakwerk.apps.portfolio import actions, queries
from vakwerk.apps.portfolio.actions import Wish
from vakwerk.core.norms import shipped

SKJ = "skj-jeugd-en-gezinsprofessional"


def make_plans(*, on: dt.date) -> None:
    """Makes both plans, as they stand on `on`, for who is there and has none yet."""
    for name, make in (("samira", _samira), ("tijn", _tijn)):
        account = people.account_with(email=f"{name}@example.org")
        person = None if account is None else people.person_of(account=account)
        if person is not None and not queries.plans_of(person):
            with transaction.atomic():
                make(person, account, on)
                actions.see_what_is_met(person=person, on=on)


def _plan(person: Any, norm: str, on: dt.date) -> int:
    """A plan for the period of the registration under this norm; for this year when there is none."""
    held = queries.at_hand(person).dossier.recognition(norm)
    if held is None or held.period is None:
        return actions.start_plan(person=person, start=dt.date(on.year, 1, 1), end=dt.date(on.year + 1, 1, 1))
    return actions.start_plan(
        person=person, start=held.period.start, end=held.period.end, recognition=held.id
    )


def _samira(person: Any, account: Any, on: dt.date) -> None:
    plan = _plan(person, SKJ, on)
    asked = [(SKJ, "reflection")] if SKJ in shipped() else []
    wishes = (
        Wish(
            "Ik neem de tijd om met collega's terug te kijken.",
            "In drukke maanden schiet dit er als eerste bij in.",
            requirements=asked,
            elements=("relational",),
        ),
        Wish(
            "Ik leer werken met ervaringskennis.",
            "Ik wil ouders beter laten meedenken.",
            topics=("experiential-knowledge",),
            elements=("relational",),
        ),
        Wish("Ik ken de regels over privacy in het wijkteam.", topics=("law",)),
    )
    goals = [actions.add_goal(person=person, plan_id=plan, wish=wish, actor=account) for wish in wishes]
    actions.reach_goal(person=person, goal_id=goals[2], actor=account, on=on, at=timezone.now())


def _tijn(person: Any, account: Any, on: dt.date) -> None:
    plan = _plan(person, "brede-registratie", on)
    wishes = (
        Wish(
            "Ik bespreek elke maand mijn werk met mijn begeleider.",
            "Ik ben nog snel onzeker over mijn keuzes.",
            elements=("methodical",),
        ),
        Wish("Ik leer een groep jongeren begeleiden.", topics=("methods", "experiential-knowledge")),
    )
    for wish in wishes:
        actions.add_goal(person=person, plan_id=plan, wish=wish, actor=account)
    for fact in queries.at_hand(person).dossier.activities:
        if fact.kind == "work-guidance":
            actions.tie_element(person=person, fact_id=fact.id, element="methodical")
