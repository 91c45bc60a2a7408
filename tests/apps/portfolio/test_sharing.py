"""What somebody reads with whom a portfolio is shared: facts under headings, goals when asked, nothing private."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from tests.apps.dossier.conftest import NOW
from tests.apps.portfolio.conftest import END, START, TODAY

from vakwerk.apps.dossier import actions as dossier_actions
from vakwerk.apps.people import actions as people
from vakwerk.apps.portfolio import actions, offering, queries, refusals
from vakwerk.apps.portfolio.actions import Wish
from vakwerk.apps.sharing import actions as sharing
from vakwerk.apps.sharing.offers import offered
from vakwerk.apps.sharing.terms import Purpose, Scope
from vakwerk.core.dossier import Activity, Confirmation

pytestmark = pytest.mark.django_db
SECRET = "Rouwgroep in de Kerkstraat"
PRIVATE = ("Geheime reden", "Alleen voor mij", "iekte", SECRET, "Collega Jansen", "Losgelaten")


@pytest.fixture
def shared(person: Any, plan: int) -> int:
    """A plan with goals and a reflection whose name nobody else may read; its number."""
    reflection = Activity(
        id="secret",
        kind="intervision",
        title=SECRET,
        completed_on=dt.date(2026, 7, 1),
        minutes=90,
        confirmations=(Confirmation(by="Collega Jansen", on=dt.date(2026, 7, 1)),),
    )
    dossier_actions.record_fact(person=person, fact=reflection, note="Alleen voor mij", actor=None, at=NOW)
    for text in ("Leren luisteren", "Losgelaten"):
        number = actions.add_goal(
            person=person, plan_id=plan, wish=Wish(text, why="Geheime reden"), actor=None, at=NOW
        )
    actions.drop_goal(person=person, goal_id=number, actor=None)
    actions.tie_element(person=person, fact_id="course", element="relational")
    return plan


def sections(person: Any) -> str:
    with translation.override("nl"):
        return str(offering.sections(person.id, TODAY))


def test_the_portfolio_is_offered() -> None:
    found = offered(Scope.PORTFOLIO)
    assert found is not None
    assert found.sections is offering.sections


def test_facts_and_headings_and_nothing_private(person: Any, shared: int) -> None:
    shown = sections(person)
    for text in (
        "Deskundig en actueel",
        "Werken met de meldcode",
        "6 uur",
        "Relationeel",
        "Intervisie (naam niet gedeeld)",
        "1 september 2022 tot en met 31 augustus 2027",
    ):
        assert text in shown, text
    assert not [private for private in (*PRIVATE, "Leren luisteren") if private in shown]
    read = queries.shown_to_others(person, start=START, end=END, on=TODAY).read
    assert read.rest == ()
    assert all(heading.absent == () for heading in read.headings)
    assert "suggested" not in repr(read)


def test_goals_go_along_only_while_their_owner_says_so(person: Any, shared: int, other: Any) -> None:
    with pytest.raises(refusals.NoSuchPlan):
        actions.show_goals(person=other.person, plan_id=shared)
    actions.show_goals(person=person, plan_id=shared, at=NOW)
    shown = sections(person)
    assert "Leren luisteren (bezig)" in shown
    assert not [private for private in PRIVATE if private in shown]
    with pytest.raises(refusals.NoSuchPlan):
        actions.hide_goals(person=other.person, plan_id=shared)
    actions.hide_goals(person=person, plan_id=shared)
    assert "Leren luisteren" not in sections(person)


def test_the_next_plan_is_private_again(person: Any, shared: int) -> None:
    actions.show_goals(person=person, plan_id=shared)
    closed = actions.close_plan(
        person=person, plan_id=shared, look_back=actions.LookBack(), go_on="next", actor=None, at=NOW
    )
    new = queries.plan_of(person, closed.next_plan or 0)
    assert new is not None
    assert not new.goals_shown
    with pytest.raises(refusals.PlanClosed):
        actions.show_goals(person=person, plan_id=shared)
    actions.hide_goals(person=person, plan_id=shared)


def test_who_it_is_shared_with_reads_it_on_their_own_page(
    client: Any, person: Any, account: Any, other: Any, shared: int
) -> None:
    house = people.create_organisation(name="Wijkteam Noord", kind="employer")
    people.grant_role(account=other, role="employer", from_date=dt.date(2020, 1, 1), organisation=house)
    made = sharing.offer_to_organisation(
        person=person,
        terms=sharing.Terms(
            purpose=Purpose.EMPLOYMENT, scope=Scope.PORTFOLIO, until_date=TODAY + dt.timedelta(days=20)
        ),
        organisation=house.pk,
        actor=account,
        at=NOW,
    )
    client.force_login(other)
    client.cookies["vakwerk_language"] = "nl"
    response = client.get(reverse("desk:received_one", args=[made.pk]))
    body = response.content.decode()
    assert "Werken met de meldcode" in body
    assert not [private for private in (*PRIVATE, "Leren luisteren") if private in body]


def test_one_press_lets_goals_go_along_and_one_takes_them_back(
    client: Any, account: Any, person: Any, shared: int
) -> None:
    client.force_login(account)
    client.cookies["vakwerk_language"] = "nl"
    place, plan = reverse("portfolio:share_goals", args=[shared]), reverse("portfolio:plan", args=[shared])
    assert "Alleen jij ziet je plan." in client.get(plan).content.decode()
    client.post(place, {"goals": "along"})
    assert "ziet ook je doelen" in client.get(plan).content.decode()
    client.post(place, {"goals": "iets anders"})
    assert queries.plans_of(person)[0].goals_shown is False


def test_nobody_is_nothing(db: None) -> None:
    import uuid

    assert offering.sections(uuid.uuid4(), TODAY) == ()
