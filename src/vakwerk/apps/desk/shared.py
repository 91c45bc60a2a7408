"""What somebody sees through a share: worked out anew at every look, the same for the preview as for the receiver.

Names of reflections are only told when the owner ticked that very fact; which leave it was, only to an assessor. Notes
and remarks are never in it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vakwerk.apps.desk import standing as desk
from vakwerk.apps.desk.shapes import Card, Chip, Row
from vakwerk.apps.dossier import details
from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.dossier.queries import EvidenceItem
from vakwerk.apps.sharing.offers import Section, offered
from vakwerk.apps.sharing.seeing import Shared
from vakwerk.apps.sharing.terms import LEAVE_SHOWN_FOR, Scope
from vakwerk.core import vocabulary
from vakwerk.core.dossier import Absence, Activity, Dossier, Fact
from vakwerk.core.norms import Assessment, Library, Outcome, assess

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StandingLine:
    """Where somebody stands under one norm, without facts: in words, and the last day of the period if any.

    `state` is an outcome's value, or "over"; for filters and tables.
    """

    title: str
    chip: Chip
    state: str
    last_day: dt.date | None


@dataclass(frozen=True, slots=True)
class SharedFact:
    """One fact as the receiver reads it, with the files it may open."""

    title: str
    line: str
    amount: str
    files: tuple[EvidenceItem, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that is seen through a share on a day. `about` says what is not in it, and why."""

    lines: tuple[StandingLine, ...] = ()
    cards: tuple[Card, ...] = ()
    facts: tuple[SharedFact, ...] = ()
    sections: tuple[Section, ...] = ()
    lists_facts: bool = False
    about: tuple[str, ...] = ()

    @property
    def evidence(self) -> frozenset[uuid.UUID]:
        """The files that may be opened through it, and no others."""
        return frozenset(item.id for fact in self.facts for item in fact.files)


def show(
    shared: Shared, dossier: Dossier, evidence: Sequence[EvidenceItem], library: Library, on: dt.date
) -> Shown:
    """What the receiver sees on the day, of this dossier with these files."""
    if shared.scope == Scope.STANDING:
        return Shown(lines=standing_lines(dossier, library, on))
    if shared.scope == Scope.REASONS:
        found = [assess(norm, dossier, on) for norm in desk.norms_of(dossier, library, on)]
        return Shown(
            lines=tuple(_line(one) for one in found),
            cards=tuple(_card(one, dossier, shared) for one in found),
            about=_about(found, shared),
        )
    if shared.scope == Scope.NORM:
        return _norm(shared, dossier, evidence, library, on)
    if shared.scope == Scope.FACTS:
        chosen = [one for one in dossier.facts() if one.id in shared.facts and _may_be_seen(one, shared)]
        return Shown(facts=_told(chosen, shared, evidence), lists_facts=True)
    offer = offered(shared.scope)
    return Shown(sections=offer.sections(shared.person, on) if offer is not None else ())


def standing_lines(dossier: Dossier, library: Library, on: dt.date) -> tuple[StandingLine, ...]:
    """The outcome and the end, per recognition."""
    return tuple(_line(assess(norm, dossier, on)) for norm in desk.norms_of(dossier, library, on))


def _line(assessment: Assessment) -> StandingLine:
    window = assessment.window
    stored = window is not None and not window.as_if and assessment.norm.period is not None
    state, chip = {
        Outcome.MET: ("met", Chip("ok", _("meets the norm"))),
        Outcome.NOT_MET: ("not-met", Chip("soon", _("does not meet it yet"))),
        Outcome.UNDETERMINED: ("undetermined", Chip("unknown", _("can not be established"))),
    }[assessment.outcome]
    if "period-over" in assessment.notes:
        state, chip = "over", Chip("todo", _("period is over"))
    return StandingLine(
        assessment.norm.title.get(facts_words.language()),
        chip,
        state,
        window.end - ONE_DAY if stored and window is not None else None,
    )


