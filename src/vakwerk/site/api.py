"""The root of the API: `/api/v1`, described in `/api/v1/openapi.json`.

An app adds its router to `ROUTERS`; every error leaves as problem+json (`problems.py`).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from ninja import NinjaAPI

from vakwerk import __version__
from vakwerk.site import problems

# (path under /api/v1, where the router is). The order is that of the description.
ROUTERS: tuple[tuple[str, str], ...] = (("/registrations", "vakwerk.apps.register.api.router"),)


class VersionedAPI(NinjaAPI):
    """Says in every answer which version gave it, as the Dutch API design rules ask."""

    def create_response(self, request: HttpRequest, data: Any, **more: Any) -> HttpResponse:
        """The answer with `API-Version`."""
        response = super().create_response(request, data, **more)
        response.headers["API-Version"] = __version__
        return response

    def get_openapi_schema(self, **more: Any) -> Any:
        """The description, with every error under the media type it really has."""
        described = super().get_openapi_schema(**more)
        for operations in described["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in answer.get("content", {}):
                        answer["content"] = {problems.CONTENT_TYPE: answer["content"]["application/json"]}
        return described


def _contact() -> dict[str, str]:
    """Who to write to about the API: whoever runs this installation."""
    contact = {"name": "Vakwerk", "email": settings.DEFAULT_FROM_EMAIL}
    return contact | ({"url": settings.VAKWERK_SOURCE_URL} if settings.VAKWERK_SOURCE_URL else {})


api = VersionedAPI(
    title="Vakwerk",
    version=__version__,
    description="Public register and own data of the social professions.",
    docs_url=None,
    openapi_url="openapi.json",
    urls_namespace="api",
    openapi_extra={
        "info": {
            "contact": _contact(),
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        }
    },
)
problems.install(api)
for _prefix, _router in ROUTERS:
    api.add_router(_prefix, import_string(_router))
