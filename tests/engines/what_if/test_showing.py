"""What is shown of counts holds back small cells, and no sum or neighbour gives one of them away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.profiles import cases

from vakwerk.engines.what_if import GROUPS, SMALLEST_CELL, Grouped, shown
from vakwerk.engines.what_if.showing import CELLS, ROUNDED_TO, Row

regions = st.sampled_from(("Utrecht", "Zeeland", "Drenthe", None))
outcomes = st.sampled_from([pair for pairs in CELLS.values() for pair in pairs])
counts = st.one_of(st.integers(0, 30), st.integers(0, 5000))


@st.composite
def tables(draw: st.DrawFn) -> Grouped:
    """Counts of some regions."""
    keys = draw(st.lists(st.tuples(regions, outcomes), unique=True, max_size=20))
    return Grouped({("p", "hbo", "none", region, "25-34", *pair): draw(counts) for region, pair in keys})


def _true(grouped: Grouped, region: str | None) -> dict[str, int]:
    flows = grouped.by("region")[region]
    return {name: sum(flows[pair] for pair in pairs) for name, pairs in CELLS.items()}


@cases(200)
@given(grouped=tables())
def test_no_cell_of_fewer_than_ten_people_is_shown(grouped: Grouped) -> None:
    for row in shown(grouped, "region").rows:
        true = _true(grouped, row.value)
        for name, cell in row.cells.items():
            if 0 < true[name] < SMALLEST_CELL:
                assert cell.held_back
            if cell.people is not None:
                assert abs(cell.people - true[name]) <= ROUNDED_TO / 2
                assert cell.people % ROUNDED_TO == 0


@cases(200)
@given(grouped=tables())
def test_a_held_back_cell_is_never_the_only_one_in_its_row_or_column(grouped: Grouped) -> None:
    rows = shown(grouped, "region").rows
    for row in rows:
        hidden = [name for name, cell in row.cells.items() if cell.held_back]
        others = [name for name, count in _true(grouped, row.value).items() if count and name not in hidden]
        assert len(hidden) != 1 or not others
    for name in CELLS:
        held = [row for row in rows if row.cells[name].held_back]
        others = [row for row in rows if _true(grouped, row.value)[name] and row not in held]
        assert len(held) != 1 or not others


def test_a_group_of_fewer_than_ten_people_does_not_say_how_many() -> None:
    grouped = Grouped(
        {
            ("p", "hbo", "none", "Zeeland", "25-34", 2, 2): 9,
            ("p", "hbo", "none", "Utrecht", "25-34", 2, 2): 90,
        }
    )
    by_region: dict[str | None, Row] = {row.value: row for row in shown(grouped, "region").rows}
    assert by_region["Zeeland"].people.held_back
    assert all(cell.held_back for cell in by_region["Zeeland"].cells.values())


def test_every_flow_stands_in_one_column() -> None:
    pairs = sorted(pair for several in CELLS.values() for pair in several)
    assert pairs == sorted((was, becomes) for was in range(3) for becomes in range(3))
    assert set(GROUPS) == {"profession", "level", "part_time", "region", "age"}
