"""What is found in a file, whatever its name says."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.exchange import examples
from tests.profiles import cases

from vakwerk.core.dossier import Activity, Dossier, Measure, write_dossier
from vakwerk.core.exchange.header import find_table
from vakwerk.core.exchange.reading import read_again, read_file, read_pasted
from vakwerk.core.exchange.tables import MOST_BYTES, Read, Unreadable, address

TODAY = dt.date(2026, 11, 24)


def read(data: bytes, name: str = "") -> Read:
    return read_file(data, name, today=TODAY)


def code_of(data: bytes, name: str = "") -> str:
    with pytest.raises(Unreadable) as refused:
        read(data, name)
    return refused.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_how_a_text_was_written_is_found(encoding: str, delimiter: str) -> None:
    rows = [["Datum", "Titel", "Uren"], *[["1-2-2024", "Café één", "3"] for _ in range(5)]]
    found = read(examples.as_csv(rows, delimiter, encoding))
    assert found.delimiter == delimiter
    assert found.sheets[0].rows[1].cells == ("1-2-2024", "Café één", "3")
    assert found.sheets[0].rows[1].line == 2


def test_decimal_commas_are_no_separators() -> None:
    rows = [["Datum", "Titel", "Uren"], *[["1-2-2024", "Cursus", "2,5"] for _ in range(9)]]
    assert read(examples.as_csv(rows)).delimiter == ";"


def test_a_list_with_commas_in_a_column_that_is_mostly_empty_is_cut_at_its_semicolons() -> None:
    rows = [["Titel", "Dag", "Minuten", "Thema"]]
    rows += [["Rouw", "2025-05-01", "60", ""]] * 2 + [["Rouw", "2025-05-01", "", ""]] * 2
    rows += [["Rouw", "2025-05-01", "", "vakinhoud, ethiek"]] * 3
    found = read(examples.as_csv(rows))
    assert found.delimiter == ";"
    assert found.sheets[0].rows[-1].cells[-1] == "vakinhoud, ethiek"


def test_the_separator_and_the_encoding_can_be_corrected() -> None:
    found = read("naam;plaats\ncafé;één\n".encode())
    wrong = read_again(found.text, "utf-8", ";", now="cp1252")
    assert wrong.sheets[0].rows[1].cells == ("cafÃ©", "Ã©Ã©n")
    back = read_again(wrong.text, "cp1252", ";", now="utf-8")
    assert back.sheets[0].rows == found.sheets[0].rows
    assert len(read_again(found.text, "utf-8", ",").sheets[0].rows[0].cells) == 1
    with pytest.raises(Unreadable):
        read_again("café", "latin-1", ";", now="utf-8")


def test_a_cell_with_line_ends_keeps_the_numbers_of_the_lines_after_it() -> None:
    found = read(b'Datum;Titel\n1-2-2024;"een\ntwee"\n2-2-2024;drie\n')
    assert [row.line for row in found.sheets[0].rows] == [1, 2, 4]
    assert found.sheets[0].rows[1].cells[1] == "een twee"


def test_title_rows_totals_and_blanks_are_left_out_with_a_remark() -> None:
    table = find_table(read(examples.plausible_portal_csv(4)).sheets[0], TODAY)
    assert table.headings[:2] == ("Datum", "Activiteit")
    assert len(table.rows) == 4
    remarks = {one.code: one.lines for one in table.remarks}
    assert remarks["title-rows"] == (1,)
    assert remarks["total-rows"] == (9,)
    assert remarks["blank-rows"] == (8,)


def test_a_table_without_headings_loses_no_line() -> None:
    table = find_table(read(b"1-2-2024;Cursus A;3\n2-2-2024;Cursus B;4\n").sheets[0], TODAY)
    assert table.line is None
    assert table.headings == ("A", "B", "C")
    assert len(table.rows) == 2


def test_headings_repeated_half_way_are_no_activity() -> None:
    table = find_table(read(b"Datum;Titel\n1-2-2024;A\nDatum;Titel\n2-2-2024;B\n").sheets[0], TODAY)
    assert len(table.rows) == 2
    assert [one.code for one in table.remarks] == ["repeated-headings"]


def test_a_workbook_has_sheets_dates_and_merged_cells() -> None:
    found = read(examples.plausible_workbook(3), "scholing.xlsx")
    assert [sheet.name for sheet in found.sheets] == ["Toelichting", "Activiteiten"]
    table = find_table(found.sheets[1], TODAY)
    assert table.headings == ("Omschrijving", "Afgerond op", "Duur (uren)", "Soort")
    first, second, _third = table.rows
    assert first.cell(1) == second.cell(1) == "2022-01-03"
    assert second.line == 5
    assert address(1, second.line) == "B5"
    merged = next(one for one in table.remarks if one.code == "merged")
    assert merged.lines == (5,)
    assert merged.text == "B4:B5"


def test_a_calendar_is_worked_out_and_tells_no_more_than_is_needed() -> None:
    found = read(examples.calendar(), "agenda.ics")
    rows = [row.cells for row in found.sheets[0].rows[1:]]
    assert [row[1] for row in rows] == ["2026-01-12", "2026-02-09", "2026-04-14", "2026-05-11", "2026-06-08"]
    assert rows[0] == ("Intervisie team Noord", "2026-01-12", "2026-01-12", "120")
    assert rows[2][3] == "90"
    assert "Wit" not in str(found)
    assert "client" not in str(found)


def test_a_calendar_that_never_ends_ends_today() -> None:
    endless = examples.calendar().replace(b"FREQ=MONTHLY;BYDAY=2MO;COUNT=6", b"FREQ=DAILY")
    days = [row.cells[1] for row in read(endless).sheets[0].rows[1:]]
    assert days[-1] <= "2026-11-24"
    assert len(days) < 400


@pytest.mark.parametrize("rule", [b"FREQ=HOURLY", b"FREQ=DAILY;INTERVAL=0", b"FREQ=YEARLY;BYYEARDAY=1"])
def test_a_strange_repetition_is_read_once_and_remarked(rule: bytes) -> None:
    odd = examples.calendar().replace(b"FREQ=MONTHLY;BYDAY=2MO;COUNT=6", rule)
    sheet = read(odd).sheets[0]
    assert [one.code for one in sheet.remarks] == ["repeats-oddly"]
    assert [row.cells[1] for row in sheet.rows[1:]] == ["2026-01-12", "2026-04-14"]


def test_our_own_dossier_is_read_without_what_only_a_register_may_say() -> None:
    dossier = Dossier(
        person="x",
        activities=(Activity(id="a", kind="course", title="Meldcode"),),
        measures=(Measure(id="m", norm="n", kind="warning", since=dt.date(2024, 1, 1)),),
    )
    found = read(write_dossier(dossier).encode(), "dossier.json")
    assert [name for name, _ in found.facts] == ["activities"]


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.csv", "empty"),
        (b" \n\n", "a.csv", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "a.xls", "old-excel"),
        (b"%PDF-1.7 ...", "a.pdf", "pdf"),
        (b"%PDF-1.7 ...", "a.csv", "pdf"),
        (examples.html_as_xls(), "export.xls", "html"),
        (b"\x89PNG\r\n\x1a\n....", "a.png", "picture"),
        (b"PK\x03\x04 broken", "a.xlsx", "broken"),
        (b"\x01\x02\x03\x04abc", "a.csv", "binary"),
        (b"Datum;Titel\n1-2-2024;A\n", "a.xlsx", "lies"),
        (b"maar een kolom\nen nog een regel\n", "a.txt", "no-table"),
        (
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:gisteren\nEND:VEVENT\nEND:VCALENDAR\n",
            "a.ics",
            "broken-calendar",
        ),
        (b"BEGIN:VCALENDAR\nDTSTART\nEND:VCALENDAR\n", "a.ics", "broken-calendar"),
        (b'{"person": 3}', "dossier.json", "broken-dossier"),
        (b"a;b\n" * 30_000, "a.csv", "too-many-rows"),
        (b";".join([b"a"] * 200) + b"\n", "a.csv", "too-many-columns"),
        (b"a;" + b"b" * 6_000 + b"\n", "a.csv", "cell-too-long"),
        (b'a;"' + b"b;c\n" * 60_000, "a.csv", "broken"),
        (b"x" * (MOST_BYTES + 1), "a.csv", "too-large"),
        (examples.zip_bomb(), "a.xlsx", "packed-too-tight"),
    ],
)
def test_what_is_not_read_is_named(data: bytes, name: str, code: str) -> None:
    assert code_of(data, name) == code


def test_other_office_files_are_named() -> None:
    def packed(*names: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in names:
                archive.writestr(name, "x")
        return out.getvalue()

    assert code_of(packed("word/document.xml")) == "word"
    assert code_of(packed("mimetype", "content.xml")) == "open-document"
    assert code_of(packed("readme.txt")) == "zip"


def test_a_sheet_that_claims_a_million_empty_rows_is_refused_in_time() -> None:
    book = io.BytesIO(examples.plausible_workbook(2))
    out = io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename.endswith("sheet2.xml"):
                data = data.replace(b'<row r="5"', b'<row r="9000000"')
            new.writestr(part.filename, data)
    assert code_of(out.getvalue()) in ("too-many-rows", "broken")


def test_a_pasted_table_is_read_by_its_tabs() -> None:
    found = read_pasted("Datum\tTitel\n1-2-2024\tCursus; deel 1, en 2\n")
    assert found.kind == "pasted"
    assert found.sheets[0].rows[1].cells == ("1-2-2024", "Cursus; deel 1, en 2")


_BEGINS = st.sampled_from(
    [b"", b"BEGIN:VCALENDAR\r\n", b"PK\x03\x04", b"{", b"sep=;\n", b"\xff\xfe", b"\xef\xbb\xbf"]
)
_WHOLE = st.sampled_from(
    [
        examples.calendar(),
        examples.plausible_workbook(2),
        examples.plausible_portal_csv(3),
        b'{"person": "x"}',
    ]
)


@st.composite
def _damaged(draw: st.DrawFn) -> bytes:
    whole = bytearray(draw(_WHOLE))
    for _ in range(draw(st.integers(1, 6))):
        whole[draw(st.integers(0, len(whole) - 1))] = draw(st.integers(0, 255))
    return bytes(whole[: draw(st.integers(1, len(whole)))])


@cases(300)
@given(st.one_of(st.builds(bytes.__add__, _BEGINS, st.binary(max_size=300)), _damaged()))
def test_whatever_comes_in_nothing_but_a_refusal_comes_out(data: bytes) -> None:
    try:
        found = read(data)
    except Unreadable:
        return
    for sheet in found.sheets:
        find_table(sheet, TODAY)


@cases(100)
@given(st.text(max_size=200))
def test_whatever_is_pasted_nothing_but_a_refusal_comes_out(text: str) -> None:
    with suppress(Unreadable):
        read_pasted(text)


def test_ten_thousand_lines_are_read() -> None:
    table = find_table(read(examples.plausible_portal_csv(10_000)).sheets[0], TODAY)
    assert len(table.rows) == 10_000
