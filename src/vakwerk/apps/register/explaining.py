"""An assessment as a registrar reads it: the answer, each requirement with its numbers, each fact with its reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from vakwerk.apps.dossier import words as dossier_words
from vakwerk.apps.register import standings
from vakwerk.core.dossier import Dossier, Recognition
from vakwerk.core.norms import Assessment, Outcome, RequirementResult, shipped
from vakwerk.core.norms import words as norm_words
from vakwerk.core.norms.assessment import FactResult
from vakwerk.core.norms.model import AllOf, AnyOf, IfThen, Total
from vakwerk.core.norms.words.titles import requirement_title

CHIPS = {Outcome.MET: "ok", Outcome.NOT_MET: "todo", Outcome.UNDETERMINED: "unknown"}


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """One requirement in words; `share` is None when there is nothing to measure, `depth` 0 for the outermost."""

    title: str
    state: str
    amounts: str
    share: float | None
    applies: bool
    depth: int


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact in words: `state` for the sign, where it counts, or why it does not."""

    title: str
    state: str
    amount: str
    why: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One assessment in words."""

    norm: str
    title: str
    number: str
    answer: str
    state: str
    chip: str
    assessment: Assessment
    start: dt.date | None
    end: dt.date | None
    requirements: tuple[RequirementLine, ...]
    counting: tuple[FactLine, ...]
    refused: tuple[FactLine, ...]
    notes: tuple[str, ...]
    status: str
    not_expressed: tuple[str, ...]


def explain(assessment: Assessment, dossier: Dossier, language: str, on: dt.date) -> Explained:
    """The assessment in "nl" or "en"."""
    norm, window = assessment.norm, assessment.window
    state = standings.state_of(assessment)
    held = dossier.recognition(norm.id)
    titles = {fact.id: dossier_words.title_of(fact) for fact in dossier.facts()}
    lines = [_fact_line(result, titles, assessment, language) for result in assessment.facts]
    notes = [norm_words.note_sentence(code, assessment, language) for code in assessment.notes]
    if window is not None:
        notes += [norm_words.extension_sentence(one, dossier, language) for one in window.extensions]
    if assessment.remedy is not None:
        notes.append(norm_words.remedy_sentence(assessment, language))
    stored = window is not None and not window.as_if and norm.period is not None
    return Explained(
        norm=norm.id,
        title=norm.title.get(language),
        number=held.number if held is not None else "",
        answer=norm_words.outcome_sentence(assessment, language),
        state=str(state.label),
        chip={"on-course": "ok", "missing": "soon", "unknown": "unknown", "over": "todo"}[state.value],
        assessment=assessment,
        start=window.start if stored and window is not None else None,
        end=window.end if stored and window is not None else None,
        requirements=tuple(_requirements(assessment, language)),
        counting=tuple(line for line in lines if line.state == "ok"),
        refused=tuple(line for line in lines if line.state != "ok"),
        notes=tuple(dict.fromkeys(notes)),
        status=norm_words.norm_status_sentence(norm, on, language),
        not_expressed=tuple(text.get(language) for text in assessment.not_expressed()),
    )


def without_norm(dossier: Dossier) -> list[Recognition]:
    """Recognitions under norms that are not in Vakwerk: nothing can be said of them."""
    return [held for held in dossier.recognitions if held.norm not in shipped()]


def _requirements(assessment: Assessment, language: str) -> list[RequirementLine]:
    found: list[RequirementLine] = []

    def visit(result: RequirementResult, depth: int) -> None:
        node = result.requirement
        if isinstance(node, AllOf) and depth == 0:
            for child in result.children:
                visit(child, 0)
            return
        measured = result.need is not None and result.unit is not None
        found.append(
            RequirementLine(
                title=requirement_title(node, language),
                state=CHIPS[result.outcome],
                amounts=_amounts(result, language),
                share=min(1.0, result.low / result.need) if measured and result.need else None,
                applies=result.applies,
                depth=min(depth, 3),
            )
        )
        if not result.applies:
            return
        below = result.children[1:] if isinstance(node, IfThen) else result.children
        if isinstance(node, AnyOf) and result.outcome is Outcome.MET:
            # One way is enough: the others are not missing.
            below = tuple(child for child in below if child.outcome is Outcome.MET)
        for child in below:
            visit(child, depth + 1)

    if assessment.result is not None:
        visit(assessment.result, 0)
    return found


def _amounts(result: RequirementResult, language: str) -> str:
    words = norm_words.result_text(result, language)
    if not result.surplus or result.unit is None:
        return words
    return _("%(have)s, of which %(counted)s counts") % {
        "have": words,
        "counted": norm_words.amount_text(result.value, result.unit, language),
    }


def _fact_line(result: FactResult, titles: dict[str, str], assessment: Assessment, language: str) -> FactLine:
    title = titles.get(result.fact, result.fact)
    sums = {total.id for total in _totals(assessment)}
    counted = [one for one in result.counted if one.low > 0]
    best = max(counted, key=lambda one: (one.requirement in sums, one.low), default=None)
    if best is not None:
        return FactLine(title, "ok", norm_words.amount_text(best.low, best.unit, language), "")
    reason = result.reason
    why = norm_words.refusal_sentence(reason, assessment, language) if reason is not None else ""
    return FactLine(title, "todo" if result.refused else "unknown", "", why)


def _totals(assessment: Assessment) -> list[Total]:
    if assessment.result is None:
        return []
    return [one.requirement for one in assessment.result.walk() if isinstance(one.requirement, Total)]
