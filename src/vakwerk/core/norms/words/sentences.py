"""Whole sentences about an assessment: the answer first, then what is missing, then what to know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vakwerk.core import vocabulary
from vakwerk.core.amounts import Unit
from vakwerk.core.dates import add_months
from vakwerk.core.dossier import Dossier
from vakwerk.core.norms.assessment import Assessment, Extension, Outcome, RequirementResult
from vakwerk.core.norms.model import (
    AdmittedBy,
    AgeIs,
    AllOf,
    AnyOf,
    Group,
    IfThen,
    Norm,
    Spread,
    Total,
)
from vakwerk.core.norms.nearest import Change, node_of
from vakwerk.core.norms.words.numbers import amount_text, date_text, days_text, language_of
from vakwerk.core.norms.words.titles import norm_title, title_words, weekly_words


def open_results(assessment: Assessment, wanted: Outcome = Outcome.NOT_MET) -> list[RequirementResult]:
    """The requirements to name when something is missing: the deepest that say it.

    A condition of "if" is named only when it is itself what can not be established.
    """
    found: list[RequirementResult] = []

    def visit(result: RequirementResult) -> None:
        if result.outcome is not wanted or not result.applies or result.decided_by:
            return
        node = result.requirement
        if isinstance(node, AllOf):
            for child in result.children:
                visit(child)
        elif isinstance(node, IfThen):
            condition, then = result.children
            visit(condition if wanted is Outcome.UNDETERMINED and condition.outcome is wanted else then)
        elif isinstance(node, AnyOf):
            found.append(result)
        else:
            deeper = [child for child in result.children if child.outcome is wanted]
            own = result.need is not None and result.short > 0
            if not deeper or (own and not any(_covers(child, result) for child in deeper)):
                found.append(result)
            for child in deeper:
                visit(child)

    if assessment.result is not None:
        visit(assessment.result)
    return found


def missing_results(assessment: Assessment, language: str) -> list[RequirementResult]:
    """What a sentence names as missing: of requirements with one name (base, higher level) the one that asks most."""
    kept: dict[str, RequirementResult] = {}
    for result in open_results(assessment):
        words = title_words(result.requirement, language)
        if words not in kept or result.short > kept[words].short:
            kept[words] = result
    return list(kept.values())


def _covers(child: RequirementResult, parent: RequirementResult) -> bool:
    """Whether repairing the child repairs the parent too, so that only the child is named."""
    return child.unit is parent.unit and child.short >= parent.short


def shortfall_sentence(assessment: Assessment, result: RequirementResult, language: str) -> str:
    """ "Je mist 12 uur intervisie vóór 1 september 2027." """
    return _lacking(assessment, [result], language_of(language))


def _lacking(assessment: Assessment, results: Sequence[RequirementResult], language: str) -> str:
    """One sentence about all of them: amounts read on, things to arrange stand behind a colon."""
    listed = _listed([_missing(result, language) for result in results], language)
    due = _due(assessment, language)
    if all(_is_amount(result) for result in results):
        return f"Je mist {listed}{due}." if language == "nl" else f"You lack {listed}{due}."
    return f"Je mist nog{due}: {listed}." if language == "nl" else f"You still need{due}: {listed}."


def _is_amount(result: RequirementResult) -> bool:
    return result.unit is not None and result.short > 0


def _missing(result: RequirementResult, language: str) -> str:
    node = result.requirement
    if isinstance(node, AnyOf) and node.title is None:
        return (" of " if language == "nl" else " or ").join(_missing(c, language) for c in result.children)
    words = title_words(node, language)
    if isinstance(node, Spread):
        amount = amount_text(result.short, Unit.MONTHS, language)
        said = f"{amount} waarin je hebt gewerkt" if language == "nl" else f"{amount} in which you worked"
        return f"{said} ({weekly})" if (weekly := weekly_words(node, language)) else said
    if not _is_amount(result):
        return words
    assert result.unit is not None
    amount = amount_text(result.short, result.unit, language)
    return amount if amount.endswith(f" {words}") else f"{amount} {words}"


def _due(assessment: Assessment, language: str) -> str:
    window = assessment.window
    if window is None or assessment.norm.period is None or window.as_if or "period-over" in assessment.notes:
        return ""
    return f" {'vóór' if language == 'nl' else 'before'} {date_text(window.end, language)}"


def outcome_sentence(assessment: Assessment, language: str) -> str:
    """The answer for one norm, in one sentence."""
    language = language_of(language)
    nl = language == "nl"
    if assessment.subsumed_by is not None:
        return subsumed_sentence(assessment, language)
    if assessment.outcome is Outcome.MET:
        until = assessment.window
        if until is None or assessment.norm.period is None or until.as_if:
            return "Je voldoet." if nl else "You meet this norm."
        day = date_text(until.end, language)
        return (
            f"Je voldoet. De periode loopt tot {day}."
            if nl
            else f"You meet this norm. The period runs until {day}."
        )
    if assessment.outcome is Outcome.UNDETERMINED:
        return _undetermined(assessment, language)
    missing = missing_results(assessment, language)
    if not missing:
        return "Je voldoet nog niet." if nl else "You do not meet this norm yet."
    return _lacking(assessment, missing, language)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _listed(words: Sequence[str], language: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {'en' if language == 'nl' else 'and'} {words[-1]}"


def _undetermined(assessment: Assessment, language: str) -> str:
    nl = language == "nl"
    if "no-version" in assessment.notes:
        return note_sentence("no-version", assessment, language)
    if "relief-not-established" in assessment.notes:
        return note_sentence("relief-not-established", assessment, language)
    unset = unset_results(assessment)
    if unset:
        listed = _listed([title_words(r.requirement, language) for r in unset], language)
        owner = assessment.norm.owner
        if nl:
            return (
                f"Dit kan niet worden vastgesteld, want de bron noemt geen totaal voor {listed}. "
                f"Vraag {owner} hoeveel je nodig hebt."
            )
        return (
            f"This can not be established, because the source names no total for {listed}. "
            f"Ask {owner} how much you need."
        )
    unsure = open_results(assessment, Outcome.UNDETERMINED)
    listed = _listed([_unknown_words(r, language) for r in unsure], language)
    if nl:
        return f"Nog niet vast te stellen: er ontbreken gegevens over {listed}."
    return f"Not established yet: facts are missing about {listed}."


def unset_results(assessment: Assessment) -> list[RequirementResult]:
    """The sums that keep an answer open because no source says how much is needed; empty when it is open for facts."""
    if assessment.outcome is not Outcome.UNDETERMINED or "relief-not-established" in assessment.notes:
        return []
    return [r for r in open_results(assessment, Outcome.UNDETERMINED) if _not_established(r)]


def _not_established(result: RequirementResult) -> bool:
    node = result.requirement
    group = node.group if isinstance(node, Total) else node
    return isinstance(group, Group) and group.not_established


def _unknown_words(result: RequirementResult, language: str) -> str:
    """What is not known, as one asks for it."""
    nl = language == "nl"
    match result.requirement:
        case AdmittedBy():
            return "hoe je bent toegelaten" if nl else "how you were admitted"
        case AgeIs():
            return "je geboortedatum" if nl else "your date of birth"
    return title_words(result.requirement, language)


def headline(assessments: Sequence[Assessment], language: str) -> str:
    """The first sentence of the page, over all norms: am I fine, and if not, what is missing first."""
    language = language_of(language)
    nl = language == "nl"
    if not assessments:
        return "Je hebt nog geen registratie toegevoegd." if nl else "You have not added a registration yet."
    short = sorted((a for a in assessments if a.outcome is Outcome.NOT_MET), key=_end)
    unsure = [a for a in assessments if a.outcome is Outcome.UNDETERMINED]
    if not short and not unsure:
        first = min(assessments, key=_end)
        if first.window is None or first.window.as_if:
            return "Je staat goed." if nl else "You are in good standing."
        day = date_text(first.window.end, language)
        return (
            f"Je staat goed, zeker tot {day}." if nl else f"You are in good standing, at least until {day}."
        )
    if not short and all(unset_results(one) for one in unsure):
        owners = _listed(list(dict.fromkeys(one.norm.owner for one in unsure)), language)
        return (
            f"Je mist niets dat we kunnen zien. Voor {owners} is het niet vast te stellen: de bron noemt geen totaal."
            if nl
            else f"Nothing we can see is missing. For {owners} it can not be established: the source names no total."
        )
    if not short:
        return (
            "Je mist niets dat we kunnen zien, maar niet alles is vast te stellen."
            if nl
            else "Nothing we can see is missing, but not everything can be established."
        )
    return _short_headline(short[0], nl, language)


def _short_headline(first: Assessment, nl: bool, language: str) -> str:
    results = missing_results(first, language)
    missing = _missing(results[0], language) if results else ("nog iets" if nl else "something")
    more = len(results) - 1
    also = ""
    if more > 0:
        also = f" en nog {more} {'ding' if more == 1 else 'dingen'}" if nl else f" and {more} more"
    if "period-over" in first.notes:
        return (
            f"De periode is voorbij en je mist {missing}{also}."
            if nl
            else f"The period is over and you lack {missing}{also}."
        )
    due = _due(first, language)
    if due:
        return (
            f"{_capital(due.strip())} mis je nog {missing}{also}."
            if nl
            else f"{_capital(due.strip())} you still need {missing}{also}."
        )
    return f"Je mist nog {missing}{also}." if nl else f"You still need {missing}{also}."


def _end(assessment: Assessment) -> date:
    return assessment.window.end if assessment.window is not None else date.max


def subsumed_sentence(assessment: Assessment, language: str) -> str:
    """That a heavier recognition meets this norm."""
    other = norm_title(assessment.subsumed_by or "", language)
    if language_of(language) == "nl":
        return f"Je voldoet, omdat je geldig staat ingeschreven voor: {other}."
    return f"You meet this norm, because you hold a valid recognition: {other}."


def remedy_sentence(assessment: Assessment, language: str) -> str:
    """What tolerance offers; empty when it offers nothing."""
    remedy = assessment.remedy
    if remedy is None:
        return ""
    day, reached = date_text(remedy.until, language), remedy.average // 100
    if language_of(language) == "nl":
        return (
            f"Je haalt gemiddeld {reached} procent. Voorwaardelijk mogelijk: herstel het tekort vóór {day}."
        )
    return (
        f"You reach {reached} percent on average. Conditionally possible: make up the shortfall before {day}."
    )


def note_sentence(code: str, assessment: Assessment, language: str) -> str:
    """What the reader must know, by its code."""
    nl = language_of(language) == "nl"
    match code:
        case "as-if":
            return (
                "Je staat niet onder deze norm. Dit is de stand alsof de periode vandaag eindigt."
                if nl
                else "You are not under this norm. This is where you would stand if the period ended today."
            )
        case "no-version":
            return (
                "Vakwerk kent geen versie van deze norm voor jouw periode; er valt dus niets vast te stellen."
                if nl
                else "Vakwerk holds no version of this norm for your period, so nothing can be established."
            )
        case "relief-not-established":
            return (
                "Niet vast te stellen: je had verlof, en wat dat hier doet weten we niet. Vraag het register."
                if nl
                else "Not established: you had leave, and we do not know what it does here. Ask the register."
            )
        case "period-over":
            assert assessment.window is not None
            day = date_text(assessment.window.end, language)
            return f"Deze periode liep tot {day}." if nl else f"This period ran until {day}."
    raise KeyError(code)


def extension_sentence(extension: Extension, dossier: Dossier, language: str) -> str:
    """Why the end is later than stored, and by how much."""
    nl = language_of(language) == "nl"
    length = days_text(extension.days, language)
    if extension.why == "decree":
        return (
            f"Een besluit voor iedereen verlengt de periode met {length}."
            if nl
            else f"A decree for everyone extends the period by {length}."
        )
    kinds = [
        vocabulary.label("absence_kinds", a.kind, language)
        for a in dossier.absences
        if a.id in extension.facts
    ]
    named = _listed(list(dict.fromkeys(kinds)), language_of(language))
    if extension.why == "pause":
        return (
            f"De klok stond {length} stil door {named}."
            if nl
            else f"The clock stood still for {length} because of {named}."
        )
    return (
        f"{_capital(named)} verlengt de periode met {length}."
        if nl
        else f"{_capital(named)} extends the period by {length}."
    )


def norm_status_sentence(norm: Norm, on: date, language: str) -> str:
    """How far the reader may trust our copy of the norm; a warning when it was not checked for a year."""
    nl = language_of(language) == "nl"
    day = date_text(norm.checked_on, language)
    words = {
        "official": ("door de eigenaar zo gepubliceerd", "published in this form by its owner"),
        "transcribed": ("overgeschreven uit de tekst van de eigenaar", "transcribed from its owner's text"),
        "example": (
            "voorbeeld: de cijfers zijn gekozen om te laten zien hoe het werkt",
            "example: figures chosen to show how it works",
        ),
    }[norm.status]
    said = f"{words[0]}, nagekeken op {day}" if nl else f"{words[1]}, checked on {day}"
    if on > add_months(norm.checked_on, 12):
        return (
            f"{said}. Let op: dat is langer dan een jaar geleden."
            if nl
            else f"{said}. Mind: that is more than a year ago."
        )
    return said


def change_sentence(change: Change, assessment: Assessment, dossier: Dossier, language: str) -> str:
    """One change that would help, as an offer."""
    language = language_of(language)
    nl = language == "nl"
    node = node_of(assessment, change.requirement)
    words = title_words(node, language)
    if change.way == "add" and change.unit is not None:
        amount = amount_text(change.amount, change.unit, language)
        return (
            f"Nog {amount} {words}, en deze eis is rond."
            if nl
            else f"{amount} more of {words}, and this requirement is met."
        )
    if change.way == "amend":
        title = next((a.title for a in dossier.activities if a.id == change.fact), change.fact)
        what = {
            "accreditations": ("het accreditatienummer", "the accreditation number"),
            "confirmations": ("een bevestiging", "a confirmation"),
        }[change.field]
        return f"Vul bij ‘{title}’ {what[0]} in." if nl else f"Add {what[1]} to ‘{title}’."
    return f"Regel en noteer: {words}." if nl else f"Arrange and record: {words}."
