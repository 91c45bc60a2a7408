"""The plan for a period: goals, what fits them, what the norms suggest, and looking back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vakwerk.apps.dossier import details
from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.dossier.names import is_fact_id
from vakwerk.apps.dossier.refusals import DossierRefusal
from vakwerk.apps.gate import requires
from vakwerk.apps.portfolio import actions, filling, periods, queries, refusals, words
from vakwerk.apps.portfolio.forms import GoalForm, LookBackForm, PeriodForm, joined_key, split_key
from vakwerk.apps.portfolio.terms import GoalState, Said
from vakwerk.apps.portfolio.views import own, owner_of
from vakwerk.apps.refusal import tell
from vakwerk.core.freetext import find_personal_data
from vakwerk.core.portfolio.showing import day_of, in_period

GOALS_PER_PAGE = 20
FACTS_AT_A_GOAL = 8
MOST_TO_CHOOSE = 100
SLICES = {"most": f":{FACTS_AT_A_GOAL}", "rest": f"{FACTS_AT_A_GOAL}:", "limit": FACTS_AT_A_GOAL}
"""How a long list of facts at a goal is cut: what is seen at once, and what is folded."""


@require_GET
@requires("portfolio.see", own)
def plans(request: HttpRequest) -> HttpResponse:
    """The plan that is worked on; who has none reads what a plan is and how it begins."""
    person = owner_of(request)
    current = queries.current_plan(person, timezone.localdate())
    if current is not None:
        return redirect("portfolio:plan", plan_id=current.id)
    return render(
        request,
        "portfolio/plans.html",
        {"current_room": "dossier", "earlier": _listed(queries.plans_of(person))},
    )


def _listed(kept: Any) -> list[dict[str, Any]]:
    return [
        {
            "id": plan.id,
            "period": periods.span(plan.start, plan.end),
            "state": plan.state.label,
            "reached": _reached(plan),
        }
        for plan in kept
    ]


def _reached(plan: queries.PlanKept) -> str:
    wanted = [goal for goal in plan.goals if goal.state is not GoalState.DROPPED]
    return words.reached_sentence(sum(goal.state is GoalState.REACHED for goal in wanted), len(wanted))


@require_http_methods(["GET", "POST"])
@requires("portfolio.change", own)
def new_plan(request: HttpRequest) -> HttpResponse:
    """For which period somebody makes a plan."""
    person, today = owner_of(request), timezone.localdate()
    offered = periods.choices_for(queries.at_hand(person).dossier, today)
    offered = tuple(one for one in offered if one.end > today)
    sent = request.POST if request.method == "POST" else None
    form = PeriodForm(sent, offered=offered, today=today)
    form.fields["periode"].required = True
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        try:
            number = actions.start_plan(
                person=person, start=chosen.start, end=chosen.end, recognition=chosen.recognition
            )
        except refusals.PlanExists as refusal:
            messages.info(request, refusal.message)
            return redirect("portfolio:plans")
        except refusals.PortfolioRefusal as refusal:
            tell(form, refusal)
        else:
            return redirect("portfolio:plan", plan_id=number)
    return _form_page(request, form, _("For which period do you make a plan?"), reverse("portfolio:plans"))


@require_GET
@requires("portfolio.see", own)
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One plan: every goal with what fits it, and what the norms suggest."""
    person = owner_of(request)
    kept, known = _plan(person, plan_id), _known(person)
    order = {GoalState.OPEN: 0, GoalState.REACHED: 1, GoalState.DROPPED: 2}
    goals = sorted(kept.goals, key=lambda goal: (order[goal.state], goal.until, goal.id))
    page = Paginator(goals, GOALS_PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "portfolio/plan.html",
        {
            "current_room": "dossier",
            "plan": kept,
            "period": periods.span(kept.start, kept.end),
            "today": known.on,
            "reached": _reached(kept),
            "page": page,
            "cards": filling.cards_of(kept, list(page.object_list), known, queries.moments_of(kept)),
            "proposals": filling.proposals_for(kept, known),
            "choices": _to_choose(kept, known),
            **SLICES,
            "over": known.on >= kept.end,
            "others": [one for one in _listed(queries.plans_of(person)) if one["id"] != kept.id],
            "reflection": queries.reflection_of(person, kept),
            "undo": _taken_off_now(kept, known, request),
        },
    )


def _taken_off_now(
    kept: queries.PlanKept, known: filling.Known, request: HttpRequest
) -> dict[str, Any] | None:
    """What to offer to put back, straight after it was taken off a goal."""
    number, fact_id = request.GET.get("doel", ""), request.GET.get("weg", "")
    for goal in kept.goals:
        if str(goal.id) == number and fact_id in goal.taken_off:
            for fact in known.dossier.facts():
                if fact.id == fact_id:
                    return {"goal": goal, "id": fact_id, "title": facts_words.title_of(fact)}
    return None


