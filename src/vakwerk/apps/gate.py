"""The gate before a page: who may enter. Views only; nothing below a view knows a request."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from rules.permissions import perm_exists, permissions

View = Callable[..., HttpResponseBase]
Subject = Callable[..., Any]


def allowed(permission: str, account: Any, subject: Any = None) -> bool:
    """May this account do this (with this subject)? A permission nobody defined is always refused."""
    return perm_exists(permission) and bool(permissions[permission].test(account, subject))


def requires(permission: str, subject: Subject | None = None) -> Callable[[View], View]:
    """A view that only opens for who has `permission`.

    `subject` finds what the permission is about, from the same arguments as the view has. Someone who
    is not logged in goes to the login page and comes back; someone who is but may not gets a page (403)
    that says so and what to do.
    """

    def around(view: View) -> View:
        @wraps(view)
        def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            about = subject(request, *args, **kwargs) if subject else None
            if not allowed(permission, request.user, about):
                raise PermissionDenied(permission)
            return view(request, *args, **kwargs)

        return gate

    return around
