"""The demo world is the same every time, can be stopped and resumed, and holds what it promises."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from tests.apps.register.conftest import TODAY

from vakwerk.apps.people import queries as people
from vakwerk.apps.people.terms import Role
from vakwerk.apps.register import queries
from vakwerk.apps.register.demo import filling
from vakwerk.apps.register.demo import people as world
from vakwerk.apps.register.demo.accounts import ACCOUNTS, PASSWORD
from vakwerk.apps.register.demo.cases import CASES
from vakwerk.apps.register.demo.people import MadeUp
from vakwerk.apps.register.demo.professions import PROFESSIONS, WITHOUT_TOTALS
from vakwerk.apps.register.demo.stories import STORIES, story
from vakwerk.core import vocabulary
from vakwerk.core.dossier import Dossier, Recognition, check_dossier
from vakwerk.core.dossier.values import LIST_OF
from vakwerk.core.norms import Outcome, assess, shipped

SEED = 20261124


def dossier(made: MadeUp) -> Dossier:
    own = Recognition(
        id="own", norm="brede-registratie", since=made.since, period=made.period, past=made.past,
        admitted_by=made.admitted_by,
    )  # fmt: skip
    lists: dict[str, list] = {}
    for fact in (*made.facts, own):
        lists.setdefault(LIST_OF[type(fact)], []).append(fact)
    return Dossier(
        person=made.key, born_on=made.born_on, **{name: tuple(facts) for name, facts in lists.items()}
    )


def outcomes(made: MadeUp, on: dt.date) -> dict[str, Outcome]:
    whole = dossier(made)
    return {held.norm: assess(shipped()[held.norm], whole, on).outcome for held in whole.recognitions}


def test_thirty_people_are_the_same_every_time() -> None:
    first, second = (list(world.people(30, seed=SEED, on=TODAY)) for _ in range(2))
    assert first == second
    assert first != list(world.people(30, seed=SEED + 1, on=TODAY))


def test_a_person_is_the_same_in_a_small_world_and_in_a_large_one() -> None:
    assert (
        list(world.people(40, seed=SEED, on=TODAY))[:30] == list(world.people(31, seed=SEED, on=TODAY))[:30]
    )


def test_every_profession_level_and_case_occurs() -> None:
    all_of_them = list(world.people(400, seed=SEED, on=TODAY))
    assert {made.profession for made in all_of_them} == {one.role for one in PROFESSIONS}
    assert {made.case for made in all_of_them} == {case.key for case in CASES}
    assert {made.level for made in all_of_them} >= {
        "mbo-1",
        "mbo-2",
        "mbo-3",
        "mbo-4",
        "ad",
        "hbo",
        "master",
        "pd",
        "phd",
    }
    assert any(len(made.facts) == 1500 for made in all_of_them)


def test_every_norm_is_met_by_some_and_not_by_others_unless_its_source_names_no_total() -> None:
    seen: dict[str, set[Outcome]] = {}
    for made in world.people(400, seed=SEED, on=TODAY):
        for norm, outcome in outcomes(made, TODAY).items():
            seen.setdefault(norm, set()).add(outcome)
    silent = {norm for norm, _ in WITHOUT_TOTALS.values()}
    assert silent < set(seen) <= {norm.id for norm in shipped().values() if norm.kind == "re-registration"}
    for norm, found in seen.items():
        if norm in silent:
            assert Outcome.UNDETERMINED in found, norm
            assert Outcome.MET not in found, norm
        else:
            assert {Outcome.MET, Outcome.NOT_MET} <= found, norm


@pytest.mark.parametrize("on", [TODAY, dt.date(2026, 2, 28), dt.date(2028, 2, 29)])
def test_nobody_has_a_dossier_that_can_not_be_true(on: dt.date) -> None:
    everybody = [*world.people(150, seed=7, on=on), *(story(name, on=on) for name in STORIES)]
    wrong = [
        (made.key, finding)
        for made in everybody
        for finding in check_dossier(dossier(made), on)
        if finding.refuses
    ]
    assert not wrong


def test_places_say_that_they_are_made_up() -> None:
    towns = {made.town for made in world.people(100, seed=SEED, on=TODAY)} - {""}
    assert towns
    assert all("fictief" in town for town in towns)


def test_the_story_of_samira_is_that_of_the_sketch() -> None:
    made = story("samira", on=TODAY)
    found = outcomes(made, TODAY)
    skj = assess(shipped()["skj-jeugd-en-gezinsprofessional"], dossier(made), TODAY)
    assert found == {
        "skj-jeugd-en-gezinsprofessional": Outcome.NOT_MET,
        "nvo-basis-orthopedagoog": Outcome.MET,
        "brede-registratie": Outcome.MET,
    }
    assert skj.requirement("reflection").short == 12 * 60
    assert skj.window is not None
    assert skj.window.end == dt.date(2027, 9, 1)


@pytest.mark.django_db
def test_the_world_is_made_once_and_completed_when_something_is_missing() -> None:
    said: list[str] = []
    filling.fill(count=12, seed=SEED, on=TODAY, say=said.append)
    assert queries.made_up_keys() == {f"p{n:05d}" for n in range(1, 13)} | {
        f"story-{name}" for name in STORIES
    }
    assert queries.how_many_stale() == 0
    assert filling.fill(count=12, seed=SEED, on=TODAY, say=said.append) == 0
    assert filling.fill(count=15, seed=SEED, on=TODAY, say=said.append) == 3
    assert "15 of 15 people" in said


@pytest.mark.django_db
def test_there_is_an_account_for_every_role_and_it_logs_in(settings: object, client: object) -> None:
    from django.contrib.auth import authenticate

    settings.VAKWERK_DEMO = True  # type: ignore[attr-defined]
    filling.fill(count=1, seed=SEED, on=TODAY, say=lambda _: None)
    assert {role for account in ACCOUNTS for role in account.roles} == set(Role.values)
    assert [login.email for login in people.demo_accounts()] == [account.email for account in ACCOUNTS]
    assert all(address.endswith("@example.org") for address in (account.email for account in ACCOUNTS))
    assert authenticate(None, email="samira@example.org", password=PASSWORD) is not None


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"people": 0}, {"people": 1_000_000}, {"on": dt.date(2999, 1, 1)}])
def test_a_world_that_can_not_be_is_refused_with_a_sentence(wrong: dict[str, object]) -> None:
    with pytest.raises(CommandError, match=r"\."):
        call_command("demo", stdout=io.StringIO(), **wrong)


def test_levels_and_roles_are_in_the_vocabulary() -> None:
    assert all(vocabulary.is_term("roles", one.role) for one in PROFESSIONS)
    assert all(vocabulary.is_term("levels", level) for one in PROFESSIONS for level, _ in one.levels)
