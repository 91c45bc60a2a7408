"""An assessment repeated from its receipt is identical, and a receipt that was touched is refused with the reason."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.norms.agreement import ON, dossiers

from vakwerk.core.dossier import Dossier
from vakwerk.core.norms import assess, shipped
from vakwerk.core.norms.receipt import ReceiptRefused, make_receipt, repeat

NORM = "nvo-basis-orthopedagoog"


def _receipt(person: Dossier, on: date = ON) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(make_receipt(shipped(), shipped()[NORM], person, on)))
    return made


@given(person=dossiers(NORM), norm=st.sampled_from(sorted(shipped())))
def test_an_assessment_repeated_from_its_receipt_is_identical(person: Dossier, norm: str) -> None:
    receipt = json.loads(json.dumps(make_receipt(shipped(), shipped()[norm], person, ON)))
    assert repeat(receipt).assessment == assess(shipped()[norm], person, ON)


def test_a_receipt_holds_every_file_its_norm_names() -> None:
    assert set(_receipt(Dossier(person="p"))["files"]) == {NORM, "nvo-orthopedagoog-generalist"}


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda r: r["files"][NORM].update(text=r["files"][NORM]["text"] + "#"), "altered"),
        (lambda r: r["dossier"].update(born_on="1990-01-01"), "altered"),
        (lambda r: r.update(on="2019-01-01"), "result"),
        (lambda r: r.update(meaning=0), "meaning"),
    ],
)
def test_a_receipt_that_was_touched_is_refused(spoil: Any, why: str) -> None:
    receipt = _receipt(Dossier(person="p"))
    spoil(receipt)
    with pytest.raises(ReceiptRefused) as refused:
        repeat(receipt)
    assert refused.value.why == why
