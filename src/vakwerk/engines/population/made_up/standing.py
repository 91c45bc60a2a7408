"""What else one block of people has: work, leave, documents, declarations, holdings, measures, hardship decisions."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vakwerk.core import vocabulary
from vakwerk.core.norms.compile.tables import barred
from vakwerk.engines.population.made_up.columns import Ints, Table, joined
from vakwerk.engines.population.made_up.persons import Persons
from vakwerk.engines.population.made_up.shape import Choice, measured
from vakwerk.engines.population.made_up.world import BLOCK, Dice, World, chosen
from vakwerk.engines.population.memory import NONE

LEAVE_DAYS = (1, 41, 42, 43, 70, 112, 182, 366)
"""How long leave lasts that the demo world does not have, around the lengths at which norms change their mind."""


def standing_tables(world: World, persons: Persons) -> dict[str, Table]:
    """All tables besides people, recognitions and activities. Who has no facts at all has none of these."""
    block = int(persons.person[0]) // BLOCK
    made = {
        "work": _work(world, persons, Dice(world.seed, block, 4)),
        "absences": _absences(world, persons, Dice(world.seed, block, 5)),
        "documents": _documents(world, persons, Dice(world.seed, block, 6)),
        "declarations": _declarations(world, persons, Dice(world.seed, block, 7)),
        "holdings": _holdings(world, persons, Dice(world.seed, block, 8)),
        "measures": _measures(world, persons, Dice(world.seed, block, 9)),
        "hardships": _hardships(world, persons, Dice(world.seed, block, 10)),
    }
    empty = persons.person[persons.empty]
    return {name: _without(table, empty) for name, table in made.items()}


def _without(table: Table, people: NDArray[np.int64]) -> Table:
    kept = ~np.isin(table["person"], people)
    return {name: column[kept] for name, column in table.items()}


def _stacked(tables: list[Table], first: int) -> Table:
    """Under each other, by person, with numbers for the facts from `first` on where they bear one."""
    if not tables[0]:
        return tables[0]
    whole = joined(tables)
    order = np.argsort(whole["person"], kind="stable")
    whole = {name: column[order] for name, column in whole.items()}
    people = whole["person"]
    starts = (
        np.concatenate([[0], np.flatnonzero(np.diff(people)) + 1]) if len(people) else np.zeros(0, dtype=int)
    )
    lengths = np.diff(np.concatenate([starts, [len(people)]]))
    whole["fact"] = (first + np.arange(len(people)) - np.repeat(starts, lengths)).astype(np.int32)
    return whole


FIRST = {"work": 10_000, "absences": 10_100, "documents": 10_200, "declarations": 10_300, "holdings": 10_400}
"""Numbers from which the facts of a kind count, so that no two facts of a person bear the same id."""


def _kept(table: dict[str, Any], kept: NDArray[np.bool_]) -> Table:
    return {name: column[kept] for name, column in table.items()}


def _work(world: World, persons: Persons, dice: Dice) -> Table:
    """Spells one after the other from the start of the career; the last goes on."""
    people = measured()["people"]
    counted, week = Choice.of(people["spells_of_work"]), Choice.of(people["minutes_a_week"])
    spells = np.array(counted.values)[counted.draw(dice.uniform(BLOCK))]
    minutes = np.array([NONE if one == "unknown" else one for one in week.values], dtype=np.int32)
    roles = world.words["work", "role"].codes(world.professions.roles)
    other = world.words["work", "role"].code("other")
    settings = world.words["work", "settings"].codes(world.professions.settings.values)
    heights = np.array(
        [vocabulary.level_number(key) for key in world.professions.level.values], dtype=np.int32
    )
    since, most, tables = persons.career.copy(), int(max(counted.values)), []
    for number in range(most):
        last = number == spells - 1
        until = since + 1 + (270 + dice.under(BLOCK, 930))
        goes_on = last | (until >= world.on)
        there = (number < spells) & (since <= world.on)
        spells = np.where(goes_on, number + 1, spells)
        steady = minutes[week.draw(dice.uniform(BLOCK))]
        unknown = dice.often(BLOCK, chosen("unknown_working_week"))
        level = np.where(dice.often(BLOCK, chosen("unknown_level")), NONE, heights[persons.level])
        made = {
            "person": persons.person,
            "role": np.where(dice.often(BLOCK, 100), other, roles[persons.role]).astype(np.int32),
            "since": since,
            "until": np.where(goes_on, NONE, until).astype(np.int32),
            "minutes_per_week": np.where(unknown, NONE, steady).astype(np.int32),
            "level": level.astype(np.int32),
            "settings": settings[world.professions.settings.draw(persons.role, dice.uniform(BLOCK))],
        }
        tables.append(_kept(made, there))
        since = np.where(goes_on, since, until).astype(np.int32)
    return _stacked(tables, FIRST["work"])


def _absences(world: World, persons: Persons, dice: Dice) -> Table:
    """Those of the demo world, and of every other kind some; a fifth lies over an edge of the period."""
    counted = measured()["people"]["absences"]
    size = int(measured()["measured_from"]["people"])
    kinds = world.words["absences", "kind"]
    tables = []
    for kind, days, percent, people in counted:
        long = np.full(BLOCK, days, dtype=np.int32)
        tables.append(_leave(world, persons, dice, kinds.code(kind), long, percent, people / size))
    seen = {kind for kind, *_ in counted}
    for kind in vocabulary.terms("absence_kinds"):
        if kind not in seen:
            long = np.array(LEAVE_DAYS)[dice.under(BLOCK, len(LEAVE_DAYS))]
            part = np.array([100, 100, 50, 1])[dice.under(BLOCK, 4)]
            tables.append(_leave(world, persons, dice, kinds.code(kind), long, part, 0.004))
    return _stacked(tables, FIRST["absences"])


def _leave(
    world: World, persons: Persons, dice: Dice, kind: int, days: Ints, percent: Any, share: float
) -> Table:
    reach = np.maximum(np.minimum(persons.end, world.on) - persons.start, 1)
    since = persons.start + dice.under(BLOCK, reach)
    over = dice.often(BLOCK, 200) | persons.edge
    edge = np.where(dice.often(BLOCK, 500), persons.start, persons.end)
    off = np.array([0, 1, -1, 0])[dice.under(BLOCK, 4)] - np.where(
        dice.often(BLOCK, 500), days, dice.under(BLOCK, days)
    )
    since = np.where(over, edge + off, since).astype(np.int32)
    open_ended = dice.often(BLOCK, 30)
    return _kept(
        {
            "person": persons.person,
            "kind": np.full(BLOCK, kind, dtype=np.int32),
            "since": since,
            "until": np.where(open_ended, NONE, since + days).astype(np.int32),
            "percent": np.broadcast_to(np.asarray(percent, dtype=np.int32), (BLOCK,)),
        },
        dice.uniform(BLOCK) < share,
    )


def _documents(world: World, persons: Persons, dice: Dice) -> Table:
    """What the norm asks for mostly; of every kind some. Some expired, on the date or long ago."""
    kinds, scopes = world.words["documents", "kind"], world.words["documents", "scope"]
    asked = dict.fromkeys(world.hints.documents)
    share = measured()["people"]["documents"].get("vog", 0) / int(measured()["measured_from"]["people"])
    wanted = {kind for kind, _ in asked}
    listed = [(kind, scope, 0.9) for kind, scope in asked]
    listed += [
        (kind, frozenset[str](), share) for kind in vocabulary.terms("document_kinds") if kind not in wanted
    ]
    tables = []
    for kind, scope, chance in listed:
        issued = persons.start - np.where(
            dice.often(BLOCK, 50), -dice.under(BLOCK, 3), 5 + dice.under(BLOCK, 55)
        )
        expired = world.on + np.array([0, 1, -100])[dice.under(BLOCK, 3)]
        made = {
            "person": persons.person,
            "kind": np.full(BLOCK, kinds.code(kind), dtype=np.int32),
            "issued_on": issued.astype(np.int32),
            "until": np.where(dice.often(BLOCK, 50) & (expired > issued), expired, NONE).astype(np.int32),
            "scope": np.where(dice.often(BLOCK, 950), scopes.code(barred(scope)), scopes.code("")).astype(
                np.int32
            ),
        }
        tables.append(_kept(made, dice.uniform(BLOCK) < chance))
    return _stacked(tables, FIRST["documents"])


def _declarations(world: World, persons: Persons, dice: Dice) -> Table:
    counted = measured()["people"]["declarations"]
    size = int(measured()["measured_from"]["people"])
    listed = [(kind, "", people / size) for kind, people in counted.items()]
    listed += [(kind, about, 0.85) for kind, about in world.hints.declarations]
    tables = []
    for kind, about, chance in listed:
        ends = world.on + np.array([0, 1, -300])[dice.under(BLOCK, 3)]
        stopped = dice.often(BLOCK, 30) & (ends > persons.career)
        made = {
            "person": persons.person,
            "kind": np.full(BLOCK, world.words["declarations", "kind"].code(kind), dtype=np.int32),
            "about": np.full(BLOCK, world.words["declarations", "about"].code(about), dtype=np.int32),
            "since": persons.career,
            "until": np.where(stopped, ends, NONE).astype(np.int32),
        }
        tables.append(_kept(made, dice.uniform(BLOCK) < chance))
    return _stacked(tables, FIRST["declarations"])


def _holdings(world: World, persons: Persons, dice: Dice) -> Table:
    """A diploma of the own level and field, and what the norm asks for."""
    words = world.words
    counted = measured()["people"]["holdings"]
    with_any = 1 - counted.get(0, 0) / sum(counted.values())
    heights = np.array(
        [vocabulary.level_number(key) for key in world.professions.level.values], dtype=np.int32
    )
    fields = words["holdings", "field"].codes(world.professions.field.values)
    own = {
        "person": persons.person,
        "kind": np.full(BLOCK, words["holdings", "kind"].code("diploma"), dtype=np.int32),
        "name": np.full(BLOCK, words["holdings", "name"].code(""), dtype=np.int32),
        "level": np.where(dice.often(BLOCK, chosen("unknown_level")), NONE, heights[persons.level]).astype(
            np.int32
        ),
        "field": fields[world.professions.field.draw(persons.role, dice.uniform(BLOCK))],
        "awarded_on": persons.career,
        "until": np.full(BLOCK, NONE, dtype=np.int32),
        "shown_by": np.full(BLOCK, -1, dtype=np.int32),
    }
    tables = [_kept(own, dice.uniform(BLOCK) < with_any)]
    for held in world.hints.holdings:
        level = NONE if held.level is None else vocabulary.level_number(held.level)
        awarded = persons.career + dice.under(BLOCK, np.maximum(world.on + 2 - persons.career, 1))
        ends = world.on + np.array([0, 1, -50])[dice.under(BLOCK, 3)]
        over = dice.often(BLOCK, 100) & (ends > awarded)
        shown = words["holdings", "shown_by"].codes([held.shown_by, None])
        made = {
            "person": persons.person,
            "kind": np.full(BLOCK, words["holdings", "kind"].code(held.kind), dtype=np.int32),
            "name": np.full(BLOCK, words["holdings", "name"].code(held.name), dtype=np.int32),
            "level": np.full(BLOCK, level, dtype=np.int32),
            "field": words["holdings", "field"].codes([held.field, None])[
                dice.often(BLOCK, 50).astype(np.intp)
            ],
            "awarded_on": awarded.astype(np.int32),
            "until": np.where(over, ends, NONE).astype(np.int32),
            "shown_by": shown[dice.often(BLOCK, 100).astype(np.intp)],
        }
        tables.append(_kept(made, dice.often(BLOCK, 600)))
    return _stacked(tables, FIRST["holdings"])


def _measures(world: World, persons: Persons, dice: Dice) -> Table:
    words, reach = world.words, np.maximum(np.minimum(persons.end, world.on) - persons.start, 1)
    since = (persons.start + dice.under(BLOCK, reach)).astype(np.int32)
    norms = words["measures", "norm"].codes([world.norm, *(world.others[:1] or (world.norm,))])
    made = {
        "person": persons.person,
        "norm": norms[dice.often(BLOCK, 100).astype(np.intp)],
        "kind": words["measures", "kind"].codes(world.hints.measures)[
            dice.under(BLOCK, len(world.hints.measures))
        ],
        "since": since,
        "until": np.where(dice.often(BLOCK, 300), NONE, since + 1 + dice.under(BLOCK, 400)).astype(np.int32),
    }
    return _kept(made, dice.often(BLOCK, chosen("measure")))


def _hardships(world: World, persons: Persons, dice: Dice) -> Table:
    words = world.words
    asked = words["hardships", "requirement"].codes(world.hints.requirements)
    since = (world.on - np.array([0, -1, 1, 30, 400])[dice.under(BLOCK, 5)]).astype(np.int32)
    ends = since + np.array([1, 31, 800])[dice.under(BLOCK, 3)]
    made = {
        "person": persons.person,
        "norm": np.full(BLOCK, words["hardships", "norm"].code(world.norm), dtype=np.int32),
        "requirement": asked[dice.under(BLOCK, len(asked))],
        "since": since,
        "until": np.where(dice.often(BLOCK, 500), NONE, ends).astype(np.int32),
    }
    return _kept(made, dice.often(BLOCK, chosen("hardship")))
