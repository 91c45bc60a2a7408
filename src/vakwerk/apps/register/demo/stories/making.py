"""What the stories share: dates that move with the world, and putting a person together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from vakwerk.apps.register.demo.building import Builder
from vakwerk.apps.register.demo.people import MadeUp
from vakwerk.core.dates import add_months
from vakwerk.core.dossier import Period

ANCHOR = dt.date(2026, 11, 24)
Day = Callable[[int, int, int], dt.date]


def moved_to(on: dt.date) -> Day:
    """Days of the story as they fall in a world seen on `on`: later or earlier by whole months, as far as fits."""
    months = (on.year - ANCHOR.year) * 12 + on.month - ANCHOR.month - (1 if on.day < ANCHOR.day else 0)
    return lambda year, month, day: add_months(dt.date(year, month, day), months)


def five_years(start: dt.date) -> Period:
    """The period that starts here."""
    return Period(start=start, end=add_months(start, 60))


def made(
    builder: Builder, name: tuple[str, str, str], born_on: dt.date, level: str, profession: str, town: str,
    period: Period, past: tuple[Period, ...] = (), admitted_by: str = "regular",
) -> MadeUp:  # fmt: skip
    since = past[0].start if past else period.start
    return MadeUp(
        key=builder.key,
        given_names=name[0],
        infix=name[1],
        family_name=name[2],
        born_on=born_on,
        level=level,
        profession=profession,
        town=f"{town} (fictief)" if town else "",
        since=since,
        period=period,
        past=past,
        admitted_by=admitted_by,
        facts=tuple(builder.facts),
        case="story",
    )
