"""Two at the same moment: nobody's confirmation is lost, nothing is there twice, nobody waits for ever."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import close_old_connections, connection
from tests.apps.sessions.conftest import NAMES, NOW, fact_of, make_group, make_person, record, vouched

from vakwerk.apps.dossier import actions as dossier
from vakwerk.apps.refusal import Refusal
from vakwerk.apps.sessions import actions, attending, groups
from vakwerk.apps.sessions.models import Attendance, Membership, SharedSession

# SQLite in the tests lives in memory, where tables lock each other; on disk its transactions follow each other anyway.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def together(*works: Callable[[], Any]) -> list[Exception | None]:
    """Does all of this at once, each with a connection of its own; what each of them raised."""
    gate = threading.Barrier(len(works))
    raised: list[Exception | None] = [None] * len(works)

    def one(place: int, work: Callable[[], Any]) -> None:
        close_old_connections()
        gate.wait(30)
        try:
            work()
        except Exception as fault:  # noqa: BLE001 - told to the test
            raised[place] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=entry) for entry in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(90)
        assert not thread.is_alive(), "somebody waits for ever"
    return raised


@pytest.fixture
def people() -> list[Any]:
    return [make_person(name) for name in NAMES]


def test_four_confirm_at_once_and_all_stand_in_all_dossiers(people: list[Any]) -> None:
    made = record(people[0], make_group(people))
    works = [lambda who=who: attending.confirm(session_id=made, person=who, at=NOW) for who in people[1:]]
    assert together(*works) == [None] * 4
    for person in people:
        others = sorted(one.given_names for one in people if one != person)
        assert vouched(person, made) == others


def test_a_double_click_confirms_and_records_once(people: list[Any]) -> None:
    group, number = make_group(people), uuid.uuid4()
    twice = [lambda: record(people[0], group, session_id=number)] * 2
    assert together(*twice) == [None, None]
    assert SharedSession.objects.count() == 1
    again = [lambda: attending.confirm(session_id=number, person=people[1], at=NOW)] * 3
    assert together(*again) == [None] * 3
    assert len(fact_of(people[1], number).history) == 1
    loose = uuid.uuid4()
    assert together(*[lambda: record(people[0], session_id=loose)] * 2) == [None, None]
    assert SharedSession.objects.count() == 2


def test_the_owner_changes_the_fact_while_another_confirms(people: list[Any]) -> None:
    from dataclasses import replace

    made = record(people[0], make_group(people))
    page = fact_of(people[0], made)
    mine = replace(page.fact, title="Van mij")
    raised = together(
        lambda: attending.confirm(session_id=made, person=people[1], at=NOW),
        lambda: dossier.change_fact(
            person=people[0], fact_id=mine.id, fact=mine, actor=None, expected_version=1, at=NOW
        ),
    )
    assert raised[0] is None
    assert vouched(people[0], made) == ["Sam"]
    if raised[1] is None:
        assert fact_of(people[0], made).fact.title == "Van mij"
    else:  # the confirmation came first, and the owner is told to look again
        assert isinstance(raised[1], Refusal)
        assert raised[1].code == "stale-version"


def test_somebody_leaves_while_another_records_and_a_third_confirms(people: list[Any]) -> None:
    group = make_group(people)
    made = record(people[0], group)
    raised = together(
        lambda: groups.leave(group_id=group, person=people[1], at=NOW),
        lambda: record(people[0], group, title="Tweede"),
        lambda: attending.confirm(session_id=made, person=people[1], at=NOW),
        lambda: actions.renew_code(session_id=made, by=people[0], at=NOW),
    )
    assert raised == [None] * 4
    assert vouched(people[0], made) == ["Sam"]
    assert Membership.objects.get(person=people[1]).left_on is not None
    assert Attendance.objects.filter(session__title="Tweede").count() in (4, 5)
