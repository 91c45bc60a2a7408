"""The portfolio as it can be shared: what the owner chose to show, in lines, worked out anew at every look."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vakwerk.apps.people import queries as people
from vakwerk.apps.portfolio import periods, queries
from vakwerk.apps.portfolio.reading import FactLine, Heading
from vakwerk.apps.sharing.offers import Offer, Section, offer
from vakwerk.apps.sharing.terms import Scope


def register() -> None:
    """The portfolio can be shared."""
    offer(Offer(Scope.PORTFOLIO, gettext_lazy("the portfolio"), sections))


def sections(person_id: uuid.UUID, on: dt.date) -> tuple[Section, ...]:
    """The period of the registration that ends first, or this year: facts by heading, and goals that may be read."""
    person = people.person(person_id=person_id)
    if person is None:
        return ()
    known = queries.at_hand(person)
    period = periods.choices_for(known.dossier, on)[0]
    shown = queries.shown_to_others(person, start=period.start, end=period.end, on=on, known=known)
    first = Section(_("Portfolio"), (capfirst(period.label), shown.read.amount))
    headings = [_section(heading) for heading in shown.read.headings if heading.facts]
    goals = tuple(_goal(goal) for goal in shown.goals)
    return (first, *headings, *([Section(_("What I want to learn"), goals)] if goals else []))


def _section(heading: Heading) -> Section:
    lines = [_line(line) for group in heading.groups for line in group.lines]
    return Section(heading.title, (f"{heading.meaning} {heading.sentence}", *lines))


def _line(line: FactLine) -> str:
    parts = [line.title, line.line, line.amount]
    if line.confirmed:
        parts.append(_("confirmed by %(names)s") % {"names": ", ".join(line.confirmed)})
    if line.files:
        parts.append(ngettext("%(files)s file", "%(files)s files", line.files) % {"files": line.files})
    parts += [line.source, ", ".join(line.tied)]
    return " · ".join(part for part in parts if part)


def _goal(goal: queries.GoalShown) -> str:
    return f"{goal.text} ({goal.state.label})"
