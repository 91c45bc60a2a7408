"""Home, the rooms, the languages, and what is said when something fails."""

from __future__ import annotations

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import connection
from django.test import Client, RequestFactory

from vakwerk.apps.people import actions
from vakwerk.apps.people.models import Account
from vakwerk.site import views
from vakwerk.site.rooms import ROOMS, UNBUILT

pytestmark = pytest.mark.django_db

PASSWORD = "een-heel-lang-wachtwoord"


@pytest.fixture
def sanne() -> Account:
    return actions.sign_up(
        email="sanne@voorbeeld.example",
        password=PASSWORD,
        given_names="Sanne",
        infix="de",
        family_name="Vries",
    )


def _text(client: Client, address: str, language: str = "nl") -> str:
    return client.get(address, headers={"accept-language": language}).content.decode()


def test_home_says_what_vakwerk_is_and_offers_search_and_login(client: Client) -> None:
    page = _text(client, "/")
    assert "Eén dossier voor je hele vak." in page
    assert 'name="naam"' in page
    assert 'href="/account/login/"' in page


def test_who_is_logged_in_goes_from_home_to_his_standing(client: Client, sanne: Account) -> None:
    client.force_login(sanne)
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == ROOMS[0].href


def test_every_room_has_its_place_in_the_menu_and_the_one_we_are_in_is_marked(client: Client) -> None:
    page = _text(client, "/binnenkort/routes")
    for room in ROOMS:
        assert f'href="{room.href}"' in page
    # Once in the row for wide screens, once in the menu for phones; only one of them shows.
    assert page.count('aria-current="page"') == 2


@pytest.mark.parametrize("room", sorted(UNBUILT))
def test_a_room_that_is_not_built_says_so(client: Client, room: str) -> None:
    page = _text(client, f"/binnenkort/{room}")
    assert "Nog niet gebouwd" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]


def test_the_language_follows_the_browser_until_it_is_chosen(client: Client) -> None:
    assert '<html lang="nl">' in _text(client, "/", "nl-NL")
    assert '<html lang="en">' in _text(client, "/", "en-GB,en;q=0.9")
    assert '<html lang="nl">' in _text(client, "/", "pap")
    answer = client.post("/taal", {"language": "en", "next": "/over/demo"})
    assert answer.headers["Location"] == "/over/demo"
    assert '<html lang="en">' in _text(client, "/", "nl-NL")


def test_the_choice_of_language_is_kept_with_the_account(client: Client, sanne: Account) -> None:
    client.force_login(sanne)
    client.post("/taal", {"language": "en"})
    sanne.refresh_from_db()
    assert sanne.language == "en"
    elsewhere = Client()
    elsewhere.force_login(sanne)
    assert '<html lang="en">' in _text(elsewhere, "/over/demo", "nl-NL")


@pytest.mark.parametrize("there", ["https://elders.example/", "//elders.example/"])
def test_choosing_a_language_never_leads_elsewhere(client: Client, there: str) -> None:
    assert client.post("/taal", {"language": "en", "next": there}).headers["Location"] == "/"


def test_an_unknown_language_changes_nothing(client: Client, sanne: Account) -> None:
    client.force_login(sanne)
    client.post("/taal", {"language": "tlh"})
    sanne.refresh_from_db()
    assert sanne.language in ("", "nl")


def test_the_demonstration_says_that_it_is_one(client: Client, settings: object) -> None:
    settings.VAKWERK_DEMO = True  # type: ignore[attr-defined]  # pytest-django's settings
    assert "Alle mensen en organisaties zijn verzonnen" in _text(client, "/")


def test_outside_a_demonstration_nothing_says_so(client: Client, settings: object) -> None:
    settings.VAKWERK_DEMO = False  # type: ignore[attr-defined]  # pytest-django's settings
    assert "verzonnen" not in _text(client, "/")


# --- when something fails -----------------------------------------------------------------------------


def test_a_page_that_does_not_exist_is_said_in_plain_words(client: Client) -> None:
    answer = client.get("/bestaat-niet", headers={"accept-language": "nl"})
    assert answer.status_code == 404
    assert "Deze pagina bestaat niet" in answer.content.decode()


def test_a_page_that_is_not_yours_is_said_in_plain_words(client: Client) -> None:
    account = actions.create_account(email="zonder@voorbeeld.example", password=None)
    client.force_login(account)
    answer = client.get("/wie-keek-mee", headers={"accept-language": "nl"})
    assert answer.status_code == 403
    assert "Deze pagina is niet voor jou" in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_in_plain_words() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/account/login/", {"login": "a"}, headers={"accept-language": "nl"})
    assert answer.status_code == 403
    assert "Dit formulier was te oud" in answer.content.decode()


@pytest.mark.parametrize(
    ("cause", "status", "title"),
    [
        (SuspiciousOperation("x"), 400, "Dit konden we niet lezen"),
        (RequestDataTooBig("x"), 413, "Dit is te groot"),
    ],
)
def test_what_cannot_be_taken_is_said_in_plain_words(
    rf: RequestFactory, cause: Exception, status: int, title: str
) -> None:
    answer = views.bad_request(rf.get("/"), cause)
    assert answer.status_code == status
    assert title in answer.content.decode()


def test_the_page_for_our_own_failure_asks_nothing_of_the_database(
    rf: RequestFactory, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]  # a pytest-django fixture
        answer = views.failure(rf.get("/stand"))
    assert answer.status_code == 500
    assert "Er ging iets mis" in answer.content.decode()


@pytest.mark.parametrize("address", ["/api/v1/bestaat-niet", "/api/v2"])
def test_the_api_answers_in_problems_also_when_there_is_nothing(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 404


def test_the_api_describes_itself(client: Client) -> None:
    assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")


def test_the_server_says_that_it_is_well(client: Client) -> None:
    assert client.get("/gezond").json()["status"] == "ok"


def test_the_cache_that_counts_attempts_is_shared_by_all_processes() -> None:
    from django.core.cache import cache

    cache.set("geteld", 3)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shell_cache WHERE cache_key LIKE %s", ["%geteld"])
        assert cursor.fetchone() == (1,)
    assert cache.get("geteld") == 3
