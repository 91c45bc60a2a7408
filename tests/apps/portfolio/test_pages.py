"""The pages of a portfolio and a plan."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.urls import reverse
from tests.apps.dossier.conftest import NOW
from tests.apps.dossier.files import picture, sent
from tests.apps.portfolio.conftest import SKJ
from tests.matrix import pages_portfolio

from vakwerk.apps.dossier import actions as dossier_actions
from vakwerk.apps.portfolio import actions, queries
from vakwerk.apps.portfolio.actions import Wish
from vakwerk.core.dossier import Activity

pytestmark = pytest.mark.django_db
OVERVIEW = "/portfolio"


@pytest.fixture
def page(client: Any, account: Any, person: Any) -> Any:
    """A browser in which the owner has logged in, in Dutch."""
    client.force_login(account)
    client.cookies["vakwerk_language"] = "nl"
    return client


@pytest.fixture
def goal(person: Any, plan: int) -> int:
    """A goal that a norm asks for."""
    wish = Wish("Genoeg terugkijken", why="Mijn geheime reden", requirements=[(SKJ, "reflection")])
    return actions.add_goal(person=person, plan_id=plan, wish=wish, actor=None, at=NOW)


def text(response: Any) -> str:
    return str(response.content.decode())


def test_every_address_is_in_the_matrix_and_asks_a_visitor_to_log_in(client: Any, person: Any) -> None:
    from vakwerk.apps.portfolio.urls import urlpatterns

    listed = {one.view for one in pages_portfolio.PAGES}
    assert listed == {f"portfolio:{pattern.name}" for pattern in urlpatterns}


def test_the_facts_stand_under_the_expectations_with_who_confirmed(page: Any) -> None:
    shown = text(page.get(OVERVIEW))
    for words in (
        "Deskundig en actueel",
        "Aantoonbaar op de hoogte",
        "Persoonlijk verantwoordelijk",
        "Werken met de meldcode",
        "bevestigd door Collega Jansen",
        "Intervisie noord",
        "beroepscode",
        "Wat hier ook kan staan",
    ):
        assert words in shown, words
    assert "Alleen voor mij" not in shown
    assert "1 september 2022 tot en met 31 augustus 2027" in shown


def test_a_year_words_and_own_days_choose_what_is_shown(page: Any) -> None:
    assert "Werken met de meldcode" not in text(page.get(OVERVIEW, {"periode": "last-year"}))
    found = text(page.get(OVERVIEW, {"q": "MELDcode"}))
    assert "Werken met de meldcode" in found
    assert "Intervisie noord" not in found
    own = text(page.get(OVERVIEW, {"periode": "own", "van": "1-5-2026", "tot": "1-5-2026"}))
    assert "Werken met de meldcode" in own
    assert "Intervisie noord" not in own


@pytest.mark.parametrize(
    "days", [{}, {"van": "1-5-2026", "tot": "1-4-2026"}, {"van": "wanneer", "tot": "1-4-2026"}]
)
def test_days_that_can_not_be_read_are_shown_again_with_what_to_do(page: Any, days: dict[str, str]) -> None:
    response = page.get(OVERVIEW, {"periode": "own", **days})
    assert response.status_code == 422
    assert days.get("van", "") in text(response)
    assert page.get(reverse("portfolio:document"), {"periode": "own", **days}).status_code == 302


def test_an_element_is_tied_in_one_tap_and_filters(page: Any, person: Any) -> None:
    where = reverse("portfolio:tie", args=["group"])
    back = page.post(where, {"on": "relational", "address": "periode=this-year&x=1", "place": "expert"})
    assert back.url == f"{OVERVIEW}?periode=this-year&bij=group#f-group-expert"
    assert "#" not in page.post(where, {"on": "relational", "place": "//elsewhere"}).url
    assert queries.ties_of(person) == {"group": frozenset({"relational"})}
    found = text(page.get(OVERVIEW, {"element": "relational"}))
    assert "Intervisie noord" in found
    assert "Werken met de meldcode" not in found
    page.post(where, {"off": "relational"})
    assert queries.ties_of(person) == {}
    assert "kennen we niet" in text(page.post(where, {"on": "clever"}, follow=True))


def test_notes_and_the_plan_are_only_in_a_copy_that_asks_for_them(page: Any, goal: int) -> None:
    for name in ("document", "export_json"):
        address = reverse(f"portfolio:{name}")
        plain = text(page.get(address))
        assert "Werken met de meldcode" in plain
        assert "Alleen voor mij" not in plain
        assert "Genoeg terugkijken" not in plain
        whole = text(page.get(address, {"notities": "1", "plan": "1"}))
        assert "Alleen voor mij" in whole
        assert "Genoeg terugkijken" in whole
        assert "Mijn geheime reden" not in whole
        assert "ziekte" not in whole


def test_the_data_holds_every_fact_of_every_heading(page: Any) -> None:
    data = json.loads(text(page.get(reverse("portfolio:export_json"))))
    assert [one["place"] for one in data["headings"]] == ["expert", "informed", "accountable", "experience"]
    assert data["headings"][0]["minutes"] == 480
    assert {one["fact"]["id"] for one in data["headings"][2]["facts"]} == {"skj", "group", "code"}


def test_the_zip_is_a_page_that_needs_nothing_else_with_the_files(
    page: Any, person: Any, account: Any
) -> None:
    dossier_actions.attach_evidence(
        person=person, fact_id="course", upload=sent("bewijs #1.jpg", picture()), actor=account
    )
    dossier_actions.attach_evidence(
        person=person, fact_id="ill", upload=sent("ziek.jpg", picture(size=(9, 9))), actor=account
    )
    response = page.get(reverse("portfolio:export_zip"))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert archive.namelist() == ["portfolio.html", "portfolio.json", "bewijs/001-bewijs _1.jpg"]
    inside = archive.read("portfolio.html").decode()
    assert 'href="bewijs/001-bewijs _1.jpg"' in inside
    assert "http" not in inside.replace("http-equiv", "")
    assert "Noor Bakker" in inside


def test_an_empty_portfolio_says_what_to_add_first(client: Any, other: Any) -> None:
    client.force_login(other)
    client.cookies["vakwerk_language"] = "nl"
    shown = text(client.get(OVERVIEW))
    assert "Nog niets in deze periode" in shown
    assert client.get(reverse("portfolio:document")).status_code == 200
    assert "Je hebt nog geen plan" in text(client.get(reverse("portfolio:plans")))


def test_one_number_of_queries_however_many_facts(
    page: Any, person: Any, plan: int, django_assert_max_num_queries: Any
) -> None:
    many = [
        Activity(id=f"n{n}", kind="reading", title=f"Boek {n}", completed_on=NOW.date(), minutes=60)
        for n in range(60)
    ]
    dossier_actions.record_many(person=person, facts=many, actor=None, at=NOW)
    for n in range(6):
        actions.add_goal(person=person, plan_id=plan, wish=Wish(f"Doel {n}"), actor=None)
    with django_assert_max_num_queries(40):
        shown = text(page.get(OVERVIEW))
    assert "Lees alle 61" in shown
    with django_assert_max_num_queries(60):
        page.get(reverse("portfolio:plan", args=[plan]))
    assert "Boek 59" in text(page.get(reverse("portfolio:document")))


# --- the plan ---------------------------------------------------------------------------------------------------------


def test_a_plan_is_made_for_the_period_of_a_registration(page: Any, person: Any) -> None:
    assert page.post(reverse("portfolio:new_plan"), {}).status_code == 422
    response = page.post(reverse("portfolio:new_plan"), {"periode": "r-skj"})
    (made,) = queries.plans_of(person)
    assert response.url == reverse("portfolio:plan", args=[made.id])
    assert made.recognition == "skj"
    assert page.get(reverse("portfolio:plans")).url == response.url


def test_what_is_missing_is_taken_over_in_one_tap_and_never_proposed_again(
    page: Any, person: Any, plan: int
) -> None:
    # Where it is not known what leave does, nothing is said to be missing; so nothing is proposed.
    place, offered = reverse("portfolio:plan", args=[plan]), f'name="keys" value="{SKJ}|reflection"'
    assert "Wat je registers nog vragen" not in text(page.get(place))
    dossier_actions.withdraw_fact(person=person, fact_id="ill", actor=None)
    shown = text(page.get(place))
    assert "Wat je registers nog vragen" in shown
    assert shown.count(offered) == 1
    for key in (f"{SKJ}|reflection", f"{SKJ}|reflection", f"{SKJ}|nothing"):
        page.post(reverse("portfolio:take_over", args=[plan]), {"keys": [key]})
    (made,) = queries.plans_of(person)[0].goals
    assert made.requirements == {(SKJ, "reflection")}
    assert offered not in text(page.get(place))


def test_a_goal_fills_itself_and_what_does_not_belong_is_taken_off_and_put_back(
    page: Any, person: Any, plan: int, goal: int
) -> None:
    place = reverse("portfolio:plan", args=[plan])
    assert "telt mee voor de norm" in text(page.get(place))
    response = page.post(reverse("portfolio:goal_fact", args=[goal]), {"fact": "group", "said": "not"})
    after = text(page.get(response.url))
    assert "“Intervisie noord” staat niet meer bij “Genoeg terugkijken”." in after
    assert "telt mee voor de norm" not in after
    page.post(reverse("portfolio:goal_fact", args=[goal]), {"fact": "group", "said": ""})
    assert "telt mee voor de norm" in text(page.get(place))
    page.post(reverse("portfolio:goal_fact", args=[goal]), {"fact": "course", "said": "fits"})
    assert "jij zette het hier" in text(page.get(place))
    nothing = page.post(
        reverse("portfolio:goal_fact", args=[goal]), {"fact": "", "said": "fits"}, follow=True
    )
    assert "Kies eerst" in text(nothing)


def test_personal_data_in_a_goal_is_shown_and_never_blocks(page: Any, person: Any, plan: int) -> None:
    typed = {"text": "Beter praten met mevrouw Jansen", "until": "1-12-2026", "elements": ["relational"]}
    response = page.post(reverse("portfolio:new_goal", args=[plan]), typed, follow=True)
    assert "iemands naam" in text(response)
    assert queries.plans_of(person)[0].goals[0].text == typed["text"]


def test_a_goal_that_is_wrong_keeps_what_was_typed(page: Any, plan: int) -> None:
    typed = {"text": "", "why": "Omdat ik dat wil", "until": "1-1-2040"}
    response = page.post(reverse("portfolio:new_goal", args=[plan]), typed)
    assert response.status_code == 422
    assert "Omdat ik dat wil" in text(response)
    again = page.post(reverse("portfolio:new_goal", args=[plan]), {**typed, "text": "Leren"})
    assert "Deze dag valt buiten je plan" in text(again)


def test_a_goal_is_changed_reached_and_taken_up_again(page: Any, person: Any, plan: int, goal: int) -> None:
    change = reverse("portfolio:change_goal", args=[goal])
    assert "Mijn geheime reden" in text(page.get(change))
    page.post(change, {"text": "Anders", "requirements": [f"{SKJ}|reflection"]})
    for step, state in (("bereikt", "reached"), ("oppakken", "open"), ("laten-gaan", "dropped")):
        page.post(reverse("portfolio:move_goal", args=[goal, step]))
        assert queries.plans_of(person)[0].goals[0].state == state
    assert page.post(reverse("portfolio:move_goal", args=[goal, "weg"])).status_code == 404


def test_looking_back_keeps_what_was_typed_and_closes_the_plan(
    page: Any, person: Any, plan: int, goal: int
) -> None:
    place = reverse("portfolio:look_back", args=[plan])
    assert "Genoeg terugkijken" in text(page.get(place))
    wrong = page.post(place, {"text": "Veel geleerd", "keep_as": "reflection", "go_on": "next"})
    assert wrong.status_code == 422
    assert "Veel geleerd" in text(wrong)
    right = {"text": "Veel geleerd", "keep_as": "reflection", "minutes": "1 uur", "go_on": "next"}
    response = page.post(place, right, follow=True)
    assert "Dit plan is gesloten" in text(response)
    plans = queries.plans_of(person)
    assert [one.open for one in plans] == [True, False]
    assert [one.text for one in plans[0].goals] == ["Genoeg terugkijken"]
    closed = text(page.get(reverse("portfolio:plan", args=[plan])))
    assert "Veel geleerd" in closed
    assert page.get(place).status_code == 302


@pytest.mark.parametrize("one", pages_portfolio.PAGES, ids=lambda one: f"{one.method} {one.view}")
def test_somebody_else_reads_nothing_of_it(client: Any, person: Any, other: Any, one: Any) -> None:
    from tests.matrix.shape import SECRET, World

    world = World(owner=person.account, person=person, accounts={})
    world.made = pages_portfolio.furnish(world)
    address = reverse(one.view, kwargs=one.arguments(world))
    assert getattr(client, one.method)(address, one.data(world)).url.startswith("/account/login/")
    client.force_login(other)
    response = getattr(client, one.method)(address, one.data(world), follow=True)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert SECRET.encode() not in body
    assert queries.plans_of(person)[0].open
