"""What a portal still gets, in its own order, and what was handed in there."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from vakwerk.core.dossier import Accreditation, Activity, Period, Recognition, Work
from vakwerk.core.exchange.portals import portals

SKJ = Recognition(
    id="skj",
    norm="skj-jeugd-en-gezinsprofessional",
    since=dt.date(2022, 1, 1),
    period=Period(start=dt.date(2022, 1, 1), end=dt.date(2027, 1, 1)),
)
NVO = Recognition(
    id="nvo",
    norm="nvo-basis-orthopedagoog",
    since=dt.date(2022, 1, 1),
    period=Period(start=dt.date(2022, 1, 1), end=dt.date(2027, 1, 1)),
)
COURSE = Activity(
    id="course", kind="course", title="=Meldcode", completed_on=dt.date(2024, 3, 13), minutes=150, form="formal",
    provider="Academie", accreditations=(Accreditation(by="skj", id="77"),),
)  # fmt: skip
SESSION = Activity(
    id="session", kind="intervision", title="Team Noord", completed_on=dt.date(2024, 4, 1), minutes=120
)
TOO_OLD = Activity(
    id="old", kind="course", title="Vroeger", completed_on=dt.date(2019, 1, 1), minutes=60, form="formal"
)


@pytest.fixture
def dossier(person: Any, account: Any) -> Any:
    from vakwerk.apps.dossier import actions

    actions.record_many(person=person, facts=[SKJ, NVO, COURSE, SESSION, TOO_OLD], actor=account)
    return person


def seen(person: Any, name: str) -> Any:
    from vakwerk.apps.portals.outgoing import outgoing

    return outgoing(person, portals()[name], dt.date(2026, 11, 24))


def test_what_counts_stands_in_the_order_and_words_of_the_form(dossier: Any) -> None:
    course, session = seen(dossier, "skj").to_do
    assert [(field.name, field.value) for field in course.fields] == [
        ("Categorie", "Deskundigheidsbevordering, formeel leren"),
        ("Naam van de activiteit", "=Meldcode"),
        ("Datum van afronding", "13-03-2024"),
        ("Punten (uren)", "2,5"),
        ("Aanbieder", "Academie"),
        ("Accreditatienummer", "77"),
    ]
    assert session.fields[0].value == "Reflectie"


def test_what_providers_post_themselves_is_pointed_out(dossier: Any) -> None:
    found = seen(dossier, "pe-online")
    assert [item.id for item in found.automatic] == ["course"]
    assert "course" not in [item.id for item in found.to_do]


def test_what_was_handed_in_is_noted_taken_back_and_marked_when_it_changes(
    dossier: Any, account: Any
) -> None:
    from vakwerk.apps.dossier import actions
    from vakwerk.apps.portals import handing

    today = dt.date(2026, 11, 24)
    assert handing.hand_in(person=dossier, portal="skj", fact_ids=["course", "session"], on=today) == 2
    assert seen(dossier, "skj").to_do == ()
    assert [item.changed for item in seen(dossier, "skj").done] == [False, False]
    actions.change_fact(
        person=dossier, fact_id="course", fact=replace(COURSE, minutes=240), actor=account, expected_version=1
    )
    assert [item.changed for item in seen(dossier, "skj").done] == [True, False]
    handing.hand_in(person=dossier, portal="skj", fact_ids=["course"], on=today)
    assert not any(item.changed for item in seen(dossier, "skj").done)
    assert handing.take_back(person=dossier, portal="skj", fact_ids=["course"]) == 1
    assert [item.id for item in seen(dossier, "skj").to_do] == ["course"]


def test_only_own_facts_on_a_day_that_has_been(dossier: Any) -> None:
    from vakwerk.apps.portals import handing, refusals

    today = dt.date(2026, 11, 24)
    with pytest.raises(refusals.NotYourFact):
        handing.hand_in(person=dossier, portal="skj", fact_ids=["else"], on=today)
    with pytest.raises(refusals.DayToCome):
        handing.hand_in(person=dossier, portal="skj", fact_ids=["course"], on=today + dt.timedelta(days=1))
    with pytest.raises(refusals.UnknownPortal):
        handing.hand_in(person=dossier, portal="nergens", fact_ids=["course"], on=today)


def test_a_portal_that_asks_work_gets_work(person: Any, account: Any) -> None:
    from vakwerk.apps.dossier import actions

    big = replace(SKJ, id="big", norm="big-gz-psycholoog-en-orthopedagoog-generalist")
    work = Work(
        id="w", role="gz-psycholoog", since=dt.date(2023, 1, 1), minutes_per_week=24 * 60, employer="GGZ"
    )
    actions.record_many(person=person, facts=[big, work, COURSE], actor=account)
    (item,) = seen(person, "big").to_do
    assert [field.value for field in item.fields] == ["GGZ", "gz-psycholoog", "01-01-2023", "", "24"]


def test_one_file_holds_tables_overview_and_proofs_in_order(
    dossier: Any, settings: Any, tmp_path: Any
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from tests.apps.dossier.files import pdf

    from vakwerk.apps.dossier import actions
    from vakwerk.apps.portals.outgoing import package

    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile("bewijs.pdf", pdf())
    actions.attach_evidence(person=dossier, fact_id="session", upload=upload, actor=None)
    with package(dossier, seen(dossier, "skj"), "Noor", dt.date(2026, 11, 24)) as out:
        archive = zipfile.ZipFile(io.BytesIO(out.read()))
    assert archive.namelist() == ["skj.csv", "skj.xlsx", "overzicht.html", "002 Team Noord - 1 bewijs.pdf"]
    table = archive.read("skj.csv").decode("utf-8-sig")
    assert "001;Deskundigheidsbevordering, formeel leren;'=Meldcode;13-03-2024;2,5" in table
    assert "Team Noord" in archive.read("overzicht.html").decode()


def test_every_portal_says_what_was_not_found_and_where_the_rest_was_read() -> None:
    for portal in portals().values():
        assert portal.form_established or portal.not_established, portal.id
        assert all(one.source.startswith("https://") for one in portal.known), portal.id
