"""Who may try a norm on everybody: registrars, administrators, makers of policy, and who speaks for an association."""

from __future__ import annotations

import rules
from django.utils import timezone

from vakwerk.apps.people import queries as people
from vakwerk.apps.people.terms import OrganisationKind, Role

ROLES = frozenset({Role.REGISTRAR, Role.ADMINISTRATOR, Role.POLICY_MAKER})


@rules.predicate
def may_try(account: people.Visitor, _subject: object = None) -> bool:
    """One of these roles today, or any role in a professional association. One question, for every page asks it."""
    for grant in people.grants_of(account=account, on=timezone.localdate()):
        if grant.role in ROLES:
            return True
        if grant.organisation is not None and grant.organisation.kind == OrganisationKind.ASSOCIATION:
            return True
    return False


rules.add_perm("outlook.try_norms", may_try)
