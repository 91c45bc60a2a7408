"""The single changes that would close a shortfall: each is tried by assessing again, so every promise is true."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from vakwerk.core import vocabulary
from vakwerk.core.amounts import Unit
from vakwerk.core.dossier import (
    Accreditation,
    Activity,
    Confirmation,
    Declaration,
    Document,
    Dossier,
    Fact,
    Holding,
)
from vakwerk.core.norms.assessment import Assessment, Outcome, Refusal, RequirementResult
from vakwerk.core.norms.conditions import (
    Accredited,
    CategoryIn,
    Condition,
    Confirmed,
    FieldIn,
    FormIs,
    KindIn,
    KindNotIn,
    LevelAtLeast,
    NameIs,
    ProgrammeIs,
    ShownBy,
    TopicIn,
)
from vakwerk.core.norms.evaluate import assess
from vakwerk.core.norms.model import (
    DeclarationMade,
    DocumentSeen,
    Group,
    HoldingHeld,
    Norm,
    Requirement,
    Total,
)

Way = Literal["add", "amend", "obtain"]
TRIAL = "trial"


@dataclass(frozen=True, slots=True)
class Change:
    """One change that closes the shortfall of `requirement`.

    `add`: `amount` more (minutes of activity or work, or the sum's own unit) of what fits; `amend`: `field` of the fact
    `fact`; `obtain`: a document, declaration or holding. `closes` names every requirement it closes at once.
    """

    requirement: str
    way: Way
    amount: int = 0
    unit: Unit | None = None
    kind: str = ""
    fact: str = ""
    field: str = ""
    closes: tuple[str, ...] = ()
    makes_met: bool = False


@dataclass(frozen=True, slots=True)
class _Search:
    """What every trial shares: the situation, what was found there, and which requirements are open."""

    norm: Norm
    dossier: Dossier
    on: date
    found: Assessment
    open_ids: frozenset[str]

    def trying(self, change: Change, fact: Fact) -> list[Change]:
        """The change with what it closes, when the dossier with this fact closes its requirement; else nothing."""
        again = assess(self.norm, self.dossier.adding(fact), self.on)
        now_met = {r.id for r in again.result.walk() if r.outcome is Outcome.MET} if again.result else set()
        if change.requirement not in now_met:
            return []
        closes = tuple(sorted(self.open_ids & now_met))
        return [replace(change, closes=closes, makes_met=again.outcome is Outcome.MET)]


def nearest(
    norm: Norm, dossier: Dossier, on: date, assessment: Assessment | None = None
) -> tuple[Change, ...]:
    """For each shortfall the single changes that would close it, the one that closes most first."""
    found = assessment or assess(norm, dossier, on)
    if found.outcome is Outcome.MET or found.result is None:
        return ()
    open_ids = frozenset(r.id for r in found.result.walk() if r.outcome is not Outcome.MET and r.applies)
    search = _Search(norm, dossier, on, found, open_ids)
    changes: list[Change] = []
    for result in found.result.walk():
        if result.id in open_ids:
            changes += _amendments(search, result)
            changes += _additions(search, result)
    return tuple(sorted(changes, key=lambda change: (not change.makes_met, -len(change.closes))))


def _additions(search: _Search, result: RequirementResult) -> list[Change]:
    node, on = result.requirement, search.on
    base = Change(requirement=result.id, way="obtain")
    match node:
        case DocumentSeen() if not node.throughout:
            seen = Document(id=TRIAL, kind=node.kind, issued_on=on, scope=node.scope)
            return search.trying(replace(base, kind=node.kind), seen)
        case DeclarationMade():
            made = Declaration(id=TRIAL, kind=node.kind, since=on, about=node.about or "")
            return search.trying(replace(base, kind=node.kind), made)
        case HoldingHeld():
            held = _holding(node, on)
            return search.trying(replace(base, kind=held.kind), held)
        case Total() | Group():
            return _add_amount(search, result)
    return []


def _add_amount(search: _Search, result: RequirementResult) -> list[Change]:
    """How much more of what fits: first the shortfall itself, then (for caps and weights) twice and four times it."""
    found = search.found
    path = _path(found, result.id)
    if path is None or result.short == 0 or result.unit is None or found.used is None:
        return []
    total, conditions = path
    if total.facts == "work":
        change = Change(requirement=result.id, way="add", amount=result.short, unit=result.unit, kind="work")
        return [replace(change, closes=(result.id,))]
    sample = activity_that_fits(conditions, search.on)
    if sample is None:
        return []
    minutes = result.short
    if result.unit is Unit.POINTS:
        minutes = -(-result.short * found.used.version.minutes_per_point // 100)
    for attempt in (minutes, minutes * 2, minutes * 4):
        trial = replace(sample, minutes=max(1, attempt))
        change = Change(requirement=result.id, way="add", amount=attempt, unit=Unit.MINUTES, kind=sample.kind)
        if result.unit is Unit.PIECES:
            change = replace(change, amount=result.short, unit=Unit.PIECES)
        closed = search.trying(change, trial)
        if closed:
            return closed
    return []


def _path(found: Assessment, requirement: str) -> tuple[Total, tuple[Condition, ...]] | None:
    assert found.used is not None
    for node in found.used.version.requires.walk():
        if isinstance(node, Total):
            conditions = _conditions_to(node.group, requirement)
            if conditions is not None:
                return node, conditions
    return None


def _conditions_to(group: Group, requirement: str) -> tuple[Condition, ...] | None:
    if group.id == requirement:
        return group.conditions
    for part in group.parts:
        below = _conditions_to(part, requirement)
        if below is not None:
            return (*group.conditions, *below)
    return None


def activity_that_fits(conditions: tuple[Condition, ...], on: date) -> Activity | None:
    """An activity that fits all conditions, finished on the date; None when they ask for what can not be made up."""
    kinds = set(vocabulary.terms("activity_kinds"))
    activity = Activity(id=TRIAL, kind="course", completed_on=on, minutes=60, form="formal")
    for condition in conditions:
        match condition:
            case KindIn():
                kinds &= condition.kinds
            case KindNotIn():
                kinds -= condition.kinds
            case _:
                amended = fitting(activity, condition, on)
                activity = activity if amended is None else amended
    ordered = [kind for kind in vocabulary.terms("activity_kinds") if kind in kinds and _is_leaf(kind)]
    if not ordered:
        return None
    return replace(activity, kind=ordered[0])


def _is_leaf(kind: str) -> bool:
    return vocabulary.children_of("activity_kinds", kind) == frozenset((kind,))


def fitting(fact: Activity, condition: Condition, on: date) -> Activity | None:
    """The activity amended so that the condition holds; None when one can not honestly change that."""
    match condition:
        case FormIs():
            return replace(fact, form=condition.form)
        case TopicIn():
            return replace(fact, topics=fact.topics | {min(condition.topics)})
        case Accredited() if condition.wanted:
            by = min(condition.by) if condition.by else "vakwerk"
            return replace(fact, accreditations=(*fact.accreditations, Accreditation(by=by, id=TRIAL)))
        case CategoryIn():
            mark = Accreditation(by="vakwerk", id=TRIAL, category=min(condition.categories))
            return replace(fact, accreditations=(*fact.accreditations, mark))
        case Confirmed():
            register = min(condition.by) if condition.by else None
            return replace(
                fact, confirmations=(*fact.confirmations, Confirmation(by=TRIAL, on=on, register=register))
            )
        case ProgrammeIs():
            return replace(fact, programme=condition.programme)
    return None


MOST_TRIED = 20
"""How many facts are tried at one requirement at most."""
FACTS_TRIED = 4_000
"""How many facts all trials at one requirement together may count: twenty trials of 200 facts, one of 4,000."""
MOST_AMENDMENTS = 3
"""More than a few forgotten numbers are not a next step but a list."""
_FIELD = {Accredited: "accreditations", Confirmed: "confirmations", TopicIn: "topics", FormIs: "form"}


def _amendments(search: _Search, result: RequirementResult) -> list[Change]:
    """Facts refused here for want of something that can be filled in: a number, a confirmation."""
    changes: list[Change] = []
    for fact, condition in _fillable(search, result):
        amended = fitting(fact, condition, search.on)
        if amended is None:
            continue
        field = _FIELD[type(condition)]
        changes += search.trying(
            Change(requirement=result.id, way="amend", fact=fact.id, field=field), amended
        )
        if len(changes) >= MOST_AMENDMENTS:
            break
    return changes


def _fillable(search: _Search, result: RequirementResult) -> list[tuple[Activity, Condition]]:
    """The longest facts that only want filling in: each trial is an assessment, so a large dossier gets fewer."""
    activities = {fact.id: fact for fact in search.dossier.activities}
    found = []
    for story in search.found.facts:
        refusal = next((entry for entry in story.refused if entry.requirement == result.id), None)
        fact = activities.get(story.fact)
        if fact is not None and refusal is not None and _can_be_filled_in(refusal):
            assert refusal.condition is not None
            found.append((fact, refusal.condition))
    found.sort(key=lambda one: -(one[0].minutes or 0))
    return found[: max(1, min(MOST_TRIED, FACTS_TRIED // max(1, len(activities))))]


def _can_be_filled_in(refusal: Refusal) -> bool:
    condition = refusal.condition
    return isinstance(condition, Confirmed) or (isinstance(condition, Accredited) and condition.wanted)


def _holding(node: HoldingHeld, on: date) -> Holding:
    held = Holding(id=TRIAL, kind="certificate", awarded_on=on)
    for condition in node.conditions:
        match condition:
            case KindIn():
                held = replace(held, kind=condition.named[0])
            case LevelAtLeast():
                held = replace(held, level=condition.level)
            case FieldIn():
                held = replace(held, field=min(condition.fields))
            case NameIs():
                held = replace(held, name=condition.name)
            case ShownBy():
                held = replace(held, shown_by=condition.way)
    return held


def node_of(assessment: Assessment, requirement: str) -> Requirement:
    """The requirement a change is about. Raises KeyError."""
    return assessment.requirement(requirement).requirement
