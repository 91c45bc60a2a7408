"""What is kept about a person in this app and in allauth's tables: the copy for its owner, and how it is erased."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.people import activity, queries, sessions, stores, ways_in
from vakwerk.apps.people.models import (
    Account,
    AccountEvent,
    AddressChange,
    DemoAccount,
    Letter,
    LookSubject,
    Person,
    Recovery,
    RoleGrant,
)

ERASED = "erased"
"""What stands where a name was; a person must have one to be sorted by."""


def register() -> None:
    """Takes part in copies and erasures. The person comes first here, and so is erased last."""
    stores.register(
        stores.Store(
            name="people.person",
            tables=("people.Person", "people.Look", "people.LookSubject"),
            title=_("Your name, and who looked at your data"),
            export=_copy_person,
            erase=_erase_person,
            kept=_("That you looked at somebody's data for your work, without your name."),
            kept_for=_("as long as that person's own data is kept"),
        )
    )
    stores.register(
        stores.Store(
            name="people.account",
            tables=(
                "people.Account",
                "people.RoleGrant",
                "people.DemoAccount",
                "people.AccountEvent",
                "people.AddressChange",
                "people.Letter",
                "people.Recovery",
                "account.EmailAddress",
                "account.EmailConfirmation",
                "mfa.Authenticator",
                "socialaccount.SocialAccount",
                "socialaccount.SocialToken",
                "usersessions.UserSession",
            ),
            title=_("How you log in, your roles, and what happened to your account"),
            export=_copy_account,
            erase=_erase_account,
        )
    )


def _account_of(person_id: uuid.UUID) -> Account | None:
    return Account.objects.filter(person__pk=person_id).first()


def _copy_person(person_id: uuid.UUID) -> Any:
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        return {}
    return {
        "given_names": person.given_names,
        "infix": person.infix,
        "family_name": person.family_name,
        "display_name": person.display_name,
        "born_on": person.born_on.isoformat() if person.born_on else None,
        "looks": [
            {
                "at": look.at.isoformat(),
                "who": look.actor,
                "role": look.role,
                "organisation": look.organisation,
                "purpose": look.purpose,
                "page": look.page,
            }
            for look in queries.looks_at(person=person)
        ],
    }


def _copy_account(person_id: uuid.UUID) -> Any:
    account = _account_of(person_id)
    if account is None:
        return {}
    ways = ways_in.ways_in(account=account)
    return {
        "email": ways.email or None,
        "login_name": ways.login_name or None,
        "language": account.language,
        "made_at": account.created_at.isoformat(),
        "roles": [
            {
                "role": grant.role,
                "organisation": grant.organisation.name if grant.organisation else None,
                "from": grant.from_date.isoformat(),
                "until": grant.until_date.isoformat() if grant.until_date else None,
            }
            for grant in RoleGrant.objects.filter(account=account)
            .select_related("organisation")
            .order_by("from_date", "pk")
        ],
        "password": ways.has_password,
        "passkeys": [{"name": one.name, "added": one.added.isoformat()} for one in ways.passkeys],
        "codes_from_an_app": ways.has_app,
        "spare_codes_left": ways.spare_codes,
        "connected": [
            {"organisation": one.provider, "what_it_said": one.extra_data}
            for one in SocialAccount.objects.filter(user=account).order_by("pk")
        ],
        "devices": [
            {"device": one.device, "address": one.address, "since": one.since.isoformat()}
            for one in sessions.sessions_of(account=account, current_key=None)
        ],
        "activity": [
            {"what": one.what, "at": one.at.isoformat(), "more": one.detail, "colleague": one.colleague}
            for one in map(activity.told, activity.events_of(account=account))
        ],
    }


def _erase_account(person_id: uuid.UUID, _at: dt.datetime) -> int:
    account = _account_of(person_id)
    if account is None:
        return 0
    rows = sessions.end_others(account=account, current_key=None)
    for table in (EmailAddress, Authenticator, SocialAccount, UserSession):
        rows += table.objects.filter(user=account).delete()[0]
    for own in (RoleGrant, DemoAccount, AccountEvent, AddressChange, Letter, Recovery):
        rows += own.objects.filter(account=account).delete()[0]
    # The row itself stays, empty and closed: other people's records of who looked point at it.
    account.email = account.login_name = None
    account.language = ""
    account.is_active = False
    account.set_unusable_password()
    account.save()
    return rows + 1


def _erase_person(person_id: uuid.UUID, _at: dt.datetime) -> int:
    rows: int = LookSubject.objects.filter(person_id=person_id).delete()[0]
    return rows + Person.objects.filter(pk=person_id).update(
        given_names="",
        infix="",
        family_name="",
        display_name="",
        search_name=ERASED,
        born_on=None,
    )
