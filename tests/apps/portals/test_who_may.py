"""The matrix of this app holds every page of it, and is right for the owner, for another and for a visitor."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse
from tests.apps.portals.conftest import account_of
from tests.matrix.pages_portals import PAGES, furnish
from tests.matrix.shape import OTHER, OWNER, SECRET, VISITOR, World


def test_every_page_is_in_the_matrix_and_opens_for_whom_it_says(account: Any, person: Any) -> None:
    from vakwerk.apps.portals.urls import urlpatterns

    assert {page.view for page in PAGES} == {f"portals:{pattern.name}" for pattern in urlpatterns}
    world = World(owner=account, person=person, accounts={})
    world.made.update(furnish(world))
    visitors = {OWNER: Client(), OTHER: Client(), VISITOR: Client()}
    visitors[OWNER].force_login(account)
    visitors[OTHER].force_login(account_of("sam@example.org"))
    for who in (VISITOR, OTHER, OWNER):
        for page in PAGES:
            address = reverse(page.view, kwargs=dict(page.arguments(world)))
            answer = getattr(visitors[who], page.method)(address, dict(page.data(world)))
            opened = answer.status_code < 400 and "/account/login" not in answer.headers.get("Location", "")
            # A form that comes back (422) was opened too.
            opened = opened or answer.status_code == 422
            assert opened == (who in page.opens_for), (who, page.view, page.method, answer.status_code)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert who == OWNER or SECRET.encode() not in content, (who, page.view)
