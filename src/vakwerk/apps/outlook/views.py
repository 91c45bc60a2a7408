"""The pages on which a norm is tried. They show groups and never a person, so no look at anybody's data is recorded."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_GET

from vakwerk.apps.gate import requires
from vakwerk.apps.outlook import actions, naming, norms, queries, scenario, showing
from vakwerk.apps.outlook.models import Count
from vakwerk.apps.outlook.outcome import Known, Outcome, outcome_of
from vakwerk.apps.register import queries as register
from vakwerk.core.norms import Norm, shipped
from vakwerk.engines.what_if import GROUPS

SHORT = {
    "official": pgettext_lazy("status of a norm", "official"),
    "transcribed": pgettext_lazy("status of a norm", "taken over"),
    "example": pgettext_lazy("status of a norm", "example"),
}
OPEN_SLIDERS = 4
"""How many figures stand open; the rest folds away, for a phone is small."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A norm in the list."""

    norm: str
    title: str
    status: str
    people: str
    counted_on: Any


@require_GET
@requires("outlook.try_norms")
def index(request: HttpRequest) -> HttpResponse:
    """Which norm? Those of which something may be moved, by owner, with how many people are under each."""
    text = request.GET.get("q", "").strip()[:100]
    under, counted, spoken = register.people_by_norm(), queries.last_counted(), naming.language()
    owners: dict[str, list[Choice]] = {}
    found = 0
    for name in norms.norms_to_try():
        one = shipped()[name]
        title = one.title.get(spoken)
        if not all(word in f"{title} {one.owner} {name}".casefold() for word in text.casefold().split()):
            continue
        found += 1
        people = showing.about(under.get(name, 0))
        owners.setdefault(one.owner, []).append(
            Choice(name, title, str(SHORT[one.status]), people, counted.get(name))
        )
    return render(
        request,
        "outlook/index.html",
        {"owners": sorted(owners.items(), key=lambda one: one[0].casefold()), "text": text, "found": found},
    )


def norm_of(norm_id: str) -> Norm:
    """The norm of the address."""
    found = norms.norm_called(norm_id)
    if found is None:
        raise Http404
    return found


def asked_of(request: HttpRequest, norm: Norm) -> scenario.Asked:
    """The scenario of the address."""
    return scenario.read(norm, norms.norms_to_try()[norm.id], request.GET.dict())


def address(view: str, norm: str, asked: scenario.Asked) -> str:
    """A page of this norm with the scenario in it."""
    place = reverse(f"outlook:{view}", args=[norm])
    return f"{place}?{asked.query}" if asked.query else place


@require_GET
@requires("outlook.try_norms")
def norm(request: HttpRequest, norm_id: str) -> HttpResponse:
    """One norm: its figures to move, and what that would do. The address holds all of it."""
    tried = norm_of(norm_id)
    actions.forget_who_stopped()
    asked, counts = asked_of(request, tried), queries.counts_of(norm_id)
    outcome = outcome_of(counts.ready, asked) if counts.ready is not None else None
    if counts.busy or (outcome is not None and outcome.known is Known.BUSY):
        actions.wake_what_died()
    here = address("norm", norm_id, asked)
    context = {
        "norm": tried,
        "title": tried.title.get(naming.language()),
        "status": _status(tried),
        "counts": counts,
        "asked": asked,
        "sliders": _sliders(tried, asked),
        "groups": [(name, naming.GROUP_NAMES[name]) for name in GROUPS],
        "here": here,
        "link": request.build_absolute_uri(here),
        "posts": {name: address(name, norm_id, asked) for name in ("count", "stop", "work_out", "remove")},
        "table": address("table", norm_id, asked),
        "busy_at": address("busy", norm_id, asked),
        **_shown(outcome, asked),
    }
    if request.headers.get("HX-Request") and counts.ready is not None:
        answer = render(request, "outlook/live.html", context)
        answer.headers["HX-Replace-Url"] = here
        return answer
    return render(request, "outlook/norm.html", context)


def _shown(outcome: Outcome | None, asked: scenario.Asked) -> dict[str, Any]:
    if outcome is None:
        return {"outcome": None, "view": None}
    view = None
    if outcome.known is Known.SHOWN and outcome.now is not None and outcome.then is not None:
        view = showing.view_of(outcome.now, outcome.then, by=asked.by, changed=bool(asked.changes))
    return {"outcome": outcome, "known": outcome.known.value, "view": view}


def _sliders(tried: Norm, asked: scenario.Asked) -> dict[str, Sequence[naming.Slider]]:
    """Those that stand open and those that fold away; what is moved is always seen."""
    moved = norms.norms_to_try()[tried.id]
    made = [
        naming.slider(tried, one, asked.values.get(one.name, one.now), place)
        for place, one in enumerate(moved)
    ]
    return {
        "open": made[:OPEN_SLIDERS],
        "folded": made[OPEN_SLIDERS:],
        "moved": [one for one in made if one.moved],
        "unfold": [one for one in made[OPEN_SLIDERS:] if one.moved],
    }


def _status(tried: Norm) -> str:
    """How far the figures are to be trusted."""
    if tried.status == "official":
        return _("as its owner published it")
    if tried.status == "transcribed":
        return _("taken over from its owner's texts; the owner may have changed them since")
    return _("an example, made up; not the text of a register")


@require_GET
@requires("outlook.try_norms")
def table(request: HttpRequest, norm_id: str) -> HttpResponse:
    """The table that the page shows, and no number more, for a spreadsheet."""
    tried = norm_of(norm_id)
    actions.forget_who_stopped()
    asked, ready = asked_of(request, tried), queries.counts_of(norm_id).ready
    shown = _shown(outcome_of(ready, asked), asked)["view"] if ready is not None else None
    if ready is None or shown is None:
        return redirect(address("norm", norm_id, asked))
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{norm_id}.csv"'
    answer.write("\ufeff")  # without it spreadsheets read accents wrongly
    _write(csv.writer(answer, delimiter=";"), tried, ready, asked, shown)
    return answer


def _write(sheet: Any, tried: Norm, count: Count, asked: scenario.Asked, shown: showing.View) -> None:
    sheet.writerow([tried.title.get(naming.language()), tried.owner])
    sheet.writerow([_("counted on"), count.on.isoformat()])
    for written in asked.written:
        sheet.writerow([_("changed"), written])
    whom = _("who is under this norm") if asked.held_only else _("everybody, as if they were under it")
    sheet.writerow([pgettext("what-if", "for whom"), whom])
    sheet.writerow([_("Rounded to fives; small numbers are held back.")])
    sheet.writerow([shown.group or "", _("People"), *shown.heads])
    for line in (shown.total, *shown.lines):
        cells = [line.people, *(text for _head, text in line.cells)]
        sheet.writerow([_cell(line.title), *cells])
    if shown.small:
        sheet.writerow([_("groups of fewer than 10 people, not shown"), shown.small])


def _cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
