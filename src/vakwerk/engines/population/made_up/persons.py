"""The people of one block and what stands once for each of them: who they are and what they are under, since when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vakwerk.core import vocabulary
from vakwerk.engines.population.made_up.columns import Ints, Table, add_months
from vakwerk.engines.population.made_up.shape import Choice, measured, stated
from vakwerk.engines.population.made_up.world import BLOCK, Dice, World, chosen
from vakwerk.engines.population.memory import NONE

DEFAULT_MONTHS = 60
"""The period of people under a norm without periods: there they have one elsewhere, and facts around it."""
YEAR = 365


@dataclass(frozen=True, slots=True)
class Persons:
    """One block of people by column; days as numbers since 1970, `start` and `end` of the period they live in."""

    person: NDArray[np.int64]
    role: Ints
    level: Ints
    born: Ints
    career: Ints
    start: Ints
    end: Ints
    past: Ints
    since: Ints
    recognised: NDArray[np.bool_]
    edge: NDArray[np.bool_]
    empty: NDArray[np.bool_]


def persons_of(world: World, block: int) -> Persons:
    """Who is in the block of this number."""
    size, dice = BLOCK, Dice(world.seed, block, 0)
    people = measured()["people"]
    role = world.professions.share.draw(dice.uniform(size)).astype(np.int32)
    if world.hints.roles:
        named = np.array([world.professions.roles.index(one) for one in world.hints.roles])
        fits = dice.often(size, chosen("fitting_role"))
        role = np.where(fits, named[dice.under(size, len(named))], role).astype(np.int32)
    level = world.professions.level.draw(role, dice.uniform(size)).astype(np.int32)
    edge = dice.often(size, chosen("near_boundaries"))
    start, end = _periods(world, dice, edge)
    earlier = Choice.of(people["earlier_periods"])
    past = np.array(earlier.values)[earlier.draw(dice.uniform(size))].astype(np.int32)
    months = world.hints.months or DEFAULT_MONTHS
    since = add_months(start, -past * months)
    sooner = (past == 0) & dice.often(size, 30)
    since = np.where(sooner, since - 1 - dice.under(size, 400), since).astype(np.int32)
    ages = Choice.of(people["age_at_start"])
    age = np.array(ages.values)[ages.draw(dice.uniform(size))]
    born = add_months(since, -12 * age) - dice.under(size, YEAR)
    leap = dice.often(size, chosen("leap_day"))
    born = np.where(leap, _leap_day_before(born), born)
    career = (since - dice.under(size, 5 * YEAR)).astype(np.int32)
    career = np.where(dice.often(size, 300), since - dice.under(size, 20 * YEAR), career)
    return Persons(
        person=np.arange(block * size, (block + 1) * size, dtype=np.int64),
        role=role,
        level=level,
        born=np.where(dice.often(size, chosen("born_unknown")), NONE, born).astype(np.int32),
        career=np.clip(career, add_months(since, -480), world.on).astype(np.int32),
        start=start,
        end=end,
        past=past,
        since=since,
        recognised=~dice.often(size, chosen("not_recognised")),
        edge=edge,
        empty=dice.often(size, stated()["activities"]["nobody"]),
    )


def _periods(world: World, dice: Dice, edge: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Most people are in a period now; others in one that is over; the rest in any since the norm's first version."""
    size, months, on = BLOCK, world.hints.months or DEFAULT_MONTHS, world.on
    days = months * 30
    running = on - dice.under(size, days)
    over = on - days - dice.under(size, 2 * YEAR)
    ever = world.earliest + dice.under(size, max(1, on - world.earliest))
    draw = dice.uniform(size) * 1000
    start = np.where(
        draw < chosen("running"),
        running,
        np.where(draw < chosen("running") + chosen("just_over"), over, ever),
    )
    edges = np.concatenate([world.starts, np.array([on - 1, on, on + 1], dtype=np.int32)])
    start = np.where(edge & dice.often(size, 400), edges[dice.under(size, len(edges))], start)
    ends = np.concatenate([world.ends, np.array([on - 1, on, on + 1], dtype=np.int32)])
    by_end = add_months(ends[dice.under(size, len(ends))], -months)
    start = np.where(edge & dice.often(size, 500), by_end, start).astype(np.int32)
    length = np.full(size, months, dtype=np.int32)
    odd = dice.often(size, 20)
    length = np.where(odd, np.maximum(1, months + np.array([-12, -1, 1, 12])[dice.under(size, 4)]), length)
    return start, add_months(start, length)


