"""Counting from the page: begin, stop, throw away, and how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vakwerk.apps.gate import requires
from vakwerk.apps.outlook import actions, queries
from vakwerk.apps.outlook.refusals import NothingCounts, OutlookRefusal
from vakwerk.apps.outlook.views import address, asked_of, norm_of


def _do(request: HttpRequest, norm_id: str, action: Callable[[], Any], said: str = "") -> HttpResponse:
    """Does it, or says why not, and goes back to the page with the scenario as it was."""
    asked = asked_of(request, norm_of(norm_id))
    try:
        action()
    except OutlookRefusal as refusal:
        messages.error(request, refusal.message)
    else:
        if said:
            messages.success(request, said)
    return redirect(address("norm", norm_id, asked))


@require_POST
@requires("outlook.try_norms")
def count(request: HttpRequest, norm_id: str) -> HttpResponse:
    """Counts everybody; with `anew` also when that was done today."""
    anew = bool(request.POST.get("anew"))
    norm_of(norm_id)
    return _do(request, norm_id, lambda: actions.ask_count(norm=norm_id, account=request.user, anew=anew))


@require_POST
@requires("outlook.try_norms")
def stop(request: HttpRequest, norm_id: str) -> HttpResponse:
    """Stops counting; what is done stays done."""
    return _do(
        request, norm_id, lambda: actions.stop_count(norm=norm_id), _("Stopped. What is done stays done.")
    )


@require_POST
@requires("outlook.try_norms")
def remove(request: HttpRequest, norm_id: str) -> HttpResponse:
    """Throws the count away."""
    return _do(
        request,
        norm_id,
        lambda: actions.remove_counts(norm=norm_id),
        _("The count is thrown away. You can count again at any time."),
    )


@require_POST
@requires("outlook.try_norms")
def work_out(request: HttpRequest, norm_id: str) -> HttpResponse:
    """Has a change worked out that needs the facts of very many people."""
    asked = asked_of(request, norm_of(norm_id))
    ready = queries.counts_of(norm_id).ready

    def ask() -> None:
        if ready is None:
            raise NothingCounts(norm=norm_id)
        if asked.changes:
            actions.ask_scenario(
                count=ready.pk, key=asked.key, changes=asked.written, held_only=asked.held_only
            )

    return _do(request, norm_id, ask)


@require_GET
@requires("outlook.try_norms")
def busy(request: HttpRequest, norm_id: str) -> HttpResponse:
    """How far the count is: a piece of the page. When it has ended the page is asked to open itself again."""
    tried = norm_of(norm_id)
    actions.wake_what_died()
    counts = queries.counts_of(norm_id)
    if not counts.busy:
        answer = HttpResponse()
        answer.headers["HX-Refresh"] = "true"
        return answer
    asked = asked_of(request, tried)
    context = {
        "norm": tried,
        "counts": counts,
        "live": True,
        "busy_at": request.get_full_path(),
        "posts": {"stop": address("stop", norm_id, asked)},
    }
    return render(request, "outlook/busy.html", context)
