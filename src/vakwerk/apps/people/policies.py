"""Who may do what with whom. Nothing is allowed that is not said here."""

from __future__ import annotations

from functools import cache

import rules
from django.utils import timezone

from vakwerk.apps.people import queries
from vakwerk.apps.people.models import Account, Person
from vakwerk.apps.people.terms import HELPERS, Role


@rules.predicate
def is_account(account: object) -> bool:
    """Somebody who is logged in with an account that is open."""
    return isinstance(account, Account) and account.is_active


@rules.predicate
def has_person(account: queries.Visitor, _subject: object = None) -> bool:
    """An account that belongs to a person, and so has a dossier of its own."""
    return queries.person_of(account=account) is not None


@rules.predicate
def is_owner(account: queries.Visitor, person: Person | None = None) -> bool:
    """The person is the account's own. Without a person the answer is no."""
    return isinstance(account, Account) and person is not None and person.account_id == account.pk


@cache
def has_role(role: Role) -> rules.Predicate:
    """The predicate “has this role today”."""

    def held(account: queries.Visitor, _subject: object = None) -> bool:
        return role in queries.roles_of(account=account, on=timezone.localdate())

    return rules.predicate(held, name=f"has_role:{role.value}")


@rules.predicate
def is_helper(account: queries.Visitor, _subject: object = None) -> bool:
    """Somebody who may help others to log in (one question, for it is asked on every page)."""
    return bool(HELPERS & queries.roles_of(account=account, on=timezone.localdate()))


is_registrar = has_role(Role.REGISTRAR)
may_see_dossier = is_account & (is_owner | is_registrar)

rules.add_perm("people.see_account", is_account)
rules.add_perm("people.help_to_log_in", is_account & is_helper)
rules.add_perm("people.see_own_looks", is_account & has_person)
rules.add_perm("people.see_dossier", may_see_dossier)
rules.add_perm("people.list_people", is_account & is_registrar)
rules.add_perm("people.change_dossier", is_account & is_owner)
