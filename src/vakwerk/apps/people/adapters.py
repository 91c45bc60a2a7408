"""Where allauth asks us: what it says, whom it lets in, and what it may not do by itself."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.stages import EmailVerificationStage
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.people import actions, addresses, login_names, names, queries, words
from vakwerk.apps.people.models import Account


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Logging in, signing up and mail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This e-mail address and this password do not belong together."),
        "username_password_mismatch": _("This login name and this password do not belong together."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not the password you have now."),
        "incorrect_code": _("This code is not right. Look for the newest one and type it again."),
        "too_many_login_attempts": _("It went wrong too often. Wait five minutes and try again."),
        "rate_limited": _("It went wrong too often. Wait five minutes and try again."),
        "duplicate_email": _("This is your e-mail address already."),
        "email_taken": _(
            "There is already an account with this e-mail address. Log in, or ask for a new password."
        ),
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Everybody may begin."""
        return True

    def format_email_subject(self, subject: str) -> str:
        """Our name in front."""
        return f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}"

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Account,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """As allauth does; who is told that an address was replaced also gets the link that undoes it."""
        about = dict(context or {})
        if template_prefix == "account/email/email_changed":
            change = addresses.last_change(account=user)
            if change is not None:
                path = reverse("people:undo_address", args=[addresses.undo_key(change=change)])
                about["undo_url"] = self.request.build_absolute_uri(path)
        super().send_notification_mail(template_prefix, user, about, email)

    def clean_username(self, username: str | None, shallow: bool = False) -> str:
        """Login names are drawn by us; allauth asks about one that nobody filled in."""
        return username or ""

    def get_login_stages(self) -> list[str]:
        """As allauth does; an account without an address has none to confirm."""
        ours = {"allauth.account.stages.EmailVerificationStage": "vakwerk.apps.people.adapters.AddressStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def get_password_change_redirect_url(self, _request: HttpRequest) -> str:
        """Back to the page that shows all ways in."""
        return reverse("people:account")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """As allauth does, in our words."""
        ours = {
            "reauthenticate": _("With your password"),
            "mfa_reauthenticate": _("With a code"),
            "mfa_reauthenticate:webauthn": _("With your passkey"),
        }
        return [
            method | {"description": str(ours.get(method["id"], method["description"]))}
            for method in super().get_reauthentication_methods(user)
        ]


class AddressStage(EmailVerificationStage):  # type: ignore[misc]  # allauth has no types
    """The step of a login in which an address is confirmed."""

    def handle(self) -> tuple[Any, bool]:
        """Nothing to do for who has no address."""
        if self.login.user is not None and not self.login.user.email:
            return None, True
        handled: tuple[Any, bool] = super().handle()
        return handled


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Passkeys, codes from an app, spare codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Look for the newest one and type it again."),
    }

    def build_totp_svg(self, url: str) -> str:
        """The QR code as SVG that needs no style of its own, so our content security policy lets it be seen."""
        import segno

        drawn: str = segno.make(url, error="m").svg_inline(
            border=4, omitsize=True, svgclass="vw-qr", lineclass=None, unit=None
        )
        return drawn

    def encrypt(self, text: str) -> str:
        """Secrets lie in the database under the installation's key: a copy of the database alone opens nothing."""
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` put away."""
        return _vault().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """What the app shows above the code."""
        return "Vakwerk"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the name of the host they were made for."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Vakwerk"}

    def _get_user_identifier(self, user: Account) -> str:
        return user.email or login_names.shown(user.login_name or "") or queries.name_of(account=user)

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """What the device shows beside the passkey."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": queries.name_of(account=user)}

    def generate_authenticator_name(self, user: Account, type: Any) -> str:  # noqa: A002 - allauth's name
        """A name for a passkey that was not given one: the device it was made on."""
        from allauth.core import context

        return words.device(context.request.META.get("HTTP_USER_AGENT", ""))


def _vault() -> Fernet:
    key = hashlib.sha256(b"vakwerk.people.second-step:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Logging in by way of another organisation."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        """Our stricter OpenID Connect provider, whatever it is asked for by."""
        return _ours(request, super().get_provider(request, provider, client_id))

    def list_providers(self, request: HttpRequest) -> list[Any]:
        """The configured organisations."""
        return [_ours(request, one) for one in super().list_providers(request)]

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Stops a login that carries the address of somebody's account; vouched for or not, it joins nothing by itself.

        Only who logs in to that account may connect it, from the page of the account.
        """
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        if any(filter_users_by_email(one.email) for one in sociallogin.email_addresses):
            page = render(
                request,
                "socialaccount/email_taken.html",
                {"provider_name": sociallogin.provider.name},
                status=409,
            )
            raise ImmediateHttpResponse(page)

    def populate_user(self, _request: HttpRequest, sociallogin: Any, _data: dict[str, Any]) -> Any:
        """Nothing is filled in on an account that may never be made."""
        return sociallogin.user

    def is_auto_signup_allowed(self, _request: HttpRequest, sociallogin: Any) -> bool:
        """Without a question when the organisation says who it is; else the name is asked."""
        return bool(names.folded(" ".join(claimed_name(sociallogin))))

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        """What the organisation did say."""
        given, family = claimed_name(sociallogin)
        return {"given_names": given, "family_name": family}

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Account:
        """Makes the account with its person and its role, by our own action."""
        if form is not None:
            given, infix, family = (form.cleaned_data[key] for key in ("given_names", "infix", "family_name"))
        else:
            (given, family), infix = claimed_name(sociallogin), ""
        address = next(iter(sociallogin.email_addresses), None)
        account = actions.sign_up_by_provider(
            email=address.email if address is not None else None,
            vouched=address is not None and address.verified,
            given_names=given or family,
            infix=infix,
            family_name=family if given else "",
            language=(get_language() or "")[:2],
        )
        sociallogin.user = account
        sociallogin.save(request, connect=True)
        return account

    def get_connect_redirect_url(self, _request: HttpRequest, _socialaccount: Any) -> str:
        """Back to the page that shows all ways in."""
        return reverse("people:account")


def claimed_name(sociallogin: Any) -> tuple[str, str]:
    """Given and family name as the organisation says them; a name in one piece counts as given."""
    claims = sociallogin.account.extra_data
    given = names.tidy(str(claims.get("given_name") or ""))[: names.LONGEST]
    family = names.tidy(str(claims.get("family_name") or ""))[: names.LONGEST]
    if not given and not family:
        given = names.tidy(str(claims.get("name") or ""))[: names.LONGEST]
    return given, family


def _ours(request: HttpRequest, provider: Any) -> Any:
    from vakwerk.apps.people.oidc import Provider

    return Provider(request, app=provider.app)
