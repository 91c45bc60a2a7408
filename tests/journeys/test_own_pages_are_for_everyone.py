"""Every page behind the login: no accessibility fault, no sideways scrolling, light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.journeys.visits import INGEBORG, SAMIRA, log_in

PAGES = {
    SAMIRA: [
        "/stand",
        "/stand/skj-jeugd-en-gezinsprofessional",
        "/stand/brede-registratie",
        "/toevoegen",
        "/toevoegen?wat=work",
        "/toevoegen?wat=absence",
        "/dossier",
        "/dossier/nieuw/recognition",
        "/wie-keek-mee",
        "/binnenkort/routes",
    ],
    INGEBORG: ["/stand"],
    "registrator": ["/registrar"],
    "vereniging": ["/wat-als", "/wat-als/brede-registratie"],
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_own_pages_are_for_everyone(
    page: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    reads: Callable[[Page], None],
    name: str,
    width: int,
    theme: str,
) -> None:
    opened = page(width=width, theme=theme)
    log_in(opened, name)
    for address in PAGES[name]:
        answer = opened.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        opened.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        opened.wait_for_load_state("networkidle")
        axe(opened)
        fits(opened)
        reads(opened)
