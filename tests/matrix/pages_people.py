"""Who looked at my data: mine only."""

from __future__ import annotations

from tests.matrix.shape import ACCOUNTS, MatrixPage

PAGES = [MatrixPage("people:looks", ACCOUNTS)]
