"""What is kept of the ways into an account, in this app and in allauth's tables: copied and erased as `stores` asks."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.people import activity, sessions, stores, ways_in
from vakwerk.apps.people.models import Account, AccountEvent, AddressChange, Letter, Recovery


def register() -> None:
    """Takes part in copies and erasures, after the people themselves and so erased before them."""
    stores.register(
        stores.Store(
            name="ways-in",
            tables=(
                "people.AccountEvent",
                "people.AddressChange",
                "people.Letter",
                "people.Recovery",
                "mfa.Authenticator",
                "socialaccount.SocialAccount",
                "socialaccount.SocialToken",
                "usersessions.UserSession",
            ),
            title=_("How you log in, and what happened to your account"),
            export=_copy,
            erase=_erase,
            why=_("so that you can log in, and see who tried"),
        )
    )


def _account_of(person_id: uuid.UUID) -> Account | None:
    return Account.objects.filter(person__pk=person_id).first()


def _copy(person_id: uuid.UUID) -> Any:
    account = _account_of(person_id)
    if account is None:
        return {}
    ways = ways_in.ways_in(account=account)
    return {
        "login_name": ways.login_name or None,
        "made_at": account.created_at.isoformat(),
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


def _erase(person_id: uuid.UUID, _at: dt.datetime) -> int:
    account = _account_of(person_id)
    if account is None:
        return 0
    rows = sessions.end_others(account=account, current_key=None)
    for table in (Authenticator, SocialAccount, UserSession):
        rows += table.objects.filter(user=account).delete()[0]
    for own in (AccountEvent, AddressChange, Letter, Recovery):
        rows += own.objects.filter(account=account).delete()[0]
    return rows
