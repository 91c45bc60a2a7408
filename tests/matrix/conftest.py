"""One world for the whole matrix: an owner of whom everything is kept, and somebody of every kind to look."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from tests.matrix.shape import ACCOUNTS, OWNER, ROLES, VISITOR, MatrixPage, World

PASSWORD = "hout-en-steen-2026"
ORDER = ("dossier", "register")
"""Whose rows others build on: furnished first, in this order."""


def modules() -> list[Any]:
    """Every `pages_*` module beside this one, those that others build on first."""
    import tests.matrix as folder

    names = [one.name for one in pkgutil.iter_modules(folder.__path__) if one.name.startswith("pages_")]
    names.sort(key=lambda name: (_place(name.removeprefix("pages_")), name))
    return [importlib.import_module(f"tests.matrix.{name}") for name in names]


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def pages() -> list[tuple[str, MatrixPage]]:
    """Every page with the module that lists it."""
    return [(one.__name__.rsplit(".", 1)[1], page) for one in modules() for page in one.PAGES]


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The world, built once and rolled back at the end."""
    before = {name: getattr(settings, name) for name in ("MEDIA_ROOT", "VAKWERK_HOME", "PASSWORD_HASHERS")}
    home = tmp_path_factory.mktemp("matrix")
    settings.MEDIA_ROOT, settings.VAKWERK_HOME = home / "evidence", home
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        cache.clear()
        try:
            yield _built()
        finally:
            transaction.set_rollback(True)
            whole.__exit__(None, None, None)
            for name, value in before.items():
                setattr(settings, name, value)


def _built() -> World:
    accounts = {name: _account(name) for name in sorted(ACCOUNTS)}
    built = World(owner=accounts[OWNER], person=accounts[OWNER].person, accounts=accounts)
    for module in modules():
        furnish = getattr(module, "furnish", None)
        if furnish is not None:
            built.made |= furnish(built) or {}
    return built


def _account(name: str) -> Any:
    """Somebody of this kind; who has a role holds it in a house of its own, where nobody else is."""
    from vakwerk.apps.people import actions

    account = actions.create_account(email=f"{name}@example.org", password=PASSWORD)
    actions.confirm_address(account=account)
    family = "Eigenaar" if name == OWNER else name.title()
    actions.create_person(given_names="Matrix", family_name=family, account=account)
    role = name if name in ROLES else "professional"
    house = actions.create_organisation(name=f"Huis {name}", kind="employer") if name in ROLES else None
    actions.grant_role(account=account, role=role, from_date=dt.date(2020, 1, 1), organisation=house)
    return account


@pytest.fixture(scope="module")
def browsers(world: World) -> dict[str, Client]:
    """A browser for everyone, logged in but for the visitor."""
    made = {VISITOR: Client()}
    for name, account in world.accounts.items():
        made[name] = Client(headers={"accept-language": "nl"})
        made[name].force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return made
