"""Pages of this app: who looked along, and the choice of language."""

from __future__ import annotations

from contextlib import suppress
from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language

from vakwerk.apps.gate import requires
from vakwerk.apps.people import actions, queries, refusals
from vakwerk.apps.people.models import Account

LOOKS_PER_PAGE = 50


@require_GET
@requires("people.see_own_looks")
def looks(request: HttpRequest) -> HttpResponse:
    """Who looked at my data, per month, latest first."""
    person = queries.person_of(account=request.user)
    assert person is not None  # the gate has asked
    page = Paginator(queries.looks_at(person=person), LOOKS_PER_PAGE).get_page(request.GET.get("page"))
    months = [
        (moment, list(entries))
        for moment, entries in groupby(
            page.object_list, key=lambda look: timezone.localtime(look.at).date().replace(day=1)
        )
    ]
    return render(request, "people/looks.html", {"months": months, "page": page})


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keeps the chosen language in a cookie, and with the account of who is logged in."""
    if isinstance(request.user, Account):
        # Django's own view ignores an unknown language too: the reader stays where he was.
        with suppress(refusals.LanguageUnknown):
            actions.change_language(account=request.user, language=request.POST.get("language", ""))
    return set_language(request)
