"""How facts fit what somebody wants to learn, what they add to it, and which wishes the norms suggest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from vakwerk.core.amounts import Unit
from vakwerk.core.dossier import Activity, Declaration, Document, Dossier, Fact, Holding, Recognition
from vakwerk.core.norms import Assessment, Outcome, RequirementResult
from vakwerk.core.norms.model import (
    AllOf,
    DeclarationMade,
    DocumentSeen,
    HoldingHeld,
    IfThen,
    RecognitionHeld,
    Requirement,
)
from vakwerk.core.norms.truth import YES
from vakwerk.core.norms.words import requirement_title
from vakwerk.core.norms.words.sentences import missing_results
from vakwerk.core.portfolio.showing import day_of, in_period, minutes_of

RequirementKey = tuple[str, str]
"""A requirement of a norm: the norm's id and the requirement's id in it."""
Why = Literal["hand", "requirement", "topic", "element"]


@dataclass(frozen=True, slots=True)
class Aim:
    """What a goal is about. `by_hand` are facts the person tied to it, `taken_off` those they took off."""

    start: date
    end: date
    requirements: frozenset[RequirementKey] = frozenset()
    topics: frozenset[str] = frozenset()
    elements: frozenset[str] = frozenset()
    by_hand: frozenset[str] = frozenset()
    taken_off: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fit:
    """That a fact fits an aim: the strongest reason why, and what it adds, in the smallest unit of `unit`.

    A requirement says itself what a fact adds to it; otherwise it is the minutes of a finished activity. None: nothing
    that can be added up, or not known.
    """

    fact: Fact
    why: Why
    adds: int | None
    unit: Unit = Unit.MINUTES


@dataclass(frozen=True, slots=True)
class Suggested:
    """A wish that the norms suggest: requirements with one name in one or more norms, and the first end among them."""

    title: str
    requirements: tuple[RequirementKey, ...]
    until: date


def fitting(
    aim: Aim,
    dossier: Dossier,
    on: date,
    assessments: Mapping[str, Assessment],
    ties: Mapping[str, frozenset[str]],
) -> tuple[Fit, ...]:
    """The facts of the aim's period that fit it, latest first; a fact that was taken off never does.

    A fact fits because it was tied by hand (whenever it happened), because a requirement of the aim surely counts it,
    because it is about one of its topics, or because the person tied it to one of its elements (`ties`, by fact id).
    """
    counting = _counting(aim, assessments)
    found = []
    for fact in dossier.facts():
        if fact.id in aim.taken_off:
            continue
        why = _why(fact, aim, counting, assessments, ties, on)
        if why is None or not (why == "hand" or in_period(fact, aim.start, aim.end, on)):
            continue
        adds, unit = counting.get(fact.id, (minutes_of(fact), Unit.MINUTES))
        found.append(Fit(fact, why, adds, unit))
    return tuple(sorted(found, key=lambda fit: (day_of(fit.fact) or date.max, fit.fact.id), reverse=True))


def _why(
    fact: Fact,
    aim: Aim,
    counting: Mapping[str, tuple[int, Unit]],
    assessments: Mapping[str, Assessment],
    ties: Mapping[str, frozenset[str]],
    on: date,
) -> Why | None:
    if fact.id in aim.by_hand:
        return "hand"
    if fact.id in counting or _shows_one(fact, aim, assessments, on):
        return "requirement"
    if isinstance(fact, Activity) and fact.topics & aim.topics:
        return "topic"
    return "element" if ties.get(fact.id, frozenset()) & aim.elements else None


def _counting(aim: Aim, assessments: Mapping[str, Assessment]) -> dict[str, tuple[int, Unit]]:
    """What each activity or spell of work surely adds to one of the requirements: the most it adds to any."""
    found: dict[str, tuple[int, Unit]] = {}
    for norm, assessment in assessments.items():
        wanted = {
            below.id
            for result in _results(aim.requirements, norm, assessment)
            for below in result.walk()
            if below.unit is not None
        }
        for story in assessment.facts:
            for entry in story.counted:
                before = found.get(story.fact)
                # Amounts in several units can not be compared: the first unit that is met stays.
                more = before is None or (entry.unit is before[1] and entry.low > before[0])
                if entry.low > 0 and entry.requirement in wanted and more:
                    found[story.fact] = (entry.low, entry.unit)
    return found


def _results(keys: Iterable[RequirementKey], norm: str, assessment: Assessment) -> list[RequirementResult]:
    wanted = {requirement for about, requirement in keys if about == norm}
    if assessment.result is None or not wanted:
        return []
    return [result for result in assessment.result.walk() if result.id in wanted]


def _shows_one(fact: Fact, aim: Aim, assessments: Mapping[str, Assessment], on: date) -> bool:
    """Whether a document, declaration, proof or registration is what a requirement of the aim asks for."""
    if not isinstance(fact, Document | Declaration | Holding | Recognition):
        return False
    for norm, assessment in assessments.items():
        window = assessment.window
        if window is None:
            continue
        for result in _results(aim.requirements, norm, assessment):
            for node in result.requirement.walk():
                if _shows(fact, node, window.start, window.end, on):
                    return True
    return False


def _shows(fact: Fact, node: Requirement, start: date, end: date, on: date) -> bool:
    match node:
        case DocumentSeen():
            return isinstance(fact, Document) and fact.kind == node.kind
        case DeclarationMade():
            return (
                isinstance(fact, Declaration)
                and fact.kind == node.kind
                and (node.about is None or fact.about == node.about)
            )
        case HoldingHeld():
            return isinstance(fact, Holding) and all(
                condition.test_for(start, end, on)(fact) == YES for condition in node.conditions
            )
        case RecognitionHeld():
            return isinstance(fact, Recognition) and fact.norm == node.norm
    return False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one requirement of an aim stands now: what there is and what is asked, or only whether it is there."""

    key: RequirementKey
    result: RequirementResult
    assessment: Assessment

    @property
    def met(self) -> bool:
        """Whether it is met now."""
        return self.result.outcome is Outcome.MET

    @property
    def share(self) -> float:
        """From 0 to 1, for a bar: never full before it is met."""
        if self.met:
            return 1.0
        need = self.result.need
        return 0.0 if not need else min(0.99, max(0, self.result.low) / need)

    @property
    def unit(self) -> Unit | None:
        """What is counted; None when it is only there or not."""
        return self.result.unit if self.result.need is not None else None


