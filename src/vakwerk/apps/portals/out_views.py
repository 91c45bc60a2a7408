"""Pages from which a history is handed in at a portal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.gate import requires
from vakwerk.apps.portals import handing, outgoing, refusals
from vakwerk.apps.portals.forms import DayForm
from vakwerk.apps.portals.views import own, owner
from vakwerk.apps.refusal import tell
from vakwerk.core.exchange.portals import Portal, portals


def _portal(name: str) -> Portal:
    if name not in portals():
        raise Http404
    return portals()[name]


@require_http_methods(["GET", "POST"])
@requires("portals.hand_in", own)
def portal(request: HttpRequest, name: str) -> HttpResponse:
    """What this portal still gets, field by field; tick what was handed in."""
    shown, person, today = _portal(name), owner(request), timezone.localdate()
    form = DayForm(request.POST if request.method == "POST" else None, today=today)
    if request.method == "POST" and form.is_valid():
        found = outgoing.outgoing(person, shown, today)
        ids = [one.id for one in found.to_do] if "all" in request.POST else request.POST.getlist("fact")
        if not ids:
            form.add_error(None, _("Tick what you handed in."))
        else:
            try:
                count = handing.hand_in(person=person, portal=name, fact_ids=ids, on=form.cleaned_data["on"])
            except refusals.PortalRefusal as refusal:
                tell(form, refusal)
            else:
                messages.success(
                    request,
                    ngettext(
                        "%(count)s activity is noted as handed in.",
                        "%(count)s activities are noted as handed in.",
                        count,
                    )
                    % {"count": count},
                )
                return redirect("portals:portal", name=name)
    language = facts_words.language()
    found = outgoing.outgoing(person, shown, today)
    return render(
        request,
        "portals/portal.html",
        {
            "found": found,
            "portal": shown,
            "title": shown.title.get(language),
            "form": form,
            "ticked": request.POST.getlist("fact"),
            "automatic": shown.automatic and _told([shown.automatic], language)[0],
            "known": _told(shown.known, language),
            "not_established": _told(shown.not_established, language),
            "norms": [norm.title.get(language) for norm in found.norms],
        },
        status=422 if form.errors else 200,
    )


def _told(statements: Any, language: str) -> list[tuple[str, str]]:
    return [(one.text.get(language), one.source) for one in statements]


@require_POST
@requires("portals.hand_in", own)
def take_back(request: HttpRequest, name: str) -> HttpResponse:
    """These were not handed in after all."""
    shown = _portal(name)
    handing.take_back(person=owner(request), portal=shown.id, fact_ids=request.POST.getlist("fact"))
    messages.success(request, _("It stands with what is still to be handed in again."))
    return redirect("portals:portal", name=name)


@require_GET
@requires("portals.hand_in", own)
def package(request: HttpRequest, name: str) -> HttpResponseBase:
    """Everything that is still to be handed in, in one file."""
    shown, person, today = _portal(name), owner(request), timezone.localdate()
    found = outgoing.outgoing(person, shown, today)
    return FileResponse(
        outgoing.package(person, found, person.name, today),
        as_attachment=True,
        filename=f"{shown.id}-{today.isoformat()}.zip",
        content_type="application/zip",
    )
