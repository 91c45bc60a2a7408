"""Sessions in words: titles, lines, and what is asked of whom."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from vakwerk.apps.dossier import words as dossier_words
from vakwerk.apps.sessions.names import SESSION_KINDS, How, Part, Presence, State


def kind_name(kind: str) -> str:
    """The kind in the reader's language."""
    return dossier_words.term("activity_kinds", kind)


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of session, in the order in which they are offered."""
    return [(kind, kind_name(kind).capitalize()) for kind in SESSION_KINDS]


def usual_title(kind: str, group: str) -> str:
    """What a session is called when nobody calls it something else: the group's name, else the kind."""
    return group or kind_name(kind).capitalize()


def line(kind: str, on: dt.date, minutes: int, starts_at: dt.time | None = None) -> str:
    """ "Intervisie · 20 november 2026, 14:00 · 2 uur"."""
    day = date_format(on, "DATE_FORMAT")
    if starts_at is not None:
        day = f"{day}, {time_format(starts_at, 'H:i')}"
    return f"{kind_name(kind).capitalize()} · {day} · {dossier_words.duration(minutes)}"


def was_you_there(title: str, on: dt.date, minutes: int) -> str:
    """The question to who is on a list."""
    return _("Were you there: %(title)s, %(day)s, %(length)s?") % {
        "title": title,
        "day": date_format(on, "DATE_FORMAT"),
        "length": dossier_words.duration(minutes),
    }


def presence(state: str, how: str, decided_at: dt.datetime | None) -> str:
    """What is known about somebody's presence, with how and when."""
    said = str(Presence(state).label)
    if how and state in (Presence.CONFIRMED, Presence.BY_SILENCE):
        way = str(How(how).label) if state == Presence.CONFIRMED else ""
        said = f"{said}, {way}" if way else said
    if decided_at is not None:
        return f"{said}, {date_format(decided_at.astimezone(), 'DATE_FORMAT')}"
    return said


def part_name(part: str) -> str:
    """What somebody did; nothing for nothing in particular."""
    return str(Part(part).label) if part else ""


def state_name(state: str) -> str:
    """Whether it took place."""
    return str(State(state).label)


def chip_state(presence_state: str) -> str:
    """The sign of a presence: ok, soon, todo or unknown."""
    return {
        Presence.CONFIRMED: "ok",
        Presence.BY_SILENCE: "ok",
        Presence.INVITED: "soon",
        Presence.NOT_THERE: "unknown",
    }.get(Presence(presence_state), "unknown")


EVENT_NAMES = {
    "session:plan": lambda: _("Planned"),
    "session:record": lambda: _("Recorded"),
    "session:held": lambda: _("It took place"),
    "session:correct": lambda: _("Corrected"),
    "session:cancel": lambda: _("Cancelled"),
    "session:undo": lambda: _("Taken back"),
    "session:yield": lambda: _("What it brought was written down"),
    "session:code": lambda: _("New code"),
    "attendance:join": lambda: _("Put on the list"),
    "attendance:confirm": lambda: _("Confirmed"),
    "attendance:silence": lambda: _("Confirmed by silence"),
    "attendance:deny": lambda: _("Says not to have been there"),
    "attendance:mark": lambda: _("Marked as not there"),
    "attendance:object": lambda: _("Objected"),
    "attendance:leave": lambda: _("Left the group"),
    "attendance:part": lambda: _("Part chosen"),
    "attendance:erase": lambda: _("Data erased"),
    "guest:add": lambda: _("Guest added"),
    "guest:remove": lambda: _("Guest removed"),
}
"""What happened to a session, on a page."""


def event_name(name: str) -> str:
    """What happened, in words."""
    return EVENT_NAMES[name]()