def standing_of(
    keys: Iterable[RequirementKey], assessments: Mapping[str, Assessment]
) -> tuple[Standing, ...]:
    """Where these requirements stand, in order; a requirement that its norm no longer has is left out."""
    found = []
    for norm, requirement in sorted(set(keys)):
        assessment = assessments.get(norm)
        for result in _results([(norm, requirement)], norm, assessment) if assessment else ():
            assert assessment is not None
            found.append(Standing((norm, requirement), result, assessment))
    return tuple(found)


def suggested_aims(
    assessments: Sequence[Assessment],
    taken: Iterable[RequirementKey],
    *,
    end: date,
    language: str,
) -> tuple[Suggested, ...]:
    """What the norms say is missing, as wishes: one for all norms that ask something of the same name.

    What is in `taken` is not suggested again. `until` is the first end of a window that still lies ahead, else `end`.
    """
    gone = set(taken)
    by_title: dict[str, list[tuple[RequirementKey, date]]] = {}
    for assessment in assessments:
        if assessment.outcome is not Outcome.NOT_MET:
            continue
        window = assessment.window
        last = end if window is None or window.as_if or window.end <= assessment.on else min(end, window.end)
        for result in missing_results(assessment, language):
            key = (assessment.norm.id, result.id)
            if key in gone or isinstance(result.requirement, AllOf | IfThen):
                continue
            by_title.setdefault(requirement_title(result.requirement, language), []).append((key, last))
    return tuple(
        Suggested(title, tuple(key for key, _ in found), min(last for _, last in found))
        for title, found in by_title.items()
    )
