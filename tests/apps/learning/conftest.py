"""A provider with a course, and professionals who are known by their numbers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache

from vakwerk.core.dossier import Recognition

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 20)
PASSWORD = "hout-en-steen-2026"
SKJ, NVO = "skj-jeugd-en-gezinsprofessional", "nvo-basis-orthopedagoog"


@pytest.fixture(autouse=True)
def _nobody_asked_before(db: None, settings: Any) -> None:
    cache.clear()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def make_provider(email: str, house: str) -> Any:
    """An account that posts for an organisation."""
    from vakwerk.apps.people import actions as people

    account = people.create_account(email=email, password=PASSWORD)
    people.create_person(given_names="Pim", family_name="Oosterhof", account=account, at=NOW)
    organisation = people.create_organisation(name=house, kind="provider")
    people.grant_role(
        account=account, role="provider", from_date=dt.date(2020, 1, 1), organisation=organisation
    )
    return account, organisation


def make_professional(given: str, family: str, number: str, *, norm: str = SKJ, infix: str = "") -> Any:
    """Somebody with an account and a recognition under a number."""
    from vakwerk.apps.dossier import actions as dossier
    from vakwerk.apps.people import actions as people

    account = people.sign_up(
        email=f"{given.lower()}.{family.lower()}@example.org",
        password=PASSWORD,
        given_names=given,
        infix=infix,
        family_name=family,
        at=NOW,
    )
    if number:
        add_number(account.person, number, norm=norm)
    assert dossier
    return account.person


def add_number(person: Any, number: str, *, norm: str = SKJ, source: str = "self") -> None:
    from vakwerk.apps.dossier import actions as dossier

    dossier.record_fact(
        person=person,
        fact=Recognition(id=f"{norm}-recognition", norm=norm, since=dt.date(2022, 1, 1), number=number),
        actor=None,
        source=source,
        at=NOW,
    )


def make_offering(provider: Any, *, title: str = "Werken met de meldcode", minutes: int = 180) -> Any:
    from vakwerk.apps.learning import actions

    account, organisation = provider
    made = actions.keep_offering(
        offering=None, organisation=organisation, title=title, kind="course", form="formal", minutes=minutes,
        topics=["content"], own_code="", actor=account, at=NOW,
    )  # fmt: skip
    actions.add_accreditation(
        offering=made, accreditor="skj", number="123456", valid_from=dt.date(2026, 1, 1), until=None, actor=account,
        at=NOW,
    )  # fmt: skip
    return made


def post(provider: Any, offering: Any, text: str, **more: Any) -> Any:
    """Posts what a text holds, as the page does."""
    from vakwerk.apps.learning import actions, roster

    asked: dict[str, Any] = {"way": "paste", "completed_on": DAY, "actor": provider[0], "at": NOW} | more
    return actions.post_list(offering=offering, rows=roster.read(text, today=NOW.date()).rows, **asked)


def lines(done: Any) -> list[Any]:
    from vakwerk.apps.learning import queries

    kept = queries.attendance_list(done.list_id)
    assert kept is not None
    return [queries.line(one.pk) for one in queries.lines_of(kept)]


@pytest.fixture
def academy(db: None) -> Any:
    """An account and its organisation."""
    return make_provider("pim@example.org", "Academie Voorbeeld (fictief)")


@pytest.fixture
def other_academy(db: None) -> Any:
    """Another provider."""
    return make_provider("ander@example.org", "Andere Academie (fictief)")


@pytest.fixture
def course(academy: Any) -> Any:
    """Three hours, accredited by SKJ in 2026."""
    return make_offering(academy)


@pytest.fixture
def samira(db: None) -> Any:
    """In SKJ under 100012345."""
    return make_professional("Samira", "Bakkali", "100012345")


@pytest.fixture
def kevin(db: None) -> Any:
    """In SKJ under fictief-4711."""
    return make_professional("Kevin", "Jansen", "fictief-4711")
