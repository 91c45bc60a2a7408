"""A person's own copy of everything."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.apps.dossier.conftest import NOW
from tests.apps.dossier.files import picture, sent

from vakwerk.apps.dossier import actions, export, queries
from vakwerk.core.dossier import Absence, Accreditation, Activity, read_dossier

COURSE = Activity(
    id="c1",
    kind="course",
    title='=HYPERLINK("http://x";"klik")',
    completed_on=dt.date(2026, 11, 20),
    minutes=180,
    topics=frozenset({"law", "ethics"}),
    accreditations=(Accreditation(by="skj", id="1"),),
)


@pytest.fixture
def full(person: Any, own_files: Path) -> Any:
    """A dossier with a change, something withdrawn, and a file."""
    absence = Absence(id="a1", kind="sickness", since=dt.date(2025, 1, 1))
    actions.record_many(person=person, facts=[COURSE, absence], actor=None, at=NOW)
    actions.change_fact(
        person=person,
        fact_id="c1",
        fact=replace(COURSE, minutes=200),
        actor=None,
        expected_version=1,
        note="mijn notitie",
        at=NOW + dt.timedelta(hours=1),
    )
    actions.withdraw_fact(person=person, fact_id="a1", actor=None, at=NOW + dt.timedelta(hours=2))
    upload = sent("Bewijs: één.png", picture("PNG"))
    actions.attach_evidence(person=person, fact_id="c1", upload=upload, actor=None, at=NOW)
    return person


@contextmanager
def archive_of(person: Any) -> Iterator[zipfile.ZipFile]:
    with export.dossier_zip(person) as opened, zipfile.ZipFile(opened) as archive:
        yield archive


def own_names(archive: zipfile.ZipFile) -> list[str]:
    """The files of the dossier itself, without what other rooms keep."""
    return [name for name in archive.namelist() if not name.startswith("kept/")]


def test_the_json_is_a_dossier_that_the_core_reads(full: Any) -> None:
    assert read_dossier(export.dossier_json(full)) == queries.dossier_of(full)


def test_the_history_holds_every_version_and_every_note(full: Any) -> None:
    versions = json.loads(export.history_json(full))
    told = [
        (one["fact"]["id"], one["version"], one["superseded_at"] is None, one["note"]) for one in versions
    ]
    assert told == [("a1", 1, False, ""), ("c1", 1, False, ""), ("c1", 2, True, "mijn notitie")]


def test_a_table_opens_in_a_spreadsheet_without_calculating_anything(full: Any) -> None:
    table = export.table("activity", queries.dossier_of(full).activities)
    assert table.startswith(b"\xef\xbb\xbf")
    [row] = csv.DictReader(io.StringIO(table.decode("utf-8-sig")), delimiter=";")
    assert row["title"] == "'" + COURSE.title
    assert row["minutes"] == "200"
    assert row["topics"] == "ethics, law"
    assert json.loads(row["accreditations"]) == [{"by": "skj", "id": "1"}]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_whatever_a_sheet_would_run_is_made_text(start: str) -> None:
    table = export.table("activity", [replace(COURSE, title=f"{start}1+1")]).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(table, newline=""), delimiter=";")
    assert row["title"].startswith("'")


def test_the_archive_holds_the_dossier_its_tables_its_history_and_its_files(full: Any) -> None:
    with archive_of(full) as archive:
        assert archive.testzip() is None
        names = own_names(archive)
        assert names == [
            "README.txt",
            "dossier.json",
            "history.json",
            "activity.csv",
            "evidence/c1/001-Bewijs_ één.png",
        ]
        assert archive.read(names[-1]).startswith(b"\x89PNG")


def test_an_empty_dossier_can_be_taken_along_too(person: Any) -> None:
    with archive_of(person) as archive:
        assert own_names(archive) == ["README.txt", "dossier.json", "history.json"]
        assert len(archive.namelist()) > 3, "and what else is kept, whatever rooms there are"
    assert read_dossier(export.dossier_json(person)).person == str(person.id)
