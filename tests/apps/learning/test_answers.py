"""The same or another, mine or not mine, objections and their answers: the person decides about the own dossier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from tests.apps.learning.conftest import DAY, NOW, add_number, lines, make_professional, post

from vakwerk.apps.dossier import actions as dossier
from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.dossier.about import remarks_about
from vakwerk.apps.learning import keeping, line_actions, own_actions, queries, refusals, telling
from vakwerk.apps.people.waiting import waiting_for
from vakwerk.core.dossier import Activity

OWN = Activity(id="own", kind="course", title="Werken met de meldcode", completed_on=DAY, minutes=200)


def activities(person: Any) -> tuple[Activity, ...]:
    return dossiers.dossier_of(person).activities


def texts(person: Any) -> list[str]:
    return [one.text for one in waiting_for(person.pk, NOW.date())]


def asked_line(academy: Any, course: Any, samira: Any) -> Any:
    dossier.record_fact(person=samira, fact=OWN, actor=samira.account, at=NOW)
    return lines(post(academy, course, "100012345; Bakkali"))[0]


def again(line: Any) -> Any:
    return queries.line(line.pk)


def posted_line(academy: Any, course: Any) -> Any:
    return lines(post(academy, course, "100012345; Bakkali"))[0]


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from django.utils import timezone, translation

    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with translation.override("en"):
        yield


def test_the_same_becomes_one_fact_with_the_providers_confirmation(
    academy: Any, course: Any, samira: Any
) -> None:
    line = asked_line(academy, course, samira)
    own_actions.say_same(line=line, person=samira, actor=samira.account, at=NOW)
    (fact,) = activities(samira)
    assert (fact.id, fact.minutes) == ("own", 200)
    assert [one.id for one in fact.accreditations] == ["123456"]
    assert [one.by for one in fact.confirmations] == ["Academie Voorbeeld (fictief)"]
    page = dossiers.fact(samira, "own")
    assert page is not None
    assert page.latest.source == "self"
    line_actions.withdraw_line(line=line, actor=academy[0], at=NOW)
    (fact,) = activities(samira)
    assert (fact.accreditations, fact.confirmations) == ((), ()), (
        "what the provider added goes, the own fact stays"
    )
    line_actions.put_back_line(line=line, actor=academy[0], at=NOW)
    assert [one.id for one in activities(samira)[0].accreditations] == ["123456"]


def test_another_course_becomes_a_second_fact(academy: Any, course: Any, samira: Any) -> None:
    line = asked_line(academy, course, samira)
    assert any("Is that what you already added" in text for text in texts(samira))
    own_actions.say_other(line=line, person=samira, actor=samira.account, at=NOW)
    assert len(activities(samira)) == 2
    assert texts(samira) == []
    with pytest.raises(refusals.LineNotOpen):
        own_actions.say_same(line=line, person=samira, actor=samira.account, at=NOW)


def test_the_same_as_what_was_taken_out_meanwhile_stands_by_itself(
    academy: Any, course: Any, samira: Any
) -> None:
    line = asked_line(academy, course, samira)
    dossier.withdraw_fact(person=samira, fact_id="own", actor=samira.account, at=NOW)
    own_actions.say_same(line=line, person=samira, actor=samira.account, at=NOW)
    assert [fact.minutes for fact in activities(samira)] == [180]


def test_a_wrong_number_is_corrected_by_the_provider(academy: Any, course: Any, samira: Any) -> None:
    line = lines(post(academy, course, "100012346; Bakkali; s@example.org"))[0]
    assert line_actions.correct_line(
        line=line, number="nog fout 1", name="Bakkali", actor=academy[0], at=NOW
    ) == ("unknown")
    assert line_actions.correct_line(
        line=line, number="100012345", name="Bakkali", actor=academy[0], at=NOW
    ) == ("posted")
    assert again(line).typed_email == ""
    assert len(activities(samira)) == 1
    assert queries.owed_by([academy[1]]).count() == 0


def test_a_line_without_a_person_can_be_closed(academy: Any, course: Any) -> None:
    line = lines(post(academy, course, "999; Wie Weet; w@example.org"))[0]
    assert queries.owed_by([academy[1]]).count() == 1
    line_actions.close_line(line=line, actor=academy[0], at=NOW)
    assert (again(line).state, again(line).typed_email) == ("closed", "")
    with pytest.raises(refusals.LineNotOpen):
        line_actions.correct_line(line=line, number="1", name="x", actor=academy[0], at=NOW)


def test_who_adds_the_number_later_is_asked_and_says_yes(academy: Any, course: Any) -> None:
    line = lines(post(academy, course, "888; N. Bakker"))[0]
    noor = make_professional("Noor", "Bakker", "")
    stranger = make_professional("Jan", "Groot", "888", norm="iets")
    assert texts(noor) == []
    add_number(noor, "BIG 888")
    assert any("Is that you?" in text for text in texts(noor))
    assert texts(stranger) == [], "the number alone is not enough"
    with pytest.raises(refusals.NotYours):
        own_actions.claim(line=line, person=stranger, actor=stranger.account, at=NOW)
    own_actions.claim(line=line, person=noor, actor=noor.account, at=NOW)
    assert len(activities(noor)) == 1
    assert texts(noor) == []


def test_who_says_no_is_not_asked_again(academy: Any, course: Any) -> None:
    line = lines(post(academy, course, "888; N. Bakker"))[0]
    noor = make_professional("Noor", "Bakker", "888")
    own_actions.not_mine(line=line, person=noor, at=NOW)
    assert texts(noor) == []
    assert again(line).state == "unknown"


def test_an_objection_stops_it_counting_at_once_and_the_provider_owes_an_answer(
    academy: Any, course: Any, samira: Any
) -> None:
    line = posted_line(academy, course)
    own_actions.object_to(
        line=line, person=samira, reason="absent", text="Ik was ziek", actor=samira.account, at=NOW
    )
    assert not activities(samira)
    assert [one.pk for one in queries.owed_by([academy[1]])] == [line.pk]
    with pytest.raises(dossier.refusals.TakenBackByProvider):
        dossier.restore_fact(person=samira, fact_id=line.fact_id, actor=samira.account, at=NOW)
    with pytest.raises(refusals.LineNotOpen):
        own_actions.object_to(line=line, person=samira, reason="absent", actor=samira.account, at=NOW)


def objected(academy: Any, course: Any, samira: Any) -> tuple[Any, Any]:
    line = posted_line(academy, course)
    made = own_actions.object_to(line=line, person=samira, reason="length", actor=samira.account, at=NOW)
    return line, made


def test_upheld_it_stays_out(academy: Any, course: Any, samira: Any) -> None:
    line, made = objected(academy, course, samira)
    line_actions.answer_objection(objection=made, outcome="upheld", answer="", actor=academy[0], at=NOW)
    assert not activities(samira)
    assert again(line).state == "withdrawn"
    assert any("does not count any more" in text for text in texts(samira))
    with pytest.raises(refusals.LineNotOpen):
        line_actions.put_back_line(line=line, actor=academy[0], at=NOW)


def test_upheld_and_corrected_it_stands_as_it_should(academy: Any, course: Any, samira: Any) -> None:
    line, made = objected(academy, course, samira)
    line_actions.answer_objection(
        objection=made,
        outcome="corrected",
        answer="",
        minutes=120,
        completed_on=DAY,
        actor=academy[0],
        at=NOW,
    )
    assert [fact.minutes for fact in activities(samira)] == [120]
    assert again(line).state == "posted"


@pytest.mark.parametrize(("decision", "stands"), [("taken", 1), ("left", 0)])
def test_rejected_the_person_decides(
    academy: Any, course: Any, samira: Any, decision: str, stands: int
) -> None:
    line, made = objected(academy, course, samira)
    with pytest.raises(refusals.AnswerMissing):
        line_actions.answer_objection(
            objection=made, outcome="rejected", answer=" ", actor=academy[0], at=NOW
        )
    line_actions.answer_objection(
        objection=made, outcome="rejected", answer="U tekende.", actor=academy[0], at=NOW
    )
    assert not activities(samira)
    assert any("You decide" in text for text in texts(samira))
    own_actions.decide(line=line, person=samira, decision=decision, actor=samira.account, at=NOW)
    assert len(activities(samira)) == stands
    assert texts(samira) == []


def test_nobody_answers_for_somebody_else(
    academy: Any, other_academy: Any, course: Any, samira: Any, kevin: Any
) -> None:
    line = posted_line(academy, course)
    with pytest.raises(refusals.NotYours):
        own_actions.object_to(line=line, person=kevin, reason="absent", actor=kevin.account, at=NOW)
    made = own_actions.object_to(line=line, person=samira, reason="absent", actor=samira.account, at=NOW)
    with pytest.raises(refusals.NotYourOrganisation):
        line_actions.answer_objection(
            objection=made, outcome="upheld", answer="", actor=other_academy[0], at=NOW
        )


def test_the_fact_itself_says_where_it_comes_from(academy: Any, course: Any, samira: Any, kevin: Any) -> None:
    line = posted_line(academy, course)
    (remark,) = remarks_about(samira.pk, line.fact_id)
    assert "Academie Voorbeeld" in remark.text
    assert str(line.pk) in remark.href
    assert remarks_about(kevin.pk, line.fact_id) == []


def test_much_that_is_new_is_told_in_one_line(
    academy: Any, course: Any, samira: Any, django_assert_max_num_queries: Any
) -> None:
    for day in range(1, 6):
        post(academy, course, "100012345; Bakkali", completed_on=dt.date(2026, 10, 4 * day))
    with django_assert_max_num_queries(3):
        assert len(telling.waiting_for(samira.pk, NOW.date())) == 1
    line = lines(post(academy, course, "100012345; Bakkali"))[0]
    own_actions.mark_seen(line=line, person=samira, at=NOW)
    assert again(line).seen_at == NOW


def test_erasing_takes_out_who_it_was_and_the_copy_was_whole(academy: Any, course: Any, samira: Any) -> None:
    line, _made = objected(academy, course, samira)
    (copy,) = keeping.export_lines(samira.pk)
    assert (copy["offering"], copy["objections"][0]["reason"]) == ("Werken met de meldcode", "length")
    assert keeping.erase_lines(samira.pk, NOW) == 1
    left = again(line)
    assert (left.state, left.person_id, left.typed_name, left.typed_number) == ("erased", None, "", "")
    assert keeping.export_lines(samira.pk) == []
