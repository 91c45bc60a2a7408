"""The pages of sharing: to offer, to look, to ask, and what each look leaves behind."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.apps.sharing.conftest import DAY, NORM, SECRET_REFLECTION, TODAY, house_of, make_account, share

from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.people import queries as people
from vakwerk.apps.sharing import actions, queries


def browser(account: Any) -> Client:
    client = Client(headers={"accept-language": "nl"})
    client.force_login(account)
    return client


def looks(owner: Any) -> list[tuple[str, str]]:
    return [(look.role, look.page) for look in people.looks_at(person=owner.person)]


def test_sharing_takes_one_form_that_is_filled_in_already(sanne: Any, employer: Any) -> None:
    mine = browser(sanne)
    page = mine.get("/delen/nieuw/employment").content.decode()
    assert "Wijkteam Proefstad" in page
    assert 'value="24-12-2026"' in page, "a month is proposed"
    sent = {"receiver": str(house_of(employer)), "scope": "standing", "until_date": "24-12-2026"}
    look = mine.post("/delen/nieuw/employment", {**sent, "look": "1"})
    assert "Precies dit zien ze" in look.content.decode()
    assert not queries.shares_of(sanne.person.pk), "looking keeps nothing"
    answer = mine.post("/delen/nieuw/employment", sent)
    [made] = queries.shares_of(sanne.person.pk)
    assert answer.headers["Location"] == f"/delen/{made.id}"
    assert "Wijkteam Proefstad" in mine.get("/delen").content.decode()
    # The preview and the receiver's page are made by the same template.
    table = re.compile(r"<table.*?</table>", re.DOTALL)
    theirs = browser(employer).get(f"/gedeeld-met-mij/{made.id}").content.decode()
    assert table.findall(theirs) == table.findall(mine.get(f"/delen/{made.id}/zoals-zij").content.decode())
    assert table.findall(theirs)[0] in look.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"receiver": "", "scope": "standing", "until_date": "24-12-2026"},
        {"receiver": "email", "scope": "standing", "until_date": "24-12-2026", "email": "nobody"},
        {"scope": "standing", "until_date": "gisteren"},
        {"scope": "facts", "until_date": "24-12-2026"},
        {"scope": "standing", "until_date": "24-12-2020"},
    ],
)
def test_what_is_not_right_comes_back_with_what_was_typed(
    sanne: Any, employer: Any, sent: dict[str, str]
) -> None:
    whole = {"receiver": str(house_of(employer)), "note": "Dag Jamal"} | sent
    answer = browser(sanne).post("/delen/nieuw/employment", whole)
    assert answer.status_code == 422
    assert "Dag Jamal" in answer.content.decode()
    assert not queries.shares_of(sanne.person.pk)


def test_somebody_outside_gets_a_link_and_accepts_it(sanne: Any, employer: Any) -> None:
    guest = make_account("Gast", "professional")
    sent = {"receiver": "email", "email": guest.email, "scope": "standing", "until_date": "1-12-2026"}
    browser(sanne).post("/delen/nieuw/employment", sent)
    [letter] = mail.outbox
    assert letter.to == [guest.email]
    link = re.search(r"http://testserver(\S+)", letter.body)
    assert link is not None
    theirs = browser(guest)
    assert "Sanne Proef" in theirs.get(link[1]).content.decode()
    answer = theirs.post(link[1], follow=True)
    assert answer.status_code == 200
    assert "Herregistratie" in answer.content.decode()
    assert theirs.get(link[1]).status_code == 404, "the link is used up"


def test_nobody_sends_mail_to_the_whole_world(sanne: Any) -> None:
    sent = {"receiver": "email", "scope": "standing", "until_date": "1-12-2026"}
    mine = browser(sanne)
    answers = [
        mine.post("/delen/nieuw/employment", {**sent, "email": f"p{n}@example.org"}).status_code
        for n in range(22)
    ]
    assert answers == [302] * 20 + [422] * 2
    assert len(mail.outbox) == 20


def test_each_look_is_recorded_with_role_and_page(sanne: Any, employer: Any) -> None:
    made = share(sanne, employer, scope="facts", facts=["course"], with_evidence=True)
    theirs = browser(employer)
    theirs.get(f"/gedeeld-met-mij/{made.pk}")
    [file] = dossiers.evidence_of(sanne.person, "course")
    [other] = dossiers.evidence_of(sanne.person, "reflection")
    opened = theirs.get(f"/gedeeld-met-mij/{made.pk}/bestanden/{file.id}")
    assert b"".join(opened.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert theirs.get(f"/gedeeld-met-mij/{made.pk}/bestanden/{other.id}").status_code == 404
    assert looks(sanne) == [("werkgever", "een bestand met bewijs"), ("werkgever", "wat je deelde")]
    browser(sanne).get(f"/delen/{made.pk}/zoals-zij")
    assert len(looks(sanne)) == 2, "one's own look is none"


def test_what_was_stopped_shows_nothing_and_records_nothing(sanne: Any, employer: Any) -> None:
    made = share(sanne, employer)
    answer = browser(sanne).post(f"/delen/{made.pk}/stoppen")
    assert answer.status_code == 302
    theirs = browser(employer)
    assert theirs.get(f"/gedeeld-met-mij/{made.pk}").status_code == 403
    assert "Sanne" not in theirs.get("/gedeeld-met-mij").content.decode()
    assert not looks(sanne)


def test_a_receiver_gives_it_back(sanne: Any, employer: Any, mentor: Any) -> None:
    made = share(sanne, employer)
    assert browser(mentor).post(f"/delen/{made.pk}/stoppen").status_code == 403
    assert browser(employer).post(f"/delen/{made.pk}/stoppen").headers["Location"] == "/gedeeld-met-mij"
    assert queries.shares_of(sanne.person.pk)[0].ended_at is not None


def test_the_owner_makes_it_longer(sanne: Any, employer: Any) -> None:
    made = share(sanne, employer)
    mine = browser(sanne)
    assert mine.post(f"/delen/{made.pk}/einde", {"until_date": "1-1-2030"}).status_code == 422
    assert mine.post(f"/delen/{made.pk}/einde", {"until_date": "1-3-2027"}).status_code == 302
    assert queries.shares_of(sanne.person.pk)[0].until_date.isoformat() == "2027-03-01"


def test_frozen_data_are_named_in_the_list_and_shown_to_nobody(sanne: Any, employer: Any) -> None:
    from vakwerk.apps.sharing import rights

    made = share(sanne, employer)
    rights.restrict(person=sanne.person)
    theirs = browser(employer)
    page = theirs.get("/gedeeld-met-mij").content.decode()
    assert "Sanne Proef" in page
    assert "beperkt" in page
    assert "Herregistratie" not in page
    assert theirs.get(f"/gedeeld-met-mij/{made.pk}").status_code == 403
    assert "Sanne" not in theirs.get("/gedeeld-met-mij/lijst.csv").content.decode()
    assert not looks(sanne)


def test_the_table_for_an_employer_holds_states_and_end_dates_only(
    sanne: Any, employer: Any, mentor: Any
) -> None:
    share(sanne, employer, scope="norm", norm=NORM, facts=["reflection"])
    share(sanne, mentor, purpose="guidance")
    table = browser(employer).get("/gedeeld-met-mij/lijst.csv").content.decode("utf-8-sig").splitlines()
    assert table[0] == "name;recognition;state;until;shared_until"
    assert len(table) == 2
    assert SECRET_REFLECTION not in table[1]
    assert looks(sanne) == [("werkgever", "een lijst van mensen met stand en einddatum")]


# --- hundreds of people -----------------------------------------------------------------------------------------------


def share_many(employer: Any, numbers: range) -> list[Any]:
    """So many people who share with the employer."""
    from vakwerk.apps.dossier import bulk
    from vakwerk.apps.people import actions as people_actions
    from vakwerk.core.dossier import Recognition

    held = Recognition(id="nvo", norm="nvo-basis-orthopedagoog", since=TODAY - 900 * DAY)
    made = []
    for number in numbers:
        person = people_actions.create_person(given_names=f"P{number:02d}", family_name="Veel")
        made.append(person)
    bulk.record_in_empty(entries=[(person, [held], "self") for person in made], actor=None)
    for person in made:
        actions.offer_to_organisation(
            person=person,
            terms=actions.Terms(purpose="employment", scope="standing", until_date=TODAY + 9 * DAY),
            organisation=house_of(employer),
            actor=employer,
        )
    return made


@pytest.fixture
def many(employer: Any) -> list[Any]:
    """Sixty people who share with the employer."""
    return share_many(employer, range(60))


@pytest.mark.parametrize("asked", ["", "?sort=state", "?sort=end&state=not-met", "?ends=12&q=p0"])
def test_a_long_list_costs_no_more_questions_than_a_short_one(employer: Any, asked: str) -> None:
    theirs = browser(employer)

    def questions() -> int:
        theirs.get(f"/gedeeld-met-mij{asked}")  # what is only worked out once is there
        with CaptureQueriesContext(connection) as made:
            assert theirs.get(f"/gedeeld-met-mij{asked}").status_code == 200
        return len(made)

    share_many(employer, range(5))
    few = questions()
    share_many(employer, range(5, 60))
    assert questions() == few


def test_a_long_list_is_searched_and_cut_into_pages(many: list[Any], employer: Any) -> None:
    theirs = browser(employer)
    first = theirs.get("/gedeeld-met-mij").content.decode()
    assert "P00 Veel" in first
    assert "P59 Veel" not in first
    assert "P59 Veel" in theirs.get("/gedeeld-met-mij?page=3").content.decode()
    found = theirs.get("/gedeeld-met-mij?q=p59").content.decode()
    assert "P59 Veel" in found
    assert "P00 Veel" not in found
    assert "Niemand past hierbij" in theirs.get("/gedeeld-met-mij?q=nobody").content.decode()


# --- asking -----------------------------------------------------------------------------------------------------------


def ask(client: Client, number: str, house: Any, **more: str) -> Any:
    sent = {
        "number": number, "house": str(house), "purpose": "employment", "scope": "standing",
        "until_date": "20-12-2026", "why": "Voor het rooster.",
    }  # fmt: skip
    return client.post("/gedeeld-met-mij/vragen", sent | more)


def test_asking_by_number_tells_nothing_about_the_number(sanne: Any, employer: Any) -> None:
    from vakwerk.apps.register import actions as register
    from vakwerk.apps.register.numbers import number_of

    entry = register.register_person(
        person=sanne.person, level="hbo", profession="sociaal-werker", actor=None
    )
    theirs, house = browser(employer), house_of(employer)
    known, unknown = ask(theirs, entry.number, house), ask(theirs, number_of(4_321), house)
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert len(queries.open_requests(sanne.person.pk, TODAY)) == 1
    assert ask(theirs, entry.number, house, purpose="assessment", scope="norm").status_code == 422
    assert ask(theirs, "VW-1", house).status_code == 422
    answers = [ask(theirs, number_of(n), house).status_code for n in range(1, 25)]
    assert answers[-1] == 429
    assert ask(browser(sanne), entry.number, house).status_code == 403


def test_a_request_is_decided_with_one_tap(sanne: Any, employer: Any) -> None:
    house = house_of(employer)
    asked = actions.ask(
        person_id=sanne.person.pk, purpose="employment", scope="standing", until_date=TODAY + 9 * DAY,
        why="Voor het rooster.", asked_by=employer, organisation=house,
    )  # fmt: skip
    mine = browser(sanne)
    assert "Wijkteam Proefstad" in mine.get("/stand").content.decode()
    page = mine.get(f"/delen/verzoek/{asked.pk}").content.decode()
    assert "Voor het rooster." in page
    assert browser(employer).get(f"/delen/verzoek/{asked.pk}").status_code == 404
    changed = mine.get(f"/delen/nieuw/employment?verzoek={asked.pk}").content.decode()
    assert "Voor het rooster." in changed
    mine.post(f"/delen/verzoek/{asked.pk}", {"grant": "1"})
    [made] = queries.shares_of(sanne.person.pk)
    assert made.until_date == TODAY + 9 * DAY
    assert browser(employer).get(f"/gedeeld-met-mij/{made.id}").status_code == 200


# --- after the last day -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [1, 30, 2_000])
@pytest.mark.parametrize(
    ("purpose", "scope", "more"),
    [
        ("employment", "standing", {}),
        ("employment", "standing-with-reasons", {}),
        ("employment", "norm", {"norm": NORM}),
        ("employment", "facts", {"facts": ["course", "reflection"], "with_evidence": True}),
    ],
)
def test_after_the_last_day_no_page_reveals_anything(
    sanne: Any, employer: Any, purpose: str, scope: str, more: dict[str, Any], days: int
) -> None:
    until = TODAY + 3 * DAY
    made = share(sanne, employer, purpose=purpose, scope=scope, until_date=until, **more)
    [file] = dossiers.evidence_of(sanne.person, "course")
    pages = [
        f"/gedeeld-met-mij/{made.pk}",
        f"/gedeeld-met-mij/{made.pk}/bestanden/{file.id}",
        "/gedeeld-met-mij",
        "/gedeeld-met-mij/lijst.csv",
    ]
    with time_machine.travel(until, tick=True):
        assert "Sanne" in browser(employer).get(pages[0]).content.decode()
    with time_machine.travel(until + days * DAY, tick=True):
        theirs = browser(employer)
        assert [theirs.get(page).status_code for page in pages] == [403, 403, 200, 200]
        assert not any("Sanne" in theirs.get(page).content.decode() for page in pages)
        assert theirs.post(f"/delen/{made.pk}/stoppen").status_code == 403


def test_who_types_personal_data_in_a_message_is_told_and_not_stopped(sanne: Any, employer: Any) -> None:
    sent = {"receiver": str(house_of(employer)), "scope": "standing", "until_date": "24-12-2026"}
    note = "Bel mij op 06-12345678"
    answer = browser(sanne).post("/delen/nieuw/employment", {**sent, "note": note}, follow=True)
    assert "telefoonnummer" in answer.content.decode()
    assert queries.shares_of(sanne.person.pk)[0].note == note
