"""What a Parquet file itself says of its columns, so that a part need not be read to know that its numbers can be.

Every row group keeps the least and greatest value of a column and how many are empty. The file's hash stands in
`population.json`, so these are as true as the file. Where a writer left them out, the rows are looked at instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb


@dataclass(frozen=True, slots=True)
class ColumnStatistics:
    """Whether nothing is empty, and the least and greatest value as text; None: not said by every row group."""

    filled: bool
    bounds: tuple[tuple[str, str], ...] | None

    def within(self, low: str | int, high: str | int) -> bool:
        """Whether surely every value lies between these (dates as ISO text, or whole numbers)."""
        if self.bounds is None:
            return False
        if isinstance(low, int) and isinstance(high, int):
            try:
                return all(low <= int(least) and int(greatest) <= high for least, greatest in self.bounds)
            except ValueError:
                return False
        # ISO dates of four-digit years compare as text; any other year is longer or begins with a sign.
        return all(
            len(least) == len(greatest) == 10 and str(low) <= least and greatest <= str(high)
            for least, greatest in self.bounds
        )


def statistics_of(file: Path) -> Mapping[str, ColumnStatistics]:
    """Per column what the file says of it; empty when it says nothing."""
    try:
        rows = duckdb.execute(
            "SELECT path_in_schema, num_values, stats_null_count, stats_min_value, stats_max_value "
            "FROM parquet_metadata(?)",
            [str(file)],
        ).fetchall()
    except duckdb.Error:
        return {}
    found: dict[str, ColumnStatistics] = {}
    for name in {row[0] for row in rows}:
        groups = [row for row in rows if row[0] == name]
        filled = all(empty == 0 for _, _, empty, _, _ in groups)
        # A group in which all is empty has no least value, and needs none.
        told = [(least, greatest) for _, size, empty, least, greatest in groups if empty != size]
        bounds = None if any(least is None or greatest is None for least, greatest in told) else tuple(told)
        found[name] = ColumnStatistics(filled, bounds)
    return found
