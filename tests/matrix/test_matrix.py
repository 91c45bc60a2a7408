"""Every page, as everyone: it opens or is refused exactly as its list says, and nobody reads what is not theirs.

A page that is in no list fails. So does one that lets in somebody who is not named, shows `SECRET` to somebody whom it
may not be shown to, changes something when it is only looked at, or changes the owner's dossier for somebody else.
"""

from __future__ import annotations

import copy
import hashlib
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import get_resolver, reverse
from tests.matrix.conftest import pages
from tests.matrix.shape import EVERYONE, OWNER, SECRET, MatrixPage, World

PUBLIC: dict[str, str] = {
    "health": "that the server answers; no data of people",
    "soon": "a room that is not built yet; the same for everybody",
    "about": "about this installation; the same for everybody",
    "api:openapi-json": "the description of the API; the same for everybody",
    "api:api-root": "where the API begins; the same for everybody",
    "api:search": "the public register by name; its page `register:search` is in the matrix",
}
"""Pages that need no list, each with the reason: they know no person, or are proven under another name."""

CHANGES_OF_OTHERS: dict[str, str] = {
    "sessions:code": "who confirms a meeting thereby vouches for the one who recorded it",
}
"""Pages on which somebody else may change the owner's dossier, each with the reason."""

LEFT_BY_LOOKING = (
    "people_look",  # that somebody looked
    "register_standing",  # derived: what lists show of a dossier
    "django_session",
    "django_tasks",
    "shell_cache",
)
"""Beginnings of the names of tables that a look may write in."""

LISTED = pages()

pytestmark = pytest.mark.django_db


def _name(listed: tuple[str, MatrixPage]) -> str:
    page = listed[1]
    return f"{page.view}-{page.method}"


# --- every page is in exactly one list --------------------------------------------------------------------------------


def every_view(resolver: Any = None, prefix: str = "") -> Iterator[str]:
    """The name of every address, with its app."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from every_view(pattern, inner)
        else:
            yield f"{prefix}{pattern.name or f'without a name: {pattern.pattern}'}"


def not_listed(views: set[str]) -> set[str]:
    """The views that are in no list."""
    return views - {page.view for _module, page in LISTED} - set(PUBLIC)


def test_every_page_is_in_a_list() -> None:
    views = set(every_view())
    assert len(views) > 50, "the walk finds too little to be trusted"
    assert not not_listed(views), "add them to tests/matrix/pages_<app>.py"


def test_a_page_that_is_in_no_list_is_noticed() -> None:
    assert not_listed({*every_view(), "dossier:new_page"}) == {"dossier:new_page"}


def test_no_list_names_a_page_that_is_not_there_or_in_another_list() -> None:
    assert not ({page.view for _module, page in LISTED} | set(PUBLIC)) - set(every_view())
    modules = defaultdict(set)
    for module, page in LISTED:
        modules[page.view].add(module)
        assert page.opens_for <= EVERYONE
        assert page.view not in PUBLIC
    assert not {view: found for view, found in modules.items() if len(found) > 1}


# --- what one page does -----------------------------------------------------------------------------------------------


def ask(browser: Client, world: World, page: MatrixPage, method: str = "") -> Any:
    """The answer of this page."""
    address = reverse(page.view, kwargs=dict(page.arguments(world)))
    return getattr(browser, method or page.method)(address, dict(page.data(world)))


def opened(answer: Any) -> bool:
    """Whether the page let somebody in: a form that comes back (422) did, the way to the login page did not."""
    to_login = answer.status_code == 302 and answer.headers["Location"].startswith(
        resolve_url(settings.LOGIN_URL)
    )
    return (answer.status_code < 400 or answer.status_code == 422) and not to_login


def text_of(answer: Any) -> str:
    """Everything that was sent, unpacked."""
    sent = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.headers.get("Content-Type") == "application/zip":
        archive = zipfile.ZipFile(io.BytesIO(sent))
        sent = b"\n".join([name.encode() + archive.read(name) for name in archive.namelist()])
    return f"{answer.headers}\n{sent.decode('utf-8', 'replace')}"


def everything() -> str:
    """A digest of all that is kept, but for what a look may leave."""
    found = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if not table.startswith(LEFT_BY_LOOKING):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                found.update(
                    table.encode() + b"".join(sorted(repr(row).encode() for row in cursor.fetchall()))
                )
    return found.hexdigest()


def owners_dossier(world: World) -> int:
    """How often the owner's dossier was changed."""
    from vakwerk.apps.dossier import queries

    return queries.revision(world.person)


