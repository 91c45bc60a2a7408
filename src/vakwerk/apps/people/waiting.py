"""What waits for somebody: rooms above this one say so here, and the desk shows it in one list.

A room registers a *finder* when Django starts (`AppConfig.ready`). A finder is asked for one person on one day, does a
handful of queries at most, and names only what that person can do something about.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that can be given on the spot with one press: what the button says, and the address it is sent to.

    The address takes a POST without fields, and shows the desk again when `next` says so.
    """

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: a sentence in the reader's language, where to do it, since when, and until when if any.

    With `answers` the desk shows them as buttons, the likeliest first.
    """

    text: str
    href: str
    action: str
    since: dt.datetime
    until: dt.date | None = None
    answers: tuple[Answer, ...] = ()


Finder = Callable[[uuid.UUID, dt.date], list[Waiting]]

_finders: list[Finder] = []


def listen(finder: Finder) -> None:
    """Ask `finder` too, with the person's number and the day."""
    if finder not in _finders:
        _finders.append(finder)


def waiting_for(person: uuid.UUID, on: dt.date) -> list[Waiting]:
    """All that waits for this person: what must be done first on top, else what waits longest."""
    found = [one for finder in _finders for one in finder(person, on)]
    return sorted(found, key=lambda one: (one.until or dt.date.max, one.since))
