"""Faults of a list, and what happened to it, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakwerk.apps.learning.models import PostingEvent
from vakwerk.apps.learning.roster import Fault
from vakwerk.apps.learning.terms import Event, LineState, Outcome, Reason

COLUMNS = {
    "number": gettext_lazy("number"),
    "name": gettext_lazy("name"),
    "email": gettext_lazy("e-mail"),
    "length": gettext_lazy("length"),
    "day": gettext_lazy("day"),
}
"""What each column of a list is called."""

CHIPS = {
    LineState.POSTED: "ok",
    LineState.ASKED: "ok",
    LineState.UNKNOWN: "todo",
    LineState.AMBIGUOUS: "todo",
    LineState.NAME_DIFFERS: "todo",
    LineState.OBJECTED: "soon",
    LineState.RETURNED: "soon",
}
"""The sign of each state; what is over has the sign of what is not known."""


def chip_of(state: LineState) -> str:
    """The sign of a state."""
    return CHIPS.get(state, "unknown")


def fault_sentence(fault: Fault) -> str:
    """What is wrong in a line and what to do."""
    if fault.reason:
        return fault.reason
    return _faults()[fault.code] % {"text": fault.text, "column": COLUMNS[fault.column]}


def _faults() -> dict[str, str]:
    return {
        "no-number": _("There is no number. Add the registration number of this person."),
        "no-name": _(
            "There is no name with “%(text)s”. Without a name we can not see whether the number is right."
        ),
        "bad-day": _("We can not read “%(text)s” as a day. Write it like this: 20-11-2026."),
        "bad-length": _("We can not read “%(text)s” as a time. Write it like this: 3 uur, 2:30 or 90 min."),
        "not-understood": _("We do not know what “%(text)s” means here. Leave it out."),
        "too-long": _("This %(column)s is too long. Check the line."),
        "slip": _(
            "“%(text)s” has a slip: the last digit does not fit the others. Posted like this, it finds nobody."
        ),
        "twice": _("This number also stands on line %(text)s. The person gets the course once."),
    }


def event_of(event: PostingEvent, account: Any) -> dict[str, Any]:
    """What happened, when, and whether the reader did it."""
    return {
        "what": Event(event.name).label,
        "at": event.at,
        "line": event.line.number if event.line is not None else None,
        "by_you": event.actor_id is not None and event.actor_id == account.pk,
    }


def objection_of(one: Any) -> dict[str, Any]:
    """An objection with its answer, in words."""
    return {
        "reason": Reason(one.reason).label,
        "text": one.text,
        "at": one.at,
        "outcome": Outcome(one.outcome).label if one.outcome else "",
        "answer": one.answer,
        "answered_at": one.answered_at,
        "decision": one.get_decision_display() if one.decision else "",
    }
