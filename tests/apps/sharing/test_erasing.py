"""Erased is erased: nothing is left in any table or file, a backup brings nobody back, and no table is forgotten."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction
from tests.apps.dossier.files import pdf
from tests.apps.sharing.conftest import DAY, NOW, PASSWORD, TODAY, house_of, make_account, share, terms

from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.dossier import refusals as dossier_refusals
from vakwerk.apps.people import stores
from vakwerk.apps.sharing import actions, erasure_log, rights
from vakwerk.core.dossier import Activity, Work

SECRET = "GEHEIM-7Q4"
"""Stands in every free text about the person who is erased."""
LATER = NOW + 8 * DAY

APPS_TO_COME: tuple[str, ...] = ()
"""Apps whose tables need no store yet. To stay empty."""


# --- no table is forgotten --------------------------------------------------------------------------------------------


def leads_to_a_person() -> dict[str, str]:
    """Every table with a path of foreign keys to a person or an account, with the field that leads there."""
    found: dict[str, str] = {"people.Person": "", "people.Account": ""}
    grown = True
    while grown:
        grown = False
        for model in apps.get_models():
            label = model._meta.label
            if label in found or model._meta.proxy:
                continue
            for field in model._meta.get_fields():
                related = getattr(field, "related_model", None)
                concrete = getattr(field, "concrete", False)
                if concrete and related is not None and related._meta.label in found:
                    found[label] = field.name
                    grown = True
    return found


def test_every_table_that_leads_to_a_person_is_named_by_a_store() -> None:
    named = {table for store in stores.stores() for table in store.tables}
    found = leads_to_a_person()
    assert len(found) > 30, "the walk finds too little to be trusted"
    unnamed = [
        f"{label} (by {field})"
        for label, field in found.items()
        if label not in named and label.split(".")[0] not in APPS_TO_COME
    ]
    assert not unnamed, f"no store in people.stores names: {unnamed}"


def test_no_store_names_a_table_that_is_not_there() -> None:
    there = {model._meta.label for model in apps.get_models()}
    named = [table for store in stores.stores() for table in store.tables]
    assert not set(named) - there
    assert len(named) == len(set(named)), "a table belongs to one store"


def test_the_walk_notices_a_table_that_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    without = {name: one for name, one in stores._stores.items() if name != "sharing"}
    monkeypatch.setattr(stores, "_stores", without)
    with pytest.raises(AssertionError, match="sharing"):
        test_every_table_that_leads_to_a_person_is_named_by_a_store()


# --- nothing is left --------------------------------------------------------------------------------------------------


def everything_kept() -> Iterator[tuple[str, str]]:
    """Every text in every table, with the table's name."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in ("django_migrations", "django_content_type", "auth_permission"):
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    yield table, str(value)


def where_is(*texts: str) -> set[str]:
    """The tables in which one of these texts stands."""
    return {
        table
        for table, value in everything_kept()
        if any(text.casefold() in value.casefold() for text in texts)
    }


@pytest.fixture
def known_everywhere(employer: Any, mentor: Any, settings: Any) -> Any:
    """Somebody of whom something is kept in every place, with SECRET in every text."""
    from vakwerk.apps.dossier import actions as dossier
    from vakwerk.apps.people import actions as people
    from vakwerk.apps.register import actions as register

    account = people.create_account(email=f"{SECRET.lower()}@example.org", password=PASSWORD)
    person = people.create_person(
        given_names=SECRET, family_name="Weg", born_on=dt.date(1980, 2, 29), account=account, at=NOW
    )
    for role in ("professional", "registrar"):
        people.grant_role(account=account, role=role, from_date=dt.date(2020, 1, 1))
    register.register_person(
        person=person, level="hbo", profession="sociaal-werker", actor=account, on=dt.date(2024, 3, 1),
        town=SECRET, at=NOW,
    )  # fmt: skip
    facts = [
        Work(
            id="work", role="sociaal-werker", since=dt.date(2020, 1, 1), minutes_per_week=60, employer=SECRET
        ),
        Activity(id="a", kind="course", title=SECRET, provider=SECRET, completed_on=TODAY - DAY, minutes=60),
    ]
    for fact in facts:
        dossier.record_fact(person=person, fact=fact, note=f"{SECRET} 06-12345678", actor=account, at=NOW)
    dossier.withdraw_fact(person=person, fact_id="work", actor=account, at=NOW)
    upload = SimpleUploadedFile(f"{SECRET}.pdf", pdf() + SECRET.encode(), "application/pdf")
    dossier.attach_evidence(person=person, fact_id="a", upload=upload, actor=account, at=NOW)
    share(account, employer, note=SECRET)
    people.record_look(
        actor=employer, role="employer", purpose="employment", page="standing", people=[person], at=NOW
    )
    other = make_account("Ander", "professional")
    people.record_look(
        actor=account, role="registrar", purpose="registration", page="dossier", people=[other.person], at=NOW
    )
    actions.invite(person=other.person, terms=terms(), email=account.email, actor=other, at=NOW)
    asked = actions.ask(
        person_id=person.pk, purpose="employment", scope="standing", until_date=TODAY + DAY, why=SECRET,
        asked_by=employer, organisation=house_of(employer), at=NOW,
    )  # fmt: skip
    actions.refuse(request_id=asked.pk, person=person, at=NOW)
    own = next(one.fact.id for one in dossiers.timeline(person) if one.source == "register")
    rights.ask_correction(person=person, fact_id=own, what=SECRET, at=NOW)
    rights.restrict(person=person, at=NOW)
    return account


