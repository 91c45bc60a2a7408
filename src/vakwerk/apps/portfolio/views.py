"""The portfolio: to look through, to read and print, to take along. Plans have views of their own."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.dossier.parties import Owner
from vakwerk.apps.gate import requires
from vakwerk.apps.people import queries as people
from vakwerk.apps.portfolio import actions, copies, reading, refusals, words
from vakwerk.apps.portfolio.asking import KEPT, Asked, asked
from vakwerk.core import vocabulary

LINES_AT_A_GROUP = 10
"""More facts of one kind are read in the document, which has them all."""


def own(request: HttpRequest, *_args: Any, **_kwargs: Any) -> Owner | None:
    """Whose portfolio these pages are about: that of who is logged in."""
    return people.person_of(account=request.user)


def owner_of(request: HttpRequest) -> Any:
    """The person of who is logged in; the gate has asked."""
    person = people.person_of(account=request.user)
    assert person is not None
    return person


@require_GET
@requires("portfolio.see", own)
def overview(request: HttpRequest) -> HttpResponse:
    """The facts of a period under the expectations, with a search, a filter, and ties in one tap."""
    found = asked(owner_of(request), request.GET, timezone.localdate())
    shown: dict[str, Any] = {}
    if found.found is not None:
        shown["read"] = reading.read(found.found, found.about())
    return render(
        request,
        "portfolio/overview.html",
        {
            "current_room": "dossier",
            "asked": found,
            "form": found.form,
            "address": found.address,
            "just": request.GET.get("bij", ""),
            "elements": [
                (key, capfirst(facts_words.term("identity_elements", key)))
                for key in vocabulary.terms("identity_elements")
            ],
            "most": f":{LINES_AT_A_GROUP}",
            "limit": LINES_AT_A_GROUP,
            **shown,
        },
        status=200 if found.found is not None else 422,
    )


@require_POST
@requires("portfolio.change", own)
def tie(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Ties a fact to an element, or takes it off; the same button puts it back."""
    person, off = owner_of(request), request.POST.get("off", "")
    element = off or request.POST.get("on", "")
    label = facts_words.term("identity_elements", element) if element else ""
    try:
        if off:
            actions.untie_element(person=person, fact_id=fact_id, element=element)
            messages.success(request, _("No longer part of: %(element)s.") % {"element": label})
        else:
            actions.tie_element(person=person, fact_id=fact_id, element=element)
            messages.success(request, _("Now part of: %(element)s.") % {"element": label})
    except refusals.PortfolioRefusal as refusal:
        messages.error(request, refusal.message)
    # Back to where one was, by the same question: never to an address somebody sent along.
    address = asked_again(request.POST.get("address", ""))
    # The fold the fact stands in is open there; the browser goes to it, where the button itself says what was done.
    heading = request.POST.get("place", "")
    at = f"#f-{quote(fact_id)}-{heading}" if heading in words.MEANINGS else ""
    just = f"{'&' if address else '?'}{urlencode({'bij': fact_id})}"
    return redirect(f"{reverse('portfolio:overview')}{address}{just}{at}")


def asked_again(text: str) -> str:
    """The question of the page before, read anew so that only what we know is in it."""
    sent = QueryDict(text[:500])
    kept = {name: sent[name] for name in KEPT if sent.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


@require_GET
@requires("portfolio.see", own)
def document(request: HttpRequest) -> HttpResponse:
    """The whole portfolio to read or print."""
    person = owner_of(request)
    found = asked(person, request.GET, timezone.localdate())
    if found.found is None:
        return _back(found)
    shown = copies.told(person, found, **_options(request))
    return render(
        request,
        "portfolio/document.html",
        {"current_room": "dossier", "address": found.address, "on": found.on, **shown},
    )


@require_GET
@requires("portfolio.export", own)
def export_json(request: HttpRequest) -> HttpResponse:
    """The portfolio for other programs."""
    person = owner_of(request)
    found = asked(person, request.GET, timezone.localdate())
    if found.found is None:
        return _back(found)
    return HttpResponse(
        copies.as_data(person, found, **_options(request)),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="portfolio-{found.on.isoformat()}.json"'},
    )


@require_GET
@requires("portfolio.export", own)
def export_zip(request: HttpRequest) -> HttpResponse | FileResponse:
    """A page that needs nothing else, with the evidence."""
    person = owner_of(request)
    found = asked(person, request.GET, timezone.localdate())
    if found.found is None:
        return _back(found)
    return FileResponse(
        copies.as_zip(person, found, **_options(request)),
        as_attachment=True,
        filename=f"portfolio-{found.on.isoformat()}.zip",
        content_type="application/zip",
    )


def _options(request: HttpRequest) -> dict[str, str]:
    return {"with_notes": request.GET.get("notities", ""), "with_plan": request.GET.get("plan", "")}


def _back(found: Asked) -> HttpResponse:
    """The days can not be read: the page that says why."""
    return redirect(f"{reverse('portfolio:overview')}?{found.address}")
