"""The pages of one's own dossier."""

from __future__ import annotations

import datetime as dt
import io
import json
import uuid
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from tests.apps.dossier.conftest import NOW
from tests.apps.dossier.files import picture, sent

from vakwerk.apps.dossier import actions, forms, queries
from vakwerk.core.dossier import Activity, Document, Recognition, Work

COURSE = Activity(
    id="c1", kind="course", title="Werken met de meldcode", completed_on=dt.date(2026, 11, 20), minutes=180
)
TYPED = {"kind": "course", "title": "Meldcode", "completed_on": "20-11-2026", "minutes": "3 uur"}


@pytest.fixture
def page(client: Any, account: Any) -> Any:
    """A browser in which the owner has logged in, in Dutch."""
    client.force_login(account)
    client.cookies["vakwerk_language"] = "nl"
    return client


@pytest.fixture
def course(person: Any, own_files: Path) -> Any:
    """An owner with one course."""
    actions.record_fact(person=person, fact=COURSE, actor=None, at=NOW)
    return person


def text(response: Any) -> str:
    return str(response.content.decode())


ADDRESSES = [
    ("get", "dossier:timeline", []),
    ("get", "dossier:new", ["activity"]),
    ("post", "dossier:new", ["activity"]),
    ("get", "dossier:fact", ["c1"]),
    ("get", "dossier:change", ["c1"]),
    ("post", "dossier:change", ["c1"]),
    ("post", "dossier:withdraw", ["c1"]),
    ("post", "dossier:restore", ["c1"]),
    ("post", "dossier:attach", ["c1"]),
    ("get", "dossier:evidence", ["c1", uuid.uuid4()]),
    ("post", "dossier:remove_evidence", ["c1", uuid.uuid4()]),
    ("get", "dossier:export_json", []),
    ("get", "dossier:export_zip", []),
]


@pytest.mark.parametrize(("method", "name", "arguments"), ADDRESSES)
def test_who_has_not_logged_in_is_asked_to(
    client: Any, db: None, method: str, name: str, arguments: list[Any]
) -> None:
    response = getattr(client, method)(reverse(name, args=arguments))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize(("method", "name", "arguments"), ADDRESSES[3:11])
def test_the_facts_of_somebody_else_are_not_there(
    client: Any, course: Any, other: Any, method: str, name: str, arguments: list[Any]
) -> None:
    client.force_login(other)
    response = getattr(client, method)(reverse(name, args=arguments), TYPED, follow=True)
    assert "meldcode" not in text(response)
    assert queries.dossier_of(course).activities == (replace(COURSE, recorded_at=NOW),)


def test_an_account_without_a_person_has_no_dossier_to_open(client: Any, db: None) -> None:
    from vakwerk.apps.people import actions as people

    client.force_login(people.create_account(email="alleen@example.org", password=None))
    assert client.get(reverse("dossier:timeline")).status_code == 403


def test_an_empty_dossier_says_how_to_begin(page: Any) -> None:
    shown = text(page.get("/dossier"))
    assert "Hier begint je dossier" in shown
    assert reverse("dossier:new", args=["activity"]) in shown


def test_what_was_typed_stands_on_the_time_line(page: Any, person: Any) -> None:
    response = page.post(reverse("dossier:new", args=["activity"]), TYPED, follow=True)
    assert response.status_code == 200
    assert "Bewaard" in text(response)
    shown = text(page.get("/dossier"))
    assert "Meldcode" in shown
    assert "3 uur" in shown
    assert queries.dossier_of(person).activities[0].minutes == 180


def test_a_form_sent_twice_is_kept_once(page: Any, person: Any) -> None:
    fact_id = actions.new_fact_id()
    for _ in range(2):
        response = page.post(reverse("dossier:new", args=["activity"]), TYPED | {"fact_id": fact_id})
        assert response.url == reverse("dossier:fact", args=[fact_id])
    assert len(queries.dossier_of(person).activities) == 1


def test_a_wrong_file_keeps_everything_that_was_typed_and_saves_nothing(
    page: Any, person: Any, own_files: Path
) -> None:
    response = page.post(
        reverse("dossier:new", args=["activity"]),
        TYPED | {"file": sent("bewijs.pdf", picture("PNG")), "note": "mijn"},
    )
    assert response.status_code == 422
    shown = text(response)
    for kept in ("Meldcode", "20-11-2026", "3 uur", "mijn", "vanbinnen is het PNG"):
        assert kept in shown
    assert queries.dossier_of(person).activities == ()
    assert not list(own_files.rglob("*.*"))


