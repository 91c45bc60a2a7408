"""The explaining evaluator and the compiled SQL agree on every requirement and every fact, whatever the norm."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.norms.agreement import ON, differences, dossiers
from tests.core.norms.random_norms import norms
from tests.profiles import cases

from vakwerk.core.dossier import Dossier
from vakwerk.core.norms import Norm
from vakwerk.engines.population import connect


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """One empty population for all cases."""
    with connect() as opened:
        yield opened


@cases(500)
@given(norm=norms(), people=st.lists(dossiers("random-norm"), min_size=1, max_size=4))
def test_both_evaluators_say_the_same_of_random_norms_and_dossiers(
    connection: duckdb.DuckDBPyConnection, norm: Norm, people: list[Dossier]
) -> None:
    assert differences(connection, norm, people, ON) == []


@cases(500)
@given(norm=norms(), people=st.lists(dossiers("random-norm"), min_size=1, max_size=4))
def test_both_evaluators_say_the_same_of_five_hundred_other_norms(
    connection: duckdb.DuckDBPyConnection, norm: Norm, people: list[Dossier]
) -> None:
    """The other half of the thousand, so that two processes share the work (a test's name seeds its cases)."""
    assert differences(connection, norm, people, ON) == []
