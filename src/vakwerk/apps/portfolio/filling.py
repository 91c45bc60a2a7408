"""A plan that fills itself: what fits each goal, how far it is, and what the norms suggest, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vakwerk.apps.dossier import details
from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.portfolio import words
from vakwerk.apps.portfolio.forms import joined_key
from vakwerk.apps.portfolio.queries import GoalKept, GoalMoment, PlanKept
from vakwerk.apps.portfolio.terms import GoalState
from vakwerk.core.amounts import Unit
from vakwerk.core.dossier import Dossier, Fact
from vakwerk.core.freetext import find_personal_data
from vakwerk.core.norms import Assessment, Outcome, shipped
from vakwerk.core.norms.words import amount_text, requirement_title
from vakwerk.core.portfolio import Fit, fitting, standing_of, suggested_aims
from vakwerk.core.portfolio.fitting import Standing, Suggested

CHIPS = {GoalState.OPEN: "soon", GoalState.REACHED: "ok", GoalState.DROPPED: "unknown"}


@dataclass(frozen=True, slots=True)
class Known:
    """What every goal is held against: the dossier, where the person stands, and what they tied."""

    dossier: Dossier
    assessments: Mapping[str, Assessment]
    ties: Mapping[str, frozenset[str]]
    on: dt.date


@dataclass(frozen=True, slots=True)
class FitLine:
    """A fact at a goal, with what it adds and why it stands here."""

    id: str
    title: str
    line: str
    amount: str
    why: str
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """How far one requirement of a goal is: with a bar when there is something to measure."""

    title: str
    norm: str
    measures: bool
    have: str
    of: str
    share: float
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class GoalCard:
    """A goal as its owner reads it. `ask`: all that norms ask of it is there, and it is still open."""

    goal: GoalKept
    state: str
    state_name: str
    measured: tuple[Measured, ...]
    fits: tuple[FitLine, ...]
    added: str
    taken_off: tuple[FitLine, ...]
    about: tuple[str, ...]
    ask: bool
    late: bool
    remarks: tuple[str, ...]
    moments: tuple[tuple[dt.datetime, str], ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A goal that the norms suggest: its text, what is missing for which norms, and the keys to take it over."""

    title: str
    text: str
    missing: tuple[str, ...]
    keys: tuple[str, ...]
    requirements: tuple[tuple[str, str], ...]
    until: dt.date


def cards_of(
    plan: PlanKept,
    goals: Sequence[GoalKept],
    known: Known,
    moments: Mapping[int, Sequence[GoalMoment]] | None = None,
) -> list[GoalCard]:
    """These goals of a plan, each with what fits it."""
    facts = {fact.id: fact for fact in known.dossier.facts()}
    return [_card(plan, goal, known, facts, (moments or {}).get(goal.id, ())) for goal in goals]


def _card(
    plan: PlanKept,
    goal: GoalKept,
    known: Known,
    facts: Mapping[str, Fact],
    moments: Sequence[GoalMoment],
) -> GoalCard:
    fits = fitting(plan.aim_of(goal), known.dossier, known.on, known.assessments, known.ties)
    standings = standing_of(goal.requirements, known.assessments)
    met = bool(standings) and len(standings) == len(goal.requirements) and all(one.met for one in standings)
    still_open = goal.state is GoalState.OPEN and plan.open
    texts = dict.fromkeys((goal.text, goal.why))
    remarks = [{"kind": found.kind} for text in texts for found in find_personal_data(text)]
    return GoalCard(
        goal=goal,
        state=CHIPS[goal.state],
        state_name=str(goal.state.label),
        measured=tuple(_measured(one) for one in standings),
        fits=tuple(_fit_line(fit) for fit in fits),
        added=words.amount_sentence(
            len(fits), sum(fit.adds or 0 for fit in fits if fit.unit is Unit.MINUTES and not _is_work(fit))
        ),
        taken_off=tuple(
            _fit_line(Fit(facts[fact_id], "hand", None))
            for fact_id in sorted(goal.taken_off)
            if fact_id in facts
        ),
        about=tuple(
            capfirst(facts_words.term(terms, key))
            for terms, keys in (("topics", goal.topics), ("identity_elements", goal.elements))
            for key in sorted(keys)
        ),
        ask=met and still_open,
        late=still_open and known.on >= goal.until,
        remarks=tuple(dict.fromkeys(facts_words.remark_sentence(remark) for remark in remarks)),
        moments=tuple((one.at, str(words.MOMENTS[one.name])) for one in moments),
    )


