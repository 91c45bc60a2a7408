"""The sums over activities that a change makes different, added up again from the index; the others are left alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

import duckdb
import numpy as np

from vakwerk.core.norms.compile import ActivitySums
from vakwerk.engines.what_if.index import Ints, VersionIndex

TERM = re.compile(r"\bt(\d+)\b")


def changed_sums(
    connection: duckdb.DuckDBPyConnection,
    index: VersionIndex,
    before: ActivitySums,
    after: ActivitySums,
    threads: int,
) -> list[str]:
    """Makes the table `changed_sums` (person and the lows and highs that differ); returns the names of those columns.

    A sum differs when its formula does, or when some class of activities adds something else to one of its terms.
    """
    old, new = index.amounts(connection, before), index.amounts(connection, after)
    known = {_name(result): _meaning(result, old) for result in before.results}
    wanted = [result for result in after.results if known.get(_name(result)) != _meaning(result, new)]
    used = sorted({int(place) for result in wanted for place in TERM.findall(result)})
    table: dict[str, Ints] = {"person": index.persons}
    for place in used:
        table[f"t{place}"] = index.added_up(new[place], threads)
    if wanted:
        connection.register("added_up", table)
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE changed_sums AS SELECT person, {', '.join(wanted)} FROM added_up"
        )
        connection.unregister("added_up")
    return [_name(result) for result in wanted]


def _name(result: str) -> str:
    return result.rsplit(" AS ", 1)[1]


def _meaning(result: str, terms: Sequence[Ints]) -> tuple[str, tuple[bytes, ...]]:
    """The formula and the amounts of its terms: equal for two sums that give everybody the same."""
    places = [int(place) for place in TERM.findall(result)]
    shape = TERM.sub("t", result)
    return shape, tuple(np.ascontiguousarray(terms[place]).tobytes() for place in places)
