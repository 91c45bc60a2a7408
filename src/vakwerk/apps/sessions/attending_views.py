"""Pages on which somebody says to have been there or not, and writes about it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vakwerk.apps.dossier import words as dossier_words
from vakwerk.apps.gate import requires
from vakwerk.apps.refusal import Refusal, tell
from vakwerk.apps.sessions import actions, asking, attending, queries, words
from vakwerk.apps.sessions.asking import about_session
from vakwerk.apps.sessions.counting import counts_for
from vakwerk.apps.sessions.forms import TextForm
from vakwerk.apps.sessions.names import COUNTING, LONGEST_TEXT
from vakwerk.apps.sessions.views import session_page


@require_http_methods(["GET", "POST"])
@requires("sessions.take_part")
def code(request: HttpRequest, token: str) -> HttpResponse:
    """Where the code on the spot leads: one page, one button."""
    person = asking.person(request)
    if request.method == "POST":
        try:
            session_id, _changed = attending.confirm_by_code(token=token, person=person)
        except Refusal as refusal:
            messages.error(request, refusal.message)
            return redirect("sessions:code", token=token)
        return redirect("sessions:done", session_id=session_id)
    found = queries.by_token(person, token)
    if found is None:
        return render(request, "sessions/no_code.html", status=404)
    line, until = found
    shown = {
        "line": line,
        "token": token,
        "text": words.line(line.kind, line.on, line.minutes, line.starts_at),
        "is_in": line.mine in COUNTING,
        "too_late": not line.mine and until < timezone.now(),
    }
    return render(request, "sessions/code.html", shown)


@require_GET
@requires("sessions.see", about_session)
def done(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """It stands: for how much, and what it counts for."""
    page = asking.page(request, session_id)
    if page.me is None or page.me.state not in COUNTING:
        return redirect("sessions:session", session_id=session_id)
    shown = {
        "page": page,
        "line": page.line,
        "length": dossier_words.duration(page.me.agreed_minutes or page.line.minutes),
        "counts": counts_for(asking.person(request), page.fact_id, timezone.localdate()),
    }
    return render(request, "sessions/done.html", shown)


@require_POST
@requires("sessions.see", about_session)
def confirm(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """ "I was there"."""
    person = asking.person(request)
    line = asking.page(request, session_id).line
    said = _("“%(title)s” stands in your dossier.") % {"title": line.title}
    if not asking.attempt(request, lambda: attending.confirm(session_id=session_id, person=person), said):
        return asking.back_to(request, session_id)
    if request.POST.get("next") == "stand":
        return redirect("desk:stand")
    return redirect("sessions:done", session_id=session_id)


@require_POST
@requires("sessions.see", about_session)
def deny(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """ "I was not there"."""
    person = asking.person(request)
    line = asking.page(request, session_id).line
    said = _("Noted: you were not at “%(title)s”. It does not count for you.") % {"title": line.title}
    asking.attempt(request, lambda: attending.deny(session_id=session_id, person=person), said)
    return asking.back_to(request, session_id)


@require_http_methods(["GET", "POST"])
@requires("sessions.run", about_session)
def mark(request: HttpRequest, session_id: uuid.UUID, attendance_id: int) -> HttpResponse:
    """Who recorded it says that somebody was not there, and why."""
    page = asking.page(request, session_id)
    one = next((each for each in page.people if each.key == attendance_id), None)
    if one is None:
        raise Http404
    form = TextForm(
        request.POST if request.method == "POST" else None,
        label=_("What happened?"),
        hint=_("%(name)s reads this and can object.") % {"name": one.name},
        prefix="mark",
    )
    if request.method == "POST" and form.is_valid():
        try:
            attending.mark_absent(
                session_id=session_id,
                by=asking.person(request),
                attendance_id=attendance_id,
                reason=form.cleaned_data["text"],
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("%(name)s is told.") % {"name": one.name})
            return redirect("sessions:session", session_id=session_id)
    shown = {"form": form, "one": one, "line": page.line}
    return render(request, "sessions/mark.html", shown, status=422 if form.errors else 200)


@require_POST
@requires("sessions.run", about_session)
def settle(request: HttpRequest, session_id: uuid.UUID, attendance_id: int) -> HttpResponse:
    """Who recorded it answers an objection."""
    person = asking.person(request)
    was_there = request.POST.get("answer") == "there"
    asking.attempt(
        request,
        lambda: attending.settle_objection(
            session_id=session_id, by=person, attendance_id=attendance_id, was_there=was_there
        ),
        _("Noted."),
    )
    return redirect("sessions:session", session_id=session_id)


@require_POST
@requires("sessions.see", about_session)
def objection(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Somebody who was marked as absent says otherwise."""
    form = TextForm(request.POST, label=_("Why were you there after all?"), prefix="objection")
    if form.is_valid():
        try:
            attending.object_to_mark(
                session_id=session_id, person=asking.person(request), text=form.cleaned_data["text"]
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Your objection waits for who recorded the meeting."))
            return redirect("sessions:session", session_id=session_id)
    return session_page(request, session_id, status=422, objection=form)


@require_POST
@requires("sessions.see", about_session)
def heard(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Somebody who was marked as absent leaves it so."""
    person = asking.person(request)
    asking.attempt(request, lambda: attending.hear(session_id=session_id, person=person))
    return redirect("sessions:home")


@require_POST
@requires("sessions.see", about_session)
def part(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """What I did in the session."""
    person, chosen = asking.person(request), request.POST.get("part", "")
    asking.attempt(
        request,
        lambda: attending.choose_part(session_id=session_id, person=person, part=chosen),
        _("Saved. You can always change it."),
    )
    return redirect("sessions:session", session_id=session_id)


@require_POST
@requires("sessions.see", about_session)
def reflection(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """My own reflection, for my eyes only."""
    form = TextForm(
        request.POST,
        label=_("My reflection"),
        hint=_("Only you read this. It is kept with this meeting in your dossier."),
        required=False,
        prefix="reflection",
    )
    version = request.POST.get("version", "")
    if form.is_valid():
        try:
            kept = attending.write_reflection(
                session_id=session_id,
                person=asking.person(request),
                text=form.cleaned_data["text"],
                expected_version=int(version) if version.isascii() and version.isdigit() else 0,
            )
        except Refusal as refusal:
            form.add_error("text", refusal.message)
        else:
            messages.success(request, _("Saved. Only you read this."))
            for sentence in dict.fromkeys(dossier_words.remark_sentence(one) for one in kept.remarks):
                messages.warning(request, sentence)
            return redirect("sessions:session", session_id=session_id)
    return session_page(request, session_id, status=422, reflection=form)


@require_POST
@requires("sessions.see", about_session)
def brought(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """What it brought, for everybody who was there."""
    form: Any = TextForm(
        request.POST,
        label=_("What did it bring?"),
        hint=_("Everybody who was there reads this. No data about clients."),
        required=False,
        prefix="brought",
    )
    if form.is_valid():
        text = form.cleaned_data["text"][:LONGEST_TEXT]
        try:
            actions.write_yield(session_id=session_id, by=asking.person(request), text=text)
        except Refusal as refusal:
            form.add_error("text", refusal.message)
        else:
            messages.success(request, _("Saved for everybody who was there."))
            asking.remark(request, text)
            return redirect("sessions:session", session_id=session_id)
    return session_page(request, session_id, status=422, brought=form)
