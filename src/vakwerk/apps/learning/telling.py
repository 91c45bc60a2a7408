"""What this room says elsewhere: under "waiting for you", and on the page of a fact."""

from __future__ import annotations

import datetime as dt
import uuid

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.dossier.about import Remark
from vakwerk.apps.learning import facts, queries
from vakwerk.apps.learning.matching import called
from vakwerk.apps.learning.models import AttendanceLine
from vakwerk.apps.learning.terms import LineState
from vakwerk.apps.people import queries as people
from vakwerk.apps.people.waiting import Waiting
from vakwerk.core.exchange.surnames import surname_agrees

MOST_NEW = 3
"""So many new things stand one by one; of more only the number is said."""


def told_to_person(line: AttendanceLine) -> str:
    """What a provider did, in a sentence for the person it is about."""
    named = {
        "house": line.list.offering.organisation.name,
        "title": line.list.offering.title,
        "day": facts_words.day(facts.day_of(line)),
        "time": facts_words.duration(line.minutes or line.list.minutes),
    }
    return _sentences()[LineState(line.state)] % named


def _sentences() -> dict[LineState, str]:
    offered = _("%(house)s posted “%(title)s” (%(day)s) under a number of yours. Is that you?")
    return {
        LineState.POSTED: _("%(house)s posted that you took “%(title)s”: %(time)s, %(day)s."),
        LineState.ASKED: _(
            "%(house)s posted “%(title)s” (%(day)s). Is that what you already added yourself?"
        ),
        LineState.OBJECTED: _(
            "You objected to “%(title)s” (%(day)s). It does not count. %(house)s owes you an answer."
        ),
        LineState.RETURNED: _("%(house)s says that “%(title)s” (%(day)s) is right. You decide."),
        LineState.WITHDRAWN: _("“%(title)s” (%(day)s) of %(house)s does not count any more."),
        LineState.UNKNOWN: offered,
        LineState.AMBIGUOUS: offered,
        LineState.NAME_DIFFERS: offered,
        LineState.CLOSED: _("%(house)s closed “%(title)s” (%(day)s)."),
        LineState.TWICE: _("“%(title)s” (%(day)s) of %(house)s stood there already."),
        LineState.ERASED: _("“%(title)s” (%(day)s) of %(house)s was erased."),
    }


def waiting_for(person: uuid.UUID, _on: dt.date) -> list[Waiting]:
    """What providers posted lately, what they ask, and lines that may be about this person.

    Three queries, and one more where there may be such a line.
    """
    asks = (LineState.ASKED, LineState.RETURNED)
    lines = queries.waiting_of(person, timezone.now())
    told = [_waiting(line, _("Answer")) for line in lines if line.state in asks]
    new = [line for line in lines if line.state not in asks]
    if len(new) <= MOST_NEW:
        told += [_waiting(line, _("Look")) for line in new]
    else:
        text = ngettext(
            "Providers changed %(count)s course in your dossier.",
            "Providers changed %(count)s courses in your dossier.",
            len(new),
        ) % {"count": len(new)}
        told.append(Waiting(text, reverse("learning:mine"), _("Look"), min(line.since for line in new)))
    maybe = queries.with_number_of(person)
    owner = people.person(person_id=person) if maybe else None
    if owner is not None:
        mine = [line for line in maybe if surname_agrees(line.typed_name, called(owner))]
        told += [_waiting(line, _("Answer")) for line in mine]
    return told


def _waiting(line: AttendanceLine, action: str) -> Waiting:
    return Waiting(told_to_person(line), reverse("learning:own_line", args=[line.pk]), action, line.since)


def about_fact(person: uuid.UUID, fact_id: str) -> list[Remark]:
    """Who posted this fact and how it stands, with the way to say that it is not right."""
    line = queries.of_fact(person, fact_id)
    if line is None:
        return []
    action = _("Something is not right") if line.state == LineState.POSTED else _("Look")
    return [Remark(told_to_person(line), reverse("learning:own_line", args=[line.pk]), action)]
