"""Makes the people of the demo world. Person number n is the same in a world of thirty and in one of a thousand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from vakwerk.apps.register.demo import names
from vakwerk.apps.register.demo.building import Builder
from vakwerk.apps.register.demo.cases import Case, case_for
from vakwerk.apps.register.demo.professions import (
    ARTS,
    BROAD,
    Profession,
    level_for,
    norm_without_totals_for,
    norms_for,
    profession_for,
)
from vakwerk.core import vocabulary
from vakwerk.core.dates import add_months
from vakwerk.core.dossier import Fact, Period

Day = Callable[[], dt.date]

HEAVY = 777
"""The person (by number) with the dossier of fifteen hundred facts; in a smaller world it is the last one."""

STARTS_AT = {
    "mbo-1": 18,
    "mbo-2": 19,
    "mbo-3": 20,
    "mbo-4": 21,
    "ad": 22,
    "hbo": 23,
    "master": 25,
    "pd": 31,
    "phd": 31,
}
DIPLOMAS = {
    "mbo-1": "Entree",
    "mbo-2": "Helpende zorg en welzijn",
    "mbo-3": "Begeleider",
    "mbo-4": "Sociaal werker",
    "ad": "Associate degree Sociaal werk",
    "hbo": "Bachelor",
    "master": "Master",
    "pd": "Professional doctorate",
    "phd": "PhD",
}


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Someone who does not exist, ready to be registered. `case` says what the dossier shows."""

    key: str
    given_names: str
    infix: str
    family_name: str
    born_on: dt.date
    level: str
    profession: str
    town: str
    since: dt.date
    period: Period
    past: tuple[Period, ...]
    admitted_by: str
    facts: tuple[Fact, ...]
    case: str


def people(count: int, *, seed: int, on: dt.date) -> Iterator[MadeUp]:
    """The first `count` people of the world of this seed, as it is on a date."""
    heavy = HEAVY if count > HEAVY else count - 1
    for index in range(count):
        yield person(index, seed=seed, on=on, heavy=index == heavy)


def person(index: int, *, seed: int, on: dt.date, heavy: bool = False) -> MadeUp:
    """Person number `index` (from 0)."""
    random = Random(f"vakwerk {seed} {index}")  # noqa: S311 - a world, not a secret
    profession, case = profession_for(random, index), case_for(random, index)
    given, infix, family = names.name_for(random)
    level = level_for(random, profession)
    key = f"p{index + 1:05d}"
    builder = Builder(key, on, random)
    period, past, since = _periods(random, case, on)
    experienced = profession.role == "ervaringsdeskundige"
    career = add_months(since, -random.randrange(0, 6 if case.first_period else 60))
    age_at_start = STARTS_AT[level] + random.randrange(0, 14)
    born = add_months(career, -12 * age_at_start) - dt.timedelta(days=random.randrange(0, 365))
    _entry(builder, profession, level, career, experienced)
    hours = random.randrange(case.hours[0], case.hours[1] + 1, 2)
    _work(builder, profession, level, career, hours, case)
    for norm in norms_for(random, profession):
        if norm != BROAD:
            _elsewhere(builder, norm, case, on, period, past)
    if case.leave:
        _leave(builder, case.leave, period)
    _activities(builder, profession, level, case, period, first=not past)
    if heavy:
        _many(builder, period)
    # A die of its own and the last facts: the rest of the person stays who they were.
    apart = Random(f"vakwerk {seed} {index} without totals")  # noqa: S311 - idem
    silent = norm_without_totals_for(apart, profession)
    if silent is not None:
        builder.recognition(silent, since, period, past=past, admitted_by="regular")
        if profession.role == "geestelijk-verzorger":
            builder.declaration("mission", career, "RING (fictief)")
    return MadeUp(
        key=key,
        given_names=given,
        infix=infix,
        family_name=family,
        born_on=born,
        level=level,
        profession=profession.role,
        town=random.choice(names.TOWNS) if random.random() < 0.6 else "",
        since=since,
        period=period,
        past=past,
        admitted_by="experience" if experienced else "regular",
        facts=tuple(builder.facts),
        case=case.key,
    )


