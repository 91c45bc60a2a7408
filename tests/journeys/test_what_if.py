"""Somebody of an association, who never saw a command line, tries a norm before the vote: count, move, read, share."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.visits import Thumb, log_in

NORM = "/wat-als/skj-jeugd-en-gezinsprofessional"
COUNTED_WITHIN = 60_000
"""Milliseconds; the worker may have the work of the day to do first."""

Judge = Callable[[Page], None]


@pytest.fixture
def judged(axe: Judge, fits: Judge, reads: Judge) -> Judge:
    """Fails when the page as it is now is not for everyone."""

    def judge(page: Page) -> None:
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        axe(page)
        fits(page)
        reads(page)

    return judge


def count(page: Page) -> None:
    page.goto(NORM)
    button = page.get_by_role("button", name="Tel nu")
    if button.count():
        button.click()
    expect(page.locator("#uitkomst")).to_be_visible(timeout=COUNTED_WITHIN)


def test_a_norm_is_tried_before_the_vote(page: Callable[..., Page], judged: Judge) -> None:
    opened = page(width=320, has_touch=True, permissions=["clipboard-read", "clipboard-write"])
    log_in(opened, "vereniging")
    thumb = Thumb(opened)
    thumb.tap(opened.locator(".vw-account summary"))
    thumb.tap(opened.get_by_role("link", name="Wat als de norm verandert?"))
    expect(opened.get_by_role("heading", level=1, name="Wat als de norm verandert?")).to_be_visible()
    judged(opened)
    thumb.tap(opened.get_by_role("link", name="Herregistratie jeugd- en gezinsprofessional"))
    expect(opened.get_by_role("heading", name="Nog niet geteld")).to_be_visible()
    judged(opened)
    thumb.tap(opened.get_by_role("button", name="Tel nu"))
    expect(opened.locator("#uitkomst")).to_be_visible(timeout=COUNTED_WITHIN)
    expect(opened.locator("#antwoord")).to_contain_text("mensen de norm")
    judged(opened)
    before = opened.locator("#uitkomst table").inner_text()

    slider = opened.get_by_label("Reflectie: ten minste")
    slider.focus()
    for _step in range(4):
        opened.keyboard.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") == "40 uur", "heard before the server has answered"
    expect(opened.locator("#antwoord")).to_contain_text(re.compile(r"halen het dan wel|maakt voor niemand"))
    expect(opened).to_have_url(re.compile(r"reflection\.at_least=2400"))
    expect(opened.locator("#uitkomst table")).not_to_have_text(before)
    assert opened.evaluate("document.activeElement.name") == "reflection.at_least", "the focus stays"
    judged(opened)

    answer = opened.locator("#antwoord").inner_text()
    table = opened.locator("#uitkomst table").inner_text()
    thumb.tap(opened.get_by_role("button", name="Kopieer de link"))
    link = opened.evaluate("navigator.clipboard.readText()")
    assert link.endswith(f"{NORM}?reflection.at_least=2400")
    print(f"\ntry a norm on a phone: {thumb.taps} taps, 4 keys, {thumb.seconds:.0f} s, the count included")

    other = page(width=1280)
    log_in(other, "beleid")
    other.goto(link)
    assert other.locator("#antwoord").inner_text() == answer
    assert other.locator("#uitkomst table").inner_text().split() == table.split()
    judged(other)


def test_without_a_script_it_is_a_form(page: Callable[..., Page]) -> None:
    prepared = page()
    log_in(prepared, "registrator")
    count(prepared)
    opened = page(javascript=False)
    log_in(opened, "registrator")
    opened.goto(NORM)
    opened.get_by_label("In de tabel per").select_option("profession")
    opened.get_by_label("iedereen in het register, alsof ze eronder vielen").check()
    opened.get_by_role("button", name="Tonen").click()
    expect(opened).to_have_url(re.compile(r"wie=alle.*per=profession"))
    expect(opened.locator("#uitkomst table")).to_contain_text("Sociaal werker")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_state_of_it_is_for_everyone(
    page: Callable[..., Page], judged: Judge, width: int, theme: str
) -> None:
    opened = page(width=width, theme=theme)
    log_in(opened, "vereniging")
    count(opened)
    for asked in ("", "?work.level=mbo-4&wie=alle&per=region", "?reflection.at_least=x&reflection.at_most=3"):
        opened.goto(NORM + asked)
        judged(opened)


def test_who_may_not_is_told_so(page: Callable[..., Page]) -> None:
    opened = page()
    log_in(opened, "samira")
    answer = opened.goto("/wat-als")
    assert answer is not None
    assert answer.status == 403
