"""Pages of the shell: home, rooms that are not built yet, about, and what to say when something fails."""

from __future__ import annotations

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from vakwerk.apps.people import queries
from vakwerk.apps.people.terms import Role
from vakwerk.site.problems import is_api, problem
from vakwerk.site.rooms import ROOMS, UNBUILT

log = structlog.get_logger("vakwerk.pages")

ABOUT = ("vakwerk", "toegankelijkheid", "demo", "licentie")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What Vakwerk is, for who comes in; who has logged in goes on to his standing, or to his work in the register."""
    if request.user.is_authenticated:
        roles = queries.roles_of(account=request.user, on=timezone.localdate())
        if Role.REGISTRAR in roles and Role.PROFESSIONAL not in roles:
            return redirect("register:people")
        return redirect(ROOMS[0].href)
    return render(request, "site/home.html")


@require_safe
def soon(request: HttpRequest, room: str) -> HttpResponse:
    """What will be in a room, and that it is not there yet."""
    if room not in UNBUILT:
        raise Http404
    return render(request, "site/soon.html", {"room": UNBUILT[room]})


@require_safe
def about(request: HttpRequest, page: str) -> HttpResponse:
    """About the demo, accessibility, licence and source code."""
    if page not in ABOUT:
        raise Http404
    return render(request, f"site/about_{page}.html")


@require_GET
def health(_request: HttpRequest) -> JsonResponse:
    """That the server answers and reaches its database; for who supervises it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "demo": settings.VAKWERK_DEMO})


def _explain(request: HttpRequest, status: int, template: str, cause: object) -> HttpResponse:
    log.info("explained", status=status, cause=repr(cause))
    return render(request, template, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent could not be read; 413 when it was too much."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request, exception)
    return _explain(request, 400, "400.html", exception)


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """413: what was sent is too large."""
    return _explain(request, 413, "413.html", exception)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this page is not for you."""
    return _explain(request, 403, "403.html", exception)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 because the form was too old or came from elsewhere."""
    return _explain(request, 403, "403_csrf.html", reason)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is nothing here."""
    if is_api(request):
        return problem(404, detail="There is nothing at this address.")
    return _explain(request, 404, "404.html", exception)


def failure(request: HttpRequest) -> HttpResponse:
    """500: our fault. The page needs neither database nor session, for those may be what fails."""
    if is_api(request):
        return problem(500, detail="Something went wrong with us. Try again later.")
    return HttpResponse(render_to_string("500.html"), status=500)
