"""What every page of this room does: find who asks, do what was asked, say how it went. Views only."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from vakwerk.apps.dossier import words as dossier_words
from vakwerk.apps.people import queries as people
from vakwerk.apps.refusal import Refusal
from vakwerk.apps.sessions import queries
from vakwerk.core.freetext import find_personal_data


def about_session(_request: HttpRequest, session_id: uuid.UUID, *_args: Any, **_kwargs: Any) -> uuid.UUID:
    """What a page about a session is about."""
    return session_id


def about_group(_request: HttpRequest, group_id: uuid.UUID, *_args: Any, **_kwargs: Any) -> uuid.UUID:
    """What a page about a group is about."""
    return group_id


def person(request: HttpRequest) -> Any:
    """Who asks. The gate has seen to it that there is somebody."""
    found = people.person_of(account=request.user)
    assert found is not None
    return found


def page(request: HttpRequest, session_id: uuid.UUID) -> queries.Page:
    """The session as who asks may see it; else there is no such page."""
    found = queries.page_of(person(request), session_id)
    if found is None:
        raise Http404
    return found


def attempt(request: HttpRequest, action: Callable[[], Any], said: str = "") -> bool:
    """Does it, and says how it went; whether it was done."""
    try:
        action()
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return False
    if said:
        messages.success(request, said)
    return True


def back_to(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """To the desk for who came from there, else to the session."""
    if request.POST.get("next") == "stand":
        return redirect("desk:stand")
    return redirect("sessions:session", session_id=session_id)


def remark(request: HttpRequest, *texts: str) -> None:
    """Says what looks like personal data in a text that others read. Never blocks."""
    kinds = dict.fromkeys(found.kind for text in texts for found in find_personal_data(text))
    for kind in kinds:
        messages.warning(request, dossier_words.remark_sentence({"kind": kind}))


def square(request: HttpRequest, token: str) -> tuple[str, SafeString]:
    """The address of a code on the spot, and the square to scan: dark on light in every theme, without styles."""
    address = request.build_absolute_uri(reverse("sessions:code", args=[token]))
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        dark="#000000", light="#ffffff", border=4, omitsize=True, svgclass="vw-qr", lineclass=None
    )
    return address, mark_safe(drawn)  # noqa: S308 - drawn by us from an address
