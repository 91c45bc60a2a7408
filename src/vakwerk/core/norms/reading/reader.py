"""Reads words, numbers, dates, terms and amounts from nodes. Every wrong place becomes a fault; reading goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches

from vakwerk.core import vocabulary
from vakwerk.core.amounts import Amount, NotAnAmount, Unit, parse_amount
from vakwerk.core.norms.faults import Fault
from vakwerk.core.norms.model import Source, Text
from vakwerk.core.norms.reading.nodes import Node

_SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_LARGEST: dict[Unit, int] = {
    Unit.MINUTES: 60 * 1_000_000,
    Unit.POINTS: 100 * 1_000_000,
    Unit.EC: 100 * 10_000,
    Unit.DAYS: 36_500,
    Unit.MONTHS: 1_200,
    Unit.EUROCENTS: 100 * 100_000_000,
    Unit.PIECES: 1_000_000,
}
"""Bounds that keep every sum within 64 bits and every date within the calendar."""
NO_SOURCE = Source(title="")


class Reader:
    """Collects faults for one file while its parts are read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.taken: dict[str, list[tuple[object, ...]]] = {}
        """Condition paths of groups read so far, by their `exclusive` name (see `requirements`)."""

    def fault(self, node: Node, message: str, suggestion: str = "") -> None:
        """Record that `node` is wrong."""
        self.faults.append(Fault(self.file, node.line, message, suggestion))

    def keys(self, node: Node | None, known: Iterable[str], where: str) -> Mapping[str, Node]:
        """The mapping at `node`; unknown keys are faults with the nearest known key as suggestion."""
        if node is None or node.mapping is None:
            if node is not None:
                self.fault(node, f"{where} must be a mapping, found {node.describe()}")
            return {}
        known = list(known)
        for key, value in node.mapping.items():
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"did you mean '{near[0]}'?" if near else f"known here: {', '.join(known)}"
                self.fault(value, f"'{key}' is not known in {where}", hint)
        return node.mapping

    def items(self, node: Node | None, where: str) -> tuple[Node, ...]:
        """The list at `node`; a single entry stands for a list of one."""
        if node is None:
            return ()
        if node.items is not None:
            return node.items
        if node.scalar is None and node.mapping is None:
            self.fault(node, f"{where} must hold at least one entry")
            return ()
        return (node,)

    def word(self, node: Node | None, where: str, default: str = "") -> str:
        """A written scalar."""
        if node is None:
            return default
        if node.scalar is None:
            self.fault(node, f"{where} must be text, found {node.describe()}")
            return default
        return node.scalar

    def slug(self, node: Node | None, where: str) -> str:
        """An id: lower-case words joined by hyphens."""
        found = self.word(node, where)
        if node is not None and found and not _SLUG.match(found):
            self.fault(node, f"'{found}' can not be an id", "use lower-case letters, digits and hyphens")
        return found

    def choice(self, node: Node | None, options: Iterable[str], where: str, default: str) -> str:
        """One word out of a closed list."""
        if node is None:
            return default
        found, options = self.word(node, where, default), list(options)
        if found not in options:
            near = get_close_matches(found, options, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(options)}"
            self.fault(node, f"'{found}' is not possible for {where}", hint)
            return default
        return found

    def flag(self, node: Node | None, where: str, default: bool) -> bool:
        """true or false."""
        return self.choice(node, ("true", "false"), where, "true" if default else "false") == "true"

    def number(self, node: Node | None, where: str, least: int, most: int) -> int | None:
        """A whole number between `least` and `most`."""
        if node is None:
            return None
        found = self.word(node, where)
        if not re.fullmatch(r"-?\d{1,12}", found) or not least <= int(found) <= most:
            self.fault(
                node, f"'{found}' is not possible for {where}", f"a whole number from {least} to {most}"
            )
            return None
        return int(found)

    def day(self, node: Node | None, where: str) -> date | None:
        """A date written YYYY-MM-DD."""
        if node is None:
            return None
        found = self.word(node, where)
        try:
            if len(found) != 10:
                raise ValueError(found)
            return date.fromisoformat(found)
        except ValueError:
            self.fault(node, f"'{found}' is not a date", "write it as 2026-11-23")
            return None

    def amount(self, node: Node | None, where: str, units: Iterable[Unit]) -> Amount | None:
        """An amount in one of the units."""
        if node is None:
            return None
        try:
            found = parse_amount(self.word(node, where))
        except NotAnAmount as error:
            self.fault(node, str(error))
            return None
        units = tuple(units)
        if found.unit not in units:
            self.fault(
                node,
                f"{where} can not be in {found.unit.value}",
                f"use {' or '.join(u.value for u in units)}",
            )
            return None
        if found.value > _LARGEST[found.unit]:
            most = str(Amount(_LARGEST[found.unit], found.unit))
            self.fault(node, f"{found} is more than anyone can reach", f"at most {most}")
            return None
        return found

    def percent(self, node: Node | None, where: str) -> int | None:
        """A whole percentage written "75 percent"."""
        if node is None:
            return None
        match = re.fullmatch(r"(\d{1,3}) percent", self.word(node, where))
        if match is None or not 0 < int(match[1]) <= 100:
            self.fault(node, f"{node.describe()} is not a percentage", "write it as '75 percent'")
            return None
        return int(match[1])

    def terms(self, node: Node | None, list_name: str, where: str) -> tuple[str, ...]:
        """One term or a list of terms of a vocabulary list."""
        found = []
        for item in self.items(node, where):
            word = self.word(item, where)
            if not vocabulary.is_term(list_name, word):
                near = vocabulary.close_to(list_name, word)
                hint = (
                    f"did you mean '{near}'?" if near else f"known: {', '.join(vocabulary.terms(list_name))}"
                )
                self.fault(item, f"'{word}' is not a known term of {list_name}", hint)
                continue
            found.append(word)
        return tuple(found)

    def text(self, node: Node | None, where: str) -> Text | None:
        """Words in Dutch and English."""
        if node is None:
            return None
        found = self.keys(node, ("nl", "en"), where)
        if set(found) != {"nl", "en"}:
            self.fault(node, f"{where} needs both languages", "write {nl: …, en: …}")
        return Text(self.word(found.get("nl"), where), self.word(found.get("en"), where))

    def source(self, node: Node | None) -> Source | None:
        """Where something was read."""
        if node is None:
            return None
        found = self.keys(node, ("title", "url", "article"), "source")
        if "title" not in found:
            self.fault(node, "a source needs a title")
        return Source(
            self.word(found.get("title"), "title"),
            self.word(found.get("url"), "url"),
            self.word(found.get("article"), "article"),
        )
