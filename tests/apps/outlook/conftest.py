"""A register with people who nearly meet a norm, counted in folders of its own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from vakwerk.core.dossier import Activity, Declaration, Holding, Period, Work

NORM = "brede-registratie"
PASSWORD = "hout-en-steen-2026"
MOVED = "reflection.at_least"
"""A figure of that norm."""


@pytest.fixture(autouse=True)
def _own_folders(db: None, settings: Any, tmp_path: Path) -> None:
    cache.clear()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.VAKWERK_HOME = tmp_path


def make_account(name: str, role: str = "", *, house: tuple[str, str] | None = None) -> Any:
    """An account with this role today, in this organisation (name and kind)."""
    from vakwerk.apps.people import actions

    account = actions.create_account(email=f"{name}@example.org", password=PASSWORD)
    actions.create_person(given_names="Rol", family_name=name.title(), account=account)
    at = actions.create_organisation(name=house[0], kind=house[1]) if house else None
    if role:
        actions.grant_role(account=account, role=role, from_date=dt.date(2020, 1, 1), organisation=at)
    return account


@pytest.fixture
def registrar(db: None) -> Any:
    """Somebody who may."""
    return make_account("registrator", "registrar")


def fill(
    count: int, *, reflection: int = 40, town: str = "Proefstad", profession: str = "sociaal-werker"
) -> list[Any]:
    """People of the register who meet the broad norm at this many hours of reflection, and lack nothing else."""
    from django.utils import timezone

    from vakwerk.apps.people import actions as people
    from vakwerk.apps.register import actions, queries

    today = timezone.localdate()
    start = today - dt.timedelta(days=4 * 365)
    made = [people.create_person(given_names="Mens", family_name=f"Nummer {n}") for n in range(count)]
    offset = len(queries.made_up_keys())
    entries = [
        actions.Entry(
            person=person,
            level="mbo-2",
            profession=profession,
            since=start,
            period=Period(start=start, end=start + dt.timedelta(days=5 * 365)),
            past=(Period(start=start - dt.timedelta(days=5 * 365), end=start),),
            town=town,
            made_up=f"test-{offset + place}",
            facts=_facts(f"{offset + place}", start, reflection),
        )
        for place, person in enumerate(made)
    ]
    actions.register_many(entries=entries, actor=None, at=timezone.now())
    return made


def _facts(key: str, start: dt.date, reflection: int) -> tuple[Any, ...]:
    day = start + dt.timedelta(days=400)
    begun = day - dt.timedelta(days=120)
    learned = {"ethics": 10, "experiential-knowledge": 10, "content": 60}
    return (
        Holding(id=f"{key}-d", kind="diploma", level="mbo-2", awarded_on=start - dt.timedelta(days=900)),
        Declaration(id=f"{key}-c", kind="code", since=start),
        Work(id=f"{key}-w", role="sociaal-werker", since=start, minutes_per_week=1440, employer="E"),
        *(
            Activity(
                id=f"{key}-{topic}",
                kind="course",
                title="T",
                started_on=begun,
                completed_on=day,
                minutes=hours * 60,
                topics=frozenset({topic}),
            )
            for topic, hours in learned.items()
        ),
        Activity(
            id=f"{key}-r",
            kind="intervision",
            title="I",
            started_on=begun,
            completed_on=day,
            minutes=reflection * 60,
            sessions=40,
        ),
    )


def counted(account: Any, norm: str = NORM) -> Any:
    """Everybody counted, as a worker does it."""
    from vakwerk.apps.outlook import actions, counting
    from vakwerk.apps.outlook.models import Count

    key = actions.ask_count(norm=norm, account=account)
    assert counting.carry_out(key)
    return Count.objects.get(pk=key)
