"""What allauth says happened becomes a line in the account's activity. No rules here."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as social

from vakwerk.apps.people import activity, addresses, words
from vakwerk.apps.people.terms import AccountEventKind as Kind

_ADDED = {
    Authenticator.Type.WEBAUTHN: Kind.PASSKEY_ADDED,
    Authenticator.Type.TOTP: Kind.APP_ADDED,
    Authenticator.Type.RECOVERY_CODES: Kind.CODES_MADE,
}
_REMOVED = {Authenticator.Type.WEBAUTHN: Kind.PASSKEY_REMOVED, Authenticator.Type.TOTP: Kind.APP_REMOVED}


def start() -> None:
    """Begins to listen; once, when Django starts."""
    account.user_signed_up.connect(_signed_up, dispatch_uid="people.activity")
    account.user_logged_in.connect(_logged_in, dispatch_uid="people.activity")
    account.password_changed.connect(_password_changed, dispatch_uid="people.activity")
    account.password_set.connect(_password_changed, dispatch_uid="people.activity")
    account.password_reset.connect(_password_reset, dispatch_uid="people.activity")
    account.email_changed.connect(_address_changed, dispatch_uid="people.activity")
    mfa.authenticator_added.connect(_authenticator_added, dispatch_uid="people.activity")
    mfa.authenticator_reset.connect(_authenticator_added, dispatch_uid="people.activity")
    mfa.authenticator_removed.connect(_authenticator_removed, dispatch_uid="people.activity")
    mfa.authenticator_used.connect(_authenticator_used, dispatch_uid="people.activity")
    social.social_account_added.connect(_connected, dispatch_uid="people.activity")
    social.social_account_removed.connect(_disconnected, dispatch_uid="people.activity")


def _signed_up(user: Any, **_more: Any) -> None:
    activity.record(account=user, kind=Kind.SIGNED_UP)


def _logged_in(request: Any, user: Any, **_more: Any) -> None:
    codes = {
        "password": "password",
        "password_reset": "password",
        "socialaccount": "provider",
        "letter": "letter",
    }
    ways = []
    for one in get_authentication_records(request, user):
        if one["method"] == "mfa":
            way = "passkey" if one.get("type") == Authenticator.Type.WEBAUTHN else "code"
        else:
            way = codes.get(one["method"], "")
        if way and way not in ways:
            ways.append(way)
    device = words.device_of(request.META.get("HTTP_USER_AGENT", ""))
    activity.record(account=user, kind=Kind.LOGGED_IN, detail=f"{'+'.join(ways)}|{device}")


def _password_changed(user: Any, **_more: Any) -> None:
    activity.record(account=user, kind=Kind.PASSWORD_CHANGED)


def _password_reset(user: Any, **_more: Any) -> None:
    activity.record(account=user, kind=Kind.PASSWORD_RESET)


def _address_changed(user: Any, from_email_address: Any, to_email_address: Any, **_more: Any) -> None:
    if from_email_address is None:
        # Confirming what one signed up with changes nothing; a first address beside a login name does.
        if user.login_name:
            activity.record(account=user, kind=Kind.ADDRESS_CHANGED)
    elif from_email_address.email != to_email_address.email:
        addresses.record_change(
            account=user, old_email=from_email_address.email, new_email=to_email_address.email
        )


def _authenticator_added(user: Any, authenticator: Any, **_more: Any) -> None:
    activity.record(account=user, kind=_ADDED[authenticator.type], detail=_name(authenticator))


def _authenticator_removed(user: Any, authenticator: Any, **_more: Any) -> None:
    kind = _REMOVED.get(authenticator.type)
    if kind is not None:  # spare codes go along with the last of the others
        activity.record(account=user, kind=kind, detail=_name(authenticator))


def _authenticator_used(user: Any, authenticator: Any, **_more: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        activity.record(account=user, kind=Kind.CODE_USED)


def _name(authenticator: Any) -> str:
    return authenticator.wrap().name if authenticator.type == Authenticator.Type.WEBAUTHN else ""


def _connected(sociallogin: Any, **_more: Any) -> None:
    activity.record(account=sociallogin.user, kind=Kind.PROVIDER_CONNECTED, detail=sociallogin.provider.name)


def _disconnected(request: Any, socialaccount: Any, **_more: Any) -> None:
    activity.record(
        account=request.user, kind=Kind.PROVIDER_DISCONNECTED, detail=socialaccount.get_provider().name
    )
