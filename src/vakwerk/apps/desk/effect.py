"""What a fact would do, before it is kept: for every norm what would count and why not, and which dates would move."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vakwerk.apps.desk.rows import Reading, nowhere
from vakwerk.apps.desk.standing import AS_IF, norms_of
from vakwerk.apps.desk.words import amount, whole_amount
from vakwerk.apps.dossier.words import language
from vakwerk.core import vocabulary
from vakwerk.core.dossier import Absence, Dossier, Fact
from vakwerk.core.norms import Assessment, Library, Norm, Outcome, RequirementResult, assess
from vakwerk.core.norms.model import Total, Version
from vakwerk.core.norms.words import (
    date_text,
    days_text,
    extension_sentence,
    outcome_sentence,
    requirement_title,
    result_text,
)


@dataclass(frozen=True, slots=True)
class Effect:
    """What one norm makes of the fact: a state, how much, and sentences that say why or what then."""

    state: str
    title: str
    amount: str
    sentences: tuple[str, ...]


def effects(dossier: Dossier, fact: Fact, library: Library, on: dt.date) -> tuple[Effect, ...]:
    """The effect under every norm that applies; under the broad registration for who has none."""
    norms = norms_of(dossier, library, on) or tuple(library[name] for name in (AS_IF,) if name in library)
    changed = dossier.adding(fact)
    if isinstance(fact, Absence):
        return tuple(_absence(norm, dossier, changed, fact, on) for norm in norms)
    return tuple(_counted(norm, dossier, changed, fact, on) for norm in norms)


# --- what was learned or worked -----------------------------------------------------------------------------------


def _counted(norm: Norm, dossier: Dossier, changed: Dossier, fact: Fact, on: dt.date) -> Effect:
    before, after = assess(norm, dossier, on), assess(norm, changed, on)
    title = norm.title.get(language())
    story = next((one for one in after.facts if one.fact == fact.id), None)
    if story is None:
        return Effect("unknown", title, "", (_("This norm does not ask for this."),))
    if not story.counted:
        reading = Reading.of(after, changed, nowhere, 0)
        return Effect("todo", title, "", (reading.reason(story),))
    gains = _gains(before, after, {entry.requirement for entry in story.counted})
    if any(entry.low < entry.high for entry in story.counted):
        sentence = _("Fill in more (such as how long it was) to know how much counts.")
        return Effect("unknown", title, "", (sentence,))
    grown = [(result, gain) for result, gain in gains if gain and result.unit]
    if not grown:
        return Effect("ok", title, "", (_("It fits, but you are already at the maximum for this kind."),))
    largest, most = max(grown, key=lambda one: one[1])
    assert largest.unit is not None
    sentences = dict.fromkeys(_then(before, result) for result, _gain in grown)
    return Effect("ok", title, whole_amount(most, largest.unit), tuple(sentences))


def _gains(before: Assessment, after: Assessment, touched: set[str]) -> list[tuple[RequirementResult, int]]:
    """How much every sum that holds the fact would grow."""
    old = {r.id: r.low for r in (before.result.walk() if before.result else ())}
    return [
        (result, result.low - old.get(result.id, 0))
        for result in (after.result.walk() if after.result else ())
        if isinstance(result.requirement, Total) and result.id in touched
    ]


def _then(before: Assessment, result: RequirementResult) -> str:
    title = requirement_title(result.requirement, language())
    if result.short and result.unit is not None:
        left = amount(result.short, result.unit)
        return _("%(title)s: then %(amount)s to go.") % {"title": title, "amount": left}
    if result.outcome is Outcome.MET:
        was = before.requirement(result.id).outcome if before.used and before.result else None
        if was is Outcome.MET:
            return _("%(title)s: was complete already.") % {"title": title}
        return _("%(title)s: then it is complete.") % {"title": title}
    return _("%(title)s: %(numbers)s.") % {"title": title, "numbers": result_text(result, language())}


# --- leave --------------------------------------------------------------------------------------------------------


def _absence(norm: Norm, dossier: Dossier, changed: Dossier, fact: Absence, on: dt.date) -> Effect:
    before, after = assess(norm, dossier, on), assess(norm, changed, on)
    title = norm.title.get(language())
    used = after.used
    if used is None:
        return Effect("unknown", title, "", (outcome_sentence(after, language()),))
    if not used.version.relief_established:
        sentences = [
            _(
                "What leave does in this register is not known to us: its rule is not established. Ask %(owner)s."
            )
            % {"owner": norm.owner}
        ]
        if after.outcome is Outcome.UNDETERMINED is not before.outcome:
            sentences.append(_("Where you stand can not be established then."))
        return Effect("unknown", title, "", tuple(sentences))
    sentences = [
        *_moved(before, after, changed),
        *_as_worked(used.version, fact),
        *_changed_sums(before, after),
    ]
    state = "ok"
    if after.outcome is not before.outcome:
        sentences.append(outcome_sentence(after, language()))
        state = "ok" if after.outcome is Outcome.MET else "todo"
    if not _changed_sums(before, after) and after.window == before.window and before.window is not None:
        sentences.append(_("Nothing else changes."))
    shown = _new_end(before, after)
    return Effect(state, title, shown, tuple(sentences))


def _as_worked(version: Version, fact: Absence) -> list[str]:
    """That leave of this kind is counted as if one worked."""
    rule = next((one for one in version.relief if fact.kind in one.kinds), None)
    if rule is None or not rule.counts_as_worked:
        return []
    kind = capfirst(vocabulary.label("absence_kinds", fact.kind, language()))
    if rule.at_most_days is None:
        return [_("%(kind)s counts as worked here.") % {"kind": kind}]
    most = days_text(rule.at_most_days, language())
    return [_("%(kind)s counts as worked here, up to %(most)s a year.") % {"kind": kind, "most": most}]


def _new_end(before: Assessment, after: Assessment) -> str:
    if before.window is None or after.window is None or before.window.end == after.window.end:
        return ""
    return _("to %(day)s") % {"day": date_text(after.window.end, language())}


def _moved(before: Assessment, after: Assessment, changed: Dossier) -> list[str]:
    old, new = before.window, after.window
    if old is None or new is None or new.as_if or before.norm.period is None:
        return []
    if old.end == new.end:
        return [_("Your end date stays %(day)s.") % {"day": date_text(new.end, language())}]
    moved = _("Your end date moves from %(old)s to %(new)s.") % {
        "old": date_text(old.end, language()),
        "new": date_text(new.end, language()),
    }
    return [moved, *(extension_sentence(one, changed, language()) for one in new.extensions)]


def _changed_sums(before: Assessment, after: Assessment) -> list[str]:
    old = {r.id: r for r in (before.result.walk() if before.result else ())}
    found = []
    for result in after.result.walk() if after.result else ():
        was = old.get(result.id)
        if was is None or result.unit is None or (was.low, was.need) == (result.low, result.need):
            continue
        if isinstance(result.requirement, Total):
            found.append(
                _("%(title)s: was %(before)s, becomes %(after)s. Asked: %(need)s.")
                % {
                    "title": requirement_title(result.requirement, language()),
                    "before": whole_amount(was.low, result.unit),
                    "after": whole_amount(result.low, result.unit),
                    "need": amount(result.need or 0, result.unit),
                }
            )
    return found
