"""What this room keeps about a person: how it is copied, and how it is erased."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from vakwerk.apps.learning.models import AttendanceLine, AttendanceList, NotMine, Objection
from vakwerk.apps.learning.terms import LineState
from vakwerk.apps.people.stores import Store


def export_lines(person: uuid.UUID) -> list[dict[str, Any]]:
    """Every line about this person with what was typed, how it stands, and what was said against it."""
    lines = AttendanceLine.objects.filter(person_id=person).select_related("list__offering__organisation")
    return [
        {
            "organisation": line.list.offering.organisation.name,
            "offering": line.list.offering.title,
            "edition": line.list.edition,
            "completed_on": (line.completed_on or line.list.completed_on).isoformat(),
            "minutes": line.minutes or line.list.minutes,
            "posted_at": line.list.posted_at.isoformat(),
            "number": line.typed_number,
            "name": line.typed_name,
            "state": line.state,
            "since": line.since.isoformat(),
            "fact": line.fact_id,
            "objections": [
                {
                    "reason": one.reason,
                    "text": one.text,
                    "at": one.at.isoformat(),
                    "outcome": one.outcome,
                    "answer": one.answer,
                    "answered_at": one.answered_at.isoformat() if one.answered_at else None,
                    "decision": one.decision,
                }
                for one in line.objections.order_by("at", "pk")
            ],
        }
        for line in lines.prefetch_related("objections").order_by("list__posted_at", "number")
    ]


def erase_lines(person: uuid.UUID, at: dt.datetime) -> int:
    """The lines keep that somebody was there, and tell no longer who: number, name, person and words are gone."""
    Objection.objects.filter(line__person_id=person).update(text="", answer="")
    return AttendanceLine.objects.filter(person_id=person).update(
        state=LineState.ERASED,
        since=at,
        person=None,
        typed_number="",
        number_key="",
        typed_name="",
        typed_email="",
        fact_id="",
        same_as="",
        joined=None,
    )


def export_not_mine(person: uuid.UUID) -> list[dict[str, Any]]:
    """When this person said that a line is about somebody else."""
    said = NotMine.objects.filter(person_id=person).select_related("line__list__offering").order_by("at")
    return [{"offering": one.line.list.offering.title, "at": one.at.isoformat()} for one in said]


def erase_not_mine(person: uuid.UUID, _at: dt.datetime) -> int:
    """Nothing remains."""
    return NotMine.objects.filter(person_id=person).delete()[0]


def export_posted(person: uuid.UUID) -> list[dict[str, Any]]:
    """The lists this person posted for an organisation: what and when, without who is on them."""
    lists = AttendanceList.objects.filter(posted_by__person__id=person).select_related(
        "offering__organisation"
    )
    return [
        {
            "organisation": one.offering.organisation.name,
            "offering": one.offering.title,
            "edition": one.edition,
            "posted_at": one.posted_at.isoformat(),
        }
        for one in lists.order_by("posted_at", "pk")
    ]


def erase_posted(_person: uuid.UUID, _at: dt.datetime) -> int:
    """Lists and courses are the organisation's; they point at the account, whose name goes with the person."""
    return 0


STORES = (
    Store(
        name="attendance",
        tables=("learning.AttendanceLine", "learning.Objection", "learning.PostingEvent"),
        title=_("What providers of training posted about you"),
        export=export_lines,
        erase=erase_lines,
        kept=_("that somebody took part, without saying who"),
        kept_for=_("as long as the provider keeps the list"),
        why=_("so that what you attended stands in your dossier, and you can object"),
    ),
    Store(
        name="attendance-posted",
        tables=("learning.Offering", "learning.OfferingAccreditation", "learning.AttendanceList"),
        title=_("Lists you posted for an organisation"),
        export=export_posted,
        erase=erase_posted,
        kept=_("that a list was posted, without your name"),
        kept_for=_("as long as the provider keeps the list"),
        why=_("so that the organisation can correct a list, and see who posted it"),
    ),
    Store(
        name="attendance-not-mine",
        tables=("learning.NotMine",),
        title=_("Lines of which you said that they are not about you"),
        export=export_not_mine,
        erase=erase_not_mine,
        why=_("so that nobody asks you about such a line again"),
    ),
)
