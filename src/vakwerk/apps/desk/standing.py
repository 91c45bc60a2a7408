"""Where someone stands, under every norm at once: from a dossier and the library to the cards of the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vakwerk.apps.desk.rows import STATE_OF, Href, Reading, nowhere
from vakwerk.apps.desk.shapes import Card, Chip, Period
from vakwerk.apps.desk.words import age, is_ours, time_left
from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.dossier.words import language
from vakwerk.core.dates import add_months
from vakwerk.core.dossier import Dossier
from vakwerk.core.norms import Assessment, Library, Norm, Outcome, assess
from vakwerk.core.norms.words import (
    date_text,
    extension_sentence,
    headline,
    norm_status_sentence,
    note_sentence,
    outcome_sentence,
    remedy_sentence,
)
from vakwerk.core.norms.words.sentences import missing_results

AS_IF = "brede-registratie"
"""The norm that shows how it works to who is registered nowhere yet."""
FACTS_AT_A_REQUIREMENT = 8
MOST_NAMED = 2
HURRY = 3
"""Months before the end from which a shortfall is pressing."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole page: the answer, then the cards; `unknown` are registrations whose rules we do not have."""

    answer: str
    intro: str
    cards: tuple[Card, ...]
    assessments: tuple[Assessment, ...]
    unknown: tuple[str, ...]


def norms_of(dossier: Dossier, library: Library, on: dt.date) -> tuple[Norm, ...]:
    """The norms this person is under: every recognition that has not ended and whose norm we know."""
    held = [r.norm for r in dossier.recognitions if r.until is None or on < r.until]
    return tuple(library[name] for name in dict.fromkeys(held) if name in library)


def standing(dossier: Dossier, library: Library, on: dt.date, *, href: Href = nowhere) -> Standing:
    """Where the person stands on the day under all norms; what is short first, then what ends first."""
    norms = norms_of(dossier, library, on)
    assessments = tuple(sorted((assess(norm, dossier, on) for norm in norms), key=_urgency))
    unknown = [
        r.norm for r in dossier.recognitions if r.norm not in library and (r.until is None or on < r.until)
    ]
    return Standing(
        headline(assessments, language()),
        _intro(len(assessments)),
        tuple(card(assessment, dossier, href=href) for assessment in assessments),
        assessments,
        tuple(dict.fromkeys(unknown)),
    )


def _urgency(assessment: Assessment) -> tuple[int, dt.date]:
    end = assessment.window.end if assessment.window is not None else dt.date.max
    order = {Outcome.NOT_MET: 0, Outcome.UNDETERMINED: 1, Outcome.MET: 2}
    return order[assessment.outcome], end


def _intro(count: int) -> str:
    if count == 0:
        return ""
    return ngettext(
        "Everything you add counts at once, where it may.",
        "One dossier, %(count)s recognitions. Everything you add counts in all of them at once, where it may.",
        count,
    ) % {"count": count}


def card(
    assessment: Assessment,
    dossier: Dossier,
    *,
    href: Href = nowhere,
    most: int = FACTS_AT_A_REQUIREMENT,
) -> Card:
    """One norm as a card. `href` leads to a fact; `most` is how many facts stand at one requirement."""
    norm, on = assessment.norm, assessment.on
    recognition = dossier.recognition(norm.id)
    reading = Reading.of(assessment, dossier, href, most)
    window = assessment.window
    number = recognition.number if recognition is not None else ""
    return Card(
        norm=norm.id,
        title=norm.title.get(language()),
        owner=norm.owner,
        ours=is_ours(norm),
        number=number,
        sub=_sub(assessment, number),
        about_copy=f"{_capital(norm_status_sentence(norm, on, language()))} ({age(norm.checked_on, on)})",
        stale=on > add_months(norm.checked_on, 12),
        adjustable=norm.adjustable,
        chip=chip(assessment),
        state=STATE_OF[assessment.outcome],
        sentence=_sentence(assessment),
        notes=_notes(assessment),
        period=Period(window.start, window.end, on)
        if window is not None and norm.period is not None and not window.as_if
        else None,
        extensions=tuple(
            extension_sentence(extension, dossier, language())
            for extension in (window.extensions if window is not None else ())
        ),
        rows=reading.rows(),
        nowhere=reading.lines_nowhere(),
        not_expressed=tuple(text.get(language()) for text in assessment.not_expressed()),
        met=assessment.outcome is Outcome.MET,
    )


def _sentence(assessment: Assessment) -> str:
    """The answer for one norm. Of many things that are missing only the number is said; the rows name them."""
    if assessment.subsumed_by is not None:
        other = facts_words.norm_title(assessment.subsumed_by)
        return _("You meet this norm, because you are validly registered under: %(norm)s.") % {"norm": other}
    window = assessment.window
    missing = len(missing_results(assessment, language()))
    named = assessment.outcome is Outcome.NOT_MET and missing > MOST_NAMED
    ends = assessment.norm.period is not None and "period-over" not in assessment.notes
    if not named or window is None or window.as_if or not ends:
        return outcome_sentence(assessment, language())
    return _("You lack %(count)s things before %(day)s.") % {
        "count": missing,
        "day": date_text(window.end, language()),
    }


def _sub(assessment: Assessment, number: str) -> str:
    parts = [assessment.norm.owner]
    if number:
        parts.append(_("number %(number)s") % {"number": number})
    if assessment.used is not None:
        since = date_text(assessment.used.version.since, language())
        parts.append(_("rules of %(day)s") % {"day": since})
    return " · ".join(parts)


def _notes(assessment: Assessment) -> tuple[str, ...]:
    sentence = outcome_sentence(assessment, language())
    notes = [note_sentence(code, assessment, language()) for code in assessment.notes]
    notes.append(remedy_sentence(assessment, language()))
    return tuple(note for note in notes if note and note != sentence)


def chip(assessment: Assessment) -> Chip:
    """The state in a word or three: on course, how long there is left, or that it can not be established."""
    window = assessment.window
    if assessment.outcome is Outcome.UNDETERMINED:
        return Chip("unknown", _("can not be established"))
    if window is None or window.as_if or assessment.norm.period is None:
        return Chip("ok", _("met")) if assessment.outcome is Outcome.MET else Chip("soon", _("not yet"))
    if "period-over" in assessment.notes:
        return Chip("todo", _("period is over"))
    if assessment.outcome is Outcome.MET:
        return Chip("ok", _("on course"))
    pressing = add_months(assessment.on, HURRY) >= window.end
    return Chip("todo" if pressing else "soon", time_left(assessment.on, window.end))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def as_if(library: Library, dossier: Dossier, on: dt.date, *, href: Href = nowhere) -> Card | None:
    """The card of the broad registration for who is under no norm; None when the library does not have it."""
    norm = library.get(AS_IF)
    return None if norm is None else card(assess(norm, dossier, on), dossier, href=href)


__all__: Sequence[str] = ("AS_IF", "Standing", "as_if", "card", "chip", "norms_of", "standing")
