"""Looking up a word: from the foot of any page, by search, without script, on paper, for everyone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Error, Page, expect
from tests.journeys.visits import SAMIRA, log_in

PageMaker = Callable[..., Page]
PAGES = [
    "/begrippen",
    "/begrippen?q=ervaring",
    "/begrippen?q=qqzz",
    "/begrippen/activity_kinds#intervision",
    "/begrippen/priority_groups",
    "/begrippen/human_rights",
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_words_are_for_everyone(
    page: PageMaker, axe: Callable[[Page], None], fits: Callable[[Page], None], width: int, theme: str
) -> None:
    opened = page(width=width, theme=theme)
    for address in PAGES:
        answer = opened.goto(address)
        assert answer is None or answer.status == 200, address
        axe(opened)
        fits(opened)


def test_a_word_is_found_on_a_phone_without_script(page: PageMaker) -> None:
    phone = page(width=320, javascript=False)
    phone.goto("/")
    phone.get_by_role("contentinfo").get_by_role("link", name="Begrippen").click()
    phone.get_by_label("Zoek een woord").fill("MOREEL beraad")
    phone.get_by_role("main").get_by_role("button", name="Zoeken").click()
    phone.get_by_role("main").get_by_role("link", name="Moreel beraad").click()
    assert phone.url.endswith("/begrippen/activity_kinds#moral-deliberation")
    term = phone.locator("#moral-deliberation")
    expect(term).to_be_in_viewport()
    expect(term).to_contain_text("wat is goed om te doen en waarom")


def test_the_same_place_can_be_read_in_english(page: PageMaker) -> None:
    screen = page(language="en")
    screen.goto("/begrippen/political_ways")
    expect(screen.get_by_role("heading", level=1)).to_have_text("Ways to politicise")
    expect(screen.get_by_text("We use five ways and one condition.")).to_be_visible()


def test_on_paper_stand_the_words_and_not_the_doors(page: PageMaker) -> None:
    screen = page()
    screen.goto("/begrippen/four_vs")
    screen.emulate_media(media="print")
    expect(screen.get_by_role("heading", name="Verbinden")).to_be_visible()
    expect(screen.get_by_text("hoofdstuk 2").first).to_be_visible()
    expect(screen.locator(".vw-word__anchor").first).to_be_hidden()
    expect(screen.get_by_role("heading", name="Meer over")).to_be_hidden()


def test_a_word_is_looked_up_beside_a_form_and_nothing_typed_is_lost(page: PageMaker) -> None:
    screen = page()
    log_in(screen, SAMIRA)
    screen.goto("/toevoegen")
    screen.get_by_label("Naam").fill("Half getypt")
    with screen.context.expect_page() as opened:
        screen.get_by_role("link", name="Soorten leren en reflectie").locator("visible=true").click()
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text("Soorten leren")
    expect(screen.get_by_label("Naam")).to_have_value("Half getypt")


class Elsewhere(BaseHTTPRequestHandler):
    """Another site, with one empty page."""

    def do_GET(self) -> None:
        """The page."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>elsewhere</title>")

    def log_message(self, *_args: object) -> None:
        """Says nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of a site that is not ours."""
    with ThreadingHTTPServer(("localhost", 0), Elsewhere) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://localhost:{site.server_port}/"
        site.shutdown()


def test_a_script_of_another_site_may_read_the_open_data_and_nothing_else(
    page: PageMaker, server: str, elsewhere: str
) -> None:
    screen = page()
    screen.goto(elsewhere)
    asked = "async address => (await (await fetch(address)).json()).id"
    assert screen.evaluate(asked, f"{server}/begrippen/sdgs.json") == "sdgs"
    with pytest.raises(Error, match="Failed to fetch"):
        screen.evaluate(asked, f"{server}/api/v1/openapi.json")
