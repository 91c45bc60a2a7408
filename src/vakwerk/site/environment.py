"""Reading settings from the environment: small typed readers, and the secret that is made once."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off", ""})


def text(name: str, default: str = "") -> str:
    """The variable's text without surrounding spaces, or `default` when absent or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    """Yes or no; anything else is refused, because a misspelt safety switch must not pass silently."""
    value = os.environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: write 1 (on) or 0 (off).")


def number(name: str, default: int) -> int:
    """A whole number, zero or more."""
    value = text(name)
    if not value:
        return default
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret_key(home: Path) -> str:
    """The secret from VAKWERK_SECRET_KEY, else the one kept in `home`/secret_key, made there once.

    The file is created for its owner only (0600) and exclusively, so that two processes that start
    together end with the same secret.
    """
    given = text("VAKWERK_SECRET_KEY")
    if given:
        if len(given) < 50:
            raise ImproperlyConfigured("VAKWERK_SECRET_KEY is too short: use at least 50 random characters.")
        return given
    place = home / "secret_key"
    if not place.exists():
        draft = home / f"secret_key.{os.getpid()}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, place)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return place.read_text(encoding="ascii").strip()
