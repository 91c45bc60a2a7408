"""People in the register, and who may look at them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache

from vakwerk.core.dossier import Activity, Declaration, Holding, Work

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 24)
PASSWORD = "hout-en-steen-2026"
SECRETS = (
    "Rouwgroep in de Kerkstraat",
    "Werkgever Geheim",
    "sanne.geheim@example.org",
    "1980-02-29",
    "Opmerking",
)
"""Texts in the dossier and the account that may never be public."""


@pytest.fixture(autouse=True)
def _nobody_asked_before(db: None, settings: Any) -> None:
    cache.clear()
    # Slow on purpose where it counts; here nobody guesses passwords.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def make_person(given: str, infix: str, family: str, **more: Any) -> Any:
    from vakwerk.apps.people import actions

    return actions.create_person(given_names=given, infix=infix, family_name=family, at=NOW, **more)


def register(person: Any, **more: Any) -> Any:
    from vakwerk.apps.register import actions

    asked: dict[str, Any] = {"level": "hbo", "profession": "sociaal-werker", "on": dt.date(2024, 3, 1)} | more
    return actions.register_person(person=person, actor=None, at=NOW, **asked)


@pytest.fixture
def sanne(db: None) -> Any:
    """A registration with a dossier full of things that are nobody's business."""
    from vakwerk.apps.dossier import actions as dossier
    from vakwerk.apps.people import actions as people

    account = people.create_account(email=SECRETS[2], password=PASSWORD)
    people.grant_role(account=account, role="professional", from_date=dt.date(2024, 1, 1))
    person = make_person("Sanne", "de", "Vries", account=account, born_on=dt.date(1980, 2, 29))
    entry = register(person)
    dossier.record_many(
        person=person,
        facts=[
            Holding(
                id="diploma", kind="diploma", level="hbo", field="social-work", awarded_on=dt.date(2010, 7, 1)
            ),
            Declaration(id="code", kind="code", since=dt.date(2024, 1, 1)),
            Work(
                id="work",
                role="sociaal-werker",
                since=dt.date(2020, 1, 1),
                minutes_per_week=1440,
                employer=SECRETS[1],
            ),
        ],
        actor=account,
        at=NOW,
    )
    dossier.record_fact(
        person=person,
        fact=Activity(
            id="group", kind="intervision", title=SECRETS[0], completed_on=dt.date(2025, 5, 1), minutes=120
        ),
        note=SECRETS[4],
        actor=account,
        at=NOW,
    )
    return entry


def make_role(role: str) -> Any:
    """An account with this role today, and a person of its own."""
    from vakwerk.apps.people import actions

    account = actions.create_account(email=f"{role}@example.org", password=PASSWORD)
    make_person("Rol", "", role.title(), account=account)
    actions.grant_role(account=account, role=role, from_date=dt.date(2020, 1, 1))
    return account


@pytest.fixture
def registrar(db: None) -> Any:
    """An account with the role of registrar."""
    return make_role("registrar")
