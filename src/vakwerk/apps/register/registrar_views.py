"""Pages for the registrar. Every look is recorded: one entry for a page, naming all people on it."""

from __future__ import annotations

import csv
import uuid
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from vakwerk.apps.dossier import queries as dossier_queries
from vakwerk.apps.dossier.words import language
from vakwerk.apps.gate import requires
from vakwerk.apps.people import actions as people_actions
from vakwerk.apps.people.terms import Page, Purpose, Role
from vakwerk.apps.register import explaining, queries, standings, tasks, words
from vakwerk.apps.register.forms import PeopleFilter
from vakwerk.apps.register.models import Registration
from vakwerk.apps.register.numbers import read_number
from vakwerk.apps.register.terms import State
from vakwerk.apps.sharing import queries as sharing
from vakwerk.core import vocabulary

PER_PAGE = 50
MOST_EXPORTED = 5_000
CHIPS = {State.ON_COURSE: "ok", State.MISSING: "soon", State.UNKNOWN: "unknown", State.OVER: "todo"}


@require_safe
@requires("register.list_people")
def people(request: HttpRequest) -> HttpResponse:
    """Everybody in the register with state and end date: filter, search, sort, pages of fifty."""
    form, asked = _asked(request)
    if queries.how_many_stale():
        tasks.ask_for_refresh()
    page = Paginator(queries.people_with_standing(asked).select_related("person"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    rows = list(page.object_list)
    standings.refresh(rows)
    _record(request, rows, Page.PEOPLE_LIST)
    counts = queries.counts_by_state()
    stopped = sharing.restricted([row.person_id for row in rows])
    lines = [_line(line, stopped) for line in queries.listed(rows, asked.norm)]
    days = {one["computed_on"] for line in lines for one in line["standings"]}
    return render(
        request,
        "register/people.html",
        {
            "form": form,
            "page": page,
            "lines": lines,
            # One day above the column when it is the same for all, else beside each state.
            "computed_on": days.pop() if len(days) == 1 else None,
            "counts": [(state.label, counts[state]) for state in State],
            "filtered": any((asked.text, asked.norm, asked.state, asked.ends_within)),
            "export": _export_address(request),
            "most_exported": MOST_EXPORTED,
        },
    )


@require_safe
@requires("register.list_people")
def people_csv(request: HttpRequest) -> HttpResponse:
    """The same list as a table for a spreadsheet: a line per person and recognition, at most `MOST_EXPORTED` people."""
    _form, asked = _asked(request)
    rows = list(queries.people_with_standing(asked).select_related("person")[:MOST_EXPORTED])
    standings.refresh(rows)
    _record(request, rows, Page.PEOPLE_LIST)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="register.csv"'
    answer.write("\ufeff")  # without it spreadsheets read accents wrongly
    table = csv.writer(answer, delimiter=";")
    table.writerow(["number", "name", "level", "profession", "norm", "state", "ends_on", "computed_on"])
    for line in queries.listed(rows, asked.norm):
        about = [line.number, _cell(line.name), line.level, line.profession]
        for one in line.standings:
            table.writerow([*about, one.norm, one.state, one.ends_on or "", one.computed_on])
        if not line.standings:
            table.writerow([*about, "", "", "", ""])
    return answer


def _cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@require_safe
@requires("register.see_person")
def person(request: HttpRequest, number: str) -> HttpResponse:
    """Where one person stands under every norm, with every reason. Read only, worked out now."""
    typed = read_number(number)
    found = queries.registration(typed.number) if typed is not None and typed.right else None
    if typed is None or found is None:
        raise Http404
    if typed.number != number:
        return redirect("register:person", number=typed.number)
    _record(request, [found], Page.STANDING)
    today = timezone.localdate()
    dossier = dossier_queries.dossier_of(found.person)
    spoken = language()
    return render(
        request,
        "register/person.html",
        {
            "registration": found,
            "level": vocabulary.label("levels", found.level, spoken),
            "profession": vocabulary.label("roles", found.profession, spoken),
            "today": today,
            "explained": [
                explaining.explain(one, dossier, spoken, today)
                for one in standings.assessments_in(dossier, today)
            ],
            "unknown": explaining.without_norm(dossier),
            "restricted": bool(sharing.restricted([found.person_id])),
            "erased_at": dossier_queries.erased_at(found.person_id),
            "events": [
                {"words": words.EVENTS[event.name], "on": event.on, "at": event.at}
                for event in queries.events_of(found)
            ],
        },
    )


def _asked(request: HttpRequest) -> tuple[PeopleFilter, queries.Filter]:
    form = PeopleFilter(request.GET, norms=queries.norms_in_use(), language=language())
    return form, form.asked()


def _line(line: queries.Listed, stopped: set[uuid.UUID]) -> dict[str, Any]:
    spoken = language()
    return {
        "restricted": line.person.pk in stopped,
        "number": line.number,
        "name": line.name,
        "level": vocabulary.label("levels", line.level, spoken),
        "profession": vocabulary.label("roles", line.profession, spoken),
        "standings": [
            {
                "title": one.title.get(spoken),
                "chip": CHIPS[State(one.state)],
                "state": State(one.state).label,
                "ends_on": one.ends_on,
                "computed_on": one.computed_on,
            }
            for one in line.standings
        ],
    }


def _export_address(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


def _record(request: HttpRequest, rows: Sequence[Registration], page: Page) -> None:
    if rows:
        people_actions.record_look(
            actor=request.user,  # type: ignore[arg-type]  # the gate has let an account in
            role=Role.REGISTRAR,
            purpose=Purpose.REGISTRATION,
            page=page,
            people=[row.person for row in rows],
        )
