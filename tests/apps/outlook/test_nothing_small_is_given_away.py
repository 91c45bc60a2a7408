"""Whatever the counts are: no number of fewer than ten people is shown, nor follows from those that are."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vakwerk.apps.outlook import showing
from vakwerk.engines.what_if import SMALLEST_CELL, Grouped

PROFESSIONS = ("jongerenwerker", "sociaal-werker", "pedagoog", None)
OUTCOMES = list(product((0, 1, 2), (0, 1, 2)))
COUNTS = st.dictionaries(
    st.tuples(st.sampled_from(PROFESSIONS), st.sampled_from(OUTCOMES)),
    st.one_of(st.integers(1, 30), st.integers(1, 3000)),
    max_size=20,
)


def grouped(counts: dict[tuple[str | None, tuple[int, int]], int]) -> Grouped:
    return Grouped(
        {(who, None, None, None, None, was, becomes): n for (who, (was, becomes)), n in counts.items()}
    )


@given(COUNTS)
def test_small_numbers_are_never_shown_and_never_follow(
    counts: dict[tuple[str | None, tuple[int, int]], int],
) -> None:
    there = grouped(counts)
    view = showing.view_of(there, there, by="profession", changed=True)
    lines = [[line.people, *(text for _head, text in line.cells)] for line in view.lines]
    for text in [
        *(text for line in lines for text in line),
        view.total.people,
        *(t for _h, t in view.total.cells),
    ]:
        if text[:1].isdigit():
            number = int(text.replace(".", "").replace(",", ""))
            assert number == 0 or number >= SMALLEST_CELL
            assert number % 5 == 0
    for line in [*lines, [view.total.people, *(text for _head, text in view.total.cells)]]:
        hidden = [text for text in line[1:] if not text[:1].isdigit()]
        assert len(hidden) != 1 or not line[0][:1].isdigit() or _only_cell(line), line
    if view.chart is not None:
        shown = {text for _head, text in view.total.cells} | {view.total.people}
        sums = _sums(view)
        for bar in view.chart.bars:
            for piece in bar.pieces:
                assert not piece.label or piece.label in shown | sums, "a number the table does not have"


def _only_cell(line: list[str]) -> bool:
    """One number is held back and every other is nought: then it is the whole row, which is not small."""
    return all(text == "0" for text in line[1:] if text[:1].isdigit())


def _sums(view: showing.View) -> set[str]:
    cells = dict(view.total.cells)
    names = {key: str(head) for key, head in showing.COLUMNS.items()}
    found = set()
    for _words, keys in showing.STATES.values():
        texts = [cells[names[key]] for key in keys]
        if all(text[:1].isdigit() for text in texts):
            found.add(showing.number(sum(int(text.replace(".", "").replace(",", "")) for text in texts)))
    return found


def test_of_very_few_people_not_even_a_nought_is_shown() -> None:
    there = grouped({("pedagoog", (2, 2)): 4, ("sociaal-werker", (2, 2)): 40, ("sociaal-werker", (2, 0)): 30})
    view = showing.view_of(there, there, by="profession", changed=True)
    assert [line.people for line in view.lines] == ["70"]
    assert view.small == 1


def test_everybody_may_be_too_few() -> None:
    there = grouped({("pedagoog", (2, 0)): 4})
    view = showing.view_of(there, there, by="", changed=True)
    assert view.chart is None
    assert {text for _head, text in view.total.cells} == {"niet getoond"}


@pytest.mark.parametrize(("count", "said"), [(0, "niemand"), (9, "minder dan 10"), (12, "10"), (13, "15")])
def test_about_how_many(count: int, said: str) -> None:
    assert said in showing.about(count)
