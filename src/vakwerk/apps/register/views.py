"""Pages of the public register: no account needed, nothing recorded, only what the public may see."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from vakwerk.apps.dossier import words
from vakwerk.apps.gate import allowed
from vakwerk.apps.register import limits, queries, shapes
from vakwerk.apps.register.numbers import read_number
from vakwerk.core import vocabulary

LONGEST_QUESTION = 200
JSON, HTML = "application/json", "text/html"


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Search by name or number. A number never stands in an address behind a question mark: it leads to its page."""
    asked = (request.POST if request.method == "POST" else request.GET).get("naam", "")
    text = asked[:LONGEST_QUESTION].replace("\x00", "").strip()
    if not text:
        return _search_page(request, {"text": ""})
    pause = limits.wait(limits.SEARCH, visitor(request))
    if pause:
        return _too_fast(request, pause)
    typed = read_number(text)
    if typed is not None and typed.right and queries.public_entry(typed.number) is not None:
        return redirect("register:entry", number=typed.number)
    if typed is not None:
        return _search_page(request, {"text": text, "typed": typed}, status=404)
    if request.method == "POST":
        return redirect(f"{reverse('register:search')}?{urlencode({'naam': text})}")
    page = request.GET.get("page", "")
    found = queries.search_public(text, page=int(page) if page.isascii() and page.isdigit() else 1)
    if _wants_json(request):
        return _varying(_json(shapes.results(found)))
    return _search_page(
        request,
        {
            "text": text,
            "found": found,
            "lines": [line(entry) for entry in found.entries],
            "previous": _page_address(text, found.page - 1) if found.page > 1 else "",
            "next": _page_address(text, found.page + 1) if found.page < found.pages else "",
        },
    )


def _page_address(text: str, page: int) -> str:
    return f"?{urlencode({'naam': text, 'page': str(page)})}"


def _search_page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context["for_registrar"] = allowed("register.list_people", request.user)
    return _varying(render(request, "register/search.html", context, status=status))


@require_safe
def entry(request: HttpRequest, number: str) -> HttpResponse:
    """What the public may see of one entry; JSON for who asks for it."""
    return _entry(request, number, as_json=_wants_json(request))


@require_safe
def entry_json(request: HttpRequest, number: str) -> HttpResponse:
    """The same as data, whatever the reader asks for."""
    return _entry(request, number, as_json=True)


def _entry(request: HttpRequest, number: str, *, as_json: bool) -> HttpResponse:
    pause = limits.wait(limits.LOOK_UP, visitor(request))
    if pause:
        return _too_fast(request, pause, as_json=as_json)
    typed = read_number(number)
    found = queries.public_entry(typed.number) if typed is not None and typed.right else None
    if typed is None or found is None:
        if as_json:
            return _varying(_problem(404, "Nobody is registered under this number."))
        return _search_page(request, {"text": number, "typed": typed}, status=404)
    if typed.number != number:
        return redirect("register:entry_json" if as_json else "register:entry", number=typed.number)
    if as_json:
        return _varying(_json(shapes.registration_data(found)))
    return _varying(render(request, "register/entry.html", {"entry": found, "line": line(found)}))


def line(found: queries.PublicEntry) -> dict[str, Any]:
    """An entry in the reader's words."""
    language = words.language()
    return {
        "entry": found,
        # Terms and norms are in two languages only: in any other their words say which one they are in.
        "tongue": "" if (get_language() or "nl").startswith(language) else language,
        "level": vocabulary.label("levels", found.level, language),
        "profession": vocabulary.label("roles", found.profession, language),
        "recognitions": [
            {"title": one.title.get(language), "recognition": one} for one in found.recognitions
        ],
    }


def visitor(request: HttpRequest) -> str:
    """The address a question came from, as far as our own proxies tell it."""
    address: str = get_adapter().get_client_ip(request)
    return address


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type([HTML, JSON]) == JSON


def _varying(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["Accept"])
    return response


def _json(data: Any) -> JsonResponse:
    return JsonResponse(data.model_dump(mode="json"), json_dumps_params={"ensure_ascii": False})


def _problem(status: int, detail: str) -> JsonResponse:
    body = {"type": "about:blank", "status": status, "detail": detail}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def _too_fast(request: HttpRequest, pause: int, *, as_json: bool | None = None) -> HttpResponse:
    if as_json or (as_json is None and _wants_json(request)):
        answer: HttpResponse = _problem(429, f"Too many questions. Wait {pause} seconds.")
    else:
        answer = render(request, "register/too_fast.html", {"pause": pause}, status=429)
    answer.headers["Retry-After"] = str(pause)
    return _varying(answer)
