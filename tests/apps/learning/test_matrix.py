"""Every page of this room, opened as who may and as who may not, with the rows of the matrix itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.learning.conftest import PASSWORD, make_professional
from tests.matrix import pages_learning as matrix
from tests.matrix.shape import OWNER, SECRET, World

from vakwerk.apps.people import actions as people


@pytest.fixture
def world(db: None) -> World:
    owner, other = make_professional("Noor", "Bakker", ""), make_professional("Sam", "Visser", "")
    accounts = {OWNER: owner.account, "other": other.account}
    for role in ("provider", "registrar"):
        accounts[role] = people.create_account(email=f"{role}@example.org", password=PASSWORD)
        people.create_person(given_names="Rol", family_name=role, account=accounts[role])
        people.grant_role(account=accounts[role], role=role, from_date=dt.date(2020, 1, 1))
    made = World(owner.account, owner, accounts)
    made.made.update(matrix.furnish(made))
    return made


@pytest.mark.parametrize("page", matrix.PAGES, ids=lambda page: f"{page.method} {page.view}")
@pytest.mark.parametrize("name", [OWNER, "other", "provider", "registrar"])
def test_a_page_opens_for_who_may_and_reveals_only_to_whom_it_should(
    world: World, page: Any, name: str
) -> None:
    client = Client()
    client.force_login(world.accounts[name])
    send = getattr(client, page.method)
    answer = send(reverse(page.view, kwargs=dict(page.arguments(world))), dict(page.data(world)))
    opened = answer.status_code < 400
    assert opened is (name in page.opens_for), answer.status_code
    if name not in page.reveals_to:
        assert SECRET not in answer.text


def test_no_page_of_this_room_is_missing() -> None:
    from vakwerk.apps.learning.urls import urlpatterns

    assert {one.name for one in urlpatterns} == {page.view.split(":")[1] for page in matrix.PAGES}
