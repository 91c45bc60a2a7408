"""A list as people have it, pasted or in a file, read line by line; every fault has its place."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from vakwerk.apps.dossier import entry
from vakwerk.apps.people import names
from vakwerk.core.exchange.number_keys import PREFIXES, has_slip, number_key
from vakwerk.core.freetext import folded

MOST_LINES = 5_000
MOST_MINUTES = 60 * 24 * 366
LONGEST_LINE = 2_000
LONGEST = {"number": 100, "name": 200, "email": 254}


@dataclass(frozen=True, slots=True)
class Row:
    """One person who was there. `minutes` and `completed_on` None mean those of the list."""

    line: int
    number: str
    name: str
    email: str = ""
    minutes: int | None = None
    completed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line, in which column, and what was typed there. `reason` where a sentence says it already."""

    line: int
    column: str
    code: str
    text: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """A list that was read: the rows that can be posted, the faults of those that can not, and what looks doubtful."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    notices: tuple[Fault, ...]
    digest: str


class NotText(ValueError):
    """The file is no text: `kind` is "spreadsheet" or "unknown"."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)


def decoded(content: bytes) -> str:
    """The text of a file, in whichever of the usual encodings it is. Raises NotText."""
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise NotText("spreadsheet")
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _read_as(content, encoding)
    if b"\x00" in content:
        # Only UTF-16 has such bytes in a text; which of both shows where they are.
        return _read_as(content, "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _read_as(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise NotText("unknown") from None
    if "\x00" in text:
        raise NotText("unknown")
    return text


Doubt = Callable[[Row], str | None]


def read(text: str, *, today: dt.date, doubt: Doubt | None = None) -> Roster:
    """The list in a text: one person per line, in columns with or without headings, or number and name in any order.

    `doubt` says in a sentence why a row that differs from the list (another length or day) can not be, or None.
    """
    rows: list[Row] = []
    faults: list[Fault] = []
    for found in _lines(text.removeprefix("\ufeff"), today):
        if isinstance(found, Fault):
            faults.append(found)
            continue
        reason = doubt(found) if doubt is not None and (found.minutes or found.completed_on) else None
        if reason is None:
            rows.append(found)
        else:
            column = "length" if found.minutes else "day"
            faults.append(Fault(found.line, column, "impossible", reason=reason))
    return Roster(tuple(rows), tuple(faults), _notices(rows), hashlib.sha256(text.encode()).hexdigest())


def _notices(rows: Sequence[Row]) -> tuple[Fault, ...]:
    found: list[Fault] = []
    seen: dict[str, int] = {}
    for row in rows:
        first = seen.setdefault(number_key(row.number), row.line)
        if first != row.line:
            found.append(Fault(row.line, "number", "twice", str(first)))
        elif has_slip(row.number):
            found.append(Fault(row.line, "number", "slip", row.number))
    return tuple(found)


def _lines(text: str, today: dt.date) -> Iterator[Row | Fault]:
    lines = [line[:LONGEST_LINE] for line in text.splitlines()]
    filled = next((place for place, line in enumerate(lines) if line.strip(" \t;,")), None)
    if filled is None:
        return
    separator = _separator(lines[filled])
    columns = _headings(_cells(lines[filled], separator))
    if columns is None:
        for place, line in enumerate(lines[filled:], filled + 1):
            if line.strip(" \t;,"):
                yield _by_content(place, _cells(line, _separator(line)), today)
        return
    # In a file with headings a cell may hold a line break between quotes.
    quoting = _quoting(text)
    reader = csv.reader(
        (f"{line}\n" for line in lines[filled + 1 :]), delimiter=separator or ";", quoting=quoting
    )
    before = 0
    try:
        for cells in reader:
            place, before = filled + 2 + before, reader.line_num
            if any(cell.strip() for cell in cells):
                yield _by_heading(place, columns, [names.tidy(cell) for cell in cells], today)
    except csv.Error:  # a quotation mark that is closed far below, or never
        yield Fault(filled + 2 + before, "name", "not-understood", '"')


def _quoting(text: str) -> Literal[0, 3]:
    """Quotation marks that do not come in pairs are letters like others."""
    return csv.QUOTE_MINIMAL if text.count('"') % 2 == 0 else csv.QUOTE_NONE


def _separator(line: str) -> str:
    return next((sign for sign in "\t;," if sign in line), "")


def _cells(line: str, separator: str) -> list[str]:
    if not separator:
        return [names.tidy(line)]
    quoting = _quoting(line)
    found = next(csv.reader([line], delimiter=separator, quoting=quoting), [])
    return [names.tidy(cell) for cell in found]


_HEADINGS = {
    "number": "nummer number registratienummer lidnummer relatienummer registernummer nr bignummer skjnummer "
    "registration registratie big skj vw",
    "name": "naam name deelnemer participant volledigenaam cursist",
    "family": "achternaam familienaam surname lastname familyname geslachtsnaam",
    "given": "voornaam voornamen voorletters initialen firstname givenname givennames initials",
    "infix": "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels infix prefix",
    "email": "email mail emailadres mailadres",
    "length": "uren uur duur hours duration tijd minuten minutes",
    "day": "datum date dag day voltooid afgerond completed",
}
_COLUMN_OF = {word: column for column, words in _HEADINGS.items() for word in words.split()}


def _headings(cells: list[str]) -> list[str] | None:
    """The meaning of each column ("" for one we do not need), when this is a row of headings with a number in it."""
    if any(sign.isdigit() for cell in cells for sign in cell):
        return None
    columns = []
    for cell in cells:
        words = folded(cell).split()
        whole = "".join(words)
        column = _COLUMN_OF.get(whole) or next((_COLUMN_OF[word] for word in words if word in _COLUMN_OF), "")
        columns.append("" if column in columns else column)
    named = {"name", "family"} & set(columns)
    return columns if "number" in columns and named else None


def _by_heading(place: int, columns: list[str], cells: list[str], today: dt.date) -> Row | Fault:
    values = dict(zip(columns, cells, strict=False))
    name = values.get("name") or " ".join(
        part for part in (values.get("given"), values.get("infix"), values.get("family")) if part
    )
    row = Row(place, values.get("number", ""), name, values.get("email", ""))
    for column in ("day", "length"):
        if values.get(column):
            row_or_fault = _with(row, column, values[column], today)
            if isinstance(row_or_fault, Fault):
                return row_or_fault
            row = row_or_fault
    return _whole(row)


_FULL_DAY = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}", re.ASCII)
_NAMED = "|".join(sorted(PREFIXES, key=len, reverse=True))
_NUMBER_FIRST = re.compile(rf"((?:(?:{_NAMED})[ .:-]*)?\S*\d\S*(?: \d\S*)*) ([^\d]+)", re.IGNORECASE)
_NAME_FIRST = re.compile(rf"([^\d]+?) ((?:(?:{_NAMED})[ .:-]*)?[^\s\d]*\d\S*(?: \d\S*)*)", re.IGNORECASE)


