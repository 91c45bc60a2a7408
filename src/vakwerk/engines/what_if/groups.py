"""By what people are counted together, and how many go from one outcome to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

GROUPS = ("profession", "level", "part_time", "region", "age")
"""In the order of the columns that `group_columns` gives."""
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
class Flow:
    """How many people go from `was` to `becomes`."""

    was: int
    becomes: int
    people: int


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


def group_columns(on: date) -> str:
    """The columns of `GROUPS` over stored decisions or measures, as SQL."""
    born = (
        f"({on.year} - year(born_on) - CAST(({on.month * 100 + on.day} < month(born_on) * 100 + day(born_on)) "
        "AS INTEGER))"
    )
    ages = " ".join(f"WHEN {born} < {edge} THEN '{AGE_GROUPS[k]}'" for k, edge in enumerate(AGES))
    return (
        "profession, level, "
        f"CASE WHEN weekly_minutes IS NULL THEN 'none' WHEN weekly_minutes < {PART_TIME_FROM} THEN '{WEEKS[1]}' "
        f"WHEN weekly_minutes < {FULL_TIME_FROM} THEN '{WEEKS[2]}' ELSE '{WEEKS[3]}' END AS part_time, region, "
        f"CASE WHEN born_on IS NULL THEN NULL {ages} ELSE '{AGE_GROUPS[-1]}' END AS age"
    )


def grouped_sql(on: date, relation: str, *, held_only: bool) -> str:
    """Counts by group, `was` and `becomes`, from a relation with those two and the columns of the person."""
    where = " WHERE held" if held_only else ""
    return (
        f"SELECT {group_columns(on)}, was, becomes, count(*) AS people FROM ({relation}){where} GROUP BY ALL"
    )
