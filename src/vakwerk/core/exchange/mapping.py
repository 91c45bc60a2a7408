"""From columns to the fields of an activity: guessed from headings and values, corrected by the person, remembered."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from vakwerk.core import vocabulary
from vakwerk.core.exchange import words
from vakwerk.core.exchange.header import Table
from vakwerk.core.exchange.values import (
    BadValue,
    Order,
    looks_like_day,
    looks_like_length,
    order_of,
    read_number,
)
from vakwerk.core.freetext import folded

FIELDS: tuple[str, ...] = (
    "title",
    "completed_on",
    "started_on",
    "minutes",
    "hours",
    "points",
    "kind",
    "form",
    "provider",
    "accreditation",
    "accreditor",
    "category",
    "topics",
    "status",
    "note",
)
"""What a column may be; any other column is left out."""
MANY = frozenset({"note"})
"""Fields that several columns may fill together."""
MOST_WORDS = 40
"""A column with more different words than this names no kinds."""
STATUSES = ("approved", "pending", "rejected")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What every column is, and how its words and numbers are read. Words are folded: no capitals, accents or signs.

    `minutes_of_point`: how many minutes one point is; None: not said. `kind`: for lines of which no word says the kind.
    `accreditor`: whose numbers these are where no column says it; empty: not said.
    """

    fields: tuple[str, ...]
    orders: Mapping[str, Order] = field(default_factory=dict)
    minutes_of_point: int | None = None
    kind: str = "learning"
    accreditor: str = ""
    kinds: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)

    def column_of(self, name: str) -> int | None:
        """The column that holds a field; None when none does."""
        return self.fields.index(name) if name in self.fields else None

    def kind_columns(self) -> tuple[int, ...]:
        """The columns whose words say the kind and the form: of kinds, or else of categories, and of forms."""
        kind = self.column_of("kind")
        found = kind if kind is not None else self.column_of("category")
        return tuple(column for column in (found, self.column_of("form")) if column is not None)

    def as_data(self) -> dict[str, Any]:
        """As plain data, to be kept."""
        return {
            "fields": list(self.fields),
            "orders": dict(self.orders),
            "minutes_of_point": self.minutes_of_point,
            "kind": self.kind,
            "accreditor": self.accreditor,
            "kinds": dict(self.kinds),
            "forms": dict(self.forms),
            "statuses": dict(self.statuses),
        }


def mapping_from(data: Mapping[str, Any], width: int) -> ColumnMapping:
    """A kept mapping again; whatever is no longer known is left out rather than guessed."""
    fields = [name if name in FIELDS else "" for name in data.get("fields", [])][:width]
    return ColumnMapping(
        fields=(*fields, *[""] * (width - len(fields))),
        orders={k: v for k, v in data.get("orders", {}).items() if v in ("day-first", "month-first")},
        minutes_of_point=data.get("minutes_of_point"),
        kind=_term("activity_kinds", data.get("kind"), "learning"),
        accreditor=_term("accreditors", data.get("accreditor"), ""),
        kinds={w: k for w, k in data.get("kinds", {}).items() if vocabulary.is_term("activity_kinds", k)},
        forms={w: f for w, f in data.get("forms", {}).items() if f in ("formal", "informal")},
        statuses={w: s for w, s in data.get("statuses", {}).items() if s in STATUSES},
    )


def _term(name: str, key: Any, otherwise: str) -> str:
    return key if isinstance(key, str) and vocabulary.is_term(name, key) else otherwise


def guess(table: Table, today: dt.date) -> ColumnMapping:
    """The likeliest mapping of a table. A guess: it is shown before anything is read with it."""
    named = [words.heading(heading) if table.line is not None else None for heading in table.headings]
    fields = ["" for _ in table.headings]
    for column, name in enumerate(named):
        if name and _fits(name, table.column(column), today) and (name in MANY or name not in fields):
            fields[column] = name
    _guess_days(fields, table, today)
    for column in range(len(fields)):
        if not fields[column] and "minutes" not in fields and "hours" not in fields:
            values = table.column(column)
            if values and sum(map(looks_like_length, values)) >= 0.8 * len(values):
                fields[column] = "hours"
    if "title" not in fields:
        _guess_title(fields, table, today)
    mapping = ColumnMapping(tuple(fields))
    return with_words(replace(mapping, orders=orders_of(mapping, table, today)), table)


def _fits(name: str, values: list[str], today: dt.date) -> bool:
    """Whether the values contradict what the heading says."""
    if not values:
        return True
    if name in ("completed_on", "started_on"):
        return sum(looks_like_day(value, today) for value in values) >= 0.5 * len(values)
    if name == "points":
        return sum(map(_is_number, values)) >= 0.5 * len(values)
    if name in ("hours", "minutes"):
        return sum(_is_number(v) or looks_like_length(v) for v in values) >= 0.5 * len(values)
    if name in ("kind", "form", "status"):
        return len({folded(value) for value in values}) <= MOST_WORDS
    return True