def _by_content(place: int, cells: list[str], today: dt.date) -> Row | Fault:
    if len(cells) == 1:
        cells = _apart(cells[0])
    cells = [cell for cell in cells if cell]
    email = next((cell for cell in cells if "@" in cell), "")
    rest = [cell for cell in cells if cell != email]
    typed = [cell for cell in rest if any(sign.isdigit() for sign in cell)]
    days = [cell for cell in typed if _FULL_DAY.fullmatch(cell)]
    numbers = [cell for cell in typed if cell not in days]
    if not numbers and len(days) > 1:  # a number may look like a day
        numbers = [days.pop(0)]
    number = max(numbers, key=lambda cell: sum(map(str.isdigit, cell)), default="")
    row = Row(place, number, " ".join(cell for cell in rest if cell not in typed), email)
    lengths = list(numbers)
    if number:
        lengths.remove(number)
    for column, values in (("day", days), ("length", lengths)):
        if len(values) > 1:
            return Fault(place, column, "not-understood", values[1])
        if values:
            row_or_fault = _with(row, column, values[0], today)
            if isinstance(row_or_fault, Fault):
                return row_or_fault
            row = row_or_fault
    return _whole(row)


def _apart(line: str) -> list[str]:
    """Number and name that only a space keeps apart."""
    found = _NUMBER_FIRST.fullmatch(line) or _NAME_FIRST.fullmatch(line)
    return list(found.groups()) if found else [line]


def _with(row: Row, column: str, text: str, today: dt.date) -> Row | Fault:
    try:
        if column == "day":
            return replace(row, completed_on=entry.parse_day(text, today=today))
        minutes = entry.parse_minutes(text)
    except entry.NotADay:
        return Fault(row.line, "day", "bad-day", text[:60])
    except entry.NotADuration:
        return Fault(row.line, "length", "bad-length", text[:60])
    if minutes > MOST_MINUTES:
        return Fault(row.line, "length", "bad-length", text[:60])
    return replace(row, minutes=minutes)


def _whole(row: Row) -> Row | Fault:
    if not number_key(row.number):
        return Fault(row.line, "number", "no-number", row.name[:60])
    if not folded(row.name):
        return Fault(row.line, "name", "no-name", row.number[:60])
    for column, longest in LONGEST.items():
        if len(getattr(row, column)) > longest:
            return Fault(row.line, column, "too-long", getattr(row, column)[:60])
    return row
