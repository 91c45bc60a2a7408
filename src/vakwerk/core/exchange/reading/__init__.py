"""Reading a file from elsewhere: the content decides what it is, whatever its name says.

Bytes come in, a `Read` goes out, and nothing but `Unreadable` is ever raised.
"""

from __future__ import annotations

import datetime as dt
from pathlib import PurePosixPath

from vakwerk.core.exchange.reading.calendar import read_calendar
from vakwerk.core.exchange.reading.dossier import read_our_dossier
from vakwerk.core.exchange.reading.text import ENCODINGS, decode, read_text
from vakwerk.core.exchange.reading.workbook import read_workbook
from vakwerk.core.exchange.tables import MOST_BYTES, Read, Unreadable

__all__ = ["DELIMITERS", "ENCODINGS", "read_again", "read_file", "read_pasted"]

DELIMITERS: tuple[str, ...] = (";", ",", "\t", "|")
_BEGINS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-excel"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"{\\rtf", "word"),
)
_SAYS = {
    "csv": {"csv"},
    "tsv": {"csv"},
    "txt": {"csv", "calendar", "dossier"},
    "xlsx": {"xlsx"},
    "xlsm": {"xlsx"},
    "ics": {"calendar"},
    "ical": {"calendar"},
    "json": {"dossier"},
}
"""What a file that ends like this may be inside. Other endings say nothing."""
_HTML = ("<!doctype html", "<html", "<table", "<head", "<meta", "<?xml")


def read_file(data: bytes, name: str, *, today: dt.date) -> Read:
    """What is in the file. `today` bounds a calendar: what is still to come is not learned yet. Raises Unreadable."""
    if not data.strip(b"\x00 \r\n\t"):
        raise Unreadable("empty")
    if len(data) > MOST_BYTES:
        raise Unreadable("too-large", most=MOST_BYTES // (1024 * 1024))
    for begin, code in _BEGINS:
        if data.startswith(begin) or (code == "pdf" and begin in data[:1024]):
            raise Unreadable(code)
    found = read_workbook(data) if data.startswith(b"PK") else _read_words(data, today)
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
    allowed = _SAYS.get(ending)
    if allowed is not None and found.kind not in allowed:
        raise Unreadable("lies", says=ending, holds=found.kind)
    return found


def _read_words(data: bytes, today: dt.date) -> Read:
    text, encoding = decode(data)
    begin = text.lstrip("\ufeff \t\r\n")[:200].lower()
    if begin.startswith(_HTML):
        raise Unreadable("html")
    if begin.startswith("begin:vcalendar"):
        return read_calendar(data, today=today)
    if begin.startswith("{"):
        return read_our_dossier(text)
    return read_text(text, encoding, delimiters=DELIMITERS)


def read_pasted(text: str) -> Read:
    """A table copied from a web page, an e-mail or a spreadsheet into a form. Raises Unreadable."""
    if not text.strip():
        raise Unreadable("empty")
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise Unreadable("too-large", most=MOST_BYTES // (1024 * 1024))
    return read_text(text, "", kind="pasted", delimiters=("\t", ";", ",", "|"))


def read_again(text: str, encoding: str, delimiter: str, *, now: str = "", kind: str = "csv") -> Read:
    """The same text, read with another separator or as if it had been written in another encoding.

    `encoding` is how the text was decoded before; `now` how it should have been (empty: as it was). Raises Unreadable:
    "encoding" when the bytes can not be read like that.
    """
    if delimiter and delimiter not in DELIMITERS:
        raise Unreadable("no-table")
    if now and now != encoding:
        if now not in ENCODINGS or encoding not in ENCODINGS:
            raise Unreadable("encoding", encoding=now)
        try:
            text = text.encode(encoding).decode(now).lstrip("\ufeff")
        except (UnicodeError, LookupError):
            raise Unreadable("encoding", encoding=now) from None
        encoding = now
    return read_text(text, encoding, kind=kind, delimiters=(delimiter,) if delimiter else DELIMITERS)
