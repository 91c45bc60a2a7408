"""What this app keeps about a person: named for the copy of everything, and taken out when a person is erased."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from vakwerk.apps.people import stores
from vakwerk.apps.portfolio.models import Goal, GoalEvent, Plan, Tie


def register() -> None:
    """Both stores take part."""
    stores.register(
        stores.Store(
            name="portfolio-ties",
            tables=("portfolio.Tie",),
            title=_("Elements of your professional identity, as you tied them"),
            export=_export_ties,
            erase=_erase_ties,
            why=_("to find and show what you did by element, as you asked"),
        )
    )
    stores.register(
        stores.Store(
            name="portfolio-plans",
            tables=("portfolio.Plan", "portfolio.Goal", "portfolio.GoalFact", "portfolio.GoalEvent"),
            title=_("Your plans, with your goals and what you wrote when you looked back"),
            export=_export_plans,
            erase=_erase_plans,
            why=_("to show how far you are with what you want to learn"),
        )
    )


def _export_ties(person: uuid.UUID) -> Any:
    rows = Tie.objects.filter(person_id=person).order_by("made_at", "pk")
    return [{"fact": row.fact_id, "element": row.element, "made_at": row.made_at.isoformat()} for row in rows]


def _erase_ties(person: uuid.UUID, _at: dt.datetime) -> int:
    return Tie.objects.filter(person_id=person).delete()[0]


def _export_plans(person: uuid.UUID) -> Any:
    plans = Plan.objects.filter(person_id=person).order_by("start", "pk")
    return [
        {
            "start": plan.start.isoformat(),
            "end": plan.end.isoformat(),
            "recognition": plan.recognition,
            "state": plan.state,
            "made_at": plan.made_at.isoformat(),
            "closed_at": None if plan.closed_at is None else plan.closed_at.isoformat(),
            "reflection": plan.reflection,
            "reflection_fact": plan.reflection_fact,
            "goals_shown_since": None
            if plan.goals_shown_since is None
            else plan.goals_shown_since.isoformat(),
            "goals": [_goal(goal) for goal in plan.goals.all()],
        }
        for plan in plans.prefetch_related("goals__facts", "goals__events")
    ]


def _goal(goal: Goal) -> dict[str, Any]:
    return {
        "text": goal.text,
        "why": goal.why,
        "until": goal.until.isoformat(),
        "state": goal.state,
        "reached_on": None if goal.reached_on is None else goal.reached_on.isoformat(),
        "requirements": goal.requirements,
        "topics": goal.topics,
        "elements": goal.elements,
        "made_at": goal.made_at.isoformat(),
        "met_since": None if goal.met_since is None else goal.met_since.isoformat(),
        "facts": {one.fact_id: one.said for one in goal.facts.all()},
        "events": [_event(event) for event in goal.events.all()],
    }


def _event(event: GoalEvent) -> dict[str, Any]:
    return {"name": event.name, "at": event.at.isoformat(), "data": event.data}


def _erase_plans(person: uuid.UUID, _at: dt.datetime) -> int:
    # Nobody else needs a plan: nothing of it is kept.
    return Plan.objects.filter(person_id=person).delete()[0]
