"""Accounts, people and organisations: what the actions do and what they refuse."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from vakwerk.apps.people import actions, names, queries, refusals
from vakwerk.apps.people.models import Account, Person
from vakwerk.apps.people.terms import Role

pytestmark = pytest.mark.django_db

PASSWORD = "een-heel-lang-wachtwoord"


def test_an_account_is_found_again_whatever_the_capitals() -> None:
    made = actions.create_account(email=" Sanne@Voorbeeld.example ", password=PASSWORD)
    assert queries.account_with(email="SANNE@voorbeeld.EXAMPLE") == made
    assert made.check_password(PASSWORD)


def test_the_same_address_is_refused_twice_whatever_the_capitals() -> None:
    actions.create_account(email="sanne@voorbeeld.example", password=PASSWORD)
    with pytest.raises(refusals.AddressTaken) as refused:
        actions.create_account(email="SANNE@voorbeeld.example", password=PASSWORD)
    assert refused.value.data["email"] == "sanne@voorbeeld.example"
    assert Account.objects.count() == 1


def test_the_database_itself_keeps_addresses_in_small_letters() -> None:
    account = actions.create_account(email="sanne@voorbeeld.example", password=PASSWORD)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=account.pk).update(email="Sanne@voorbeeld.example")


@pytest.mark.parametrize("text", ["", "sanne", "sanne@", "@voorbeeld.example", "a b@voorbeeld.example"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(refusals.AddressInvalid):
        actions.create_account(email=text, password=PASSWORD)


@pytest.mark.parametrize("password", ["kort", "wachtwoord", "password1234"])
def test_a_weak_password_is_refused_with_reasons_and_nothing_is_kept(password: str) -> None:
    with pytest.raises(refusals.PasswordTooWeak) as refused:
        actions.create_account(email="sanne@voorbeeld.example", password=password)
    assert len(refused.value.message) > 10
    assert not Account.objects.exists()
    assert not EmailAddress.objects.exists()


def test_an_account_without_password_cannot_log_in() -> None:
    account = actions.create_account(email="sanne@voorbeeld.example", password=None)
    assert not account.has_usable_password()


def test_a_new_address_is_not_confirmed_until_it_is() -> None:
    account = actions.create_account(email="sanne@voorbeeld.example", password=PASSWORD)
    assert not EmailAddress.objects.get(user=account).verified
    actions.confirm_address(account=account)
    assert EmailAddress.objects.get(user=account).verified


def test_a_language_we_do_not_have_is_refused() -> None:
    account = actions.create_account(email="sanne@voorbeeld.example", password=PASSWORD)
    actions.change_language(account=account, language="en")
    with pytest.raises(refusals.LanguageUnknown):
        actions.change_language(account=account, language="tlh")
    account.refresh_from_db()
    assert account.language == "en"


def test_a_person_may_exist_without_an_account() -> None:
    person = actions.create_person(given_names="Wim", family_name="Jansen")
    assert person.account is None
    assert queries.person(person_id=str(person.pk)) == person


def test_an_unknown_or_broken_number_is_nobody() -> None:
    assert queries.person(person_id=uuid.uuid4()) is None
    assert queries.person(person_id="geen-nummer") is None


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ({"given_names": "Sanne", "infix": "de", "family_name": "Vries"}, "Sanne de Vries"),
        ({"given_names": "Sukarno"}, "Sukarno"),
        ({"display_name": "محمد الأمين"}, "محمد الأمين"),
        ({"given_names": "Xiu", "family_name": "Li", "display_name": "李秀"}, "李秀"),
        ({"given_names": "  An\tna ", "family_name": "Şahin"}, "An na Şahin"),
    ],
)
def test_a_name_in_any_script_is_kept_and_shown(parts: dict[str, str], shown: str) -> None:
    assert actions.create_person(**parts).name == shown


@pytest.mark.parametrize("nothing", ["", "   ", "\u200e", "\u202e\u202c"])
def test_a_person_without_a_name_is_refused(nothing: str) -> None:
    with pytest.raises(refusals.NameMissing):
        actions.create_person(given_names=nothing)


def test_a_name_that_does_not_fit_is_refused() -> None:
    with pytest.raises(refusals.NameTooLong) as refused:
        actions.create_person(given_names="a" * (names.LONGEST + 1))
    assert str(names.LONGEST) in refused.value.message


def test_nobody_is_born_tomorrow() -> None:
    moment = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
    actions.create_person(given_names="Bo", born_on=dt.date(2026, 11, 24), at=moment)
    with pytest.raises(refusals.BirthInFuture):
        actions.create_person(given_names="Bo", born_on=dt.date(2026, 11, 25), at=moment)


def test_an_account_belongs_to_one_person() -> None:
    account = actions.create_account(email="sanne@voorbeeld.example", password=PASSWORD)
    actions.create_person(given_names="Sanne", account=account)
    with pytest.raises(refusals.AccountHasPerson):
        actions.create_person(given_names="Iemand anders", account=account)


@pytest.mark.parametrize("asked", ["celik", "ÇELİK", "çelik-de vries", "vries ayşe", "  de  VRIES "])
def test_people_are_found_without_accents_capitals_or_signs(asked: str) -> None:
    person = actions.create_person(given_names="Ayşe", family_name="Çelik-de Vries")
    actions.create_person(given_names="Piet", family_name="Bakker")
    assert list(queries.people_named(text=asked)) == [person]


def test_a_changed_name_is_found_and_the_old_one_is_not() -> None:
    person = actions.create_person(given_names="Jan", family_name="Pieters")
    actions.change_name(person=person, given_names="Jana", family_name="Pieters")
    assert list(queries.people_named(text="jana")) == [person]
    actions.change_name(person=person, given_names="Noor", family_name="Pieters")
    assert not queries.people_named(text="jana").exists()


@pytest.mark.parametrize("nothing", ["", "  ", "-", "%", "_"])
def test_an_empty_question_finds_nobody(nothing: str) -> None:
    actions.create_person(given_names="Jan")
    assert not queries.people_named(text=nothing).exists()


def test_who_signs_up_is_a_professional_with_a_dossier_of_his_own() -> None:
    moment = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
    account = actions.sign_up(
        email="sanne@voorbeeld.example", password=PASSWORD, given_names="Sanne", at=moment
    )
    owner = queries.person_of(account=account)
    assert owner is not None
    assert owner.name == "Sanne"
    assert queries.roles_of(account=account, on=dt.date(2026, 11, 24)) == {Role.PROFESSIONAL}
    assert not queries.roles_of(account=account, on=dt.date(2026, 11, 23))


def test_signing_up_leaves_nothing_behind_when_the_name_is_refused() -> None:
    with pytest.raises(refusals.NameMissing):
        actions.sign_up(email="sanne@voorbeeld.example", password=PASSWORD, given_names=" ")
    assert not Account.objects.exists()
    assert not Person.objects.exists()


def test_an_organisation_is_made_once() -> None:
    first = actions.create_organisation(name="Wijkteam  Noord", kind="employer")
    assert actions.create_organisation(name="Wijkteam Noord", kind="employer") == first
    with pytest.raises(refusals.OrganisationUnclear):
        actions.create_organisation(name="Wijkteam Zuid", kind="kasteel")
    with pytest.raises(refusals.OrganisationUnclear):
        actions.create_organisation(name=" ", kind="employer")
