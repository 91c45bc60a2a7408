"""Everything that is read from plans and ties, and what a portfolio holds."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.dossier.parties import Owner
from vakwerk.apps.portfolio import reading
from vakwerk.apps.portfolio.models import Goal, GoalEvent, Plan, Tie
from vakwerk.apps.portfolio.terms import GoalState, PlanState, Said
from vakwerk.core.dossier import Dossier, Fact
from vakwerk.core.dossier.values import LIST_OF
from vakwerk.core.norms import Assessment, assess, shipped
from vakwerk.core.portfolio import Aim, Portfolio, RequirementKey, portfolio


@dataclass(frozen=True, slots=True)
class GoalKept:
    """A goal as it is kept; `text` and `why` are for its owner's eyes only."""

    id: int
    plan: int
    text: str
    why: str
    until: dt.date
    state: GoalState
    reached_on: dt.date | None
    requirements: frozenset[RequirementKey]
    topics: frozenset[str]
    elements: frozenset[str]
    by_hand: frozenset[str]
    taken_off: frozenset[str]
    made_at: dt.datetime
    met_since: dt.datetime | None
    carried: bool

    @property
    def last_day(self) -> dt.date:
        """The last day that is in time."""
        return self.until - dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlanKept:
    """A plan for [start, end) with its goals in the order of making."""

    id: int
    start: dt.date
    end: dt.date
    recognition: str
    state: PlanState
    made_at: dt.datetime
    closed_at: dt.datetime | None
    reflection: str
    reflection_fact: str
    goals_shown: bool
    goals: tuple[GoalKept, ...]

    @property
    def open(self) -> bool:
        """Whether it is still worked on."""
        return self.state is PlanState.OPEN

    @property
    def last_day(self) -> dt.date:
        """The last day of the period."""
        return self.end - dt.timedelta(days=1)

    @property
    def taken(self) -> frozenset[RequirementKey]:
        """Every requirement that some goal is about, whatever became of the goal."""
        return frozenset(key for goal in self.goals for key in goal.requirements)

    def aim_of(self, goal: GoalKept) -> Aim:
        """What a goal of this plan is about, for finding what fits it."""
        return Aim(
            start=self.start,
            end=self.end,
            requirements=goal.requirements,
            topics=goal.topics,
            elements=goal.elements,
            by_hand=goal.by_hand,
            taken_off=goal.taken_off,
        )


@dataclass(frozen=True, slots=True)
class GoalMoment:
    """Something that was done to a goal."""

    goal: int
    name: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class AtHand:
    """A dossier with, by fact id, how many files show it and where it comes from."""

    dossier: Dossier
    files: Mapping[str, int]
    sources: Mapping[str, str]

    def keeping(self, facts: Iterable[Fact]) -> Dossier:
        """The dossier with only these facts."""
        return _dossier(self.dossier.person, self.dossier.born_on, facts)


def at_hand(person: Owner) -> AtHand:
    """The dossier as it stands, with what a portfolio says of each fact, in one reading."""
    entries = dossiers.timeline(person)
    return AtHand(
        _dossier(str(person.id), person.born_on, (entry.fact for entry in reversed(entries))),
        {entry.fact.id: entry.files for entry in entries},
        {entry.fact.id: entry.source for entry in entries},
    )


def _dossier(person: str, born_on: dt.date | None, facts: Iterable[Fact]) -> Dossier:
    lists: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        lists[LIST_OF[type(fact)]].append(fact)
    return Dossier(
        person=person, born_on=born_on, **cast(Any, {name: tuple(of) for name, of in lists.items()})
    )


def portfolio_of(
    person: Owner, *, start: dt.date, end: dt.date, on: dt.date, known: AtHand | None = None
) -> Portfolio:
    """The facts of [start, end) under the expectations, as they stand on `on`."""
    return portfolio((known or at_hand(person)).dossier, start, end, on)


def ties_of(person: Owner) -> dict[str, frozenset[str]]:
    """The elements this person tied to each fact, by fact id."""
    found: dict[str, set[str]] = defaultdict(set)
    for fact_id, element in Tie.objects.filter(person_id=person.id).values_list("fact_id", "element"):
        found[fact_id].add(element)
    return {fact_id: frozenset(elements) for fact_id, elements in found.items()}


def notes_of(person: Owner) -> dict[str, str]:
    """The owner's own notes at the facts that stand, by fact id; only facts that have one."""
    return {
        row.fact_id: row.note
        for _, row, _ in dossiers.history_of(person)
        if row.superseded_at is None and row.note
    }


def plans_of(person: Owner) -> tuple[PlanKept, ...]:
    """All plans, the latest period first. Three queries, however many plans and goals."""
    rows = Plan.objects.filter(person_id=person.id).order_by("-end", "-start", "-pk")
    return _kept(rows)


def plan_of(person: Owner, plan_id: int) -> PlanKept | None:
    """One plan of this person, or None."""
    return next(iter(_kept(Plan.objects.filter(person_id=person.id, pk=plan_id))), None)


