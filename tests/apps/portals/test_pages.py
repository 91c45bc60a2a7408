"""The pages of bringing in and handing in."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.apps.portals.conftest import account_of
from tests.apps.portals.test_handing_in import COURSE, NVO, SESSION, SKJ
from tests.core.exchange import examples

Bring = Callable[..., uuid.UUID]


def send(browser: Client, data: bytes, name: str) -> Any:
    return browser.post("/portalen/inlezen", {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_a_list_comes_in_by_its_pages(browser: Client, person: Any) -> None:
    page = send(browser, examples.plausible_portal_csv(60), "scholing.csv")
    where = page.redirect_chain[-1][0]
    assert where.endswith("/kolommen")
    assert "Van wie zijn deze accreditatienummers?" in page.content.decode()
    form = page.context["form"]
    answers = {field.html_name: field.value() or "" for field in form}
    again = browser.post(where, answers)
    assert again.status_code == 422
    page = browser.post(where, answers | {"accreditor": "skj"}, follow=True)
    lines = page.redirect_chain[-1][0]
    assert lines.endswith("/regels")
    assert "60 regels zijn klaar" in page.content.decode()
    page = browser.post(lines, {"do": "import"}, follow=True)
    assert "60 toegevoegd" in page.content.decode()
    assert b"scholing.csv" in browser.get("/portalen").content


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (examples.html_as_xls(), "export.xls", "webpagina"),
        (b"%PDF-1.7", "lijst.pdf", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "lijst.xls", "oud Excel-bestand"),
        (examples.zip_bomb(), "bom.xlsx", "vastloopt"),
    ],
)
def test_a_file_that_is_not_read_says_what_to_do(
    browser: Client, data: bytes, name: str, sentence: str
) -> None:
    page = send(browser, data, name)
    assert page.status_code == 422
    assert sentence in page.content.decode()


def test_a_pasted_table_comes_in_too_and_nothing_is_asked_for_nothing(browser: Client) -> None:
    assert browser.post("/portalen/inlezen", {}).status_code == 422
    page = browser.post("/portalen/inlezen", {"text": "Datum\tTitel\n13-3-2024\tA\n"}, follow=True)
    assert page.status_code == 200
    assert "geplakte tabel" in page.content.decode()


def test_a_day_above_twelve_shows_the_order_though_nobody_was_asked(browser: Client) -> None:
    page = send(browser, b"Datum;Titel\n25-3-2024;A\n1-6-2024;B\n", "a.csv")
    where = page.redirect_chain[-1][0]
    sent = {"column-0": "completed_on", "column-1": "title", "kind": "course"}
    page = browser.post(where, sent, follow=True)
    assert "2 regels zijn klaar" in page.content.decode()
    assert "1 juni 2024" in page.content.decode()


def test_a_cell_is_corrected_and_a_likeness_decided_where_they_stand(
    browser: Client, person: Any, account: Any, bring: Bring
) -> None:
    from vakwerk.apps.dossier import actions

    actions.record_fact(person=person, fact=COURSE, actor=account)
    import_id = bring(b"Datum;Titel;Uren\n31-2-2024;A;2\n13-3-2024;=Meldcode;4\n")
    where = f"/portalen/in/{import_id}/regels"
    page = browser.get(where).content.decode()
    assert "is een dag die niet bestaat" in page
    assert "A2" in page
    assert "2 uur en 30 minuten" in page
    sent = {"shown": ["2", "3"], "take": ["2", "3"]}
    refused = browser.post(where, sent | {"do": "import"})
    assert refused.status_code == 422
    browser.post(where, sent | {"do": "fix:2", "fix-2-completed_on": "28-2-2024"})
    browser.post(where, sent | {"do": "same:3", "pick-3-minutes": "theirs"})
    page = browser.post(where, sent | {"do": "import"}, follow=True)
    assert "1 toegevoegd" in page.content.decode()
    assert "1 samengevoegd" in page.content.decode()
    undone = browser.post(f"/portalen/in/{import_id}/ongedaan", follow=True)
    assert "2 teruggenomen" in undone.content.decode()


def test_as_many_queries_for_fifty_lines_as_for_five(
    browser: Client, bring: Bring, django_assert_max_num_queries: Any
) -> None:
    import_id = bring(examples.plausible_portal_csv(200), accreditor="skj")
    with django_assert_max_num_queries(30):
        assert browser.get(f"/portalen/in/{import_id}/regels").status_code == 200


def test_a_portal_shows_fields_and_takes_down_what_was_handed_in(
    browser: Client, person: Any, account: Any
) -> None:
    from vakwerk.apps.dossier import actions

    assert "nog niet geregistreerd" in browser.get("/portalen/skj").content.decode()
    actions.record_many(person=person, facts=[SKJ, NVO, COURSE, SESSION], actor=account)
    page = browser.get("/portalen/skj").content.decode()
    assert "Deskundigheidsbevordering, formeel leren" in page
    assert "Wat niet is gevonden" in page
    assert browser.post("/portalen/skj", {"on": "24-11-2026"}).status_code == 422
    assert browser.post("/portalen/skj", {"on": "morgen", "all": "1"}).status_code == 422
    done = browser.post("/portalen/skj", {"on": "24-11-2026", "all": "1"}, follow=True)
    assert "2 activiteiten staan als ingediend" in done.content.decode()
    back = browser.post("/portalen/skj/terug", {"fact": "course"}, follow=True)
    assert "Nog in te dienen (1)" in back.content.decode()
    package = browser.get("/portalen/skj/pakket.zip")
    assert package.headers["Content-Type"] == "application/zip"
    assert b"".join(package.streaming_content).startswith(b"PK")
    assert browser.get("/portalen/nergens").status_code == 404
    for name in ("ander", "pe-online", "big", "vaktherapie", "registerplein"):
        assert browser.get(f"/portalen/{name}").status_code == 200


def test_somebody_elses_import_is_not_there(bring: Bring, db: None) -> None:
    import_id = bring(examples.plausible_portal_csv(12), accreditor="skj")
    other = Client()
    other.force_login(account_of("sam@example.org"))
    for end in ("", "/kolommen", "/regels", "/bezig"):
        assert other.get(f"/portalen/in/{import_id}{end}").status_code == 404
    for end in ("/lezen", "/weg", "/ongedaan", "/ongedaan/2", "/regels"):
        assert other.post(f"/portalen/in/{import_id}{end}").status_code == 404
