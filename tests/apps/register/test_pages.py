"""What the public and the registrar see, and what each look leaves behind."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.register.conftest import SECRETS, make_person, make_role, register

from vakwerk.apps.people.models import Look
from vakwerk.apps.people.terms import Role
from vakwerk.apps.register import limits

pytestmark = pytest.mark.django_db

PUBLIC = {
    "number", "name", "town", "level", "profession", "registered", "since", "until", "ended_on", "recognitions",
    "fictitious", "on",
}  # fmt: skip


def page(name: str, *args: str) -> str:
    return reverse(f"register:{name}", args=args)


# --- the public register --------------------------------------------------------------------------------


def test_nothing_private_is_on_any_public_answer(client: Client, sanne: Any) -> None:
    answers = [
        client.get(page("entry", sanne.number)),
        client.get(page("entry_json", sanne.number)),
        client.get(page("search"), {"naam": "vries"}),
        client.get(page("search"), {"naam": "vries"}, headers={"accept": "application/json"}),
        client.get(f"/api/v1/registrations/{sanne.number}"),
        client.get("/api/v1/registrations?name=vries"),
    ]
    for answer in answers:
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "Sanne de Vries" in text
        assert not [secret for secret in SECRETS if secret in text]
        assert str(sanne.person.id) not in text
    assert set(answers[1].json()) == PUBLIC
    assert answers[1].json() == answers[4].json()


def test_a_public_look_up_is_not_recorded(client: Client, sanne: Any, registrar: Any) -> None:
    client.force_login(registrar)
    client.get(page("entry", sanne.number))
    client.get(page("search"), {"naam": "vries"})
    assert not Look.objects.exists()


def test_a_typed_number_leads_to_its_page_and_never_stands_behind_a_question_mark(
    client: Client, sanne: Any
) -> None:
    typed = sanne.number.removeprefix("VW-").replace("-", " ")
    for answer in (
        client.post(page("search"), {"naam": f"nr. {typed}"}),
        client.get(page("entry", sanne.number.lower())),
    ):
        assert answer.status_code == 302
        assert answer["Location"] == page("entry", sanne.number)


def test_a_typed_name_leads_to_results_with_an_address_of_their_own(client: Client, sanne: Any) -> None:
    answer = client.post(page("search"), {"naam": "de vries"}, follow=True)
    assert answer.redirect_chain == [(f"{page('search')}?naam=de+vries", 302)]
    assert page("entry", sanne.number) in answer.content.decode()


def test_a_slip_in_a_number_is_said_and_the_number_stays_in_the_form(client: Client, sanne: Any) -> None:
    wrong = sanne.number[:-1] + str((int(sanne.number[-1]) + 1) % 10)
    answer = client.get(page("entry", wrong))
    assert answer.status_code == 404
    assert f'value="{wrong}"' in answer.content.decode()
    assert client.get(page("entry_json", wrong))["Content-Type"] == "application/problem+json"


def test_who_asks_for_json_gets_it_and_caches_keep_both_apart(client: Client, sanne: Any) -> None:
    answer = client.get(page("entry", sanne.number), headers={"accept": "application/json"})
    assert answer["Content-Type"] == "application/json"
    assert "Accept" in answer["Vary"]
    browser = client.get(page("entry", sanne.number), headers={"accept": "text/html,application/json;q=0.9"})
    assert browser["Content-Type"].startswith("text/html")


def test_too_many_questions_are_asked_to_wait(
    client: Client, sanne: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SEARCH", limits.Limit("search", 2, 3600))
    monkeypatch.setattr(limits, "LOOK_UP", limits.Limit("look-up", 0, 3600))
    codes = [client.get(page("search"), {"naam": "vries"}).status_code for _ in range(3)]
    client.get(page("entry", sanne.number))
    late = client.get(page("entry", sanne.number))
    api = client.get(f"/api/v1/registrations/{sanne.number}")
    assert codes == [200, 200, 429]
    assert (late.status_code, api.status_code) == (429, 429)
    assert int(late["Retry-After"]) > 0
    assert api.json()["status"] == 429
    other = client.get(page("search"), {"naam": "vries"}, REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 200


# --- the API ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/registrations", 400),
        ("/api/v1/registrations?name=", 400),
        ("/api/v1/registrations?name=ab&page=nul", 400),
        ("/api/v1/registrations/VW-000001-0000", 404),
        ("/api/v1/registrations/sanne", 404),
        ("/api/v1/nothing", 404),
    ],
)
def test_every_fault_of_the_api_is_a_problem_with_its_version(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["API-Version"]


def test_the_description_has_a_contact_and_no_number_as_a_question(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["info"]["contact"]["email"]
    assert described["openapi"].startswith("3.1")
    asked = described["paths"]["/api/v1/registrations"]["get"]
    assert {parameter["name"] for parameter in asked["parameters"]} == {"name", "page"}
    assert set(asked["responses"]["400"]["content"]) == {"application/problem+json"}


# --- the registrar ---------------------------------------------------------------------------------------

REGISTRAR_PAGES = ("people", "people_csv", "person")


def address(name: str, entry: Any) -> str:
    return page(name, entry.number) if name == "person" else page(name)


@pytest.mark.parametrize("name", REGISTRAR_PAGES)
def test_visitors_are_asked_to_log_in(client: Client, sanne: Any, name: str) -> None:
    answer = client.get(address(name, sanne))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", REGISTRAR_PAGES)
@pytest.mark.parametrize("role", Role.values)
def test_only_the_registrar_enters(client: Client, sanne: Any, role: str, name: str) -> None:
    client.force_login(make_role(role))
    assert client.get(address(name, sanne)).status_code == (200 if role == "registrar" else 403)
    assert Look.objects.exists() is (role == "registrar")


@pytest.mark.parametrize("name", REGISTRAR_PAGES)
def test_not_even_their_own_page_opens_for_a_professional(client: Client, sanne: Any, name: str) -> None:
    client.force_login(sanne.person.account)
    assert client.get(address(name, sanne)).status_code == 403


def test_a_list_is_one_look_at_everybody_on_that_page(client: Client, sanne: Any, registrar: Any) -> None:
    register(make_person("Noor", "", "Bakker"))
    register(make_person("Jan", "van", "Dam"))
    client.force_login(registrar)
    assert "Noor Bakker" in client.get(page("people")).content.decode()
    look = Look.objects.get()
    assert (look.page, look.purpose, look.role) == ("people-list", "registration", "registrar")
    assert look.subjects.count() == 3
    client.get(page("people"), {"q": "bakker"})
    assert [one.subjects.count() for one in Look.objects.order_by("pk")] == [3, 1]


def test_an_empty_list_is_no_look(client: Client, registrar: Any) -> None:
    client.force_login(registrar)
    assert client.get(page("people")).status_code == 200
    assert not Look.objects.exists()


def test_one_person_is_one_look_and_shows_every_reason(client: Client, sanne: Any, registrar: Any) -> None:
    client.force_login(registrar)
    text = client.get(page("person", sanne.number), headers={"accept-language": "nl"}).content.decode()
    assert SECRETS[0] in text
    assert "Je mist" in text
    look = Look.objects.get()
    assert (look.page, look.subjects.get().person_id) == ("standing", sanne.person.id)


def test_the_owner_reads_who_looked(client: Client, sanne: Any, registrar: Any) -> None:
    client.force_login(registrar)
    client.get(page("person", sanne.number))
    client.force_login(sanne.person.account)
    assert "Rol Registrar" in client.get(reverse("people:looks")).content.decode()


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["Noor Bakker", "Sanne de Vries"]),
        ({"sort": "number"}, ["Sanne de Vries", "Noor Bakker"]),
        ({"q": "bakker noor"}, ["Noor Bakker"]),
        ({"q": "bakkre"}, ["Noor Bakker"]),
        ({"state": "missing"}, ["Noor Bakker", "Sanne de Vries"]),
        ({"state": "on-course"}, []),
        ({"norm": "brede-registratie", "ends": "24"}, ["Noor Bakker"]),
        ({"sort": "end"}, ["Noor Bakker", "Sanne de Vries"]),
        ({"sort": "state"}, ["Noor Bakker", "Sanne de Vries"]),
        (
            {"state": "nonsense", "ends": "-1", "sort": "'; --", "page": "x"},
            ["Noor Bakker", "Sanne de Vries"],
        ),
    ],
)
def test_the_list_is_filtered_searched_and_sorted(
    client: Client, sanne: Any, registrar: Any, asked: dict[str, str], names: list[str]
) -> None:
    import datetime as dt

    register(make_person("Noor", "", "Bakker"), on=dt.date(2022, 5, 1))
    client.force_login(registrar)
    client.get(page("people"))
    text = client.get(page("people"), asked).content.decode()
    assert re.findall(r"Noor Bakker|Sanne de Vries", text) == names


def test_every_state_in_a_list_says_of_which_day_it_is(client: Client, sanne: Any, registrar: Any) -> None:
    client.force_login(registrar)
    text = client.get(page("people"), headers={"accept-language": "en"}).content.decode()
    assert "worked out on" in text


def test_the_table_for_a_spreadsheet_holds_no_formulas(client: Client, registrar: Any) -> None:
    register(make_person("=1+1", "", "Bakker"))
    client.force_login(registrar)
    answer = client.get(page("people_csv"))
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert lines[1][1] == "'=1+1 Bakker"
    assert (lines[1][4], lines[1][5]) == ("brede-registratie", "missing")
    assert Look.objects.get().subjects.count() == 1


def test_the_registrar_begins_at_the_list(client: Client, registrar: Any) -> None:
    client.force_login(registrar)
    assert client.get(reverse("home"))["Location"] == page("people")