def test_what_can_not_be_true_is_said_at_its_field_and_nothing_is_lost(page: Any, person: Any) -> None:
    response = page.post(reverse("dossier:new", args=["activity"]), TYPED | {"completed_on": "1-1-2100"})
    assert response.status_code == 422
    assert "Deze dag moet nog komen" in text(response)
    assert response.context["form"].errors.keys() == {"completed_on"}
    assert "Meldcode" in text(response)


def test_what_looks_like_personal_data_is_pointed_out_after_saving(page: Any) -> None:
    response = page.post(
        reverse("dossier:new", args=["activity"]), TYPED | {"title": "Casus cliënt Jan"}, follow=True
    )
    assert "iemands naam" in text(response)


def test_a_course_with_its_certificate_is_one_form(page: Any, person: Any, own_files: Path) -> None:
    page.post(reverse("dossier:new", args=["activity"]), TYPED | {"file": sent("bewijs.png", picture("PNG"))})
    [item] = queries.evidence_of(person)
    assert item.name == "bewijs.png"
    response = page.get(reverse("dossier:evidence", args=[item.fact_id, item.id]))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Content-Type"] == "image/png"
    assert b"".join(response.streaming_content).startswith(b"\x89PNG")


def test_a_file_is_not_handed_out_to_somebody_else_nor_under_another_fact(
    client: Any, course: Any, account: Any, other: Any
) -> None:
    item = actions.attach_evidence(
        person=course, fact_id="c1", upload=sent("a.png", picture("PNG")), actor=None, at=NOW
    )
    client.force_login(other)
    assert client.get(reverse("dossier:evidence", args=["c1", item.id])).status_code == 404
    client.force_login(account)
    assert client.get(reverse("dossier:evidence", args=["c2", item.id])).status_code == 404


def test_a_file_is_added_and_removed_on_the_page_of_its_fact(page: Any, course: Any) -> None:
    wrong = page.post(reverse("dossier:attach", args=["c1"]), {"file": sent("a.exe", b"MZ" + b"\0" * 99)})
    assert wrong.status_code == 422
    assert "geen PDF of foto" in text(wrong)
    assert page.post(reverse("dossier:attach", args=["c1"]), {}).status_code == 422
    added = page.post(
        reverse("dossier:attach", args=["c1"]), {"file": sent("a.png", picture("PNG"))}, follow=True
    )
    assert "a.png" in text(added)
    [item] = queries.evidence_of(course)
    removed = page.post(reverse("dossier:remove_evidence", args=["c1", item.id]), follow=True)
    assert "Hier staat nog geen bestand" in text(removed)


def test_a_change_is_kept_with_what_it_was_before(page: Any, course: Any) -> None:
    form = page.get(reverse("dossier:change", args=["c1"]))
    assert 'value="20-11-2026"' in text(form)
    changed = {
        "kind": "course",
        "title": "Werken met de meldcode",
        "completed_on": "20-11-2026",
        "minutes": "4",
    }
    response = page.post(reverse("dossier:change", args=["c1"]), changed | {"version": "1"}, follow=True)
    assert "Hoelang: was “3 uur”, nu “4 uur”" in text(response)


def test_a_change_to_an_older_version_keeps_what_was_typed_and_says_so(page: Any, course: Any) -> None:
    actions.change_fact(
        person=course, fact_id="c1", fact=replace(COURSE, minutes=60), actor=None, expected_version=1, at=NOW
    )
    response = page.post(
        reverse("dossier:change", args=["c1"]), TYPED | {"version": "1", "title": "Mijn woorden"}
    )
    assert response.status_code == 422
    assert "intussen gewijzigd" in text(response)
    assert "Mijn woorden" in text(response)
    again = page.post(
        reverse("dossier:change", args=["c1"]), TYPED | {"version": "2", "title": "Mijn woorden"}
    )
    assert again.status_code == 302


def test_withdrawing_needs_no_question_for_it_can_be_undone_at_once(page: Any, course: Any) -> None:
    response = page.post(reverse("dossier:withdraw", args=["c1"]), follow=True)
    assert "is ingetrokken" in text(response)
    assert reverse("dossier:restore", args=["c1"]) in text(response)
    assert queries.dossier_of(course).activities == ()
    assert "Werken met de meldcode" in text(page.get("/dossier?kind=withdrawn"))
    back = page.post(reverse("dossier:restore", args=["c1"]), follow=True)
    assert "Het staat weer in je dossier" in text(back)
    assert len(queries.dossier_of(course).activities) == 1


