"""Every row of the semantics table means the same in SQL."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from tests.core.norms.agreement import differences

from vakwerk.core.norms.semantics import Row, rows
from vakwerk.engines.population import connect


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """One empty population for all rows."""
    with connect() as opened:
        yield opened


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.form)
def test_the_compiled_form_means_the_same(row: Row, connection: duckdb.DuckDBPyConnection) -> None:
    for example in row.dossiers:
        assert differences(connection, row.norm, [example.dossier], example.on) == []
