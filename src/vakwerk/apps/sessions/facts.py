"""What a session means for each dossier, without a database: which fact, with whose confirmation, and how it changes.

A person's fact belongs to that person. What this app changes in it is the difference between what the session said
before and what it says now; whatever the owner changed in the meantime stays.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from vakwerk.apps.sessions.names import COUNTING, Part, Presence
from vakwerk.core.dossier import Activity, Confirmation

SHARED_FIELDS = ("kind", "title", "completed_on", "minutes", "remote_minutes")
"""The fields of a fact that the session speaks about, besides the confirmations."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a session says of itself."""

    id: uuid.UUID
    kind: str
    title: str
    on: dt.date
    minutes: int
    remote_minutes: int
    guide_register: str
    stands: bool
    """Whether it took place, so that it may be in dossiers."""


@dataclass(frozen=True, slots=True)
class Present:
    """What is known about one person: `on` is the day of the answer, `agreed` the minutes answered for."""

    key: int
    name: str
    state: str
    part: str
    on: dt.date | None
    agreed: int


def fact_id_of(session: uuid.UUID) -> str:
    """The id of the fact a session makes in every dossier: always the same, so that it is never there twice."""
    return f"session:{session}"


def activities(meeting: Meeting, presents: Sequence[Present]) -> dict[int, Activity]:
    """The fact of everybody whose presence counts. Who was silent vouches for nobody; nobody vouches for himself."""
    if not meeting.stands:
        return {}
    made = {}
    for one in presents:
        if one.state not in COUNTING:
            continue
        minutes = min(one.agreed, meeting.minutes)
        made[one.key] = Activity(
            id=fact_id_of(meeting.id),
            kind=meeting.kind,
            title=meeting.title,
            completed_on=meeting.on,
            minutes=minutes,
            remote_minutes=min(meeting.remote_minutes, minutes),
            confirmations=tuple(
                Confirmation(
                    by=other.name,
                    on=other.on,
                    register=(meeting.guide_register or None) if other.part == Part.GUIDE else None,
                )
                for other in sorted(presents, key=lambda present: (present.on or dt.date.max, present.name))
                if other.key != one.key
                and other.state == Presence.CONFIRMED
                and other.on is not None
                and other.agreed >= minutes
            ),
        )
    return made


def merged(standing: Activity, before: Activity | None, after: Activity, names: Collection[str]) -> Activity:
    """The fact as it stands, with what the session changed: a field the owner changed keeps the owner's value.

    `before` None: the session takes over all it speaks about. Confirmations by people of this session (`names`) are
    those the session gives now; those from elsewhere stay.
    """
    changed = {
        name: getattr(after, name)
        for name in SHARED_FIELDS
        if before is None or getattr(standing, name) == getattr(before, name) != getattr(after, name)
    }
    elsewhere = tuple(one for one in standing.confirmations if one.by not in names)
    fact = replace(standing, **changed, confirmations=(*elsewhere, *after.confirmations))
    if fact.minutes is not None and fact.remote_minutes > fact.minutes:
        fact = replace(fact, remote_minutes=fact.minutes)
    if set(fact.confirmations) == set(standing.confirmations):
        fact = replace(fact, confirmations=standing.confirmations)
    return fact
