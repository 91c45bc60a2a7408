"""An Excel workbook (.xlsx) as tables: values as they were last calculated, dates as dates, merged cells filled."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook

from vakwerk.core.exchange.tables import (
    MOST_COLUMNS,
    MOST_ROWS,
    Read,
    Remark,
    Row,
    Sheet,
    Unreadable,
    letter,
    row_of,
)

MOST_UNPACKED = 120 * 1024 * 1024
MOST_PARTS = 2_000
MOST_SHEETS = 40
TIGHTEST = 300
"""A part that is this many times larger unpacked is no table; honest sheets stay below 40."""
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]{0,200}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_MOST_MERGED = 20_000


def read_workbook(data: bytes) -> Read:
    """Every sheet that holds something. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive)
            merged = dict(_merged(archive))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        if len(book.worksheets) > MOST_SHEETS:
            raise Unreadable("broken")
        sheets = [
            sheet
            for each in book.worksheets
            if (sheet := _sheet(each, merged.get(str(getattr(each, "_worksheet_path", "")), []))).rows
        ]
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001 - whatever a hostile or broken file makes its reader raise, it is not read
        raise Unreadable("broken", line=0) from None
    if not sheets:
        raise Unreadable("empty")
    return Read("xlsx", tuple(sheets))


def _check(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable("packed-too-tight")
    if any(part.file_size > 1_000_000 and part.file_size > TIGHTEST * part.compress_size for part in parts):
        raise Unreadable("packed-too-tight")
    if "xl/workbook.xml" in names:
        return
    if "word/document.xml" in names:
        raise Unreadable("word")
    if "mimetype" in names:
        raise Unreadable("open-document")
    raise Unreadable("zip")


Area = tuple[int, int, int, int]
"""First column (from 0), first line, last column, last line."""


def _merged(archive: zipfile.ZipFile) -> Iterator[tuple[str, list[Area]]]:
    for part in archive.infolist():
        if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
            found = _MERGED.findall(archive.read(part))[:_MOST_MERGED]
            yield (
                part.filename,
                [(_column(one[0]), int(one[1]), _column(one[2]), int(one[3])) for one in found],
            )


def _column(name: bytes) -> int:
    number = 0
    for sign in name:
        number = number * 26 + sign - ord("A") + 1
    return number - 1


def _sheet(sheet: Any, areas: list[Area]) -> Sheet:
    sheet.reset_dimensions()
    rows: list[Row] = []
    filled = 0
    for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
        if line > 50 * MOST_ROWS:
            raise Unreadable("too-many-rows", most=MOST_ROWS)
        row = row_of(line, [_text(value) for value in values])
        filled += 1 if row.cells else 0
        if filled > MOST_ROWS:
            raise Unreadable("too-many-rows", most=MOST_ROWS)
        if row.cells:
            rows.append(row)
    return _fill(str(sheet.title), rows, areas)


def _fill(name: str, rows: list[Row], areas: list[Area]) -> Sheet:
    """What was merged over several lines stands in each of them: a date for three courses is the date of all three.

    Merged beside each other on one line is a title or a way of drawing, and is left as it is.
    """
    down = [area for area in areas if area[3] > area[1] and area[0] < MOST_COLUMNS]
    if not down or not rows:
        return Sheet(name, tuple(rows))
    by_line = {row.line: list(row.cells) for row in rows}
    touched: set[int] = set()
    for column, first, _last_column, last in down:
        top = by_line.get(first, [])
        value = top[column] if column < len(top) else ""
        if not value:
            continue
        for line in range(first + 1, min(last, first + MOST_ROWS) + 1):
            cells = by_line.get(line)
            if cells is None:
                continue
            cells.extend([""] * (column + 1 - len(cells)))
            if not cells[column]:
                cells[column] = value
                touched.add(line)
    remarks = (Remark("merged", tuple(sorted(touched)), _named(down)),) if touched else ()
    return Sheet(name, tuple(Row(line, tuple(cells)) for line, cells in by_line.items()), remarks)


def _named(areas: list[Area]) -> str:
    shown = [f"{letter(one[0])}{one[1]}:{letter(one[2])}{one[3]}" for one in areas[:5]]
    return ", ".join(shown) + (" …" if len(areas) > len(shown) else "")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    return str(value)
