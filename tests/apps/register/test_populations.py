"""Everybody with a dossier as a population: one pass, one moment, the same meaning, and nobody who may not be in it."""

from __future__ import annotations

import datetime as dt
import threading
from collections import defaultdict
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from tests.apps.register.conftest import NOW, SECRETS, TODAY, make_person, register
from tests.core.norms.agreement import differences_of

from vakwerk.apps.dossier import actions as dossier
from vakwerk.apps.dossier import erasing
from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.people import queries as people
from vakwerk.apps.register import populations
from vakwerk.apps.register.demo.filling import fill
from vakwerk.apps.sharing import rights
from vakwerk.core.dossier import Activity, Dossier
from vakwerk.core.norms import assess, shipped
from vakwerk.core.norms.compile import LAYOUT
from vakwerk.engines.population import dossiers_in, open_part

SEED = 20261124


def written(folder: Path, **more: Any) -> Any:
    return populations.write(folder, on=TODAY, **more)


def ids(folder: Path) -> list[str]:
    return [
        row[0]
        for row in duckdb.execute(f"SELECT id FROM '{folder}/people/*.parquet' ORDER BY person").fetchall()
    ]


def course(number: int) -> Activity:
    return Activity(
        id=f"c{number}",
        kind="course",
        title=SECRETS[0],
        minutes=120,
        form="formal",
        completed_on=dt.date(2025, 3, 1),
    )


@pytest.mark.django_db
def test_everyone_in_the_demo_world_gets_the_outcome_of_the_live_dossier(tmp_path: Path) -> None:
    fill(count=30, seed=SEED, on=TODAY, say=lambda _: None)
    made = written(tmp_path / "out", part_size=12)
    assert [part.people for part in made.parts[:2]] == [12, 12]
    compared, under = 0, defaultdict[tuple[str, str], dict[int, Dossier]](dict)
    for part in made.parts:
        with open_part(made, part, check=True) as opened:
            for number, back in dossiers_in(opened, range(part.first, part.last + 1)):
                owner = people.person(person_id=back.person)
                assert owner is not None
                live = dossiers.dossier_of(owner)
                for norm in sorted({held.norm for held in live.recognitions}):
                    said, again = assess(shipped()[norm], live, TODAY), assess(shipped()[norm], back, TODAY)
                    assert (said.outcome, said.window) == (again.outcome, again.window)
                    under[norm, part.name][number] = live
                    compared += 1
            for (norm, name), those in under.items():
                if name == part.name:
                    assert differences_of(opened, shipped()[norm], those, TODAY) == []
    assert compared >= 40


@pytest.mark.django_db
def test_people_stand_in_it_in_the_order_of_their_number_each_once(tmp_path: Path) -> None:
    fill(count=8, seed=SEED, on=TODAY, say=lambda _: None)
    written(tmp_path / "out")
    found = ids(tmp_path / "out")
    assert len(found) >= 8
    assert found == sorted(set(found))


@pytest.mark.django_db
def test_who_is_not_in_the_register_is_there_with_a_dossier_and_not_without(tmp_path: Path) -> None:
    with_facts, without = make_person("Ada", "", "Bos"), make_person("Bo", "", "Smit")
    dossier.record_many(person=with_facts, facts=[course(1)], actor=None, source="import", at=NOW)
    entered = register(make_person("Cas", "", "Vos"), town="Zwolle")
    written(tmp_path / "out")
    assert set(ids(tmp_path / "out")) == {str(with_facts.id), str(entered.person_id)}
    assert str(without.id) not in ids(tmp_path / "out")
    about = duckdb.execute(
        f"SELECT profession, level, region FROM '{tmp_path}/out/people/*.parquet' WHERE id = '{entered.person_id}'"
    ).fetchall()
    assert about == [("sociaal-werker", "hbo", "Zwolle")]


@pytest.mark.django_db
def test_frozen_leaving_and_erased_people_are_left_out_and_counted(tmp_path: Path) -> None:
    everyone = [make_person(name, "", "Bos") for name in ("Ada", "Bo", "Cas", "Dia", "Ed")]
    for person in everyone:
        dossier.record_many(person=person, facts=[course(1)], actor=None, source="import", at=NOW)
    frozen, leaving, erased, thawed, stays = everyone
    rights.restrict(person=frozen, at=NOW)
    rights.ask_erasure(person=leaving, at=NOW)
    register(erased)
    erasing.erase(erased.id, NOW)
    rights.restrict(person=thawed, at=NOW)
    rights.lift_restriction(person=thawed, at=NOW)
    told: list[tuple[int, int]] = []
    written(tmp_path / "out", said=lambda *numbers: told.append(numbers))
    assert set(ids(tmp_path / "out")) == {str(thawed.id), str(stays.id)}
    assert told[-1] == (2, 3)


