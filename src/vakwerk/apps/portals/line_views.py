"""Pages on which lines are looked at, taken over and taken back."""

from __future__ import annotations

import time
import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from vakwerk.apps.dossier.parties import Owner
from vakwerk.apps.gate import requires
from vakwerk.apps.portals import actions, queries, refusals, taking, words
from vakwerk.apps.portals.models import Import
from vakwerk.apps.portals.views import LINES_PER_PAGE, actor_of, do, import_of, own, owner

SECONDS_A_STEP = 2.0
"""So long a page works on before it shows how far it is."""


@require_http_methods(["GET", "POST"])
@requires("portals.bring_in", own)
def preview(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """Every line as it would become, with what is known beside it. Nothing is in the dossier yet."""
    batch, person = import_of(request, import_id), owner(request)
    if batch.stage != "preview":
        return redirect("portals:import", import_id=import_id)
    refused = ""
    if request.method == "POST":
        try:
            where = _act(request, batch, person)
            if where is not None:
                return where
        except refusals.PortalRefusal as refusal:
            refused = refusal.message
    state = request.GET.get("toon", "")
    page = Paginator(queries.lines_shown(batch, state), LINES_PER_PAGE).get_page(request.GET.get("page"))
    counts = queries.counts_of(batch)
    return render(
        request,
        "portals/lines.html",
        {
            "batch": batch,
            "called": words.called(batch),
            "counts": counts,
            "filters": _filters(counts),
            "state": state,
            "page": page,
            "items": queries.line_items(person, list(page.object_list)),
            "refused": refused,
        },
        status=422 if refused else 200,
    )


def _filters(counts: queries.Counts) -> list[tuple[str, str, int]]:
    total = sum(number for _state, number in counts.states)
    shown = [("", _("everything"), total)]
    shown += [(state, str(words.STATE_NAMES[state]), number) for state, number in counts.states]
    if counts.left_out:
        shown.append(("left-out", _("left out"), counts.left_out))
    return shown


def _act(request: HttpRequest, batch: Import, person: Owner) -> HttpResponse | None:
    """What the pressed button asks. Ticks on the page are kept whatever button it is."""
    sent = request.POST
    what, _colon, about = sent.get("do", "").partition(":")
    shown, taken = _numbers(sent.getlist("shown")), _numbers(sent.getlist("take"))
    if what in ("all", "none"):
        actions.take_all(person=person, import_id=batch.pk, taken=what == "all")
        return _here(request)
    actions.take_lines(person=person, import_id=batch.pk, shown=shown, taken=taken)
    number = int(about) if about.isascii() and about.isdigit() and len(about) < 9 else 0
    if what == "fix":
        begin = f"fix-{number}-"
        texts = {
            name.removeprefix(begin): str(value) for name, value in sent.items() if name.startswith(begin)
        }
        actions.correct_line(person=person, import_id=batch.pk, number=number, texts=texts)
    elif what in ("same", "other"):
        begin = f"pick-{number}-"
        picks = {
            name.removeprefix(begin): str(value) for name, value in sent.items() if name.startswith(begin)
        }
        actions.decide_line(person=person, import_id=batch.pk, number=number, choice=what, picks=picks)
    elif what == "import":
        taking.begin(person=person, import_id=batch.pk, without_rest="rest" in sent)
        return _work(request, batch.pk)
    return _here(request)


def _here(request: HttpRequest) -> HttpResponse:
    return redirect(request.get_full_path())


def _numbers(texts: list[str]) -> list[int]:
    return [int(one) for one in texts[:500] if one.isascii() and one.isdigit() and len(one) < 9]


def _work(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """Works on for some seconds, then shows how far it is."""
    person, until = owner(request), time.monotonic() + SECONDS_A_STEP
    while time.monotonic() < until:
        batch = import_of(request, import_id)
        if batch.stage == "running":
            progress = taking.take_batch(person=person, import_id=import_id, actor=actor_of(request))
        elif batch.stage == "undoing":
            progress = taking.undo_batch(person=person, import_id=import_id, actor=actor_of(request))
        else:
            break
        if progress.finished:
            break
    return _after(request, import_id)


def _after(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    batch = import_of(request, import_id)
    counts = queries.counts_of(batch)
    if batch.stage == "preview" and counts.stuck:
        messages.success(
            request,
            ngettext(
                "%(done)s line is done. The lines below still wait for you.",
                "%(done)s lines are done. The lines below still wait for you.",
                counts.done,
            )
            % {"done": counts.done},
        )
    return redirect("portals:import", import_id=import_id)


@require_http_methods(["GET", "POST"])
@requires("portals.bring_in", own)
def busy(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """How far it is; go on, or stop here."""
    batch, person = import_of(request, import_id), owner(request)
    if batch.stage not in ("running", "undoing"):
        return redirect("portals:import", import_id=import_id)
    if request.method == "POST":
        if "stop" in request.POST and batch.stage == "running":
            return do(request, import_id, lambda: taking.stop(person=person, import_id=import_id))
        try:
            return _work(request, import_id)
        except refusals.PortalRefusal as refusal:
            messages.error(request, refusal.message)
            return redirect("portals:import", import_id=import_id)
    counts = queries.counts_of(batch)
    left = (
        batch.lines.filter(result__in=("added", "joined")).count()
        if batch.stage == "undoing"
        else counts.ready
    )
    done = batch.lines.filter(result="undone").count() if batch.stage == "undoing" else counts.done
    return render(
        request,
        "portals/busy.html",
        {"batch": batch, "called": words.called(batch), "done": done, "left": left, "whole": done + left},
    )


@require_POST
@requires("portals.bring_in", own)
def throw_away(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """What was not brought in is gone."""
    import_of(request, import_id)
    try:
        actions.throw_away(person=owner(request), import_id=import_id)
        messages.success(request, _("Thrown away. What was brought in before stays in your dossier."))
    except refusals.PortalRefusal as refusal:
        messages.error(request, refusal.message)
    return redirect("portals:index")


@require_POST
@requires("portals.bring_in", own)
def undo(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """Takes back everything this import brought."""
    import_of(request, import_id)
    person = owner(request)
    try:
        taking.begin_undo(person=person, import_id=import_id)
        return _work(request, import_id)
    except refusals.PortalRefusal as refusal:
        messages.error(request, refusal.message)
    return redirect("portals:import", import_id=import_id)


@require_POST
@requires("portals.bring_in", own)
def undo_line(request: HttpRequest, import_id: uuid.UUID, number: int) -> HttpResponse:
    """Takes back what one line brought."""
    import_of(request, import_id)
    person, actor = owner(request), actor_of(request)
    return do(
        request,
        import_id,
        lambda: taking.undo_line(person=person, import_id=import_id, number=number, actor=actor),
    )
