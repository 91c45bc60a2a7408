"""May this viewer see this share on this day: values in, yes or no out. The one place that decides it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from vakwerk.apps.sharing.terms import READERS


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: the account's key (None: nobody), its roles today, each with the organisation it is held in."""

    account: Any
    grants: frozenset[tuple[str, uuid.UUID | None]]

    @property
    def roles(self) -> frozenset[str]:
        """The roles, wherever they are held."""
        return frozenset(role for role, _house in self.grants)


@dataclass(frozen=True, slots=True)
class Shared:
    """A share as it stands: whose, for what, with whom, what, and from when until when (both days included)."""

    id: uuid.UUID
    person: uuid.UUID
    person_name: str
    restricted: bool
    purpose: str
    other_purpose: str
    organisation: uuid.UUID | None
    receiver: str
    account: Any
    invited: bool
    scope: str
    norm: str
    period_start: dt.date | None
    period_end: dt.date | None
    facts: frozenset[str]
    with_evidence: bool
    from_date: dt.date
    until_date: dt.date
    note: str
    made_at: dt.datetime
    ended_at: dt.datetime | None

    def runs(self, on: dt.date) -> bool:
        """Whether somebody may read through it on this day, if anybody."""
        return self.ended_at is None and not self.invited and self.from_date <= on <= self.until_date


def may_see(viewer: Viewer, shared: Shared, on: dt.date, *, whatever_restriction: bool = False) -> bool:
    """Whether the viewer reads through the share on the day.

    A share with an organisation is read by who holds a fitting role there on that day; one with an account by that
    account, while it holds any role. `whatever_restriction`: leave out whether the owner stopped all use.
    """
    if viewer.account is None or not viewer.grants or not shared.runs(on):
        return False
    if shared.restricted and not whatever_restriction:
        return False
    if shared.organisation is not None:
        return any((role, shared.organisation) in viewer.grants for role in READERS[shared.purpose])
    return shared.account is not None and bool(shared.account == viewer.account)


def role_for(viewer: Viewer, shared: Shared) -> str:
    """In which role the viewer reads: a fitting one, else any it holds. Only for who may see it."""
    fitting = [
        role
        for role in READERS[shared.purpose]
        if (role, shared.organisation) in viewer.grants
        or (shared.organisation is None and role in viewer.roles)
    ]
    return fitting[0] if fitting else min(viewer.roles)