def _norm(
    shared: Shared, dossier: Dossier, evidence: Sequence[EvidenceItem], library: Library, on: dt.date
) -> Shown:
    if shared.norm not in library:
        return Shown(lists_facts=True, about=(_("Vakwerk does not have the rules of this register."),))
    if shared.period_end is not None and shared.period_end <= on:
        on = shared.period_end - ONE_DAY
        dossier = _as_in_period(dossier, shared)
    found = assess(library[shared.norm], dossier, on)
    counting = {story.fact for story in found.facts if story.counted}
    facts = [one for one in dossier.facts() if one.id in counting and _may_be_seen(one, shared)]
    return Shown(
        lines=(_line(found),),
        cards=(_card(found, dossier, shared),),
        facts=_told(facts, shared, evidence),
        lists_facts=True,
        about=_about([found], shared),
    )


def _as_in_period(dossier: Dossier, shared: Shared) -> Dossier:
    """The dossier with the period that was shared as the running one: earlier periods are judged as they were."""
    held = dossier.recognition(shared.norm)
    then = (
        next((one for one in held.past if one.end == shared.period_end), None) if held is not None else None
    )
    if held is None or then is None:
        return dossier
    earlier = tuple(one for one in held.past if one.end <= then.start)
    return dossier.without(held.id).adding(replace(held, period=then, past=earlier))


# --- what may be seen ---------------------------------------------------------------------------------------------


def _leave_shown(shared: Shared) -> bool:
    return shared.purpose in LEAVE_SHOWN_FOR


def _may_be_seen(fact: Fact, shared: Shared) -> bool:
    return not isinstance(fact, Absence) or _leave_shown(shared)


def is_reflection(fact: Fact) -> bool:
    """Whether the name of the fact may tell what somebody thought about: shown only when that fact was ticked."""
    if not isinstance(fact, Activity):
        return False
    known = vocabulary.terms("activity_kinds").get(fact.kind)
    return known is None or "reflection" in (known.id, known.family)


def _told(facts: Sequence[Fact], shared: Shared, evidence: Sequence[EvidenceItem]) -> tuple[SharedFact, ...]:
    told = []
    for fact in facts:
        hidden = is_reflection(fact) and fact.id not in shared.facts
        kind = facts_words.term("activity_kinds", fact.kind) if isinstance(fact, Activity) else ""
        files = [item for item in evidence if item.fact_id == fact.id and shared.with_evidence and not hidden]
        told.append(
            SharedFact(
                title=_("%(kind)s (name not shared)") % {"kind": capfirst(kind)}
                if hidden
                else facts_words.title_of(fact),
                line=details.line_of(fact).rsplit(" · ", 1)[-1] if hidden else details.line_of(fact),
                amount=details.amount_of(fact),
                files=tuple(files),
            )
        )
    return tuple(told)


def _card(assessment: Assessment, dossier: Dossier, shared: Shared) -> Card:
    """The card its owner reads, without facts; and without leave where that is nobody's business."""
    card = desk.card(assessment, dossier, most=0)
    card = replace(card, rows=tuple(_without_facts(row) for row in card.rows), nowhere=None)
    if _leave_shown(shared):
        return card
    if "relief-not-established" in assessment.notes:
        # Every sentence of such a card is about leave.
        sentence = _("This can not be established now. Ask the person.")
        return replace(card, sentence=sentence, notes=(), extensions=(), rows=())
    longer = tuple(
        _("There is an extension.") if one.why != "decree" else sentence
        for one, sentence in zip(
            assessment.window.extensions if assessment.window is not None else (),
            card.extensions,
            strict=True,
        )
    )
    return replace(card, extensions=tuple(dict.fromkeys(longer)))


def _without_facts(row: Row) -> Row:
    return replace(row, lines=None, rows=tuple(_without_facts(below) for below in row.rows))


def _about(found: Sequence[Assessment], shared: Shared) -> tuple[str, ...]:
    about = [_("Reflections are counted, but what they are about is not shared.")]
    extended = any(one.window is not None and one.window.extensions for one in found)
    if extended and not _leave_shown(shared):
        about.append(_("Why there is an extension is not shared."))
    return tuple(about)
