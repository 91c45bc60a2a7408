"""What the page of one norm shows besides its card: every fact with all that is said of it, every number's source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from vakwerk.apps.desk.rows import Href, Reading
from vakwerk.apps.desk.shapes import Line
from vakwerk.apps.desk.words import amount
from vakwerk.apps.dossier import details
from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.dossier.words import language
from vakwerk.core.dossier import Dossier, Fact
from vakwerk.core.norms import Assessment, FactResult
from vakwerk.core.norms.words import date_text, requirement_title


@dataclass(frozen=True, slots=True)
class Told:
    """A fact, whether it counts, and every line about it."""

    title: str
    line: str
    href: str
    counts: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the norm: of which requirement, how much, since when."""

    title: str
    amount: str
    since: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where rules were read, and at which place there."""

    title: str
    url: str
    place: str


def stories_of(assessment: Assessment, dossier: Dossier) -> list[FactResult]:
    """Every fact the norm looked at: what does not count first, latest first within each."""
    days = {fact.id: day for fact in (*dossier.activities, *dossier.work) if (day := _day(fact))}
    return sorted(
        assessment.facts,
        key=lambda story: (not story.counted, days.get(story.fact, dt.date.min), story.fact),
        reverse=True,
    )


def _day(fact: Fact) -> dt.date | None:
    return getattr(fact, "completed_on", None) or getattr(fact, "since", None)


def told_of(
    stories: Iterable[FactResult], assessment: Assessment, dossier: Dossier, *, href: Href
) -> list[Told]:
    """These facts with everything the norm says of each."""
    reading = Reading.of(assessment, dossier, href, 0)
    return [
        Told(
            facts_words.title_of(reading.facts[story.fact]),
            details.line_of(reading.facts[story.fact]),
            href(story.fact),
            bool(story.counted),
            reading.told(story),
        )
        for story in stories
    ]


def parameters_of(assessment: Assessment) -> list[Number]:
    """Every number that was used."""
    titles = {
        result.id: requirement_title(result.requirement, language())
        for result in (assessment.result.walk() if assessment.result else ())
    }
    return [
        Number(
            titles[parameter.requirement],
            amount(parameter.value, parameter.unit),
            date_text(parameter.since, language()),
        )
        for parameter in assessment.parameters()
    ]


def sources_of(assessment: Assessment) -> list[Place]:
    """Where the version and its requirements were read, each once."""
    if assessment.used is None:
        return []
    asked = [result.requirement for result in (assessment.result.walk() if assessment.result else ())]
    read = [assessment.used.version.source, *(node.source for node in asked if node.source is not None)]
    return [
        Place(
            source.title,
            source.url,
            _("article %(article)s") % {"article": source.article}
            if source.article[:1].isdigit()
            else source.article,
        )
        for source in dict.fromkeys(read)
    ]
