"""The page on the layout is true: its tables are made from the layout, and what it says of sets holds."""

from __future__ import annotations

from pathlib import Path

import duckdb

from vakwerk.core.norms.compile import LAYOUT
from vakwerk.core.norms.compile.tables import barred, words_between
from vakwerk.engines.population import Manifest
from vakwerk.engines.population.describing import EVERYWHERE, MEANINGS, TABLES, render

PAGE = "docs/reference/population.md"


def test_every_column_of_every_table_has_a_meaning_and_no_other() -> None:
    assert set(TABLES) == set(MEANINGS) == set(LAYOUT)
    for table, columns in LAYOUT.items():
        assert set(columns) - set(EVERYWHERE) == set(MEANINGS[table]), table


def test_the_page_holds_the_tables_as_they_are(repository: Path) -> None:
    assert render() in (repository / PAGE).read_text(encoding="utf-8"), "paste what describing.render() gives"


def test_the_query_on_the_page_runs(repository: Path, thousands: Manifest) -> None:
    text = (repository / PAGE).read_text(encoding="utf-8")
    query = (
        text[text.index("    SELECT person, sum(minutes)") : text.index("GROUP BY person;")]
        + "GROUP BY person"
    )
    assert len(duckdb.execute(query.replace("DIR", str(thousands.folder))).fetchall()) > 100


def test_sets_are_found_by_the_whole_word() -> None:
    assert barred({"ethics", "content"}) == "|content|ethics|"
    assert barred(()) == ""
    assert "|ethics|" not in barred({"ethics-2"})
    assert words_between(barred({"a|b"})) == ["a¦b"]