def erase(account: Any, capture: Any) -> None:
    rights.ask_erasure(person=account.person, at=NOW)
    with capture(execute=True):
        assert rights.carry_out_due(at=LATER) == 1


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_nothing_of_who_was_erased_is_left_in_any_table_or_file(
    known_everywhere: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    places = where_is(SECRET)
    for table in (
        "people_person",
        "people_account",
        "dossier_activityrow",
        "register_registration",
        "sharing_share",
    ):
        assert table in places, "the scan finds what it must find"
    assert any(SECRET.encode() in path.read_bytes() for path in files_in(tmp_path))
    person = known_everywhere.person.pk
    erase(known_everywhere, django_capture_on_commit_callbacks)
    assert not where_is(SECRET, "1980-02-29", "06-12345678")
    left = files_in(tmp_path)
    assert [path.name for path in left] == ["erasures.log"]
    assert SECRET.encode() not in left[0].read_bytes()
    assert str(person) not in left[0].read_text()
    assert person.hex not in left[0].read_text()


def test_what_others_need_stays_without_a_name(
    known_everywhere: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from vakwerk.apps.people import queries as people
    from vakwerk.apps.register import queries as register

    number = register.registration_of(known_everywhere.person.pk).number  # type: ignore[union-attr]
    erase(known_everywhere, django_capture_on_commit_callbacks)
    entry = register.public_entry(number, on=LATER.date())
    assert entry is not None
    assert not entry.registered
    assert entry.name == "–"
    assert not register.search_public(SECRET).entries
    other = people.account_with(email="ander@example.org")
    [look] = people.looks_at(person=other.person)  # type: ignore[union-attr]
    assert look.role in ("registrator", "registrar", "registermedewerker")


def test_who_is_erased_can_not_log_in_and_others_are_untouched(
    known_everywhere: Any, sanne: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from django.test import Client

    before = dossiers.dossier_of(sanne.person)
    mine = Client()
    mine.force_login(known_everywhere)
    erase(known_everywhere, django_capture_on_commit_callbacks)
    assert mine.get("/stand").status_code == 302
    assert dossiers.dossier_of(sanne.person) == before


def test_an_erased_assessment_can_not_be_repeated_and_says_since_when(
    known_everywhere: Any, django_capture_on_commit_callbacks: Any
) -> None:
    person = known_everywhere.person
    assert dossiers.dossier_of(person, known_at=NOW).activities
    erase(known_everywhere, django_capture_on_commit_callbacks)
    with pytest.raises(dossier_refusals.DossierErased) as refused:
        dossiers.dossier_of(person, known_at=NOW)
    assert "2026-12-02" in refused.value.message
    assert not list(dossiers.dossier_of(person).facts())


def test_it_is_everything_or_nothing(known_everywhere: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_person: uuid.UUID, _at: dt.datetime) -> int:
        raise RuntimeError

    lowest = stores.stores()[-1].name
    broken = stores._stores[lowest].__class__(
        **{name: getattr(stores._stores[lowest], name) for name in stores.Store.__slots__} | {"erase": fails}
    )
    monkeypatch.setitem(stores._stores, lowest, broken)
    rights.ask_erasure(person=known_everywhere.person, at=NOW)
    places = where_is(SECRET)
    with pytest.raises(RuntimeError), transaction.atomic():
        rights.carry_out_due(at=LATER)
    assert where_is(SECRET) == places


# --- a backup that is put back ----------------------------------------------------------------------------------------


def test_a_backup_that_is_put_back_brings_nobody_back(
    known_everywhere: Any, sanne: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    whole = where_is(SECRET)
    backup = transaction.savepoint()
    erase(known_everywhere, django_capture_on_commit_callbacks)
    assert not where_is(SECRET)
    transaction.savepoint_rollback(backup)
    assert where_is(SECRET) == whole, "the backup holds the person again"
    with django_capture_on_commit_callbacks(execute=True):
        call_command("replay_erasures", verbosity=0)
    assert not where_is(SECRET)
    assert dossiers.erased_at(known_everywhere.person.pk) == LATER
    assert dossiers.dossier_of(sanne.person).activities
    assert rights.replay() == 0, "twice does no harm"


def test_the_list_names_nobody_and_survives_a_line_that_was_cut_off(tmp_path: Path, settings: Any) -> None:
    first, second, third, fourth = (uuid.uuid4() for _ in range(4))
    assert erasure_log.erased().when(first) is None
    erasure_log.add(first, NOW)
    erasure_log.add(second, LATER)
    path = erasure_log.place()
    assert path.stat().st_mode & 0o077 == 0
    with path.open("a") as file:
        file.write(f"{NOW.isoformat()} 12ab")
    erasure_log.add(fourth, LATER)
    written = erasure_log.erased()
    assert [written.when(one) for one in (first, second, third, fourth)] == [NOW, LATER, None, LATER]


def test_a_list_that_is_something_else_stops_the_start(tmp_path: Path) -> None:
    erasure_log.place().write_text("hello\n")
    with pytest.raises(ValueError, match="does not begin"):
        rights.replay()
