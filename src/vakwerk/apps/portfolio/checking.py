"""What may be kept in a plan: terms that exist, texts that fit, days inside the period, facts that stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.dossier import words
from vakwerk.apps.dossier.parties import Owner
from vakwerk.apps.portfolio import refusals
from vakwerk.apps.portfolio.terms import LONGEST_GOAL, LONGEST_TEXT
from vakwerk.core import vocabulary
from vakwerk.core.dates import add_months
from vakwerk.core.norms import Assessment, shipped
from vakwerk.core.portfolio import RequirementKey, standing_of

LONGEST_PLAN = 120
"""Months. No register we know has a period of more than seven years; ten leave room."""


def check_elements(elements: Iterable[str]) -> None:
    """Refuses NoSuchElement."""
    for element in elements:
        if not vocabulary.is_term("identity_elements", element):
            raise refusals.NoSuchElement(element=element[:60])


def check_topics(topics: Iterable[str]) -> None:
    """Refuses NoSuchTopic."""
    for topic in topics:
        if not vocabulary.is_term("topics", topic):
            raise refusals.NoSuchTopic(topic=topic[:60])


def check_requirements(keys: Collection[RequirementKey]) -> None:
    """Refuses NoSuchRequirement: no version of the norm has it."""
    library = shipped()
    for norm, requirement in keys:
        known = library.get(norm)
        if known is None or not any(
            node.id == requirement for version in known.versions for node in version.requires.walk()
        ):
            raise refusals.NoSuchRequirement(norm=norm[:100], requirement=requirement[:100])


def check_fact(person: Owner, fact_id: str) -> None:
    """Refuses NoSuchFact: it is not this person's, or it was withdrawn."""
    page = dossiers.fact(person, fact_id)
    if page is None or page.withdrawn:
        raise refusals.NoSuchFact(fact_id=fact_id[:100])


def check_period(start: dt.date, end: dt.date) -> None:
    """Refuses EmptyPeriod."""
    if not start < end <= add_months(start, LONGEST_PLAN):
        raise refusals.EmptyPeriod(start=start.isoformat(), end=end.isoformat())


def outside(start: dt.date, end: dt.date) -> refusals.OutsidePlan:
    """The refusal of a day that lies outside [start, end), in words."""
    return refusals.OutsidePlan(start=words.day(start), last=words.day(end - dt.timedelta(days=1)))


def checked_goal_text(text: str) -> str:
    """One line that says something. Refuses EmptyGoal, TextTooLong."""
    line = " ".join(text.split())
    if not line:
        raise refusals.EmptyGoal()
    return _fitting(line, "text", LONGEST_GOAL)


def checked_text(text: str, field: str) -> str:
    """A text as it is kept. Refuses TextTooLong."""
    return _fitting(text.strip(), field, LONGEST_TEXT)


def _fitting(text: str, field: str, most: int) -> str:
    odd = "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text)
    if odd or len(text) > most:
        raise refusals.TextTooLong(field=field, most=most)
    return text


def all_met(keys: Sequence[Sequence[str]], assessments: Mapping[str, Assessment]) -> bool:
    """Whether every one of these requirements is met now; one that can not be found is not."""
    wanted = {(norm, requirement) for norm, requirement in keys}
    standings = standing_of(wanted, assessments)
    return bool(wanted) and len(standings) == len(wanted) and all(one.met for one in standings)