def _is_work(fit: Fit) -> bool:
    """Hours of work are another thing than hours of learning: they are not added up together."""
    return hasattr(fit.fact, "minutes_per_week")


def _fit_line(fit: Fit) -> FitLine:
    amount = ""
    if fit.adds is not None:
        amount = amount_text(fit.adds, fit.unit, facts_words.language())
    return FitLine(
        id=fit.fact.id,
        title=facts_words.title_of(fit.fact),
        line=details.line_of(fit.fact),
        amount=amount or details.amount_of(fit.fact),
        why=str(words.WHY_FITS[fit.why]),
        by_hand=fit.why == "hand",
    )


def _measured(one: Standing) -> Measured:
    language = facts_words.language()
    result, unit = one.result, one.unit
    state = {Outcome.MET: "ok", Outcome.NOT_MET: "todo", Outcome.UNDETERMINED: "unknown"}[result.outcome]
    title = requirement_title(result.requirement, language)
    norm = one.assessment.norm.title.get(language)
    if unit is None or result.need is None:
        note = {"ok": _("This is there."), "todo": _("This is not there yet.")}.get(
            state, _("It can not be established yet.")
        )
        return Measured(title, norm, False, "", "", one.share, state, note)
    note = ""
    if state == "todo" and result.short:
        note = _("You lack %(amount)s.") % {"amount": amount_text(result.short, unit, language)}
    elif state == "unknown":
        note = _("It can not be established yet.")
    return Measured(
        title,
        norm,
        True,
        amount_text(result.low, unit, language),
        _("of %(number)s") % {"number": amount_text(result.need, unit, language)},
        one.share,
        state,
        note,
    )


def proposals_for(plan: PlanKept, known: Known) -> list[Proposal]:
    """What the norms say is missing and no goal of this plan is about yet."""
    if not plan.open:
        return []
    language = facts_words.language()
    found = suggested_aims(list(known.assessments.values()), plan.taken, end=plan.end, language=language)
    return [_proposal(one, plan, known) for one in found]


def _proposal(one: Suggested, plan: PlanKept, known: Known) -> Proposal:
    until = one.until if plan.start < one.until else plan.end
    title = one.title[:1].lower() + one.title[1:] if not one.title[1:2].isupper() else one.title
    return Proposal(
        title=one.title,
        text=_("I meet what is asked: %(title)s") % {"title": title},
        missing=tuple(_missing(standing) for standing in standing_of(one.requirements, known.assessments)),
        keys=tuple(joined_key(*key) for key in one.requirements),
        requirements=one.requirements,
        until=until,
    )


def _missing(one: Standing) -> str:
    language = facts_words.language()
    norm = one.assessment.norm.title.get(language)
    if one.unit is None or not one.result.short:
        return _("%(norm)s: this is not there yet.") % {"norm": norm}
    amount = amount_text(one.result.short, one.unit, language)
    return _("%(norm)s: you lack %(amount)s.") % {"norm": norm, "amount": amount}


def requirement_choices(known: Known, kept: frozenset[tuple[str, str]]) -> list[tuple[str, str]]:
    """What a goal can be tied to: what the norms say is missing, and what it is tied to already."""
    language = facts_words.language()
    missing = suggested_aims(list(known.assessments.values()), (), end=dt.date.max, language=language)
    keys = dict.fromkeys([*sorted(kept), *(key for one in missing for key in one.requirements)])
    return [(joined_key(*key), _requirement_words(key)) for key in keys]


def _requirement_words(key: tuple[str, str]) -> str:
    language = facts_words.language()
    norm = shipped().get(key[0])
    nodes = [] if norm is None else [n for v in norm.versions for n in v.requires.walk() if n.id == key[1]]
    title = requirement_title(nodes[-1], language) if nodes else key[1]
    return _("%(requirement)s (%(norm)s)") % {"requirement": title, "norm": facts_words.norm_title(key[0])}
