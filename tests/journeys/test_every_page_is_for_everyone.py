"""The pages anyone can open: no accessibility fault, no sideways scrolling, light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

OPEN_PAGES = ["/", "/account/login/"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", OPEN_PAGES)
def test_an_open_page_is_for_everyone(
    page: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    reads: Callable[[Page], None],
    address: str,
    width: int,
    theme: str,
) -> None:
    opened = page(width=width, theme=theme)
    answer = opened.goto(address)
    assert answer is not None
    assert answer.status == 200
    axe(opened)
    fits(opened)
    reads(opened)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_from_right_to_left_are_for_everyone_too(
    page: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    reads: Callable[[Page], None],
    width: int,
    theme: str,
) -> None:
    opened = page(width=width, theme=theme)
    opened.goto("/")
    if width == 320:
        opened.get_by_text("Nederlands").click()
    else:
        opened.locator(".vw-language summary").click()
    opened.get_by_role("button", name="العربيّة").click()
    assert opened.locator("html").get_attribute("dir") == "rtl"
    for address in ("/", "/register", "/register?naam=vries", "/account/login/", "/over/vakwerk"):
        opened.goto(address)
        assert opened.locator("h1").evaluate("one => getComputedStyle(one).direction") == "rtl"
        axe(opened)
        fits(opened)
        reads(opened)
