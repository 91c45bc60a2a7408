"""The agreement property would notice a wrong compiler: each of these small faults in the SQL is caught."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.core.norms.agreement import ON, differences, dossiers
from tests.core.norms.random_norms import norms

from vakwerk.core.dossier import Dossier
from vakwerk.core.norms import Norm
from vakwerk.core.norms.compile import CompiledNorm, compile_norm
from vakwerk.engines.population import connect

FAULTS: dict[str, tuple[str, str]] = {
    "the last day counts although the window is half-open": ("completed_on < w_end", "completed_on <= w_end"),
    "the first day does not count": ("completed_on >= w_start", "completed_on > w_start"),
    "an unknown form is taken as no": ("form IS NULL THEN 1", "form IS NULL THEN 0"),
    "an unknown length is taken as nothing": ("coalesce(minutes, greatest", "coalesce(minutes, 0 * greatest"),
    "a cap is forgotten": ("least(120, ", "greatest(120, "),
    "people without facts are lost": ("LEFT JOIN sum_", "JOIN sum_"),
    "work is not divided at the end": (") // 700 AS low_", ") // 699 AS low_"),
    "a pause counts overlapping days twice": ("greatest(s, reached)", "s"),
    "yearly leave is allowed once more": ("greatest(0, 42 - before)", "greatest(0, 43 - before)"),
    "hardship decisions are forgotten": ("list_contains(h.decided", "NOT list_contains(h.decided"),
}
MOST_TRIES = 3000


def _spoiled(compiled: CompiledNorm, spoil: Callable[[str], str]) -> CompiledNorm:
    return replace(
        compiled,
        versions=tuple(
            replace(v, measured=spoil(v.people_sql), facts_sql=spoil(v.facts_sql)) for v in compiled.versions
        ),
    )


class _Noticed(Exception):
    """The two evaluators differed: the search may stop."""


RARE = {
    "the last day counts although the window is half-open",
    "yearly leave is allowed once more",
    "a cap is forgotten",
}
"""Faults that take the search up to a minute to meet: `make soak` looks for them."""


@pytest.mark.parametrize(
    "fault", [pytest.param(f, marks=pytest.mark.slow) if f in RARE else f for f in FAULTS], ids=str
)
def test_the_agreement_property_catches_a_compiler_in_which(fault: str) -> None:
    right, wrong = FAULTS[fault]

    @settings(
        max_examples=MOST_TRIES, phases=[Phase.generate], deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
    )  # fmt: skip
    @given(norm=norms(), people=st.lists(dossiers("random-norm"), min_size=4, max_size=8))
    def look(norm: Norm, people: list[Dossier]) -> None:
        compiled = compile_norm(norm, ON)
        spoiled = _spoiled(compiled, lambda sql: sql.replace(right, wrong))
        if spoiled != compiled and differences(connection, norm, people, ON, spoiled):
            raise _Noticed

    with connect() as connection, pytest.raises(_Noticed):
        look()
