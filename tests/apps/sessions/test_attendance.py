"""One records, the others confirm: one session in every dossier, and no dossier says what is not so."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

import pytest
from tests.apps.sessions.conftest import NOW, TODAY, fact_of, make_person, record, vouched

from vakwerk.apps.dossier import actions as dossier
from vakwerk.apps.sessions import actions, attending, groups, queries, refusals
from vakwerk.apps.sessions.finding import waiting_in_sessions
from vakwerk.apps.sessions.models import Attendance, SharedSession

pytestmark = pytest.mark.django_db


def _yes(session_id: uuid.UUID, *people: Any) -> None:
    for person in people:
        attending.confirm(session_id=session_id, person=person, at=NOW)


def _place(session_id: uuid.UUID, person: Any) -> Attendance:
    return Attendance.objects.get(session_id=session_id, person=person)


def test_the_recorder_has_it_at_once_and_the_others_when_they_say_yes(
    five: list[Any], group: uuid.UUID
) -> None:
    noor, sam, wim, _tess, _bo = five
    made = record(noor, group)
    page = fact_of(noor, made)
    assert (page.fact.minutes, page.fact.completed_on, page.latest.source) == (120, TODAY, "self")
    assert page.fact.confirmations == ()
    assert fact_of(sam, made) is None
    _yes(made, sam)
    assert fact_of(sam, made).latest.source == "colleague"
    assert (vouched(noor, made), vouched(sam, made)) == (["Sam"], ["Noor"])
    _yes(made, wim)
    assert (vouched(noor, made), vouched(sam, made)) == (["Sam", "Wim"], ["Noor", "Wim"])
    assert vouched(wim, made) == ["Noor", "Sam"]


def test_confirming_twice_is_the_same_as_once(five: list[Any], group: uuid.UUID) -> None:
    made = record(five[0], group)
    _yes(made, five[1])
    versions = len(fact_of(five[0], made).history)
    assert attending.confirm(session_id=made, person=five[1], at=NOW) is False
    assert len(fact_of(five[0], made).history) == versions


def test_sent_twice_it_is_recorded_once(five: list[Any], group: uuid.UUID) -> None:
    number = uuid.uuid4()
    assert record(five[0], group, session_id=number) == record(five[0], group, session_id=number)
    assert SharedSession.objects.count() == 1
    with pytest.raises(refusals.NoSuchSession):
        record(five[1], group, session_id=number)


def test_who_was_taken_off_the_list_is_not_asked(five: list[Any], group: uuid.UUID) -> None:
    made = record(five[0], group, absent=[five[4].id])
    assert waiting_in_sessions(five[4].id, TODAY) == []
    (asked,) = waiting_in_sessions(five[1].id, TODAY)
    assert "Was je erbij" in asked.text
    assert [answer.href.rsplit("/", 1)[1] for answer in asked.answers] == ["erbij", "niet-erbij"]
    with pytest.raises(refusals.NotListed):
        attending.confirm(session_id=made, person=five[4], at=NOW)


def test_who_says_no_disappears_from_every_proof(five: list[Any], group: uuid.UUID) -> None:
    noor, sam, wim, *_ = five
    made = record(noor, group)
    _yes(made, sam, wim)
    attending.deny(session_id=made, person=sam, at=NOW)
    assert fact_of(sam, made).withdrawn
    assert (vouched(noor, made), vouched(wim, made)) == (["Wim"], ["Noor"])
    _yes(made, sam)
    assert not fact_of(sam, made).withdrawn
    assert (vouched(noor, made), vouched(sam, made)) == (["Sam", "Wim"], ["Noor", "Wim"])


def test_what_the_owner_changed_meanwhile_stays(five: list[Any], group: uuid.UUID) -> None:
    noor, sam, *_ = five
    made = record(noor, group)
    page = fact_of(noor, made)
    own = replace(page.fact, title="Over grenzen", minutes=90, topics=frozenset({"ethics"}))
    dossier.change_fact(
        person=noor, fact_id=own.id, fact=own, actor=noor.account, expected_version=1, note="voor mij", at=NOW
    )
    _yes(made, sam)
    kept = fact_of(noor, made)
    assert (kept.fact.title, kept.fact.minutes, kept.fact.topics) == ("Over grenzen", 90, {"ethics"})
    assert (kept.latest.note, vouched(noor, made)) == ("voor mij", ["Sam"])


def test_a_fact_its_owner_withdrew_does_not_come_back(five: list[Any], group: uuid.UUID) -> None:
    made = record(five[0], group)
    dossier.withdraw_fact(person=five[0], fact_id=f"session:{made}", actor=None, at=NOW)
    _yes(made, five[1])
    assert fact_of(five[0], made).withdrawn


def test_who_scans_without_an_invitation_is_added_and_can_be_taken_off_and_object(
    five: list[Any], group: uuid.UUID
) -> None:
    noor, sam, *_ = five
    stranger = make_person("Ika")
    made = record(noor, group)
    token = SharedSession.objects.get(pk=made).token
    assert attending.confirm_by_code(token=token, person=stranger, at=NOW) == (made, True)
    _yes(made, sam)
    assert vouched(sam, made) == ["Ika", "Noor"]
    page = queries.page_of(noor, made)
    assert page is not None
    assert [one.name for one in page.people if not one.was_invited] == ["Ika Vries"]
    place = _place(made, stranger)
    with pytest.raises(refusals.NotTheRecorder):
        attending.mark_absent(session_id=made, by=sam, attendance_id=place.pk, reason="nee", at=NOW)
    with pytest.raises(refusals.TextTooLong):
        attending.mark_absent(session_id=made, by=noor, attendance_id=place.pk, reason=" ", at=NOW)
    attending.mark_absent(session_id=made, by=noor, attendance_id=place.pk, reason="Kende ik niet", at=NOW)
    assert fact_of(stranger, made).withdrawn
    assert vouched(sam, made) == ["Noor"]
    (heard,) = waiting_in_sessions(stranger.id, TODAY)
    assert "Kende ik niet" in heard.text
    with pytest.raises(refusals.NotListed):
        attending.confirm_by_code(token=token, person=stranger, at=NOW)
    attending.object_to_mark(session_id=made, person=stranger, text="Ik zat naast Sam", at=NOW)
    assert waiting_in_sessions(stranger.id, TODAY) == []
    assert any("Ika Vries" in one.text for one in waiting_in_sessions(noor.id, TODAY))
    attending.settle_objection(session_id=made, by=noor, attendance_id=place.pk, was_there=True, at=NOW)
    assert not fact_of(stranger, made).withdrawn
    assert vouched(sam, made) == ["Ika", "Noor"]


def test_an_old_code_lets_in_only_who_is_listed(five: list[Any], group: uuid.UUID) -> None:
    stranger, later = make_person("Ika"), NOW + dt.timedelta(hours=13)
    made = record(five[0], group)
    token = SharedSession.objects.get(pk=made).token
    with pytest.raises(refusals.CodeExpired):
        attending.confirm_by_code(token=token, person=stranger, at=later)
    assert attending.confirm_by_code(token=token, person=five[1], at=later) == (made, True)
    assert _place(made, five[1]).how == "link"
    actions.renew_code(session_id=made, by=five[0], at=later)
    with pytest.raises(refusals.NoSuchSession):
        attending.confirm_by_code(token=token, person=five[2], at=later)


def test_a_planned_session_asks_nothing_until_its_day(five: list[Any], group: uuid.UUID) -> None:
    noor, sam, *_ = five
    made = record(noor, group, on=TODAY + dt.timedelta(days=3))
    then = NOW + dt.timedelta(days=3)
    assert waiting_in_sessions(noor.id, TODAY) == []
    with pytest.raises(refusals.NotHeldYet):
        attending.confirm(session_id=made, person=sam, at=NOW)
    with pytest.raises(refusals.NotHeldYet):
        actions.say_held(session_id=made, by=noor, at=NOW)
    (due,) = waiting_in_sessions(noor.id, then.date())
    assert "doorgegaan" in due.text
    assert waiting_in_sessions(sam.id, then.date()) == []
    actions.say_held(session_id=made, by=noor, at=then)
    actions.say_held(session_id=made, by=noor, at=then)
    assert fact_of(noor, made).fact.completed_on == then.date()
    assert len(waiting_in_sessions(sam.id, then.date())) == 1


def test_a_series_stands_on_every_month_even_on_the_last_day(five: list[Any], group: uuid.UUID) -> None:
    rule = actions.Rule(every=1, unit="months", count=4)
    record(five[0], group, on=dt.date(2027, 1, 31), rule=rule)
    days = list(SharedSession.objects.order_by("on").values_list("on", flat=True))
    assert days == [dt.date(2027, month, day) for month, day in ((1, 31), (2, 28), (3, 31), (4, 30))]
    with pytest.raises(refusals.SeriesImpossible):
        record(five[0], group, rule=actions.Rule(every=0, unit="weeks", count=3))


def test_a_shorter_session_is_shorter_for_all_and_a_longer_one_is_asked_again(
    five: list[Any], group: uuid.UUID
) -> None:
    noor, sam, *_ = five
    made = record(noor, group)
    _yes(made, sam)
    said = actions.Facts(kind="intervision", title="Groep Noord", on=dt.date(2026, 11, 23), minutes=90)
    actions.correct(session_id=made, by=noor, facts=said, at=NOW)
    assert (fact_of(sam, made).fact.minutes, fact_of(sam, made).fact.completed_on) == (90, said.on)
    assert waiting_in_sessions(sam.id, TODAY) == []
    actions.correct(session_id=made, by=noor, facts=replace(said, minutes=180), at=NOW)
    assert (fact_of(noor, made).fact.minutes, fact_of(sam, made).fact.minutes) == (180, 90)
    assert vouched(noor, made) == []  # Sam answered for an hour and a half only
    assert vouched(sam, made) == ["Noor"]
    assert len(waiting_in_sessions(sam.id, TODAY)) == 1
    _yes(made, sam)
    assert fact_of(sam, made).fact.minutes == 180
    assert vouched(noor, made) == ["Sam"]


def test_taking_back_works_for_half_an_hour_and_not_over_the_heads_of_others(
    five: list[Any], group: uuid.UUID
) -> None:
    made = record(five[0], group)
    with pytest.raises(refusals.UndoTooLate):
        actions.undo(session_id=made, by=five[0], at=NOW + dt.timedelta(minutes=31))
    with pytest.raises(refusals.NotTheRecorder):
        actions.undo(session_id=made, by=five[1], at=NOW)
    actions.undo(session_id=made, by=five[0], at=NOW)
    assert fact_of(five[0], made).withdrawn
    with pytest.raises(refusals.SessionCancelled):
        attending.confirm(session_id=made, person=five[1], at=NOW)
    other = record(five[0], group)
    _yes(other, five[1])
    with pytest.raises(refusals.OthersConfirmed, match="Sam Vries"):
        actions.undo(session_id=other, by=five[0], at=NOW)


def test_a_supervisor_vouches_with_the_register_the_group_names(five: list[Any], group: uuid.UUID) -> None:
    habits = groups.Habits(name="Groep Noord", kind="supervision", guide_register="lvsc")
    groups.change_group(group_id=group, by=five[0], habits=habits)
    made = record(five[0], group, kind="supervision")
    _yes(made, five[1])
    attending.choose_part(session_id=made, person=five[1], part="guide", at=NOW)
    assert [one.register for one in fact_of(five[0], made).fact.confirmations] == ["lvsc"]
    assert [one.register for one in fact_of(five[1], made).fact.confirmations] == [None]


def test_a_reflection_is_the_note_of_ones_own_fact(five: list[Any], group: uuid.UUID) -> None:
    noor, sam, *_ = five
    made = record(noor, group)
    with pytest.raises(refusals.NoFactYet):
        attending.write_reflection(session_id=made, person=sam, text="x", expected_version=1, at=NOW)
    _yes(made, sam)
    version = fact_of(sam, made).latest.number
    attending.write_reflection(session_id=made, person=sam, text="Ik zweeg", expected_version=version, at=NOW)
    assert fact_of(sam, made).latest.note == "Ik zweeg"
    assert fact_of(noor, made).latest.note == ""


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"kind": "course"}, refusals.KindUnknown),
        ({"minutes": 0}, refusals.LengthImpossible),
        ({"remote_minutes": 121}, refusals.LengthImpossible),
        ({"on": dt.date(1999, 1, 1)}, refusals.DayImpossible),
        ({"title": "  "}, refusals.TextTooLong),
        ({"title": "a\x00b"}, refusals.TextTooLong),
    ],
)
def test_what_can_not_be_is_not_recorded(
    five: list[Any], wrong: dict[str, Any], refusal: type[refusals.SessionRefusal]
) -> None:
    with pytest.raises(refusal):
        record(five[0], **wrong)
    assert not SharedSession.objects.exists()


def test_somebody_outside_the_group_records_nothing_for_it(five: list[Any], group: uuid.UUID) -> None:
    with pytest.raises(refusals.NoSuchGroup):
        record(make_person("Ika"), group)
