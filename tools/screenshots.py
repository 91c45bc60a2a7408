"""The screenshots in the README, made anew (``make shots``): a server of its own, the demo world, one browser."""

from __future__ import annotations

import http
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs/images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
UP_WITHIN = 240.0  # seconds, the demo world included
WHO, PASSWORD = "samira@example.org", "vakwerk-demo"
ASSOCIATION = "vereniging@example.org"
SCENARIO = "/wat-als/brede-registratie?learning.at_least=72+hours"


def main() -> int:
    """Make every picture; 0 when all are there."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        sys.exit("No Chromium found (Debian/Ubuntu: apt install chromium).")
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="vakwerk-shots-") as home, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = {key: value for key, value in os.environ.items() if not key.startswith("VAKWERK_")}
        environment |= {
            "VAKWERK_HOME": home,
            "VAKWERK_PORT": str(port),
            "VAKWERK_DEMO": "1",
            "DATABASE_URL": "",
        }
        running = subprocess.Popen([sys.executable, "-m", "vakwerk.site.serve"], env=environment)
        try:
            base = f"http://localhost:{port}"
            _await(port, running)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
                _take(browser, base)
                _take_what_if(browser, base)
                browser.close()
        finally:
            running.terminate()
            running.wait(30)
    return 0


def _await(port: int, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + UP_WITHIN
    while time.monotonic() < deadline and running.poll() is None:
        try:
            asked = http.client.HTTPConnection("localhost", port, timeout=5)
            asked.request("GET", "/gezond")
            if asked.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.3)
    sys.exit("The server did not come up.")


def _take(browser: Browser, base: str) -> None:
    for width, height, theme, pages in (
        (1280, 900, "light", ("stand", "register", "portfolio", "delen")),
        (360, 780, "light", ("stand-phone", "toevoegen-phone", "samen-phone", "portalen-phone")),
        (1280, 900, "dark", ("stand-dark",)),
    ):
        context = browser.new_context(
            base_url=base,
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            reduced_motion="reduce",
            device_scale_factor=2 if width < 500 else 1,
        )
        page = context.new_page()
        _log_in(page)
        for name in pages:
            room = name.split("-")[0]
            page.goto(f"/{room}")
            if room == "toevoegen":
                page.get_by_label("Naam").fill("Werken met de meldcode")
                page.get_by_label("Hoelang").fill("3 uur")
                page.wait_for_timeout(1500)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=str(TARGET / f"{name}.png"))
            print(f"docs/images/{name}.png")
        context.close()


def _take_what_if(browser: Browser, base: str) -> None:
    """The page of an association, once the norm was counted."""
    for name, width, height in (("wat-als", 1280, 1180), ("wat-als-phone", 360, 780)):
        context = browser.new_context(
            base_url=base,
            viewport={"width": width, "height": height},
            color_scheme="light",
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            reduced_motion="reduce",
        )
        page = context.new_page()
        _log_in(page, ASSOCIATION)
        page.goto(SCENARIO)
        count = page.get_by_role("button", name="Tel nu")
        if count.count():
            count.click()
            page.wait_for_selector("input[type=range]", timeout=120_000)
            page.goto(SCENARIO)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=str(TARGET / f"{name}.png"))
        print(f"docs/images/{name}.png")
        context.close()


def _log_in(page: Page, who: str = WHO) -> None:
    page.goto("/account/login/")
    page.locator("input[name=login]:not([type=hidden])").fill(who)
    page.locator("input[name=password]:not([type=hidden])").fill(PASSWORD)
    page.locator("input[name=password]:not([type=hidden])").press("Enter")
    page.wait_for_url(lambda address: "/account/login" not in address)


if __name__ == "__main__":
    sys.exit(main())
