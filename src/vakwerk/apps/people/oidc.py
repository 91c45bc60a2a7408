"""Logging in by OpenID Connect, stricter than allauth's own provider.

What the request says changes nothing about what is asked of the other organisation (`auth_params` and `scope` in our
own address are not heard). PKCE, `state` and `nonce` are always used. The ID token's signature is always checked, even
though it came over TLS, with `iss`, `aud`, `azp`, `exp`, `iat` and `nonce`; and when a level of assurance is required,
`acr` is read from the token and nowhere else: what was asked for proves nothing. An answer that names another issuer
than the one that was asked (RFC 9207) is refused.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Any

import jwt
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a key pair only: `none` and shared secrets are not proof of anything here."""
LEEWAY = 60  # seconds two clocks may differ
KEPT_CLAIMS = ("sub", "iss", "acr", "email", "email_verified", "name", "given_name", "family_name")


class LoginRefused(OAuth2Error):  # type: ignore[misc]  # allauth has no types
    """Why a login by another organisation was refused; `sentence` is for its owner."""

    sentence: str | Promise = _("Something in the answer was not right, so we did not let you in.")


class TooWeak(LoginRefused):
    """The token shows another level of assurance than is required."""

    sentence = _(
        "You logged in there in a way that is not strong enough for Vakwerk. Try once more, and choose the "
        "stronger way."
    )


class TooOld(LoginRefused):
    """The token is no longer good."""

    sentence = _("The login took too long. Begin again.")


class OutOfReach(LoginRefused):
    """The other organisation does not answer, or not in a way we can read."""

    sentence = _("We cannot reach the other organisation now. Try again later, or log in in another way.")


class Provider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth has no types
    """One configured organisation."""

    pkce_enabled_default = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dutch = (get_language() or "nl").startswith("nl")
        self.name = self.app.settings.get("name_nl" if dutch else "name_en") or self.app.name

    def get_pkce_params(self) -> dict[str, Any]:
        """Always."""
        from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge

        made: dict[str, Any] = generate_code_challenge()
        return made

    def get_auth_params_from_request(self, request: HttpRequest, action: Any) -> dict[str, Any]:
        """What is configured; what the address says is not heard."""
        params: dict[str, Any] = self.get_auth_params()
        return params

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """What is configured; what the address says is not heard."""
        scope: list[str] = self.get_scope()
        return scope

    def get_auth_params(self) -> dict[str, Any]:
        """The required level of assurance is asked for, so that people are led to it."""
        required = self.app.settings.get("acr") or []
        return {"acr_values": " ".join(required)} if required else {}

    def get_oauth2_adapter(self, request: HttpRequest) -> Adapter:
        """Ours."""
        return Adapter(request, self.app.provider_id)

    def redirect(
        self, request: HttpRequest, process: Any, next_url: Any = None, data: Any = None, **kwargs: Any
    ) -> Any:
        """To the other organisation, with a `nonce` of this login; a sentence when it cannot be reached."""
        nonce = secrets.token_urlsafe(24)
        kwargs["auth_params"] = (kwargs.get("auth_params") or self.get_auth_params()) | {"nonce": nonce}
        try:
            return super().redirect(request, process, next_url, data, nonce=nonce, **kwargs)
        except (requests.RequestException, OAuth2Error, KeyError, ValueError) as fault:
            reason = fault if isinstance(fault, LoginRefused) else OutOfReach(repr(fault))
            return render_authentication_error(request, self, exception=reason)

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """The address, as verified only when the organisation says so and we were told to take its word."""
        email = data.get("email")
        if not isinstance(email, str) or not email:
            return []
        vouched = bool(self.app.settings.get("email_vouched")) and data.get("email_verified") is True
        return [EmailAddress(email=email, verified=vouched, primary=True)]


class Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """Speaks with one organisation during one login."""

    expected_nonce: str | None = None

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the organisation says about itself; refused when it says to be another than is configured."""
        try:
            config: dict[str, Any] = super().openid_config
        except (requests.RequestException, ValueError) as fault:
            raise OutOfReach(repr(fault)) from fault
        if config.get("issuer") != self.get_provider().app.settings["issuer"]:
            raise OutOfReach("the configuration names another issuer")
        return config

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> Any:
        """The login behind an ID token that was checked in full; a name may come from the userinfo of that `sub`."""
        raw = kwargs["response"].get("id_token")
        if not isinstance(raw, str):
            raise LoginRefused("no ID token")
        claims = self.checked(app, raw)
        if app.settings.get("fetch_userinfo", True) and "userinfo_endpoint" in self.openid_config:
            more = self._fetch_user_info(token.token)
            if more.get("sub") != claims["sub"]:
                raise LoginRefused("userinfo is about somebody else")
            claims = {key: value for key, value in more.items() if key not in ("acr", "iss")} | claims
        return self.get_provider().sociallogin_from_response(
            request, {key: claims[key] for key in KEPT_CLAIMS if key in claims}
        )

    def checked(self, app: SocialApp, raw: str) -> dict[str, Any]:
        """The claims of an ID token. Raises LoginRefused, TooOld, TooWeak, OutOfReach."""
        try:
            header = jwt.get_unverified_header(raw)
            if header.get("alg") not in ALGORITHMS:
                raise LoginRefused(f"signed with {header.get('alg')}")
            claims: dict[str, Any] = jwt.decode(
                raw,
                key=self._key(header),
                algorithms=[header["alg"]],
                issuer=app.settings["issuer"],
                audience=app.client_id,
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except jwt.ExpiredSignatureError as fault:
            raise TooOld("the ID token has expired") from fault
        except jwt.PyJWTError as fault:
            raise LoginRefused(repr(fault)) from fault
        audience = claims["aud"]
        if (isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != app.client_id) or (
            "azp" in claims and claims["azp"] != app.client_id
        ):
            raise LoginRefused("made for another party")
        if not self.expected_nonce or not hmac.compare_digest(
            str(claims.get("nonce", "")), self.expected_nonce
        ):
            raise LoginRefused("the nonce is not that of this login")
        required = app.settings.get("acr") or []
        if required and claims.get("acr") not in required:
            raise TooWeak(f"acr {claims.get('acr')!r}")
        return claims

    def _key(self, header: dict[str, Any]) -> Any:
        with get_adapter().get_requests_session() as session:
            try:
                answer = session.get(self.openid_config["jwks_uri"])
                answer.raise_for_status()
                keys = jwt.PyJWKSet.from_dict(answer.json()).keys
            except (requests.RequestException, ValueError, KeyError) as fault:
                raise OutOfReach(repr(fault)) from fault
        fitting = [key for key in keys if key.public_key_use in (None, "sig")]
        for key in fitting:
            if key.key_id == header.get("kid"):
                return key.key
        if "kid" not in header and len(fitting) == 1:
            return fitting[0].key
        raise LoginRefused("signed with a key that is not published")


class Callback(OAuth2CallbackView):  # type: ignore[misc]  # allauth has no types
    """The way back: takes the nonce out of what was kept, and looks who answers."""

    def _get_state(self, request: HttpRequest, provider: Provider) -> Any:
        state, answer = super()._get_state(request, provider)
        if answer is not None:
            return state, answer
        self.adapter.expected_nonce = state.get("nonce")
        try:
            self._check_issuer(request, provider)
        except LoginRefused as fault:
            return state, render_authentication_error(request, provider, exception=fault)
        return state, None

    def _check_issuer(self, request: HttpRequest, provider: Provider) -> None:
        named = request.GET.get("iss")
        must = self.adapter.openid_config.get("authorization_response_iss_parameter_supported")
        if (named is None and must) or (named is not None and named != provider.app.settings["issuer"]):
            raise LoginRefused("another issuer answered")


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the other organisation; asks for a press first, so that no link elsewhere can log anybody in."""
    return _answer(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the other organisation."""
    return _answer(Callback, request, provider_id)


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = view.adapter_view(Adapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer
