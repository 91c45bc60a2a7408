"""The pages of the desk: one's own standing only, nothing kept by looking, nothing lost by a fault."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.apps.desk.people import NVO, SKJ

from vakwerk.apps.dossier import actions, queries
from vakwerk.core.dossier import Activity
from vakwerk.core.norms.receipt import repeat

pytestmark = pytest.mark.django_db

COURSE = {
    "what": "course",
    "fact_id": "new-1",
    "activity-title": "Gespreksvoering",
    "activity-completed_on": "20-11-2026",
    "activity-minutes": "3 uur",
}
MOST_QUERIES = 40
"""Each room in which something may wait for somebody asks two or three."""


def _page(client: Client, address: str, **data: Any) -> str:
    answer = client.post(address, data) if data else client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_my_standing_opens_with_the_answer(sanne: Any, browser_of: Any) -> None:
    page = _page(browser_of(sanne), "/stand")
    assert "<h1>Vóór 1 september 2027 mis je nog 12 uur reflectie.</h1>" in page
    assert "Dit is geen besluit van SKJ; alleen SKJ besluit." in page
    assert "zelfreflectie is uitgesloten" in page
    assert "Wat Vakwerk niet kan nagaan" in page
    assert "Niemand, deze maand." in page


def test_the_same_page_in_english_holds_no_dutch_sentence(sanne: Any, browser_of: Any) -> None:
    page = _page(browser_of(sanne, "en"), "/stand")
    assert "<h1>Before 1 September 2027 you still need 12 hours reflection.</h1>" in page
    assert "This is not a decision of SKJ" in page
    assert "Je mist" not in page


@pytest.mark.parametrize("address", ["/stand", f"/stand/{SKJ}", f"/stand/{SKJ}/narekenen.json", "/toevoegen"])
def test_without_an_account_one_is_asked_to_log_in(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert "/account/login/" in answer.headers["Location"]


def test_everybody_sees_only_their_own_standing(sanne: Any, newcomer: Any, browser_of: Any) -> None:
    page = _page(browser_of(newcomer), f"/stand/{SKJ}")
    assert "110045678" not in page
    assert "Reflectieverslag" not in page
    assert browser_of(newcomer).post("/toevoegen/a1/ongedaan").status_code == 302
    assert any(fact.id == "a1" for fact in queries.dossier_of(sanne.person).activities)


def test_an_unknown_norm_is_not_found(sanne: Any, browser_of: Any) -> None:
    assert browser_of(sanne).get("/stand/bestaat-niet").status_code == 404
    assert browser_of(sanne).get("/stand/bestaat-niet/narekenen.json").status_code == 404


def test_who_is_registered_nowhere_is_told_how_to_begin(newcomer: Any, browser_of: Any) -> None:
    page = _page(browser_of(newcomer), "/stand")
    assert 'href="/dossier/nieuw/recognition"' in page
    assert 'href="/stand/brede-registratie"' in page
    assert "alsof" in _page(browser_of(newcomer), "/stand/brede-registratie")


def test_the_page_of_a_norm_gives_every_reason_every_number_and_its_source(
    sanne: Any, browser_of: Any
) -> None:
    page = _page(browser_of(sanne), f"/stand/{SKJ}")
    for text in (
        "3.368 uur",
        "1 januari 2018",
        "Reflectieverslag thuis",
        "Niet afgerond in deze periode",
        "skj",
    ):
        assert text in page


def test_the_file_to_check_repeats_the_same_assessment(sanne: Any, browser_of: Any) -> None:
    answer = browser_of(sanne).get(f"/stand/{SKJ}/narekenen.json")
    assert "attachment" in answer.headers["Content-Disposition"]
    repeated = repeat(json.loads(answer.content))
    assert repeated.assessment.requirement("reflection").short == 12 * 60


def test_the_effect_is_shown_and_nothing_is_kept(sanne: Any, browser_of: Any) -> None:
    before = queries.revision(sanne.person)
    page = _page(browser_of(sanne), "/toevoegen/effect", **(COURSE | {"activity-title": ""}))
    assert "Herregistratie jeugd- en gezinsprofessional" in page
    assert "3 uur" in page
    assert "<form" not in page
    assert queries.revision(sanne.person) == before


def test_without_script_the_effect_comes_with_everything_that_was_typed(sanne: Any, browser_of: Any) -> None:
    before = queries.revision(sanne.person)
    page = _page(browser_of(sanne), "/toevoegen", **COURSE, look="1")
    assert 'value="Gespreksvoering"' in page
    assert 'value="3 uur"' in page
    assert 'value="new-1"' in page
    assert "Basis-orthopedagoog" in page or "basis-orthopedagoog" in page
    assert queries.revision(sanne.person) == before


def test_a_course_is_kept_and_told_with_a_way_back(sanne: Any, browser_of: Any) -> None:
    client = browser_of(sanne)
    answer = client.post("/toevoegen", COURSE, follow=True)
    page = answer.content.decode()
    assert "“Gespreksvoering” is bewaard." in page
    assert 'action="/toevoegen/new-1/ongedaan"' in page
    kept = next(fact for fact in queries.dossier_of(sanne.person).activities if fact.id == "new-1")
    assert (kept.title, kept.minutes, kept.completed_on) == ("Gespreksvoering", 180, dt.date(2026, 11, 20))
    assert "Teruggenomen" in client.post("/toevoegen/new-1/ongedaan", follow=True).content.decode()
    assert all(fact.id != "new-1" for fact in queries.dossier_of(sanne.person).activities)


def test_sent_twice_it_is_kept_once(sanne: Any, browser_of: Any) -> None:
    client = browser_of(sanne)
    client.post("/toevoegen", COURSE)
    client.post("/toevoegen", COURSE)
    titles = [fact.title for fact in queries.dossier_of(sanne.person).activities]
    assert titles.count("Gespreksvoering") == 1


@pytest.mark.parametrize(
    ("what", "more", "kind"),
    [
        ("intervision", {}, "intervision"),
        ("supervision", {}, "supervision"),
        ("reading", {}, "reading"),
        ("other", {"activity-other_kind": "e-learning"}, "e-learning"),
        ("other", {"activity-other_kind": "coaching"}, "coaching"),
    ],
)
def test_every_choice_makes_the_kind_it_says(
    sanne: Any, browser_of: Any, what: str, more: dict[str, str], kind: str
) -> None:
    answer = browser_of(sanne).post("/toevoegen", COURSE | {"what": what} | more)
    assert answer.status_code == 302
    kept = next(fact for fact in queries.dossier_of(sanne.person).activities if fact.id == "new-1")
    assert kept.kind == kind


def test_work_and_leave_are_kept_from_the_same_page(sanne: Any, browser_of: Any) -> None:
    client = browser_of(sanne)
    work = {"what": "work", "fact_id": "w-new", "work-role": "docent", "work-since": "1-9-2025"}
    assert client.post("/toevoegen", work | {"work-minutes_per_week": "4"}).status_code == 302
    leave = {"what": "absence", "fact_id": "l-new", "absence-kind": "pregnancy", "absence-percent": "100"}
    days = {"absence-since": "1-9-2026", "absence-until": "21-12-2026"}
    page = _page(client, "/toevoegen/effect", **leave, **days)
    assert "Vraag het aan NVO" in page
    assert client.post("/toevoegen", leave | days).status_code == 302
    kept = queries.dossier_of(sanne.person)
    assert {fact.id for fact in kept.work} == {"w1", "w-new"}
    assert [fact.until for fact in kept.absences] == [dt.date(2026, 12, 22)]


def test_a_fault_keeps_what_was_typed_also_under_the_other_choices(sanne: Any, browser_of: Any) -> None:
    wrong = COURSE | {"activity-completed_on": "31-2-2026", "work-employer": "Praktijk De Linde"}
    photo = SimpleUploadedFile("certificaat.png", b"\x89PNG\r\n\x1a\n", content_type="image/png")
    answer = browser_of(sanne).post("/toevoegen", wrong | {"activity-file": photo})
    page = answer.content.decode()
    assert answer.status_code == 422
    for text in (
        'value="31-2-2026"',
        'value="Gespreksvoering"',
        'value="Praktijk De Linde"',
        "Kies het bestand opnieuw",
    ):
        assert text in page
    assert all(fact.id != "new-1" for fact in queries.dossier_of(sanne.person).activities)


def test_a_day_still_to_come_is_said_before_and_refused_after(sanne: Any, browser_of: Any) -> None:
    future = COURSE | {"activity-completed_on": "20-11-2027"}
    assert "Deze dag moet nog komen" in _page(browser_of(sanne), "/toevoegen/effect", **future)
    assert browser_of(sanne).post("/toevoegen", future).status_code == 422


def test_nonsense_in_the_choice_is_a_course_and_not_a_failure(sanne: Any, browser_of: Any) -> None:
    assert browser_of(sanne).post("/toevoegen/effect", {"what": "<x>"}).status_code == 200
    assert browser_of(sanne).get("/toevoegen?wat=moral-deliberation").status_code == 200
    assert 'value="moral-deliberation" selected' in _page(
        browser_of(sanne), "/toevoegen?wat=moral-deliberation"
    )


@pytest.mark.parametrize("address", ["/stand", f"/stand/{NVO}", "/toevoegen"])
def test_the_number_of_queries_does_not_grow_with_the_dossier(
    sanne: Any, browser_of: Any, address: str
) -> None:
    client = browser_of(sanne)
    client.get(address)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries_made:
            assert client.get(address).status_code == 200
        return len(queries_made)

    few = asked()
    day = dt.date(2026, 1, 1)
    more = [
        Activity(id=f"m{i}", kind="course", title=f"Cursus {i}", completed_on=day, minutes=30, form="formal")
        for i in range(300)
    ]
    actions.record_many(person=sanne.person, facts=more, actor=sanne)
    assert asked() == few <= MOST_QUERIES
