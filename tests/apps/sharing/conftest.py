"""Somebody with a dossier worth sharing, an employer, an assessor and a mentor with their houses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from tests.apps.dossier.files import pdf

from vakwerk.core.dossier import Absence, Activity, Period, Recognition, Work

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 24)
DAY = dt.timedelta(days=1)
PASSWORD = "hout-en-steen-2026"
NORM = "skj-jeugd-en-gezinsprofessional"
SECRET_REFLECTION = "Rouwgroep in de Kerkstraat"
NOTE = "Alleen voor mijzelf"


@pytest.fixture(autouse=True)
def _today(settings: Any, tmp_path: Path, db: None) -> Iterator[None]:
    """It is 24 November 2026; passwords are quick, files and the list of erasures are this test's own."""
    cache.clear()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "evidence"
    settings.VAKWERK_HOME = tmp_path
    with time_machine.travel(NOW, tick=True), translation.override("nl"):
        yield


def make_account(name: str, *roles: str, house: str = "", kind: str = "employer") -> Any:
    """Somebody with these roles from 2020 on, in a house when it is named."""
    from vakwerk.apps.people import actions

    account = actions.create_account(email=f"{name.lower()}@example.org", password=PASSWORD)
    actions.create_person(given_names=name, family_name="Proef", account=account, at=NOW)
    organisation = actions.create_organisation(name=house, kind=kind) if house else None
    for role in roles:
        actions.grant_role(
            account=account, role=role, from_date=dt.date(2020, 1, 1), organisation=organisation
        )
    return account


FACTS = (
    Recognition(
        id="skj",
        norm=NORM,
        since=dt.date(2019, 3, 1),
        number="SKJ-77",
        period=Period(start=dt.date(2024, 3, 1), end=dt.date(2029, 3, 1)),
        past=(Period(start=dt.date(2019, 3, 1), end=dt.date(2024, 3, 1)),),
    ),
    Activity(id="course", kind="course", title="Meldcode", completed_on=dt.date(2025, 5, 1), minutes=360),
    Activity(
        id="reflection",
        kind="intervision",
        title=SECRET_REFLECTION,
        completed_on=dt.date(2025, 6, 1),
        minutes=120,
        sessions=1,
    ),
    Work(
        id="work",
        role="jeugd-en-gezinsprofessional",
        since=dt.date(2019, 1, 1),
        minutes_per_week=1440,
        employer="Wijkteam",
    ),
    Absence(id="ill", kind="long-illness", since=dt.date(2025, 1, 1), until=dt.date(2026, 1, 1)),
)


@pytest.fixture
def sanne(_today: None) -> Any:
    """Sanne's account; her dossier holds a recognition, a reflection, leave, a note and two files."""
    from vakwerk.apps.dossier import actions

    account = make_account("Sanne", "professional")
    actions.record_many(person=account.person, facts=FACTS, actor=account, at=NOW - 30 * DAY)
    actions.record_fact(
        person=account.person,
        fact=Activity(
            id="noted", kind="course", title="Jeugdrecht", completed_on=dt.date(2025, 9, 1), minutes=60
        ),
        note=NOTE,
        actor=account,
        at=NOW - 20 * DAY,
    )
    for fact_id in ("course", "reflection"):
        actions.attach_evidence(
            person=account.person,
            fact_id=fact_id,
            upload=SimpleUploadedFile(f"{fact_id}.pdf", pdf(), "application/pdf"),
            actor=account,
            at=NOW - 10 * DAY,
        )
    return account


@pytest.fixture
def employer(_today: None) -> Any:
    return make_account("Jamal", "employer", house="Wijkteam Proefstad")


@pytest.fixture
def assessor(_today: None) -> Any:
    return make_account("Loes", "assessor", house="Register Proef", kind="register")


@pytest.fixture
def mentor(_today: None) -> Any:
    return make_account("Nynke", "mentor", house="Wijkteam Proefstad")


def house_of(account: Any) -> Any:
    """The number of the organisation of this account."""
    return account.grants.get().organisation_id


def terms(**more: Any) -> Any:
    """State and end date, for work, for a month."""
    from vakwerk.apps.sharing.actions import Terms

    asked = {"purpose": "employment", "scope": "standing", "until_date": TODAY + 30 * DAY}
    return Terms(**(asked | more))


def share(owner: Any, receiver: Any, **more: Any) -> Any:
    """The owner shares with the house of the receiver."""
    from vakwerk.apps.sharing import actions

    return actions.offer_to_organisation(
        person=owner.person,
        terms=terms(**more),
        organisation=house_of(receiver),
        actor=owner,
        at=NOW - DAY if more.pop("yesterday", False) else NOW,
    )
