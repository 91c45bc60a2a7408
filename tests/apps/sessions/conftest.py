"""Five people in a group, on a day that stands still."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 24)
PASSWORD = "hout-en-steen-2026"
NAMES = ("Noor", "Sam", "Wim", "Tess", "Bo")


@pytest.fixture(autouse=True)
def today(settings: Any) -> Iterator[None]:
    """It is 24 November 2026, in the Netherlands."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with time_machine.travel(NOW, tick=True), translation.override("nl"):
        yield


def make_person(given: str) -> Any:
    """Somebody with an account and an empty dossier."""
    from vakwerk.apps.people import actions as people

    email = f"{given.lower()}@example.org"
    return people.sign_up(
        email=email, password=PASSWORD, given_names=given, family_name="Vries", at=NOW
    ).person


def make_group(members: list[Any], *, at: dt.datetime = NOW, **habits: Any) -> uuid.UUID:
    """A group of these people, managed by the first."""
    from vakwerk.apps.sessions import groups

    said = groups.Habits(**({"name": "Groep Noord", "minutes": 120} | habits))
    made = groups.make_group(by=members[0], habits=said, at=at)
    token = groups.invite(group_id=made, by=members[0], at=at)
    for person in members[1:]:
        groups.join(token=token, person=person, at=at)
    return made


def record(recorder: Any, group_id: uuid.UUID | None = None, **more: Any) -> uuid.UUID:
    """A session of two hours, today, unless said otherwise."""
    from vakwerk.apps.sessions import actions

    at = more.pop("at", NOW)
    chosen = {name: more.pop(name) for name in ("absent", "guests", "rule", "session_id") if name in more}
    said = {"kind": "intervision", "title": "Groep Noord", "on": at.date(), "minutes": 120} | more
    chosen.setdefault("session_id", uuid.uuid4())
    return actions.record(recorder=recorder, facts=actions.Facts(**said), group_id=group_id, at=at, **chosen)


def fact_of(person: Any, session_id: uuid.UUID) -> Any:
    """The page of the fact of this session in a dossier; None when there never was one."""
    from vakwerk.apps.dossier import queries

    return queries.fact(person, f"session:{session_id}")


def vouched(person: Any, session_id: uuid.UUID) -> list[str]:
    """Who vouches for this person's fact."""
    page = fact_of(person, session_id)
    return sorted(one.by.split()[0] for one in page.fact.confirmations)


def under(person: Any, *norms: str) -> None:
    """The person is under these norms from 2024 on."""
    from vakwerk.apps.dossier import actions as dossier
    from vakwerk.core.dossier import Period, Recognition

    period = Period(start=dt.date(2024, 1, 1), end=dt.date(2029, 1, 1))
    dossier.record_many(
        person=person,
        facts=[
            Recognition(id=f"held-{norm}", norm=norm, since=dt.date(2024, 1, 1), period=period)
            for norm in norms
        ],
        actor=None,
        source="register",
        at=NOW,
    )


@pytest.fixture
def five(db: None) -> list[Any]:
    """Five people, each with an account."""
    return [make_person(name) for name in NAMES]


@pytest.fixture
def group(five: list[Any]) -> uuid.UUID:
    """Their group, managed by the first."""
    return make_group(five)


def browser(person: Any) -> Client:
    """A browser in which this person is logged in, reading Dutch."""
    client = Client(headers={"accept-language": "nl"})
    client.force_login(person.account)
    return client
