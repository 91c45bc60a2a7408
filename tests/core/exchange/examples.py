"""Files as people have them, made by code from a seed.

No real export of any portal was at hand, so none of these claims to be one: the layouts are plausible, and named so.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook

TITLES = (
    "Werken met de meldcode",
    "Motiverende gespreksvoering",
    "Intervisie team Noord",
    "Beroepsethiek in de jeugdhulp",
    "Studiedag sociale basis",
    "Traumasensitief werken",
    "Systeemgericht werken",
    "E-learning privacy",
    "Supervisie najaar",
    "Netwerkgericht samenwerken",
)
KINDS = (
    "Cursus",
    "Training",
    "Intervisie",
    "Cursus",
    "Studiedag",
    "Training",
    "Cursus",
    "E-learning",
    "Supervisie",
    "Workshop",
)


def lines(number: int, seed: int = 7) -> list[tuple[str, dt.date, int, str, str]]:
    """Title, day, minutes, kind and accreditation number of so many activities."""
    chance = random.Random(seed)
    found = []
    for place in range(number):
        which = chance.randrange(len(TITLES))
        day = dt.date(2022, 1, 3) + dt.timedelta(days=place * 1700 // max(number, 1))
        title = f"{TITLES[which]} {place + 1}"
        found.append((title, day, 30 * chance.randint(2, 16), KINDS[which], str(100000 + place)))
    return found


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def plausible_portal_csv(number: int = 40, *, encoding: str = "cp1252", seed: int = 7) -> bytes:
    """Semicolons, decimal commas, Dutch dates, a title row above and totals below."""
    rows: list[list[str]] = [["Overzicht herregistratie-activiteiten"], []]
    rows.append(["Datum", "Activiteit", "Soort", "Uren", "Aanbieder", "Accreditatienummer", "Status"])
    for title, day, minutes, kind, mark in lines(number, seed):
        hours = f"{minutes / 60:g}".replace(".", ",")
        rows.append(
            [f"{day.day}-{day.month}-{day.year}", title, kind, hours, "Académie Zuid", mark, "Goedgekeurd"]
        )
    rows += [[], ["Totaal", "", "", "123,5"]]
    return as_csv(rows, encoding=encoding)


def plausible_workbook(number: int = 12, seed: int = 7) -> bytes:
    """Two sheets, a merged title, a date merged over several lines, dates as dates, a formula without a value."""
    book = Workbook()
    about = book.active
    assert about is not None
    about.title = "Toelichting"
    about["A1"] = "Dit bestand is gemaakt voor een test."
    sheet = book.create_sheet("Activiteiten")
    sheet["A1"] = "Mijn scholing"
    sheet.merge_cells("A1:D1")
    for column, heading in enumerate(("Omschrijving", "Afgerond op", "Duur (uren)", "Soort"), 1):
        sheet.cell(3, column, heading)
    for place, (title, day, minutes, kind, _mark) in enumerate(lines(number, seed)):
        sheet.cell(4 + place, 1, title)
        sheet.cell(4 + place, 2, day)
        sheet.cell(4 + place, 3, minutes / 60)
        sheet.cell(4 + place, 4, kind)
    sheet.cell(5, 2).value = None
    sheet.merge_cells("B4:B5")
    sheet.cell(5 + number, 1, "Totaal")
    sheet.cell(5 + number, 3, f"=SUM(C4:C{3 + number})")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def calendar() -> bytes:
    """A meeting every month but one, one that was moved, one that was cancelled, and one still to come."""
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//test//NL",
            "BEGIN:VEVENT",
            "UID:intervisie@test",
            "DTSTART;TZID=Europe/Amsterdam:20260112T090000",
            "DTEND;TZID=Europe/Amsterdam:20260112T110000",
            "RRULE:FREQ=MONTHLY;BYDAY=2MO;COUNT=6",
            "EXDATE;TZID=Europe/Amsterdam:20260309T090000",
            "SUMMARY:Intervisie team Noord",
            "DESCRIPTION:Casus van mevrouw De Wit",
            "ATTENDEE:mailto:client@example.org",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "UID:intervisie@test",
            "RECURRENCE-ID;TZID=Europe/Amsterdam:20260413T090000",
            "DTSTART;TZID=Europe/Amsterdam:20260414T130000",
            "DTEND;TZID=Europe/Amsterdam:20260414T143000",
            "SUMMARY:Intervisie team Noord (verplaatst)",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "UID:af@test",
            "DTSTART;VALUE=DATE:20260501",
            "SUMMARY:Studiedag",
            "STATUS:CANCELLED",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "UID:straks@test",
            "DTSTART;VALUE=DATE:20270501",
            "SUMMARY:Studiedag volgend jaar",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    ).encode()


def zip_bomb() -> bytes:
    """A workbook of a few hundred kilobytes that unpacks to two hundred megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (200 * 1024 * 1024))
    return out.getvalue()


def html_as_xls() -> bytes:
    return b"<html><body><table><tr><td>Datum</td><td>Titel</td></tr></table></body></html>"
