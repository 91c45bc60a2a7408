"""Columns of numpy numbers on their way to DuckDB: words are places in a list, days are counted from 1970.

Only in SQL do they become words and dates, so that a word stands once in memory and once in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from vakwerk.core.norms.compile import LAYOUT
from vakwerk.engines.population.memory import EPOCH, NONE

Ints = NDArray[np.int32]
Table = dict[str, NDArray[Any]]


class Words:
    """The words of one column; each gets the place at which it was first met, and None gets −1."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def code(self, word: str | None) -> int:
        """The place of a word."""
        return -1 if word is None else self._places.setdefault(word, len(self._places))

    def codes(self, words: Iterable[str | None]) -> Ints:
        """The places of some words."""
        return np.array([self.code(word) for word in words], dtype=np.int32)

    @property
    def sql(self) -> str:
        """The list of words in SQL; the word at place p is its element p + 1, and that at −1 is NULL."""
        listed = ", ".join("'" + word.replace("'", "''") + "'" for word in self._places)
        return f"CAST([{listed}] AS VARCHAR[])"


def days_of(day: date) -> int:
    """A date as the number of days since 1970."""
    return day.toordinal() - EPOCH


def date_of(days: int) -> date:
    """And back."""
    return date.fromordinal(int(days) + EPOCH)


def add_months(days: Ints, months: Ints | int) -> Ints:
    """The same day so many months later, or the last of that month; as `core.dates.add_months` for many at once."""
    dates = days.astype("datetime64[D]")
    month = dates.astype("datetime64[M]")
    place = (dates - month.astype("datetime64[D]")).astype(np.int64)
    target = month + np.asarray(months).astype("timedelta64[M]")
    first = target.astype("datetime64[D]")
    length = ((target + 1).astype("datetime64[D]") - first).astype(np.int64)
    found: Ints = (first.astype(np.int64) + np.minimum(place, length - 1)).astype(np.int32)
    return found


def joined(tables: list[Table]) -> Table:
    """Some tables under each other."""
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}


def between(table: Table, first: int, last: int) -> Table:
    """The rows of people `first` to `last`."""
    people = table["person"]
    if not len(people) or (
        people[0] >= first and people[-1] <= last and bool(np.all(people[:-1] <= people[1:]))
    ):
        return table
    kept = (people >= first) & (people <= last)
    return {name: column[kept] for name, column in table.items()}


def select(table: str, words: Mapping[tuple[str, str], Words], source: str) -> str:
    """SQL that reads registered columns as the table of `LAYOUT`."""
    listed = []
    for name, kind in LAYOUT[table].items():
        if (table, name) in words:
            read = f"{words[table, name].sql}[{name} + 1]"
        elif name == "fact":
            read = "'f' || fact"
        elif name == "id":
            read = "'made-up-' || lpad(CAST(id AS VARCHAR), 8, '0')"
        elif kind == "DATE":
            read = f"CASE WHEN {name} <> {NONE} THEN DATE '1970-01-01' + {name} END"
        elif kind == "BOOLEAN" or name == "person":
            read = name
        else:
            read = f"nullif({name}, {NONE})"
        listed.append(f"CAST({read} AS {kind}) AS {name}")
    return f"SELECT {', '.join(listed)} FROM {source}"


def register(connection: duckdb.DuckDBPyConnection, name: str, table: Table) -> None:
    """Show the columns to DuckDB as a table, without copying them."""
    connection.register(name, dict(table))
