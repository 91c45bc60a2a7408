"""The register: public to all, people and dossiers to the registrar alone."""

from __future__ import annotations

from typing import Any

from tests.matrix.shape import EVERYONE, MatrixPage, World

REGISTRAR, NOBODY = frozenset({"registrar"}), frozenset()


def furnish(world: World) -> dict[str, Any]:
    """The owner stands in the register."""
    from vakwerk.apps.register import actions

    entry = actions.register_person(
        person=world.person, level="hbo", profession="sociaal-werker", actor=world.owner
    )
    return {"number": entry.number}


def _number(world: World) -> dict[str, Any]:
    return {"number": world.made["number"]}


PAGES = [
    MatrixPage("register:search", EVERYONE, NOBODY),
    MatrixPage("register:search", EVERYONE, NOBODY, method="post", data=lambda _world: {"naam": "Eigenaar"}),
    MatrixPage("register:entry", EVERYONE, NOBODY, _number),
    MatrixPage("register:entry_json", EVERYONE, NOBODY, _number),
    MatrixPage("api:registration", EVERYONE, NOBODY, _number),
    MatrixPage("register:people", REGISTRAR, NOBODY),
    MatrixPage("register:people_csv", REGISTRAR, NOBODY),
    MatrixPage("register:person", REGISTRAR, REGISTRAR, _number),
]
