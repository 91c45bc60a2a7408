"""What is kept of accounts and people, and of who looked at whom: copied and erased as `stores` asks."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.people import queries, stores
from vakwerk.apps.people.models import Account, DemoAccount, Look, LookSubject, Person, RoleGrant

ERASED = "–"
"""What stands where a name stood."""


def _person(person_id: uuid.UUID) -> Any:
    person = Person.objects.filter(pk=person_id).select_related("account").first()
    if person is None:
        return {}
    account = person.account
    return {
        "name": person.name,
        "given_names": person.given_names,
        "infix": person.infix,
        "family_name": person.family_name,
        "display_name": person.display_name,
        "born_on": person.born_on,
        "created_at": person.created_at,
        "email": account.email if account is not None else "",
        "language": account.language if account is not None else "",
        "roles": [
            {
                "role": grant.role,
                "organisation": grant.organisation.name if grant.organisation else "",
                "from": grant.from_date,
                "until": grant.until_date,
            }
            for grant in RoleGrant.objects.filter(account=account).select_related("organisation")
        ]
        if account is not None
        else [],
    }


@transaction.atomic
def _erase_person(person_id: uuid.UUID, at: dt.datetime) -> int:
    """Name, birth and address go; an empty shell stays, so that looks at others keep somebody who made them."""
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        return 0
    account = person.account
    person.given_names = person.infix = person.family_name = ""
    person.display_name = person.search_name = ERASED
    person.born_on = None
    person.account = None
    person.save()
    return 1 + (_erase_account(account, at) if account is not None else 0)


def _erase_account(account: Account, at: dt.datetime) -> int:
    today = timezone.localdate(at)
    for session in Session.objects.filter(expire_date__gte=at).iterator(500):
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            session.delete()
    gone = EmailAddress.objects.filter(user=account).delete()[0]
    gone += DemoAccount.objects.filter(account=account).delete()[0]
    gone += RoleGrant.objects.filter(account=account, from_date__gt=today).delete()[0]
    running = RoleGrant.objects.filter(account=account)
    gone += (running.filter(until_date__isnull=True) | running.filter(until_date__gt=today)).update(
        until_date=today
    )
    account.email = f"erased-{account.pk}@erased.invalid"
    account.language = ""
    account.is_active = False
    account.last_login = None
    account.set_unusable_password()
    account.save()
    return gone + 1


def _looks(person_id: uuid.UUID) -> Any:
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        return {}
    by_you = Look.objects.filter(actor=person.account_id) if person.account_id else Look.objects.none()
    return {
        "at_you": [
            {"at": look.at, "by": look.actor, "role": look.role, "purpose": look.purpose, "page": look.page}
            for look in queries.looks_at(person=person)
        ],
        "by_you": [
            {"at": look.at, "role": look.role, "purpose": look.purpose, "page": look.page}
            for look in by_you.order_by("at", "pk")
        ],
    }


def _erase_looks(person_id: uuid.UUID, _at: dt.datetime) -> int:
    """That others looked at this person goes; looks this person took at others stay theirs to read."""
    return LookSubject.objects.filter(person=person_id).delete()[0]


def register() -> None:
    """Makes known what is kept here."""
    stores.register(
        stores.Store(
            name="people",
            tables=(
                "people.Person",
                "people.Account",
                "people.RoleGrant",
                "people.DemoAccount",
                "account.EmailAddress",
                "account.EmailConfirmation",
            ),
            title=_("Your account: name, birth, e-mail address and roles"),
            export=_person,
            erase=_erase_person,
            kept=_("in which role and organisation an account without a name looked at others"),
            kept_for=_("as long as those others have a dossier; no term in law is established"),
            why=_("so that you can log in, and others know who you are"),
        )
    )
    stores.register(
        stores.Store(
            name="looks",
            tables=("people.Look", "people.LookSubject"),
            title=_("Who looked at your data, and at whom you looked"),
            export=_looks,
            erase=_erase_looks,
            kept=_("that somebody in your role looked at others, without your name"),
            kept_for=_("as long as those others have a dossier; no term in law is established"),
            why=_("so that everybody can see who looked, and why"),
        )
    )