def _to_choose(kept: queries.PlanKept, known: filling.Known) -> list[tuple[str, str]]:
    """The facts of the period that can be put at a goal, latest first."""
    inside = [fact for fact in known.dossier.facts() if in_period(fact, kept.start, kept.end, known.on)]
    inside = [fact for fact in inside if not hasattr(fact, "percent")]  # leave is nobody's learning
    inside.sort(key=lambda fact: (str(day_of(fact) or "9"), fact.id), reverse=True)
    return [
        (fact.id, f"{facts_words.title_of(fact)} ({details.line_of(fact)})")
        for fact in inside[:MOST_TO_CHOOSE]
    ]


def _known(person: Any) -> filling.Known:
    today, hand = timezone.localdate(), queries.at_hand(person)
    assessments = queries.assessments_of(hand.dossier, today)
    return filling.Known(hand.dossier, assessments, queries.ties_of(person), today)


def _plan(person: Any, plan_id: int) -> queries.PlanKept:
    kept = queries.plan_of(person, plan_id)
    if kept is None:
        raise Http404
    return kept


@require_http_methods(["GET", "POST"])
@requires("portfolio.change", own)
def new_goal(request: HttpRequest, plan_id: int) -> HttpResponse:
    """A goal of one's own."""
    person = owner_of(request)
    kept = _plan(person, plan_id)
    if not kept.open:
        return redirect("portfolio:plan", plan_id=plan_id)
    known = _known(person)
    offered = filling.requirement_choices(known, frozenset())
    offered = [(key, name) for key, name in offered if split_key(key) not in kept.taken]
    form = GoalForm(
        request.POST if request.method == "POST" else None, offered=offered, today=timezone.localdate()
    )
    if request.method == "POST" and form.is_valid():
        try:
            number = actions.add_goal(person=person, plan_id=plan_id, wish=form.wish(), actor=_actor(request))
        except refusals.PortfolioRefusal as refusal:
            tell(form, refusal)
        else:
            _remark(request, form.wish().text, form.wish().why)
            return redirect(f"{reverse('portfolio:plan', args=[plan_id])}#goal-{number}")
    return _form_page(request, form, _("A new goal"), reverse("portfolio:plan", args=[plan_id]))


