"""The table of meanings, run through the evaluator that explains; and the page made from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from vakwerk.core.norms import assess
from vakwerk.core.norms.reading import NORM_KEYS
from vakwerk.core.norms.reading.conditions import FILTER_KEYS
from vakwerk.core.norms.reading.requirements import FORMS, GROUP_KEYS, ROOT_KEYS
from vakwerk.core.norms.reading.versions import RELIEF_KEYS, VERSION_KEYS
from vakwerk.core.norms.semantics import Example, Row, render, rows, said

ROOT = Path(__file__).resolve().parents[3]
TABLE = [(row, example) for row in rows() for example in row.dossiers]


@pytest.mark.parametrize(
    ("row", "example"), TABLE, ids=[f"{row.form}: {example.label}" for row, example in TABLE]
)
def test_a_form_means_what_its_row_says(row: Row, example: Example) -> None:
    given = said(assess(row.norm, example.dossier, example.on), row.requirement)
    assert {key: given.get(key, "nothing") for key in example.expected} == dict(example.expected)


@pytest.mark.parametrize("row", rows(), ids=[row.form for row in rows()])
def test_every_form_has_at_least_three_dossiers_that_do_not_all_end_alike(row: Row) -> None:
    assert len(row.dossiers) >= 3
    assert len({str(sorted(example.expected.items(), key=str)) for example in row.dossiers}) >= 2


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield key
            yield from _keys(below)
    elif isinstance(value, list):
        for below in value:
            yield from _keys(below)


def test_every_key_of_the_language_has_a_row() -> None:
    shown = {key for row in rows() for key in _keys(yaml.safe_load(row.fragment))}
    language = {*FORMS, *GROUP_KEYS, *VERSION_KEYS, *RELIEF_KEYS}
    language.update(key for keys in (*ROOT_KEYS.values(), *FILTER_KEYS.values()) for key in keys)
    language.update(NORM_KEYS)
    identity = {
        "norm",
        "title",
        "owner",
        "status",
        "checked_on",
        "adjustable",
        "summary",
        "period",
        "source",
        "country",
    }
    assert language - shown - identity == set()


def test_no_two_rows_bear_the_same_name() -> None:
    forms = [row.form for row in rows()]
    assert len(forms) == len(set(forms))


def test_the_page_of_meanings_is_not_stale() -> None:
    page = ROOT / "docs" / "reference" / "semantics.md"
    assert page.read_text(encoding="utf-8") == render(), (
        'write it again: python -c "from vakwerk.core.norms.semantics import render; ..."'
    )
