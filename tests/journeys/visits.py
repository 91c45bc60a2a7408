"""What every journey does: log in as somebody of the demo world, and act at the pace of a person with a phone."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

PASSWORD = "vakwerk-demo"
SAMIRA = "samira"
"""A professional in three registers who lacks some hours of reflection."""
INGEBORG = "ingeborg"
"""An orthopedagogue generalist who is under BIG."""

REACH = 0.7
"""Seconds to see the next thing and to put a thumb on it."""
KEY = 0.15
"""Seconds for one letter on the glass of a phone."""


def log_in(page: Page, name: str) -> None:
    """Log in by the form, as a person does."""
    page.goto("/account/login/")
    page.locator("input[name=login]:not([type=hidden])").fill(f"{name}@example.org")
    page.locator("input[name=password]:not([type=hidden])").fill(PASSWORD)
    page.locator("input[name=password]:not([type=hidden])").press("Enter")
    page.wait_for_url(lambda url: "/account/login" not in url)


@dataclass
class Thumb:
    """A person's thumb: takes its time, and counts what was asked of it."""

    page: Page
    taps: int = 0
    fields: int = 0
    letters: int = 0
    began: float = field(default_factory=time.monotonic)

    def tap(self, target: Locator) -> None:
        """Reach for something and press it."""
        time.sleep(REACH)
        target.tap()
        self.taps += 1

    def write(self, target: Locator, text: str) -> None:
        """Press a field and write in it."""
        self.tap(target)
        target.press_sequentially(text, delay=KEY * 1000)
        self.fields += 1
        self.letters += len(text)

    @property
    def seconds(self) -> float:
        """How long it took so far."""
        return time.monotonic() - self.began
