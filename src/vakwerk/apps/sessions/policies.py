"""Who may do what with groups and sessions. Nothing is allowed that is not said here."""

from __future__ import annotations

import uuid
from typing import Any

import rules

from vakwerk.apps.people import queries as people
from vakwerk.apps.sessions import queries


@rules.predicate
def takes_part(account: Any, _subject: object = None) -> bool:
    """Somebody with a dossier of their own; only such people meet here."""
    return bool(getattr(account, "is_active", False)) and people.person_of(account=account) is not None


@rules.predicate
def is_listed(account: Any, session_id: uuid.UUID | None = None) -> bool:
    """Somebody on the list of the session, who recorded it, or who manages its group."""
    return session_id is not None and queries.may_see(people.person_of(account=account), session_id)


@rules.predicate
def runs(account: Any, session_id: uuid.UUID | None = None) -> bool:
    """Who recorded the session or manages its group."""
    return session_id is not None and queries.may_run(people.person_of(account=account), session_id)


@rules.predicate
def is_member(account: Any, group_id: uuid.UUID | None = None) -> bool:
    """Somebody who is in the group today."""
    return group_id is not None and queries.is_member(people.person_of(account=account), group_id)


rules.add_perm("sessions.take_part", takes_part)
rules.add_perm("sessions.see", is_listed)
rules.add_perm("sessions.run", runs)
rules.add_perm("sessions.see_group", is_member)
