"""Who may try a norm on everybody: some roles, and nothing about any one person is there to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.matrix.shape import MatrixPage, World

TRIERS = frozenset({"registrar", "administrator", "policy-maker"})
NOBODY: frozenset[str] = frozenset()


def _norm(_world: World) -> Mapping[str, Any]:
    return {"norm_id": "brede-registratie"}


PAGES: list[MatrixPage] = [
    MatrixPage("outlook:index", TRIERS, NOBODY),
    MatrixPage("outlook:norm", TRIERS, NOBODY, arguments=_norm),
    MatrixPage("outlook:table", TRIERS, NOBODY, arguments=_norm),
    MatrixPage("outlook:busy", TRIERS, NOBODY, arguments=_norm),
    MatrixPage("outlook:count", TRIERS, NOBODY, arguments=_norm, method="post"),
    MatrixPage("outlook:work_out", TRIERS, NOBODY, arguments=_norm, method="post"),
    MatrixPage("outlook:stop", TRIERS, NOBODY, arguments=_norm, method="post"),
    MatrixPage("outlook:remove", TRIERS, NOBODY, arguments=_norm, method="post"),
]
