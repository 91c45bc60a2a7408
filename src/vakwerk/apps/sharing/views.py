"""Pages on what I share: the list, one share, a request to decide on, an invitation to accept."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.gate import allowed, requires
from vakwerk.apps.people import queries as people
from vakwerk.apps.refusal import Refusal, tell
from vakwerk.apps.sharing import actions, queries
from vakwerk.apps.sharing.forms import EndForm
from vakwerk.apps.sharing.seeing import Shared
from vakwerk.apps.sharing.terms import Purpose, Scope
from vakwerk.apps.sharing.words import EVENTS

PER_PAGE = 25


def _share(_request: HttpRequest, share_id: uuid.UUID) -> Shared | None:
    return queries.share(share_id)


def _asked(request: HttpRequest, request_id: uuid.UUID) -> queries.Asked | None:
    found = queries.request(request_id)
    return found if found is not None and found.person == getattr(_person(request), "pk", None) else None


def _person(request: HttpRequest) -> Any:
    return people.person_of(account=request.user)


@require_GET
@requires("sharing.offer")
def shares(request: HttpRequest) -> HttpResponse:
    """What I share, with whom and until when; what is asked of me; what I shared before."""
    person, today = _person(request), timezone.localdate()
    every = queries.shares_of(person.pk)
    running = [one for one in every if one.ended_at is None and one.until_date >= today]
    ended = [one for one in every if one not in running]
    return render(
        request,
        "sharing/shares.html",
        {
            "purposes": list(Purpose),
            "running": [_line(one) for one in running],
            "page": (page := Paginator(ended, PER_PAGE).get_page(request.GET.get("page"))),
            "ended": [_line(one) for one in page.object_list],
            "asked": queries.open_requests(person.pk, today),
            "restricted": bool(queries.restricted([person.pk])),
        },
    )


def _line(shared: Shared) -> dict[str, Any]:
    return {
        "shared": shared,
        "purpose": shared.other_purpose or Purpose(shared.purpose).label,
        "scope": Scope(shared.scope).label,
        "norm": facts_words.norm_title(shared.norm) if shared.norm else "",
    }


@require_GET
@requires("sharing.change", _share)
def share(request: HttpRequest, share_id: uuid.UUID) -> HttpResponse:
    """One thing I share: to whom, what, until when, what happened; to make longer or shorter, or to stop."""
    shared = queries.share(share_id)
    assert shared is not None  # the gate has asked
    return _share_page(request, shared, EndForm(until_date=shared.until_date))


def _share_page(request: HttpRequest, shared: Shared, form: EndForm) -> HttpResponse:
    today = timezone.localdate()
    events = [
        {"what": EVENTS[one.name], "at": one.at, "by_you": one.actor == request.user.pk}
        for one in queries.events_of(shared.id)
    ]
    return render(
        request,
        "sharing/share.html",
        {
            **_line(shared),
            "current_room": "dossier",
            "runs": shared.ended_at is None and shared.until_date >= today,
            "events": events,
            "form": form,
        },
        status=422 if form.errors else 200,
    )


@require_POST
@requires("sharing.change", _share)
def change_end(request: HttpRequest, share_id: uuid.UUID) -> HttpResponse:
    """Another last day, by the owner."""
    shared = queries.share(share_id)
    assert shared is not None  # the gate has asked
    form = EndForm(request.POST, until_date=shared.until_date)
    if not form.is_valid():
        return _share_page(request, shared, form)
    try:
        actions.change_end(
            share_id=share_id, until_date=form.cleaned_data["until_date"], actor=_account(request)
        )
    except Refusal as refusal:
        tell(form, refusal)
        return _share_page(request, shared, form)
    messages.success(request, _("The last day has been changed."))
    return redirect("sharing:share", share_id=share_id)


@require_POST
def end(request: HttpRequest, share_id: uuid.UUID) -> HttpResponseBase:
    """Stops at once: by the owner, or by who receives it and needs it no more."""
    return _end_mine(request, share_id) if _is_mine(request, share_id) else _end_received(request, share_id)


def _is_mine(request: HttpRequest, share_id: uuid.UUID) -> bool:
    return request.user.is_authenticated and allowed("sharing.change", request.user, queries.share(share_id))


@requires("sharing.change", _share)
def _end_mine(request: HttpRequest, share_id: uuid.UUID) -> HttpResponse:
    _end(request, share_id, _("Stopped. Nobody sees it any more."))
    return redirect("sharing:share", share_id=share_id)


@requires("sharing.receive", _share)
def _end_received(request: HttpRequest, share_id: uuid.UUID) -> HttpResponse:
    _end(request, share_id, _("Stopped. You do not see it any more."))
    return redirect("desk:received")


def _end(request: HttpRequest, share_id: uuid.UUID, done: str) -> None:
    try:
        actions.end(share_id=share_id, actor=_account(request))
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)


@require_http_methods(["GET", "POST"])
@requires("sharing.offer")
def decide(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    """Somebody asks me to share: as asked with one tap, changed, or not."""
    asked = _asked(request, request_id)
    if asked is None:
        raise Http404
    person = _person(request)
    if request.method == "POST":
        try:
            if "refuse" in request.POST:
                actions.refuse(request_id=request_id, person=person)
                messages.success(request, _("Refused. Nothing is shared."))
                return redirect("sharing:shares")
            share = actions.grant(
                request_id=request_id, person=person, terms=_as_asked(asked), actor=_account(request)
            )
        except Refusal as refusal:
            messages.error(request, refusal.message)
            return redirect("sharing:shares")
        messages.success(request, _("Shared. You can stop it at any time."))
        return redirect("sharing:share", share_id=share.pk)
    return render(
        request,
        "sharing/request.html",
        {
            "asked": asked,
            "current_room": "dossier",
            "one_tap": asked.scope != Scope.NORM or bool(asked.norm),
            "open": asked.decision == "open",
        },
    )


def _as_asked(asked: queries.Asked) -> actions.Terms:
    return actions.Terms(
        purpose=asked.purpose, scope=asked.scope, until_date=asked.until_date, norm=asked.norm
    )


@require_http_methods(["GET", "POST"])
@requires("sharing.list_received")
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody shares something with this address: accepted once, by the account that has it."""
    found = queries.invitation(actions.digest_of(key))
    if request.method == "POST":
        try:
            share = actions.accept(key=key, account=_account(request))
        except Refusal as refusal:
            messages.error(request, refusal.message)
            return redirect("desk:received")
        return redirect("desk:received_one", share_id=share.pk)
    today = timezone.localdate()
    works = found is not None and found.ended_at is None and found.until_date >= today
    return render(
        request,
        "sharing/invitation.html",
        {"found": found if works else None, "line": _line(found) if works and found is not None else None},
        status=200 if works else 404,
    )


def _account(request: HttpRequest) -> Any:
    return request.user
