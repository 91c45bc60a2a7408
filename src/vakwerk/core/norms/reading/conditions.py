"""Filters on facts: which keys exist for activities, work and holdings, and the condition each one stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vakwerk.core import vocabulary
from vakwerk.core.amounts import Unit
from vakwerk.core.norms.conditions import (
    Accredited,
    CategoryIn,
    Completed,
    Condition,
    Confirmed,
    FieldIn,
    FormIs,
    KindIn,
    KindNotIn,
    LevelAtLeast,
    NameIs,
    ProgrammeIs,
    RoleIn,
    SessionAtLeast,
    SettingIn,
    ShownBy,
    TopicIn,
)
from vakwerk.core.norms.reading.nodes import Node
from vakwerk.core.norms.reading.reader import Reader

Make = Callable[[Reader, Node, Mapping[str, Node]], Condition | None]


def spread_out(list_name: str, words: tuple[str, ...]) -> frozenset[str]:
    """The terms and everything below them."""
    return frozenset().union(*(vocabulary.children_of(list_name, word) for word in words))


def _kinds(list_name: str) -> Make:
    def make(reader: Reader, node: Node, _: Mapping[str, Node]) -> Condition:
        words = reader.terms(node, list_name, "kind")
        return KindIn(spread_out(list_name, words), words)

    return make


def _except(reader: Reader, node: Node, _: Mapping[str, Node]) -> Condition:
    words = reader.terms(node, "activity_kinds", "except")
    return KindNotIn(spread_out("activity_kinds", words), words)


def _form(reader: Reader, node: Node, _: Mapping[str, Node]) -> Condition:
    return FormIs(reader.choice(node, vocabulary.terms("forms"), "form", "formal"))


def _level(reader: Reader, node: Node, around: Mapping[str, Node]) -> Condition | None:
    words = reader.terms(node, "levels", "level")
    if len(words) != 1:
        reader.fault(
            node, "level takes one level", "a level means 'at least' unless 'exactly: true' stands beside it"
        )
        return None
    return LevelAtLeast(words[0], reader.flag(around.get("exactly"), "exactly", default=False))


def _session(reader: Reader, node: Node, _: Mapping[str, Node]) -> Condition | None:
    least = reader.amount(node, "session_at_least", (Unit.MINUTES,))
    return None if least is None else SessionAtLeast(least.value)


def _confirmed(reader: Reader, node: Node, _: Mapping[str, Node]) -> Condition | None:
    if not reader.flag(node, "confirmed", default=True):
        reader.fault(node, "only 'confirmed: true' exists", "leave it out when confirmation does not matter")
        return None
    return Confirmed()


def _categories(reader: Reader, node: Node, _: Mapping[str, Node]) -> Condition:
    return CategoryIn(frozenset(reader.word(item, "category") for item in reader.items(node, "category")))


def _completed(reader: Reader, node: Node, _: Mapping[str, Node]) -> Condition:
    options = ("within_period", "any_time", "before_period")
    return Completed(reader.choice(node, options, "completed", "within_period"))


ACTIVITY_FILTERS: dict[str, Make] = {
    "completed": _completed,
    "kind": _kinds("activity_kinds"),
    "except": _except,
    "form": _form,
    "topic": lambda r, n, _: TopicIn(frozenset(r.terms(n, "topics", "topic"))),
    "accredited": lambda r, n, _: Accredited(r.flag(n, "accredited", default=True)),
    "accredited_by": lambda r, n, _: Accredited(True, frozenset(r.terms(n, "accreditors", "accredited_by"))),
    "category": _categories,
    "confirmed": _confirmed,
    "confirmed_by": lambda r, n, _: Confirmed(frozenset(r.terms(n, "accreditors", "confirmed_by"))),
    "programme": lambda r, n, _: ProgrammeIs(r.word(n, "programme")),
    "session_at_least": _session,
}
WORK_FILTERS: dict[str, Make] = {
    "role": lambda r, n, _: RoleIn(frozenset(r.terms(n, "roles", "role"))),
    "level": _level,
    "setting": lambda r, n, _: SettingIn(frozenset(r.terms(n, "settings", "setting"))),
}
HOLDING_FILTERS: dict[str, Make] = {
    "kind": _kinds("holding_kinds"),
    "level": _level,
    "field": lambda r, n, _: FieldIn(frozenset(r.terms(n, "fields", "field"))),
    "name": lambda r, n, _: NameIs(r.word(n, "name")),
    "shown_by": lambda r, n, _: ShownBy(r.word(n, "shown_by")),
}
FILTER_KEYS: dict[str, tuple[str, ...]] = {
    "activities": tuple(ACTIVITY_FILTERS),
    "work": (*WORK_FILTERS, "exactly"),
    "holdings": (*HOLDING_FILTERS, "exactly"),
}
"""Every filter key by the kind of fact it applies to."""


def read_conditions(
    reader: Reader, found: Mapping[str, Node], filters: dict[str, Make]
) -> tuple[Condition, ...]:
    """The conditions in `found`, in the filters' own order, so that the reason given does not depend on key order."""
    made = (make(reader, found[key], found) for key, make in filters.items() if key in found)
    return tuple(condition for condition in made if condition is not None)
