"""Samira records for five on a phone, Tijn scans the square from her screen, and both dossiers show it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect
from tests.journeys.visits import SAMIRA, Thumb, log_in

PageMaker = Callable[..., Page]
Look = Callable[[Page], None]


def _told(what: str, thumb: Thumb) -> None:
    print(
        f"\n{what}: {thumb.seconds:.1f} s, {thumb.taps} taps, {thumb.fields} fields, {thumb.letters} letters"
    )


def _scanned(phone: Page, place: Path) -> str:
    """What a camera reads in the picture of the screen."""
    phone.locator(".vw-qr").scroll_into_view_if_needed()
    phone.screenshot(path=place)
    found = zxingcpp.read_barcodes(Image.open(place))
    assert found, "no code can be read from the screen"
    return str(found[0].text)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_one_records_for_five_and_another_scans_the_code(
    page: PageMaker, tmp_path: Path, axe: Look, fits: Look, theme: str
) -> None:
    phone = page(width=320, has_touch=True, is_mobile=True, theme=theme)
    log_in(phone, SAMIRA)
    phone.goto("/samen")
    thumb = Thumb(phone)
    thumb.tap(phone.get_by_role("link", name="Bijeenkomst vastleggen"))
    expect(phone.get_by_role("checkbox")).to_have_count(4)
    axe(phone)
    fits(phone)
    thumb.tap(phone.get_by_role("button", name="Bewaren"))
    expect(phone.get_by_text("1 van 5 bevestigd")).to_be_visible()
    _told("record a session of five at 320 px", thumb)
    assert (thumb.taps, thumb.fields) == (2, 0)
    axe(phone)
    fits(phone)
    address = _scanned(phone, tmp_path / "square.png")
    assert phone.locator(".vw-samen-address").inner_text() in address

    other = page(width=320, has_touch=True, is_mobile=True, theme=theme)
    log_in(other, "tijn")
    scan = Thumb(other)
    other.goto(urlsplit(address).path)
    axe(other)
    fits(other)
    scan.tap(other.get_by_role("button", name="Ik was erbij"))
    expect(other.get_by_role("heading", name="Klaar. Je was erbij.")).to_be_visible()
    _told("confirm by scanning at 320 px", scan)
    axe(other)
    fits(other)
    # Her own screen hears of it without being touched.
    expect(phone.get_by_text("2 van 5 bevestigd")).to_be_visible(timeout=10_000)
    for reader in (phone, other):
        reader.goto("/dossier?q=Noord+fictief")
        expect(reader.locator(".vw-timeline li").first).to_contain_text("2 uur")
    phone.goto("/samen")
    phone.get_by_label("Mijn groepen").get_by_role("link", name="Intervisie Noord (fictief)").first.tap()
    phone.wait_for_url("**/samen/groep/**")
    axe(phone)
    fits(phone)


def test_samira_confirms_from_my_standing_with_one_press(page: PageMaker, axe: Look, fits: Look) -> None:
    phone = page(width=320, has_touch=True, is_mobile=True)
    log_in(phone, SAMIRA)
    phone.goto("/stand")
    waiting = phone.locator(".vw-waiting")
    expect(waiting).to_contain_text("Was je erbij: Intervisie Noord (fictief)")
    axe(phone)
    fits(phone)
    thumb = Thumb(phone)
    thumb.tap(waiting.get_by_role("button", name=re.compile("Ja, ik was erbij")).first)
    expect(phone.get_by_text("staat in je dossier.").first).to_be_visible()
    _told("confirm from My standing at 320 px", thumb)
    assert (thumb.taps, thumb.fields) == (1, 0)


def test_without_script_all_of_it_works_too(page: PageMaker, axe: Look, fits: Look) -> None:
    screen = page(width=320, javascript=False)
    log_in(screen, "kevin")
    screen.goto("/samen/nieuw?groep=geen")
    screen.get_by_label("Hoelang").fill("1:30")
    screen.get_by_role("button", name="Bewaren").click()
    expect(screen.get_by_text("1 van 1 bevestigd")).to_be_visible()
    expect(screen.locator(".vw-qr")).to_be_visible()
    screen.get_by_role("button", name="Ongedaan maken").click()
    expect(screen.get_by_text("Teruggenomen.")).to_be_visible()
    screen.get_by_role("link", name="Nieuwe groep").click()
    screen.get_by_label("Naam van de groep").fill("Groep zonder script")
    screen.get_by_role("button", name="Bewaren").click()
    screen.get_by_role("button", name="Maak een link").click()
    expect(screen.locator(".vw-samen-address")).to_contain_text("/samen/uitnodiging/")
    screen.goto("/samen/agenda")
    screen.get_by_role("button", name="Maak mijn adres").click()
    expect(screen.locator(".vw-samen-address")).to_contain_text(".ics")


@pytest.mark.parametrize("address", ["/samen", "/samen/nieuw", "/samen/groep/nieuw", "/samen/agenda"])
def test_the_pages_are_for_everyone(page: PageMaker, axe: Look, fits: Look, address: str) -> None:
    for width, theme in ((320, "dark"), (1280, "light")):
        screen = page(width=width, theme=theme)
        log_in(screen, SAMIRA)
        screen.goto(address)
        axe(screen)
        fits(screen)
