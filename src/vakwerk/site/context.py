"""What every page needs to know."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from vakwerk.apps.gate import allowed
from vakwerk.apps.people import queries
from vakwerk.site.rooms import ROOMS


def shell(request: HttpRequest) -> dict[str, Any]:
    """The rooms with the one we are in, the visitor's name, and whether this is a demo."""
    match = getattr(request, "resolver_match", None)
    here = match.kwargs.get("room") if match and match.view_name == "soon" else None
    current = next((room.key for room in ROOMS if match and room.view == match.view_name), here)
    user = getattr(request, "user", None)
    return {
        "rooms": ROOMS,
        "current_room": current,
        "visitor_name": queries.name_of(account=user) if user is not None and user.is_authenticated else "",
        "may_list_people": user is not None and allowed("register.list_people", user),
        "demo": settings.VAKWERK_DEMO,
        "demo_accounts": queries.demo_accounts,
        "source_url": settings.VAKWERK_SOURCE_URL,
    }
