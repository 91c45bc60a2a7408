"""What if the norm were different: who would pass now and not then, and the reverse, in a population that was assessed.

`compare(run, norm)` chooses the shortest way that gives the same answer: numbers only from stored measures; what counts
from an index of the activities; anything else from the facts themselves.
"""

from __future__ import annotations

from vakwerk.engines.what_if.comparing import Comparison, Way, compare, way_of
from vakwerk.engines.what_if.groups import GROUPS, Grouped
from vakwerk.engines.what_if.index import NoIndex, has_index, make_index
from vakwerk.engines.what_if.showing import SMALLEST_CELL, Cell, Row, Shown, shown

__all__ = [
    "GROUPS",
    "SMALLEST_CELL",
    "Cell",
    "Comparison",
    "Grouped",
    "NoIndex",
    "Row",
    "Shown",
    "Way",
    "compare",
    "has_index",
    "make_index",
    "shown",
    "way_of",
]