def _is_number(text: str) -> bool:
    try:
        read_number(text)
    except BadValue:
        return False
    return True


def _guess_days(fields: list[str], table: Table, today: dt.date) -> None:
    if "completed_on" in fields:
        return
    days = [
        column
        for column in range(len(fields))
        if fields[column] in ("", "started_on")
        and (values := table.column(column))
        and sum(looks_like_day(value, today) for value in values) >= 0.8 * len(values)
    ]
    if days:
        # One column of dates is when it was; of two the later one is the end.
        fields[days[-1]] = "completed_on"


def _guess_title(fields: list[str], table: Table, today: dt.date) -> None:
    """The column with the longest texts that differ from each other."""
    best, longest = None, 8.0
    for column, name in enumerate(fields):
        values = [value for value in table.column(column) if not looks_like_day(value, today)]
        if name not in ("", "note") or len(values) < 0.5 * len(table.rows):
            continue
        length = sum(map(len, values)) / len(values)
        if len(set(values)) >= 0.3 * len(values) and length > longest:
            best, longest = column, length
    if best is not None:
        fields[best] = "title"


def orders_of(mapping: ColumnMapping, table: Table, today: dt.date) -> dict[str, Order]:
    """The order of day and month in each column of days that shows it."""
    found: dict[str, Order] = {}
    for name in ("completed_on", "started_on"):
        column = mapping.column_of(name)
        if column is not None:
            order, _asked = order_of(table.column(column), today)
            if order:
                found[name] = order
    return found


def words_of(mapping: ColumnMapping, table: Table) -> tuple[str, ...]:
    """The different words that say a kind or form, most used first, as they are written."""
    counted: Counter[str] = Counter()
    written: dict[str, str] = {}
    for column in mapping.kind_columns():
        for value in table.column(column):
            counted[folded(value)] += 1
            written.setdefault(folded(value), value)
    return tuple(written[word] for word, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0])))[
        :MOST_WORDS
    ]


def statuses_of(mapping: ColumnMapping, table: Table) -> tuple[str, ...]:
    """The different words in the column of statuses, as they are written."""
    column = mapping.column_of("status")
    if column is None:
        return ()
    return tuple({folded(value): value for value in table.column(column)}.values())[:MOST_WORDS]


def with_words(mapping: ColumnMapping, table: Table) -> ColumnMapping:
    """The mapping with a meaning for every word we know; what it had already stays."""
    kinds, forms, statuses = dict(mapping.kinds), dict(mapping.forms), dict(mapping.statuses)
    for word in map(folded, words_of(mapping, table)):
        kind, form = kind_in(word), form_in(word)
        if kind is not None:
            kinds.setdefault(word, kind)
        if form is not None:
            forms.setdefault(word, form)
    for word in map(folded, statuses_of(mapping, table)):
        meaning = words.meaning("statuses", word)
        if meaning is not None:
            statuses.setdefault(word, meaning)
    return replace(mapping, kinds=kinds, forms=forms, statuses=statuses)


def kind_in(word: str) -> str | None:
    """The kind a folded text names: whole, or by the longest known word within it."""
    return _inside("kinds", word)


def form_in(word: str) -> str | None:
    """Whether a folded text says formal or informal learning."""
    return _inside("forms", word)


def _inside(name: str, word: str) -> str | None:
    known = words.meanings(name)
    if word in known:
        return known[word]
    inside = f" {word} "
    fits = [one for one in known if len(one) > 4 and f" {one} " in inside]
    return known[max(fits, key=len)] if fits else None


@dataclass(frozen=True, slots=True)
class Question:
    """Something only the person can say: what is asked, and about which column or field."""

    code: str  # "no-title" | "no-day" | "twice" | "order" | "points" | "accreditor"
    about: str = ""
    column: int | None = None


def questions(mapping: ColumnMapping, table: Table, today: dt.date) -> tuple[Question, ...]:
    """What must still be said before lines can be read."""
    asked: list[Question] = []
    if "title" not in mapping.fields and "kind" not in mapping.fields:
        asked.append(Question("no-title"))
    if "completed_on" not in mapping.fields:
        asked.append(Question("no-day"))
    for name, times in Counter(name for name in mapping.fields if name and name not in MANY).items():
        if times > 1:
            last = len(mapping.fields) - 1 - mapping.fields[::-1].index(name)
            asked.append(Question("twice", name, last))
    for name in ("completed_on", "started_on"):
        column = mapping.column_of(name)
        if column is not None and name not in mapping.orders and order_of(table.column(column), today)[1]:
            asked.append(Question("order", name, column))
    uses_points = "points" in mapping.fields and not {"minutes", "hours"} & set(mapping.fields)
    if uses_points and mapping.minutes_of_point is None:
        asked.append(Question("points", "points", mapping.column_of("points")))
    if "accreditation" in mapping.fields and "accreditor" not in mapping.fields and not mapping.accreditor:
        column = mapping.column_of("accreditation")
        assert column is not None
        if table.column(column):
            asked.append(Question("accreditor", "accreditation", column))
    return tuple(asked)
