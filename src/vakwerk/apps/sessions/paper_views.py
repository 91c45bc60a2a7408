"""What leaves the screen: calendars, the list to sign, and the proof."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vakwerk.apps.dossier import words as dossier_words
from vakwerk.apps.gate import requires
from vakwerk.apps.sessions import asking, calendar, groups, queries, words
from vakwerk.apps.sessions.asking import about_session
from vakwerk.apps.sessions.names import State

EMPTY_LINES = range(4)


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=calendar.MIME,
        headers={"Content-Disposition": f'attachment; filename="{name}.ics"', "Cache-Control": "private"},
    )


@require_GET
@requires("sessions.see", about_session)
def session_ics(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """One session for a calendar."""
    line = asking.page(request, session_id).line
    found = calendar.of_session(session_id)
    return _file(calendar.calendar_text(found, name=line.group or words.kind_name(line.kind)), "samen")


@require_GET
@requires("sessions.see", about_session)
def series_ics(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The whole series of a session for a calendar."""
    page = asking.page(request, session_id)
    if page.series_id is None:
        raise Http404
    person = asking.person(request)
    found = [one for one in calendar.of_series(page.series_id) if queries.may_see(person, one.pk)]
    name = page.line.group or words.kind_name(page.line.kind)
    return _file(calendar.calendar_text(found, name=name), "samen-reeks")


@require_http_methods(["GET", "POST"])
@requires("sessions.take_part")
def agenda(request: HttpRequest) -> HttpResponse:
    """The secret address of my calendar, once asked for, and a new one."""
    person = asking.person(request)
    secret = calendar.secret_of(person)
    if request.method == "POST":
        said = _("There is a new address. The old one shows nothing any more.") if secret else ""
        asking.attempt(request, lambda: groups.renew_calendar_secret(person=person), said)
        return redirect("sessions:agenda")
    address = request.build_absolute_uri(reverse("sessions:feed", args=[secret])) if secret else ""
    return render(request, "sessions/agenda.html", {"address": address, "current_room": "dossier"})


@require_GET
def feed(_request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind a secret address: for calendar programs, which can not log in."""
    person = calendar.owner_of(secret)
    if person is None:
        raise Http404
    found = calendar.of_person(person, on=timezone.localdate())
    return _file(calendar.calendar_text(found, name=_("Together (Vakwerk)")), "samen")


@require_GET
@requires("sessions.see", about_session)
def sheet(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The list to sign, on paper."""
    page = asking.page(request, session_id)
    line = page.line
    shown = {
        "page": page,
        "text": words.line(line.kind, line.on, line.minutes, line.starts_at),
        "names": [one.name for one in page.people if one.name and one.state != "was-not-there"],
        "empty": EMPTY_LINES,
    }
    return render(request, "sessions/sheet.html", shown)


@require_GET
@requires("sessions.see", about_session)
def proof(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Who confirmed it and when, on paper."""
    page = asking.page(request, session_id)
    line = page.line
    if line.state != State.HELD:
        raise Http404
    shown = {
        "page": page,
        "text": words.line(line.kind, line.on, line.minutes, line.starts_at),
        "sure": [
            {
                "name": one.name or _("somebody whose data was erased"),
                "presence": words.presence(one.state, one.how, one.decided_at),
                "part": words.part_name(one.part),
                "length": dossier_words.duration(one.agreed_minutes or line.minutes),
            }
            for one in page.sure
        ],
        "number": str(line.id),
        "printed": timezone.now(),
    }
    return render(request, "sessions/proof.html", shown)
