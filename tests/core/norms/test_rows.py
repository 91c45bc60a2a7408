"""A dossier written as rows of a population and read back means the same to every norm."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from tests.core.norms.agreement import ON, dossiers
from tests.core.norms.random_norms import norms
from tests.profiles import cases

from vakwerk.core.dossier import Dossier
from vakwerk.core.norms import Norm, assess
from vakwerk.core.norms.compile.tables import dossier_of, rows_of
from vakwerk.core.norms.receipt import result_data


@cases(200)
@given(norm=norms(), person=dossiers("random-norm"))
def test_a_dossier_read_back_from_its_rows_means_the_same_to_every_norm(norm: Norm, person: Dossier) -> None:
    back = dossier_of(rows_of(7, person))
    said, again = assess(norm, person, ON), assess(norm, back, ON)
    assert _numbers(result_data(said)) == _numbers(result_data(again))


def _numbers(result: dict[str, Any]) -> list[Any]:
    """Everything but the ids of decisions, and which fact is surplus: that depends on when facts were recorded."""
    requirements = [{**one, "decided_by": one["decided_by"] is not None} for one in result["requirements"]]
    facts = [
        [fact["id"], fact["refused"], [{**counted, "surplus": 0} for counted in fact["counted"]]]
        for fact in result["facts"]
    ]
    return [result["outcome"], result["version"], requirements, result["remedy"], facts]
