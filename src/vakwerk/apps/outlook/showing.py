"""What may be seen of an outcome: one sentence, a table, and a chart that shows no number the table does not have.

Chart, table and the same as CSV are made from `engines.what_if.shown`, which holds small cells back. A group of fewer
than ten people is not shown at all: even a nought in its row would tell about them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakwerk.apps.outlook import naming
from vakwerk.engines.what_if import SMALLEST_CELL, Cell, Grouped, Row, shown

COLUMNS: dict[str, str | Promise] = {
    "stays_met": gettext_lazy("Still meets it"),
    "falls_out": gettext_lazy("Falls out"),
    "comes_in": gettext_lazy("Comes in"),
    "becomes_unknown": gettext_lazy("Becomes unclear"),
    "stays_unknown": gettext_lazy("Stays unclear"),
    "stays_unmet": gettext_lazy("Still does not meet it"),
}
AS_NOW: dict[str, str | Promise] = {
    "stays_met": gettext_lazy("Meets it"),
    "stays_unknown": gettext_lazy("Unclear"),
    "stays_unmet": gettext_lazy("Does not meet it"),
}
"""When nothing is moved, nobody goes anywhere."""
STATES: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "met": (gettext_lazy("meets it"), ("stays_met", "comes_in")),
    "unknown": (gettext_lazy("unclear"), ("stays_unknown", "becomes_unknown")),
    "unmet": (gettext_lazy("does not meet it"), ("stays_unmet", "falls_out")),
}
"""What a bar consists of, and which cells make it up."""
MOVES = ("falls_out", "comes_in", "becomes_unknown")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: what it is called, how many people, and each cell as it may be read."""

    title: str
    people: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar: `kind` says its pattern; where it begins and how wide it is, in percents."""

    kind: str
    start: str
    width: str
    middle: str
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the chart with the words above it; `top` in pixels is where its words stand."""

    title: str
    pieces: tuple[Piece, ...]
    words: int
    top: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars, how high they are together, what the chart says in words, and the meaning of every pattern in it."""

    bars: tuple[Bar, ...]
    height: int
    told: str
    legend: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class View:
    """All that is shown. `small` is how many groups are too small to show."""

    answer: str
    more: str
    heads: tuple[str, ...]
    group: str
    lines: tuple[Line, ...]
    total: Line
    small: int
    held_back: bool
    chart: Chart | None


def view_of(now: Grouped, then: Grouped, *, by: str, changed: bool) -> View:
    """Everything the page shows of an outcome."""
    table = shown(then, by or None)
    columns = COLUMNS if changed else AS_NOW
    rows = [row for row in table.rows if not row.people.held_back]
    rows.sort(key=lambda row: naming.place_of(by, row.value))
    lines = tuple(_line(naming.group_value(by, row.value), row, columns) for row in rows)
    total = table.total
    answer, more = _answer(total, changed=changed)
    held = [cell for row in (total, *rows) for name, cell in row.cells.items() if name in columns]
    return View(
        answer=answer,
        more=more,
        heads=tuple(str(name) for name in columns.values()),
        group=str(naming.GROUP_NAMES[by]) if by else "",
        lines=lines,
        total=_line(_("Everybody together"), total, columns),
        small=len(table.rows) - len(rows),
        held_back=any(cell.held_back for cell in held) or total.people.held_back,
        chart=_chart(shown(now).total, total, changed=changed),
    )


def number(count: int) -> str:
    """A number as the reader's language groups it."""
    return number_format(count, use_l10n=True, force_grouping=True)


