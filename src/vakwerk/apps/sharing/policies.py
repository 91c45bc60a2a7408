"""Who may see what was shared, today. Nothing is allowed that is not said here; every look asks again."""

from __future__ import annotations

import datetime as dt

import rules
from django.utils import timezone

from vakwerk.apps.people import queries as people
from vakwerk.apps.people.terms import Role
from vakwerk.apps.sharing import queries
from vakwerk.apps.sharing.seeing import Shared, may_see


@rules.predicate
def reads(account: people.Visitor, shared: Shared | None = None) -> bool:
    """May this account read through this share today? Without a share the answer is no."""
    today: dt.date = timezone.localdate()
    return shared is not None and may_see(queries.viewer_of(account, today), shared, today)


@rules.predicate
def receives(account: people.Visitor, shared: Shared | None = None) -> bool:
    """Is this account the receiver of a running share, also while its owner's data may not be used?"""
    today: dt.date = timezone.localdate()
    return shared is not None and may_see(
        queries.viewer_of(account, today), shared, today, whatever_restriction=True
    )


@rules.predicate
def shares(account: people.Visitor, shared: Shared | None = None) -> bool:
    """Is the share the account's own?"""
    person = people.person_of(account=account)
    return shared is not None and person is not None and person.pk == shared.person


@rules.predicate
def has_dossier(account: people.Visitor, _subject: object = None) -> bool:
    """Has a dossier to share from, and rights over."""
    return people.person_of(account=account) is not None


@rules.predicate
def is_somebody(account: people.Visitor, _subject: object = None) -> bool:
    """Is logged in with an account that is open: may be shared with."""
    return bool(people.roles_of(account=account, on=timezone.localdate()))


@rules.predicate
def may_ask(account: people.Visitor, _subject: object = None) -> bool:
    """Has a role in which something can be shared with an organisation, in an organisation, today."""
    return bool(queries.houses_of(account, timezone.localdate()))


@rules.predicate
def answers_corrections(account: people.Visitor, _subject: object = None) -> bool:
    """Keeps the register, and so owes the answers."""
    return Role.REGISTRAR in people.roles_of(account=account, on=timezone.localdate())


rules.add_perm("sharing.offer", has_dossier)
rules.add_perm("sharing.change", shares)
rules.add_perm("sharing.see", reads)
rules.add_perm("sharing.receive", receives)
rules.add_perm("sharing.list_received", is_somebody)
rules.add_perm("sharing.ask", may_ask)
rules.add_perm("sharing.own_rights", has_dossier)
rules.add_perm("sharing.answer_corrections", answers_corrections)
