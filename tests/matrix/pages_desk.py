"""The desk: one's own standing; what one offers; and what is shared with one, for who it is shared with only."""

from __future__ import annotations

from typing import Any

from tests.matrix.pages_dossier import FACT
from tests.matrix.shape import ACCOUNTS, GUEST, OWNER, MatrixPage, World

MINE, GUESTS = frozenset({OWNER}), frozenset({GUEST})
NORM = {"norm_id": "brede-registratie"}
MAY_ASK = frozenset({"employer", "mentor", "educator", "assessor"})


def _share(world: World) -> dict[str, Any]:
    return {"share_id": world.made["share"]}


def _ended(world: World) -> dict[str, Any]:
    return {"share_id": world.made["ended"]}


def _file(world: World) -> dict[str, Any]:
    return {"share_id": world.made["share"], "evidence_id": world.made["evidence"]}


def _fact(_world: World) -> dict[str, Any]:
    return {"fact_id": FACT}


def _purpose(_world: World) -> dict[str, Any]:
    return {"purpose": "employment"}


PAGES = [
    MatrixPage("desk:stand", ACCOUNTS),
    MatrixPage("desk:norm", ACCOUNTS, arguments=lambda _world: NORM),
    MatrixPage("desk:receipt", ACCOUNTS, arguments=lambda _world: NORM),
    MatrixPage("desk:add", ACCOUNTS),
    MatrixPage("desk:add", ACCOUNTS, method="post"),
    MatrixPage("desk:effect", ACCOUNTS, method="post"),
    # Others are sent back to their own standing: in their dossier there is no such fact.
    MatrixPage("desk:undo", ACCOUNTS, arguments=_fact, method="post"),
    MatrixPage("desk:offer", ACCOUNTS, arguments=_purpose),
    MatrixPage("desk:offer", ACCOUNTS, arguments=_purpose, method="post"),
    MatrixPage("desk:as_they_see", MINE, arguments=_share),
    MatrixPage("desk:received", ACCOUNTS, frozenset()),
    MatrixPage("desk:received_csv", ACCOUNTS, frozenset()),
    MatrixPage("desk:received_one", GUESTS, GUESTS, arguments=_share),
    MatrixPage("desk:received_one", frozenset(), frozenset(), arguments=_ended),
    MatrixPage("desk:received_file", GUESTS, GUESTS, arguments=_file),
    MatrixPage("desk:ask", MAY_ASK, frozenset()),
    MatrixPage("desk:ask", MAY_ASK, frozenset(), method="post"),
]