def current_plan(person: Owner, on: dt.date) -> PlanKept | None:
    """The open plan to work on: the first to end of those that have begun, else the first to begin; or None."""
    plans = [plan for plan in plans_of(person) if plan.open]
    begun = [plan for plan in plans if plan.start <= on]
    return min(begun or plans, key=lambda plan: (plan.end, plan.start, plan.id), default=None)


def goal_of(person: Owner, goal_id: int) -> tuple[PlanKept, GoalKept] | None:
    """A goal of this person with its plan, or None."""
    rows = Plan.objects.filter(person_id=person.id, goals__pk=goal_id)
    for plan in _kept(rows):
        return plan, next(goal for goal in plan.goals if goal.id == goal_id)
    return None


def _kept(rows: Any) -> tuple[PlanKept, ...]:
    return tuple(
        PlanKept(
            id=row.pk,
            start=row.start,
            end=row.end,
            recognition=row.recognition,
            state=PlanState(row.state),
            made_at=row.made_at,
            closed_at=row.closed_at,
            reflection=row.reflection,
            reflection_fact=row.reflection_fact,
            goals_shown=row.goals_shown_since is not None,
            goals=tuple(_goal(goal) for goal in row.goals.all()),
        )
        for row in rows.prefetch_related("goals__facts")
    )


def _goal(row: Goal) -> GoalKept:
    said: dict[str, set[str]] = {Said.FITS: set(), Said.NOT: set()}
    for one in row.facts.all():
        said[one.said].add(one.fact_id)
    return GoalKept(
        id=row.pk,
        plan=row.plan_id,
        text=row.text,
        why=row.why,
        until=row.until,
        state=GoalState(row.state),
        reached_on=row.reached_on,
        requirements=frozenset((norm, requirement) for norm, requirement in row.requirements),
        topics=frozenset(row.topics),
        elements=frozenset(row.elements),
        by_hand=frozenset(said[Said.FITS]),
        taken_off=frozenset(said[Said.NOT]),
        made_at=row.made_at,
        met_since=row.met_since,
        carried=row.carried_from_id is not None,
    )


def moments_of(plan: PlanKept) -> dict[int, list[GoalMoment]]:
    """What was done to each goal of a plan, in order, by goal."""
    found: dict[int, list[GoalMoment]] = defaultdict(list)
    for event in GoalEvent.objects.filter(goal__plan_id=plan.id).order_by("at", "pk"):
        found[event.goal_id].append(GoalMoment(event.goal_id, event.name, event.at))
    return found


def assessments_of(dossier: Dossier, on: dt.date) -> dict[str, Assessment]:
    """Where the person stands under every norm they are under and we know, by norm; what ends first comes first."""
    library = shipped()
    held = [held.norm for held in dossier.recognitions if held.until is None or on < held.until]
    found = [assess(library[norm], dossier, on) for norm in dict.fromkeys(held) if norm in library]
    found.sort(key=lambda one: (one.window.end if one.window else dt.date.max, one.norm.id))
    return {one.norm.id: one for one in found}


def reflection_of(person: Owner, plan: PlanKept) -> str:
    """What the person wrote when looking back, wherever it is kept."""
    if not plan.reflection_fact:
        return plan.reflection
    page = dossiers.fact(person, plan.reflection_fact)
    return page.latest.note if page is not None else ""


@dataclass(frozen=True, slots=True)
class GoalShown:
    """A goal as somebody else reads it: what, and how far. Never why."""

    text: str
    state: GoalState


@dataclass(frozen=True, slots=True)
class ShownToOthers:
    """What a share of the portfolio shows, and nothing besides."""

    read: reading.Read
    goals: tuple[GoalShown, ...]


def shown_to_others(
    person: Owner, *, start: dt.date, end: dt.date, on: dt.date, known: AtHand | None = None
) -> ShownToOthers:
    """Exactly what somebody may read with whom the portfolio of [start, end) is shared.

    Headings and facts in words, in the reader's language; no notes, no names of reflections, nothing that is only
    suggested, no facts that stand under no heading, and no doors to add anything. Goals only of plans whose owner said
    that they go along (`show_goals`), without what was let go; the reason behind a goal never.
    """
    hand = known or at_hand(person)
    about = reading.About(hand.files, hand.sources, ties_of(person), {})
    whole = reading.read(portfolio_of(person, start=start, end=end, on=on, known=hand), about)
    goals = Goal.objects.filter(
        plan__person_id=person.id,
        plan__goals_shown_since__isnull=False,
        plan__start__lt=end,
        plan__end__gt=start,
    ).exclude(state=GoalState.DROPPED)
    told = goals.order_by("until", "made_at", "pk").values_list("text", "state")
    return ShownToOthers(
        reading.for_others(whole), tuple(GoalShown(text, GoalState(state)) for text, state in told)
    )
