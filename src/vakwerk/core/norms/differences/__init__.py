"""Two norms, or two versions of one, beside each other: `compare(before, after)` says what differs and from when.

Versions of the two are laid beside each other by date: on every day on which one of them begins or ends, the version
that is in force then in the one beside the version that is in force then in the other.
"""

from __future__ import annotations

from datetime import date

from vakwerk.core.norms.differences.data import comparison_data
from vakwerk.core.norms.differences.requirements import NOT_ESTABLISHED, requirement_differences
from vakwerk.core.norms.differences.rules import norm_differences, rule_differences
from vakwerk.core.norms.differences.values import Comparison, Difference, Effect, Pair, Place
from vakwerk.core.norms.model import Norm, Version

__all__ = [
    "NOT_ESTABLISHED",
    "Comparison",
    "Difference",
    "Effect",
    "NoVersion",
    "Pair",
    "Place",
    "compare",
    "compare_versions",
    "comparison_data",
]


class NoVersion(LookupError):
    """The norm has no version in force on the day."""

    def __init__(self, norm: Norm, day: date) -> None:
        self.norm, self.day = norm, day
        dates = ", ".join(version.since.isoformat() for version in norm.versions)
        super().__init__(f"{norm.id} has no version in force on {day}; its versions begin on {dates}")


def compare(before: Norm, after: Norm) -> Comparison:
    """The two norms beside each other, over all time."""
    edges = sorted(
        {
            edge
            for norm in (before, after)
            for v in norm.versions
            for edge in (v.since, v.until)
            if edge is not None
        }
    )
    pairs = []
    for number, day in enumerate(edges):
        until = edges[number + 1] if number + 1 < len(edges) else None
        pairs.append(_pair(after, _in_force(before, day), _in_force(after, day), day, until))
    return Comparison(
        before, after, norm_differences(before, after), tuple(p for p in pairs if p.differences)
    )


def compare_versions(before: Norm, on: date, after: Norm, later: date) -> Comparison:
    """The version of `before` in force on `on`, and that of `after` in force on `later`. Raises NoVersion.

    Says what changes for those whom the second version is for.
    """
    one, other = _in_force(before, on), _in_force(after, later)
    if one is None or other is None:
        raise NoVersion(before if one is None else after, on if one is None else later)
    pair = _pair(after, one, other, other.since, _end(after, other))
    return Comparison(before, after, norm_differences(before, after), (pair,) if pair.differences else ())


def _in_force(norm: Norm, day: date) -> Version | None:
    found = next((version for version in reversed(norm.versions) if version.since <= day), None)
    return None if found is None or (found.until is not None and day >= found.until) else found


def _end(norm: Norm, version: Version) -> date | None:
    following = next((other.since for other in norm.versions if other.since > version.since), None)
    return version.until or following


def _pair(after: Norm, one: Version | None, other: Version | None, since: date, until: date | None) -> Pair:
    differences: tuple[Difference, ...] = ()
    if one is not None and other is not None:
        differences = (*requirement_differences(one, other), *rule_differences(one, other))
    elif one is not other:
        differences = (Difference("version", one, other),)
    clock = after.chosen_by if after.period is not None else "assessed_on"
    return Pair(since, until, clock, one, other, differences, after.transition if other is not None else ())
