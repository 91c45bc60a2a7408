"""Activities as a table that people and programs can read, and that this house reads back as the same activities."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from vakwerk.core import vocabulary
from vakwerk.core.dossier import Activity

HEADINGS = (
    "Titel",
    "Begonnen op",
    "Afgerond op",
    "Minuten",
    "Soort",
    "Vorm",
    "Aanbieder",
    "Accreditatienummer",
    "Thema",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def activity_rows(activities: Iterable[Activity]) -> list[tuple[str, ...]]:
    """A row of text for each activity, in the order of HEADINGS."""
    return [
        (
            one.title,
            one.started_on.isoformat() if one.started_on else "",
            one.completed_on.isoformat() if one.completed_on else "",
            str(one.minutes) if one.minutes else "",
            vocabulary.label("activity_kinds", one.kind, "nl"),
            vocabulary.label("forms", one.form, "nl") if one.form else "",
            one.provider,
            " + ".join(
                f"{vocabulary.label('accreditors', mark.by, 'nl')}: {mark.id}"
                + (f" ({mark.category})" if mark.category else "")
                for mark in one.accreditations
            ),
            ", ".join(vocabulary.label("topics", topic, "nl") for topic in sorted(one.topics)),
        )
        for one in activities
    ]


def csv_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a mark and semicolons, as Dutch spreadsheets open it; nothing in it is ever calculated."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(list(headings))
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def xlsx_table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The same as a workbook of one sheet; every cell is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(sign for sign in title if sign not in "[]:*?/\\")[:31] or "1")
    sheet.append(list(headings))
    for row in rows:
        sheet.append([_safe(_legal(cell)) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _safe(text: str) -> str:
    # A sheet runs what begins like a formula; an apostrophe in front makes it text.
    return f"'{text}" if text.startswith(_FORMULA) else text


def _legal(text: str) -> str:
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")
