"""Who was there has it at once; who is not found is not lost; nothing is doubled."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.apps.learning.conftest import (
    DAY,
    NOW,
    NVO,
    SKJ,
    add_number,
    lines,
    make_offering,
    make_professional,
    post,
)

from vakwerk.apps.dossier import actions as dossier
from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.learning import actions, limits, queries, refusals
from vakwerk.apps.learning.models import AttendanceLine
from vakwerk.apps.people import actions as people_actions
from vakwerk.apps.people import queries as people
from vakwerk.core.dossier import Activity

BOTH = "100012345; S. Bakkali\nfictief-4711; Kevin Jansen"


def activities(person: Any) -> tuple[Activity, ...]:
    return dossiers.dossier_of(person).activities


def states(done: Any) -> list[str]:
    return [line.state for line in lines(done)]


def test_who_was_there_has_it_at_once_with_accreditation_and_confirmation(
    academy: Any, course: Any, samira: Any, kevin: Any
) -> None:
    done = post(academy, course, BOTH)
    assert states(done) == ["posted", "posted"]
    (fact,) = activities(samira)
    assert (fact.title, fact.minutes, fact.completed_on) == ("Werken met de meldcode", 180, DAY)
    assert [(one.by, one.id) for one in fact.accreditations] == [("skj", "123456")]
    assert [one.by for one in fact.confirmations] == ["Academie Voorbeeld (fictief)"]
    assert "provider" in {entry.source for entry in dossiers.timeline(samira)}
    page = dossiers.fact(samira, fact.id)
    assert page is not None
    assert page.latest.source == "provider"
    assert len(activities(kevin)) == 1


def test_everybody_on_the_list_reads_who_posted_it(academy: Any, course: Any, samira: Any) -> None:
    post(academy, course, BOTH)
    (look,) = people.looks_at(person=samira)
    assert look.organisation == "Academie Voorbeeld (fictief)"


def test_an_accreditation_counts_only_on_the_days_it_holds(academy: Any, course: Any, samira: Any) -> None:
    post(academy, course, BOTH, completed_on=dt.date(2025, 12, 31))
    assert activities(samira)[0].accreditations == ()


def test_the_same_list_twice_changes_nothing(academy: Any, course: Any, samira: Any, kevin: Any) -> None:
    first = post(academy, course, BOTH)
    again = post(academy, course, "\n".join(reversed(BOTH.splitlines())))
    assert (again.list_id, again.again) == (first.list_id, True)
    assert len(activities(samira)) == 1
    assert AttendanceLine.objects.count() == 2


def test_a_longer_version_of_a_list_posts_only_who_is_new(
    academy: Any, course: Any, samira: Any, kevin: Any
) -> None:
    post(academy, course, "100012345; S. Bakkali\n999; Wie Weet")
    longer = post(academy, course, f"{BOTH}\n999; Wie Weet")
    assert states(longer) == ["twice", "posted", "twice"]
    assert len(activities(samira)) == len(activities(kevin)) == 1


def test_somebody_on_the_list_twice_has_it_once(academy: Any, course: Any, samira: Any) -> None:
    add_number(samira, "NVO-77", norm=NVO)
    assert states(post(academy, course, "100012345; S. Bakkali\n77; Bakkali\n100012345; S. Bakkali")) == [
        "posted",
        "twice",
        "twice",
    ]
    assert len(activities(samira)) == 1


def test_a_wrong_number_and_another_name_find_nobody(academy: Any, course: Any, samira: Any) -> None:
    done = post(academy, course, "100012346; S. Bakkali; s@example.org\n100012345; Kees de Groot")
    assert states(done) == ["unknown", "name-differs"]
    assert not activities(samira)
    assert people.looks_at(person=samira) == []
    assert lines(done)[0].typed_email == "s@example.org"


def test_one_number_in_two_registers_belongs_to_whom_the_name_fits_else_to_the_accreditors_register(
    academy: Any, course: Any
) -> None:
    first = make_professional("Ans", "Visser", "5000", norm=SKJ)
    second = make_professional("Bea", "Visser", "5000", norm=NVO)
    third = make_professional("Cor", "Mulder", "5000", norm="registerplein")
    done = post(academy, course, "5000; Mulder\n5000; Visser")
    assert [line.person_id for line in lines(done)] == [third.pk, first.pk]
    unaccredited = make_offering(academy, title="Iets anders")
    unaccredited.accreditations.all().delete()
    again = post(academy, queries.offering(unaccredited.pk), "5000; Visser")
    assert states(again) == ["ambiguous"]
    assert not activities(second)


def test_a_number_a_register_gave_wins_from_one_somebody_filled_in(academy: Any, course: Any) -> None:
    real = make_professional("Dirk", "Smit", "")
    add_number(real, "VW-000123-6", norm="brede-registratie", source="register")
    make_professional("Dora", "Smit", "1236")
    done = post(academy, course, "VW-000123-6; Smit")
    assert lines(done)[0].person_id == real.pk


def test_what_somebody_entered_alone_is_not_doubled(academy: Any, course: Any, samira: Any) -> None:
    own = Activity(id="own", kind="course", title="Meldcode, werken met", completed_on=DAY, minutes=200)
    dossier.record_fact(person=samira, fact=own, actor=samira.account, at=NOW)
    done = post(academy, course, "100012345; S. Bakkali")
    assert states(done) == ["asked"]
    assert [fact.id for fact in activities(samira)] == ["own"]
    kept = queries.attendance_list(done.list_id)
    assert kept is not None
    assert queries.counts_of(kept) == {"posted": 1}, "the provider does not read what is in a dossier"
    assert queries.seen(lines(done)[0]).state == "posted"


def test_nobody_finds_out_by_trying(
    academy: Any, course: Any, samira: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MISSES", limits.Allowance("misses", 3, 86_400))
    tried = "\n".join(f"{number}; Bakkali" for number in range(100012343, 100012349))
    with pytest.raises(refusals.TooManyMisses) as refused:
        post(academy, course, tried)
    assert "3" in refused.value.message
    assert not activities(samira), "nothing is posted, so nothing is told"
    with pytest.raises(refusals.TooManyMisses):
        post(academy, course, "1; Bakkali")
    monkeypatch.setattr(limits, "LINES", limits.Allowance("lines", 7, 3600))
    with pytest.raises(refusals.TooManyAsked):
        post(academy, course, "100012345; Bakkali")


def test_only_the_organisation_itself_posts_and_only_as_long_as_the_role_lasts(
    academy: Any, other_academy: Any, course: Any, samira: Any
) -> None:
    with pytest.raises(refusals.NotYourOrganisation):
        post(academy, course, BOTH, actor=other_academy[0])
    grant = people.grants_of(account=academy[0], on=NOW.date()).get()
    people_actions.end_role(grant=grant, until_date=dt.date(2026, 11, 1))
    with pytest.raises(refusals.NotYourOrganisation):
        post(academy, course, BOTH)
    assert not activities(samira)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"completed_on": dt.date(2026, 12, 24)}, refusals.ImpossibleDays),
        ({"minutes": 60 * 30}, refusals.ImpossibleDays),
    ],
)
def test_what_can_not_be_is_refused(academy: Any, course: Any, samira: Any, more: Any, refusal: Any) -> None:
    with pytest.raises(refusal):
        post(academy, course, BOTH, **more)
    with pytest.raises(refusals.NothingToPost):
        post(academy, course, "")


def test_withdrawing_a_list_takes_every_fact_back_and_it_can_be_posted_again(
    academy: Any, course: Any, samira: Any, kevin: Any
) -> None:
    done = post(academy, course, f"{BOTH}\n999; Wie Weet; w@example.org")
    kept = queries.attendance_list(done.list_id)
    assert actions.withdraw_list(kept=kept, actor=academy[0], at=NOW) == 2
    assert not activities(samira)
    assert states(done) == ["withdrawn", "withdrawn", "closed"]
    assert lines(done)[2].typed_email == ""
    fact_id = f"attendance:{lines(done)[0].pk}"
    with pytest.raises(dossier.refusals.TakenBackByProvider):
        dossier.restore_fact(person=samira, fact_id=fact_id, actor=samira.account, at=NOW)
    with pytest.raises(refusals.ListWithdrawn):
        actions.withdraw_list(kept=kept, actor=academy[0], at=NOW)
    again = post(academy, course, BOTH)
    assert not again.again
    assert len(activities(samira)) == 1


def test_a_corrected_list_is_followed_except_by_what_the_owner_took_out(
    academy: Any, course: Any, samira: Any, kevin: Any
) -> None:
    done = post(academy, course, BOTH)
    first = lines(done)[1]
    dossier.withdraw_fact(person=kevin, fact_id=first.fact_id, actor=kevin.account, at=NOW)
    actions.correct_list(
        kept=queries.attendance_list(done.list_id), edition="", started_on=None,
        completed_on=dt.date(2026, 11, 19), minutes=240, actor=academy[0], at=NOW,
    )  # fmt: skip
    assert [(one.minutes, one.completed_on.day) for one in activities(samira) if one.completed_on] == [
        (240, 19)
    ]
    assert not activities(kevin)


def test_the_database_refuses_a_line_that_can_not_be(academy: Any, course: Any, samira: Any) -> None:
    line = lines(post(academy, course, BOTH))[0]
    for wrong in (
        {"state": "posted", "fact_id": ""},
        {"typed_email": "a@b.nl"},
        {"state": "x"},
        {"minutes": 0},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            AttendanceLine.objects.filter(pk=line.pk).update(**wrong)


def test_a_list_of_forty_asks_the_database_no_more_than_a_list_of_four(academy: Any, course: Any) -> None:
    for number in range(44):
        make_professional(f"P{number}", f"Naam{'abcdefghij'[number % 10]}zz", f"7000{number:02}")
    names = {number: f"Naam{'abcdefghij'[number % 10]}zz" for number in range(44)}

    def asked(numbers: range) -> int:
        text = "\n".join(f"7000{number:02}; {names[number]}" for number in numbers)
        with CaptureQueriesContext(connection) as seen:
            done = post(academy, course, text)
        assert set(states(done)) == {"posted"}
        return len(seen)

    few = asked(range(4))
    # SQLite takes many rows in a few statements more; forty people one by one would be hundreds.
    assert asked(range(4, 44)) <= few + 10
