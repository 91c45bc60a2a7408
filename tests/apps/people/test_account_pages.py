"""The pages about ways in, and those of a colleague who helps."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.apps.people.conftest import PASSWORD, make_account, make_colleague

from vakwerk.apps.people import actions, activity, letters, queries, recovery, waiting
from vakwerk.apps.people.models import Account, Letter, Person, Recovery

pytestmark = pytest.mark.django_db

DUTCH = {"accept-language": "nl"}


def _read(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def desk(client: Client, registrar: Any) -> Client:
    client.force_login(registrar)
    return client


def _letter(answer: Any) -> tuple[str, str]:
    name, code = re.findall(r'vw-letter__big">([^<]+)<', _read(answer))
    return name, code


def test_somebody_comes_to_the_desk_and_logs_in_at_home(desk: Client) -> None:
    fields = {"given_names": "Grietje", "family_name": "Veen", "identity_seen": "passport"}
    name, code = _letter(desk.post("/account/hulp/nieuw", fields))
    home = Client()
    form = {"login": name.lower(), "code": code.lower(), "password": "rode fiets in de regen"}
    assert home.post("/account/brief", form).headers["Location"] == "/account"
    page = _read(home.get("/account", headers=DUTCH))
    assert name in page
    assert "De code uit de brief is gebruikt" in _read(home.get("/account/activiteit", headers=DUTCH))
    assert "Renee" in _read(home.get("/account/activiteit"))


def test_a_letter_may_end_in_a_passkey_without_a_password(desk: Client) -> None:
    name, code = _letter(desk.post("/account/hulp/nieuw", {"given_names": "Jo", "identity_seen": "known"}))
    home = Client()
    answer = home.post("/account/brief", {"login": name, "code": code, "with_passkey": "1"})
    assert answer.headers["Location"] == "/account/mfa/webauthn/add/"
    assert home.get("/account/mfa/webauthn/add/").status_code == 200
    assert not Account.objects.get(login_name=name.lower()).has_usable_password()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"code": "BBBB-BBBB-BBBB"}, "horen niet bij elkaar"),
        ({"login": "molen 0000 9"}, "foutje in deze inlognaam"),
        ({"password": "kort"}, "12"),
        ({"password": ""}, "Kies een wachtwoord, of ga verder met een passkey"),
        ({"code": ""}, "Code"),
    ],
)
def test_a_letter_that_is_typed_wrong_says_so_and_keeps_the_rest(
    desk: Client, change: dict[str, str], says: str
) -> None:
    name, code = _letter(desk.post("/account/hulp/nieuw", {"given_names": "Jo", "identity_seen": "known"}))
    form = {"login": name, "code": code, "password": "rode fiets in de regen"} | change
    answer = Client().post("/account/brief", form, headers=DUTCH)
    assert answer.status_code == 422
    assert 'role="alert"' in _read(answer)
    assert says in _read(answer)
    assert f'value="{form["login"]}"' in _read(answer)
    assert "rode fiets" not in _read(answer)


def test_who_helps_sees_ways_in_and_no_addresses_and_is_seen_himself(desk: Client, account: Any) -> None:
    page = _read(desk.get(f"/account/hulp/{account.person.pk}", headers=DUTCH))
    assert "Begin een herstel" in page
    assert account.email not in page
    desk.get("/account/hulp?naam=bakker")
    looks = queries.looks_at(person=account.person)
    assert [(look.actor, str(look.purpose)) for look in looks] == [("Renee", looks[0].purpose)] * 2
    assert looks[0].purpose in ("to help you log in", "om je te helpen met inloggen")


def test_a_list_of_people_costs_as_many_questions_for_two_as_for_twenty(
    desk: Client, administrator: Any, registrar: Any
) -> None:
    def add(numbers: range) -> None:
        for number in numbers:
            account = make_account(f"n{number}@example.org")
            if number % 2:
                recovery.ask(account=account, by=administrator, identity_seen="passport", site="")

    def questions() -> int:
        desk.get("/account/hulp?naam=bakker")  # what is only worked out once is there
        with CaptureQueriesContext(connection) as made:
            page = desk.get("/account/hulp?naam=bakker")
        assert _read(page).count("/account/hulp/") >= len(Recovery.objects.all())
        return len(made)

    add(range(4))
    few = questions()
    add(range(4, 20))
    assert questions() == few


def test_a_recovery_through_the_pages(desk: Client, account: Any, administrator: Any) -> None:
    where = f"/account/hulp/{account.person.pk}"
    assert desk.post(where, {}).status_code == 422
    assert desk.post(where, {"identity_seen": "passport"}).headers["Location"] == where
    again = desk.post(where, {"identity_seen": "passport"}, headers=DUTCH)
    assert again.status_code == 422
    assert "Er loopt al een herstel" in _read(again)
    asked = Recovery.objects.get()
    steps = f"/account/hulp/herstel/{asked.pk}"
    page = _read(desk.post(f"{steps}/bevestigen", follow=True, headers=DUTCH))
    assert "Een andere collega moet het bevestigen" in page
    second = Client()
    second.force_login(administrator)
    second.post(f"{steps}/bevestigen")
    page = _read(second.post(f"{steps}/afronden", follow=True, headers=DUTCH))
    assert "Dit herstel moet wachten tot" in page
    assert not Letter.objects.exists()
    Recovery.objects.update(ready_at=timezone.now() - dt.timedelta(minutes=1))
    name, code = _letter(second.post(f"{steps}/afronden"))
    assert name == account.email
    home = Client()
    home.post("/account/brief", {"login": name, "code": code, "password": "rode fiets in de regen"})
    assert home.get("/account").status_code == 200


def test_the_owner_sees_a_recovery_where_he_looks_first_and_stops_it(
    client: Client, account: Any, registrar: Any
) -> None:
    recovery.ask(account=account, by=registrar, identity_seen="passport", site="")
    (waits,) = waiting.waiting_for(account.person.pk, timezone.localdate())
    assert waits.href == "/account"
    client.force_login(account)
    assert "Er loopt een herstel van je account" in _read(client.get("/account", headers=DUTCH))
    client.post("/account/herstel-stoppen")
    assert Recovery.objects.get().cancelled_at is not None
    assert waiting.waiting_for(account.person.pk, timezone.localdate()) == []


def test_one_does_not_help_oneself(desk: Client, registrar: Any) -> None:
    page = _read(desk.get(f"/account/hulp/{registrar.person.pk}", headers=DUTCH))
    assert "Dit kan niet voor je eigen account" in page
    assert desk.post(f"/account/hulp/{registrar.person.pk}", {"identity_seen": "passport"}).status_code == 422


@pytest.mark.parametrize("role", ["professional", "assessor", "committee-member", "employer", "provider"])
def test_others_do_not_help(client: Client, role: str, account: Any) -> None:
    client.force_login(make_colleague("iemand", role))
    assert client.get("/account/hulp").status_code == 403
    assert (
        client.post("/account/hulp/nieuw", {"given_names": "x", "identity_seen": "known"}).status_code == 403
    )
    assert client.post(f"/account/hulp/{account.person.pk}", {"identity_seen": "known"}).status_code == 403


def test_an_account_without_an_address_adds_one(client: Client, registrar: Any) -> None:
    person = actions.create_person(given_names="Grietje")
    own = letters.open_account(person=person, by=registrar, identity_seen="known").letter.account
    own.set_password(PASSWORD)
    own.save()
    client.force_login(own)
    client.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/account"})
    client.post("/account/email/", {"email": "grietje@example.org", "action_add": ""})
    from django.core import mail

    link = re.search(r"(/account/confirm-email/\S+)", mail.outbox[-1].body)
    assert link is not None
    client.post(link[1])
    own.refresh_from_db()
    assert own.email == "grietje@example.org"
    assert "address-changed" in [event.kind for event in activity.events_of(account=own)]
    for login in ("grietje@example.org", own.login_name):
        entered = Client()
        assert entered.post("/account/login/", {"login": login, "password": PASSWORD}).status_code == 302


def test_the_page_of_an_account_asks_few_questions(
    client: Client, account: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(account)
    client.get("/account")
    with django_assert_max_num_queries(18):
        client.get("/account")
    assert Person.objects.count() == 1
