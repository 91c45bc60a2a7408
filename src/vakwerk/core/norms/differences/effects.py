"""Whether a change makes a norm harder or easier to meet: derived from what it lets through, never guessed.

A condition that lets more through, for known facts and unknown ones alike, is *wider*.
"""

from __future__ import annotations

from fractions import Fraction

from vakwerk.core import vocabulary
from vakwerk.core.norms.conditions import (
    Accredited,
    CategoryIn,
    Completed,
    Condition,
    Confirmed,
    FieldIn,
    KindIn,
    KindNotIn,
    LevelAtLeast,
    NotCountedEarlier,
    RoleIn,
    SessionAtLeast,
    SettingIn,
    TopicIn,
)
from vakwerk.core.norms.differences.values import Effect
from vakwerk.core.norms.model import Cap, Weight

Path = tuple[Condition, ...]


def turned(effect: Effect | None) -> Effect | None:
    """The effect of the same change inside a condition of `if`, which asks more when it holds more often."""
    if effect == "harder":
        return "easier"
    return "harder" if effect == "easier" else effect


def more_is_harder(before: int | None, after: int | None) -> Effect | None:
    """For a number that asks: none asks nothing."""
    if before == after:
        return None
    if before is None or after is None:
        return "harder" if before is None else "easier"
    return "harder" if after > before else "easier"


def more_is_easier(before: int | None, after: int | None) -> Effect | None:
    """For a number that limits: none limits nothing."""
    if before is None or after is None:
        return more_is_harder(before, after)
    return turned(more_is_harder(before, after))


def larger_is_easier(before: frozenset[str], after: frozenset[str]) -> Effect | None:
    """For a set of which one is enough."""
    if before == after:
        return None
    return "easier" if before < after else "harder" if after < before else "either"


def condition_effect(before: Condition | None, after: Condition | None) -> Effect | None:
    """The effect of one condition taking the place of another; None when they are of different sorts or the same."""
    if isinstance(before, NotCountedEarlier) or isinstance(after, NotCountedEarlier):
        return None
    if before is None or after is None:
        return "harder" if before is None else "easier"
    match before, after:
        case KindIn(), KindIn():
            return larger_is_easier(before.kinds, after.kinds)
        case KindNotIn(), KindNotIn():
            return turned(larger_is_easier(before.kinds, after.kinds))
        case TopicIn(), TopicIn():
            return larger_is_easier(before.topics, after.topics)
        case CategoryIn(), CategoryIn():
            return larger_is_easier(before.categories, after.categories)
        case RoleIn(), RoleIn():
            return larger_is_easier(before.roles, after.roles)
        case SettingIn(), SettingIn():
            return larger_is_easier(before.settings, after.settings)
        case FieldIn(), FieldIn():
            return larger_is_easier(before.fields, after.fields)
        case SessionAtLeast(), SessionAtLeast():
            return more_is_harder(before.minutes, after.minutes)
        case LevelAtLeast(), LevelAtLeast():
            return _levels(before, after)
        case Completed(), Completed():
            return _moments(before.when, after.when)
        case Confirmed(), Confirmed():
            return _named_bodies(before.by, after.by)
        case Accredited(), Accredited() if before.wanted and after.wanted:
            return _named_bodies(before.by, after.by)
    return "either" if type(before) is type(after) else None


def _named_bodies(before: frozenset[str], after: frozenset[str]) -> Effect | None:
    """Naming none lets every body through."""
    if before and after:
        return larger_is_easier(before, after)
    return None if before == after else "harder" if after else "easier"


def _moments(before: str, after: str) -> Effect | None:
    if before == after:
        return None
    if "any_time" in (before, after):
        return "easier" if after == "any_time" else "harder"
    return "either"


def _levels(before: LevelAtLeast, after: LevelAtLeast) -> Effect | None:
    one, other = vocabulary.level_number(before.level), vocabulary.level_number(after.level)
    if before.exactly == after.exactly:
        if before.exactly:
            return None if one == other else "either"
        return more_is_harder(one, other)
    if after.exactly:
        return "harder" if other >= one else "either"
    return "easier" if other <= one else "either"


def path_effect(before: Path, after: Path) -> Effect | None:
    """The effect of a list of conditions (all of which must hold) taking the place of another; None: not derivable."""
    if covers(after, before):
        return None if covers(before, after) else "easier"
    return "harder" if covers(before, after) else None


def covers(wide: Path, narrow: Path) -> bool:
    """Whether it is certain that every fact fits `wide` at least as well as `narrow`."""
    return all(any(_no_wider(other, one) for other in narrow) for one in wide)


def _no_wider(other: Condition, one: Condition) -> bool:
    return same_condition(other, one) or condition_effect(one, other) == "harder"


def same_condition(one: Condition, other: Condition) -> bool:
    """Whether they mean the same, however the file names the kinds."""
    match one, other:
        case KindIn(), KindIn():
            return one.kinds == other.kinds
        case KindNotIn(), KindNotIn():
            return one.kinds == other.kinds
        case NotCountedEarlier(), NotCountedEarlier():
            return one.name == other.name
    return one == other


def ways_effect(before: tuple[Path, ...], after: tuple[Path, ...]) -> Effect | None:
    """The effect on lists of ways of which one is enough."""
    more = all(any(covers(new, old) for new in after) for old in before)
    less = all(any(covers(old, new) for old in before) for new in after)
    if more == less:
        return None
    return "easier" if more else "harder"


def cap_effect(before: Cap | None, after: Cap | None) -> Effect | None:
    """The effect of a cap taking the place of another; an amount and a percentage can not be compared."""
    if before is None or after is None:
        return None if before is after else "harder" if before is None else "easier"
    if before.amount is not None and after.amount is not None:
        same_unit = before.amount.unit is after.amount.unit
        return more_is_easier(before.amount.value, after.amount.value) if same_unit else None
    if before.amount is not None or after.amount is not None:
        return None
    if set(before.of) <= set(after.of) and before.percent <= after.percent:
        return None if set(before.of) == set(after.of) and before.percent == after.percent else "easier"
    return "harder" if set(after.of) <= set(before.of) and after.percent <= before.percent else None


def weights_effect(before: tuple[Weight, ...], after: tuple[Weight, ...]) -> Effect | None:
    """The effect when the same facts are weighed otherwise; None when others are, or some get a fixed worth."""
    if [weight.conditions for weight in before] != [weight.conditions for weight in after]:
        return None
    changes: set[Effect | None] = set()
    for one, other in zip(before, after, strict=True):
        if (one.fixed is None) != (other.fixed is None):
            return None
        old = Fraction(one.numerator, one.denominator) if one.fixed is None else Fraction(one.fixed)
        new = (
            Fraction(other.numerator, other.denominator)
            if other.fixed is None
            else Fraction(other.fixed or 0)
        )
        if old != new:
            changes.add("easier" if new > old else "harder")
    return "either" if len(changes) > 1 else changes.pop() if changes else None