def _periods(random: Random, case: Case, on: dt.date) -> tuple[Period, tuple[Period, ...], dt.date]:
    """A running period of five years somewhere around `on`, and those before it."""
    gone = random.randrange(61, 66) if case.over else random.randrange(1, 60)
    if case.first_period:
        gone = random.randrange(2, 30)
    start = add_months(on.replace(day=1), -gone) + dt.timedelta(days=random.randrange(0, 28))
    earlier = 0 if case.first_period else random.choice((0, 1, 1, 1, 2))
    bounds = [add_months(start, -60 * number) for number in range(earlier, -1, -1)]
    past = tuple(Period(start=bounds[n], end=bounds[n + 1]) for n in range(earlier))
    return Period(start=start, end=add_months(start, 60)), past, bounds[0]


def _entry(builder: Builder, profession: Profession, level: str, career: dt.date, experienced: bool) -> None:
    builder.declaration("code", career, "beroepscode")
    if experienced:
        builder.declaration("experience", career)
        builder.declaration("peer-confirmation", career, "cliëntenorganisatie (fictief)")
    if not experienced or builder.random.random() < 0.4:
        name = f"{DIPLOMAS[level]} (fictief)"
        builder.holding(level, profession.field, name, career)
    if vocabulary.level_number(level) > 6:
        builder.holding("hbo", profession.field, "Bachelor (fictief)", add_months(career, -24))
    if profession.role == "vaktherapeut":
        builder.declaration("membership", career, "beroepsvereniging (fictief)")


def _work(
    builder: Builder, profession: Profession, level: str, career: dt.date, hours: int, case: Case
) -> None:
    random, start = builder.random, career
    known = None if case.unknown_minutes else hours
    settings = (*profession.settings, "self-employed") if random.random() < 0.07 else profession.settings
    while random.random() < 0.45:
        until = add_months(start, random.randrange(9, 40))
        if until >= builder.on:
            break
        role = profession.role if random.random() < 0.7 else "other"
        builder.work(role, start, until, known, level, random.choice(names.EMPLOYERS), settings)
        start = until
    builder.work(profession.role, start, None, known, level, random.choice(names.EMPLOYERS), settings)


def _moved(period: Period, months: int, on: dt.date) -> Period:
    start = add_months(period.start, months)
    running = period.start <= on < period.end
    if running and not start <= on < add_months(start, 60):
        start = period.start
    return Period(start=start, end=add_months(start, 60))


def _elsewhere(
    builder: Builder, norm: str, case: Case, on: dt.date, own: Period, earlier: tuple[Period, ...]
) -> None:
    # Its period began some months before or after our own: the same years, another clock.
    shift = builder.random.randrange(-8, 9)
    period = _moved(own, shift, on)
    past = tuple(_moved(one, shift, on) for one in earlier)
    since = past[0].start if past else period.start
    other_route = norm.startswith("skj") and builder.random.random() < 0.1
    builder.recognition(
        norm, since, period, past=past, admitted_by="other-profile" if other_route else "regular"
    )
    if norm.startswith("skj"):
        issued = period.start - dt.timedelta(days=builder.random.randrange(5, 60))
        expired = max(
            issued + dt.timedelta(days=1), on - dt.timedelta(days=builder.random.randrange(10, 200))
        )
        builder.conduct(issued, expired if case.conduct_expired else None)
    if norm == ARTS and case.key != "short-by-a-little":
        day = period.start + (min(on, period.end) - period.start) * 0.8
        hours = 9 if case.first_period else builder.random.choice((16, 20, 24))
        builder.activity(
            "supervision", "Supervisie op eigen werk", day, hours, sessions=hours, started_on=period.start
        )


def _leave(builder: Builder, kind: str, period: Period) -> None:
    start = period.start + (min(period.end, builder.on) - period.start) * 0.4
    weeks = {"pregnancy": 6, "long-illness": 40, "parental-leave": 26}[kind]
    until = start + dt.timedelta(weeks=weeks)
    percent = 50 if kind == "parental-leave" else 100
    builder.absence(kind, start, until, percent)
    if kind == "pregnancy":
        builder.absence("maternity", until, until + dt.timedelta(weeks=10))


