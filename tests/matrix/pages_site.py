"""Pages of the shell that look different to who has logged in. Those that never do are in `test_matrix.PUBLIC`."""

from __future__ import annotations

from tests.matrix.shape import EVERYONE, MatrixPage

NOBODY: frozenset[str] = frozenset()

PAGES = [
    MatrixPage("home", EVERYONE, NOBODY),
    MatrixPage("people:language", EVERYONE, NOBODY, method="post", data=lambda _world: {"language": "nl"}),
]
