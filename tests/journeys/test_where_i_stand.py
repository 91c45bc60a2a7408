"""Where do I stand: the answer, the reason at the fact, both languages, and what anybody may see."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.journeys.visits import SAMIRA, log_in

PageMaker = Callable[..., Page]


def test_who_logs_in_reads_the_answer_first_and_finds_the_reason_at_the_fact(page: PageMaker) -> None:
    phone = page(width=320)
    log_in(phone, SAMIRA)
    heading = phone.get_by_role("heading", level=1)
    expect(heading).to_contain_text("reflectie")
    top = heading.bounding_box()
    assert top is not None
    assert top["y"] + top["height"] < 900, "the answer stands on the first screen"
    card = phone.locator("#skj-jeugd-en-gezinsprofessional")
    refused = card.locator("details[open] li", has_text="Telt niet").first
    expect(refused).to_be_visible()
    card.get_by_role("link", name="Alles over deze norm").click()
    expect(phone.get_by_role("heading", name="Elk feit, met elke reden")).to_be_visible()
    with phone.expect_download() as started:
        phone.get_by_role("link", name="om na te rekenen").click()
    receipt = json.loads(started.value.path().read_text(encoding="utf-8"))
    assert receipt["norm"] == "skj-jeugd-en-gezinsprofessional"


def test_the_language_changes_on_the_page_where_one_is(page: PageMaker) -> None:
    screen = page()
    log_in(screen, SAMIRA)
    screen.get_by_role("button", name="English").click()
    expect(screen.get_by_role("heading", level=1)).to_contain_text("hours")
    assert "/stand" in screen.url
    assert screen.locator("html").get_attribute("lang") == "en"
    screen.get_by_role("button", name="Nederlands").click()
    expect(screen.get_by_role("heading", level=1)).to_contain_text("uur")


def test_on_paper_everything_that_was_folded_is_open(page: PageMaker) -> None:
    screen = page()
    log_in(screen, SAMIRA)
    folded = screen.locator("#skj-jeugd-en-gezinsprofessional details:not([open]) li").first
    expect(folded).to_be_hidden()
    screen.emulate_media(media="print")
    expect(folded).to_be_visible()
    expect(screen.get_by_role("link", name="Iets toevoegen").first).to_be_hidden()


def test_the_search_on_the_first_page_finds_somebody_with_a_slip_in_the_name(page: PageMaker) -> None:
    screen = page(width=1280)
    screen.goto("/")
    screen.get_by_label("Naam of registratienummer").fill("samira bakali")
    screen.get_by_role("main").get_by_role("button").click()
    expect(screen.get_by_role("main").get_by_role("link", name="Samira Bakkali")).to_be_visible()


def test_anybody_looks_up_a_professional_without_an_account(
    page: PageMaker, axe: Callable[[Page], None]
) -> None:
    phone = page(width=320)
    phone.goto("/register")
    phone.get_by_label("Naam of registratienummer").fill("van den")
    phone.get_by_role("main").get_by_role("button").click()
    expect(phone.get_by_role("main").get_by_role("listitem").first).to_be_visible()
    axe(phone)
    phone.get_by_role("main").get_by_role("listitem").first.get_by_role("link").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("is geregistreerd tot")
    axe(phone)
