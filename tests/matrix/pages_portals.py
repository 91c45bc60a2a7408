"""Who may open the pages of portals: everybody their own, and nobody another's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.matrix.shape import ACCOUNTS, OWNER, SECRET, MatrixPage, World

ONLY_OWNER = frozenset({OWNER})


def furnish(world: World) -> Mapping[str, Any]:
    """An import that waits at its columns, one at its lines, and one that is finished."""
    from vakwerk.apps.portals import actions, taking
    from vakwerk.apps.portals.models import Import
    from vakwerk.core.exchange.mapping import mapping_from

    made: dict[str, Any] = {}
    for month, name in enumerate(("columns", "lines", "done", "undone", "thrown"), 1):
        data = f"Datum;Titel\n13-{month}-2024;{SECRET}\n".encode()
        made[name] = import_id = actions.start_import(person=world.person, data=data, name=f"{SECRET}.csv")
        if name in ("columns", "thrown"):
            continue
        batch = Import.objects.get(pk=import_id)
        mapping = mapping_from(batch.mapping, len(batch.headings))
        actions.name_columns(person=world.person, import_id=import_id, mapping=mapping, remember=True)
        if name != "lines":
            taking.begin(person=world.person, import_id=import_id, without_rest=False)
            taking.take_batch(person=world.person, import_id=import_id, actor=world.owner)
    return made


def _of(name: str, **more: Any) -> Any:
    return lambda world: {"import_id": world.made[name], **more}


def _portal(_world: World) -> Mapping[str, Any]:
    return {"name": "ander"}


PAGES: list[MatrixPage] = [
    MatrixPage("portals:index", ACCOUNTS),
    MatrixPage("portals:bring", ACCOUNTS),
    MatrixPage(
        "portals:bring", ACCOUNTS, method="post", data=lambda _world: {"text": "Datum\tTitel\n13-3-2024\tA\n"}
    ),
    MatrixPage("portals:forget", ACCOUNTS, method="post", arguments=lambda _world: {"mapping_id": 1}),
    MatrixPage("portals:import", ONLY_OWNER, arguments=_of("done")),
    MatrixPage("portals:columns", ONLY_OWNER, arguments=_of("columns")),
    MatrixPage("portals:reread", ONLY_OWNER, method="post", arguments=_of("columns")),
    MatrixPage("portals:lines", ONLY_OWNER, arguments=_of("lines")),
    MatrixPage(
        "portals:lines", ONLY_OWNER, method="post", arguments=_of("lines"), data=lambda _world: {"do": "all"}
    ),
    MatrixPage("portals:busy", ONLY_OWNER, arguments=_of("lines")),
    MatrixPage("portals:busy", ONLY_OWNER, method="post", arguments=_of("lines")),
    MatrixPage(
        "portals:columns",
        ONLY_OWNER,
        method="post",
        arguments=_of("lines"),
        data=lambda _world: {"again": "1"},
    ),
    MatrixPage("portals:undo_line", ONLY_OWNER, method="post", arguments=_of("done", number=2)),
    MatrixPage("portals:undo", ONLY_OWNER, method="post", arguments=_of("undone")),
    MatrixPage("portals:throw_away", ONLY_OWNER, method="post", arguments=_of("thrown")),
    MatrixPage("portals:portal", ACCOUNTS, arguments=_portal),
    MatrixPage(
        "portals:portal",
        ACCOUNTS,
        method="post",
        arguments=_portal,
        data=lambda _world: {"on": "1-1-2026", "all": "1"},
    ),
    MatrixPage("portals:take_back", ACCOUNTS, method="post", arguments=_portal),
    MatrixPage("portals:package", ACCOUNTS, arguments=_portal),
]
