"""A fact spelled out: every field that says something, with its name and its value in the reader's words."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from typing import Any, cast

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakwerk.apps.dossier import words
from vakwerk.core import vocabulary
from vakwerk.core.dossier import Accreditation, Activity, Confirmation, Fact, Period
from vakwerk.core.dossier.shapes import Shape, shapes_of

LABELS: dict[str, Any] = {
    "kind": gettext_lazy("What"),
    "title": gettext_lazy("Name"),
    "name": gettext_lazy("Name"),
    "started_on": gettext_lazy("Started on"),
    "completed_on": gettext_lazy("Finished on"),
    "minutes": gettext_lazy("How long"),
    "remote_minutes": gettext_lazy("Of which at a distance"),
    "sessions": gettext_lazy("Number of meetings"),
    "form": gettext_lazy("Formal or informal"),
    "topics": gettext_lazy("About"),
    "programme": gettext_lazy("Part of"),
    "provider": gettext_lazy("Given by"),
    "accreditations": gettext_lazy("Accredited by"),
    "confirmations": gettext_lazy("Confirmed by"),
    "role": gettext_lazy("Your work"),
    "employer": gettext_lazy("Where"),
    "minutes_per_week": gettext_lazy("Hours a week"),
    "settings": gettext_lazy("What belongs to it"),
    "level": gettext_lazy("Level"),
    "field": gettext_lazy("Field"),
    "percent": gettext_lazy("How much of your hours"),
    "issued_on": gettext_lazy("Issued on"),
    "seen_by": gettext_lazy("Seen by"),
    "seen_on": gettext_lazy("Seen on"),
    "scope": gettext_lazy("For which profiles"),
    "about": gettext_lazy("Of whom or what"),
    "awarded_on": gettext_lazy("Awarded on"),
    "by": gettext_lazy("Awarded by"),
    "shown_by": gettext_lazy("Shown by"),
    "norm": gettext_lazy("Which recognition"),
    "number": gettext_lazy("Number there"),
    "period": gettext_lazy("Present period"),
    "past": gettext_lazy("Earlier periods"),
    "admitted_by": gettext_lazy("How you were admitted"),
    "requirement": gettext_lazy("Which requirement"),
    "decided_by": gettext_lazy("Decided by"),
    "text": gettext_lazy("Reason"),
    "since": gettext_lazy("Since"),
    "until": gettext_lazy("To and including"),
}
"""What each field is called on a page."""

_UNSAID = {"sessions": 1, "remote_minutes": 0}
_MINUTES = {"minutes", "remote_minutes", "minutes_per_week"}


def details_of(fact: Fact) -> list[tuple[str, str]]:
    """The fields that say something, in order: name and value."""
    shapes = shapes_of(cast(type, type(fact)))
    own = [spec.name for spec in fields(fact) if spec.name not in ("id", "recorded_at", "withdrawn_at")]
    found = []
    for name in own:
        value = getattr(fact, name)
        if value in (None, "", (), frozenset()) or _UNSAID.get(name) == value:
            continue
        found.append((str(LABELS[name]), _in_words(name, value, shapes[name])))
    return found


def _in_words(name: str, value: Any, shape: Shape) -> str:
    if shape.many is not None:
        ordered = sorted(value) if isinstance(value, frozenset) else value
        return "; ".join(_in_words(name, one, _single(shape)) for one in ordered)
    if shape.terms is not None:
        return words.term(shape.terms, value)
    if isinstance(value, dt.date):
        return words.day(value - dt.timedelta(days=1) if name == "until" else value)
    if name == "norm":
        return words.norm_title(value)
    if name in _MINUTES:
        return words.duration(value)
    if name == "percent":
        return _("%(percent)s percent") % {"percent": value}
    if isinstance(value, Accreditation):
        category = f" ({value.category})" if value.category else ""
        return f"{words.term('accreditors', value.by)} {value.id}{category}"
    if isinstance(value, Confirmation):
        register = f", {words.term('accreditors', value.register)}" if value.register else ""
        return f"{value.by}{register}, {words.day(value.on)}"
    if isinstance(value, Period):
        last = words.day(value.end - dt.timedelta(days=1))
        return _("%(start)s to and including %(end)s") % {"start": words.day(value.start), "end": last}
    return str(value)


def _single(shape: Shape) -> Shape:
    return replace(shape, many=None)


def changed_between(before: Fact, after: Fact) -> list[tuple[str, str, str]]:
    """The fields that read differently: name, how it read, how it reads (empty: not filled in)."""
    old, new = dict(details_of(before)), dict(details_of(after))
    names = list(dict.fromkeys([*old, *new]))
    return [(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name)]


def amount_of(fact: Fact) -> str:
    """How much, at the end of a line on the time line; empty when there is nothing to say."""
    minutes = getattr(fact, "minutes", None)
    if minutes is not None:
        return words.duration(minutes)
    week = getattr(fact, "minutes_per_week", None)
    if week is not None:
        return _("%(hours)s a week") % {"hours": words.duration(week)}
    return ""


def line_of(fact: Fact) -> str:
    """What a fact is and when, in a few words under its title."""
    kind = getattr(fact, "kind", None)
    shape = shapes_of(cast(type, type(fact))).get("kind")
    named = words.term(shape.terms, kind) if shape is not None and shape.terms and kind else ""
    parts = [named if named.casefold() != words.title_of(fact).casefold() else "", _when(fact)]
    return " · ".join(part for part in parts if part)


def tells_of_a_reflection(fact: Fact) -> bool:
    """Whether the fact's own name may tell what somebody thought about, so that others do not read it unasked."""
    if not isinstance(fact, Activity):
        return False
    known = vocabulary.terms("activity_kinds").get(fact.kind)
    return known is None or "reflection" in (known.id, known.family)


def veiled(fact: Activity) -> tuple[str, str]:
    """The title and the line of an activity for who may not read its name: of which kind it is, and when."""
    kind = capfirst(words.term("activity_kinds", fact.kind))
    return _("%(kind)s (name not shared)") % {"kind": kind}, _when(fact)


def _when(fact: Fact) -> str:
    since = getattr(fact, "since", None)
    if since is not None:
        until = getattr(fact, "until", None)
        last = None if until is None else until - dt.timedelta(days=1)
        if last is None:
            return _("since %(day)s") % {"day": words.day(since)}
        if last == since:
            return words.day(since)
        return _("%(start)s to and including %(end)s") % {"start": words.day(since), "end": words.day(last)}
    for name in ("completed_on", "awarded_on", "issued_on"):
        day = getattr(fact, name, None)
        if day is not None:
            return date_format(day, "DATE_FORMAT")
    return _("not finished yet")
