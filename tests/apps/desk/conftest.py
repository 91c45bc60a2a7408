"""Sanne with an account and a dossier, on a day that stands still."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from tests.apps.desk.people import NVO_HELD, SANNE

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
PASSWORD = "hout-en-steen-2026"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """It is 24 November 2026, in the Netherlands."""
    with time_machine.travel(NOW, tick=True), translation.override("nl"):
        yield


def account_of(email: str, given_names: str) -> Any:
    """Somebody with an account and an empty dossier."""
    from vakwerk.apps.people import actions as people  # Django is set up after this file is read

    return people.sign_up(
        email=email, password=PASSWORD, given_names=given_names, family_name="Vries", at=NOW
    )


@pytest.fixture
def sanne(db: None) -> Any:
    """Sanne's account; her dossier holds two recognitions."""
    from vakwerk.apps.dossier import actions as dossiers

    account = account_of("sanne@example.org", "Sanne")
    at = NOW - dt.timedelta(days=30)
    dossiers.record_many(person=account.person, facts=[*SANNE, NVO_HELD], actor=account, at=at)
    return account


@pytest.fixture
def newcomer(db: None) -> Any:
    """Somebody who is registered nowhere."""
    return account_of("nieuw@example.org", "Nieuw")


@pytest.fixture
def browser_of() -> Any:
    """A browser in which this account is logged in, reading Dutch."""

    def log_in(account: Any, language: str = "nl") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(account)
        return client

    return log_in
