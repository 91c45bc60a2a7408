"""Who may do what in the register. The public register needs no permission; the rest is for the registrar alone."""

from __future__ import annotations

import datetime as dt

import rules
from django.utils import timezone

from vakwerk.apps.people import queries as people
from vakwerk.apps.people.terms import Role


@rules.predicate
def is_registrar(account: people.Visitor, _subject: object = None) -> bool:
    """Has the role of registrar today."""
    today: dt.date = timezone.localdate()
    return Role.REGISTRAR in people.roles_of(account=account, on=today)


rules.add_perm("register.list_people", is_registrar)
rules.add_perm("register.see_person", is_registrar)
