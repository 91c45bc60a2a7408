"""People who log in, and colleagues who help them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
PASSWORD = "hout-en-steen-2026"


@pytest.fixture(autouse=True)
def _nobody_tried_before(request: pytest.FixtureRequest, settings: Any) -> None:
    # Slow on purpose where it counts; here nobody guesses passwords.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cache.clear()


def make_account(email: str = "noor@example.org", *, confirmed: bool = True, at: dt.datetime = NOW) -> Any:
    """An account whose owner is a professional; its address is confirmed."""
    from vakwerk.apps.people import actions

    account = actions.sign_up(email=email, password=PASSWORD, given_names="Noor", family_name="Bakker", at=at)
    if confirmed:
        actions.confirm_address(account=account)
    return account


def make_colleague(name: str, role: str = "registrar") -> Any:
    """Somebody with a role at the register."""
    from vakwerk.apps.people import actions

    account = actions.create_account(email=f"{name}@example.org", password=PASSWORD, at=NOW)
    actions.confirm_address(account=account)
    actions.create_person(given_names=name.title(), account=account, at=NOW)
    actions.grant_role(account=account, role=role, from_date=dt.date(2020, 1, 1))
    return account


@pytest.fixture
def account(db: None) -> Any:
    """The account of somebody with an e-mail address."""
    return make_account()


@pytest.fixture
def registrar(db: None) -> Any:
    """A colleague who may help."""
    return make_colleague("renee")


@pytest.fixture
def administrator(db: None) -> Any:
    """Another colleague who may help."""
    return make_colleague("emre", "administrator")