def faults_of(page: MatrixPage, world: World, browsers: dict[str, Client]) -> list[str]:
    """Everything that is wrong with this page, for whom."""
    faults = []
    looks = page.method == "get"
    before, revision = everything() if looks else "", owners_dossier(world)
    for name in sorted(EVERYONE):
        who = browsers[name]
        cookies = copy.copy(who.cookies)  # who logs out is logged in again for the next page
        try:
            with transaction.atomic():
                cache.clear()
                answer = ask(who, world, page)
                said = text_of(answer)
                if opened(answer) is not (name in page.opens_for):
                    faults.append(f"{name}: {answer.status_code} {answer.headers.get('Location', '')}")
                if SECRET in said and name not in page.reveals_to:
                    faults.append(f"{name} reads the secret")
                if looks and opened(answer) and everything() != before:
                    faults.append(f"{name} changes something by looking")
                changed = owners_dossier(world) != revision
                if changed and name != OWNER and page.view not in CHANGES_OF_OTHERS:
                    faults.append(f"{name} changes the owner's dossier")
                raise _Undo
        except _Undo:
            pass
        who.cookies = cookies
    return faults


class _Undo(Exception):
    """Takes back what one request did."""


@pytest.mark.parametrize("listed", LISTED, ids=_name)
def test_a_page_opens_for_whom_it_says_and_tells_nobody_else(
    listed: tuple[str, MatrixPage], world: World, browsers: dict[str, Client]
) -> None:
    faults = faults_of(listed[1], world, browsers)
    assert not faults, "\n".join(faults)


def test_every_method_of_a_page_is_in_the_list(world: World, browsers: dict[str, Client]) -> None:
    listed = {(page.view, page.method) for _module, page in LISTED}
    unlisted = []
    for _module, page in LISTED:
        for method in ("get", "post", "put", "patch", "delete"):
            if (page.view, method) in listed or page.view.startswith(
                (
                    "account_",
                    "mfa_",
                    "socialaccount_",
                    "api:",
                )  # allauth sends on before it looks at the method
            ):
                continue
            try:
                with transaction.atomic():
                    status = ask(browsers[OWNER], world, page, method).status_code
                    raise _Undo
            except _Undo:
                pass
            if status not in (403, 404, 405):
                unlisted.append(f"{method} {page.view}: {status}")
    assert not unlisted, "\n".join(unlisted)


def test_the_owner_reads_the_secret_where_it_must_be(world: World, browsers: dict[str, Client]) -> None:
    """Else the matrix would pass on empty pages."""
    read = {
        page.view
        for _module, page in LISTED
        if page.method == "get" and SECRET in text_of(ask(browsers[OWNER], world, page))
    }
    assert {"dossier:timeline", "dossier:fact", "dossier:export_zip", "desk:stand", "sharing:rights"} <= read
    assert {"sharing:share", "sharing:request", "desk:as_they_see", "dossier:evidence"} <= read


# --- the matrix would notice ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("permission", "view"),
    [
        ("sharing.see", "desk:received_one"),
        ("sharing.change", "sharing:share"),
        ("sharing.answer_corrections", "sharing:corrections"),
        ("sharing.ask", "desk:ask"),
    ],
)
def test_a_gate_that_stands_open_is_noticed(
    world: World, browsers: dict[str, Client], monkeypatch: pytest.MonkeyPatch, permission: str, view: str
) -> None:
    import rules
    from rules.permissions import permissions

    page = next(page for _module, page in LISTED if page.view == view)
    assert not faults_of(page, world, browsers)
    monkeypatch.setitem(permissions, permission, rules.predicate(lambda *_: True))
    assert faults_of(page, world, browsers)


def test_behind_an_open_gate_of_the_registrar_stands_a_second_wall(
    world: World, browsers: dict[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who can not be written down as looking, does not look."""
    import rules
    from rules.permissions import permissions

    from vakwerk.apps.people.refusals import RoleNotHeld

    page = next(page for _module, page in LISTED if page.view == "register:person")
    monkeypatch.setitem(permissions, "register.see_person", rules.predicate(lambda *_: True))
    with pytest.raises(RoleNotHeld):
        faults_of(page, world, browsers)


def test_a_dossier_that_opens_by_somebody_elses_id_is_noticed(
    world: World, browsers: dict[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    from vakwerk.apps.dossier import views

    page = next(page for _module, page in LISTED if page.view == "dossier:fact")
    monkeypatch.setattr(views, "_owner", lambda _request: world.person)
    faults = faults_of(page, world, browsers)
    assert "other reads the secret" in faults


def test_a_look_that_changes_something_is_noticed(
    world: World, browsers: dict[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    from vakwerk.apps.dossier import actions, views

    real = views.words.title_of

    def meddles(fact: Any) -> str:
        actions.withdraw_fact(person=world.person, fact_id="matrix-work", actor=None)
        return real(fact)

    page = next(page for _module, page in LISTED if page.view == "dossier:fact")
    monkeypatch.setattr(views.words, "title_of", meddles)
    assert "owner changes something by looking" in faults_of(page, world, browsers)