def _leap_day_before(days: Ints) -> Ints:
    year = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    leap = year // 4 * 4
    leap = np.where(leap == 1900, 1896, leap)
    first = (leap - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    return (first + 31 + 28).astype(np.int32)


def people_table(world: World, persons: Persons) -> Table:
    """The table `people`."""
    dice, words = Dice(world.seed, int(persons.person[0]) // BLOCK, 1), world.words
    regions = words["people", "region"].codes(stated()["regions"])
    professions = words["people", "profession"].codes(world.professions.roles)
    levels = words["people", "level"].codes(world.professions.level.values)
    return {
        "person": persons.person,
        "id": persons.person,
        "born_on": persons.born,
        "profession": professions[persons.role],
        "level": levels[persons.level],
        "region": regions[dice.under(BLOCK, len(regions))],
    }


def recognitions_table(world: World, persons: Persons) -> Table:
    """The table `recognitions`: under the norm itself, and for some under one that meets it or any other."""
    dice, words = Dice(world.seed, int(persons.person[0]) // BLOCK, 2), world.words
    size, on = BLOCK, world.on
    routes = words["recognitions", "admitted_by"].codes(
        [None, "regular", *vocabulary.terms("admission_routes")]
    )
    draw = dice.uniform(size) * 1000
    unknown, otherwise = chosen("admitted_unknown"), chosen("admitted_otherwise")
    route = np.where(
        draw < unknown, 0, np.where(draw < unknown + otherwise, 2 + dice.under(size, len(routes) - 2), 1)
    )
    ended = dice.often(size, chosen("ended"))
    until = on + np.array([0, 1, -30, -400])[dice.under(size, 4)]
    until = np.where(ended & (until > persons.since), until, NONE).astype(np.int32)
    extended = dice.often(size, chosen("extended_before")) & (persons.past > 0)
    with_period = world.hints.months is not None
    own: Table = {
        "person": persons.person,
        "norm": words["recognitions", "norm"].codes([world.norm])[np.zeros(size, dtype=np.int32)],
        "since": persons.since,
        "until": until,
        "period_start": persons.start if with_period else np.full(size, NONE, dtype=np.int32),
        "period_end": persons.end if with_period else np.full(size, NONE, dtype=np.int32),
        "past": persons.past,
        "last_extended_days": np.where(extended, np.array([30, 112, 365])[dice.under(size, 3)], 0).astype(
            np.int32
        ),
        "admitted_by": routes[route],
    }
    tables = [{name: column[persons.recognised] for name, column in own.items()}]
    for names, often in ((world.hints.heavier, chosen("heavier")), (world.others, chosen("elsewhere"))):
        tables.append(_second(world, persons, dice, names, often))
    merged = {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}
    return _once(merged)


def _second(world: World, persons: Persons, dice: Dice, names: tuple[str, ...], often: int) -> Table:
    """A recognition under one of these norms, with a period that began some months before or after the first."""
    size = BLOCK
    codes = world.words["recognitions", "norm"].codes(names or (world.norm,))
    start = add_months(persons.start, dice.under(size, 17) - 8)
    until = np.where(dice.often(size, 100), world.on + np.array([0, 1, -200])[dice.under(size, 3)], NONE)
    periodless = dice.often(size, 200)
    kept = dice.often(size, often) if names else np.zeros(size, dtype=bool)
    regular = world.words["recognitions", "admitted_by"].code("regular")
    made: Table = {
        "person": persons.person,
        "norm": codes[dice.under(size, len(codes))],
        "since": start,
        "until": np.where(until > start, until, NONE).astype(np.int32),
        "period_start": np.where(periodless, NONE, start).astype(np.int32),
        "period_end": np.where(periodless, NONE, add_months(start, 60)).astype(np.int32),
        "past": np.zeros(size, dtype=np.int32),
        "last_extended_days": np.zeros(size, dtype=np.int32),
        "admitted_by": np.full(size, regular, dtype=np.int32),
    }
    return {name: column[kept] for name, column in made.items()}


def _once(table: Table) -> Table:
    """By person, and only the first where one would be under a norm twice."""
    key = table["person"].astype(np.int64) * 10_000 + table["norm"]
    _, first = np.unique(key, return_index=True)
    return {name: column[first] for name, column in table.items()}
