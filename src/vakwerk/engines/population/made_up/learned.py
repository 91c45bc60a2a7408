"""The activities of one block of people: as many as the demo world has, and beyond them a heavy tail."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vakwerk.core.norms.compile.tables import barred
from vakwerk.engines.population.made_up.columns import Ints, Table
from vakwerk.engines.population.made_up.persons import Persons
from vakwerk.engines.population.made_up.shape import Choice, measured, stated
from vakwerk.engines.population.made_up.world import BLOCK, Dice, World
from vakwerk.engines.population.memory import NONE

LONG_AGO = 15 * 365


def mean_in_the_demo_world() -> float:
    """Activities a person there, without the one who writes everything down."""
    counted = measured()["people"]["activities"]
    return float(sum(number * people for number, people in counted.items()) / sum(counted.values()))


def activities_table(world: World, persons: Persons) -> Table:
    """The table `activities`, by person."""
    figures = stated()["activities"]
    dice = Dice(world.seed, int(persons.person[0]) // BLOCK, 3)
    inside, beyond = _how_many(world, dice, persons)
    number = inside + beyond
    who = np.repeat(np.arange(BLOCK), number)
    size = len(who)
    place = np.arange(size) - np.repeat(np.cumsum(number) - number, number)
    kinds, words = world.kinds, world.words
    kind = kinds.share.draw(dice.uniform(size)).astype(np.intp)
    rare = dice.often(size, figures["other_kind"])
    kind = np.where(rare, np.array(kinds.rare)[dice.under(size, len(kinds.rare))], kind)
    done = _days(world, dice, persons, who, place < inside[who])
    spans = np.array(kinds.span.values, dtype=np.int32)[kinds.span.draw(kind, dice.uniform(size))]
    minutes, sessions, lasted = spans[:, 0], spans[:, 1], spans[:, 2]
    unfinished = dice.often(size, figures["unfinished"])
    unknown = dice.often(size, figures["unknown_minutes"])
    started = np.where(lasted > 0, done - lasted, NONE)
    started = np.where(unfinished, done, started).astype(np.int32)
    remote = np.where(dice.uniform(size) < kinds.remote[kind], minutes * 3 // 10 // 60 * 60, 0)
    form_words = [None if form == "unknown" else form for form in kinds.form.values]
    form = words["activities", "form"].codes(form_words)[kinds.form.draw(kind, dice.uniform(size))]
    form = np.where(dice.often(size, figures["unknown_form"]), -1, form)
    topics = words["activities", "topics"].codes(kinds.topics.values)
    accredited = dice.uniform(size) < kinds.accredited[kind]
    by, categories = _marks(world, dice, persons.role[who], accredited)
    confirmed = dice.uniform(size) < kinds.confirmed[kind]
    registers = words["activities", "confirmed_by"].codes(
        barred([one] if one else []) for one in kinds.register.values
    )
    nobody = words["activities", "confirmed_by"].code("")
    programmes = words["activities", "programme"].codes([None, *world.hints.programmes])
    bears = dice.often(size, figures["programme"]) if len(programmes) > 1 else np.zeros(size, dtype=bool)
    return {
        "person": persons.person[who],
        "fact": place.astype(np.int32),
        "kind": words["activities", "kind"].codes(kinds.names)[kind].astype(np.int16),
        "started_on": started,
        "completed_on": np.where(unfinished, NONE, done).astype(np.int32),
        "minutes": np.where(unknown, NONE, minutes).astype(np.int32),
        "remote_minutes": np.where(unknown, 0, remote).astype(np.int32),
        "sessions": sessions.astype(np.int16),
        "form": form.astype(np.int16),
        "topics": topics[kinds.topics.draw(kind, dice.uniform(size))].astype(np.int16),
        "programme": np.where(bears, programmes[1 + dice.under(size, len(programmes) - 1)], -1).astype(
            np.int16
        )
        if len(programmes) > 1
        else np.full(size, -1, dtype=np.int16),
        "accredited": accredited,
        "accredited_by": by.astype(np.int16),
        "categories": categories.astype(np.int16),
        "confirmed": confirmed,
        "confirmed_by": np.where(
            confirmed, registers[kinds.register.draw(kind, dice.uniform(size))], nobody
        ).astype(np.int16),
    }


def _how_many(world: World, dice: Dice, persons: Persons) -> tuple[Ints, Ints]:
    """In the period as many as in the demo world (fewer when fewer are asked for on average); beyond it the tail."""
    figures = stated()["activities"]
    counted = Choice.of(measured()["people"]["activities"])
    there, usual = mean_in_the_demo_world(), np.array(counted.values)[counted.draw(dice.uniform(BLOCK))]
    all_of_it = world.mean / (1 - figures["nobody"] / 1000)
    inside = np.floor(usual * min(1.0, all_of_it / there) + dice.uniform(BLOCK) * (all_of_it < there)).astype(
        np.int32
    )
    spread, rest = figures["tail_spread"], max(0.0, all_of_it - there)
    tail = np.exp(spread * dice.normal(BLOCK) - spread**2 / 2) * rest
    beyond = (
        np.floor(tail + dice.uniform(BLOCK)).astype(np.int32) if rest else np.zeros(BLOCK, dtype=np.int32)
    )
    beyond = np.minimum(beyond, figures["most"])
    return np.where(persons.empty, 0, inside).astype(np.int32), np.where(persons.empty, 0, beyond).astype(
        np.int32
    )


def _days(
    world: World, dice: Dice, persons: Persons, who: NDArray[np.intp], inside: NDArray[np.bool_]
) -> Ints:
    """Inside the period so far, or anywhere in the years before; near boundaries on the very edges."""
    size = len(who)
    start, end = persons.start[who], np.minimum(persons.end[who], world.on + 1)
    reach = np.maximum(end - start, 1)
    done = start + dice.under(size, reach)
    first = np.minimum(np.maximum(persons.career[who], world.on - LONG_AGO), start)
    before = first + dice.under(size, np.maximum(end - first, 1))
    done = np.where(inside, done, before)
    edges = np.stack(
        [persons.start - 1, persons.start, persons.end - 1, persons.end]
        + [np.full(BLOCK, world.on + off, dtype=np.int32) for off in (0, 1)]
    )
    on_edge = persons.edge[who] & (dice.uniform(size) < 0.5)
    return np.where(on_edge, edges[dice.under(size, len(edges)), who], done).astype(np.int32)


def _marks(world: World, dice: Dice, role: Ints, accredited: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Who accredited it (for some two bodies) and, when the norm asks for categories, in which one."""
    figures, words, size = stated()["activities"], world.words["activities", "accredited_by"], len(role)
    bodies = world.professions.body.values
    pairs = np.array([[words.code(barred({one, two})) for two in bodies] for one in bodies])
    first = world.professions.body.draw(role, dice.uniform(size))
    second = np.where(dice.often(size, figures["second_accreditor"]), dice.under(size, len(bodies)), first)
    by = np.where(accredited, pairs[first, second], words.code(""))
    named = world.words["activities", "categories"]
    none = named.code("")
    if not world.hints.categories:
        return by, np.full(size, none, dtype=np.int32)
    codes = named.codes(barred([word]) for word in world.hints.categories)
    has = accredited & dice.often(size, figures["category"])
    return by, np.where(has, codes[dice.under(size, len(codes))], none)
