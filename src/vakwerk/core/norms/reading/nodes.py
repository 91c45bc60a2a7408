"""A norm file as nodes that know their line. Plain YAML only: no aliases, tags or duplicate keys; bounded size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import yaml

from vakwerk.core.norms.faults import Fault, UnreadableNorm

MOST_CHARACTERS = 256_000
MOST_DEPTH = 40

_TOO_DEEP = f"nested deeper than {MOST_DEPTH} levels"
_NOTHING = ("", "~", "null", "Null", "NULL")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Node:
    """A mapping, a list or a written scalar, with its line (1 is the first; 0 when it comes from data, not a file)."""

    line: int
    mapping: dict[str, Node] | None = None
    items: tuple[Node, ...] | None = None
    scalar: str | None = None

    def describe(self) -> str:
        """How the node is called in a fault."""
        if self.mapping is not None:
            return f"a mapping with {', '.join(self.mapping) or 'no keys'}"
        if self.items is not None:
            return "a list"
        return f"'{self.scalar}'" if self.scalar is not None else "nothing"


def nodes_from_text(text: str, file: str) -> Node:
    """Parse YAML text. Raises UnreadableNorm for what is not plain YAML."""
    if len(text) > MOST_CHARACTERS:
        raise UnreadableNorm(
            [
                Fault(
                    file,
                    1,
                    f"the file has {len(text)} characters; at most {MOST_CHARACTERS}",
                    "split the norm",
                )
            ]
        )
    faults: list[Fault] = []
    try:
        node = _Building(text, file, faults).document()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadableNorm([Fault(file, line, f"this is not YAML: {error.problem}")]) from error
    except (yaml.YAMLError, ValueError) as error:
        raise UnreadableNorm([Fault(file, 1, f"this is not YAML: {error}")]) from error
    if node is None and not faults:
        raise UnreadableNorm([Fault(file, 1, "the file is empty", "begin with 'norm: its-id'")])
    if node is None or faults:
        raise UnreadableNorm(faults)
    return node


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Building:
    """Makes nodes from the parser's events, so that depth is bounded before anything is built."""

    def __init__(self, text: str, file: str, faults: list[Fault]) -> None:
        self._events = yaml.parse(text, Loader=_LOADER)
        self._file, self._faults = file, faults

    def document(self) -> Node | None:
        """The one document of the file; None when it is empty or too deep."""
        root = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._fault(event, "a second document begins here", "one norm, one file")
                    return root
                root = self._node(next(self._events), 0)
                if self._too_deep():
                    return None
        return None if root is not None and root == Node(root.line) else root

    def _fault(self, event: yaml.Event, message: str, suggestion: str = "") -> None:
        self._faults.append(Fault(self._file, _line(event), message, suggestion))

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line = _line(event)
        if depth > MOST_DEPTH:
            self._fault(event, _TOO_DEEP)
            return Node(line)
        if isinstance(event, yaml.AliasEvent):
            self._fault(event, "aliases (& and *) are not allowed", "write the text out")
            return Node(line)
        self._bare(event)
        if isinstance(event, yaml.MappingStartEvent):
            return Node(line, mapping=self._mapping(depth))
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(event, depth + 1))
                if self._too_deep():
                    break
            return Node(line, items=tuple(items))
        assert isinstance(event, yaml.ScalarEvent), "an event that begins a node is one of four"
        nothing = event.implicit[0] and event.value in _NOTHING
        return Node(line, scalar=None if nothing else str(event.value))

    def _bare(self, event: yaml.Event) -> None:
        if getattr(event, "anchor", None) is not None:
            self._fault(event, "aliases (& and *) are not allowed", "leave the anchor out")
        if getattr(event, "tag", None) is not None:
            self._fault(event, "tags (!) are not allowed", "leave it out")

    def _mapping(self, depth: int) -> dict[str, Node]:
        mapping: dict[str, Node] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = str(event.value) if isinstance(event, yaml.ScalarEvent) else None
            if key is not None:
                self._bare(event)
            if key is None:
                self._fault(event, "a key must be a word")
                self._node(event, depth + 1)
            elif key in mapping:
                self._fault(event, f"'{key}' stands here twice", "keep one of them")
            if self._too_deep():
                break
            value = self._node(next(self._events), depth + 1)
            if key is not None:
                mapping[key] = value
            if self._too_deep():
                break
        return mapping

    def _too_deep(self) -> bool:
        return bool(self._faults) and self._faults[-1].message == _TOO_DEEP


def nodes_from_data(data: object) -> Node:
    """The same from Python data (tests and pages that change a norm without a file). Lines are 0."""
    if isinstance(data, Mapping):
        return Node(0, mapping={str(key): nodes_from_data(value) for key, value in data.items()})
    if isinstance(data, str):
        return Node(0, scalar=data)
    if isinstance(data, bool):
        return Node(0, scalar="true" if data else "false")
    if isinstance(data, date):
        return Node(0, scalar=data.isoformat())
    if data is None:
        return Node(0)
    if isinstance(data, Sequence):
        return Node(0, items=tuple(nodes_from_data(item) for item in data))
    return Node(0, scalar=str(data))
