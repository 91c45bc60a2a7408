"""What the pages of the desk show, as frozen values: templates only set them out. States: ok, soon, todo, unknown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chip:
    """A state in a few words."""

    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A fact under a norm: does it count, for how much, and if not why not. `href` is empty for other readers."""

    state: str
    text: str
    amount: str = ""
    why: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """The facts of one requirement, those that do not count first; `more` is how many are not shown here."""

    shown: tuple[Line, ...]
    counting: int
    refused: int
    more: int


@dataclass(frozen=True, slots=True)
class Part:
    """An "of which" of a sum: how much of it there is, and what is missing or surplus."""

    id: str
    state: str
    text: str
    why: str
    depth: int


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement: a sum with a bar (`bar`), something that is there or not (`check`), or several to choose from.

    `share` lies between 0 and 1, and is None when no source says how much is needed;
    `heading` is above the rows of a choice.
    """

    id: str
    shape: str
    state: str
    title: str
    have: str = ""
    of: str = ""
    share: float | None = 0
    bar_state: str = "ok"
    note: str = ""
    parts: tuple[Part, ...] = ()
    rows: tuple[Row, ...] = ()
    lines: Lines | None = None
    because: str = ""
    """Why it is asked of this person, when it is not asked of everybody."""


@dataclass(frozen=True, slots=True)
class Period:
    """The window as it counts: `end` is the first day after it."""

    start: dt.date
    end: dt.date
    today: dt.date


@dataclass(frozen=True, slots=True)
class Card:
    """Where someone stands under one norm, in words."""

    norm: str
    title: str
    owner: str
    ours: bool
    number: str
    sub: str
    """Register, number there, version of the rules."""
    about_copy: str
    """How far our copy of the rules may be trusted."""
    stale: bool
    adjustable: bool
    chip: Chip
    state: str
    sentence: str
    notes: tuple[str, ...]
    period: Period | None
    extensions: tuple[str, ...]
    rows: tuple[Row, ...]
    nowhere: Lines | None
    """Facts that are not eligible at all, so that they belong to no requirement."""
    not_expressed: tuple[str, ...]
    met: bool

    @property
    def open_rows(self) -> list[Row]:
        """The requirements that still ask for something, or can not be established."""
        return [row for row in self.rows if row.state != "ok"]

    @property
    def met_rows(self) -> list[Row]:
        """The requirements that are complete."""
        return [row for row in self.rows if row.state == "ok"]


@dataclass(frozen=True, slots=True)
class Step:
    """The one next thing to do."""

    title: str
    note: str
    href: str
    action: str