def about(count: int) -> str:
    """A number of people as it may be shown beside a name: few are not counted out, the rest is rounded to fives."""
    if count == 0:
        return _("nobody")
    if count < SMALLEST_CELL:
        return _("fewer than 10 people")
    return _("about %(number)s people") % {"number": number((count + 2) // 5 * 5)}


def _text(cell: Cell, *, whole: bool) -> str:
    if cell.people is not None:
        return number(cell.people)
    return _("fewer than 10") if whole else _("not shown")


def _line(title: str, row: Row, columns: dict[str, str | Promise]) -> Line:
    # Of very few people not even a nought may be read: it would say that the others are all the same.
    hidden = row.people.held_back
    cells = tuple(
        (str(head), _("not shown") if hidden else _text(row.cells[name], whole=False))
        for name, head in columns.items()
    )
    return Line(title[:1].upper() + title[1:], _text(row.people, whole=True), cells)


# --- the sentence ---------------------------------------------------------------------------------------------------


def _answer(total: Row, *, changed: bool) -> tuple[str, str]:
    """The answer in one sentence, and what must be said besides."""
    if total.people.held_back:
        return _("These are fewer than 10 people. Of so few nothing is shown."), ""
    if not total.people.people:
        return _("Nobody stands here."), ""
    out, come, unclear, unknown = (total.cells[name].people for name in (*MOVES, "stays_unknown"))
    if not changed:
        told = _("Of about %(number)s people it is unclear.") % {"number": number(unknown or 0)}
        return _as_now(total), told if unknown else ""
    if out == come == unclear == 0:
        return _("This makes no difference to anybody."), _unclear(unknown)
    return f"{_falls(out)} {_comes(come)}", " ".join(filter(None, (_becomes(unclear), _unclear(unknown))))


def _as_now(total: Row) -> str:
    met = total.cells["stays_met"].people
    if met is None:
        return _("How many people meet the norm now is not shown: it would give a small number away.")
    return _("Now about %(met)s of the %(all)s people meet the norm.") % {
        "met": number(met),
        "all": number(total.people.people or 0),
    }


def _falls(out: int | None) -> str:
    if out is None:
        return _("How many people fall out is not shown.")
    if out == 0:
        return _("Nobody falls out.")
    return _("About %(number)s people who meet it now, or perhaps do, will not meet it then.") % {
        "number": number(out)
    }


def _comes(come: int | None) -> str:
    if come is None:
        return _("How many people come in is not shown.")
    if come == 0:
        return _("Nobody comes in.")
    return _("About %(number)s people who do not meet it now, or only perhaps, will meet it then.") % {
        "number": number(come)
    }


def _becomes(unclear: int | None) -> str:
    if unclear is None:
        return _("Of how many people it becomes unclear is not shown.")
    return (
        _("Of about %(number)s people it becomes unclear.") % {"number": number(unclear)} if unclear else ""
    )


def _unclear(unknown: int | None) -> str:
    if not unknown:
        return ""
    return _("Of about %(number)s people it is unclear, now and then alike.") % {"number": number(unknown)}


# --- the chart ------------------------------------------------------------------------------------------------------

WORDS, THICK, AIR = 22, 30, 12
"""Pixels for the words above a bar, for the bar, and for the air below it."""
WIDE_ENOUGH = 14
"""Percents that a piece must be wide to bear its number."""


def _chart(now: Row, then: Row, *, changed: bool) -> Chart | None:
    people = then.people.people
    if not people:
        return None
    bars = [(_("Now"), _pieces(now, people))]
    if changed:
        bars.append((_("Then"), _pieces(then, people)))
        for name in MOVES:
            count = then.cells[name].people
            if count:
                title = f"{COLUMNS[name]}: {number(count)}"
                bars.append((title, _joined([(name, count, "")], people)))
    made = tuple(
        Bar(title, pieces, place * (WORDS + THICK + AIR) + 15, place * (WORDS + THICK + AIR) + WORDS)
        for place, (title, pieces) in enumerate(bars)
    )
    kinds = {piece.kind for bar in made for piece in bar.pieces}
    names = {kind: str(words) for kind, (words, _cells) in STATES.items()} | {"hidden": _("not shown")}
    legend = tuple((kind, words) for kind, words in names.items() if kind in kinds)
    return Chart(made, len(made) * (WORDS + THICK + AIR), _told(now, then, changed=changed), legend)


def _sum(row: Row, names: Sequence[str]) -> int | None:
    found = [row.cells[name].people for name in names]
    known = [count for count in found if count is not None]
    return sum(known) if len(known) == len(found) else None


def _pieces(row: Row, people: int) -> tuple[Piece, ...]:
    counts = [(kind, _sum(row, cells)) for kind, (_words, cells) in STATES.items()]
    # Two rounded numbers may add up to a little more than everybody, rounded.
    counts = [(kind, None if count is None else min(count, people)) for kind, count in counts]
    known = [(kind, count, number(count)) for kind, count in counts if count]
    rest = people - sum(count for _kind, count, _text in known)
    if rest > 0 and any(count is None for _kind, count in counts):
        known.append(("hidden", rest, ""))
    return _joined(known, max(people, sum(count for _kind, count, _text in known)))


def _joined(counts: Sequence[tuple[str, int, str]], people: int) -> tuple[Piece, ...]:
    pieces, start = [], 0.0
    for kind, count, text in counts:
        width = 100 * count / people
        label = text if width >= WIDE_ENOUGH else ""
        pieces.append(Piece(kind, f"{start:.2f}%", f"{width:.2f}%", f"{start + width / 2:.2f}%", label))
        start += width
    return tuple(pieces)


def _told(now: Row, then: Row, *, changed: bool) -> str:
    """What the chart shows, for who hears it."""
    told = [f"{_('Now')}: {_states(now)}."]
    if changed:
        told.append(f"{_('Then')}: {_states(then)}.")
        moves = [f"{COLUMNS[name]}: {_text(then.cells[name], whole=False)}" for name in MOVES]
        told.append(f"{', '.join(moves)}.")
    return " ".join(told)


def _states(row: Row) -> str:
    counts = ((words, _sum(row, cells)) for words, cells in STATES.values())
    return ", ".join(
        f"{words} {_('not shown') if count is None else number(count)}" for words, count in counts
    )
