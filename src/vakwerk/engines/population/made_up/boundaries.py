"""People made for the edges of one norm: exactly a threshold, a minute more or less, a day before, on and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vakwerk.core import vocabulary
from vakwerk.core.dates import add_months
from vakwerk.core.dossier import (
    Absence,
    Activity,
    Declaration,
    Document,
    Dossier,
    Hardship,
    Holding,
    Measure,
    Period,
    Recognition,
    Work,
)
from vakwerk.core.norms.evaluate import assess
from vakwerk.core.norms.model import Norm, Version
from vakwerk.core.norms.nearest import activity_that_fits
from vakwerk.engines.population.made_up.hints import Hints, around, hints_of
from vakwerk.engines.population.made_up.thresholds import facts_worth, groups_with_threshold

ONE_DAY = timedelta(days=1)
EARLIER_THAN_ALL = date(1990, 1, 1)
MANY_FACTS = 1_500
MONTHS = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A dossier with nothing but a recognition, for whom this version holds, and the window in which facts count."""

    version: Version
    bare: Dossier
    start: date
    end: date


def boundary_people(norm: Norm, on: date) -> list[Dossier]:
    """All of them, in a fixed order; the id of each says which edge it is on."""
    hints = hints_of(norm)
    places = [place for version in norm.versions if (place := place_in(norm, version, on)) is not None]
    found: list[Dossier] = []
    for place in places:
        found += _at_thresholds(place, on)
    latest = places[-1] if places else None
    if latest is not None:
        found += _at_the_edges_of_time(latest, on)
        found += _unknown(latest, on)
        found += _on_leave(latest, on)
        found += _decided(latest, norm, hints, on)
        found += _shown(latest, hints, on)
        found += _much_and_little(latest, on)
    found += _recognised(norm, hints, on)
    return found


def place_in(norm: Norm, version: Version, on: date) -> Place | None:
    """Somebody for whom this version holds on the date, in the middle of a period when there can be one."""
    for start in _candidates(norm, version, on):
        bare = _under(norm, start)
        said = assess(norm, bare, on)
        if said.used is not None and said.used.version.since == version.since and said.window is not None:
            # A norm without periods looks at the whole of a life: there the last years are the place to be.
            begin = max(said.window.start, add_months(on, -2 * MONTHS))
            return Place(version, bare, begin, min(said.window.end, add_months(on, 2 * MONTHS)))
    return None


def _candidates(norm: Norm, version: Version, on: date) -> list[date]:
    months = norm.period.length_months if norm.period else MONTHS
    begin, end = max(version.since, EARLIER_THAN_ALL), min(version.until or on, on)
    late = add_months(on, -months) + timedelta(days=40)
    return [
        late,
        max(begin, late),
        *(day for day in (end - 30 * ONE_DAY, end - ONE_DAY, begin) if day >= EARLIER_THAN_ALL),
    ]


def _under(norm: Norm, start: date, end: date | None = None) -> Dossier:
    months = norm.period.length_months if norm.period else None
    stop = end or (add_months(start, months) if months else None)
    period = Period(start=start, end=stop) if stop and months else None
    held = Recognition(id="r", norm=norm.id, since=start, period=period, admitted_by="regular")
    return Dossier(person="", born_on=date(1980, 2, 29), recognitions=(held,))


def _at_thresholds(place: Place, on: date) -> Iterator[Dossier]:
    since = place.version.since.isoformat()
    for total, group, conditions in groups_with_threshold(place.version):
        assert group.at_least is not None
        # Ordinary work beside a sum of activities, since a threshold may be in proportion to it.
        base = place.bare.adding(_job(place)) if total.facts == "activities" else place.bare
        for word, more in (("exactly", 0), ("a minute less", -1), ("a minute more", 1)):
            facts = facts_worth(
                place.version, total, conditions, group.at_least, more, (place.start, place.end), on
            )
            if facts is not None:
                name = f"edge: {since}: {group.id}: {word}"
                yield replace(base, person=name).adding(*facts)


def _job(place: Place) -> Work:
    return Work(id="w", role="sociaal-werker", since=place.start, minutes_per_week=24 * 60, level="hbo")


def _fitting(version: Version, on: date) -> Activity:
    """An activity that the first sum of activities takes; any course when there is none."""
    for total, _, conditions in groups_with_threshold(version):
        if total.facts == "activities":
            made = activity_that_fits(conditions, on)
            if made is not None:
                return made
    return Activity(id="a", kind="course", form="formal", minutes=60, completed_on=on)


