"""Signing up, logging in and out, and what demo mode adds."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from vakwerk.apps.people import actions, queries
from vakwerk.apps.people.models import Account
from vakwerk.apps.people.terms import Role

pytestmark = pytest.mark.django_db

EMAIL = "sanne@voorbeeld.example"
PASSWORD = "een-heel-lang-wachtwoord"


@pytest.fixture(autouse=True)
def nobody_has_tried_before() -> None:
    cache.clear()


@pytest.fixture
def sanne() -> Account:
    account = actions.sign_up(email=EMAIL, password=PASSWORD, given_names="Sanne", family_name="Vries")
    actions.confirm_address(account=account)
    return account


def _login(client: Client, email: str = EMAIL, password: str = PASSWORD, **more: str) -> int:
    return client.post("/account/login/", {"login": email, "password": password, **more}).status_code


def test_logging_in_by_address_whatever_the_capitals(client: Client, sanne: Account) -> None:
    assert _login(client, "SANNE@voorbeeld.example") == 302
    assert client.get("/wie-keek-mee").status_code == 200


def test_a_page_that_needs_a_login_is_returned_to(client: Client, sanne: Account) -> None:
    asked = client.get("/wie-keek-mee?page=1")
    assert asked.headers["Location"] == "/account/login/?next=/wie-keek-mee%3Fpage%3D1"
    answer = client.post("/account/login/", {"login": EMAIL, "password": PASSWORD, "next": "/wie-keek-mee"})
    assert answer.headers["Location"] == "/wie-keek-mee"


def test_a_wrong_password_keeps_the_address_and_says_so_at_the_top(client: Client, sanne: Account) -> None:
    answer = client.post(
        "/account/login/", {"login": EMAIL, "password": "iets-heel-anders"}, headers={"accept-language": "nl"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'role="alert"' in page
    assert "horen niet bij elkaar" in page
    assert f'value="{EMAIL}"' in page
    assert "iets-heel-anders" not in page


def test_an_empty_form_leads_to_each_field_that_misses_something(client: Client) -> None:
    page = client.post("/account/login/", {}, headers={"accept-language": "nl"}).content.decode()
    targets = re.findall(r'<a href="#(id_\w+)">', page)
    assert targets == ["id_login", "id_password"]
    for target in targets:
        control = re.search(rf'<input[^>]*id="{target}"[^>]*>', page)
        assert control is not None
        assert 'aria-invalid="true"' in control[0]
        described = re.search(r'aria-describedby="([^"]+)"', control[0])
        assert described is not None
        for part in described[1].split():
            assert f'id="{part}"' in page


def test_too_many_wrong_passwords_must_wait(client: Client, sanne: Account) -> None:
    for _attempt in range(5):
        _login(client, password="fout")
    page = client.post(
        "/account/login/", {"login": EMAIL, "password": PASSWORD}, headers={"accept-language": "nl"}
    )
    assert page.status_code in (200, 429)
    assert client.get("/wie-keek-mee").status_code == 302


def test_logging_out_needs_a_press_not_a_link(client: Client, sanne: Account) -> None:
    client.force_login(sanne)
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/wie-keek-mee").status_code == 200
    client.post("/account/logout/")
    assert client.get("/wie-keek-mee").status_code == 302


def test_signing_up_makes_a_professional_who_is_in_at_once(client: Client) -> None:
    answer = client.post(
        "/account/signup/",
        {
            "given_names": "Ayşe",
            "infix": "de",
            "family_name": "Boer",
            "email": "ayse@voorbeeld.example",
            "password1": PASSWORD,
        },
        headers={"accept-language": "nl"},
    )
    assert answer.status_code == 302
    account = queries.account_with(email="ayse@voorbeeld.example")
    assert account is not None
    assert queries.name_of(account=account) == "Ayşe de Boer"
    assert {grant.role for grant in account.grants.all()} == {Role.PROFESSIONAL}
    assert client.get("/wie-keek-mee").status_code == 200
    (message,) = mail.outbox
    assert message.subject.startswith("Vakwerk: ")
    assert "/account/confirm-email/" in message.body


def test_signing_up_keeps_what_was_typed(client: Client) -> None:
    page = client.post(
        "/account/signup/", {"given_names": "Ayşe", "email": "geen-adres", "password1": "kort"}
    ).content.decode()
    assert 'value="Ayşe"' in page
    assert 'value="geen-adres"' in page
    assert not Account.objects.exists()


def test_where_addresses_are_confirmed_nobody_learns_who_has_an_account(
    client: Client, sanne: Account, settings: object
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # type: ignore[attr-defined]  # pytest-django's settings
    pages = []
    for email in (EMAIL, "nieuw@voorbeeld.example"):
        fields = {"given_names": "Bo", "email": email, "password1": PASSWORD}
        pages.append(Client().post("/account/signup/", fields, follow=True).redirect_chain)
    assert pages[0] == pages[1] == [("/account/confirm-email/", 302)]
    assert [message.to for message in mail.outbox] == [[EMAIL], ["nieuw@voorbeeld.example"]]
    assert "/account/password/reset/" in mail.outbox[0].body
    assert queries.name_of(account=sanne) == "Sanne Vries"


def test_a_new_password_comes_by_mail(client: Client, sanne: Account) -> None:
    client.post("/account/password/reset/", {"email": EMAIL}, headers={"accept-language": "nl"})
    (message,) = mail.outbox
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", message.body)
    assert link is not None
    form = client.get(link[1], follow=True)
    address = form.redirect_chain[-1][0]
    client.post(address, {"password1": "nog-een-lang-wachtwoord", "password2": "nog-een-lang-wachtwoord"})
    assert _login(client, password="nog-een-lang-wachtwoord") == 302


@pytest.mark.parametrize("page", ["/account/email/", "/account/password/change/", "/account/logout/"])
def test_the_pages_of_an_account_stand_in_our_shell(client: Client, sanne: Account, page: str) -> None:
    client.force_login(sanne)
    answer = client.get(page, headers={"accept-language": "nl"})
    assert answer.status_code == 200
    assert 'class="vw-top"' in answer.content.decode()


def test_demo_accounts_show_in_demo_mode_only(client: Client, sanne: Account, settings: object) -> None:
    actions.show_in_demo(
        account=sanne, password=PASSWORD, place=1, story_nl="Jeugdzorgwerker.", story_en="Youth worker."
    )
    settings.VAKWERK_DEMO = False  # type: ignore[attr-defined]  # pytest-django's settings
    assert PASSWORD not in client.get("/account/login/").content.decode()
    settings.VAKWERK_DEMO = True  # type: ignore[attr-defined]  # pytest-django's settings
    page = client.get("/account/login/", headers={"accept-language": "nl"}).content.decode()
    assert PASSWORD in page
    assert "Jeugdzorgwerker." in page
    page = client.get("/account/login/", headers={"accept-language": "en"}).content.decode()
    assert "Youth worker." in page


def test_nobody_looked_says_what_will_stand_here(client: Client, sanne: Account) -> None:
    client.force_login(sanne)
    page = client.get("/wie-keek-mee", headers={"accept-language": "nl"}).content.decode()
    assert "Niemand keek mee" in page
