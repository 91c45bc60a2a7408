"""Who may open which page: the shape in which every app says it, in `tests/matrix/pages_<app>.py`.

A module there has `PAGES`, and where its pages need rows, `furnish(world)`, which makes them for `world.owner` with the
text `SECRET` in every free text that nobody else may read, and returns their keys by name (found in `world.made`).

The matrix opens every page as every visitor. A page that is not in any list, or lets in somebody who is not named, or
shows `SECRET` to somebody whom it may not be shown to, fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

SECRET = "GEHEIM-7Q4"

OWNER, OTHER, VISITOR = "owner", "other", "visitor"
"""The person whose data it is; another professional; somebody who has not logged in."""
GUEST, FORMER_GUEST = "guest", "former-guest"
"""Somebody with whom the owner shares for a purpose, today; somebody for whom that has ended."""
ROLES = (
    "expert-by-experience",
    "mentor",
    "assessor",
    "registrar",
    "committee-member",
    "provider",
    "educator",
    "employer",
    "policy-maker",
    "administrator",
)
"""Somebody with only this role, with whom nothing is shared."""
ACCOUNTS = frozenset({OWNER, OTHER, GUEST, FORMER_GUEST, *ROLES})
"""Everybody who has logged in. All of them have a person, and so a dossier, of their own."""
EVERYONE = ACCOUNTS | {VISITOR}


@dataclass(slots=True)
class World:
    """What the pages are about: the owner, an account for each visitor, and what every app made for the owner."""

    owner: Any
    person: Any
    accounts: dict[str, Any]
    made: dict[str, Any] = field(default_factory=dict)


def nothing(_world: World) -> Any:
    """No arguments, no data."""
    return {}


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """One address. `opens_for`: who gets an answer below 400 (a redirect to the login page is a refusal).

    `reveals_to`: who may read `SECRET` there, when fewer than it opens for. `arguments` are those of `reverse`, by
    name. `data` is what a POST sends.
    """

    view: str
    opens_for: frozenset[str]
    reveals_to: frozenset[str] = frozenset({OWNER})
    arguments: Callable[[World], Mapping[str, Any]] = nothing
    method: str = "get"
    data: Callable[[World], Mapping[str, Any]] = nothing
