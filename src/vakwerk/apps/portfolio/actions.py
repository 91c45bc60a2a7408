"""Everything that changes a plan or ties a fact: check, change, record, in one transaction.

Nothing here changes a fact. A reflection that is kept as a fact goes through `dossier.actions`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from vakwerk.apps.dossier import actions as dossier_actions
from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.dossier.parties import Actor, Owner
from vakwerk.apps.portfolio import checking, queries, refusals
from vakwerk.apps.portfolio.models import Goal, GoalEvent, GoalFact, Plan, Tie
from vakwerk.apps.portfolio.terms import GoalState, PlanState, Said
from vakwerk.core.dates import add_months, whole_months
from vakwerk.core.dossier import Activity
from vakwerk.core.portfolio import RequirementKey

REFLECTION_KINDS = ("self-reflection", "reflection")
"""As what a look back can be kept in the dossier."""


@transaction.atomic
def tie_element(*, person: Owner, fact_id: str, element: str, at: dt.datetime | None = None) -> None:
    """The fact belongs to this element of identity from now on; twice is once. Refuses: NoSuchElement, NoSuchFact."""
    checking.check_elements([element])
    checking.check_fact(person, fact_id)
    Tie.objects.get_or_create(
        person_id=person.id, fact_id=fact_id, element=element, defaults={"made_at": at or timezone.now()}
    )


@transaction.atomic
def untie_element(*, person: Owner, fact_id: str, element: str) -> None:
    """The fact no longer belongs to this element; tying it again puts it back."""
    Tie.objects.filter(person_id=person.id, fact_id=fact_id, element=element).delete()


@transaction.atomic
def start_plan(
    *,
    person: Owner,
    start: dt.date,
    end: dt.date,
    recognition: str = "",
    at: dt.datetime | None = None,
) -> int:
    """There is an open plan for [start, end) from now on; its number. Refuses: EmptyPeriod, PlanExists."""
    checking.check_period(start, end)
    standing = Plan.objects.filter(person_id=person.id, start=start, end=end, state=PlanState.OPEN).first()
    if standing is not None:
        raise refusals.PlanExists(plan=standing.pk)
    made = Plan(
        person_id=person.id, start=start, end=end, recognition=recognition, made_at=at or timezone.now()
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        # Somebody pressed twice, and the other press came first.
        raise refusals.PlanExists(plan=None) from None
    return made.pk


@dataclass(frozen=True, slots=True)
class Wish:
    """What a goal says. `until` None means: before the plan ends."""

    text: str
    why: str = ""
    until: dt.date | None = None
    requirements: Collection[RequirementKey] = ()
    topics: Collection[str] = ()
    elements: Collection[str] = ()


@transaction.atomic
def add_goal(
    *, person: Owner, plan_id: int, wish: Wish, actor: Actor | None, at: dt.datetime | None = None
) -> int:
    """The plan has one goal more; its number.

    Refuses: NoSuchPlan, PlanClosed, EmptyGoal, TextTooLong, OutsidePlan, NoSuchRequirement, NoSuchTopic,
    NoSuchElement, AlreadyAGoal.
    """
    moment = at or timezone.now()
    plan = _open_plan(person, plan_id)
    goal = Goal(plan=plan, made_at=moment, **_checked(plan, wish, None))
    goal.save()
    _record(goal, "add", actor, moment)
    return goal.pk


@transaction.atomic
def change_goal(
    *, person: Owner, goal_id: int, wish: Wish, actor: Actor | None, at: dt.datetime | None = None
) -> None:
    """The goal reads like this from now on. Refuses: NoSuchGoal and what `add_goal` refuses."""
    goal = _goal(person, goal_id)
    for name, value in _checked(goal.plan, wish, goal.pk).items():
        if name == "requirements" and value != goal.requirements:
            goal.met_since = None
        setattr(goal, name, value)
    goal.save()
    _record(goal, "change", actor, at or timezone.now())


@transaction.atomic
def reach_goal(
    *,
    person: Owner,
    goal_id: int,
    actor: Actor | None,
    on: dt.date | None = None,
    at: dt.datetime | None = None,
) -> None:
    """The person says the goal is reached, on a day (today). Refuses: NoSuchGoal, PlanClosed."""
    moment = at or timezone.now()
    _move(person, goal_id, GoalState.REACHED, "reach", actor, moment, on or timezone.localdate(moment))


@transaction.atomic
def drop_goal(*, person: Owner, goal_id: int, actor: Actor | None, at: dt.datetime | None = None) -> None:
    """The person lets the goal go; it stays to be read and can be taken up again. Refuses: NoSuchGoal, PlanClosed."""
    _move(person, goal_id, GoalState.DROPPED, "drop", actor, at or timezone.now(), None)


@transaction.atomic
def reopen_goal(*, person: Owner, goal_id: int, actor: Actor | None, at: dt.datetime | None = None) -> None:
    """The goal is worked on again. Refuses: NoSuchGoal, PlanClosed."""
    _move(person, goal_id, GoalState.OPEN, "reopen", actor, at or timezone.now(), None)


def _move(
    person: Owner,
    goal_id: int,
    state: GoalState,
    event: str,
    actor: Actor | None,
    at: dt.datetime,
    reached_on: dt.date | None,
) -> None:
    goal = _goal(person, goal_id)
    if goal.state == state:
        return
    goal.state, goal.reached_on = state, reached_on
    goal.save(update_fields=["state", "reached_on"])
    _record(goal, event, actor, at)


@transaction.atomic
def say_of_fact(
    *,
    person: Owner,
    goal_id: int,
    fact_id: str,
    said: Said | None,
    actor: Actor | None,
    at: dt.datetime | None = None,
) -> None:
    """The fact belongs to the goal or does not, whatever is found; None leaves it to what is found.

    Refuses: NoSuchGoal, PlanClosed, NoSuchFact.
    """
    goal = _goal(person, goal_id)
    checking.check_fact(person, fact_id)
    if said is None:
        goal.facts.filter(fact_id=fact_id).delete()
    else:
        GoalFact.objects.update_or_create(goal=goal, fact_id=fact_id, defaults={"said": said})
    data = {"fact": fact_id, "said": said.value if said is not None else ""}
    _record(goal, "untie" if said is Said.NOT else "tie", actor, at or timezone.now(), data)


@transaction.atomic
def show_goals(*, person: Owner, plan_id: int, at: dt.datetime | None = None) -> None:
    """Whoever the portfolio is shared with reads the goals of this plan too, never why.

    Refuses: NoSuchPlan, PlanClosed.
    """
    plan = _open_plan(person, plan_id)
    if plan.goals_shown_since is None:
        plan.goals_shown_since = at or timezone.now()
        plan.save(update_fields=["goals_shown_since"])


@transaction.atomic
def hide_goals(*, person: Owner, plan_id: int) -> None:
    """Nobody else reads the goals of this plan from now on. Refuses NoSuchPlan."""
    if not Plan.objects.filter(person_id=person.id, pk=plan_id).update(goals_shown_since=None):
        raise refusals.NoSuchPlan(plan=plan_id)


@dataclass(frozen=True, slots=True)
class LookBack:
    """What somebody writes at the end. `keep_as` is a kind of activity, or empty to keep the text only at the plan."""

    text: str = ""
    keep_as: str = ""
    minutes: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """A plan that was closed: the fact its reflection became, and the plan that follows; empty when there is none."""

    fact_id: str
    next_plan: int | None


@transaction.atomic
def close_plan(
    *,
    person: Owner,
    plan_id: int,
    look_back: LookBack,
    go_on: str,
    actor: Actor | None,
    at: dt.datetime | None = None,
) -> Closed:
    """The plan is closed; with `go_on` "next" a plan of equal length follows with the goals that are still open.

    A plan for that next period that is there already takes them along; what it has a goal for, it does not get twice.
    Refuses: NoSuchPlan, PlanClosed, TextTooLong, NothingWritten and what `dossier.record_fact` refuses.
    """
    moment = at or timezone.now()
    plan = _open_plan(person, plan_id)
    text = checking.checked_text(look_back.text, "reflection")
    fact_id = ""
    if look_back.keep_as:
        if not text or not look_back.minutes or look_back.keep_as not in REFLECTION_KINDS:
            raise refusals.NothingWritten()
        fact_id = dossier_actions.new_fact_id()
        kept = Activity(
            id=fact_id,
            kind=look_back.keep_as,
            title=look_back.title,
            completed_on=timezone.localdate(moment),
            minutes=look_back.minutes,
        )
        dossier_actions.record_fact(person=person, fact=kept, actor=actor, note=text, at=moment)
    plan.state, plan.closed_at = PlanState.CLOSED, moment
    plan.reflection, plan.reflection_fact = ("" if fact_id else text), fact_id
    plan.save()
    follows = _next(person, plan, actor, moment) if go_on == "next" else None
    return Closed(fact_id, follows)


def _next(person: Owner, plan: Plan, actor: Actor | None, at: dt.datetime) -> int:
    months = max(1, whole_months(plan.start, plan.end))
    end = add_months(plan.end, months)
    mine = Plan.objects.select_for_update().filter(person_id=person.id, state=PlanState.OPEN)
    there = mine.filter(start=plan.end, end=end).first()
    number = (
        start_plan(person=person, start=plan.end, end=end, recognition=plan.recognition, at=at)
        if there is None
        else there.pk
    )
    taken = {tuple(key) for goal in there.goals.all() for key in goal.requirements} if there else set()
    for old in plan.goals.filter(state=GoalState.OPEN).prefetch_related("facts"):
        if taken & {tuple(key) for key in old.requirements}:
            continue
        carried = Goal.objects.create(
            plan_id=number,
            text=old.text,
            why=old.why,
            until=end,
            requirements=old.requirements,
            topics=old.topics,
            elements=old.elements,
            made_at=at,
            met_since=old.met_since,
            carried_from=old,
        )
        GoalFact.objects.bulk_create(
            GoalFact(goal=carried, fact_id=said.fact_id, said=said.said) for said in old.facts.all()
        )
        _record(carried, "carry", actor, at, {"from": old.pk})
    return number


@transaction.atomic
def see_what_is_met(*, person: Owner, on: dt.date, at: dt.datetime | None = None) -> int:
    """Keeps for every open goal since when all its requirements are met, or that they are not; how many changed."""
    moment = at or timezone.now()
    # Plans are locked before goals, as everywhere here: then two changes never wait for each other.
    mine = Plan.objects.filter(person_id=person.id, state=PlanState.OPEN).select_for_update().order_by("pk")
    goals = list(
        Goal.objects.filter(plan__in=[plan.pk for plan in mine], state=GoalState.OPEN)
        .exclude(requirements=[])
        .order_by("pk")
    )
    if not goals:
        return 0
    assessments = queries.assessments_of(dossiers.dossier_of(person), on)
    changed = []
    for goal in goals:
        met = checking.all_met(goal.requirements, assessments)
        if met != (goal.met_since is not None):
            goal.met_since = moment if met else None
            changed.append(goal)
    Goal.objects.bulk_update(changed, ["met_since"])
    return len(changed)


def _checked(plan: Plan, wish: Wish, goal_id: int | None) -> dict[str, Any]:
    """The fields of a goal out of a wish, or a refusal."""
    text = checking.checked_goal_text(wish.text)
    until = plan.end if wish.until is None else wish.until
    if not plan.start < until <= plan.end:
        raise checking.outside(plan.start, plan.end)
    checking.check_elements(wish.elements)
    checking.check_topics(wish.topics)
    checking.check_requirements(wish.requirements)
    wanted = set(wish.requirements)
    for other in plan.goals.all():
        if other.pk != goal_id and wanted & {(norm, requirement) for norm, requirement in other.requirements}:
            raise refusals.AlreadyAGoal(goal=other.pk)
    return {
        "text": text,
        "why": checking.checked_text(wish.why, "why"),
        "until": until,
        "requirements": sorted([norm, requirement] for norm, requirement in wanted),
        "topics": sorted(set(wish.topics)),
        "elements": sorted(set(wish.elements)),
    }


def _open_plan(person: Owner, plan_id: int) -> Plan:
    plan = Plan.objects.select_for_update().filter(person_id=person.id, pk=plan_id).first()
    if plan is None:
        raise refusals.NoSuchPlan(plan=plan_id)
    if plan.state != PlanState.OPEN:
        raise refusals.PlanClosed(plan=plan_id)
    return plan


def _goal(person: Owner, goal_id: int) -> Goal:
    mine = Goal.objects.filter(plan__person_id=person.id, pk=goal_id)
    plan_id = mine.values_list("plan_id", flat=True).first()
    if plan_id is None:
        raise refusals.NoSuchGoal(goal=goal_id)
    plan = _open_plan(person, plan_id)
    # Read only now that nobody else changes the plan: what is saved is never older than what stands.
    goal = mine.first()
    if goal is None:
        raise refusals.NoSuchGoal(goal=goal_id)
    goal.plan = plan
    return goal


def _record(
    goal: Goal, name: str, actor: Actor | None, at: dt.datetime, data: dict[str, Any] | None = None
) -> None:
    GoalEvent.objects.create(
        goal=goal, name=name, at=at, actor_id=None if actor is None else actor.pk, data=data or {}
    )
