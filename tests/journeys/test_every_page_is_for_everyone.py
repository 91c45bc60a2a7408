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
