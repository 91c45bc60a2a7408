"""Whether two activities are the same one, told twice: by two portals, or by a provider and by the person.

Nothing is merged here. What is surely the same may be taken as one; what looks alike is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from vakwerk.core.dossier import Activity
from vakwerk.core.freetext import folded
from vakwerk.core.vocabulary import children_of

DAYS_APART = 3
"""Portals differ in which day of a course they write down: the first, the last, or the day of the certificate."""
ALIKE = 0.72
"""From this share of common text on two titles are alike (1.0: equal)."""
_EMPTY = frozenset(
    "de het een en van voor met in op te cursus training workshop module deel the a of and for course".split()
)


class Likeness(Enum):
    """How sure it is that two activities are one."""

    SAME = "same"
    """One accreditation number of one body on one day; or title, day, kind and length are all equal."""
    ALIKE = "alike"
    """Near in time and alike in name: a person must say."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two accounts of one activity differ: its name and both values."""

    field: str
    one: object
    other: object


def likeness(one: Activity, other: Activity) -> Likeness:
    """How sure it is that these are one activity. Symmetric; whether a fact is like itself is not asked.

    An accreditation number belongs to a course, which may be followed again: it says "same" only on nearly the same
    day. Sessions of one group look alike every month; so days that are both known and further apart than
    `DAYS_APART` always mean two activities.
    """
    if not _near_in_time(one, other):
        return Likeness.OTHER
    numbers = {(mark.by, _number(mark.id)) for mark in one.accreditations}
    if numbers & {(mark.by, _number(mark.id)) for mark in other.accreditations}:
        return Likeness.SAME
    if not _same_family(one, other):
        return Likeness.OTHER
    same_day = one.completed_on is not None and one.completed_on == other.completed_on
    same_time = one.minutes is not None and one.minutes == other.minutes
    first, second = _words(one.title), _words(other.title)
    if same_day and same_time and one.kind == other.kind and first == second and first:
        return Likeness.SAME
    if not first or not second:
        return Likeness.ALIKE if same_day and same_time and one.kind == other.kind else Likeness.OTHER
    return Likeness.ALIKE if _alike(first, second, same_day=same_day) else Likeness.OTHER


def differences(one: Activity, other: Activity) -> tuple[Difference, ...]:
    """The fields in which two accounts of one activity contradict each other; what only one of them says is not one."""
    found = []
    for name in ("title", "completed_on", "started_on", "minutes", "kind", "form", "provider"):
        first, second = getattr(one, name), getattr(other, name)
        if first in (None, "") or second in (None, "") or first == second:
            continue
        if name in ("title", "provider") and _words(first) == _words(second):
            continue
        found.append(Difference(name, first, second))
    return tuple(found)


def _near_in_time(one: Activity, other: Activity) -> bool:
    if one.completed_on is None or other.completed_on is None:
        return one.completed_on is other.completed_on
    return abs((one.completed_on - other.completed_on).days) <= DAYS_APART


def _same_family(one: Activity, other: Activity) -> bool:
    """Learning with learning, reflection with reflection: portals name the kind within it in their own way."""
    return any(
        one.kind in family and other.kind in family
        for family in (
            children_of("activity_kinds", key) for key in ("learning", "reflection", "contribution")
        )
    )


def _number(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum()).lstrip("0")


def _words(title: str) -> tuple[str, ...]:
    return tuple(word for word in folded(title).split() if word.strip("-:,.()") not in _EMPTY)


def _alike(one: tuple[str, ...], other: tuple[str, ...], *, same_day: bool) -> bool:
    """One title within the other (a single word only on one and the same day), or mostly the same letters."""
    short, long = sorted((set(one), set(other)), key=len)
    if short <= long and (len(short) >= 2 or same_day):
        return True
    share = SequenceMatcher(None, " ".join(sorted(one)), " ".join(sorted(other)), autojunk=False).ratio()
    return share >= ALIKE
