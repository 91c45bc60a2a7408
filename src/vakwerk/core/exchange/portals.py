"""The portals of other registers as we know them: what their forms ask, where that was read, and what was not found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from vakwerk.core import vocabulary
from vakwerk.core.dossier import Activity, Work
from vakwerk.core.norms import Norm
from vakwerk.core.norms.model import Text

GENERIC = "ander"
VALUES: tuple[str, ...] = (
    "category",
    "title",
    "numbered_title",
    "kind",
    "form",
    "started_on",
    "completed_on",
    "hours",
    "points",
    "provider",
    "accreditation",
    "employer",
    "role",
    "since",
    "until",
    "hours_a_week",
)
"""What a field of a portal's form may hold."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a portal's form: what we put into it, and what it is called there."""

    value: str
    name: Text


@dataclass(frozen=True, slots=True)
class Category:
    """A heading under which a portal takes activities, and which: the first that fits is taken."""

    name: Text
    kinds: frozenset[str]
    form: str | None
    accredited: bool | None

    def fits(self, activity: Activity, accreditor: str) -> bool:
        """Whether the activity belongs under this heading."""
        within = not self.kinds or activity.kind in self.kinds
        said = self.form is None or self.form == activity.form
        numbered = any(mark.by == accreditor for mark in activity.accreditations)
        return within and said and (self.accredited is None or self.accredited == numbered)


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that is known of a portal, with where it was read (empty for what was not found)."""

    text: Text
    source: str = ""


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal. `owners` are the owners of the norms whose registers use it; `accreditor` whose numbers it knows.

    `takes`: "activities" or "work". `minutes_of_point` None: what a point is, is not settled by time alone.
    `form_established`: whether the fields and their order are those of the portal's own form.
    """

    id: str
    title: Text
    owners: tuple[str, ...]
    website: str
    checked_on: date
    takes: str
    form_established: bool
    fields: tuple[FormField, ...]
    categories: tuple[Category, ...]
    accreditor: str
    minutes_of_point: int | None
    automatic: Statement | None
    known: tuple[Statement, ...]
    not_established: tuple[Statement, ...]

    def belongs(self, norm: Norm) -> bool:
        """Whether who is under this norm hands in at this portal."""
        return norm.owner in self.owners


@cache
def portals() -> dict[str, Portal]:
    """Every portal by its id, the one for other registers last."""
    folder = files("vakwerk.data").joinpath("portals")
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".yaml"))
    found = [
        _portal(yaml.safe_load(folder.joinpath(name).read_text(encoding="utf-8")))
        for name in names
        if name != "words.yaml"
    ]
    return {one.id: one for one in sorted(found, key=lambda one: (one.id == GENERIC, one.title.nl))}


def portal_of(norm: Norm) -> Portal | None:
    """The portal at which who is under this norm hands in; None when we know none."""
    return next((one for one in portals().values() if one.belongs(norm)), None)


def _portal(raw: dict[str, Any]) -> Portal:
    unknown = {one["value"] for one in raw["fields"]} - set(VALUES)
    assert not unknown, f"{raw['portal']}: unknown values {unknown}"
    return Portal(
        id=raw["portal"],
        title=_text(raw["title"]),
        owners=tuple(raw["owners"]),
        website=raw["website"],
        checked_on=raw["checked_on"],
        takes=raw["takes"],
        form_established=raw["form_established"],
        fields=tuple(FormField(one["value"], _text(one)) for one in raw["fields"]),
        categories=tuple(_category(one) for one in raw.get("categories", ())),
        accreditor=raw.get("accreditor", ""),
        minutes_of_point=raw.get("minutes_of_point"),
        automatic=_statement(raw["automatic"]) if "automatic" in raw else None,
        known=tuple(map(_statement, raw["known"])),
        not_established=tuple(map(_statement, raw["not_established"])),
    )


def _text(raw: dict[str, str]) -> Text:
    return Text(raw["nl"], raw["en"])


def _statement(raw: dict[str, str]) -> Statement:
    return Statement(_text(raw), raw.get("source", ""))


def _category(raw: dict[str, Any]) -> Category:
    kinds: frozenset[str] = frozenset().union(
        *(vocabulary.children_of("activity_kinds", kind) for kind in raw.get("kinds", ()))
    )
    return Category(_text(raw), kinds, raw.get("form"), raw.get("accredited"))


def value_of(name: str, fact: Activity | Work, portal: Portal, *, counted_as: str, language: str) -> str:
    """What stands in a field of the portal's form for this fact; empty when we do not know it.

    `counted_as` is the requirement for which it counts here, for portals whose own headings we do not know.
    """
    if isinstance(fact, Work):
        return _work_value(name, fact, language)
    match name:
        case "category":
            fits = (one for one in portal.categories if one.fits(fact, portal.accreditor))
            found = next(fits, None)
            return found.name.get(language) if found else counted_as
        case "title":
            return fact.title or vocabulary.label("activity_kinds", fact.kind, language)
        case "numbered_title":
            numbers = [mark.id for mark in fact.accreditations if mark.by == portal.accreditor]
            return " ".join([*numbers[:1], f"“{fact.title}”" if numbers else fact.title])
        case "kind":
            return vocabulary.label("activity_kinds", fact.kind, language)
        case "form":
            return vocabulary.label("forms", fact.form, language) if fact.form else ""
        case "started_on" | "completed_on":
            return day_text(getattr(fact, name))
        case "hours":
            return number_text(fact.minutes, 60, language)
        case "points":
            return number_text(fact.minutes, portal.minutes_of_point or 60, language)
        case "provider":
            return fact.provider
        case "accreditation":
            return _numbers(fact, portal)
    return ""


def _work_value(name: str, work: Work, language: str) -> str:
    match name:
        case "employer":
            return work.employer
        case "role":
            return vocabulary.label("roles", work.role, language)
        case "since":
            return day_text(work.since)
        case "until":
            return day_text(None if work.until is None else work.until - timedelta(days=1))
        case "hours_a_week":
            return number_text(work.minutes_per_week, 60, language)
    return ""


def _numbers(activity: Activity, portal: Portal) -> str:
    own = [mark.id for mark in activity.accreditations if mark.by == portal.accreditor]
    if own:
        return ", ".join(own)
    return ", ".join(
        f"{vocabulary.label('accreditors', mark.by, 'nl')} {mark.id}" for mark in activity.accreditations
    )


def day_text(day: date | None) -> str:
    """A day as Dutch forms ask it: 12-03-2024."""
    return "" if day is None else day.strftime("%d-%m-%Y")


def number_text(minutes: int | None, of_one: int, language: str) -> str:
    """Minutes in hours or points, in at most two decimals, with the comma of the reader's language."""
    if minutes is None:
        return ""
    hundredths = (minutes * 100 + of_one // 2) // of_one
    whole, rest = divmod(hundredths, 100)
    text = f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)
    return text.replace(".", ",") if language == "nl" else text
