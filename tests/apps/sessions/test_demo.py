"""The demo world holds one group that met, once however often it is filled."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from tests.apps.sessions.conftest import TODAY

from vakwerk.apps.dossier import queries as dossier
from vakwerk.apps.register.demo.stories import story
from vakwerk.apps.register.demo.together import MEMBERS
from vakwerk.apps.sessions import queries
from vakwerk.apps.sessions.finding import waiting_in_sessions
from vakwerk.apps.sessions.models import Group, SharedSession
from vakwerk.core.dossier import Dossier, Recognition
from vakwerk.core.norms import Outcome, assess, shipped


def outcomes_told(name: str) -> dict[str, Outcome]:
    """Where somebody stands as the story tells it: meeting each other changes none of it."""
    made = story(name, on=TODAY)
    own = Recognition(
        id="own",
        norm="brede-registratie",
        since=made.since,
        period=made.period,
        past=made.past,
        admitted_by=made.admitted_by,
    )
    whole = Dossier(person=name, born_on=made.born_on).adding(*made.facts, own)
    return {one.norm: assess(shipped()[one.norm], whole, TODAY).outcome for one in whole.recognitions}


pytestmark = pytest.mark.django_db


def test_five_people_met_six_times_and_samira_is_asked_once(django_user_model: Any) -> None:
    for _time in range(2):
        call_command("demo", people=3, verbosity=0)
        assert Group.objects.count() == 1
        assert SharedSession.objects.count() == 8
    samira = django_user_model.objects.get(email="samira@example.org").person
    lines = queries.lines(samira, queries.sessions_of(samira))
    assert sorted((line.state, line.sure, line.listed) for line in lines) == [
        *[("held", 1, 5)],
        *[("held", 5, 5)] * 6,
        ("planned", 0, 5),
    ]
    for name in MEMBERS:
        whole = dossier.dossier_of(django_user_model.objects.get(email=f"{name}@example.org").person)
        now = {one.norm: assess(shipped()[one.norm], whole, TODAY) for one in whole.recognitions}
        assert {norm: found.outcome for norm, found in now.items()} == outcomes_told(name), name
        if name == "samira":
            assert now["skj-jeugd-en-gezinsprofessional"].requirement("reflection").short == 12 * 60
    (asked,) = waiting_in_sessions(samira.id, TODAY)
    assert "Intervisie Noord" in asked.text
