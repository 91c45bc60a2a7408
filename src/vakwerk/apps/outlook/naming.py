"""How what may be moved is called, and how its values are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import gcd
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from vakwerk.core import vocabulary
from vakwerk.core.amounts import Unit
from vakwerk.core.norms.changes import Adjustable
from vakwerk.core.norms.model import Group, IfThen, Norm, Requirement, Total
from vakwerk.core.norms.words import amount_text, requirement_title

KEY_WORDS = {
    "at_least": gettext_lazy("at least"),
    "under": gettext_lazy("under"),
    "counts_up_to": gettext_lazy("counts up to"),
    "per_fact_up_to": gettext_lazy("at most for one activity"),
    "weekly_at_least": gettext_lazy("at least a week"),
    "session_at_least": gettext_lazy("at least each time"),
    "level": gettext_lazy("lowest level"),
}
SIZES = {Unit.MINUTES: 60, Unit.POINTS: 100, Unit.EC: 100, Unit.EUROCENTS: 100}


def language() -> str:
    """The language of the reader."""
    return get_language() or "nl"


@dataclass(frozen=True, slots=True)
class Slider:
    """One figure on the page: where it may go, where it is, and where the norm has it now."""

    name: str
    mark: str
    title: str
    says: str
    now: int | str
    value: int | str
    now_text: str
    value_text: str
    low: int = 0
    high: int = 0
    step: int = 1
    low_text: str = ""
    high_text: str = ""
    now_share: float = 0.0
    size: int = 1
    one: str = ""
    many: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def moved(self) -> bool:
        """Whether it is not where the norm has it."""
        return self.value != self.now


def slider(norm: Norm, one: Adjustable, value: int | str, place: int) -> Slider:
    """How a figure stands on the page, with this value."""
    told: dict[str, Any] = {
        "name": one.name,
        "mark": f"m{place}",
        "title": title(norm, one),
        "says": str(KEY_WORDS[one.key]),
        "now_text": value_text(one, one.now),
        "value_text": value_text(one, value),
    }
    if one.choices or isinstance(one.now, str) or isinstance(value, str):
        listed = one.choices if one.now in one.choices else (str(one.now), *one.choices)
        choices = tuple((level, value_text(one, level)) for level in listed)
        return Slider(**told, now=one.now, value=value, choices=choices)
    # A browser knows only the steps that it counts from the lowest: the present value must be one of them.
    low = one.low + (one.now - one.low) % one.step
    step = one.step if (value - low) % one.step == 0 else gcd(one.step, value - low)
    low = min(low, value)
    high = max(one.high - (one.high - low) % step, value)
    size = SIZES.get(one.unit, 1) if one.unit else 1
    return Slider(
        **told,
        now=one.now,
        value=value,
        low=low,
        high=high,
        step=step,
        low_text=value_text(one, low),
        high_text=value_text(one, high),
        now_share=round(100 * (one.now - low) / (high - low), 1) if high > low else 0.0,
        size=size,
        one=_word(one, size),
        many=_word(one, 2 * size),
    )


def _word(one: Adjustable, value: int) -> str:
    return value_text(one, value).partition(" ")[2]


def value_text(one: Adjustable, value: int | str) -> str:
    """ "40 uur", or the name of a level."""
    if isinstance(value, str):
        return vocabulary.label("levels", value, language())
    return amount_text(value, one.unit, language()) if one.unit is not None else str(value)


def title(norm: Norm, one: Adjustable) -> str:
    """What the requirement is called; one inside another by the name of that as well."""
    for node, above in _walk(norm.versions[-1].requires, ()):
        if node.id == one.requirement:
            named = requirement_title(node, language())
            around = _around(node, above)
            return f"{around}: {named[:1].lower()}{named[1:]}" if around else named
    return one.requirement


def _around(node: Requirement, above: tuple[Requirement, ...]) -> str:
    """The part of the norm in which it stands, when its own name does not say that."""
    for parent in reversed(above):
        if isinstance(parent, IfThen) and parent.title is not None:
            return requirement_title(parent, language())
        if isinstance(node, Group) and isinstance(parent, Total):
            return requirement_title(parent, language())
    return ""


def _walk(
    node: Requirement, above: tuple[Requirement, ...]
) -> Iterator[tuple[Requirement, tuple[Requirement, ...]]]:
    yield node, above
    for child in node.children():
        yield from _walk(child, (*above, node))


def group_value(group: str, value: str | None) -> str:
    """What a group of people is called in a row of the table."""
    if value is None:
        return _("not known")
    if group == "profession":
        return vocabulary.label("roles", value, language())
    if group == "level":
        return vocabulary.label("levels", value, language())
    return str(VALUES.get(value, value)) if group != "region" else value


def place_of(group: str, value: str | None) -> tuple[bool, int, str]:
    """Where a group of people stands among the others: levels, weeks and ages from low to high, the rest by name."""
    if value is None:
        return (True, 0, "")
    ordered = list(vocabulary.terms("levels")) if group == "level" else list(VALUES)
    place = ordered.index(value) if group in ("level", "part_time", "age") and value in ordered else 0
    return (False, place, group_value(group, value).casefold())


GROUP_NAMES = {
    "profession": gettext_lazy("profession"),
    "level": gettext_lazy("level"),
    "part_time": gettext_lazy("working week"),
    "region": gettext_lazy("place"),
    "age": gettext_lazy("age"),
}
VALUES = {
    "none": gettext_lazy("no work recorded"),
    "under-16": gettext_lazy("less than 16 hours a week"),
    "16-to-32": gettext_lazy("16 to 32 hours a week"),
    "32-and-more": gettext_lazy("32 hours a week or more"),
    "under-25": gettext_lazy("under 25"),
    "25-34": gettext_lazy("25 to 34"),
    "35-44": gettext_lazy("35 to 44"),
    "45-54": gettext_lazy("45 to 54"),
    "55-64": gettext_lazy("55 to 64"),
    "65-and-over": gettext_lazy("65 and over"),
}