def _at_the_edges_of_time(place: Place, on: date) -> Iterator[Dossier]:
    usual = replace(_fitting(place.version, on), minutes=600)
    days = {
        "the day before the start": place.start - ONE_DAY, "the start": place.start,
        "the last day": place.end - ONE_DAY, "the end": place.end, "the date": on,
        "the day after the date": on + ONE_DAY,
        "a leap day": _leap_day(on),
    }  # fmt: skip
    for name, day in days.items():
        act = replace(usual, id="a", completed_on=day, started_on=day - ONE_DAY)
        yield replace(place.bare, person=f"edge: completed on {name}").adding(act, _job(place))
        spell = Work(
            id="w", role="sociaal-werker", since=day, until=day + ONE_DAY, minutes_per_week=60, level="hbo"
        )
        yield replace(place.bare, person=f"edge: worked one day, {name}").adding(spell)
        for what, born in (("", 0), (" and a day", 1)):
            age = add_months(day, -12 * 21) + timedelta(days=born)
            yield replace(place.bare, person=f"edge: twenty-one on {name}{what}", born_on=age)
    acts = [
        replace(usual, id=f"a{number}", completed_on=day)
        for number, day in enumerate(sorted(set(days.values())))
    ]
    yield replace(place.bare, person="edge: completed on all edges").adding(*acts, _job(place))


def _leap_day(on: date) -> date:
    year = on.year - on.year % 4
    leap = date(year, 2, 29)
    return leap if leap <= on else date(year - 4, 2, 29)


def _unknown(place: Place, on: date) -> Iterator[Dossier]:
    usual, job = (
        replace(_fitting(place.version, on), id="a", minutes=600, completed_on=_inside(place, on)),
        _job(place),
    )
    many = [replace(usual, id=f"a{number}", minutes=None) for number in range(3)]
    days = [replace(act, started_on=place.start, completed_on=act.completed_on) for act in many]
    yield replace(place.bare, person="edge: minutes unknown").adding(*many, job)
    yield replace(place.bare, person="edge: minutes unknown, over many days").adding(*days, job)
    yield replace(place.bare, person="edge: form unknown").adding(
        replace(usual, form=None, minutes=60_000), job
    )
    yield replace(place.bare, person="edge: not finished").adding(replace(usual, completed_on=None), job)
    yield replace(place.bare, person="edge: level unknown").adding(usual, replace(job, level=None))
    yield replace(place.bare, person="edge: working week unknown").adding(
        usual, replace(job, minutes_per_week=None)
    )
    yield replace(place.bare, person="edge: born on an unknown day", born_on=None).adding(usual, job)
    yield replace(place.bare, person="edge: all at a distance").adding(
        replace(usual, remote_minutes=600), job
    )
    for minutes in (59, 60, 61):
        act = replace(usual, minutes=minutes * 4, sessions=4)
        yield replace(place.bare, person=f"edge: sessions of {minutes} minutes").adding(act, job)


def _inside(place: Place, on: date) -> date:
    return max(place.start, min(place.end - ONE_DAY, on))


def _on_leave(place: Place, on: date) -> Iterator[Dossier]:
    usual, job = (
        replace(_fitting(place.version, on), id="a", minutes=600, completed_on=_inside(place, on)),
        _job(place),
    )
    for kind in vocabulary.terms("absence_kinds"):
        for name, since, until in (
            ("over the start", place.start - 30 * ONE_DAY, place.start + 30 * ONE_DAY),
            ("over the end", place.end - 30 * ONE_DAY, place.end + 30 * ONE_DAY),
            ("going on", place.start + 30 * ONE_DAY, None),
        ):
            leave = Absence(id="x", kind=kind, since=since, until=until, percent=100 if until else 50)
            yield replace(place.bare, person=f"edge: {kind} {name}").adding(usual, job, leave)


