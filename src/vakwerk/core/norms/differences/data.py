"""A comparison as plain JSON data: the same as the sentences say, for programs."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from vakwerk.core.norms.differences.values import Comparison, Difference, Pair, Place
from vakwerk.core.norms.model import Norm, Requirement, Version


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """What `vakwerk norm diff --json` prints. Amounts are in the smallest unit, dates as in 2026-11-24."""
    return {
        "before": _norm(comparison.before),
        "after": _norm(comparison.after),
        "equal": comparison.equal,
        "general": [_difference(one) for one in comparison.general],
        "pairs": [_pair(one) for one in comparison.pairs],
    }


def _norm(norm: Norm) -> dict[str, Any]:
    return {"norm": norm.id, "status": norm.status, "checked_on": norm.checked_on.isoformat()}


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "since": pair.since.isoformat(),
        "until": plain(pair.until),
        "clock": pair.clock,
        "before": _version(pair.before),
        "after": _version(pair.after),
        "differences": [_difference(one) for one in pair.differences],
        "transition": plain(pair.transition),
    }


def _version(version: Version | None) -> dict[str, Any] | None:
    return None if version is None else {"from": version.since.isoformat(), "source": plain(version.source)}


def _difference(one: Difference) -> dict[str, Any]:
    brief = one.what == "version"  # a whole version is named by its date
    return {
        "what": one.what,
        **_place(one.place),
        "before": _version(one.before) if brief else plain(one.before),
        "after": _version(one.after) if brief else plain(one.after),
        "effect": one.effect,
    }


def _place(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    return {
        "requirement": place.requirement.id,
        "only_if": [node.id for node in place.within],
        "inside": [node.id for node in place.above],
    }


def plain(value: Any) -> Any:
    """Any value of the model as JSON data; a value of one of several forms names its form."""
    match value:
        case Requirement():
            own = {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name != "line"}
            return {"form": type(value).__name__, **own}
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case frozenset() | set():
            return sorted(plain(item) for item in value)
        case tuple() | list():
            return [plain(item) for item in value]
    if is_dataclass(value):
        return {
            "form": type(value).__name__,
            **{f.name: plain(getattr(value, f.name)) for f in fields(value)},
        }
    return value
