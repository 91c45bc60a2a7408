"""A history comes in once: whole or not at all, never twice, and everything of it can be taken back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from tests.core.exchange import examples

from vakwerk.core.dossier import Accreditation, Activity, Recognition

DAY = dt.date(2024, 3, 13)
Bring = Callable[..., uuid.UUID]
Take = Callable[..., None]


def activities(person: Any) -> list[Activity]:
    from vakwerk.apps.dossier import queries

    return list(queries.dossier_of(person).activities)


def batch_of(import_id: uuid.UUID) -> Any:
    from vakwerk.apps.portals.models import Import

    return Import.objects.get(pk=import_id)


def line(import_id: uuid.UUID, number: int) -> Any:
    return batch_of(import_id).lines.get(number=number)


def kept(person: Any, account: Any, **values: Any) -> Activity:
    from vakwerk.apps.dossier import actions

    fact = Activity(
        **{"id": "ours", "kind": "course", "title": "Meldcode", "completed_on": DAY, "minutes": 360} | values
    )
    actions.record_fact(person=person, fact=fact, actor=account, note="eigen notitie")
    return fact


def test_nothing_is_in_the_dossier_until_it_is_told(person: Any, bring: Bring, take: Take) -> None:
    import_id = bring(examples.plausible_portal_csv(40), accreditor="skj")
    assert activities(person) == []
    take(import_id)
    found = activities(person)
    assert len(found) == 40
    assert found[0].accreditations == (Accreditation(by="skj", id="100000"),)
    from vakwerk.apps.dossier import queries

    page = queries.fact(person, found[0].id)
    assert page is not None
    assert page.latest.source == "import"
    assert page.latest.note == "Status daar: Goedgekeurd\nGelezen uit “lijst.csv”, regel 4."


def test_the_table_is_thrown_away_when_it_is_finished(bring: Bring, take: Take) -> None:
    import_id = bring(examples.plausible_portal_csv(3), accreditor="skj")
    take(import_id)
    batch = batch_of(import_id)
    assert (batch.stage, batch.sheets, batch.text) == ("done", [], "")
    assert {(row.result, tuple(row.cells), str(row.fact)) for row in batch.lines.all()} == {
        ("added", (), "{}")
    }


def test_the_same_file_again_adds_nothing(person: Any, bring: Bring, take: Take) -> None:
    for _ in range(2):
        take(bring(examples.plausible_portal_csv(12), accreditor="skj"))
    assert len(activities(person)) == 12


def test_an_import_that_broke_off_goes_on_where_it_was(person: Any, account: Any, bring: Bring) -> None:
    from vakwerk.apps.portals import taking

    import_id = bring(examples.plausible_portal_csv(10), accreditor="skj")
    taking.begin(person=person, import_id=import_id, without_rest=False)
    progress = taking.take_batch(person=person, import_id=import_id, actor=account, most=4)
    assert (progress.done, progress.left) == (4, 6)
    taking.stop(person=person, import_id=import_id)
    assert batch_of(import_id).stage == "preview"
    taking.begin(person=person, import_id=import_id, without_rest=False)
    while not taking.take_batch(person=person, import_id=import_id, actor=account, most=4).finished:
        pass
    assert len(activities(person)) == 10


def test_lines_with_faults_wait_unless_somebody_says_the_rest_may_go(
    person: Any, bring: Bring, take: Take
) -> None:
    from vakwerk.apps.portals import actions, refusals

    import_id = bring(b"Datum;Titel\n31-2-2024;A\n25-3-2024;B\n")
    with pytest.raises(refusals.LinesWait):
        take(import_id)
    assert activities(person) == []
    take(import_id, without_rest=True)
    assert [one.title for one in activities(person)] == ["B"]
    assert batch_of(import_id).stage == "preview"
    actions.correct_line(person=person, import_id=import_id, number=2, texts={"completed_on": "28-2-2024"})
    take(import_id)
    assert [one.title for one in activities(person)] == ["A", "B"]
    assert batch_of(import_id).stage == "done"


def test_two_portals_that_disagree_are_asked_and_become_one_fact(
    person: Any, account: Any, bring: Bring, take: Take
) -> None:
    from vakwerk.apps.dossier import queries
    from vakwerk.apps.portals import actions, refusals

    kept(person, account, accreditations=(Accreditation(by="skj", id="1"),))
    import_id = bring(
        b"Datum;Titel;Soort;Uren;Accreditatienummer\n13-3-2024;Meldcode;Cursus;8;NVO: 9\n", accreditor="nvo"
    )
    assert line(import_id, 2).state == "alike"
    with pytest.raises(refusals.NothingToTake):
        take(import_id, without_rest=True)
    actions.decide_line(
        person=person, import_id=import_id, number=2, choice="same", picks={"minutes": "theirs"}
    )
    take(import_id)
    (one,) = activities(person)
    assert one.minutes == 480
    assert [(mark.by, mark.id) for mark in one.accreditations] == [("skj", "1"), ("nvo", "9")]
    page = queries.fact(person, "ours")
    assert page is not None
    assert "eigen notitie" in page.latest.note
    assert "Duur elders: 6 uur" in page.latest.note
    assert "lijst.csv" in page.latest.note


def test_a_line_that_is_something_else_becomes_a_fact_of_its_own(
    person: Any, account: Any, bring: Bring, take: Take
) -> None:
    from vakwerk.apps.portals import actions

    kept(person, account)
    import_id = bring(b"Datum;Titel;Uren\n13-3-2024;Meldcode verdieping;3\n", kind="course")
    assert line(import_id, 2).state == "alike"
    actions.decide_line(person=person, import_id=import_id, number=2, choice="other")
    take(import_id)
    assert len(activities(person)) == 2


def test_a_number_of_a_second_register_is_added_to_the_one_fact(
    person: Any, account: Any, bring: Bring, take: Take
) -> None:
    kept(person, account, accreditations=(Accreditation(by="skj", id="1"),))
    import_id = bring(
        b"Datum;Titel;Soort;Uren;Accreditatienummer\n13-3-2024;Meldcode;Cursus;6;9\n", accreditor="nvo"
    )
    assert line(import_id, 2).state == "adds"
    take(import_id)
    (one,) = activities(person)
    assert [mark.by for mark in one.accreditations] == ["skj", "nvo"]


def test_what_came_into_the_dossier_meanwhile_is_not_doubled(
    person: Any, account: Any, bring: Bring, take: Take
) -> None:
    data = b"Datum;Titel;Soort;Uren\n13-3-2024;Meldcode;Cursus;6\n"
    import_id = bring(data)
    kept(person, account)
    take(import_id)
    assert len(activities(person)) == 1


def test_what_a_portal_refused_is_left_out(person: Any, bring: Bring, take: Take) -> None:
    take(bring(b"Datum;Titel;Status\n13-3-2024;A;Afgekeurd\n14-3-2024;B;Goedgekeurd\n"))
    assert [one.title for one in activities(person)] == ["B"]


def test_from_a_calendar_only_what_is_ticked_comes_in(person: Any, bring: Bring, take: Take) -> None:
    from vakwerk.apps.portals import actions

    import_id = bring(examples.calendar(), "agenda.ics", kind="intervision")
    actions.take_lines(person=person, import_id=import_id, shown=[2, 3, 4], taken=[3])
    take(import_id)
    (one,) = activities(person)
    assert (one.kind, one.completed_on, one.minutes) == ("intervision", dt.date(2026, 2, 9), 120)


def test_all_of_it_or_one_line_is_taken_back(person: Any, account: Any, bring: Bring, take: Take) -> None:
    from vakwerk.apps.portals import taking

    kept(person, account, accreditations=(Accreditation(by="skj", id="1"),))
    import_id = bring(
        b"Datum;Titel;Soort;Uren;Accreditatienummer\n13-3-2024;Meldcode;Cursus;6;9\n"
        b"14-6-2024;Iets;Cursus;6;10\n15-9-2024;Nog iets;Cursus;6;11\n",
        accreditor="nvo",
    )
    take(import_id)
    taking.undo_line(person=person, import_id=import_id, number=4, actor=account)
    assert [one.title for one in activities(person)] == ["Meldcode", "Iets"]
    taking.begin_undo(person=person, import_id=import_id)
    while not taking.undo_batch(person=person, import_id=import_id, actor=account, most=1).finished:
        pass
    (one,) = activities(person)
    assert [mark.by for mark in one.accreditations] == ["skj"]
    assert batch_of(import_id).stage == "undone"


def test_what_was_changed_by_hand_since_is_not_undone(
    person: Any, account: Any, bring: Bring, take: Take
) -> None:
    from dataclasses import replace

    from vakwerk.apps.dossier import actions
    from vakwerk.apps.portals import taking

    kept(person, account)
    import_id = bring(b"Datum;Titel;Soort;Uren;Aanbieder\n13-3-2024;Meldcode;Cursus;6;Academie\n")
    take(import_id)
    (one,) = activities(person)
    actions.change_fact(
        person=person,
        fact_id="ours",
        fact=replace(one, title="Eigen titel"),
        actor=account,
        expected_version=2,
    )
    taking.undo_line(person=person, import_id=import_id, number=2, actor=account)
    assert activities(person)[0].title == "Eigen titel"


def test_columns_are_remembered_until_they_are_forgotten(person: Any, bring: Bring) -> None:
    from vakwerk.apps.portals import actions, queries

    bring(examples.plausible_portal_csv(3), accreditor="skj")
    again = actions.start_import(person=person, data=examples.plausible_portal_csv(2, seed=9), name="b.csv")
    assert batch_of(again).mapping["accreditor"] == "skj"
    ((key, _name, _used),) = queries.mappings_of(person)
    actions.forget_mapping(person=person, mapping_id=key)
    third = actions.start_import(person=person, data=examples.plausible_portal_csv(2, seed=9), name="b.csv")
    assert batch_of(third).mapping["accreditor"] == ""


def test_our_own_dossier_comes_in_with_everything_but_what_is_there(
    person: Any, account: Any, bring: Bring, take: Take
) -> None:
    from vakwerk.apps.dossier import queries
    from vakwerk.core.dossier import Dossier, write_dossier

    course = kept(person, account)
    held = Recognition(
        id="r", norm="skj-jeugd-en-gezinsprofessional", since=dt.date(2022, 1, 1), number="123"
    )
    more = Activity(id="x", kind="intervision", title="Team", completed_on=DAY, minutes=120)
    dossier = Dossier(person="p", activities=(course, more), recognitions=(held,))
    take(bring(write_dossier(dossier).encode(), "dossier.json"))
    found = queries.dossier_of(person)
    assert len(found.activities) == 2
    assert found.recognitions[0].number == "123"


def test_an_import_that_is_left_lying_is_thrown_away(person: Any, bring: Bring) -> None:
    from django_tasks_db.models import DBTaskResult

    from vakwerk.apps.people import daily
    from vakwerk.apps.people.waiting import waiting_for
    from vakwerk.apps.portals import queries, tasks
    from vakwerk.apps.portals.models import Import

    import_id = bring(examples.plausible_portal_csv(3), accreditor="skj")
    today = dt.date(2026, 11, 24)
    assert "lijst.csv" in waiting_for(person.id, today)[0].text
    later = today + dt.timedelta(days=31)
    assert waiting_for(person.id, later) == []
    assert queries.find_import(person, import_id, later) is None
    with time_machine.travel(dt.datetime(2026, 12, 24, 12, tzinfo=dt.UTC)):
        assert tasks.forget_old_imports.call() == 0, "on its last day it is still there"
    with time_machine.travel(dt.datetime(2026, 12, 25, 12, tzinfo=dt.UTC)):
        daily.ask_all()
        assert DBTaskResult.objects.filter(task_path=tasks.forget_old_imports.module_path).count() == 1
        assert tasks.forget_old_imports.call() == 1
    assert not Import.objects.exists()


def test_five_thousand_lines_come_in_within_seconds(person: Any, bring: Bring, take: Take) -> None:
    import time

    begun = time.perf_counter()
    import_id = bring(examples.plausible_portal_csv(5_000), accreditor="skj")
    seen = time.perf_counter()
    take(import_id)
    done = time.perf_counter()
    print(f"5,000 lines: read, named and compared in {seen - begun:.1f} s, taken over in {done - seen:.1f} s")
    assert len(activities(person)) == 5_000


def test_everything_kept_is_in_the_copy_and_goes_with_an_erasure(
    person: Any, bring: Bring, take: Take
) -> None:
    from vakwerk.apps.people.stores import stores
    from vakwerk.apps.portals.models import HandedIn, Import, ImportLine, Mapping

    take(bring(examples.plausible_portal_csv(12), accreditor="skj"))
    store = next(one for one in stores() if one.name == "portals")
    copy = store.export(person.id)
    assert copy["imports"][0]["lines"][0]["result"] == "added"
    assert copy["columns"][0]["headings"][0] == "Datum"
    assert store.erase(person.id, dt.datetime(2026, 11, 24, tzinfo=dt.UTC)) == 14
    assert not any(table.objects.exists() for table in (Import, ImportLine, Mapping, HandedIn))
