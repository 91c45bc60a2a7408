"""The pages of the vocabulary are for everyone and hold nothing of anybody."""

from __future__ import annotations

from tests.matrix.shape import EVERYONE, MatrixPage

PAGES = [
    MatrixPage("vocabulary", EVERYONE),
    MatrixPage("vocabulary_json", EVERYONE),
    MatrixPage("vocabulary_list", EVERYONE, arguments=lambda _world: {"name": "activity_kinds"}),
    MatrixPage("vocabulary_list_json", EVERYONE, arguments=lambda _world: {"name": "activity_kinds"}),
]
