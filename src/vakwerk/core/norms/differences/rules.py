"""What differs between two versions beside their requirements, and between two norms as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from vakwerk.core.amounts import Unit
from vakwerk.core.norms.differences import effects
from vakwerk.core.norms.differences.values import Difference, Effect
from vakwerk.core.norms.model import DocumentSeen, Norm, Relief, Tolerance, Total, Version

PERIOD_FIELDS = (
    "length_months", "starts", "submit_from", "submit_by", "remind", "if_submitted_in_time", "grace", "if_late",
)  # fmt: skip
NORM_FIELDS = (
    "title", "owner", "kind", "status", "adjustable", "checked_on", "country", "summary", "chosen_by", "transition",
    "silence_days", "gives",
)  # fmt: skip

_NOTHING = (0, 0, True, False, False, None, None, False)


def norm_differences(before: Norm, after: Norm) -> tuple[Difference, ...]:
    """What differs in the norm as a whole. Its id is only how it is called, and no difference."""
    found = [
        Difference(name, getattr(before, name), getattr(after, name))
        for name in NORM_FIELDS
        if getattr(before, name) != getattr(after, name)
    ]
    one, other = before.period, after.period
    if one is None or other is None:
        if one is not other:
            found.append(Difference("period", one, other))
        return tuple(found)
    found += [
        Difference(f"period.{name}", getattr(one, name), getattr(other, name))
        for name in PERIOD_FIELDS
        if getattr(one, name) != getattr(other, name)
    ]
    return tuple(found)


def rule_differences(before: Version, after: Version) -> Iterator[Difference]:
    """What differs in a version beside its requirements."""
    if before.source != after.source:
        yield Difference("version_source", before.source, after.source)
    if before.counts_when != after.counts_when:
        ways = effects.ways_effect(before.counts_when, after.counts_when)
        yield Difference("counts_when", before.counts_when, after.counts_when, ways)
    yield from _relief(before, after)
    gain = _of_a_longer_period(before, after)
    for decree in before.decrees:
        if decree not in after.decrees:
            yield Difference("decree", decree, None, effects.turned(gain))
    for decree in after.decrees:
        if decree not in before.decrees:
            yield Difference("decree", None, decree, gain)
    yield from _measures(before, after)
    yield from _met_by(before, after)
    if before.tolerance != after.tolerance:
        effect = _tolerance(before.tolerance, after.tolerance)
        yield Difference("tolerance", before.tolerance, after.tolerance, effect)
    if before.minutes_per_point != after.minutes_per_point:
        points = any(
            isinstance(node, Total) and node.unit is Unit.POINTS
            for version in (before, after)
            for node in version.requires.walk()
        )
        effect = effects.more_is_harder(before.minutes_per_point, after.minutes_per_point) if points else None
        yield Difference("point", before.minutes_per_point, after.minutes_per_point, effect)
    for said in before.not_expressed:
        if said not in after.not_expressed:
            yield Difference("not_expressed", said, None)
    for said in after.not_expressed:
        if said not in before.not_expressed:
            yield Difference("not_expressed", None, said)


def _relief(before: Version, after: Version) -> Iterator[Difference]:
    """Absence by absence: which rule takes it. Rules that limit several kinds together are compared as a whole."""
    if before.relief_established != after.relief_established:
        yield Difference("relief_established", before.relief_established, after.relief_established)
    if before.relief == after.relief:
        return
    changes: dict[tuple[Relief | None, Relief | None], list[str]] = {}
    for kind in sorted(
        {kind for version in (before, after) for rule in version.relief for kind in rule.kinds}
    ):
        one, other = relief_for(before, kind), relief_for(after, kind)
        if _effect_of(one) != _effect_of(other):
            changes.setdefault((one, other), []).append(kind)
    for (one, other), kinds in changes.items():
        yield Difference("relief", (kinds, one), (kinds, other), _relief_effect(before, after, one, other))
    if not changes and _shared_out(before) != _shared_out(after):
        yield Difference("relief_together", before.relief, after.relief)


def _of_a_longer_period(before: Version, after: Version) -> Effect | None:
    """A longer period lets more count, unless something must hold throughout it or work may be lost at its end."""
    for version in (before, after):
        for node in version.requires.walk():
            if isinstance(node, DocumentSeen) and node.throughout:
                return None
            if isinstance(node, Total) and node.lost_before_gap_months is not None:
                return None
    return "easier"


def _relief_effect(
    before: Version, after: Version, one: Relief | None, other: Relief | None
) -> Effect | None:
    """Derived when one of the two gives nothing, or when they give the same and only how much differs."""
    if not (before.relief_established and after.relief_established):
        return None
    old, new = _effect_of(one), _effect_of(other)
    if _NOTHING in (old, new):
        rule = other if old == _NOTHING else one
        assert rule is not None
        if rule.counts_as_worked:
            gain: Effect | None = (
                "easier" if rule.at_most_days is None else None
            )  # who shares the limit may lose
        else:
            gain = _of_a_longer_period(before, after)
        return gain if old == _NOTHING else effects.turned(gain)
    assert one is not None
    assert other is not None
    if (
        one.counts_as_worked
        or replace(one, **_alike(other)) != other
        or _of_a_longer_period(before, after) is None
    ):
        return None
    changes = {
        effects.more_is_easier(one.at_most_days, other.at_most_days),
        effects.more_is_easier(one.at_most_months, other.at_most_months),
        effects.more_is_easier(one.extends_days, other.extends_days),
        effects.more_is_easier(one.extends_months, other.extends_months),
    } - {None}
    return changes.pop() if len(changes) == 1 and bool(one.extends_days) == bool(other.extends_days) else None


def _alike(rule: Relief) -> dict[str, Any]:
    """What may differ between two rules that do the same: for whom they are, and how much they give."""
    names = ("kinds", "named", "extends_days", "extends_months", "at_most_days", "at_most_months")
    return {name: getattr(rule, name) for name in names}


def _shared_out(version: Version) -> set[tuple[frozenset[str], tuple[object, ...]]]:
    """Which kinds of absence share one rule, and so its limit."""
    taken: frozenset[str] = frozenset()
    found = set()
    for rule in version.relief:
        if rule.kinds - taken and _effect_of(rule) != _NOTHING:
            found.add((rule.kinds - taken, _effect_of(rule)))
        taken |= rule.kinds
    return found


def relief_for(version: Version, kind: str) -> Relief | None:
    """The rule that takes absences of this kind: the first that names it."""
    return next((rule for rule in version.relief if kind in rule.kinds), None)


def _effect_of(rule: Relief | None) -> tuple[object, ...]:
    """What a rule does, whatever kinds it is for; no rule does the same as a rule without effect."""
    if rule is None or not (rule.extends_days or rule.extends_months or rule.pauses or rule.counts_as_worked):
        return _NOTHING
    effects_ = (rule.extends_days, rule.extends_months, rule.each, rule.pauses, rule.counts_as_worked)
    return (*effects_, rule.at_most_days, rule.at_most_months, rule.not_twice_in_a_row)


def _measures(before: Version, after: Version) -> Iterator[Difference]:
    def effect(version: Version, kind: str) -> bool | None:
        return next((found.not_established for found in version.measures if kind in found.kinds), None)

    for kind in sorted(
        {kind for version in (before, after) for found in version.measures for kind in found.kinds}
    ):
        one, other = effect(before, kind), effect(after, kind)
        if one != other:
            yield Difference("measure", (kind, one), (kind, other))


def _met_by(before: Version, after: Version) -> Iterator[Difference]:
    for name in before.met_by:
        if name not in after.met_by:
            yield Difference("met_by", name, None, "harder")
    for name in after.met_by:
        if name not in before.met_by:
            yield Difference("met_by", None, name, "easier")


def _tolerance(before: Tolerance | None, after: Tolerance | None) -> Effect | None:
    if before is None or after is None:
        return "easier" if before is None else "harder"
    if before.remedy != after.remedy or before.repair_within != after.repair_within:
        return None
    return effects.more_is_harder(before.percent, after.percent)