def test_no_name_title_note_or_free_text_is_in_any_file(sanne: Any, tmp_path: Path) -> None:
    written(tmp_path / "out")
    read = ""
    for table in LAYOUT:
        read += str(duckdb.execute(f"SELECT * FROM '{tmp_path}/out/{table}/*.parquet'").fetchall())
    assert str(sanne.person_id) in read
    for secret in (*SECRETS[:3], SECRETS[4], "Sanne", "Vries"):
        assert secret not in read


@pytest.mark.django_db
def test_many_people_take_no_more_queries_than_a_few(tmp_path: Path) -> None:
    def asked(name: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            written(tmp_path / name)
        return len(captured)

    fill(count=5, seed=SEED, on=TODAY, say=lambda _: None)
    few = asked("few")
    fill(count=25, seed=SEED, on=TODAY, say=lambda _: None)
    assert asked("many") <= few


@pytest.mark.django_db
def test_a_write_that_stopped_starts_over_and_leaves_nothing_of_before(tmp_path: Path) -> None:
    fill(count=12, seed=SEED, on=TODAY, say=lambda _: None)
    folder = tmp_path / "out"

    def stop(number: int, left_out: int) -> None:
        if number >= 10:
            raise KeyboardInterrupt

    with pytest.raises(CommandError, match="starts over"):
        _stopped(folder, stop)
    assert not (folder / "population.json").exists()
    assert list((folder / "people").glob("part-*"))
    made = written(folder)
    assert [file.name for file in sorted((folder / "people").iterdir())] == [
        f"{part.name}.parquet" for part in made.parts
    ]
    with pytest.raises(CommandError, match="already holds a population"):
        call_command("write_population", out=folder, verbosity=0)


def _stopped(folder: Path, stop: Any) -> None:
    from unittest import mock

    whole = populations.write
    with mock.patch.object(populations, "write", lambda out, **given: whole(out, **{**given, "said": stop})):
        call_command("write_population", out=folder, part_size=5, verbosity=0)


@pytest.mark.django_db
def test_an_empty_database_gives_an_empty_population_that_says_so(tmp_path: Path) -> None:
    from vakwerk.engines.population import BadPopulation, read_manifest

    written(tmp_path / "out")
    with pytest.raises(BadPopulation, match="holds nobody"):
        read_manifest(tmp_path / "out")


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_opens_one_of_its_own_and_closes_it(tmp_path: Path) -> None:
    person = make_person("Ada", "", "Bos")
    dossier.record_many(person=person, facts=[course(1)], actor=None, source="import", at=NOW)
    written(tmp_path / "out")
    assert ids(tmp_path / "out") == [str(person.id)]
    dossier.record_many(person=person, facts=[course(2)], actor=None, source="import", at=NOW)
    with pytest.raises(ZeroDivisionError), populations.one_moment():
        raise ZeroDivisionError
    dossier.record_many(person=person, facts=[course(3)], actor=None, source="import", at=NOW)
    assert len(dossiers.dossier_of(person).activities) == 3


@pytest.mark.postgresql  # tests on SQLite share one memory, which has no writers beside each other
@pytest.mark.django_db(transaction=True)
def test_what_others_write_meanwhile_is_not_in_it() -> None:
    owners = [make_person(name, "", "Bos") for name in ("Ada", "Bo", "Cas")]
    for person in owners:
        dossier.record_many(person=person, facts=[course(1)], actor=None, source="import", at=NOW)

    def meanwhile() -> None:
        try:
            for person in owners:
                dossier.record_many(person=person, facts=[course(2)], actor=None, source="import", at=NOW)
        finally:
            connections.close_all()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(populations, "AT_ONCE", 1)
        stream = populations.everybody_with_a_dossier(populations.Counted())
        found = [next(stream)]
        writer = threading.Thread(target=meanwhile)
        writer.start()
        writer.join(timeout=30)
        assert not writer.is_alive()
        found += stream
    assert [len(one.dossier.activities) for one in found] == [1, 1, 1]
    assert len(dossiers.dossier_of(owners[2]).activities) == 2
