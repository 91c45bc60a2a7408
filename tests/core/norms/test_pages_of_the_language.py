"""The page of the grammar: it names every key there is, and its examples can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vakwerk.core.norms import read_norm, shipped
from vakwerk.core.norms.cases import AMOUNTS, CASE_KEYS, EXPECT_KEYS, read_cases, run_case
from vakwerk.core.norms.reading import CLOCKS, KINDS, NORM_KEYS, STATUSES
from vakwerk.core.norms.reading.conditions import FILTER_KEYS
from vakwerk.core.norms.reading.requirements import FORMS, GROUP_KEYS, MODIFIERS, ROOT_KEYS
from vakwerk.core.norms.reading.versions import RELIEF_KEYS, VERSION_KEYS

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "norm-language.md").read_text()
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
WORDS = set(re.findall(r"[a-z][a-z_-]+", PAGE))
KEYS = {
    *NORM_KEYS, *KINDS, *STATUSES, *CLOCKS, *FORMS, *GROUP_KEYS, *MODIFIERS, *VERSION_KEYS, *RELIEF_KEYS, *CASE_KEYS,
    *EXPECT_KEYS, *AMOUNTS, *(key for keys in (*ROOT_KEYS.values(), *FILTER_KEYS.values()) for key in keys),
}  # fmt: skip


@pytest.mark.parametrize("key", sorted(KEYS))
def test_the_page_names_every_key(key: str) -> None:
    assert key in WORDS


def test_the_norm_on_the_page_can_be_read() -> None:
    (text,) = [block for block in BLOCKS if block.startswith("norm:")]
    assert [version.since.year for version in read_norm(text).versions] == [2018, 2023]


def test_the_story_on_the_page_comes_out_as_told() -> None:
    (text,) = [block for block in BLOCKS if block.startswith("- case:")]
    (case,) = read_cases(text, "norm-language.md")
    assert run_case(case, shipped()) == []
