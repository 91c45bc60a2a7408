"""A norm file as nodes that know their line. Plain YAML only: no aliases, tags or duplicate keys; bounded size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import yaml

from vakwerk.core.norms.faults import Fault, UnreadableNorm

MOST_CHARACTERS = 256_000
MOST_DEPTH = 40

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
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadableNorm([Fault(file, line, f"this is not YAML: {error.problem}")]) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnreadableNorm([Fault(file, 1, f"this is not YAML: {error}")]) from error
    if root is None:
        raise UnreadableNorm([Fault(file, 1, "the file is empty", "begin with 'norm: its-id'")])
    faults: list[Fault] = []
    node = _convert(root, file, 0, set(), faults)
    if faults:
        raise UnreadableNorm(faults)
    return node


def _convert(node: yaml.Node, file: str, depth: int, seen: set[int], faults: list[Fault]) -> Node:
    line = node.start_mark.line + 1
    if id(node) in seen:
        faults.append(Fault(file, line, "aliases (& and *) are not allowed", "write the text out"))
        return Node(line)
    seen.add(id(node))
    if depth > MOST_DEPTH:
        faults.append(Fault(file, line, f"nested deeper than {MOST_DEPTH} levels"))
        return Node(line)
    if not node.tag.startswith("tag:yaml.org,2002:"):
        faults.append(Fault(file, line, f"the tag {node.tag} is not allowed", "leave it out"))
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                faults.append(Fault(file, key.start_mark.line + 1, "a key must be a word"))
                continue
            if key.value in mapping:
                faults.append(
                    Fault(
                        file, key.start_mark.line + 1, f"'{key.value}' stands here twice", "keep one of them"
                    )
                )
            mapping[key.value] = _convert(value, file, depth + 1, seen, faults)
        return Node(line, mapping=mapping)
    if isinstance(node, yaml.SequenceNode):
        return Node(line, items=tuple(_convert(item, file, depth + 1, seen, faults) for item in node.value))
    empty = node.tag == "tag:yaml.org,2002:null"
    return Node(line, scalar=None if empty else str(node.value))


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