def _activities(
    builder: Builder, profession: Profession, level: str, case: Case, period: Period, *, first: bool
) -> None:
    random, on = builder.random, builder.on
    begin, end = period.start, min(period.end, on)
    if not case.inside:
        begin, end = add_months(period.start, -30), period.start - dt.timedelta(days=1)
    # Most people have what they need halfway the period, as courses come early and reflection goes on all the time.
    gone = (min(period.end, on) - period.start).days / (period.end - period.start).days
    pace = min(1.0, gone / 0.5) if case.inside else 1.0
    high = vocabulary.level_number(level) >= 6
    learning, reflection = (
        (60 if high else 50) * case.learning * pace,
        (62 if high else 42) * case.reflection * pace,
    )

    def day() -> dt.date:
        return begin + dt.timedelta(days=random.randrange(0, max(1, (end - begin).days)))

    formal, informal = learning * case.formal, learning * (1 - case.formal)
    by = profession.body if case.accredited else ""
    topics = ("ethics", "experiential-knowledge", "content", "methods", "law", "diversity", "content")
    for number, topic in enumerate(topics):
        if formal < 2:
            break
        hours = min(formal, random.choice((6, 8, 12, 16)) if number > 1 else random.choice((6, 8)))
        builder.course(day(), round(hours), topic, by=by if random.random() < 0.9 else "")
        formal -= hours
    while informal >= 1:
        hours = min(informal, random.choice((2, 3, 4, 6)))
        kind = random.choice(("e-learning", "conference", "reading", "workshop", "lecture"))
        builder.course(day(), round(hours), random.choice(topics), formal=False, kind=kind)
        informal -= hours
    _reflections(builder, reflection, case, day, guided=first)
    if vocabulary.level_number(level) >= 7:
        _contribution(builder, "teaching", "Gastles op de hogeschool", day(), 10 * pace + 2)
        _contribution(builder, "mentoring-others", "Starters begeleiden", day(), 14 * pace + 2)
    if level in ("pd", "phd"):
        _contribution(builder, "research", "Onderzoek met de praktijk", day(), 40 * pace + 4)


def _contribution(builder: Builder, kind: str, title: str, ended: dt.date, hours: float) -> None:
    builder.activity(kind, title, ended, round(hours), started_on=ended - dt.timedelta(weeks=8))


def _reflections(builder: Builder, hours: float, case: Case, day: Day, *, guided: bool) -> None:
    random = builder.random
    left = hours
    if case.alone:
        hours_alone = max(1, round(left * 0.6))
        started = (ended := day()) - dt.timedelta(weeks=10)
        builder.activity("self-reflection", "Reflectieverslag thuis", ended, hours_alone, started_on=started)
        left *= 0.4
    if guided or random.random() < 0.5:
        part = min(left, random.choice((9, 13, 16, 20) if case.first_period else (13, 16, 20)))
        remote = round(part * 0.3) if random.random() < 0.3 else 0
        kind = random.choice(("supervision", "supervision", "coaching", "work-guidance"))
        if part >= 2:
            builder.activity(
                kind, "Begeleiding een op een", ended := day(), round(part), sessions=max(1, round(part / 1.5)),
                started_on=ended - dt.timedelta(weeks=round(part)), remote_minutes=remote * 60,
                confirmed=1, confirmed_in="lvsc",
            )  # fmt: skip
        left -= part
    while left >= 1:
        meetings = random.choice((3, 4, 6))
        part = min(left, meetings * 2)
        kind, title = random.choice(
            (
                ("intervision", "Intervisie met collega's"),
                ("intervision", "Intervisie wijkteam"),
                ("case-discussion", "Casuïstiek bespreken"),
                ("moral-deliberation", "Moreel beraad"),
                ("peer-review", "Intercollegiale toetsing"),
            )
        )
        builder.activity(
            kind, title, ended := day(), max(1, round(part)), sessions=max(1, round(part / 2)),
            started_on=ended - dt.timedelta(weeks=round(part)), confirmed=random.choice((0, 2, 3, 4)),
        )  # fmt: skip
        left -= part


def _many(builder: Builder, period: Period) -> None:
    """Someone who writes everything down."""
    last = (min(period.end, builder.on) - period.start).days
    while len(builder.facts) < 1_500:
        day = period.start + dt.timedelta(days=builder.random.randrange(0, max(1, last)))
        kind = builder.random.choice(
            ("reading", "e-learning", "case-discussion", "intervision", "self-reflection")
        )
        builder.activity(kind, f"Aantekening {len(builder.facts)}", day, builder.random.choice((0.5, 1, 1.5)))
