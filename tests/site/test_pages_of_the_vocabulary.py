"""`/begrippen`: every list and term on a page, found in plain words, and as open data for anybody."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest
from django.test import Client

from vakwerk.core import vocabulary
from vakwerk.core.vocabulary.open_data import vocabulary_schema

pytestmark = pytest.mark.django_db

NAMES = [one.id for one in vocabulary.lists()]


def _page(client: Client, address: str, language: str = "nl") -> str:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def _main(page: str) -> str:
    return page.split("<main")[1].split("</main>", maxsplit=1)[0]


def test_anybody_sees_every_list_by_subject(client: Client) -> None:
    page = _main(_page(client, "/begrippen"))
    for one in vocabulary.lists():
        assert f'href="/begrippen/{one.id}"' in page
    for subject in vocabulary.subjects():
        assert f'<h2 id="{subject.id}">{subject.title["nl"]}</h2>' in page


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_list_shows_every_term_at_its_anchor_with_meaning_and_source(
    client: Client, name: str, language: str
) -> None:
    page = _main(_page(client, f"/begrippen/{name}", language)).replace("&#x27;", "'")
    one = vocabulary.list_info(name)
    assert vocabulary.source_text(one.source, language) in page
    for term in one.terms.values():
        assert page.count(f'id="{term.id}"') == 1
        assert term.defined(language) in page
        if term.source is not None:
            assert vocabulary.source_text(term.source, language) in page
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(ids) == len(set(ids))


def test_a_list_that_does_not_exist_is_not_found(client: Client) -> None:
    for address in ("/begrippen/bestaat-niet", "/begrippen/bestaat-niet.json", "/begrippen/four_vs/x"):
        assert client.get(address).status_code == 404


def test_a_contradiction_of_the_source_stands_on_the_page(client: Client) -> None:
    page = _page(client, "/begrippen/political_ways")
    assert "Goed om te weten" in page
    assert "Wij gebruiken vijf wegen en één voorwaarde." in page


def test_words_for_groups_say_that_they_are_never_kept_with_a_person(client: Client) -> None:
    said = "Vakwerk bewaart ze nooit bij één mens."
    assert said in _page(client, "/begrippen/priority_groups")
    assert said in _page(client, "/begrippen/social_themes")
    assert said not in _page(client, "/begrippen/four_vs")


@pytest.mark.parametrize("asked", ["casuistiek", "CASUÏSTIEK", "case discussion"])
def test_a_word_is_found_without_accents_or_capitals_in_either_language(client: Client, asked: str) -> None:
    page = _main(_page(client, f"/begrippen?q={asked.replace(' ', '+')}"))
    assert 'href="/begrippen/activity_kinds#case-discussion"' in page
    assert f'value="{asked}"' in page


def test_what_is_not_found_says_what_to_do(client: Client) -> None:
    page = _main(_page(client, "/begrippen?q=qqzz"))
    assert "Geen begrip gevonden" in page
    assert "Probeer een ander woord" in page


def test_many_hits_come_on_pages(client: Client) -> None:
    first = _main(_page(client, "/begrippen?q=e"))
    assert "Volgende pagina" in first
    assert first.count('class="vw-word"') == 50
    assert 'class="vw-word"' in _main(_page(client, "/begrippen?q=e&page=2"))


@pytest.mark.parametrize("typed", ["<b>x</b>", "a" * 5000, "%00", "' OR 1=1", "👩🏽‍🔧"])
def test_whatever_is_typed_the_page_answers(client: Client, typed: str) -> None:
    answer = client.get("/begrippen", {"q": typed})
    assert answer.status_code == 200
    assert b"<b>x</b>" not in answer.content


def test_the_footer_of_every_page_leads_here(client: Client) -> None:
    foot = _page(client, "/").split("<footer")[1]
    assert 'href="/begrippen"' in foot
    assert "Begrippen" in foot


def test_no_page_of_the_vocabulary_asks_the_database_for_terms(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(1):
        client.get("/begrippen")
        client.get("/begrippen/sdgs")
        client.get("/begrippen?q=leren")


# --- open data ------------------------------------------------------------------------------------------------------


def test_every_document_is_open_to_all_sites_and_fits_its_schema(client: Client) -> None:
    validator = jsonschema.Draft202012Validator(vocabulary_schema())
    for address in ("/begrippen.json", *(f"/begrippen/{name}.json" for name in NAMES)):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.headers["Cache-Control"] == "public, max-age=3600"
        assert answer.headers["Last-Modified"]
        validator.validate(json.loads(answer.content))


def test_the_index_leads_to_every_list(client: Client) -> None:
    index = client.get("/begrippen.json").json()
    assert [one["id"] for one in index["lists"]] == NAMES
    assert index["languages"][:2] == ["nl", "en"]
    for one in index["lists"]:
        assert client.get(one["page"]).status_code == 200
        assert len(client.get(one["href"]).json()["terms"]) == one["terms"]


def test_the_data_do_not_depend_on_the_reader(client: Client) -> None:
    dutch = client.get("/begrippen/sdgs.json", headers={"accept-language": "nl"})
    english = client.get("/begrippen/sdgs.json", headers={"accept-language": "en"})
    assert dutch.content == english.content
    assert dutch.headers["Content-Language"] == english.headers["Content-Language"] == "nl, en"
    assert dutch.headers["ETag"] == english.headers["ETag"]


@pytest.mark.parametrize(
    ("asked", "given"), [("if-none-match", "ETag"), ("if-modified-since", "Last-Modified")]
)
def test_who_has_the_data_already_is_not_sent_them_again(client: Client, asked: str, given: str) -> None:
    first = client.get("/begrippen/sdgs.json")
    again = client.get("/begrippen/sdgs.json", headers={asked: first.headers[given]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert (
        client.get("/begrippen/laws.json", headers={"if-none-match": first.headers["ETag"]}).status_code
        == 200
    )


def test_the_data_can_only_be_read(client: Client) -> None:
    for address in ("/begrippen.json", "/begrippen/sdgs.json", "/begrippen", "/begrippen/sdgs"):
        assert client.head(address).status_code == 200
        assert client.post(address).status_code == 405
