"""Silence counts where a norm permits it, after its term, once, and can be undone; elsewhere it never counts."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.management import call_command
from tests.apps.sessions.conftest import NOW, TODAY, fact_of, record, under, vouched

from vakwerk.apps.people import daily
from vakwerk.apps.sessions import attending, silence, tasks
from vakwerk.apps.sessions.finding import waiting_in_sessions
from vakwerk.apps.sessions.models import Attendance, SessionEvent

pytestmark = pytest.mark.django_db
OURS, SKJ = "brede-registratie", "skj-jeugd-en-gezinsprofessional"
DUE = NOW + dt.timedelta(days=14)


def test_only_who_is_under_nothing_but_norms_that_permit_it_is_confirmed_by_silence(
    five: list[Any], group: uuid.UUID
) -> None:
    noor, sam, wim, tess, _bo = five
    under(sam, OURS)
    under(wim, SKJ)
    under(tess, OURS, SKJ)
    made = record(noor, group)
    places = {one.person_id: one.silent_on for one in Attendance.objects.filter(session_id=made)}
    assert [places[one.id] for one in five] == [None, DUE.date(), None, None, None]
    assert "telt het voor je op 8 december 2026" in waiting_in_sessions(sam.id, TODAY)[0].text
    assert "telt het niet voor je" in waiting_in_sessions(wim.id, TODAY)[0].text
    assert silence.settle_all(at=DUE - dt.timedelta(days=1)) == 0
    assert silence.settle_all(at=DUE) == 1
    assert silence.settle_all(at=DUE) == 0
    assert fact_of(sam, made).latest.source == "colleague"
    assert [fact_of(one, made) for one in (wim, tess)] == [None, None]
    assert vouched(noor, made) == []  # who said nothing vouches for nobody
    assert SessionEvent.objects.filter(name="attendance:silence").count() == 1
    attending.deny(session_id=made, person=sam, at=DUE)
    assert fact_of(sam, made).withdrawn


def test_who_came_under_another_norm_meanwhile_is_not_confirmed(five: list[Any], group: uuid.UUID) -> None:
    under(five[1], OURS)
    made = record(five[0], group)
    under(five[1], SKJ)
    assert silence.settle_all(at=DUE) == 0
    assert fact_of(five[1], made) is None
    assert Attendance.objects.get(session_id=made, person=five[1]).silent_on is None


def test_a_run_that_stopped_half_way_goes_on(five: list[Any], group: uuid.UUID, monkeypatch: Any) -> None:
    for person in five[1:]:
        under(person, OURS)
    made = record(five[0], group)
    settle, calls = silence._settle, []

    def stops(*arguments: Any) -> int:
        calls.append(arguments)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return settle(*arguments)

    monkeypatch.setattr(silence, "_settle", stops)
    with pytest.raises(KeyboardInterrupt):
        silence.settle_all(at=DUE)
    assert Attendance.objects.filter(session_id=made, state="confirmed-by-silence").count() == 2
    monkeypatch.undo()
    assert silence.settle_all(at=DUE) == 2
    assert all(len(fact_of(person, made).history) == 1 for person in five[1:])


def test_the_command_and_the_day_ask_for_it(five: list[Any], group: uuid.UUID, capsys: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    under(five[1], OURS)
    record(five[0], group)
    call_command("settle_silences", on=DUE.date())
    assert "1 confirmed by silence" in capsys.readouterr().out
    daily.ask_all()
    daily.ask_all()
    path = tasks.settle_silences.module_path
    assert DBTaskResult.objects.filter(task_path=path).count() == 1
    assert tasks.settle_silences.call() == 0
