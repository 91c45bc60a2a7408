"""Somebody with a year behind them, and a norm that still asks something."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import time_machine
from tests.apps.dossier.conftest import NOW, make_account

from vakwerk.core.dossier import Absence, Activity, Confirmation, Declaration, Fact, Period, Recognition

SKJ = "skj-jeugd-en-gezinsprofessional"
START, END = dt.date(2022, 9, 1), dt.date(2027, 9, 1)
TODAY = dt.date(2026, 11, 24)
FACTS: tuple[Fact, ...] = (
    Recognition(id="skj", norm=SKJ, since=START, period=Period(start=START, end=END)),
    Activity(
        id="course",
        kind="course",
        title="Werken met de meldcode",
        completed_on=dt.date(2026, 5, 1),
        minutes=360,
        topics=frozenset({"law"}),
    ),
    Activity(
        id="group",
        kind="intervision",
        title="Intervisie noord",
        completed_on=dt.date(2026, 6, 1),
        minutes=120,
        confirmations=(Confirmation(by="Collega Jansen", on=dt.date(2026, 6, 1)),),
    ),
    Declaration(id="code", kind="code", since=dt.date(2020, 1, 1), about="beroepscode"),
    Absence(id="ill", kind="sickness", since=dt.date(2026, 2, 1), until=dt.date(2026, 2, 10)),
)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def account(db: None) -> Any:
    """The account of the owner."""
    return make_account("noor@example.org")


@pytest.fixture
def other(db: None) -> Any:
    """Somebody else's account."""
    return make_account("sam@example.org", family_name="Visser")


@pytest.fixture
def person(account: Any, settings: Any, tmp_path: Path) -> Any:
    """The owner of a dossier with one of several kinds; the course has a note."""
    from vakwerk.apps.dossier import actions

    settings.MEDIA_ROOT = tmp_path / "evidence"
    for fact in FACTS:
        note = "Alleen voor mij" if fact.id == "course" else ""
        actions.record_fact(person=account.person, fact=fact, note=note, actor=account, at=NOW)
    return account.person


@pytest.fixture
def plan(person: Any) -> int:
    """An open plan for the period of the registration."""
    from vakwerk.apps.portfolio import actions

    return actions.start_plan(person=person, start=START, end=END, recognition="skj", at=NOW)
