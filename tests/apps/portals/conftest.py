"""Noor with an account, on a day that stands still."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
PASSWORD = "hout-en-steen-2026"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """It is 24 November 2026, in the Netherlands."""
    with time_machine.travel(NOW, tick=True), translation.override("nl"):
        yield


def account_of(email: str) -> Any:
    """Somebody with an account and an empty dossier."""
    from vakwerk.apps.people import actions as people  # Django is set up after this file is read

    return people.sign_up(email=email, password=PASSWORD, given_names="Noor", family_name="Bakker", at=NOW)


@pytest.fixture
def account(db: None) -> Any:
    return account_of("noor@example.org")


@pytest.fixture
def person(account: Any) -> Any:
    return account.person


@pytest.fixture
def browser(account: Any) -> Client:
    """A browser in which Noor is logged in, reading Dutch."""
    client = Client(headers={"accept-language": "nl"})
    client.force_login(account)
    return client


@pytest.fixture
def bring(person: Any) -> Callable[..., uuid.UUID]:
    """Brings a file as far as the preview, with these changes to the guessed mapping."""

    def do(data: bytes, name: str = "lijst.csv", **changes: Any) -> uuid.UUID:
        from dataclasses import replace

        from vakwerk.apps.portals import actions
        from vakwerk.apps.portals.models import Import
        from vakwerk.core.exchange.mapping import mapping_from

        import_id = actions.start_import(person=person, data=data, name=name)
        batch = Import.objects.get(pk=import_id)
        if batch.stage == "mapping":
            mapping = replace(mapping_from(batch.mapping, len(batch.headings)), **changes)
            actions.name_columns(person=person, import_id=import_id, mapping=mapping, remember=True)
        return import_id

    return do


@pytest.fixture
def take(person: Any, account: Any) -> Callable[..., None]:
    """Takes everything over that can be."""

    def do(import_id: uuid.UUID, *, without_rest: bool = False) -> None:
        from vakwerk.apps.portals import taking

        taking.begin(person=person, import_id=import_id, without_rest=without_rest)
        while not taking.take_batch(person=person, import_id=import_id, actor=account).finished:
            pass

    return do
