"""The one next thing to do: what closes most of the shortfall that ends first, else what is not filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vakwerk.apps.desk.adding import WHATS
from vakwerk.apps.desk.shapes import Step
from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.dossier.words import language
from vakwerk.core import vocabulary
from vakwerk.core.dossier import Dossier
from vakwerk.core.norms import Assessment, Outcome
from vakwerk.core.norms.model import AdmittedBy
from vakwerk.core.norms.nearest import Change, nearest
from vakwerk.core.norms.words import change_sentence, outcome_sentence, shortfall_sentence
from vakwerk.core.norms.words.sentences import missing_results, open_results, unset_results

KIND_OF_FACT = (
    ("document_kinds", "document"),
    ("declaration_kinds", "declaration"),
    ("holding_kinds", "holding"),
)

MOST_TO_TRY = 1_500
"""Above so many activities no changes are tried out (each is an assessment); the shortfall itself is the step."""


def next_step(assessments: Sequence[Assessment], dossier: Dossier, on: dt.date) -> Step:
    """The next step over all norms, which come in order of urgency."""
    for assessment in assessments:
        if assessment.outcome is Outcome.NOT_MET:
            if len(dossier.activities) > MOST_TO_TRY:
                return _from_shortfall(assessment)
            changes = nearest(assessment.norm, dossier, on, assessment)
            if changes:
                return _from_change(_first(changes, assessment), assessment, dossier)
    for assessment in assessments:
        if assessment.outcome is Outcome.UNDETERMINED:
            if "relief-not-established" in assessment.notes:
                return _ask(assessment)
            step = _fill_in(assessment, dossier)
            if step is not None:
                return step
    silent = next((assessment for assessment in assessments if unset_results(assessment)), None)
    if silent is not None:
        return _ask_how_much(silent)
    return Step(
        _("Add what you did last."),
        _("A name, a day and how long it took are enough. You see at once where it counts."),
        reverse("desk:add"),
        _("Add something"),
    )


def _first(changes: Sequence[Change], assessment: Assessment) -> Change:
    """What meets the whole norm; else what closes the first thing the page's answer names."""
    if changes[0].makes_met:
        return changes[0]
    named = [result.id for result in missing_results(assessment, language())]
    about = [change for change in changes if change.requirement in named]
    if not about:
        return changes[0]
    return min(about, key=lambda change: (named.index(change.requirement), -len(change.closes)))


def _from_change(change: Change, assessment: Assessment, dossier: Dossier) -> Step:
    title = change_sentence(change, assessment, dossier, language())
    note = _("For %(norm)s.") % {"norm": assessment.norm.title.get(language())}
    if change.makes_met:
        note = _("With this you meet %(norm)s.") % {"norm": assessment.norm.title.get(language())}
    if change.way == "amend":
        return Step(title, note, reverse("dossier:change", args=[change.fact]), _("Fill in"))
    if change.way == "obtain":
        for terms, kind in KIND_OF_FACT:
            if vocabulary.is_term(terms, change.kind):
                return Step(title, note, reverse("dossier:new", args=[kind]), _("Record it"))
    address = f"{reverse('desk:add')}?{urlencode({'wat': change.kind})}"
    kind = WHATS.get(change.kind) or capfirst(vocabulary.label("activity_kinds", change.kind, language()))
    return Step(title, note, address, _("Add: %(kind)s") % {"kind": kind})


def _from_shortfall(assessment: Assessment) -> Step:
    missing = missing_results(assessment, language())
    title = (
        shortfall_sentence(assessment, missing[0], language())
        if missing
        else outcome_sentence(assessment, language())
    )
    note = _("For %(norm)s.") % {"norm": assessment.norm.title.get(language())}
    return Step(title, note, reverse("desk:add"), _("Add something"))


def _ask(assessment: Assessment) -> Step:
    return Step(
        _("Ask %(owner)s what your leave does.") % {"owner": assessment.norm.owner},
        _("Vakwerk does not know that rule, so it can not say whether you lack something."),
        reverse("desk:norm", args=[assessment.norm.id]),
        _("See what is asked"),
    )


def _ask_how_much(assessment: Assessment) -> Step:
    return Step(
        _("Ask %(owner)s how much you need.") % {"owner": assessment.norm.owner},
        _("The source names no total. What you add is counted all the same, so that you can show it."),
        reverse("desk:norm", args=[assessment.norm.id]),
        _("See what is counted"),
    )


def _fill_in(assessment: Assessment, dossier: Dossier) -> Step | None:
    facts = {fact.id: fact for fact in dossier.facts()}
    for story in assessment.facts:
        if story.fact in facts and any(entry.low < entry.high for entry in story.counted):
            return Step(
                _("Fill in what is missing at “%(title)s”.")
                % {"title": facts_words.title_of(facts[story.fact])},
                _("Then it can be established whether it counts."),
                reverse("dossier:change", args=[story.fact]),
                _("Fill in"),
            )
    held = dossier.recognition(assessment.norm.id)
    if held is not None and any(
        isinstance(result.requirement, AdmittedBy)
        for result in open_results(assessment, Outcome.UNDETERMINED)
    ):
        return Step(
            _("Fill in how you were admitted."),
            _("What %(norm)s asks depends on it.") % {"norm": assessment.norm.title.get(language())},
            reverse("dossier:change", args=[held.id]),
            _("Fill in"),
        )
    return None
