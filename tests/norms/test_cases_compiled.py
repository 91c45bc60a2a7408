"""Every case of every shipped norm, told by the SQL as well: both evaluators say the same of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from tests.core.norms.agreement import differences

import vakwerk.data
from vakwerk.core.norms import shipped
from vakwerk.core.norms.cases import Case, read_cases
from vakwerk.engines.population import connect

FOLDER = Path(vakwerk.data.__file__).parent / "norms"
CASES = [
    case
    for path in sorted(FOLDER.rglob("cases.yaml"))
    for case in read_cases(path.read_text(encoding="utf-8"), path.name, path.parent.name)
]


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """One empty population for all cases."""
    with connect() as opened:
        yield opened


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.norm}: {case.name}")
def test_the_compiled_norm_agrees_on(case: Case, connection: duckdb.DuckDBPyConnection) -> None:
    assert differences(connection, shipped()[case.norm], [case.dossier], case.on) == []
