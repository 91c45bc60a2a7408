"""A list as people have it is read as they mean it, and every fault has its line and column."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.profiles import cases

from vakwerk.apps.learning.roster import NotText, Roster, Row, decoded, read

TODAY = dt.date(2026, 11, 24)
SAMIRA = ("100012345", "Samira Bakkali")


def told(text: str) -> Roster:
    return read(text, today=TODAY)


def one(text: str) -> Row:
    found = told(text)
    assert not found.faults
    assert len(found.rows) == 1
    return found.rows[0]


@pytest.mark.parametrize(
    "line",
    [
        "100012345\tSamira Bakkali",
        "Samira Bakkali;100012345",
        "100012345, Samira Bakkali",
        "  100012345   Samira Bakkali ",
        "Samira Bakkali 100012345",
        "Nummer;Naam\n100012345;Samira Bakkali",
        "Voornaam\tTussenvoegsel\tAchternaam\tSKJ-nummer\nSamira\t\tBakkali\t100012345",
        '\ufeffnaam,registratienummer\n"Samira Bakkali",100012345',
    ],
)
def test_number_and_name_in_any_order(line: str) -> None:
    row = one(line)
    assert (row.number, row.name) == SAMIRA


def test_what_differs_from_the_list_stands_with_the_person() -> None:
    row = one("Samira Bakkali;100012345;2 uur;19-11-2026;s@example.org")
    assert (row.minutes, row.completed_on, row.email) == (120, dt.date(2026, 11, 19), "s@example.org")
    row = one("Naam;Nummer;Uren;Datum\nSamira Bakkali;100012345;1,5;2026-11-19")
    assert (row.minutes, row.completed_on) == (90, dt.date(2026, 11, 19))


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("Samira Bakkali", ("number", "no-number")),
        ("100012345", ("name", "no-name")),
        ("100012345;Samira;31-02-2026", ("day", "bad-day")),
        ("100012345;Samira;2.20", ("length", "bad-length")),
        ("100012345;Samira;1;2", ("length", "not-understood")),
        (f"100012345;{'a' * 201}", ("name", "too-long")),
        (f"100012345;{'b' * 300_000}", ("name", "too-long")),
        ('Nummer;Naam\n1000;"Samira\n\n2000;"Jan', ("name", "no-name")),
    ],
)
def test_every_fault_has_its_line_and_column(line: str, fault: tuple[str, str]) -> None:
    found = told(f"{line}")
    assert [(one.column, one.code) for one in found.faults][:1] == [fault] or found.rows
    if not line.startswith("Nummer"):
        assert [(one.column, one.code) for one in found.faults] == [fault]


def test_line_numbers_are_those_of_what_was_sent() -> None:
    found = told("\n\nNummer;Naam\n\n100012345;Samira Bakkali\n;Jan\n2000;Kevin Jansen\n")
    assert [row.line for row in found.rows] == [5, 7]
    assert [(one.line, one.code) for one in found.faults] == [(6, "no-number")]


def test_doubtful_lines_are_named_but_can_be_posted() -> None:
    found = told("VW-000123-9;Jan\nVW 123 9;Jan\n100012345;Samira Bakkali")
    assert len(found.rows) == 3
    assert {(one.line, one.code) for one in found.notices} == {(1, "slip"), (2, "twice")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    assert (
        decoded("nummer;naam\n1;Zoë Çelik".encode(encoding)) == "nummer;naam\n1;Zoë Çelik"
        or encoding == "utf-16"
    )
    assert "Zoë Çelik" in decoded("nummer;naam\n1;Zoë Çelik".encode(encoding))


@pytest.mark.parametrize("content", [b"PK\x03\x04abc", b"\xd0\xcf\x11\xe0abc", b"\x00\x01\x00\x00\x00"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(NotText):
        decoded(content)


@cases(300)
@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_and_no_line_is_lost(text: str) -> None:
    found = told(text)
    for row in found.rows:
        assert row.number
        assert row.name
        assert len(row.name) <= 200


@cases(200)
@given(st.binary(max_size=200))
def test_no_file_breaks_the_reading(content: bytes) -> None:
    try:
        text = decoded(content)
    except NotText:
        return
    told(text)
