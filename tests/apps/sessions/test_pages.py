"""Pages of sessions: what they ask, what they show to whom, and what stays private."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.sessions.conftest import NOW, TODAY, browser, fact_of, make_person, record, under
from tests.matrix import pages_sessions
from tests.matrix.shape import ACCOUNTS, OWNER, SECRET, VISITOR, World

from vakwerk.apps.sessions import attending
from vakwerk.apps.sessions.models import SharedSession

pytestmark = pytest.mark.django_db


def _text(response: Any) -> str:
    return str(response.content.decode())


def test_recording_for_the_group_asks_nothing_that_is_known(five: list[Any], group: uuid.UUID) -> None:
    client = browser(five[0])
    page = _text(client.get("/samen/nieuw"))
    assert 'value="24-11-2026"' in page
    assert page.count('name="there"') == 4
    assert page.count("checked") == 4
    sent = {
        "session_id": str(uuid.uuid4()),
        "groep": str(group),
        "kind": "intervision",
        "on": "24-11-2026",
        "minutes": "2",
        "there": [str(one.id) for one in five[1:4]],
    }
    shown = client.post("/samen/nieuw", sent, follow=True)
    assert shown.status_code == 200
    assert "1 van 4 bevestigd" in _text(shown)
    client.post("/samen/nieuw", sent)
    assert SharedSession.objects.count() == 1
    assert 'class="vw-qr"' in _text(shown)
    assert f"testserver/b/{SharedSession.objects.get().token}" in _text(shown)
    assert "style=" not in _text(shown)


def test_what_was_typed_wrong_is_shown_again_and_nothing_is_lost(five: list[Any], group: uuid.UUID) -> None:
    sent = {"groep": str(group), "kind": "intervision", "on": "31-2-2026", "minutes": "lang", "title": "Ons"}
    shown = browser(five[0]).post("/samen/nieuw", sent)
    assert shown.status_code == 422
    assert 'value="lang"' in _text(shown)
    assert 'value="Ons"' in _text(shown)
    assert not SharedSession.objects.exists()


def test_one_press_from_my_standing_confirms_and_comes_back(five: list[Any], group: uuid.UUID) -> None:
    made = record(five[0], group)
    client = browser(five[1])
    page = _text(client.get("/stand"))
    assert "Was je erbij: Groep Noord, 24 november 2026, 2 uur?" in page
    assert f'action="/samen/{made}/erbij"' in page
    answer = client.post(f"/samen/{made}/erbij", {"next": "stand"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/stand"
    assert fact_of(five[1], made) is not None
    assert "Was je erbij" not in _text(client.get("/stand"))


def test_scanning_leads_through_logging_in_straight_back_to_one_button(
    five: list[Any], group: uuid.UUID
) -> None:
    made = record(five[0], group)
    token = SharedSession.objects.get().token
    sent_on = Client().get(f"/b/{token}")
    assert sent_on.status_code == 302
    assert sent_on["Location"].endswith(f"next=/b/{token}")
    under(five[1], "brede-registratie")
    client = browser(five[1])
    page = _text(client.get(f"/b/{token}"))
    assert page.count("nl-button--primary") == 1
    assert "Noor Vries" not in page
    shown = client.post(f"/b/{token}", follow=True)
    assert shown.redirect_chain[-1][0] == f"/samen/{made}/klaar"
    assert "Brede registratie sociale professies" in _text(shown)
    assert "2 uur" in _text(shown)


def test_a_code_nobody_knows_says_so(five: list[Any]) -> None:
    shown = browser(five[0]).get("/b/nietbestaand")
    assert shown.status_code == 404
    assert "Deze link werkt niet" in _text(shown)


def test_a_reflection_shows_only_to_its_owner_and_what_it_brought_only_to_who_was_there(
    five: list[Any], group: uuid.UUID
) -> None:
    noor, sam, wim, *_ = five
    made = record(noor, group)
    attending.confirm(session_id=made, person=sam, at=NOW)
    version = fact_of(sam, made).latest.number
    mine = browser(sam)
    mine.post(f"/samen/{made}/reflectie", {"reflection-text": "ALLEEN-IK", "version": version})
    mine.post(f"/samen/{made}/opbrengst", {"brought-text": "VOOR-ONS"})
    assert "ALLEEN-IK" in _text(mine.get(f"/samen/{made}"))
    recorder, invited = _text(browser(noor).get(f"/samen/{made}")), _text(browser(wim).get(f"/samen/{made}"))
    assert ("ALLEEN-IK" in recorder, "VOOR-ONS" in recorder) == (False, True)
    assert ("ALLEEN-IK" in invited, "VOOR-ONS" in invited) == (False, False)
    attending.deny(session_id=made, person=sam, at=NOW)
    assert "VOOR-ONS" not in _text(mine.get(f"/samen/{made}"))


def test_personal_data_in_a_shared_text_is_pointed_at_and_kept(five: list[Any], group: uuid.UUID) -> None:
    made = record(five[0], group)
    sent = {"brought-text": "Bel 06-12345678"}
    shown = browser(five[0]).post(f"/samen/{made}/opbrengst", sent, follow=True)
    assert "een telefoonnummer" in _text(shown)
    assert SharedSession.objects.get().shared_yield == "Bel 06-12345678"


def test_the_list_is_asked_again_while_somebody_has_not_answered(five: list[Any], group: uuid.UUID) -> None:
    made = record(five[0], group, absent=[one.id for one in five[2:]])
    client = browser(five[0])
    assert "every 4s" in _text(client.get(f"/samen/{made}/wie"))
    attending.confirm(session_id=made, person=five[1], at=NOW)
    assert "every 4s" not in _text(client.get(f"/samen/{made}/wie"))


def test_past_sessions_are_found_by_word_and_kind_in_few_queries(
    five: list[Any], group: uuid.UUID, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        record(five[0], group, title=f"Bijeenkomst {number:02}", place="Zwolle" if number == 7 else "")
    client = browser(five[0])
    with django_assert_max_num_queries(30):
        page = _text(client.get("/samen"))
    assert page.count("vw-facts__amount") >= 25
    found = _text(client.get("/samen?q=zwolle"))
    assert "Bijeenkomst 07" in found
    assert "Bijeenkomst 08" not in found
    assert "Bijeenkomst 07" not in _text(client.get("/samen?kind=supervision"))


def test_papers_name_who_was_there_and_guests(five: list[Any], group: uuid.UUID) -> None:
    made = record(five[0], group, guests=["Gerda de Gast", "Gerda de Gast"])
    client = browser(five[0])
    sheet, proof = _text(client.get(f"/samen/{made}/lijst")), _text(client.get(f"/samen/{made}/bewijs"))
    assert all(f"{name} Vries" in sheet for name in ("Noor", "Sam", "Wim", "Tess", "Bo"))
    assert sheet.count("Gerda de Gast") == 1
    assert "Noor Vries" in proof
    assert "Sam Vries" not in proof


def test_a_group_is_made_and_joined_with_consent(five: list[Any]) -> None:
    noor, sam, *_ = five
    client = browser(noor)
    client.post("/samen/groep/nieuw", {"name": "Groep Zuid", "kind": "intervision"})
    (group,) = _groups(noor)
    page = _text(client.post(f"/samen/groep/{group}/uitnodigen", follow=True))
    found = re.search(r"/samen/uitnodiging/([a-z0-9]+)", page)
    assert found is not None
    other = browser(sam)
    asked = _text(other.get(found[0]))
    assert "Noor Vries nodigt je uit" in asked
    assert "zien jullie elkaars naam" in asked
    assert other.get(f"/samen/groep/{group}").status_code == 403
    assert "Noor Vries" in _text(other.post(found[0], follow=True))
    assert other.get(f"/samen/groep/{group}").status_code == 200


def _groups(person: Any) -> list[uuid.UUID]:
    from vakwerk.apps.sessions import queries

    return [one.pk for one in queries.groups_of(person)]


def test_every_page_opens_only_for_whom_it_is_and_no_secret_shows(five: list[Any], db: None) -> None:
    """The same lists the matrix of the whole house runs, here for the owner, another and a visitor."""
    owner = make_person("Eva")
    for visitor in (OWNER, "other", VISITOR):
        for place, page in enumerate(pages_sessions.PAGES):
            world = World(owner=owner.account, person=owner, accounts={})
            world.made.update(pages_sessions.furnish(world))
            stranger = make_person(f"Vreemd{visitor}{place}")
            client = Client() if visitor == VISITOR else browser(owner if visitor == OWNER else stranger)
            address = reverse(page.view, kwargs=dict(page.arguments(world)))
            answer = getattr(client, page.method)(address, dict(page.data(world)))
            refused = answer.status_code in (401, 403, 404) or (
                answer.status_code == 302 and "/login" in answer["Location"]
            )
            assert refused == (visitor not in page.opens_for), (visitor, page.view, page.method, answer)
            if visitor != OWNER:
                assert SECRET not in answer.content.decode(), (visitor, page.view)


def test_every_address_of_this_room_is_in_the_matrix() -> None:
    from vakwerk.apps.sessions.urls import urlpatterns

    assert {f"sessions:{one.name}" for one in urlpatterns} == {page.view for page in pages_sessions.PAGES}
    assert all(page.opens_for <= ACCOUNTS | {VISITOR} for page in pages_sessions.PAGES)


def test_times_and_dates_that_can_not_be_read_are_told(five: list[Any], group: uuid.UUID) -> None:
    made = record(five[0], group)
    sent = {"kind": "intervision", "on": "24-11-2026", "minutes": "2", "starts_at": "25:00"}
    shown = browser(five[0]).post(f"/samen/{made}/wijzigen", sent)
    assert shown.status_code == 422
    assert "14:00" in _text(shown)
    later = TODAY + dt.timedelta(days=1)
    shown = browser(five[0]).post(
        f"/samen/{made}/wijzigen", sent | {"starts_at": "", "on": f"{later:%d-%m-%Y}"}
    )
    assert "al geweest" in _text(shown)


def test_leaving_as_the_only_manager_is_refused_with_what_to_do(five: list[Any], group: uuid.UUID) -> None:
    shown = browser(five[0]).post(f"/samen/groep/{group}/verlaten", follow=True)
    assert "Draag hem eerst over" in _text(shown)


def test_the_address_of_a_calendar_is_made_when_asked_for_and_then_stays(five: list[Any]) -> None:
    client = browser(five[0])
    assert ".ics" not in _text(client.get("/samen/agenda"))
    first = _text(client.post("/samen/agenda", follow=True))
    assert ".ics" in first
    assert "laat niets meer zien" not in first
    assert _text(client.get("/samen/agenda")).count(".ics") == 1
    assert "laat niets meer zien" in _text(client.post("/samen/agenda", follow=True))
