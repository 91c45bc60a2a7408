"""The agreement property would notice a wrong compiler: each of these small faults in the SQL is caught, in every run.

A fault is only looked for in norms whose SQL it touches, and each norm is laid over random dossiers and over people
made for the edges of that very norm.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from tests.core.norms.agreement import ON, differences, dossiers
from tests.core.norms.random_norms import net_sums, norms, percent_caps

from vakwerk.core.dossier import Dossier
from vakwerk.core.norms import Norm
from vakwerk.core.norms.compile import CompiledNorm, CompiledVersion, compile_norm
from vakwerk.engines.population import connect
from vakwerk.engines.population.made_up.boundaries import boundary_people

Spoil = Callable[[str], str]
MOST_TRIES = 4000
MOST_FACTS = 40
"""People on the edge with more facts than this are left out: they show nothing that fewer do not."""


def _text(right: str, wrong: str) -> Spoil:
    return lambda sql: sql.replace(right, wrong)


def _pattern(right: str, wrong: str) -> Spoil:
    return lambda sql: re.sub(right, wrong, sql)


FAULTS: dict[str, Spoil] = {
    "the last day counts although the window is half-open": _text(
        "completed_on < w_end", "completed_on <= w_end"
    ),
    "the first day does not count": _text("completed_on >= w_start", "completed_on > w_start"),
    "what is finished on the date itself does not count": _text(
        "completed_on <= DATE", "completed_on < DATE"
    ),
    "an unknown form is taken as no": _pattern(r"(form = '\w+'), form IS NULL", r"\1, FALSE"),
    "an unknown level is taken as yes": _pattern(
        r"coalesce\((level >?= \d+), FALSE\)", r"coalesce(\1, TRUE)"
    ),
    "an unknown length is taken as nothing": _text(
        "coalesce(minutes, greatest", "coalesce(minutes, 0 * greatest"
    ),
    "an unknown length is taken as one day whatever its days": _text(
        "coalesce(started_on, completed_on)", "completed_on"
    ),
    "a cap is forgotten": _pattern(r"least\(\d+, (?=[(t])", "greatest(0, "),
    "a cap of a percentage takes one percent more": _pattern(r"\((\d+) \* \((?=[(tl])", r"((1 + \1) * ("),
    "the cap is taken before the weight": _pattern(
        r"least\((\d+), CASE WHEN (.+?) THEN \((\(coalesce\(minutes, 0\)\)) \* (\d+)\) // (\d+)",
        r"least(1000000, CASE WHEN \2 THEN (least(\1, \3) * \4) // \5",
    ),
    "a weight is rounded and not floored": _pattern(
        r" \* (3|150|2)\) // (2|60|3|90|30)\b", r" * \1 + \2 / 2) // \2"
    ),
    "a part at a distance that exceeds the whole counts as less than nothing": _pattern(
        r"greatest\(0, (coalesce\(minutes, 0\)) - remote_minutes\)", r"(\1 - remote_minutes)"
    ),
    "sums are kept in 32 bits": _text("0) AS BIGINT) AS t", "0) AS INTEGER) AS t"),
    "people without facts are lost": _text("LEFT JOIN sum_", "JOIN sum_"),
    "work is not divided at the end": _text(") // 700 AS low_", ") // 699 AS low_"),
    "a pause counts overlapping days twice": _text("greatest(s, reached)", "s"),
    "yearly leave is allowed once more": _text("greatest(0, 42 - before)", "greatest(0, 43 - before)"),
    "leave that goes on ends a day early": _text(
        "coalesce(a.until, greatest(DATE '2024-03-01'", "coalesce(a.until, greatest(DATE '2024-02-29'"
    ),
    "a decree does not reach its first day": _text("stored_end >= DATE", "stored_end > DATE"),
    "a version holds a day late": _pattern(r"WHEN (w_start|stored_end) >= DATE", r"WHEN \1 > DATE"),
    "a month is thirty days": _pattern(
        r"\+ to_months\(CAST\((\d+) AS INTEGER\)\)", r"+ to_days(30 * CAST(\1 AS INTEGER))"
    ),
    "hardship decisions are forgotten": _text("contains(decided, '|", "contains(decided, '?"),
    "a heavier recognition is not looked at": _text("CASE WHEN subsumed THEN 2", "CASE WHEN FALSE THEN 2"),
    "silence on relief is taken as no": _text("AND silent THEN 1", "AND FALSE THEN 1"),
    "between low and high nothing is said": _text("THEN 0 ELSE 1 END", "THEN 0 END"),
    "the threshold itself does not meet": _pattern(
        r"(low_of_\d+) >= (\d+|need_of_\d+) THEN 2", r"\1 > \2 THEN 2"
    ),
    "an if that does not apply is not met": _text("greatest(2 - ", "least(2 - "),
    "of several some, one too few is enough": _pattern(r">= 2 THEN 2 WHEN", ">= 1 THEN 2 WHEN"),
    "a month of two jobs counts twice": _text("count(DISTINCT m)", "count(m)"),
    "an age counts calendar years": _pattern(r" - CAST\(\(\d+ < month\(born_on\).*?AS INTEGER\)\)", ")"),
    "tolerance is given although something that can not be measured is not met": _pattern(
        r"outcome = 0 AND TRUE(?: AND v\d+ = 2)+", "outcome = 0"
    ),
    "tolerance averages over one requirement too many": _pattern(
        r"\) // (\d+) >= (\d+00) THEN", r") // (1 + \1) >= \2 THEN"
    ),
    "a fact shared by two sums counts in both": _pattern(r"NOT \(?(?=coalesce|kind|accredited)", "TRUE OR ("),
    "the story names the next condition": _pattern(r"THEN (\d) (?=WHEN NOT|ELSE -1)", r"THEN 1 + \1 "),
}
"""What is wrong, and how the right SQL is made wrong in that way."""


NARROWED = {
    "a cap of a percentage takes one percent more": percent_caps(),
    "a part at a distance that exceeds the whole counts as less than nothing": net_sums(),
}
"""Faults in forms so rare that they are looked for in norms that have them; all others in norms of every kind."""


def _spoiled(compiled: CompiledNorm, spoil: Spoil) -> CompiledNorm:
    return replace(compiled, versions=tuple(_version(version, spoil) for version in compiled.versions))


def _version(version: CompiledVersion, spoil: Spoil) -> CompiledVersion:
    return replace(version, measured=spoil(version.people_sql), facts_sql=spoil(version.facts_sql))


def _touches(compiled: CompiledNorm, spoil: Spoil) -> bool:
    return any(
        spoil(version.people_sql) != version.people_sql or spoil(version.facts_sql) != version.facts_sql
        for version in compiled.versions
    )


def _crowded(people: list[Dossier]) -> list[Dossier]:
    """Each of them with what all of them did, so that sums and caps have something to hold."""
    done = [(n, one) for n, person in enumerate(people) for one in person.activities]
    worked = [(n, one) for n, person in enumerate(people) for one in person.work]
    activities = tuple(replace(one, id=f"{n}-{one.id}") for n, one in done)
    work = tuple(replace(one, id=f"{n}-{one.id}") for n, one in worked)
    return [replace(person, activities=activities, work=work) for person in people]


class _Noticed(Exception):
    """The two evaluators differed: the search may stop."""


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_the_agreement_property_catches_a_compiler_in_which(fault: str) -> None:
    spoil = FAULTS[fault]

    @settings(
        max_examples=MOST_TRIES, phases=[Phase.generate], deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
    )  # fmt: skip
    @given(norm=norms(NARROWED.get(fault)), people=st.lists(dossiers("random-norm"), min_size=4, max_size=8))
    def look(norm: Norm, people: list[Dossier]) -> None:
        compiled = compile_norm(norm, ON)
        assume(_touches(compiled, spoil))
        edges = [one for one in boundary_people(norm, ON) if sum(1 for _ in one.facts()) <= MOST_FACTS]
        try:
            if differences(
                connection, norm, [*people, *_crowded(people), *edges], ON, _spoiled(compiled, spoil)
            ):
                raise _Noticed
        except duckdb.Error as error:
            raise _Noticed from error

    with connect() as connection, pytest.raises(_Noticed):
        look()
