"""What is read from a dossier, and with how many questions to the database."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from tests.apps.dossier.conftest import NOW, make_account

from vakwerk.apps.dossier import actions, queries
from vakwerk.core.dossier import (
    Absence,
    Accreditation,
    Activity,
    Confirmation,
    Dossier,
    Fact,
    Holding,
    Work,
)

DAY = dt.date(2026, 3, 1)
BOOK = Activity(id="b", kind="reading", title="Café Ça Va", completed_on=DAY, minutes=60)


def keep(person: Any, *facts: Fact) -> None:
    actions.record_many(person=person, facts=facts, actor=None, at=NOW)


def many(count: int) -> list[Fact]:
    """A dossier of `count` facts with all that hangs on them."""
    return [
        Activity(
            id=f"a{number}",
            kind="course",
            title=f"Cursus {number}",
            completed_on=dt.date(2026, 1, 1) - dt.timedelta(number),
            minutes=60,
            accreditations=(Accreditation(by="skj", id=str(number)),),
            confirmations=(Confirmation(by="Sam", on=DAY),),
        )
        for number in range(count - 2)
    ] + [Work(id="w", role="other", since=DAY), Holding(id="h", kind="diploma", awarded_on=DAY)]


def test_five_thousand_facts_are_read_with_few_questions_to_the_database(
    person: Any, django_assert_max_num_queries: Any
) -> None:
    keep(person, *many(5_000))
    with django_assert_max_num_queries(13):
        dossier = queries.dossier_of(person)
    assert len(list(dossier.facts())) == 5_000
    assert all(activity.accreditations and activity.confirmations for activity in dossier.activities)
    with django_assert_max_num_queries(14):
        assert len(queries.timeline(person)) == 5_000


def test_many_dossiers_take_as_many_questions_as_one(django_assert_max_num_queries: Any, db: None) -> None:
    people = [make_account(f"p{number}@example.org").person for number in range(12)]
    for number, person in enumerate(people):
        keep(person, *many(2 + number))
    with django_assert_max_num_queries(13):
        found = queries.dossiers_of(people)
    assert {key: len(list(dossier.facts())) for key, dossier in found.items()} == {
        person.id: 2 + number for number, person in enumerate(people)
    }
    assert found[people[3].id] == queries.dossier_of(people[3])


def test_nobody_and_nothing_give_empty_dossiers(person: Any) -> None:
    assert queries.dossiers_of([]) == {}
    assert queries.dossier_of(person) == Dossier(person=str(person.id), born_on=person.born_on)


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("cafe ca", True), ("CAFÉ", True), ("va caf", True), ("vakliteratuur", True), ("professional reading", True),
        ("thee", False), ("cafe thee", False), ("", True), ("%", True), ("'; drop", False),
    ],
)  # fmt: skip
def test_search_finds_every_word_whatever_accents_capitals_and_language(
    person: Any, text: str, finds: bool
) -> None:
    keep(person, BOOK)
    assert [entry.fact.id for entry in queries.timeline(person, text=text)] == (["b"] if finds else [])


@pytest.mark.parametrize(
    "name", ["Şükran’s training", "تدريب الوالدين", "家庭治疗", "Наставничество", "ਪੰਜਾਬੀ", "👩🏽‍⚕️ zorg"]
)
def test_titles_in_any_script_are_kept_and_found(person: Any, name: str) -> None:
    keep(person, replace(BOOK, title=name))
    assert queries.dossier_of(person).activities[0].title == name
    assert [entry.fact.id for entry in queries.timeline(person, text=name.split(maxsplit=1)[0])] == ["b"]


def test_the_time_line_is_latest_first_with_what_is_not_finished_on_top(person: Any) -> None:
    keep(
        person,
        BOOK,
        replace(BOOK, id="open", completed_on=None),
        replace(BOOK, id="old", completed_on=dt.date(2019, 1, 1)),
        Absence(id="leave", kind="sickness", since=dt.date(2025, 1, 1)),
    )
    assert [entry.fact.id for entry in queries.timeline(person)] == ["open", "b", "leave", "old"]
    assert [entry.fact.id for entry in queries.timeline(person, kind="absence")] == ["leave"]
    assert [entry.fact.id for entry in queries.timeline(person, year=2026)] == ["b"]
    assert [entry.fact.id for entry in queries.timeline(person, only={"old"})] == ["old"]


def test_what_was_filled_in_before_comes_back_most_used_first(person: Any) -> None:
    providers = ["Hogeschool", "Avans", "Hogeschool", ""]
    keep(person, *(replace(BOOK, id=f"f{n}", provider=name) for n, name in enumerate(providers)))
    assert queries.used_before(person, "provider") == ["Hogeschool", "Avans"]


def test_what_was_withdrawn_is_listed_once_as_it_last_read(person: Any) -> None:
    keep(person, BOOK, replace(BOOK, id="stays"))
    actions.change_fact(
        person=person, fact_id="b", fact=replace(BOOK, title="Nieuw"), actor=None, expected_version=1, at=NOW
    )
    actions.withdraw_fact(person=person, fact_id="b", actor=None, at=NOW)
    entries = queries.withdrawn_of(person)
    assert [(entry.fact.id, getattr(entry.fact, "title", "")) for entry in entries] == [("b", "Nieuw")]
