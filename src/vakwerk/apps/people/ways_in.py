"""How one logs in to an account, in one look: what there is, what lacks, and what may not be taken away."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from vakwerk.apps.people import login_names, queries, refusals
from vakwerk.apps.people.models import Account
from vakwerk.apps.people.terms import STAFF

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey: its number, the name its owner gave it, when it was added and last used."""

    id: int
    name: str
    added: dt.datetime
    used: dt.datetime | None


@dataclass(frozen=True, slots=True)
class WaysIn:
    """All ways into an account. `new_email` waits for confirmation; `spare_codes`: how many are left."""

    email: str
    email_confirmed: bool
    new_email: str
    login_name: str
    has_password: bool
    passkeys: tuple[Passkey, ...]
    has_app: bool
    spare_codes: int | None
    providers: tuple[str, ...]

    @property
    def has_second_step(self) -> bool:
        """Whether a password alone is not enough."""
        return self.has_app or bool(self.passkeys)


def ways_in(*, account: Account) -> WaysIn:
    """The ways into this account (three questions to the database)."""
    passkeys: list[Passkey] = []
    has_app, spare = False, None
    for one in Authenticator.objects.filter(user=account).order_by("created_at", "pk"):
        if one.type == Authenticator.Type.WEBAUTHN:
            passkeys.append(Passkey(one.pk, one.wrap().name, one.created_at, one.last_used_at))
        elif one.type == Authenticator.Type.TOTP:
            has_app = True
        else:
            spare = len(one.wrap().get_unused_codes())
    addresses = list(EmailAddress.objects.filter(user=account).order_by("-primary", "pk"))
    confirmed = next((one.email for one in addresses if one.verified), "")
    email = confirmed or account.email or ""
    return WaysIn(
        email=email,
        email_confirmed=bool(confirmed),
        new_email=next((one.email for one in addresses if not one.verified and one.email != email), ""),
        login_name=login_names.shown(account.login_name or ""),
        has_password=account.has_usable_password(),
        passkeys=tuple(passkeys),
        has_app=has_app,
        spare_codes=spare,
        providers=tuple(
            SocialAccount.objects.filter(user=account).order_by("pk").values_list("provider", flat=True)
        ),
    )


def has_second_step(*, account: Account) -> bool:
    """Whether a password alone is not enough for this account."""
    return Authenticator.objects.filter(user=account, type__in=SECOND_FACTORS).exists()


def must_have_second_step(*, account: Account, on: dt.date) -> bool:
    """Whether this account has a role in which one sees other people's data for work."""
    return bool(STAFF & queries.roles_of(account=account, on=on))


def check_not_last(*, account: Account, without_passkey: int = 0, without_provider: int = 0) -> None:
    """That one can still log in when this passkey or connected login (by number) is gone. Refuses: LastWayIn."""
    others = (
        account.has_usable_password()
        or Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN)
        .exclude(pk=without_passkey)
        .exists()
        or SocialAccount.objects.filter(user=account).exclude(pk=without_provider).exists()
    )
    if not others:
        raise refusals.LastWayIn()