@require_http_methods(["GET", "POST"])
@requires("portfolio.change", own)
def change_goal(request: HttpRequest, goal_id: int) -> HttpResponse:
    """The form of a goal that is there already."""
    person = owner_of(request)
    kept, goal = _goal(person, goal_id)
    if not kept.open:
        return redirect("portfolio:plan", plan_id=kept.id)
    initial = {
        "text": goal.text,
        "why": goal.why,
        "until": goal.until,
        "requirements": [joined_key(*key) for key in goal.requirements],
        "topics": sorted(goal.topics),
        "elements": sorted(goal.elements),
    }
    offered = filling.requirement_choices(_known(person), goal.requirements)
    elsewhere = kept.taken - goal.requirements
    form = GoalForm(
        request.POST if request.method == "POST" else None,
        offered=[(key, name) for key, name in offered if split_key(key) not in elsewhere],
        today=timezone.localdate(),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_goal(person=person, goal_id=goal_id, wish=form.wish(), actor=_actor(request))
        except refusals.PortfolioRefusal as refusal:
            tell(form, refusal)
        else:
            _remark(request, form.wish().text, form.wish().why)
            return redirect(_place(kept.id, goal_id))
    return _form_page(request, form, _("Change this goal"), _place(kept.id, goal_id))


@require_POST
@requires("portfolio.change", own)
def take_over(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Makes a goal of what the norms suggest, in one tap. What is no longer suggested is not made."""
    person = owner_of(request)
    kept = _plan(person, plan_id)
    wanted = set(request.POST.getlist("keys"))
    for proposal in filling.proposals_for(kept, _known(person)):
        if set(proposal.keys) != wanted:
            continue
        wish = actions.Wish(text=proposal.text, until=proposal.until, requirements=proposal.requirements)
        try:
            number = actions.add_goal(person=person, plan_id=plan_id, wish=wish, actor=_actor(request))
        except refusals.PortfolioRefusal as refusal:
            messages.error(request, refusal.message)
            return redirect("portfolio:plan", plan_id=plan_id)
        messages.success(request, _("This is a goal in your plan now. You can change it."))
        return redirect(_place(plan_id, number))
    messages.info(request, _("This is no longer missing, or it is a goal already."))
    return redirect("portfolio:plan", plan_id=plan_id)


STEPS = {"bereikt": actions.reach_goal, "laten-gaan": actions.drop_goal, "oppakken": actions.reopen_goal}
"""What can be pressed at a goal."""


@require_POST
@requires("portfolio.change", own)
def move_goal(request: HttpRequest, goal_id: int, step: str) -> HttpResponse:
    """Reached, let go, or taken up again: each can be undone with the next press."""
    if step not in STEPS:
        raise Http404
    person = owner_of(request)
    kept, _goal_kept = _goal(person, goal_id)
    try:
        STEPS[step](person=person, goal_id=goal_id, actor=_actor(request))
    except refusals.PortfolioRefusal as refusal:
        messages.error(request, refusal.message)
    else:
        said = {
            "bereikt": _("Well done. This goal is reached; you can always take it up again."),
            "laten-gaan": _("You let this goal go. It stays here, and you can take it up again."),
            "oppakken": _("You work on this goal again."),
        }
        messages.success(request, said[step])
    return redirect(_place(kept.id, goal_id))


@require_POST
@requires("portfolio.change", own)
def goal_fact(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Puts a fact at a goal, takes it off, or leaves it to what Vakwerk finds."""
    person = owner_of(request)
    kept, _goal_kept = _goal(person, goal_id)
    fact_id, said = request.POST.get("fact", ""), request.POST.get("said", "")
    if not is_fact_id(fact_id) or said not in {"", *Said.values}:
        messages.error(request, _("Choose first what belongs to this goal."))
        return redirect(_place(kept.id, goal_id))
    try:
        actions.say_of_fact(
            person=person,
            goal_id=goal_id,
            fact_id=fact_id,
            said=Said(said) if said else None,
            actor=_actor(request),
        )
    except refusals.PortfolioRefusal as refusal:
        messages.error(request, refusal.message)
        return redirect(_place(kept.id, goal_id))
    if said == Said.NOT:
        return redirect(f"{reverse('portfolio:plan', args=[kept.id])}?doel={goal_id}&weg={fact_id}")
    messages.success(request, _("It stands at this goal."))
    return redirect(_place(kept.id, goal_id))


@require_POST
@requires("portfolio.change", own)
def share_goals(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Whether the goals of a plan go along when the portfolio is shared; the other button takes it back."""
    person = owner_of(request)
    _plan(person, plan_id)
    try:
        if request.POST.get("goals") == "along":
            actions.show_goals(person=person, plan_id=plan_id)
            messages.success(
                request, _("Your goals go along when you share your portfolio. Why you have them does not.")
            )
        else:
            actions.hide_goals(person=person, plan_id=plan_id)
            messages.success(request, _("Only you see your plan."))
    except refusals.PortfolioRefusal as refusal:
        messages.error(request, refusal.message)
    return redirect("portfolio:plan", plan_id=plan_id)


@require_http_methods(["GET", "POST"])
@requires("portfolio.change", own)
def look_back(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What happened per goal, a text of one's own, and then the next plan."""
    person = owner_of(request)
    kept = _plan(person, plan_id)
    if not kept.open:
        return redirect("portfolio:plan", plan_id=plan_id)
    form = LookBackForm(
        request.POST if request.method == "POST" else None, initial={"go_on": "next", "keep_as": ""}
    )
    if request.method == "POST" and form.is_valid():
        title = _("Looking back on my plan of %(period)s") % {"period": periods.span(kept.start, kept.end)}
        try:
            closed = actions.close_plan(
                person=person,
                plan_id=plan_id,
                look_back=form.look_back(title),
                go_on=form.cleaned_data["go_on"],
                actor=_actor(request),
            )
        except (refusals.PortfolioRefusal, DossierRefusal) as refusal:
            tell(form, refusal)
        else:
            _remark(request, form.cleaned_data["text"])
            messages.success(request, _("You have looked back. This plan is closed."))
            return redirect("portfolio:plan", plan_id=closed.next_plan or plan_id)
    known = _known(person)
    return render(
        request,
        "portfolio/look_back.html",
        {
            "plan": kept,
            "period": periods.span(kept.start, kept.end),
            "reached": _reached(kept),
            "cards": filling.cards_of(kept, kept.goals, known, queries.moments_of(kept)),
            "form": form,
            "over": known.on >= kept.end,
            **SLICES,
        },
        status=422 if form.errors else 200,
    )


def _form_page(request: HttpRequest, form: Any, heading: str, close: str) -> HttpResponse:
    shown = {"form": form, "heading": heading, "close": close, "is_goal": isinstance(form, GoalForm)}
    return render(request, "portfolio/form.html", shown, status=422 if form.errors else 200)


def _goal(person: Any, goal_id: int) -> tuple[queries.PlanKept, queries.GoalKept]:
    found = queries.goal_of(person, goal_id)
    if found is None:
        raise Http404
    return found


def _place(plan_id: int, goal_id: int) -> str:
    return f"{reverse('portfolio:plan', args=[plan_id])}#goal-{goal_id}"


def _remark(request: HttpRequest, *texts: str) -> None:
    """Says what in these texts looks like personal data; never blocks."""
    found = [{"kind": one.kind} for text in texts for one in find_personal_data(text)]
    for sentence in dict.fromkeys(facts_words.remark_sentence(remark) for remark in found):
        messages.warning(request, sentence)


def _actor(request: HttpRequest) -> Any:
    return request.user
