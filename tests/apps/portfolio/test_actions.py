"""What changes a plan: each change is checked, recorded, and can be undone; the texts are their owner's."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from tests.apps.dossier.conftest import NOW
from tests.apps.portfolio.conftest import END, SKJ, START, TODAY

from vakwerk.apps.dossier import actions as dossier_actions
from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.people import stores
from vakwerk.apps.people.waiting import waiting_for
from vakwerk.apps.portfolio import actions, due, queries, refusals
from vakwerk.apps.portfolio.actions import LookBack, Wish
from vakwerk.apps.portfolio.models import Goal, GoalEvent, Plan, Tie
from vakwerk.apps.portfolio.terms import GoalState, Said
from vakwerk.core.dossier import Activity, Confirmation, Dossier

pytestmark = pytest.mark.django_db
REFLECTION = (SKJ, "reflection")


def goal(person: Any, plan: int, text: str = "Leren luisteren", **more: Any) -> int:
    return actions.add_goal(person=person, plan_id=plan, wish=Wish(text, **more), actor=None, at=NOW)


def kept(person: Any, number: int) -> queries.GoalKept:
    found = queries.goal_of(person, number)
    assert found is not None
    return found[1]


def test_a_goal_without_a_day_gets_the_end_of_the_plan(person: Any, plan: int) -> None:
    assert kept(person, goal(person, plan)).until == END


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (Wish("  "), refusals.EmptyGoal),
        (Wish("x" * 301), refusals.TextTooLong),
        (Wish("a\x00b"), refusals.TextTooLong),
        (Wish("x", why="y" * 10_001), refusals.TextTooLong),
        (Wish("x", until=START), refusals.OutsidePlan),
        (Wish("x", until=END + dt.timedelta(1)), refusals.OutsidePlan),
        (Wish("x", elements=["clever"]), refusals.NoSuchElement),
        (Wish("x", topics=["clever"]), refusals.NoSuchTopic),
        (Wish("x", requirements=[(SKJ, "nothing")]), refusals.NoSuchRequirement),
        (Wish("x", requirements=[("nothing", "reflection")]), refusals.NoSuchRequirement),
    ],
)
def test_a_goal_that_can_not_be_kept_is_refused_with_a_sentence(
    person: Any, plan: int, wish: Wish, refusal: type[refusals.PortfolioRefusal]
) -> None:
    with pytest.raises(refusal) as refused:
        actions.add_goal(person=person, plan_id=plan, wish=wish, actor=None, at=NOW)
    assert refused.value.message.endswith(".")
    assert not Goal.objects.exists()


def test_one_open_plan_for_a_period(person: Any, plan: int) -> None:
    with pytest.raises(refusals.PlanExists):
        actions.start_plan(person=person, start=START, end=END)
    actions.start_plan(person=person, start=START, end=dt.date(2023, 1, 1))
    for start, end in ((END, START), (START, START), (START, dt.date(2040, 1, 1))):
        with pytest.raises(refusals.EmptyPeriod):
            actions.start_plan(person=person, start=start, end=end)


def test_one_goal_for_a_requirement(person: Any, plan: int) -> None:
    first = goal(person, plan, requirements=[REFLECTION])
    with pytest.raises(refusals.AlreadyAGoal):
        goal(person, plan, "Nog eens", requirements=[REFLECTION])
    actions.change_goal(
        person=person, goal_id=first, wish=Wish("Anders", requirements=[REFLECTION]), actor=None
    )
    assert kept(person, first).text == "Anders"


def test_a_goal_goes_from_open_to_reached_and_back_and_every_step_is_recorded(person: Any, plan: int) -> None:
    number = goal(person, plan)
    actions.reach_goal(person=person, goal_id=number, actor=None, on=TODAY)
    assert (kept(person, number).state, kept(person, number).reached_on) == (GoalState.REACHED, TODAY)
    actions.reopen_goal(person=person, goal_id=number, actor=None)
    assert kept(person, number).reached_on is None
    actions.drop_goal(person=person, goal_id=number, actor=None)
    actions.drop_goal(person=person, goal_id=number, actor=None)
    names = GoalEvent.objects.filter(goal_id=number).order_by("pk").values_list("name", flat=True)
    assert list(names) == ["add", "reach", "reopen", "drop"]


def test_what_is_said_of_a_fact_can_be_taken_back(person: Any, plan: int) -> None:
    number = goal(person, plan, topics=["law"])
    for said, hand, off in (
        (Said.NOT, set(), {"course"}),
        (Said.FITS, {"course"}, set()),
        (None, set(), set()),
    ):
        actions.say_of_fact(person=person, goal_id=number, fact_id="course", said=said, actor=None)
        assert (set(kept(person, number).by_hand), set(kept(person, number).taken_off)) == (hand, off)
    with pytest.raises(refusals.NoSuchFact):
        actions.say_of_fact(person=person, goal_id=number, fact_id="gone", said=Said.FITS, actor=None)


def test_an_element_is_tied_once_and_taken_off(person: Any) -> None:
    for _ in range(2):
        actions.tie_element(person=person, fact_id="course", element="relational")
    assert queries.ties_of(person) == {"course": frozenset({"relational"})}
    actions.untie_element(person=person, fact_id="course", element="relational")
    assert queries.ties_of(person) == {}
    with pytest.raises(refusals.NoSuchElement):
        actions.tie_element(person=person, fact_id="course", element="clever")
    with pytest.raises(refusals.NoSuchFact):
        actions.tie_element(person=person, fact_id="nothing", element="relational")


def test_nobody_else_reaches_a_plan_or_a_goal(person: Any, plan: int, other: Any) -> None:
    number = goal(person, plan)
    stranger = other.person
    with pytest.raises(refusals.NoSuchPlan):
        goal(stranger, plan)
    for action in (actions.reach_goal, actions.drop_goal, actions.reopen_goal):
        with pytest.raises(refusals.NoSuchGoal):
            action(person=stranger, goal_id=number, actor=None)
    with pytest.raises(refusals.NoSuchFact):
        actions.tie_element(person=stranger, fact_id="course", element="relational")
    assert queries.goal_of(stranger, number) is None
    assert queries.plan_of(stranger, plan) is None


def test_looking_back_closes_the_plan_and_the_next_one_takes_along_what_is_open(
    person: Any, plan: int
) -> None:
    done, still, gone = (goal(person, plan, text) for text in ("Klaar", "Nog bezig", "Weg"))
    actions.say_of_fact(person=person, goal_id=still, fact_id="course", said=Said.FITS, actor=None)
    actions.reach_goal(person=person, goal_id=done, actor=None, on=TODAY)
    actions.drop_goal(person=person, goal_id=gone, actor=None)
    closed = actions.close_plan(
        person=person, plan_id=plan, look_back=LookBack("Veel geleerd"), go_on="next", actor=None, at=NOW
    )
    old, new = queries.plan_of(person, plan), queries.plan_of(person, closed.next_plan or 0)
    assert old is not None
    assert new is not None
    assert (old.open, old.reflection, closed.fact_id) == (False, "Veel geleerd", "")
    assert (new.start, new.end, [one.text for one in new.goals]) == (END, dt.date(2032, 9, 1), ["Nog bezig"])
    assert new.goals[0].carried
    assert new.goals[0].by_hand == {"course"}
    with pytest.raises(refusals.PlanClosed):
        goal(person, plan)


def test_a_reflection_is_entered_once_and_stands_in_the_dossier(person: Any, account: Any, plan: int) -> None:
    look_back = LookBack("Ik weet nu wat ik wil", "self-reflection", 45, "Terugkijken")
    closed = actions.close_plan(
        person=person, plan_id=plan, look_back=look_back, go_on="stop", actor=account, at=NOW
    )
    page = dossiers.fact(person, closed.fact_id)
    assert page is not None
    assert isinstance(page.fact, Activity)
    assert (page.fact.kind, page.fact.minutes, page.latest.note) == (
        "self-reflection",
        45,
        "Ik weet nu wat ik wil",
    )
    old = queries.plan_of(person, plan)
    assert old is not None
    assert (old.reflection, queries.reflection_of(person, old)) == ("", "Ik weet nu wat ik wil")
    assert closed.next_plan is None


@pytest.mark.parametrize(
    "look_back",
    [LookBack("", "reflection", 10), LookBack("Tekst", "reflection", None), LookBack("Tekst", "course", 10)],
)
def test_a_reflection_without_text_or_length_is_no_fact(person: Any, plan: int, look_back: LookBack) -> None:
    with pytest.raises(refusals.NothingWritten):
        actions.close_plan(person=person, plan_id=plan, look_back=look_back, go_on="stop", actor=None)
    assert Plan.objects.get().state == "open"


# --- what waits -------------------------------------------------------------------------------------------------------


def reflect(person: Any, hours: int) -> None:
    dossier_actions.record_fact(
        person=person,
        fact=Activity(
            id="much",
            kind="intervision",
            title="Intervisie",
            completed_on=dt.date(2026, 11, 1),
            minutes=hours * 60,
            started_on=dt.date(2024, 1, 1),
            sessions=20,
            confirmations=tuple(Confirmation(by=f"Collega {n}", on=dt.date(2026, 11, 1)) for n in range(4)),
        ),
        actor=None,
        at=NOW,
    )


def test_when_the_requirement_is_met_the_goal_asks(
    person: Any, plan: int, django_assert_max_num_queries: Any
) -> None:
    number = goal(person, plan, "Genoeg reflectie", requirements=[REFLECTION])
    assert waiting_for(person.id, TODAY) == []
    reflect(person, 70)
    assert actions.see_what_is_met(person=person, on=TODAY, at=NOW) == 1
    with django_assert_max_num_queries(3):
        (waiting,) = due.waiting(person.id, TODAY)
    assert "Genoeg reflectie" in waiting.text
    assert waiting.href.endswith(f"#goal-{number}")
    dossier_actions.withdraw_fact(person=person, fact_id="much", actor=None)
    assert actions.see_what_is_met(person=person, on=TODAY) == 1
    assert waiting_for(person.id, TODAY) == []


def test_a_change_of_the_dossier_asks_a_worker_to_look(person: Any, plan: int) -> None:
    from django_tasks_db.models import DBTaskResult

    from vakwerk.apps.portfolio.tasks import see_what_is_met

    asked = DBTaskResult.objects.filter(task_path=see_what_is_met.module_path)
    goal(person, plan, "Zonder norm")
    dossier_actions.withdraw_fact(person=person, fact_id="group", actor=None)
    assert not asked.exists()
    number = goal(person, plan, "Genoeg reflectie", requirements=[REFLECTION])
    reflect(person, 70)
    assert asked.count() == 1
    assert see_what_is_met.func(str(person.id)) == 1
    assert kept(person, number).met_since == NOW
    assert see_what_is_met.func(str(person.id)) == 0
    assert see_what_is_met.func(str(uuid.uuid4())) == 0


def test_one_line_at_most_and_only_when_something_is_due(person: Any, plan: int) -> None:
    goal(person, plan, "Op tijd", until=dt.date(2026, 12, 1))
    goal(person, plan, "Ook op tijd", until=dt.date(2026, 12, 2))
    (near,) = waiting_for(person.id, TODAY)
    assert (near.until, "Op tijd" in near.text) == (dt.date(2026, 11, 30), True)
    assert waiting_for(person.id, dt.date(2026, 10, 1)) == []
    (over,) = waiting_for(person.id, END)
    assert over.href.endswith("/terugkijken")


# --- what is kept -----------------------------------------------------------------------------------------------------


def test_the_copy_is_whole_and_erasing_leaves_nothing(person: Any, plan: int, other: Any) -> None:
    number = goal(person, plan, "Leren luisteren", why="Omdat ik te snel praat", topics=["law"])
    actions.say_of_fact(person=person, goal_id=number, fact_id="course", said=Said.FITS, actor=None)
    actions.tie_element(person=person, fact_id="course", element="relational")
    theirs = actions.start_plan(person=other.person, start=START, end=END)
    own = {store.name: store for store in stores.stores() if store.name.startswith("portfolio-")}
    copy = str([store.export(person.id) for store in own.values()])
    assert all(text in copy for text in ("Leren luisteren", "Omdat ik te snel praat", "relational", "fits"))
    assert all(store.erase(person.id, NOW) > 0 for store in own.values())
    assert list(Plan.objects.values_list("pk", flat=True)) == [theirs]
    assert not Tie.objects.exists()
    assert not GoalEvent.objects.exists()


def test_the_next_plan_may_be_there_already_and_gets_nothing_twice(person: Any, plan: int) -> None:
    goal(person, plan, "Genoeg reflectie", requirements=[REFLECTION])
    goal(person, plan, "Nog bezig")
    there = actions.start_plan(person=person, start=END, end=dt.date(2032, 9, 1))
    goal(person, there, "Weer reflectie", requirements=[REFLECTION])
    closed = actions.close_plan(
        person=person, plan_id=plan, look_back=LookBack(), go_on="next", actor=None, at=NOW
    )
    assert closed.next_plan == there
    new = queries.plan_of(person, there)
    assert new is not None
    assert [one.text for one in new.goals] == ["Weer reflectie", "Nog bezig"]


def test_reading_a_dossier_at_once_is_the_dossier(person: Any) -> None:
    hand = queries.at_hand(person)
    whole = dossiers.dossier_of(person)
    assert {fact.id for fact in hand.dossier.facts()} == {fact.id for fact in whole.facts()}
    assert isinstance(hand.dossier, Dossier)
    assert hand.sources["course"] == "self"
