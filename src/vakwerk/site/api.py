"""The root of the API: `/api/v1`, described in `/api/v1/openapi.json`.

An app adds its router to `ROUTERS`; every error leaves as problem+json (`problems.py`).
"""

from __future__ import annotations

from django.utils.module_loading import import_string
from ninja import NinjaAPI

from vakwerk import __version__
from vakwerk.site import problems

# (path under /api/v1, where the router is). The order is that of the description.
ROUTERS: tuple[tuple[str, str], ...] = ()

api = NinjaAPI(
    title="Vakwerk",
    version=__version__,
    description="Public register and own data of the social professions.",
    docs_url=None,
    openapi_url="openapi.json",
    urls_namespace="api",
)
problems.install(api)
for _prefix, _router in ROUTERS:
    api.add_router(_prefix, import_string(_router))
