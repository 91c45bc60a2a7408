"""What every page needs to know."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_info

from vakwerk.apps.gate import allowed
from vakwerk.apps.people import queries
from vakwerk.site.rooms import ERRANDS, ROOMS, Place, Room


def shell(request: HttpRequest) -> dict[str, Any]:
    """The rooms with the one we are in, the visitor's name, and whether this is a demo."""
    match = getattr(request, "resolver_match", None)
    here = match.kwargs.get("room") if match and match.view_name == "soon" else None
    user = getattr(request, "user", None)
    room, place = _where(match)
    return {
        "rooms": ROOMS,
        "current_room": room.key if room is not None else here,
        "places": room.places if room is not None and len(room.places) > 1 else (),
        "current_place": place,
        "visitor_name": queries.name_of(account=user) if user is not None and user.is_authenticated else "",
        "errands": [
            errand
            for errand in ERRANDS
            if user is not None
            and user.is_authenticated
            and (not errand.permission or allowed(errand.permission, user))
        ],
        "languages": _languages(logged_in=user is not None and user.is_authenticated),
        "demo": settings.VAKWERK_DEMO,
        "demo_accounts": queries.demo_accounts,
        "source_url": settings.VAKWERK_SOURCE_URL,
    }


def _where(match: Any) -> tuple[Room | None, Place | None]:
    """The room and the place a page belongs to: by the page itself, else by its app."""
    if match is None:
        return None, None
    for room in ROOMS:
        for place in room.places:
            if place.view == match.view_name:
                return room, place
    for room in ROOMS:
        if room.view == match.view_name:
            return room, None
        for place in room.places:
            if place.app and place.app == match.app_name:
                return room, place
    return None, None


def _languages(*, logged_in: bool) -> list[dict[str, Any]]:
    """The languages one can choose here."""
    return [
        {"code": code, "name": name, "rtl": get_language_info(code)["bidi"]}
        for code, name in settings.LANGUAGES
        if not (logged_in and code in settings.PUBLIC_LANGUAGES)
    ]
