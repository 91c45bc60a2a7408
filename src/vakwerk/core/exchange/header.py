"""Where a table begins: the row with headings, found under title rows; and which rows below it hold no activity."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from vakwerk.core.exchange import words
from vakwerk.core.exchange.tables import Remark, Row, Sheet, letter
from vakwerk.core.exchange.values import looks_like_day
from vakwerk.core.freetext import folded

LOOKED_AT = 40
"""Title rows above a table are fewer than this."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with its headings found: `line` is where they stand (None: there are none), `rows` what is below."""

    headings: tuple[str, ...]
    line: int | None
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...]

    @property
    def signature(self) -> str:
        """The same for every table with these headings in this order: by it a mapping is remembered."""
        named = "\n".join(folded(heading) for heading in self.headings)
        return hashlib.sha256(named.encode()).hexdigest()

    def column(self, number: int) -> list[str]:
        """The cells of one column that hold something."""
        return [cell for row in self.rows if (cell := row.cell(number))]


def find_table(sheet: Sheet, today: dt.date) -> Table:
    """The table in a sheet. Rows that are blank, hold totals or repeat the headings are left out, with a remark."""
    filled = [row for row in sheet.rows if row.cells]
    place = _heading_row(filled, today)
    width = max((len(row.cells) for row in filled[place or 0 :]), default=0)
    if place is None:
        headings = tuple(letter(column) for column in range(width))
        body, above, line = filled, [], None
    else:
        row = filled[place]
        headings = tuple(row.cell(column) or letter(column) for column in range(width))
        body, above, line = filled[place + 1 :], filled[:place], row.line
    first = body[0].line if body else 0
    blank = tuple(row.line for row in sheet.rows if not row.cells and row.line > first)
    heading_words = tuple(folded(heading) for heading in headings)
    again = tuple(row.line for row in body if line is not None and _same(row, heading_words))
    total = tuple(row.line for row in body if row.line not in again and _is_total(row))
    rows = tuple(row for row in body if row.line not in {*again, *total})
    remarks = [
        *sheet.remarks,
        Remark("title-rows", tuple(row.line for row in above)),
        Remark("no-headings") if line is None and body else None,
        Remark("blank-rows", blank),
        Remark("total-rows", total),
        Remark("repeated-headings", again),
    ]
    kept = tuple(one for one in remarks if one is not None and (one.lines or one.code == "no-headings"))
    return Table(headings, line, rows, kept)


def _heading_row(rows: list[Row], today: dt.date) -> int | None:
    """The row that names the most fields we know; else the first wide row of words; None when there is none."""
    scores: list[tuple[int, int]] = []
    for place, row in enumerate(rows[:LOOKED_AT]):
        cells = [cell for cell in row.cells if cell]
        known = {field for cell in cells if len(cell) <= 60 and (field := words.heading(cell))}
        has_value = any(looks_like_day(cell, today) or _number(cell) for cell in cells)
        if len(cells) >= 2 and len(known) >= 2 and not has_value:
            scores.append((len(known), -place))
    if scores:
        return -max(scores)[1]
    width = max((len(row.cells) for row in rows[:LOOKED_AT]), default=0)
    for place, row in enumerate(rows[:LOOKED_AT]):
        cells = [cell for cell in row.cells if cell]
        plain = all(not looks_like_day(cell, today) and not _number(cell) for cell in cells)
        distinct = len({folded(cell) for cell in cells}) == len(cells)
        if len(cells) >= 2 and 2 * len(cells) >= width and plain and distinct and place + 1 < len(rows):
            below = rows[place + 1 : place + 6]
            if any(looks_like_day(cell, today) or _number(cell) for one in below for cell in one.cells):
                return place
            return None
    return None


def _number(cell: str) -> bool:
    return any(sign.isdigit() for sign in cell) and not any(sign.isalpha() for sign in cell)


def _same(row: Row, headings: tuple[str, ...]) -> bool:
    cells = tuple(folded(cell) for cell in row.cells)
    return (
        bool(cells)
        and len(cells) > 1
        and all(cell in ("", heading) for cell, heading in zip(cells, headings, strict=False))
    )


def _is_total(row: Row) -> bool:
    first = next((cell for cell in row.cells if cell), "")
    begin = folded(first.split(":")[0])
    if begin in words.totals():
        return True
    # "Totaal 2023: 45 uur" alone on a line; an activity that is called "Total care" has a date beside it.
    return begin.split(" ")[:1] in (["totaal"], ["subtotaal"], ["total"], ["subtotal"]) and (
        sum(1 for cell in row.cells if cell) <= 2
    )
