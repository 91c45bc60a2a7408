"""Plain text as a table: how it was written down (encoding) and what stands between its cells are found and shown."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from vakwerk.core.exchange.tables import MOST_ROWS, Read, Row, Sheet, Unreadable, row_of

ENCODINGS: tuple[str, ...] = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "mac-roman")
"""How text may have been written. The first that fits is taken; the reader may say otherwise."""
_LOOKED_AT = 200
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ALLOWED = "\t\r\n\x0b\x0c\x1a\x85"


def decode(data: bytes) -> tuple[str, str]:
    """The text and its encoding. Raises Unreadable("binary") when it is no text in any encoding."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _text(data[len(mark) :], encoding), encoding
    zeros_at_odd, zeros_at_even = data[1:2000:2].count(0), data[0:2000:2].count(0)
    half = len(data[:2000]) // 4
    if zeros_at_odd > half:
        return _text(data, "utf-16-le"), "utf-16-le"
    if zeros_at_even > half:
        return _text(data, "utf-16-be"), "utf-16-be"
    for encoding in ("utf-8", "cp1252", "latin-1"):
        try:
            return _checked(data.decode(encoding)), encoding
        except UnicodeDecodeError:
            continue
    raise Unreadable("binary")


def _text(data: bytes, encoding: str) -> str:
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError:
        raise Unreadable("binary") from None


def _checked(text: str) -> str:
    """Text has no control signs, save for those that end lines and cells (and those of latin-1 that mean nothing)."""
    if any(sign < " " and sign not in _ALLOWED for sign in set(text)):
        raise Unreadable("binary")
    return text


def read_text(text: str, encoding: str, *, delimiters: Sequence[str], kind: str = "csv") -> Read:
    """The table in a text, with the separator that cuts most lines into equally many cells. Raises Unreadable."""
    clean = text.lstrip("\ufeff").replace("\x1a", "").replace("\x00", "")
    clean = clean.encode("utf-8", "replace").decode("utf-8")
    skip = 0
    first, _, _rest = clean.partition("\n")
    said = first.strip().strip('"')
    if said.lower().startswith("sep=") and len(said) == 5:
        # Excel writes which separator it used on a line of its own.
        skip = 1
        delimiters = (said[4],) if len(delimiters) > 1 and said[4] in delimiters else delimiters
    delimiter = delimiters[0] if len(delimiters) == 1 else _delimiter(clean, delimiters, skip)
    rows = tuple(_rows(clean, delimiter, skip))
    if not any(row.cells for row in rows):
        raise Unreadable("empty")
    if max(len(row.cells) for row in rows) < 2 and len(delimiters) > 1:
        raise Unreadable("no-table")
    return Read(kind, (Sheet("", rows),), encoding, delimiter, clean)


def _delimiter(text: str, delimiters: Sequence[str], skip: int) -> str:
    def score(delimiter: str) -> tuple[int, int]:
        widths = Counter(width for width in _widths(text, delimiter, skip) if width > 1)
        if not widths:
            return 0, 0
        width, lines = max(widths.items(), key=lambda one: (one[1], one[0]))
        # Many equal lines first; of these the separator that makes most cells: a decimal comma cuts every line in two.
        return round(lines / sum(widths.values()) * min(lines, 20)), width

    return max(delimiters, key=score)


def _widths(text: str, delimiter: str, skip: int) -> Iterator[int]:
    """Into how many cells the separator cuts each of the first lines, with the empty ones at the end.

    A table of which the last columns are mostly empty has equal lines all the same.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    looked_at = 0
    try:
        for cells in reader:
            if reader.line_num > skip and any(cell.strip() for cell in cells):
                looked_at += 1
                yield len(cells)
            if looked_at == _LOOKED_AT:
                return
    except csv.Error:
        raise Unreadable("broken", line=reader.line_num + 1) from None


def _rows(text: str, delimiter: str, skip: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begin = 1
    count = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            # One cell of more than 128 KB: a quotation mark that was never closed, or no table at all.
            raise Unreadable("broken", line=begin) from None
        line, begin = begin, reader.line_num + 1
        if line <= skip:
            continue
        row = row_of(line, cells)
        count += 1 if row.cells else 0
        if count > MOST_ROWS:
            raise Unreadable("too-many-rows", most=MOST_ROWS)
        yield row
