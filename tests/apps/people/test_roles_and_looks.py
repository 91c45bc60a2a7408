"""Roles with their dates, who may do what, and the record of who looked at whom."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import translation

from vakwerk.apps.gate import allowed
from vakwerk.apps.people import actions, queries, refusals
from vakwerk.apps.people.models import Account, Look, Person
from vakwerk.apps.people.terms import Page, Purpose, Role

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 24)
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
WEEK = dt.timedelta(days=7)


@pytest.fixture
def sanne() -> Person:
    return _person("Sanne")


@pytest.fixture
def registrar() -> Account:
    account = _account("registrar")
    actions.create_person(given_names="Renée", family_name="Bakker", account=account)
    house = actions.create_organisation(name="Register Vakwerk", kind="register")
    actions.grant_role(
        account=account, role=Role.REGISTRAR, from_date=dt.date(2020, 1, 1), organisation=house
    )
    return account


def _account(name: str) -> Account:
    return actions.create_account(email=f"{name.lower()}@voorbeeld.example", password=None)


def _person(name: str) -> Person:
    return actions.create_person(given_names=name, account=_account(name))


# --- roles --------------------------------------------------------------------------------------------


def test_a_role_holds_from_its_first_day_to_its_last_day() -> None:
    account = _account("a")
    actions.grant_role(account=account, role="mentor", from_date=DAY, until_date=DAY + WEEK)
    held = [
        offset
        for offset in (-1, 0, 7, 8)
        if queries.roles_of(account=account, on=DAY + dt.timedelta(days=offset)) == {Role.MENTOR}
    ]
    assert held == [0, 7]


def test_a_role_may_be_ended_and_granted_again() -> None:
    account = _account("a")
    grant = actions.grant_role(account=account, role="mentor", from_date=DAY)
    actions.end_role(grant=grant, until_date=DAY + WEEK)
    again = actions.grant_role(account=account, role="mentor", from_date=DAY + 2 * WEEK)
    assert queries.roles_of(account=account, on=DAY + WEEK + dt.timedelta(days=1)) == set()
    assert list(queries.grants_of(account=account, on=DAY + 3 * WEEK)) == [again]


@pytest.mark.parametrize(("start", "end"), [(-14, None), (-14, 0), (0, 3), (7, None)])
def test_the_same_role_twice_at_the_same_time_is_refused(start: int, end: int | None) -> None:
    account = _account("a")
    actions.grant_role(account=account, role="mentor", from_date=DAY, until_date=DAY + WEEK)
    with pytest.raises(refusals.RoleHeldAlready):
        actions.grant_role(
            account=account,
            role="mentor",
            from_date=DAY + dt.timedelta(days=start),
            until_date=None if end is None else DAY + dt.timedelta(days=end),
        )


def test_a_role_outside_the_list_is_refused() -> None:
    with pytest.raises(refusals.RoleUnknown) as refused:
        actions.grant_role(account=_account("a"), role="citizen", from_date=DAY)
    assert "citizen" in refused.value.message


def test_an_end_before_the_start_is_refused_by_action_and_database() -> None:
    account = _account("a")
    with pytest.raises(refusals.PeriodReversed):
        actions.grant_role(
            account=account, role="mentor", from_date=DAY, until_date=DAY - dt.timedelta(days=1)
        )
    grant = actions.grant_role(account=account, role="mentor", from_date=DAY)
    with pytest.raises(refusals.PeriodReversed):
        actions.end_role(grant=grant, until_date=DAY - WEEK)
    grant.until_date = DAY - WEEK
    with pytest.raises(IntegrityError), transaction.atomic():
        grant.save()


def test_a_closed_account_has_no_roles(registrar: Account) -> None:
    registrar.is_active = False
    registrar.save()
    assert not queries.roles_of(account=registrar, on=DAY)


# --- who may ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("permission", "by_owner", "by_other", "by_registrar", "by_visitor"),
    [
        ("people.see_dossier", True, False, True, False),
        ("people.change_dossier", True, False, False, False),
        ("people.list_people", False, False, True, False),
        ("people.see_own_looks", True, True, True, False),
        ("people.no_such_thing", False, False, False, False),
    ],
)
def test_the_table_of_who_may_what(
    sanne: Person,
    registrar: Account,
    permission: str,
    by_owner: bool,
    by_other: bool,
    by_registrar: bool,
    by_visitor: bool,
) -> None:
    stranger = _person("Bo").account
    assert allowed(permission, sanne.account, sanne) is by_owner
    assert allowed(permission, stranger, sanne) is by_other
    assert allowed(permission, registrar, sanne) is by_registrar
    assert allowed(permission, AnonymousUser(), sanne) is by_visitor


@pytest.mark.parametrize("role", sorted(set(Role.values) - {"registrar"}))
def test_no_other_role_opens_somebody_elses_dossier(sanne: Person, role: str) -> None:
    account = _account("iemand")
    actions.grant_role(account=account, role=role, from_date=dt.date(2020, 1, 1))
    assert not allowed("people.see_dossier", account, sanne)
    assert not allowed("people.list_people", account)


def test_a_question_about_nobody_is_answered_with_no(sanne: Person) -> None:
    assert not allowed("people.see_dossier", sanne.account, None)


# --- who looked ---------------------------------------------------------------------------------------


def test_a_look_is_told_to_its_owner_in_words(sanne: Person, registrar: Account) -> None:
    actions.record_look(
        actor=registrar,
        role=Role.REGISTRAR,
        purpose=Purpose.REGISTRATION,
        page=Page.ASSESSMENT,
        people=[sanne],
        at=NOON,
    )
    with translation.override("nl"):
        (look,) = queries.looks_at(person=sanne)
        told = (look.actor, look.role, look.organisation, look.purpose, look.page, look.others)
    assert told == (
        "Renée Bakker",
        "registrar",
        "Register Vakwerk",
        "om de registratie te controleren",
        "één erkenning, met alle redenen",
        0,
    )
    assert look.at == NOON


def test_a_list_is_one_entry_that_everybody_in_it_sees(sanne: Person, registrar: Account) -> None:
    bo, kim = _person("Bo"), _person("Kim")
    actions.record_look(
        actor=registrar,
        role="registrar",
        purpose="registration",
        page="people-list",
        people=[sanne, bo, bo],
        at=NOON,
    )
    assert Look.objects.count() == 1
    assert [look.others for look in queries.looks_at(person=sanne)] == [1]
    assert [look.others for look in queries.looks_at(person=bo)] == [1]
    assert queries.looks_at(person=kim) == []


def test_looking_at_oneself_is_no_look(registrar: Account, sanne: Person) -> None:
    own = queries.person_of(account=registrar)
    assert own is not None
    only_self = actions.record_look(
        actor=registrar, role="registrar", purpose="registration", page="people-list", people=[own], at=NOON
    )
    assert only_self is None
    actions.record_look(
        actor=registrar,
        role="registrar",
        purpose="registration",
        page="people-list",
        people=[own, sanne],
        at=NOON,
    )
    assert queries.looks_at(person=own) == []
    assert [look.others for look in queries.looks_at(person=sanne)] == [0]


def test_nobody_looks_in_a_role_he_does_not_have(sanne: Person, registrar: Account) -> None:
    with pytest.raises(refusals.RoleNotHeld):
        actions.record_look(
            actor=registrar, role="assessor", purpose="assessment", page="dossier", people=[sanne], at=NOON
        )
    with pytest.raises(refusals.RoleNotHeld):
        actions.record_look(
            actor=registrar,
            role="registrar",
            purpose="registration",
            page="dossier",
            people=[sanne],
            at=dt.datetime(2019, 12, 31, 12, tzinfo=dt.UTC),
        )
    assert not Look.objects.exists()


@pytest.mark.parametrize(
    ("purpose", "page"), [("curiosity", "dossier"), ("registration", "cellar"), ("", "")]
)
def test_a_look_needs_a_purpose_and_a_page_from_the_list(
    sanne: Person, registrar: Account, purpose: str, page: str
) -> None:
    with pytest.raises(refusals.LookUnclear):
        actions.record_look(
            actor=registrar, role="registrar", purpose=purpose, page=page, people=[sanne], at=NOON
        )


def test_looks_come_latest_first_and_from_a_moment_on(sanne: Person, registrar: Account) -> None:
    for weeks in (3, 0, 6):
        actions.record_look(
            actor=registrar,
            role="registrar",
            purpose="question",
            page="dossier",
            people=[sanne],
            at=NOON - weeks * WEEK,
        )
    assert [look.at for look in queries.looks_at(person=sanne)] == [NOON, NOON - 3 * WEEK, NOON - 6 * WEEK]
    assert len(queries.looks_at(person=sanne, since=NOON - 4 * WEEK)) == 2
    assert queries.looks_this_month(person=sanne, on=DAY) == 2
    assert queries.looks_this_month(person=sanne, on=dt.date(2026, 12, 1)) == 0
    assert queries.looks_this_month(person=sanne, on=dt.date(2026, 10, 31)) == 1


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_looks(
    sanne: Person, registrar: Account, django_assert_max_num_queries: object
) -> None:
    for minutes in range(12):
        actions.record_look(
            actor=registrar,
            role="registrar",
            purpose="question",
            page="dossier",
            people=[sanne, _person(f"p{minutes}")],
            at=NOON + dt.timedelta(minutes=minutes),
        )
    with django_assert_max_num_queries(3):  # type: ignore[operator]  # a pytest-django fixture
        assert len(queries.looks_at(person=sanne)) == 12
