"""What changes a dossier, and what it refuses."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.apps.dossier.conftest import NOW
from tests.apps.dossier.generated import dossiers
from tests.profiles import cases

from vakwerk.apps.dossier import actions, models, queries, refusals
from vakwerk.core.dossier import (
    Absence,
    Accreditation,
    Activity,
    Confirmation,
    Dossier,
    Fact,
    Hardship,
    Measure,
    Recognition,
    Work,
    dossier_from_data,
    to_data,
)

TODAY = dt.date(2026, 11, 24)
COURSE = Activity(
    id="c1",
    kind="course",
    title="Werken met de meldcode",
    completed_on=dt.date(2026, 11, 20),
    minutes=180,
    form="formal",
    topics=frozenset({"law", "safety"}),
    accreditations=(Accreditation(by="skj", id="123"), Accreditation(by="nvo", id="A-7", category="2")),
    confirmations=(Confirmation(by="S. Visser", on=dt.date(2026, 11, 20), register="skj"),),
)


def record(person: Any, fact: Fact, **more: Any) -> actions.Recorded:
    return actions.record_fact(person=person, fact=fact, actor=more.pop("actor", None), at=NOW, **more)


def bare(dossier: Dossier) -> dict[str, Any]:
    """The dossier as data without when it was recorded, facts in order of id."""
    data = to_data(dossier)
    for name, value in data.items():
        if isinstance(value, list):
            data[name] = sorted(({**one, "recorded_at": None} for one in value), key=lambda one: one["id"])
    return data


def test_a_recorded_fact_stands_in_the_dossier_exactly_as_it_was_given(account: Any, person: Any) -> None:
    kept = record(person, COURSE, actor=account, note="voor de SKJ")
    assert kept.version == 1
    assert queries.dossier_of(person).activities == (replace(COURSE, recorded_at=NOW),)
    page = queries.fact(person, "c1")
    assert page is not None
    assert (page.latest.note, page.latest.source, page.latest.recorded_by) == (
        "voor de SKJ",
        "self",
        account.pk,
    )


@pytest.mark.django_db
@given(data=st.data())
@settings(cases(40), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_dossier_that_can_be_true_comes_back_from_the_tables_as_it_went_in(
    data: Any, person: Any
) -> None:
    given_dossier = data.draw(dossiers(str(person.id)))
    with transaction.atomic():
        actions.record_many(
            person=person, facts=list(given_dossier.facts()), actor=None, source="register", at=NOW
        )
        assert bare(queries.dossier_of(person)) == bare(given_dossier)
        dossier_from_data(to_data(queries.dossier_of(person)))
        transaction.set_rollback(True)


def test_a_change_keeps_the_version_before_it(person: Any) -> None:
    record(person, COURSE)
    later = NOW + dt.timedelta(days=1)
    longer = replace(COURSE, minutes=240)
    kept = actions.change_fact(
        person=person, fact_id="c1", fact=longer, actor=None, expected_version=1, at=later
    )
    assert kept.version == 2
    assert queries.dossier_of(person).activities[0].minutes == 240
    assert queries.dossier_of(person, known_at=NOW).activities[0].minutes == 180
    page = queries.fact(person, "c1")
    assert page is not None
    assert [(version.number, version.superseded_at) for version in page.history] == [(2, None), (1, later)]
    assert page.history[1].fact == replace(COURSE, recorded_at=NOW)


def test_nothing_is_known_before_it_was_recorded(person: Any) -> None:
    record(person, COURSE)
    assert queries.dossier_of(person, known_at=NOW - dt.timedelta(seconds=1)) == Dossier(
        person=str(person.id)
    )


def test_a_change_to_an_older_version_is_refused(person: Any) -> None:
    record(person, COURSE)
    changing = {"person": person, "fact_id": "c1", "actor": None, "expected_version": 1, "at": NOW}
    actions.change_fact(fact=replace(COURSE, minutes=240), **changing)
    with pytest.raises(refusals.StaleVersion) as refused:
        actions.change_fact(fact=replace(COURSE, minutes=200), **changing)
    assert refused.value.data == {"fact_id": "c1", "expected": 1, "current": 2}
    assert queries.dossier_of(person).activities[0].minutes == 240


def test_saving_twice_what_stands_already_changes_nothing(person: Any) -> None:
    record(person, COURSE)
    again = actions.change_fact(
        person=person, fact_id="c1", fact=COURSE, actor=None, expected_version=7, at=NOW
    )
    assert again.version == 1
    assert models.ActivityRow.objects.count() == 1


def test_a_withdrawn_fact_is_gone_and_can_be_put_back(account: Any, person: Any) -> None:
    record(person, COURSE, note="blijft")
    actions.withdraw_fact(person=person, fact_id="c1", actor=account, at=NOW + dt.timedelta(hours=1))
    assert queries.dossier_of(person).activities == ()
    assert [entry.fact.id for entry in queries.withdrawn_of(person)] == ["c1"]
    back = actions.restore_fact(person=person, fact_id="c1", actor=account, at=NOW + dt.timedelta(hours=2))
    assert back.version == 2
    assert queries.dossier_of(person).activities == (replace(COURSE, recorded_at=back.fact.recorded_at),)
    page = queries.fact(person, "c1")
    assert page is not None
    assert page.latest.note == "blijft"
    assert [event.name for event in page.events] == [
        "dossier:activity:restore",
        "dossier:activity:withdraw",
        "dossier:activity:record",
    ]
    between = queries.dossier_of(person, known_at=NOW + dt.timedelta(minutes=90))
    assert between.activities == ()


def test_what_stands_can_not_be_put_back(person: Any) -> None:
    record(person, COURSE)
    with pytest.raises(refusals.FactNotWithdrawn):
        actions.restore_fact(person=person, fact_id="c1", actor=None)


@pytest.mark.parametrize(
    ("action", "more"),
    [
        (actions.change_fact, {"fact": COURSE, "expected_version": 1}),
        (actions.withdraw_fact, {}),
        (actions.restore_fact, {}),
    ],
)
def test_what_is_not_there_can_not_be_touched(person: Any, action: Any, more: dict[str, Any]) -> None:
    with pytest.raises(refusals.NoSuchFact):
        action(person=person, fact_id="x", actor=None, **more)


def test_a_fact_of_somebody_else_is_not_there(person: Any, other: Any) -> None:
    record(person, COURSE)
    with pytest.raises(refusals.NoSuchFact):
        actions.withdraw_fact(person=other.person, fact_id="c1", actor=None)
    assert queries.fact(other.person, "c1") is None
    record(other.person, COURSE)  # the same id is free in another dossier


def test_an_id_names_one_fact_only_whatever_its_kind_also_after_withdrawing(person: Any) -> None:
    record(person, COURSE)
    with pytest.raises(refusals.FactExists):
        record(person, Absence(id="c1", kind="sickness", since=TODAY))
    actions.withdraw_fact(person=person, fact_id="c1", actor=None)
    with pytest.raises(refusals.FactExists):
        record(person, COURSE)


def test_many_facts_are_recorded_all_or_none(person: Any) -> None:
    future = replace(COURSE, id="c2", completed_on=TODAY + dt.timedelta(days=1))
    with pytest.raises(refusals.ImpossibleFact):
        actions.record_many(person=person, facts=[COURSE, future], actor=None, at=NOW)
    assert queries.dossier_of(person) == Dossier(person=str(person.id))
    assert not models.DossierEvent.objects.exists()
    with pytest.raises(refusals.FactExists):
        actions.record_many(person=person, facts=[COURSE, COURSE], actor=None, at=NOW)


@pytest.mark.parametrize(
    ("fact", "code", "field"),
    [
        (replace(COURSE, completed_on=TODAY + dt.timedelta(days=1)), "future", "completed_on"),
        (replace(COURSE, started_on=dt.date(2026, 11, 21)), "end-before-start", "completed_on"),
        (replace(COURSE, minutes=24 * 60 + 1), "too-long", "minutes"),
        (replace(COURSE, remote_minutes=181), "remote-too-long", "remote_minutes"),
        (Work(id="w", role="other", since=TODAY + dt.timedelta(days=1)), "work-in-future", "since"),
        (Work(id="w", role="other", since=TODAY, until=TODAY), "end-before-start", "until"),
        (Absence(id="a", kind="leave", since=TODAY, until=TODAY), "end-before-start", "until"),
        (
            Recognition(id="r", norm="skj", since=dt.date(2020, 1, 1), until=dt.date(2019, 1, 1)),
            "end-before-start",
            "until",
        ),
    ],
)
def test_what_can_not_be_true_is_refused_with_its_field_and_a_sentence(
    person: Any, fact: Fact, code: str, field: str
) -> None:
    with pytest.raises(refusals.ImpossibleFact) as refused:
        record(person, fact)
    assert [(finding.code, finding.field) for finding in refused.value.findings] == [(code, field)]
    assert len(refused.value.message) > 20
    assert not queries.known_ids(person, [fact.id])


def test_work_that_makes_a_week_longer_than_a_week_is_refused_with_the_sum(person: Any) -> None:
    first = Work(id="w1", role="sociaal-werker", since=dt.date(2020, 1, 1), minutes_per_week=100 * 60)
    record(person, first)
    second = replace(first, id="w2", since=dt.date(2024, 1, 1), minutes_per_week=70 * 60)
    with pytest.raises(refusals.ImpossibleFact) as refused:
        record(person, second)
    assert dict(refused.value.findings[0].data) == {"day": "2024-01-01", "load": 170 * 60}
    record(person, replace(second, minutes_per_week=68 * 60))


def test_an_earlier_start_that_pushes_later_work_over_the_week_is_refused_too(person: Any) -> None:
    later = Work(id="w1", role="sociaal-werker", since=dt.date(2024, 1, 1), minutes_per_week=100 * 60)
    record(person, later)
    with pytest.raises(refusals.ImpossibleFact):
        record(person, replace(later, id="w2", since=dt.date(2023, 1, 1)))


def test_putting_back_what_no_longer_fits_is_refused(person: Any) -> None:
    whole = Absence(id="a1", kind="sickness", since=dt.date(2025, 1, 1), until=dt.date(2025, 2, 1))
    record(person, whole)
    actions.withdraw_fact(person=person, fact_id="a1", actor=None)
    record(person, replace(whole, id="a2"))
    with pytest.raises(refusals.ImpossibleFact) as refused:
        actions.restore_fact(person=person, fact_id="a1", actor=None)
    assert refused.value.findings[0].code == "overlapping-absence"


def test_what_is_doubtful_is_kept_and_told(person: Any) -> None:
    kept = record(person, replace(COURSE, minutes=17 * 60))
    assert [doubt.code for doubt in kept.doubts] == ["long-day"]
    assert queries.dossier_of(person).activities[0].minutes == 17 * 60


def test_personal_data_in_a_text_is_pointed_out_and_never_blocks(person: Any) -> None:
    kept = record(person, replace(COURSE, title="Casus cliënt Jan"), note="bel 06-12345678")
    assert [(remark["field"], remark["kind"]) for remark in kept.remarks] == [
        ("title", "name"),
        ("note", "phone"),
    ]
    page = queries.fact(person, "c1")
    assert page is not None
    assert page.latest.remarks == kept.remarks


@pytest.mark.parametrize(
    ("fact", "path"),
    [
        (replace(COURSE, kind="toveren"), "$.kind"),
        (replace(COURSE, minutes=0), "$.minutes"),
        (replace(COURSE, sessions=10_001), "$.sessions"),
        (replace(COURSE, title="a\x00b"), "$.title"),
        (replace(COURSE, title="half \ud800"), "$.title"),
        (replace(COURSE, title="x" * 10_001), "$.title"),
        (replace(COURSE, minutes=None, remote_minutes=2**40), "$.remote_minutes"),
        (replace(COURSE, completed_on=dt.date(1850, 1, 1)), "$.completed_on"),
        (Recognition(id="r", norm="n" * 501, since=TODAY), "$.norm"),
    ],
)
def test_what_no_field_may_hold_is_refused_with_its_path(person: Any, fact: Fact, path: str) -> None:
    with pytest.raises(refusals.UnreadableFact) as refused:
        record(person, fact)
    assert [fault.path for fault in refused.value.faults] == [path]
    assert path.removeprefix("$.") in refused.value.message


@pytest.mark.parametrize("fact_id", ["", "a/b", "é", "x" * 101, "a b", "-a", "a.json"])
def test_an_id_that_does_not_fit_in_an_address_is_refused(person: Any, fact_id: str) -> None:
    with pytest.raises(refusals.UnusableFactId):
        record(person, replace(COURSE, id=fact_id))


def test_a_second_recognition_under_the_same_norm_is_refused(person: Any) -> None:
    first = Recognition(id="r1", norm="skj", since=dt.date(2020, 1, 1))
    record(person, first)
    with pytest.raises(refusals.AlreadyRecognised) as refused:
        record(person, replace(first, id="r2"))
    assert refused.value.data == {"norm": "skj", "fact_id": "r1"}
    actions.change_fact(
        person=person, fact_id="r1", fact=replace(first, number="9"), actor=None, expected_version=1
    )


@pytest.mark.parametrize(
    "fact",
    [
        Measure(id="m", norm="skj", kind="warning", since=TODAY),
        Hardship(id="h", norm="skj", requirement="x", since=TODAY),
    ],
)
def test_only_a_register_enters_measures_and_hardship_decisions(person: Any, fact: Fact) -> None:
    with pytest.raises(refusals.KeptByRegister):
        record(person, fact)
    record(person, fact, source="register")
    with pytest.raises(refusals.KeptByRegister):
        actions.withdraw_fact(person=person, fact_id=fact.id, actor=None)


def test_what_a_register_entered_is_not_changed_by_its_owner(person: Any) -> None:
    ours = Recognition(id="r", norm="brede-registratie", since=dt.date(2024, 3, 14))
    record(person, ours, source="register")
    with pytest.raises(refusals.KeptByRegister):
        actions.change_fact(
            person=person, fact_id="r", fact=replace(ours, number="1"), actor=None, expected_version=1
        )
    with pytest.raises(refusals.KeptByRegister):
        actions.withdraw_fact(person=person, fact_id="r", actor=None)


def test_a_source_outside_the_list_is_refused(person: Any) -> None:
    with pytest.raises(refusals.UnknownSource):
        record(person, COURSE, source="hearsay")


def test_a_change_can_not_make_it_another_kind_of_fact(person: Any) -> None:
    record(person, COURSE)
    with pytest.raises(refusals.OtherKind):
        actions.change_fact(
            person=person,
            fact_id="c1",
            fact=Absence(id="c1", kind="leave", since=TODAY),
            actor=None,
            expected_version=1,
        )


def test_what_was_attested_by_others_is_the_owners_word_once_the_owner_changes_it(person: Any) -> None:
    record(person, COURSE, source="provider")
    actions.change_fact(
        person=person, fact_id="c1", fact=replace(COURSE, minutes=1), actor=None, expected_version=1
    )
    page = queries.fact(person, "c1")
    assert page is not None
    assert [version.source for version in page.history] == ["self", "provider"]


def test_every_change_counts_the_revision_up(person: Any) -> None:
    assert queries.revision(person) == 0
    record(person, COURSE)
    actions.withdraw_fact(person=person, fact_id="c1", actor=None)
    actions.restore_fact(person=person, fact_id="c1", actor=None)
    assert queries.revision(person) == 3


def test_the_database_itself_refuses_a_second_standing_version(person: Any) -> None:
    record(person, COURSE)
    row = models.ActivityRow.objects.get()
    row.pk, row.version = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_database_itself_refuses_an_end_before_a_start_and_no_time_at_all(person: Any) -> None:
    base = {"person_id": person.id, "recorded_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        models.WorkRow.objects.create(fact_id="w", role="other", since=TODAY, until=TODAY, **base)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.ActivityRow.objects.create(fact_id="a", kind="course", minutes=0, **base)