def test_a_page_that_changes_something_does_not_answer_to_a_link(page: Any, course: Any) -> None:
    for name in ("withdraw", "restore", "attach"):
        assert page.get(reverse(f"dossier:{name}", args=["c1"])).status_code == 405


def test_what_the_register_keeps_has_no_button_to_change_it(page: Any, person: Any) -> None:
    ours = Recognition(id="r1", norm="brede-registratie", since=dt.date(2024, 1, 1))
    actions.record_fact(person=person, fact=ours, actor=None, source="register", at=NOW)
    shown = text(page.get(reverse("dossier:fact", args=["r1"])))
    assert "Het register houdt dit bij" in shown
    assert reverse("dossier:change", args=["r1"]) not in shown
    assert page.get(reverse("dossier:change", args=["r1"])).url == reverse("dossier:fact", args=["r1"])
    page.post(reverse("dossier:withdraw", args=["r1"]))
    assert queries.dossier_of(person).recognitions


def test_the_page_of_a_document_that_was_seen_has_no_place_for_the_document(page: Any, person: Any) -> None:
    seen = Document(id="d1", kind="vog", issued_on=dt.date(2026, 1, 1))
    actions.record_fact(person=person, fact=seen, actor=None, at=NOW)
    shown = text(page.get(reverse("dossier:fact", args=["d1"])))
    assert "nooit het document zelf" in shown
    assert 'type="file"' not in shown


@pytest.mark.parametrize("kind", list(forms.FORM_OF))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_kind_people_enter_has_its_form(page: Any, kind: str, language: str) -> None:
    page.cookies["vakwerk_language"] = language
    response = page.get(reverse("dossier:new", args=[kind]))
    assert response.status_code == 200
    assert ("Bewaren" if language == "nl" else "Save") in text(response)
    assert page.post(reverse("dossier:new", args=[kind]), {}).status_code == 422


@pytest.mark.parametrize("kind", ["measure", "hardship", "anders"])
def test_what_people_do_not_enter_has_no_form(page: Any, kind: str) -> None:
    assert page.get(reverse("dossier:new", args=[kind])).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "?q=%00&year=abc&kind=x&page=zzz",
        "?year=99999999999999999999",
        "?year=٢",
        "?withdrawn=../..",
        "?page=-1",
        "?q=" + "a" * 5000,
    ],
)
def test_odd_questions_get_an_ordinary_page(page: Any, course: Any, query: str) -> None:
    assert page.get("/dossier" + query).status_code == 200


def test_a_dossier_of_five_thousand_facts_opens_with_few_questions_to_the_database(
    page: Any, person: Any, django_assert_max_num_queries: Any
) -> None:
    facts = [
        replace(COURSE, id=f"f{n}", completed_on=dt.date(2026, 11, 1) - dt.timedelta(n)) for n in range(5_000)
    ]
    actions.record_many(person=person, facts=facts, actor=None, at=NOW)
    page.get("/dossier")
    with django_assert_max_num_queries(25):
        response = page.get("/dossier?q=meldcode&kind=activity")
    assert response.context["page"].paginator.count == 5_000
    assert text(response).count("vw-facts__amount") == 50
    with django_assert_max_num_queries(25):
        page.get(reverse("dossier:fact", args=["f1"]))


def test_work_without_an_end_is_shown_as_still_going_on(page: Any, person: Any) -> None:
    actions.record_fact(
        person=person, fact=Work(id="w1", role="docent", since=dt.date(2020, 1, 1)), actor=None, at=NOW
    )
    assert "sinds 1 januari 2020" in text(page.get("/dossier"))


def test_everything_can_be_taken_along(page: Any, course: Any) -> None:
    response = page.get(reverse("dossier:export_json"))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert json.loads(response.content)["activities"][0]["title"] == "Werken met de meldcode"
    whole = page.get(reverse("dossier:export_zip"))
    with zipfile.ZipFile(io.BytesIO(b"".join(whole.streaming_content))) as archive:
        assert "activity.csv" in archive.namelist()


def test_looking_at_ones_own_dossier_is_no_look(page: Any, course: Any) -> None:
    from vakwerk.apps.people import queries as people

    page.get("/dossier")
    page.get(reverse("dossier:fact", args=["c1"]))
    assert people.looks_at(person=course) == []
