"""The rights of a person: see, correct, take along, restrict, and change one's mind about being erased."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client
from tests.apps.sharing.conftest import DAY, NOW, PASSWORD, TODAY, make_account, share

from vakwerk.apps.people.stores import stores
from vakwerk.apps.people.waiting import waiting_for
from vakwerk.apps.sharing import queries, refusals, rights


def browser(account: Any) -> Client:
    client = Client(headers={"accept-language": "nl"})
    client.force_login(account)
    return client


@pytest.fixture
def corrected(sanne: Any) -> Any:
    """A fact of the register in Sanne's dossier, that she can not change herself."""
    from vakwerk.apps.register import actions

    return actions.register_person(
        person=sanne.person, level="hbo", profession="sociaal-werker", actor=None, at=NOW
    )


def test_every_place_is_named_with_what_stays_and_for_how_long(sanne: Any, employer: Any) -> None:
    share(sanne, employer)
    page = browser(sanne).get("/mijn-gegevens").content.decode()
    for store in stores():
        assert str(store.title) in page
        assert store.why or store.name not in ("people", "dossier", "register", "sharing")
        assert bool(store.kept) == bool(store.kept_for), store.name
    assert "niet vastgesteld" in page


def test_the_copy_holds_a_file_for_every_place(sanne: Any, employer: Any) -> None:
    share(sanne, employer, note="Voor Jamal")
    answer = browser(sanne).get("/dossier/export.zip")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    names = set(archive.namelist())
    assert {f"kept/{store.name}.json" for store in stores()} <= names
    assert json.loads(archive.read("kept/sharing.json"))["shares"][0]["note"] == "Voor Jamal"
    assert "sanne@example.org" in "".join(
        archive.read(name).decode() for name in names if name.startswith("kept/")
    )


# --- correct ----------------------------------------------------------------------------------------------------------


def test_a_fact_of_the_register_is_answered_for_by_the_register(sanne: Any, corrected: Any) -> None:
    from vakwerk.apps.dossier import queries as dossiers

    fact = next(one.fact.id for one in dossiers.timeline(sanne.person) if one.source == "register")
    mine = browser(sanne)
    assert mine.post("/mijn-gegevens/verbeteren", {"fact": fact, "what": ""}).status_code == 422
    mine.post("/mijn-gegevens/verbeteren", {"fact": fact, "what": "Ik begon een jaar eerder."})
    [asked] = queries.corrections_of(sanne.person.pk)
    assert asked.due == TODAY + 28 * DAY
    registrar = browser(make_account("Renee", "registrar"))
    assert f"/correcties/{asked.id}" in registrar.get("/correcties").content.decode()
    assert "Ik begon een jaar eerder." in registrar.get(f"/correcties/{asked.id}").content.decode()
    registrar.post(f"/correcties/{asked.id}", {"corrected": "no", "answer": "Dat staat in het besluit."})
    assert "Dat staat in het besluit." in mine.get("/mijn-gegevens").content.decode()
    with pytest.raises(refusals.AlreadyAnswered):
        rights.answer_correction(correction_id=asked.id, corrected=True, answer="Toch wel.", actor=sanne)
    from vakwerk.apps.people import queries as people

    assert people.looks_at(person=sanne.person)[0].purpose == "om een fout te herstellen"


def test_what_one_can_change_oneself_is_not_asked_of_others(sanne: Any) -> None:
    with pytest.raises(refusals.NothingToCorrect):
        rights.ask_correction(person=sanne.person, fact_id="course", what="Het was een andere.")


# --- restrict ---------------------------------------------------------------------------------------------------------


def test_freezing_and_lifting(sanne: Any, employer: Any) -> None:
    made = share(sanne, employer)
    mine, theirs = browser(sanne), browser(employer)
    mine.post("/mijn-gegevens/beperken")
    mine.post("/mijn-gegevens/beperken")
    assert queries.restricted([sanne.person.pk]) == {sanne.person.pk}
    assert theirs.get(f"/gedeeld-met-mij/{made.pk}").status_code == 403
    assert mine.get("/dossier").status_code == 200, "the owner still sees everything"
    mine.post("/mijn-gegevens/beperken", {"lift": "1"})
    assert theirs.get(f"/gedeeld-met-mij/{made.pk}").status_code == 200


# --- erase: asking and changing one's mind ----------------------------------------------------------------------------


def test_erasing_is_asked_for_by_who_just_proved_who_it_is_with_a_word(sanne: Any) -> None:
    mine = browser(sanne)
    asked = mine.get("/mijn-gegevens/wissen")
    assert asked.headers["Location"].startswith("/account/reauthenticate/")
    assert mine.post("/mijn-gegevens/wissen", {"word": "WISSEN"}).status_code == 302
    assert queries.erasure_due(sanne.person.pk) is None
    mine.post("/account/reauthenticate/", {"password": PASSWORD})
    assert mine.get("/mijn-gegevens/wissen").status_code == 200
    assert mine.post("/mijn-gegevens/wissen", {"word": "wis maar"}).status_code == 422
    assert queries.erasure_due(sanne.person.pk) is None
    mine.post("/mijn-gegevens/wissen", {"word": "wissen"})
    due = queries.erasure_due(sanne.person.pk)
    assert due is not None
    assert (due.date() - TODAY).days == 7
    assert mine.post("/mijn-gegevens/wissen", {"word": "wissen"}).status_code == 422
    [waits] = waiting_for(sanne.person.pk, TODAY)
    assert waits.until == due.date()


def test_one_may_change_ones_mind_until_the_moment_itself(sanne: Any) -> None:
    rights.ask_erasure(person=sanne.person, at=NOW)
    browser(sanne).post("/mijn-gegevens/wissen/annuleren")
    assert rights.carry_out_due(at=NOW + 30 * DAY) == 0
    rights.ask_erasure(person=sanne.person, at=NOW)
    with pytest.raises(refusals.NoErasureToCancel):
        rights.cancel_erasure(person=sanne.person, at=NOW + 7 * DAY)
    assert rights.carry_out_due(at=NOW + 6 * DAY) == 0
    assert rights.carry_out_due(at=NOW + 7 * DAY) == 1
    assert rights.carry_out_due(at=NOW + 8 * DAY) == 0
