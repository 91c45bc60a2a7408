"""What of a plan waits for its owner: at most one line, and only when something is due."""

from __future__ import annotations

import datetime as dt
import uuid

from django.urls import reverse
from django.utils.translation import gettext as _

from vakwerk.apps.people.waiting import Waiting
from vakwerk.apps.portfolio.models import Goal, Plan
from vakwerk.apps.portfolio.terms import GoalState, PlanState

REMINDED = dt.timedelta(days=31)
"""How long before the end of a plan, or the day of a goal, it is said."""


def waiting(person: uuid.UUID, on: dt.date) -> list[Waiting]:
    """One line about the plan that ends first: look back, or is this reached, or a day comes near. Two queries."""
    plan = (
        Plan.objects.filter(person_id=person, state=PlanState.OPEN, start__lte=on)
        .order_by("end", "pk")
        .first()
    )
    if plan is None:
        return []
    goals = list(plan.goals.exclude(state=GoalState.DROPPED).order_by("until", "made_at", "pk"))
    told = _("Your plan: %(reached)s of %(all)s goals reached.") % {
        "reached": sum(goal.state == GoalState.REACHED for goal in goals),
        "all": len(goals),
    }
    place = reverse("portfolio:plan", args=[plan.pk])
    last = plan.end - dt.timedelta(days=1)
    if on >= plan.end:
        text = _("%(told)s The period is over.") % {"told": told}
        return [Waiting(text, reverse("portfolio:look_back", args=[plan.pk]), _("Look back"), plan.made_at)]
    still_open = [goal for goal in goals if goal.state == GoalState.OPEN]
    met = next((goal for goal in still_open if goal.met_since is not None), None)
    if met is not None and met.met_since is not None:
        text = _("%(told)s Is this one reached: %(goal)s?") % {"told": told, "goal": _short(met)}
        return [Waiting(text, f"{place}#goal-{met.pk}", _("Have a look"), met.met_since)]
    near = next((goal for goal in still_open if goal.until <= on + REMINDED), None)
    if near is not None and near.until < plan.end:
        text = _("%(told)s The day of this goal is near: %(goal)s.") % {"told": told, "goal": _short(near)}
        until = near.until - dt.timedelta(days=1)
        return [Waiting(text, f"{place}#goal-{near.pk}", _("Have a look"), near.made_at, until)]
    if goals and on + REMINDED >= plan.end:
        text = _("%(told)s The period is nearly over.") % {"told": told}
        return [
            Waiting(text, reverse("portfolio:look_back", args=[plan.pk]), _("Look back"), plan.made_at, last)
        ]
    return []


def _short(goal: Goal) -> str:
    return goal.text if len(goal.text) <= 60 else f"{goal.text[:57].rstrip()}…"
