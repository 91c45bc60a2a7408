"""Forms of this app: logging in, second steps, the letter, and helping at the desk."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.socialaccount.forms import DisconnectForm as AllauthDisconnectForm
from allauth.socialaccount.forms import SignupForm as AllauthSocialSignupForm
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.people import login_names, names, refusals, ways_in
from vakwerk.apps.people.models import Account
from vakwerk.apps.people.terms import IdentitySeen


class LoginForm(AllauthLoginForm):  # type: ignore[misc]  # allauth has no types
    """One field for an e-mail address or a login name, however it is typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("E-mail address or login name"),
            max_length=254,
            widget=forms.TextInput(
                attrs={"autocomplete": "username webauthn", "autocapitalize": "none", "spellcheck": "false"}
            ),
        )
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        """The address in small letters, or the login name in its stored form; a slip in a login name is said."""
        text: str = self.cleaned_data["login"].strip()
        if "@" in text:
            return text.lower()
        typed = login_names.read(text)
        if typed is not None and not typed.right:
            raise forms.ValidationError(_("There is a slip in this login name. Compare it with your letter."))
        return typed.name if typed is not None else text

    def user_credentials(self) -> dict[str, str]:
        """One way of looking the account up, so that it takes as long for who exists as for who does not."""
        login = self.cleaned_data["login"]
        return {"email" if "@" in login else "username": login, "password": self.cleaned_data["password"]}


class _CodeOnce(forms.Form):
    """A code from an app counts once, for as long as the app's and our clock may differ.

    allauth remembers a code for one period, but takes it for three when clocks may differ by one.
    """

    user: Account

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        key = self._key(code)
        if cache.get(key):
            self.cleaned_data["code"] = ""  # let it be refused, and counted, as any wrong code
        accepted: str = super().clean_code()  # type: ignore[misc]  # the form it is mixed into
        authenticator = getattr(self, "authenticator", None)
        if authenticator is None or authenticator.type == Authenticator.Type.TOTP:
            periods = 2 * settings.MFA_TOTP_TOLERANCE + 2
            cache.set(key, "used", timeout=30 * periods)
        return accepted

    def _key(self, code: str) -> str:
        return "people:code:" + salted_hmac(f"vakwerk.people.code:{self.user.pk}", code).hexdigest()


def _code_field() -> forms.CharField:
    return forms.CharField(
        label=_("Code"),
        help_text=_("The six digits that your app shows now, or one of your spare codes."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class AuthenticateForm(_CodeOnce, AllauthAuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second step of a login."""

    code = _code_field()


class ReauthenticateForm(_CodeOnce, AllauthReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """A code once more, before something about the ways in changes."""

    code = _code_field()


class ActivateTOTPForm(_CodeOnce, AllauthActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of a new app; it does not count again at the next login."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("The six digits that your app shows now."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey is always one with which one can log in: kept on the device, behind a finger, a face or a PIN."""

    name = forms.CharField(
        label=_("Name of this passkey"),
        help_text=_("So that you know later which one it is, for example “my phone”."),
        max_length=60,
        required=False,
    )
    passwordless = None

    def clean(self) -> dict[str, Any]:
        """A key that did not see its owner is refused, whatever the browser says."""
        self.cleaned_data["passwordless"] = True
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class EditPasskeyForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name of this passkey"), max_length=60)


class DisconnectForm(AllauthDisconnectForm):  # type: ignore[misc]  # allauth has no types
    """Disconnecting another organisation's login, unless it is the only way in."""

    def clean(self) -> dict[str, Any]:
        """Refuses the last way in."""
        cleaned: dict[str, Any] = forms.Form.clean(self) or {}
        account = cleaned.get("account")
        if account is not None:
            try:
                ways_in.check_not_last(account=self.request.user, without_provider=account.pk)
            except refusals.LastWayIn as refusal:
                raise forms.ValidationError(refusal.message) from None
        return cleaned


class SocialSignupForm(AllauthSocialSignupForm):  # type: ignore[misc]  # allauth has no types
    """What the other organisation did not say: the name."""

    given_names = forms.CharField(label=_("First name or first names"), max_length=names.LONGEST)
    infix = forms.CharField(label=_("Infix"), max_length=40, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=names.LONGEST, required=False)
    field_order = ("given_names", "infix", "family_name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for unasked in ("email", "username"):
            self.fields.pop(unasked, None)

    def clean_given_names(self) -> str:
        """A name must be left after tidying, or the action would refuse."""
        given: str = self.cleaned_data["given_names"]
        if not names.folded(names.tidy(given)):
            raise forms.ValidationError(_("Fill in at least one name."))
        return given

    def custom_signup(self, request: HttpRequest, user: Account) -> None:
        """Our action has done everything."""


class LetterForm(forms.Form):
    """What stands on the letter, and a password of one's own."""

    login = forms.CharField(
        label=_("Login name"),
        help_text=_("It stands at the top of your letter, for example MOLEN-4821-7."),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "characters"}),
    )
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Twelve letters. Capitals and dashes do not matter."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least twelve characters. A few words in a row are easy to remember."),
        strip=False,
        error_messages={"required": _("Choose a password, or go on with a passkey.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].required = "with_passkey" not in self.data

    def clean_login(self) -> str:
        """A slip in a login name is said."""
        text: str = self.cleaned_data["login"].strip()
        typed = login_names.read(text)
        if typed is not None and not typed.right:
            raise forms.ValidationError(_("There is a slip in this login name. Compare it with your letter."))
        return text


class IdentityForm(forms.Form):
    """How the colleague saw who it is."""

    identity_seen = forms.ChoiceField(
        label=_("How did you see who this is?"),
        help_text=_("We keep which kind of proof it was, who saw it and when. Never a copy, never a number."),
        choices=IdentitySeen.choices,
        widget=forms.RadioSelect,
    )


class NewPersonForm(IdentityForm):
    """Somebody who came to the desk and is not in Vakwerk yet."""

    given_names = forms.CharField(label=_("First name or first names"), max_length=names.LONGEST)
    infix = forms.CharField(label=_("Infix"), max_length=40, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=names.LONGEST, required=False)
    field_order = ("given_names", "infix", "family_name", "identity_seen")


class PersonSearchForm(forms.Form):
    """Whom the colleague helps."""

    naam = forms.CharField(label=_("Name"), max_length=200, required=False, widget=forms.SearchInput)
