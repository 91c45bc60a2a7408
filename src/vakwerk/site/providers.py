"""The organisations through which one may log in, read from the configuration; a mistake in it stops the start."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from vakwerk.site import environment

_ID = re.compile(r"[a-z][a-z0-9-]{0,29}")
_KEYS = {
    "id",
    "name",
    "issuer",
    "client_id",
    "client_secret_env",
    "client_secret_file",
    "scopes",
    "acr",
    "email_vouched",
    "fetch_userinfo",
}
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation that tells us who somebody is, by OpenID Connect."""

    id: str
    name_nl: str
    name_en: str
    issuer: str
    client_id: str
    secret: str
    scopes: tuple[str, ...]
    acr: tuple[str, ...]
    email_vouched: bool
    fetch_userinfo: bool

    def as_allauth_app(self) -> dict[str, Any]:
        """In the form that allauth reads from its settings."""
        return {
            "provider_id": self.id,
            "name": self.name_nl,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {
                "server_url": self.issuer.rstrip("/") + "/.well-known/openid-configuration",
                "issuer": self.issuer,
                "scope": list(self.scopes),
                "acr": list(self.acr),
                "email_vouched": self.email_vouched,
                "fetch_userinfo": self.fetch_userinfo,
                "oauth_pkce_enabled": True,
                "name_nl": self.name_nl,
                "name_en": self.name_en,
            },
        }


def from_environment() -> list[Organisation]:
    """The organisations in the JSON file that VAKWERK_OIDC_FILE names, or in VAKWERK_OIDC itself; none without."""
    place, written = environment.text("VAKWERK_OIDC_FILE"), environment.text("VAKWERK_OIDC")
    if place and written:
        raise ImproperlyConfigured("Set VAKWERK_OIDC_FILE or VAKWERK_OIDC, not both.")
    if place:
        try:
            written = Path(place).read_text(encoding="utf-8")
        except OSError as fault:
            raise ImproperlyConfigured(f"VAKWERK_OIDC_FILE={place}: {fault.strerror}.") from None
    return read(written) if written else []


def origins() -> list[str]:
    """The origins of the configured organisations: where our content security policy lets a form end."""
    return sorted(
        {f"{parts.scheme}://{parts.netloc}" for parts in (urlsplit(one.issuer) for one in from_environment())}
    )


def read(text: str) -> list[Organisation]:
    """The organisations in a JSON list. Raises ImproperlyConfigured, naming what is wrong and where."""
    try:
        listed = json.loads(text)
    except ValueError as fault:
        raise ImproperlyConfigured(f"The list of OpenID Connect providers is no JSON: {fault}.") from None
    if not isinstance(listed, list):
        raise ImproperlyConfigured("The OpenID Connect providers must be a JSON list, [ … ].")
    found = [_one(number, one) for number, one in enumerate(listed, 1)]
    for key in ("id", "issuer"):
        values = [getattr(one, key) for one in found]
        if len(set(values)) != len(values):
            raise ImproperlyConfigured(f"Two OpenID Connect providers have the same {key}.")
    return found


def _one(number: int, one: Any) -> Organisation:
    def wrong(what: str) -> ImproperlyConfigured:
        return ImproperlyConfigured(f"OpenID Connect provider {number}: {what}")

    if not isinstance(one, dict):
        raise wrong("must be an object, { … }.")
    unknown = sorted(set(one) - _KEYS)
    if unknown:
        # The secret itself must not stand in a file that is passed around.
        raise wrong(f"does not know {', '.join(unknown)}.")
    if not isinstance(one.get("id"), str) or not _ID.fullmatch(one["id"]):
        raise wrong("id must be small letters, digits and dashes.")
    name = one.get("name")
    if not isinstance(name, dict) or not all(
        isinstance(name.get(key), str) and name[key] for key in ("nl", "en")
    ):
        raise wrong('name must have "nl" and "en".')
    issuer = one.get("issuer")
    parts = urlsplit(issuer) if isinstance(issuer, str) else None
    if parts is None or not parts.hostname or parts.query or parts.fragment:
        raise wrong("issuer must be an address.")
    if parts.scheme != "https" and parts.hostname not in _LOCAL:
        raise wrong("issuer must begin with https://.")
    if not isinstance(one.get("client_id"), str) or not one["client_id"]:
        raise wrong("client_id is missing.")
    lists: dict[str, tuple[str, ...]] = {}
    for key, default in (("scopes", ["openid", "profile", "email"]), ("acr", [])):
        value = one.get(key, default)
        if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
            raise wrong(f"{key} must be a list of words.")
        lists[key] = tuple(value)
    if "openid" not in lists["scopes"]:
        raise wrong('scopes must contain "openid".')
    for key in ("email_vouched", "fetch_userinfo"):
        if not isinstance(one.get(key, False), bool):
            raise wrong(f"{key} must be true or false.")
    return Organisation(
        id=one["id"],
        name_nl=name["nl"],
        name_en=name["en"],
        issuer=str(issuer),
        client_id=one["client_id"],
        secret=_secret(one, wrong),
        scopes=lists["scopes"],
        acr=lists["acr"],
        email_vouched=one.get("email_vouched", False),
        fetch_userinfo=one.get("fetch_userinfo", True),
    )


def _secret(one: dict[str, Any], wrong: Any) -> str:
    variable, place = one.get("client_secret_env"), one.get("client_secret_file")
    if bool(variable) == bool(place):
        raise wrong("give client_secret_env or client_secret_file, one of both.")
    if variable:
        secret = os.environ.get(str(variable), "").strip()
        if not secret:
            raise wrong(f"the variable {variable} is empty.")
        return secret
    try:
        secret = Path(str(place)).read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise wrong(f"client_secret_file: {fault.strerror}.") from None
    if not secret:
        raise wrong("client_secret_file is empty.")
    return secret
