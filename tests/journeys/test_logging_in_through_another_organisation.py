"""Logging in through another organisation in a browser: our content security policy lets the form end there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.interop.oidc import SECRET, configuration, free_port, running
from tests.journeys.conftest import _await_answer


@pytest.fixture(scope="module")
def connected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that knows a real provider; not a demo, so it is up at once."""
    home = tmp_path_factory.mktemp("vakwerk-oidc")
    port = free_port()
    url = f"http://localhost:{port}"
    with running(f"{url}/account/logins/proef/login/callback/") as issuer:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("VAKWERK_")}
        environment |= {"VAKWERK_HOME": str(home), "VAKWERK_PORT": str(port), "VAKWERK_DEMO": "0"}
        environment |= {"DATABASE_URL": "", "VAKWERK_WORKERS": "1", SECRET: "geheim-voor-de-test"}
        environment |= {"VAKWERK_OIDC": configuration(issuer)}
        log = home / "server.log"
        with log.open("wb") as output:
            command = [sys.executable, "-m", "vakwerk.site.serve"]
            server = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            _await_answer(url, server, log)
            yield url
        finally:
            server.terminate()
            server.wait(30)


def test_to_the_other_organisation_and_back(
    browser: Browser, connected: str, axe: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    context = browser.new_context(locale="nl-NL", viewport={"width": 320, "height": 900})
    faults: list[Any] = []
    opened = context.new_page()
    opened.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    opened.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    try:
        opened.goto(f"{connected}/account/login/?next=/account")
        axe(opened)
        fits(opened)
        opened.get_by_role("button", name="Log in met Proef-ID").click()
        opened.get_by_role("link", name="anna strong").click()
        opened.wait_for_url(f"{connected}/account")
        said = opened.locator("main").inner_text()
        assert "Proef-ID" in said
        assert "anna@elders.example" in said
        axe(opened)
        fits(opened)
        opened.goto(f"{connected}/account/logins/")
        axe(opened)
        fits(opened)
        assert faults == []
    finally:
        context.close()
