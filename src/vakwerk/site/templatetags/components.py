"""The components of our pages as template tags; `templates/components/README.md` shows them.

They are built in: a template uses them without `{% load %}`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template import Context, TemplateSyntaxError
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

register = template.Library()

PICTURES = Path(__file__).resolve().parent.parent / "templates/components/pictograms"
SIGNS = {"ok": "✓", "soon": "◔", "todo": "✕", "unknown": "?"}


def _state(state: str) -> str:
    if state not in SIGNS:
        raise TemplateSyntaxError(f"state {state!r} is not one of {', '.join(SIGNS)}")
    return state


def _percent(share: float | Decimal | None) -> int:
    """A share (0 to 1) in whole percents; never a full bar before it is full, nor an empty one after begin."""
    if share is None or share <= 0:
        return 0
    if share >= 1:
        return 100
    return min(99, max(1, round(share * 100)))


@cache
def _picture(name: str) -> SafeString:
    drawn = PICTURES / f"{name}.svg"
    if not drawn.is_file():
        raise TemplateSyntaxError(f"there is no pictogram {name!r} in {PICTURES.name}")
    return mark_safe(drawn.read_text(encoding="utf-8").strip())  # noqa: S308 - our own drawings, from our own folder


@register.simple_tag
def pictogram(name: str) -> SafeString:
    """A drawing beside words that say the same: it is an ornament to who listens, and a support to who reads slowly."""
    return _picture(name)


@register.inclusion_tag("components/chip.html")
def chip(state: str, text: str) -> dict[str, Any]:
    """A state in words with a sign: `ok` (on course), `soon` (needs time), `todo` (missing), `unknown`."""
    return {"state": _state(state), "sign": SIGNS[state], "text": text}


@register.inclusion_tag("components/bar.html")
def bar(
    title: str,
    have: str,
    of: str,
    share: float | Decimal | None,
    state: str = "ok",
    note: str = "",
    heading: str = "h3",
) -> dict[str, Any]:
    """How far something is: a title, “48 of 60 hours” in words, the bar as ornament, a note below.

    Without a share (nobody knows how much is needed) there is no bar.
    """
    if heading not in {"h2", "h3", "h4", "p"}:
        raise TemplateSyntaxError(f"heading {heading!r} is not h2, h3, h4 or p")
    return {
        "title": title,
        "have": have,
        "of": of,
        "measured": share is not None,
        "percent": _percent(share),
        "state": _state(state),
        "note": note,
        "heading": heading,
    }


@register.inclusion_tag("components/timeline.html")
def timeline(start: dt.date, end: dt.date, today: dt.date) -> dict[str, Any]:
    """A period with today in it. A reader who does not see it hears the three dates."""
    days = (end - start).days
    percent = _percent((today - start).days / days) if days > 0 else 100
    label = gettext("Period from %(start)s to %(end)s, today at %(percent)s percent") % {
        "start": date_format(start),
        "end": date_format(end),
        "percent": percent,
    }
    # Near an edge the word would stick out, so it is written inward from there.
    anchor = "start" if percent < 12 else "end" if percent > 88 else "middle"
    return {
        "start": start,
        "end": end,
        "percent": percent,
        "text_at": 0 if anchor == "start" else 100 if anchor == "end" else percent,
        "anchor": anchor,
        "label": label,
        "today_word": gettext("today"),
    }


@register.inclusion_tag("components/fact.html")
def fact(state: str, text: str, amount: str = "", why: str = "") -> dict[str, Any]:
    """One line in a `<ul class="vw-facts">`: does it count, how much, and if not why not."""
    words = {
        "ok": gettext("Counts"),
        "soon": gettext("Counts later"),
        "todo": gettext("Does not count"),
        "unknown": gettext("Not known"),
    }
    return {
        "state": _state(state),
        "sign": SIGNS[state],
        "word": words[state],
        "text": text,
        "amount": amount,
        "why": why,
    }


@register.inclusion_tag("components/next_step.html")
def next_step(title: str, note: str = "", href: str = "", action: str = "") -> dict[str, Any]:
    """The one next best step; `action` is the text on the button, needed when there is a `href`."""
    return {"title": title, "note": note, "href": href, "action": action or title}


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, text: str, href: str = "", action: str = "") -> dict[str, Any]:
    """A list with nothing in it yet: says what will be here and how it comes."""
    return {"title": title, "text": text, "href": href, "action": action or title}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], parameter: str = "page") -> dict[str, Any]:
    """Previous and next page of a list, keeping the rest of the address."""

    def address(number: int) -> str:
        asked = context["request"].GET.copy()
        asked[parameter] = str(number)
        return f"?{asked.urlencode()}"

    return {
        "page": page,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a form: what to say and the id of the control it is about (empty: the whole form)."""

    text: str
    target: str


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """All faults of a form on top, each leading to its field. Forms rendered whole have it already."""
    faults = [Fault(str(text), "") for text in form.non_field_errors()]
    for field in form:
        faults += [
            Fault(
                pgettext("field: fault", "%(field)s: %(fault)s") % {"field": field.label, "fault": text},
                _id(field),
            )
            for text in field.errors
        ]
    return {"faults": faults}


def _id(field: BoundField) -> str:
    # A group of choices has no control of its own: its first choice then.
    return field.id_for_label or (f"{field.auto_id}_0" if field.auto_id else "")
