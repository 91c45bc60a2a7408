"""The pages that everyone can open without an account, so that every language we offer can be held to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse


def public_addresses(number: str) -> list[str]:
    """Where a visitor can go; `number` is that of somebody in the register."""
    return [
        reverse("home"),
        reverse("register:search"),
        f"{reverse('register:search')}?naam=vries",
        f"{reverse('register:search')}?naam=niemandheetzo",
        f"{reverse('register:search')}?naam=x",
        reverse("register:entry", args=[number]),
        reverse("register:entry", args=["VW-999999-9"]),
        *(reverse("about", args=[page]) for page in ("vakwerk", "demo", "toegankelijkheid", "licentie")),
        *(reverse("soon", args=[room]) for room in ("routes", "praktijk", "bewijzen", "cijfers")),
        reverse("vocabulary"),
        f"{reverse('vocabulary')}?q=team",
        f"{reverse('vocabulary')}?q=zoietsbestaatniet",
        *(reverse("vocabulary_list", args=[name]) for name in ("levels", "roles", "priority_groups")),
        reverse("account_login"),
        reverse("account_signup"),
        reverse("account_reset_password"),
        reverse("people:use_letter"),
        "/dit/bestaat/niet",
    ]


def visited(client: Any, number: str) -> Iterator[tuple[str, str]]:
    """Every public page as the client sees it: address and HTML, forms with faults included."""
    for address in public_addresses(number):
        answer = client.get(address, follow=True)
        assert answer.status_code in (200, 404), address
        yield address, answer.content.decode()
    for address in (reverse("account_login"), reverse("account_signup"), reverse("account_reset_password")):
        yield f"{address} (sent empty)", client.post(address, {}).content.decode()
