"""What happens to every request: a line in the log, limits for the browser, the account's language."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from vakwerk.apps.people import sessions, ways_in

Answer = Callable[[HttpRequest], HttpResponse]

log = structlog.get_logger("vakwerk.request")


class RequestLog:
    """One line per request: which page was asked, the answer, how long.

    Never the query, it may hold a name, and of the address only its form: what stands in its places may be the secret
    of an invitation or a calendar, or say whose dossier it was.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers with the request's number in `X-Request-ID`."""
        number = uuid.uuid4().hex
        begun = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request=number):
            response = self.get_response(request)
            log.info(
                "answered",
                method=request.method,
                page=f"/{request.resolver_match.route}" if request.resolver_match else "",
                status=response.status_code,
                milliseconds=round((time.perf_counter() - begun) * 1000, 1),
            )
        response.headers["X-Request-ID"] = number
        return response


class BrowserLimits:
    """Switches off what no page of ours uses, and keeps personal pages out of shared caches."""

    PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Adds headers; a view's own `Cache-Control` stays as it is."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith(f"/{settings.STATIC_URL.lstrip('/')}"):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class AccountLanguage:
    """Uses the language the account has chosen, unless this browser chose one (then the cookie counts)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activates the language for this request; Django's own middleware lets go of it afterwards."""
        chosen_here = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        language = "" if chosen_here else getattr(request.user, "language", "")
        if request.user.is_authenticated and translation.get_language() in settings.PUBLIC_LANGUAGES:
            # That language covers the pages for everyone only: half a page in it helps nobody.
            language = language or getattr(request.user, "language", "") or settings.LANGUAGE_CODE
        if language in settings.PUBLIC_LANGUAGES:
            language = settings.LANGUAGE_CODE
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)


class LastSeen:
    """Keeps when a device was last seen, at most once a quarter of an hour: not every page is worth a write."""

    EVERY = 15 * 60  # seconds
    KEY = "vakwerk_seen"

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Looks in the session, which was read already, before it writes anything."""
        if request.user.is_authenticated and time.time() - request.session.get(self.KEY, 0) > self.EVERY:
            request.session[self.KEY] = int(time.time())
            sessions.keep_seen(session_key=request.session.session_key)
        return self.get_response(request)


class StaffSecondStep:
    """Who sees other people's data for work gets no further than his own account until he has a second step.

    Switched off in a demo (`VAKWERK_STAFF_SECOND_STEP`), where the page of the account says so.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Asks the roles of every account, every time: a role may begin today."""
        if (
            settings.VAKWERK_STAFF_SECOND_STEP
            and request.user.is_authenticated
            and not self._free(request.path)
            and ways_in.must_have_second_step(account=request.user, on=timezone.localdate())
            and not ways_in.has_second_step(account=request.user)
        ):
            return redirect("people:account")
        return self.get_response(request)

    def _free(self, path: str) -> bool:
        if path.startswith(reverse("people:help_list")):
            return False
        return path.startswith(
            ("/account", "/over/", "/taal", "/gezond", f"/{settings.STATIC_URL.lstrip('/')}")
        )
