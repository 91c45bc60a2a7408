"""What may be done with an entry of the register, what it writes, and what is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.apps.register.conftest import NOW, TODAY, make_person, register

from vakwerk.apps.dossier import actions as dossier
from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.register import actions, queries, refusals, standings, tasks
from vakwerk.apps.register.models import RegisterEntryEvent, Standing, StandingBasis
from vakwerk.apps.register.terms import State
from vakwerk.core.dossier import Activity, Recognition

pytestmark = pytest.mark.django_db


def events(entry: Any) -> list[str]:
    return list(
        RegisterEntryEvent.objects.filter(registration=entry).order_by("pk").values_list("name", flat=True)
    )


def test_registering_gives_a_number_a_public_recognition_and_a_fact_in_the_dossier() -> None:
    person = make_person("Noor", "", "Bakker")
    entry = register(person)
    held = dossiers.dossier_of(person).recognition("brede-registratie")
    public = queries.public_entry(entry.number, on=TODAY)
    assert held is not None
    assert public is not None
    assert held.number == entry.number
    assert held.period is not None
    assert (public.registered, public.until) == (True, held.period.end) == (True, dt.date(2029, 3, 1))
    assert events(entry) == ["register:registration:open", "register:recognition:grant"]


def test_the_professional_can_not_change_what_the_register_keeps() -> None:
    from vakwerk.apps.dossier.refusals import KeptByRegister

    person = make_person("Noor", "", "Bakker")
    register(person)
    fact = dossiers.dossier_of(person).recognitions[0]
    with pytest.raises(KeptByRegister):
        dossier.withdraw_fact(person=person, fact_id=fact.id, actor=None)


def test_numbers_follow_each_other_and_nobody_gets_one_twice() -> None:
    entries = [register(make_person("Noor", "", f"Bakker{'abc'[n]}")) for n in range(3)]
    serials = [int(entry.number[3:9]) for entry in entries]
    assert serials == list(range(serials[0], serials[0] + 3))
    with pytest.raises(refusals.AlreadyRegistered):
        register(entries[0].person)


@pytest.mark.parametrize("wrong", [{"level": "hbo-plus"}, {"profession": "tovenaar"}])
def test_a_level_or_profession_outside_the_list_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(refusals.TermUnknown):
        register(make_person("Noor", "", "Bakker"), **wrong)


def test_who_stands_in_the_dossier_under_this_norm_already_is_not_half_registered() -> None:
    person = make_person("Noor", "", "Bakker")
    held = Recognition(id="own", norm="brede-registratie", since=dt.date(2023, 1, 1))
    dossier.record_fact(person=person, fact=held, actor=None)
    with pytest.raises(dossier.refusals.AlreadyRecognised):
        register(person)
    assert queries.registration_of(person.id) is None
    assert queries.search_public("bakker", on=TODAY).total == 0


def test_ending_closes_the_recognition_here_and_in_the_dossier(sanne: Any) -> None:
    actions.end_registration(registration=sanne, actor=None, on=TODAY, at=NOW)
    held = dossiers.dossier_of(sanne.person).recognition("brede-registratie")
    assert held is not None
    assert held.until == TODAY
    assert events(sanne)[-2:] == ["register:registration:end", "register:recognition:end"]
    for again in (actions.end_registration, actions.withhold_town):
        with pytest.raises(refusals.NotRegistered):
            again(
                registration=sanne, actor=None, **({"on": TODAY} if again is actions.end_registration else {})
            )


def test_an_end_before_the_start_is_refused(sanne: Any) -> None:
    with pytest.raises(refusals.EndBeforeStart):
        actions.end_registration(registration=sanne, actor=None, on=dt.date(2020, 1, 1))


def test_the_place_is_public_only_while_its_owner_wants_so(sanne: Any) -> None:
    def place() -> str:
        public = queries.public_entry(sanne.number, on=TODAY)
        assert public is not None
        return public.town

    assert place() == ""
    actions.publish_town(registration=sanne, town="  Ede ", actor=None)
    assert place() == "Ede"
    actions.withhold_town(registration=sanne, actor=None)
    assert place() == ""
    with pytest.raises(refusals.TownTooLong):
        actions.publish_town(registration=sanne, town="x" * 201, actor=None)


@pytest.mark.parametrize("norm", ["skj-jeugd-en-gezinsprofessional", "microcredential-award", "no-such-norm"])
def test_this_register_gives_no_recognition_of_another(sanne: Any, norm: str) -> None:
    with pytest.raises(refusals.UnknownRecognition):
        actions.grant_recognition(registration=sanne, norm=norm, actor=None)


# --- standings ----------------------------------------------------------------------------------------


def standing(entry: Any) -> Standing:
    return Standing.objects.get(registration=entry, norm="brede-registratie")


def test_a_standing_says_what_is_missing_without_a_word_from_the_dossier(sanne: Any) -> None:
    assert standings.refresh_all(on=TODAY) == 1
    kept = standing(sanne)
    assert kept.state == State.MISSING
    assert kept.computed_on == TODAY
    assert {tuple(sorted(one)) for one in kept.missing} == {("requirement", "short", "unit")}
    assert standings.refresh_all(on=TODAY) == 0


def test_a_change_in_the_dossier_makes_it_stale_and_asks_for_one_task(sanne: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    standings.refresh_all(on=TODAY)
    DBTaskResult.objects.all().delete()
    before = next(
        one["short"] for one in standing(sanne).missing if one["requirement"].endswith("reflection")
    )
    for number in range(3):
        fact = Activity(id=f"more-{number}", kind="intervision", completed_on=dt.date(2025, 6, 1), minutes=60)
        dossier.record_fact(person=sanne.person, fact=fact, actor=None, at=NOW)
    assert queries.how_many_stale(TODAY) == 1
    assert DBTaskResult.objects.filter(task_path=tasks.refresh_standings.module_path).count() == 1
    assert standings.refresh_all(on=TODAY) == 1
    after = next(one["short"] for one in standing(sanne).missing if one["requirement"].endswith("reflection"))
    assert before - after == 180


def test_another_day_or_other_norms_make_it_stale(sanne: Any) -> None:
    standings.refresh_all(on=TODAY)
    assert queries.how_many_stale(TODAY + dt.timedelta(days=1)) == 1
    StandingBasis.objects.update(norms="other files")
    assert queries.how_many_stale(TODAY) == 1


def test_a_worker_that_died_loses_its_lease(sanne: Any) -> None:
    StandingBasis.objects.update(leased_until=dt.datetime.now(dt.UTC) + standings.LEASE)
    assert standings.refresh_all(on=TODAY) == 0, "another worker is at it"
    StandingBasis.objects.update(leased_until=dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1))
    assert standings.refresh_all(on=TODAY) == 1


def test_a_change_while_computing_leaves_it_stale(sanne: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real = standings.dossier_queries.dossiers_of

    def meanwhile(people: Any) -> Any:
        found = real(people)
        tasks.hear_of_change([sanne.person.id])
        return found

    monkeypatch.setattr(standings.dossier_queries, "dossiers_of", meanwhile)
    standings.refresh([sanne], on=TODAY)
    assert queries.how_many_stale(TODAY) == 1