def _decided(place: Place, norm: Norm, hints: Hints, on: date) -> Iterator[Dossier]:
    job = _job(place)
    for asked in hints.requirements:
        decision = Hardship(id="q", norm=norm.id, requirement=asked, since=on - ONE_DAY, decided_by="")
        yield replace(place.bare, person=f"edge: hardship at {asked}").adding(job, decision)
    first = hints.requirements[0]
    for name, since, until in (
        ("from the date", on, None), ("from the day after", on + ONE_DAY, None),
        ("until the date", on - ONE_DAY, on), ("until the day after", on - ONE_DAY, on + ONE_DAY),
    ):  # fmt: skip
        decision = Hardship(id="q", norm=norm.id, requirement=first, since=since, until=until)
        yield replace(place.bare, person=f"edge: hardship {name}").adding(job, decision)
    for kind in hints.measures:
        measure = Measure(
            id="m", norm=norm.id, kind=kind, since=place.start, until=place.start + 100 * ONE_DAY
        )
        yield replace(place.bare, person=f"edge: {kind} in the period").adding(job, measure)


def _shown(place: Place, hints: Hints, on: date) -> Iterator[Dossier]:
    ends = {"without end": None, "until the date": on, "until the day after": on + ONE_DAY}
    for kind, scope in hints.documents:
        for name, until in ends.items():
            for begun, issued in (
                ("the start", place.start),
                ("the day after the start", place.start + ONE_DAY),
            ):
                seen = Document(
                    id="d", kind=kind, issued_on=min(issued, on - ONE_DAY), until=until, scope=scope
                )
                yield replace(place.bare, person=f"edge: {kind} from {begun} {name}").adding(seen)
    for kind, about in hints.declarations:
        for name, until in ends.items():
            made = Declaration(id="c", kind=kind, about=about, since=on - ONE_DAY, until=until)
            yield replace(place.bare, person=f"edge: {kind} {name}").adding(made)
    for number, held in enumerate(hints.holdings):
        for name, until in ends.items():
            own = Holding(
                id="h", kind=held.kind, name=held.name, level=held.level, field=held.field, shown_by=held.shown_by,
                awarded_on=on - ONE_DAY, until=until,
            )  # fmt: skip
            yield replace(place.bare, person=f"edge: {held.kind} {number} {name}").adding(own)


def _much_and_little(place: Place, on: date) -> Iterator[Dossier]:
    yield Dossier(person="edge: nothing at all")
    yield replace(place.bare, person="edge: no facts")
    yield replace(place.bare, person="edge: no recognition", recognitions=()).adding(_job(place))
    usual, reach = _fitting(place.version, on), (_inside(place, on) - place.start).days + 1
    acts = [
        replace(
            usual,
            id=f"a{number}",
            minutes=30 + number % 90,
            completed_on=place.start + (number % reach) * ONE_DAY,
        )
        for number in range(MANY_FACTS)
    ]
    yield replace(place.bare, person="edge: fifteen hundred facts").adding(_job(place), *acts)


def _recognised(norm: Norm, hints: Hints, on: date) -> Iterator[Dossier]:
    months = norm.period.length_months if norm.period else None
    middle = add_months(on, -(months or MONTHS) // 2)
    for heavier in hints.heavier:
        for name, until in (("", None), (" until the date", on), (" until the day after", on + ONE_DAY)):
            held = Recognition(id="r2", norm=heavier, since=middle, until=until)
            yield replace(_under(norm, middle), person=f"edge: under {heavier}{name}").adding(held)
    for route in (None, *vocabulary.terms("admission_routes")):
        (own,) = _under(norm, middle).recognitions
        came = replace(own, admitted_by=route)
        yield replace(_under(norm, middle), person=f"edge: admitted by {route}", recognitions=(came,))
    if months is None:
        return
    starts = {*around(hints.starts), *around((on, add_months(on, -months))), date(2020, 2, 29)}
    for start in sorted(day for day in starts if day > EARLIER_THAN_ALL):
        yield replace(_under(norm, start), person=f"edge: period from {start}")
    for end in sorted({*around(hints.ends), *around((on,))}):
        yield replace(_under(norm, add_months(end, -months), end), person=f"edge: period until {end}")
    for past, extended in ((1, 0), (1, 112), (2, 0)):
        (own,) = _under(norm, middle).recognitions
        before = tuple(
            Period(
                start=add_months(middle, -months * n),
                end=add_months(middle, -months * (n - 1)),
                extended_days=extended,
            )
            for n in range(past, 0, -1)
        )
        been = replace(own, past=before, since=before[0].start)
        name = f"edge: {past} earlier periods, extended by {extended} days"
        yield replace(_under(norm, middle), person=name, recognitions=(been,))
