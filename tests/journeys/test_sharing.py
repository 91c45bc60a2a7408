"""Samira shares with her employer for a month; he sees that and no more; she stops it; the looks stand on her page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.apps.dossier.files import pdf
from tests.journeys.visits import SAMIRA, Thumb, log_in

PageMaker = Callable[..., Page]
Judge = Callable[[Page], None]


def test_samira_shares_with_her_employer_and_stops_it(
    page: PageMaker, axe: Judge, fits: Judge, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    phone = page(width=320, has_touch=True)
    log_in(phone, SAMIRA)
    file = tmp_path / "bewijs.pdf"
    file.write_bytes(pdf())
    phone.goto("/dossier?kind=activity")
    phone.locator(".vw-timeline a").first.click()
    fact = phone.url
    phone.set_input_files("input[type=file]", str(file))
    phone.get_by_role("button", name="toevoegen").first.click()
    evidence = phone.get_by_role("link", name="bewijs.pdf").first.get_attribute("href")
    assert evidence is not None

    phone.goto("/delen")
    axe(phone)
    fits(phone)
    thumb = Thumb(phone)
    thumb.tap(phone.get_by_role("link", name="Voor het werk"))
    phone.get_by_label("Wijkteam Proefstad (fictief)").wait_for()
    thumb.tap(phone.get_by_label("Wijkteam Proefstad (fictief)"))
    thumb.tap(phone.get_by_role("button", name="Deel", exact=True))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Je deelt met Wijkteam Proefstad")
    with capsys.disabled():
        print(f"\nsharing: {thumb.fields} fields typed, {thumb.taps} taps, {thumb.seconds:.1f} s")
    assert thumb.taps <= 3
    axe(phone)
    fits(phone)
    shared = phone.url
    phone.get_by_role("link", name="Bekijk wat ze zien").click()
    expect(phone.get_by_role("main")).to_contain_text("Precies dit ziet")
    fits(phone)

    desk = page(width=1280)
    log_in(desk, "werkgever")
    desk.goto("/gedeeld-met-mij")
    axe(desk)
    fits(desk)
    desk.get_by_role("link", name="Samira Bakkali").first.click()
    expect(desk.get_by_role("main")).to_contain_text("Herregistratie")
    axe(desk)
    fits(desk)
    theirs = desk.url
    number = theirs.rsplit("/", 1)[1]
    key = evidence.rsplit("/", 1)[1]
    for address in (evidence, f"/gedeeld-met-mij/{number}/bestanden/{key}"):
        assert desk.request.get(address).status == 404, "a file that was not shared"
    assert desk.request.get(fact).status == 404
    with desk.expect_download() as started:
        desk.goto("/gedeeld-met-mij")
        desk.get_by_role("link", name="als tabel").click()
    assert "Samira Bakkali" in started.value.path().read_text(encoding="utf-8-sig")

    # The demo world has a share of hers already: both end.
    phone.goto("/delen")
    while phone.locator("main table a").count():
        phone.locator("main table a").first.click()
        phone.get_by_role("button", name="Stop nu").click()
        expect(phone.get_by_role("status")).to_contain_text("Gestopt")
        phone.goto("/delen")
    expect(phone.get_by_role("main")).to_contain_text("Je deelt nu niets")
    assert desk.goto(theirs).status == 403  # type: ignore[union-attr]
    desk.goto("/gedeeld-met-mij")
    expect(desk.get_by_role("main")).not_to_contain_text("Samira")
    phone.goto("/wie-keek-mee")
    expect(phone.get_by_role("main")).to_contain_text("Jamal Boateng")
    expect(phone.get_by_role("main")).to_contain_text("als je werkgever, omdat je het deelde")
    phone.goto(shared)
    axe(phone)
    fits(phone)


ROOMS = {
    SAMIRA: [
        "/delen",
        "/delen/nieuw/employment",
        "/delen/nieuw/assessment",
        "/delen/nieuw/other",
        "/mijn-gegevens",
    ],
    "kevin": ["/delen"],
    "werkgever": ["/gedeeld-met-mij", "/gedeeld-met-mij/vragen"],
    "mentor": ["/gedeeld-met-mij"],
    "registrator": ["/correcties"],
}


@pytest.mark.parametrize(("width", "theme"), [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")])
@pytest.mark.parametrize("name", ROOMS)
def test_pages_of_sharing_are_for_everyone(
    page: PageMaker, axe: Judge, fits: Judge, name: str, width: int, theme: str
) -> None:
    opened = page(width=width, theme=theme)
    log_in(opened, name)
    for address in ROOMS[name]:
        answer = opened.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        opened.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        axe(opened)
        fits(opened)


def test_kevin_decides_with_one_tap_on_what_is_asked_of_him(page: PageMaker, axe: Judge, fits: Judge) -> None:
    phone = page(width=320)
    log_in(phone, "kevin")
    phone.get_by_role("link", name="Beslis").click()
    axe(phone)
    fits(phone)
    expect(phone.get_by_role("main")).to_contain_text("jaarplan")
    phone.get_by_role("button", name="Deel dit").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Je deelt met Wijkteam Proefstad")


def test_to_be_erased_one_proves_who_one_is_and_may_change_ones_mind(
    page: PageMaker, axe: Judge, fits: Judge
) -> None:
    phone = page(width=320)
    log_in(phone, "naomi")
    phone.goto("/mijn-gegevens")
    phone.get_by_role("link", name="Zie wat weggaat").click()
    expect(phone.locator("input[type=password]")).to_be_visible()
    phone.locator("input[type=password]").fill("vakwerk-demo")
    phone.locator("input[type=password]").press("Enter")
    axe(phone)
    fits(phone)
    phone.get_by_label("Typ het woord").fill("wissen")
    phone.get_by_role("button", name="Wis alles").click()
    expect(phone.get_by_role("main")).to_contain_text("wordt alles over jou gewist")
    axe(phone)
    phone.get_by_role("button", name="Niet wissen").click()
    expect(phone.get_by_role("main")).not_to_contain_text("wordt alles over jou gewist")
