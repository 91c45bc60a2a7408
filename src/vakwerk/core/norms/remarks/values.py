"""What a remark is: something odd in a norm that can be read, with where it stands and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from vakwerk.core.norms.faults import UnreadableNorm
from vakwerk.core.norms.model import Norm
from vakwerk.core.norms.reading.nodes import Node, nodes_from_text

Code = Literal[
    "dead-weight", "dead-net-of", "dead-limit", "dead-cap", "dead-minimum", "implied-minimum", "dead-tolerance",
    "dead-relief", "dead-measure", "dead-decree", "dead-way",
    "never-counts", "never-sure", "never-met", "too-many-asked", "never-asked", "dead-transition",
    "no-version", "ends", "begins-late",
    "no-address", "no-place",
]  # fmt: skip
"""Dead parameters (leaving them out changes no outcome), branches no one reaches, gaps in dates, missing sources."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One odd thing: where it stands, what it is, and what to do. It is no fault: the norm can be used.

    `version`, `requirement` and `index` say what it is about: the version of this date, the requirement in it, and
    which entry of a list.
    """

    code: Code
    file: str
    line: int
    message: str
    suggestion: str
    version: date | None = None
    requirement: str = ""
    index: int = -1

    def __str__(self) -> str:
        return f"{self.file}:{max(1, self.line)}: {self.message} ({self.suggestion})"


class Lines:
    """Where the parts of a norm stand in its file; line 1 when it did not come from one."""

    def __init__(self, norm: Norm, file: str) -> None:
        try:
            self._root: Node | None = nodes_from_text(norm.text, file) if norm.text else None
        except UnreadableNorm:
            self._root = None

    def transition(self, index: int) -> int:
        """The line of one line of transitional law."""
        return _line(_item(_at(self._root, "transition"), index))

    def version(self, since: date) -> int:
        """The line on which a version begins."""
        return _line(self._version(since))

    def entry(self, since: date, key: str, index: int = -1) -> int:
        """The line of a key of a version, or of one entry of the list under it; of the version when not found."""
        node = self._version(since)
        found = _at(node, key)
        inside = _item(_at(found, "any") or found, index) if index >= 0 else found
        return _line(inside or found or node)

    def _version(self, since: date) -> Node | None:
        versions = _at(self._root, "versions")
        for node in versions.items or () if versions is not None else ():
            written = _at(node, "from")
            if written is not None and written.scalar == since.isoformat():
                return node
        return None


def _at(node: Node | None, key: str) -> Node | None:
    mapping: Mapping[str, Node] = node.mapping or {} if node is not None else {}
    return mapping.get(key)


def _item(node: Node | None, index: int) -> Node | None:
    items = node.items or () if node is not None else ()
    return items[index] if index < len(items) else node


def _line(node: Node | None) -> int:
    return max(1, node.line) if node is not None else 1
