"""A table as it was found in a file: sheets of rows of text, every row with its line, and what was remarked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 80
LONGEST_CELL = 5_000

CODES: tuple[str, ...] = (
    "empty",
    "too-large",
    "old-excel",
    "pdf",
    "html",
    "word",
    "open-document",
    "picture",
    "zip",
    "binary",
    "lies",
    "broken",
    "packed-too-tight",
    "too-many-rows",
    "too-many-columns",
    "cell-too-long",
    "no-table",
    "broken-calendar",
    "broken-dossier",
    "encoding",
)
"""Every reason why something is not read."""


class Unreadable(ValueError):
    """This can not be read as a table: why (one of CODES), with the data that a sentence about it needs."""

    def __init__(self, code: str, **data: object) -> None:
        assert code in CODES
        self.code = code
        self.data: Mapping[str, object] = data
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was done while reading and that the reader must know: a code, and on which lines."""

    code: str
    lines: tuple[int, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its number in the file (the first is 1) and its cells, as text without spaces around it."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """The text in a column (the first is 0); empty beyond the end of the row."""
        return self.cells[column] if 0 <= column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file."""

    name: str
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What was found in a file: what kind of file it is, its sheets, and for plain text how it was read.

    `text` is the decoded text, so that another separator can be tried. `facts` holds the JSON of a dossier, fact by
    fact (`kind` is the name of its list), when the file is one of ours.
    """

    kind: str  # "csv" | "pasted" | "xlsx" | "calendar" | "dossier"
    sheets: tuple[Sheet, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    text: str = ""
    facts: tuple[tuple[str, Mapping[str, object]], ...] = field(default=())


def letter(column: int) -> str:
    """The name of a column in a spreadsheet: 0 is A, 26 is AA."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def address(column: int, line: int) -> str:
    """Where a cell stands, as a spreadsheet says it: B7."""
    return f"{letter(column)}{line}"


def tidy(text: str) -> str:
    """The text of a cell: one line, no control signs, no spaces around it."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def row_of(line: int, cells: list[str]) -> Row:
    """A row without empty cells at its end. Raises Unreadable when it is wider or longer than any table people keep."""
    tidied = [tidy(cell) for cell in cells]
    while tidied and not tidied[-1]:
        tidied.pop()
    if len(tidied) > MOST_COLUMNS:
        raise Unreadable("too-many-columns", line=line, most=MOST_COLUMNS)
    for column, cell in enumerate(tidied):
        if len(cell) > LONGEST_CELL:
            raise Unreadable("cell-too-long", address=address(column, line), most=LONGEST_CELL)
    return Row(line, tuple(tidied))
