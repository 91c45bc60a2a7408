"""Journeys: a real server with the demo world, a real browser, and the means to judge a page.

``server``
    The address of a Vakwerk that was started as a person starts it, on a free port, with data of its own: each module
    begins with the demo world as it was made.
``page``
    Makes a page: ``page(width=320, theme="dark", language="nl", javascript=True)``. At the end of the test it
    fails when any of these pages broke our content security policy or raised an error in a script.
``axe``
    ``axe(page)`` fails, readably, on whatever WCAG 2.2 AA fault axe-core finds.
``fits``
    ``fits(page)`` fails when the page must be scrolled sideways.
``reads``
    ``reads(page)`` fails when the page would make a poor story to who hears it instead of seeing it.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

UP_WITHIN = 180.0  # seconds, the demo world included
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium has no sandbox when started as root, and its own errands fail where there is no network.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOCALES = {"nl": "nl-NL", "en": "en-GB"}

PageMaker = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a journey."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program; without one the journeys are skipped, and the run says so."""
    named = os.environ.get("VAKWERK_CHROMIUM")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no Chromium found (Debian/Ubuntu: apt install chromium; or set VAKWERK_CHROMIUM)")
    return found


@contextmanager
def _running(home: Path) -> Iterator[str]:
    """A Vakwerk with its data in `home`; what it needs that is not there yet, it makes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("VAKWERK_")}
    environment |= {"VAKWERK_HOME": str(home), "VAKWERK_PORT": str(port), "VAKWERK_DEMO": "1"}
    environment |= {"DATABASE_URL": "", "VAKWERK_WORKERS": "1"}
    log = home / "server.log"
    with log.open("wb") as output:
        command = [sys.executable, "-m", "vakwerk.site.serve"]
        running = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
    url = f"http://localhost:{port}"
    try:
        _await_answer(url, running, log)
        yield url
    finally:
        running.send_signal(signal.SIGTERM)
        try:
            running.wait(30)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


@pytest.fixture(scope="session")
def fresh_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo world stands as it was made, with nobody in it who did anything yet. Not to be touched."""
    home = tmp_path_factory.mktemp("fresh-world")
    with _running(home):
        pass
    return home


@pytest.fixture(scope="module")
def server(fresh_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address, without a slash at the end, of a running Vakwerk with the demo world.

    Every module has a world of its own: what one journey does, the next does not find.
    """
    home = tmp_path_factory.mktemp("vakwerk-home") / "home"
    shutil.copytree(fresh_world, home)
    with _running(home) as url:
        yield url
    shutil.rmtree(home, ignore_errors=True)


def _await_answer(url: str, running: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + UP_WITHIN
    while time.monotonic() < deadline:
        if running.poll() is not None:
            break
        try:
            urllib.request.urlopen(url + "/", timeout=5).close()
        except urllib.error.HTTPError:
            return  # an answer, be it a refusal; the journeys judge it
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the server did not come up:\n{log.read_text(errors='replace')[-4000:]}", pytrace=False)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all journeys."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, headless=True, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[PageMaker]:
    """Makes pages, each in a fresh context (no cookies), with addresses relative to the server."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def remark(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            faults.append(message.text)

    def make(
        *,
        width: int = 1280,
        theme: Literal["light", "dark"] = "light",
        language: Literal["nl", "en"] = "nl",
        javascript: bool = True,
        **more: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=server,
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            locale=LOCALES[language],
            timezone_id="Europe/Amsterdam",
            java_script_enabled=javascript,
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        made = context.new_page()
        made.on("console", remark)
        made.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        return made

    yield make
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="session")
def axe(repository: Path) -> Callable[[Page], None]:
    """Fails on every WCAG 2.2 AA fault axe-core finds on the page as it is now."""
    source = (repository / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")

    def run(page: Page) -> None:
        # Evaluated by the debugger, so our content security policy stays as strict as visitors have it.
        page.evaluate(source)
        found = page.evaluate(
            "tags => axe.run(document, { runOnly: { type: 'tag', values: tags } })",
            WCAG,
        )
        assert found["passes"], "axe checked nothing"
        assert not found["violations"], f"{page.url}\n" + "\n".join(map(_readable, found["violations"]))

    return run


def _readable(violation: dict[str, Any]) -> str:
    lines = [f"{violation['id']} ({violation['impact']}): {violation['help']}"]
    for node in violation["nodes"][:5]:
        lines += [f"    {' '.join(map(str, node['target']))}", f"      {node['html'][:160]}"]
        lines.append(f"      {node['failureSummary']}")
    return "\n".join(lines)


@pytest.fixture(scope="session")
def fits() -> Callable[[Page], None]:
    """Fails when the page is wider than the window."""

    def look(page: Page) -> None:
        wide = page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
        assert wide[0] <= wide[1], f"{page.url} is {wide[0]} px wide in a window of {wide[1]} px"

    return look


@pytest.fixture(scope="session")
def reads() -> Callable[[Page], None]:
    """Fails when headings skip, names say nothing or mean two things, or a table has no name."""
    heard = Path(__file__).with_name("heard.js").read_text(encoding="utf-8")

    def listen(page: Page) -> None:
        faults = page.evaluate(heard)
        assert not faults, f"{page.url}\n" + "\n".join(faults)

    return listen
