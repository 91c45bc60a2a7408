"""Small pieces of SQL text. Dates and words are written as literals; nothing a norm says is ever pasted unquoted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date


def word(value: str) -> str:
    """A string literal."""
    return "'" + value.replace("'", "''") + "'"


def words(values: Iterable[str]) -> str:
    """A bracketed list of string literals; `(NULL)` when empty, which nothing equals."""
    listed = ", ".join(word(value) for value in sorted(values))
    return f"({listed or 'NULL'})"


def day(value: date) -> str:
    """A date literal."""
    return f"DATE '{value.isoformat()}'"


def least(values: Sequence[str], empty: str) -> str:
    """The smallest of the expressions; `empty` when there are none."""
    return values[0] if len(values) == 1 else f"least({', '.join(values)})" if values else empty


def yes_no(condition: str) -> str:
    """2 when the condition is true, 0 when it is false or unknown to SQL."""
    return f"CASE WHEN {condition} THEN 2 ELSE 0 END"


def add_months(expression: str, months: int | str) -> str:
    """Calendar months later, clamped to the last day of the month: as `core.dates.add_months`."""
    return f"CAST({expression} + to_months(CAST({months} AS INTEGER)) AS DATE)"


def days_between(start: str, end: str) -> str:
    """Days from start to end, as an integer."""
    return f"CAST(({end}) - ({start}) AS BIGINT)"


def overlap(start: str, end: str, other_start: str, other_end: str) -> str:
    """Days two half-open intervals share."""
    return f"greatest(0, {days_between(f'greatest({start}, {other_start})', f'least({end}, {other_end})')})"


def summed(expression: str) -> str:
    """A sum that is 0 when there is nothing, in 64 bits."""
    return f"CAST(coalesce(sum({expression}), 0) AS BIGINT)"


def union_days(rows: str) -> str:
    """From rows (person, s, e) to (person, days): days covered by at least one interval."""
    reached = (
        "coalesce(max(e) OVER (PARTITION BY person ORDER BY s, e ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), "
        "DATE '0001-01-01')"
    )
    fresh = days_between("greatest(s, reached)", "e")
    inner = f"SELECT person, s, e, {reached} AS reached FROM ({rows}) WHERE e > s"
    return f"SELECT person, {summed(f'greatest(0, {fresh})')} AS days FROM ({inner}) GROUP BY person"
