"""`portfolio(dossier, start, end, on)`: what someone did and holds in a period, under the expectations it shows.

Nothing is judged here: no fact is too little and no heading must be filled. Hours are those of activities that are
finished; work is told by its hours a week, for what it adds up to is a question of each norm.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vakwerk.core.dossier import Activity, Document, Dossier, Fact, Holding
from vakwerk.core.portfolio.placing import PLACES, Line, lines, places_of


@dataclass(frozen=True, slots=True)
class Shown:
    """One fact under one place. `day` places it (None: not finished); `line` is the first line that put it here.

    `fresh`: it began, was finished or was awarded inside the period, and is not only still valid. `minutes` is None for
    what has no length, or no known one. `also` are the other places it stands under.
    """

    fact: Fact
    day: date | None
    fresh: bool
    minutes: int | None
    line: Line
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One place: its facts, latest first; the minutes they add up to; how many have no known length; and which lines
    nothing shows yet.
    """

    place: str
    shown: tuple[Shown, ...]
    minutes: int
    unknown: int
    absent: tuple[Line, ...]

    def by_line(self) -> tuple[tuple[Line, tuple[Shown, ...]], ...]:
        """The facts by the line that put them here, in the file's order."""
        found: dict[str, list[Shown]] = {}
        for one in self.shown:
            found.setdefault(one.line.id, []).append(one)
        return tuple((line, tuple(found[line.id])) for line in lines() if line.id in found)


@dataclass(frozen=True, slots=True)
class Left:
    """A fact of the period that stands nowhere: no line is about it, or the data leave its kind out."""

    fact: Fact
    day: date | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The facts of [start, end) as known on `on`. `minutes` counts every activity once, wherever it stands."""

    start: date
    end: date
    on: date
    sections: tuple[Section, ...]
    rest: tuple[Left, ...]
    facts: int
    minutes: int

    def section(self, place: str) -> Section:
        """The section of one place. Raises KeyError."""
        for one in self.sections:
            if one.place == place:
                return one
        raise KeyError(place)


def portfolio(dossier: Dossier, start: date, end: date, on: date) -> Portfolio:
    """The facts of the period [start, end) that have happened by `on`, under every place they show.

    An activity belongs to the period in which it was finished; an unfinished one to the period in which `on` lies.
    What lasts (work, a registration, a diploma, a membership) belongs to every period it touches.
    """
    inside = [fact for fact in dossier.facts() if in_period(fact, start, end, on)]
    inside.sort(key=lambda fact: (day_of(fact) or date.max, fact.id), reverse=True)
    by_place: dict[str, list[Shown]] = {place: [] for place in PLACES}
    rest = []
    for fact in inside:
        day, minutes, placing = day_of(fact), minutes_of(fact), places_of(fact)
        if not placing:
            rest.append(Left(fact, day, minutes))
            continue
        under = tuple(place for place in PLACES if any(place in line.under for line in placing))
        for place in under:
            line = next(line for line in placing if place in line.under)
            fresh = day is None or start <= day < end
            also = tuple(other for other in under if other != place)
            by_place[place].append(Shown(fact, day, fresh, minutes, line, also))
    sections = tuple(_section(place, by_place[place]) for place in PLACES)
    return Portfolio(
        start, end, on, sections, tuple(rest), len(inside), sum(minutes_of(fact) or 0 for fact in inside)
    )


def _section(place: str, shown: list[Shown]) -> Section:
    told = {line.id for one in shown for line in places_of(one.fact)}
    return Section(
        place,
        tuple(shown),
        sum(one.minutes or 0 for one in shown),
        sum(1 for one in shown if _length_is_missing(one.fact)),
        tuple(line for line in lines() if place in line.under and line.id not in told),
    )


def day_of(fact: Fact) -> date | None:
    """The day that places a fact in time; None for an activity that is not finished."""
    if isinstance(fact, Activity):
        return fact.completed_on
    if isinstance(fact, Holding):
        return fact.awarded_on
    if isinstance(fact, Document):
        return fact.issued_on
    since: date | None = getattr(fact, "since", None)
    return since


def minutes_of(fact: Fact) -> int | None:
    """The length of a finished activity; None for everything else and where it is not known."""
    return fact.minutes if isinstance(fact, Activity) and fact.completed_on is not None else None


def _length_is_missing(fact: Fact) -> bool:
    return isinstance(fact, Activity) and fact.completed_on is not None and fact.minutes is None


def in_period(fact: Fact, start: date, end: date, on: date) -> bool:
    """Whether a fact belongs to the period [start, end), as known on `on`."""
    day = day_of(fact)
    if isinstance(fact, Activity):
        if day is None:
            begun = fact.started_on is None or (fact.started_on < end and fact.started_on <= on)
            return begun and start <= on < end
        return start <= day < end and day <= on
    until: date | None = getattr(fact, "until", None)
    return day is not None and day < end and day <= on and (until is None or until > start)
