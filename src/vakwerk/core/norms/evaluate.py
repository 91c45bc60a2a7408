"""`assess(norm, dossier, on)`: where one person stands, with every reason. The legal reference; SQL follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from vakwerk.core.amounts import Unit
from vakwerk.core.dates import LAST_DAY, add_months, month_index, next_day, union_days, whole_months
from vakwerk.core.dossier import Dossier, Recognition
from vakwerk.core.norms.amounts_of_facts import work_interval
from vakwerk.core.norms.assessment import (
    Assessment,
    Outcome,
    Remedy,
    RequirementResult,
    Window,
    outcome_of,
)
from vakwerk.core.norms.conditions import Condition
from vakwerk.core.norms.counting import Counting
from vakwerk.core.norms.model import (
    AdmittedBy,
    AgeIs,
    AllOf,
    AnyOf,
    DeclarationMade,
    DocumentSeen,
    FirstPeriod,
    Group,
    HoldingHeld,
    IfThen,
    Norm,
    RecognitionHeld,
    Requirement,
    Spread,
    Total,
    Version,
)
from vakwerk.core.norms.truth import NO, UNKNOWN, YES, at_least_n, negate, truth
from vakwerk.core.norms.windows import absent_inside, choose_version, extended_window, stored_window


@dataclass(slots=True)
class Situation:
    """All that the tests of one assessment share."""

    norm: Norm
    version: Version
    dossier: Dossier
    recognition: Recognition | None
    window: Window
    on: date
    counting: Counting
    hardships: dict[str, str]


def assess(norm: Norm, dossier: Dossier, on: date) -> Assessment:
    """Where the person stands under the norm on the date. Reads no clock; equal arguments give equal results."""
    recognition = dossier.recognition(norm.id)
    stored = stored_window(norm, recognition, on)
    used = choose_version(norm, stored, on)
    notes: list[str] = []
    if stored.as_if:
        notes.append("as-if")
    if used is None:
        return Assessment(
            norm, on, Outcome.UNDETERMINED, stored, None, None, (), None, None, (*notes, "no-version")
        )
    window = extended_window(norm, used.version, stored, dossier, recognition, on)
    if norm.period is not None and not window.as_if and on >= window.end:
        notes.append("period-over")
    decisions = {h.requirement: h.id for h in dossier.hardships if h.norm == norm.id and h.valid_on(on)}
    counting = Counting(norm, used.version, dossier, window, on)
    situation = Situation(norm, used.version, dossier, recognition, window, on, counting, decisions)
    result = _result(situation, used.version.requires)
    outcome = result.outcome
    if (
        outcome is Outcome.NOT_MET
        and not used.version.relief_established
        and absent_inside(window, dossier, on)
    ):
        outcome = Outcome.UNDETERMINED
        notes.append("relief-not-established")
    remedy = _remedy(situation, result) if outcome is Outcome.NOT_MET else None
    subsumed = _subsumed_by(used.version, dossier, on)
    if subsumed is not None:
        outcome, remedy = Outcome.MET, None
    return Assessment(
        norm, on, outcome, window, used, result, counting.fact_results(), subsumed, remedy, tuple(notes)
    )


def _subsumed_by(version: Version, dossier: Dossier, on: date) -> str | None:
    for name in version.met_by:
        held = dossier.recognition(name)
        if held is not None and held.valid_on(on):
            return name
    return None


def _result(situation: Situation, node: Requirement) -> RequirementResult:
    match node:
        case AllOf():
            below = tuple(_result(situation, item) for item in node.items)
            return _made(situation, node, min((r.outcome.value for r in below), default=YES), below)
        case AnyOf():
            below = tuple(_result(situation, item) for item in node.items)
            return _made(situation, node, at_least_n([r.outcome.value for r in below], node.number), below)
        case IfThen():
            condition, then = _result(situation, node.condition), _result(situation, node.then)
            value = max(negate(condition.outcome.value), then.outcome.value)
            made = _made(situation, node, value, (condition, then))
            return replace(made, applies=False) if condition.outcome is Outcome.NOT_MET else made
        case Total():
            return _group_result(situation, node, node.group, node)
        case Spread():
            return _spread(situation, node)
        case DocumentSeen():
            return _document(situation, node)
        case _:
            return _made(situation, node, _atom(situation, node), ())


def _made(
    situation: Situation, node: Requirement, value: int, children: tuple[RequirementResult, ...],
    low: int = 0, high: int = 0, need: int | None = None, unit: Unit | None = None, counted: tuple[int, int] = (0, 0),
) -> RequirementResult:  # fmt: skip
    decided = situation.hardships.get(node.id)
    outcome = Outcome.MET if decided is not None else outcome_of(value)
    return RequirementResult(
        node, outcome, low, high, need, unit, counted[0], counted[1], True, decided, children
    )


def _group_result(situation: Situation, total: Total, group: Group, shown: Requirement) -> RequirementResult:
    below = tuple(_group_result(situation, total, part, part) for part in group.parts)
    low, high, value = situation.counting.sums(total, group)
    need = _need(situation, group)
    if group.not_established:
        own = UNKNOWN
    else:
        own = YES if need is None else YES if low >= need else NO if high < need else UNKNOWN
    met = min([own, *(part.outcome.value for part in below)])
    return _made(situation, shown, met, below, low, high, need, total.unit, (value, low - value))


def _need(situation: Situation, group: Group) -> int | None:
    """The threshold; pro rata it shrinks with the whole months of the stored period, rounded down."""
    period = situation.norm.period
    if group.at_least is None or not group.pro_rata or period is None or situation.window.as_if:
        return group.at_least
    months = min(period.length_months, whole_months(situation.window.start, situation.window.stored_end))
    return group.at_least * months // period.length_months


def _spread(situation: Situation, node: Spread) -> RequirementResult:
    window, on = situation.window, situation.on
    tests = [condition.test_for(window.start, window.end, on) for condition in node.conditions]
    least = 1 if node.weekly is None else node.weekly
    edges: dict[date, tuple[int, int]] = {}  # by how much the sure and the possible week grow on a day
    for fact in situation.dossier.work:
        start, end = work_interval(fact, window, on)
        fits = min((test(fact) for test in tests), default=YES)
        if end <= start or fits == NO:
            continue
        known = 1 if node.weekly is None else fact.minutes_per_week
        low, high = (known or 0) if fits == YES else 0, least if known is None else known
        for day, sign in ((start, 1), (end, -1)):
            before = edges.get(day, (0, 0))
            edges[day] = (before[0] + sign * low, before[1] + sign * high)
    sure: set[int] = set()
    possible: set[int] = set()
    low = high = 0
    for day, following in pairwise(sorted(edges)):
        low, high = low + edges[day][0], high + edges[day][1]
        months = range(month_index(day), month_index(date.fromordinal(following.toordinal() - 1)) + 1)
        if low >= least:
            sure.update(months)
        if high >= least:
            possible.update(months)
    low, high = len(sure), len(possible)
    value = YES if low >= node.months else NO if high < node.months else UNKNOWN
    return _made(situation, node, value, (), low, high, node.months, Unit.MONTHS, (low, 0))


def _document(situation: Situation, node: DocumentSeen) -> RequirementResult:
    on = situation.on
    spans = []
    for seen in situation.dossier.documents:
        if seen.kind != node.kind or not node.scope <= seen.scope or seen.issued_on > on:
            continue
        until = seen.until or LAST_DAY
        if node.max_age_months is not None:
            until = min(until, add_months(seen.issued_on, node.max_age_months))
        spans.append((seen.issued_on, until))
    if not node.throughout:
        valid = any(start <= on < until for start, until in spans)
        return _made(situation, node, truth(valid), ())
    begin, end = situation.window.start, min(situation.window.end, next_day(on))
    inside = [(max(start, begin), min(until, end)) for start, until in spans if until > begin and start < end]
    need = max(0, (end - begin).days)
    covered = union_days(inside)
    return _made(situation, node, truth(covered >= need), (), covered, covered, need, Unit.DAYS, (covered, 0))


def _atom(situation: Situation, node: Requirement) -> int:
    dossier, on, recognition = situation.dossier, situation.on, situation.recognition
    match node:
        case HoldingHeld():
            return _holding(situation, node.conditions)
        case DeclarationMade():
            return truth(
                any(
                    made.kind == node.kind
                    and made.since <= on
                    and (made.until is None or on < made.until)
                    and (node.about is None or made.about == node.about)
                    for made in dossier.declarations
                )
            )
        case RecognitionHeld():
            held = dossier.recognition(node.norm)
            return truth(held is not None and held.valid_on(on))
        case AgeIs():
            if dossier.born_on is None:
                return UNKNOWN
            born = dossier.born_on
            age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
            return truth(
                (node.at_least is None or age >= node.at_least) and (node.under is None or age < node.under)
            )
        case FirstPeriod():
            return truth(recognition is None or recognition.in_first_period)
        case AdmittedBy():
            if recognition is None or recognition.admitted_by is None:
                return UNKNOWN
            return truth(recognition.admitted_by in node.routes)
    raise TypeError(f"{type(node).__name__} has no meaning here")


def _holding(situation: Situation, conditions: Sequence[Condition]) -> int:
    window, on = situation.window, situation.on
    tests = [condition.test_for(window.start, window.end, on) for condition in conditions]
    best = NO
    for held in situation.dossier.holdings:
        if held.awarded_on <= on and (held.until is None or on < held.until):
            best = max(best, min((test(held) for test in tests), default=YES))
    return best


def _remedy(situation: Situation, result: RequirementResult) -> Remedy | None:
    """What tolerance gives: the average of min(have, need)/need in floored basis points over the root's sums."""
    tolerance = situation.version.tolerance
    if tolerance is None:
        return None
    roots = result.children if isinstance(result.requirement, AllOf) else (result,)
    points: list[int] = []
    for root in roots:
        measured = isinstance(root.requirement, Total | Spread) and root.need is not None
        if not measured:
            if root.outcome is not Outcome.MET:
                return None
            continue
        assert root.need is not None
        reached = 10_000 if root.outcome is Outcome.MET and root.decided_by else None
        if reached is None:
            reached = 10_000 if root.need == 0 else min(root.low, root.need) * 10_000 // root.need
        points.append(reached)
    if not points or sum(points) // len(points) < tolerance.percent * 100:
        return None
    term, start = tolerance.repair_within, situation.window.end
    until = (
        add_months(start, term.value)
        if term.unit is Unit.MONTHS
        else date.fromordinal(start.toordinal() + term.value)
    )
    return Remedy(tolerance.remedy, until, sum(points) // len(points))
