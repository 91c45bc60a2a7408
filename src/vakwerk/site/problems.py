"""Errors of the API as problem+json (RFC 9457), whatever went wrong."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from vakwerk import __version__
from vakwerk.apps.refusal import Refusal

CONTENT_TYPE = "application/problem+json"


def problem(status: int, *, detail: str = "", **more: Any) -> JsonResponse:
    """One problem: status, title, and what can be said about this case."""
    body: dict[str, Any] = {"type": "about:blank", "status": status, "title": HTTPStatus(status).phrase}
    if detail:
        body["detail"] = detail
    return JsonResponse(
        body | more, status=status, content_type=CONTENT_TYPE, headers={"API-Version": __version__}
    )


def is_api(request: HttpRequest) -> bool:
    """Does this request belong to the API?"""
    return request.path.startswith("/api/")


def install(api: NinjaAPI) -> None:
    """Makes every error that the API raises itself a problem."""

    @api.exception_handler(Http404)
    def _not_found(_request: HttpRequest, _fault: Http404) -> HttpResponse:
        return problem(404, detail="There is nothing at this address.")

    @api.exception_handler(PermissionDenied)
    def _forbidden(_request: HttpRequest, _fault: PermissionDenied) -> HttpResponse:
        return problem(403, detail="This is not yours to see or to do.")

    @api.exception_handler(AuthenticationError)
    def _unknown(_request: HttpRequest, _fault: AuthenticationError) -> HttpResponse:
        return problem(401, detail="Log in first.")

    @api.exception_handler(Refusal)
    def _refused(_request: HttpRequest, fault: Refusal) -> HttpResponse:
        return problem(422, detail=fault.message, code=fault.code)

    @api.exception_handler(ValidationError)
    def _unreadable(_request: HttpRequest, fault: ValidationError) -> HttpResponse:
        return problem(
            400,
            detail="The request could not be read.",
            errors=[
                {"place": ".".join(str(part) for part in error["loc"]), "reason": error["msg"]}
                for error in fault.errors
            ],
        )

    @api.exception_handler(HttpError)
    def _other(_request: HttpRequest, fault: HttpError) -> HttpResponse:
        return problem(fault.status_code, detail=fault.message)
