"""By what people are counted together, and how many go from one outcome to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np

from vakwerk.core.dates import add_months
from vakwerk.core.norms.compile.text import day, word

GROUPS = ("profession", "level", "part_time", "region", "age")
"""In the order of a key of `Grouped`."""
PART_TIME_FROM, FULL_TIME_FROM = 960, 1920
"""Minutes a week (16 and 32 hours): below the first little, from the second (nearly) full time. Our own bounds."""
AGES = (25, 35, 45, 55, 65)
"""Full years at which a next age group begins."""
WEEKS = ("none", "under-16", "16-to-32", "32-and-more")
AGE_GROUPS = ("under-25", "25-34", "35-44", "45-54", "55-64", "65-and-over")

Key = tuple[str | None, str | None, str | None, str | None, str | None, int, int]
"""Values of `GROUPS` (None: not known), what it was and what it becomes."""
Outcomes = tuple[int, int]
"""What it was and what it becomes: 0 not met, 1 undetermined, 2 met."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Exact counts: by (profession, level, part_time, region, age, was, becomes). For showing, see `showing`."""

    counts: Mapping[Key, int]

    @property
    def people(self) -> int:
        """How many people."""
        return sum(self.counts.values())

    def flows(self) -> Counter[Outcomes]:
        """Over everybody."""
        found: Counter[Outcomes] = Counter()
        for key, count in self.counts.items():
            found[key[5], key[6]] += count
        return found

    def by(self, group: str) -> dict[str | None, Counter[Outcomes]]:
        """Per value of one of `GROUPS` (None: not known)."""
        place = GROUPS.index(group)
        found: dict[str | None, Counter[Outcomes]] = {}
        for key, count in self.counts.items():
            value = key[:5][place]
            found.setdefault(value, Counter())[key[5], key[6]] += count
        return found


def merged(many: Iterable[Grouped]) -> Grouped:
    """All counts together."""
    counts: Counter[Key] = Counter()
    for one in many:
        counts.update(one.counts)
    return Grouped(dict(counts))


def count_groups(
    connection: duckdb.DuckDBPyConnection,
    on: date,
    relation: str,
    words: Mapping[str, Sequence[str]],
    *,
    held_only: bool,
) -> Grouped:
    """Counts by group, `was` and `becomes`, from a relation with those two and the columns of the person.

    `words` are every profession, level and region that occurs. Each group is counted under one number, for seven
    columns of words make a slow key.
    """
    sizes = (
        len(words["profession"]) + 1, len(words["level"]) + 1, len(WEEKS), len(words["region"]) + 1,
        len(AGE_GROUPS) + 1, 3, 3,
    )  # fmt: skip
    places = [
        _place("profession", words["profession"]), _place("level", words["level"]), _week_place(),
        _place("region", words["region"]), _age_place(on), "was", "becomes",
    ]  # fmt: skip
    key = places[0]
    for size, place in zip(sizes[1:], places[1:], strict=True):
        key = f"({key} * {size} + {place})"
    where = " WHERE held" if held_only else ""
    rows = connection.execute(
        f"SELECT CAST({key} AS BIGINT) AS key, count(*) AS people FROM ({relation}){where} GROUP BY ALL"
    ).fetchnumpy()
    values = [
        np.array([None, *words["profession"]], dtype=object), np.array([None, *words["level"]], dtype=object),
        np.array(WEEKS, dtype=object), np.array([None, *words["region"]], dtype=object),
        np.array([None, *AGE_GROUPS], dtype=object), np.arange(3), np.arange(3),
    ]  # fmt: skip
    left, columns = np.asarray(rows["key"], dtype=np.int64), []
    for size, value in zip(reversed(sizes), reversed(values), strict=True):
        left, here = np.divmod(left, size)
        columns.append(value[here].tolist())
    keys = zip(*reversed(columns), strict=True)
    return Grouped(dict(zip(keys, np.asarray(rows["people"]).tolist(), strict=True)))


def _place(column: str, words: Sequence[str]) -> str:
    """Where the word stands, from 1; 0 when it is not known."""
    return f"coalesce(list_position([{', '.join(word(one) for one in words)}]::VARCHAR[], {column}), 0)"


def _week_place() -> str:
    return (
        f"CASE WHEN weekly_minutes IS NULL THEN 0 WHEN weekly_minutes < {PART_TIME_FROM} THEN 1 "
        f"WHEN weekly_minutes < {FULL_TIME_FROM} THEN 2 ELSE 3 END"
    )


def _age_place(on: date) -> str:
    """0 when it is not known, else how many of `AGES` were reached, plus 1."""
    reached = " + ".join(f"CAST(born_on <= {day(add_months(on, -12 * years))} AS INTEGER)" for years in AGES)
    return f"CASE WHEN born_on IS NULL THEN 0 ELSE 1 + {reached} END"
