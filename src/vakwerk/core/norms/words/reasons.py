"""Why a fact does not count: the first condition that said no, and what to do when something can be done."""

from __future__ import annotations

import re

from vakwerk.core import vocabulary
from vakwerk.core.norms.assessment import Assessment, Refusal
from vakwerk.core.norms.conditions import (
    Accredited,
    CategoryIn,
    Completed,
    Condition,
    Confirmed,
    FormIs,
    KindIn,
    KindNotIn,
    LevelAtLeast,
    NotCountedEarlier,
    ProgrammeIs,
    RoleIn,
    SessionAtLeast,
    SettingIn,
    TopicIn,
)
from vakwerk.core.norms.words.numbers import date_text, language_of
from vakwerk.core.norms.words.titles import labels, minimum_text, title_words

_NUMBERED = re.compile(r"^\d[\w.,: -]{0,20}$")


def refusal_sentence(refusal: Refusal, assessment: Assessment, language: str) -> str:
    """The reason, with the requirement it concerns and the article where the version gives one."""
    language = language_of(language)
    words = condition_text(refusal.condition, assessment, language)
    if refusal.requirement:
        title = title_words(assessment.requirement(refusal.requirement).requirement, language)
        words = f"{'bij' if language == 'nl' else 'for'} {title}: {words}"
    article = _article(refusal, assessment)
    return f"{words} (art. {article})" if article else words


def _article(refusal: Refusal, assessment: Assessment) -> str:
    """The article of the requirement, or of the version when it is a short number rather than a description."""
    source = assessment.requirement(refusal.requirement).requirement.source if refusal.requirement else None
    if source is None and assessment.used is not None:
        source = assessment.used.version.source
    return source.article if source is not None and _NUMBERED.match(source.article) else ""


def condition_text(condition: Condition | None, assessment: Assessment | None, language: str) -> str:
    """What is wrong with the fact, seen from one condition. None stands for work outside the window.

    Without an assessment the words hold for anybody: no dates of a period are named.
    """
    language = language_of(language)
    nl = language == "nl"
    match condition:
        case None:
            return "valt buiten de periode" if nl else "lies outside the period"
        case Completed():
            return _completed(condition, assessment, nl, language)
        case KindIn():
            list_name = (
                "activity_kinds"
                if vocabulary.is_term("activity_kinds", condition.named[0])
                else "holding_kinds"
            )
            kinds = labels(list_name, condition.named, language)
            return f"hier telt alleen {kinds}" if nl else f"only {kinds} counts here"
        case KindNotIn():
            kinds = labels("activity_kinds", condition.named, language)
            return f"{kinds} is uitgesloten" if nl else f"{kinds} is excluded"
        case FormIs():
            form = vocabulary.label("forms", condition.form, language)
            return f"dit is geen {form}" if nl else f"this is not {form}"
        case TopicIn():
            topics = labels("topics", condition.topics, language)
            return f"gaat niet over {topics}" if nl else f"is not about {topics}"
        case Accredited():
            return _accredited(condition, nl, language)
        case CategoryIn():
            names = ", ".join(sorted(condition.categories))
            return f"staat niet in categorie {names}" if nl else f"is not in category {names}"
        case Confirmed():
            by = labels("accreditors", condition.by, language)
            if by:
                return (
                    f"nog niet bevestigd door iemand uit {by}"
                    if nl
                    else f"not yet confirmed by someone in {by}"
                )
            return "nog niet bevestigd door een ander" if nl else "not yet confirmed by someone else"
        case ProgrammeIs():
            name = condition.programme
            return f"hoort niet bij {name}" if nl else f"does not belong to {name}"
        case SessionAtLeast():
            least = minimum_text(condition.minutes, language)
            return f"een bijeenkomst duurt ten minste {least}" if nl else f"a session lasts at least {least}"
        case RoleIn():
            roles = labels("roles", condition.roles, language)
            return f"geen werk als {roles}" if nl else f"not work as {roles}"
        case LevelAtLeast():
            level = vocabulary.label("levels", condition.level, language)
            return f"niet op niveau {level}" if nl else f"not at level {level}"
        case SettingIn():
            settings = labels("settings", condition.settings, language)
            return f"niet aangemerkt als {settings}" if nl else f"not marked as {settings}"
        case NotCountedEarlier():
            return "telt al mee bij een eerdere eis" if nl else "already counts for an earlier requirement"
    return "past niet bij deze eis" if nl else "does not fit this requirement"


def _completed(condition: Completed, assessment: Assessment | None, nl: bool, language: str) -> str:
    if assessment is None and condition.when == "within_period":
        return "niet afgerond in de periode" if nl else "not finished within the period"
    window = assessment.window if assessment is not None else None
    if (
        condition.when != "within_period"
        or window is None
        or assessment is None
        or assessment.norm.period is None
    ):
        return "nog niet afgerond" if nl else "not finished yet"
    start, end = date_text(window.start, language), date_text(window.end, language)
    if nl:
        return f"niet afgerond in deze periode (van {start} tot {end})"
    return f"not finished within this period (from {start} until {end})"


def _accredited(condition: Accredited, nl: bool, language: str) -> str:
    if not condition.wanted:
        return "is geaccrediteerd en telt daarom elders" if nl else "is accredited and so counts elsewhere"
    by = labels("accreditors", condition.by, language)
    if nl:
        return f"nog niet: vul het nummer van de accreditatie {f'door {by} ' if by else ''}in"
    return f"not yet: fill in the accreditation number{f' given by {by}' if by else ''}"
