"""People with an account and an empty dossier."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
PASSWORD = "hout-en-steen-2026"


def make_account(email: str, *, family_name: str = "Bakker") -> Any:
    """An account whose owner is a professional with an empty dossier."""
    from vakwerk.apps.people import actions as people  # Django is set up after this file is read

    return people.sign_up(email=email, password=PASSWORD, given_names="Noor", family_name=family_name, at=NOW)


@pytest.fixture
def account(db: None) -> Any:
    """The account of the owner."""
    return make_account("noor@example.org")


@pytest.fixture
def person(account: Any) -> Any:
    """The owner of an empty dossier."""
    return account.person


@pytest.fixture
def other(db: None) -> Any:
    """Somebody else's account."""
    return make_account("sam@example.org", family_name="Visser")


@pytest.fixture
def own_files(settings: Any, tmp_path: Path) -> Path:
    """A place for evidence that only this test uses."""
    settings.MEDIA_ROOT = tmp_path / "evidence"
    return tmp_path / "evidence"
