"""Three histories become one dossier, a year is recorded and confirmed on a phone, and three portals get what they ask.

What stands in the portals' own forms is not ours to drive: of every value that is copied for them, the two presses of
pasting it are counted at the same pace.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.core.exchange import examples
from tests.journeys.visits import KEY, REACH, SAMIRA, Thumb, log_in

PageMaker = Callable[..., Page]
Look = Callable[[Page], None]
PORTALS = ("skj", "pe-online", "registerplein")
COURSES = ("Werken met de wet", "Veiligheid thuis", "Rouw bij jongeren", "Schulden en stress")
SESSIONS = 6
MOST_MINUTES = 30
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def _told(what: str, thumb: Thumb) -> None:
    print(
        f"\n{what}: {thumb.fields} fields, {thumb.taps} taps, {thumb.letters} letters, {thumb.seconds:.0f} s"
    )


def _register(thumb: Thumb) -> None:
    """A third register beside the two that are there."""
    page = thumb.page
    page.goto("/dossier/nieuw/recognition")
    page.get_by_label("Welke erkenning").select_option(label="Sociaal werker (Registerplein)")
    thumb.fields, thumb.taps = thumb.fields + 1, thumb.taps + 2
    thumb.write(page.get_by_label("Voor het eerst geregistreerd op"), "1-3-2024")
    thumb.write(page.get_by_label("Je huidige periode loopt vanaf"), "1-3-2024")
    thumb.write(page.get_by_label("Tot en met").first, "28-2-2029")
    thumb.tap(page.get_by_role("button", name="Bewaren"))
    page.wait_for_url(lambda url: "/nieuw/" not in url)


def _bring(thumb: Thumb, file: Path) -> str:
    """Brings one file in; what the page then says came of it."""
    page = thumb.page
    page.goto("/portalen/inlezen")
    page.set_input_files("input[name=file]", file)
    thumb.fields, thumb.taps = thumb.fields + 1, thumb.taps + 2
    thumb.tap(page.get_by_role("button", name="Lees", exact=True))
    page.wait_for_url("**/kolommen")
    if page.locator("select[name=accreditor]").count():
        page.select_option("select[name=accreditor]", "skj")
        thumb.fields, thumb.taps = thumb.fields + 1, thumb.taps + 2
    thumb.tap(page.get_by_role("button", name="Bekijk de regels"))
    page.wait_for_url("**/regels")
    rest = page.get_by_label("Ga verder zonder")
    if rest.count():
        thumb.tap(rest)
    thumb.tap(page.get_by_role("button", name="Zet in mijn dossier"))
    page.get_by_role("heading", name="Wat ervan kwam").wait_for()
    return page.locator("main").inner_text()


def _hand_in(thumb: Thumb, portal: str) -> list[str]:
    """Everything this portal still has to get; the values that would be pasted in its form."""
    page = thumb.page
    page.goto(f"/portalen/{portal}")
    values = page.locator(".vw-portals-value").all_inner_texts()
    if not values:
        return values
    with page.expect_download():
        thumb.tap(page.get_by_role("link", name="Alles in één bestand (ZIP)"))
    thumb.tap(page.get_by_role("button", name=re.compile("^(Alle [0-9]+ zijn ingediend|Het is ingediend)")))
    expect(page.get_by_text("als ingediend")).to_be_visible()
    return values


def _copied(thumb: Thumb, portal: str) -> None:
    """Every value is copied with one press and nothing is typed."""
    page = thumb.page
    page.goto(f"/portalen/{portal}")
    thumb.tap(page.locator("[data-copy]").first)
    expect(page.get_by_text("Gekopieerd").first).to_be_visible()


def test_somebody_in_three_registers_types_nothing_a_second_time(
    page: PageMaker, axe: Look, fits: Look, tmp_path: Path
) -> None:
    files = {
        "eerste.csv": examples.plausible_portal_csv(20, seed=41),
        # What the second portal holds is what the first one holds, saved by another program.
        "tweede.csv": examples.plausible_portal_csv(20, seed=41, encoding="utf-8"),
        "derde.xlsx": examples.plausible_workbook(12, seed=42),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "certificaat.png").write_bytes(PIXEL)
    phone = page(width=320, has_touch=True, is_mobile=True, permissions=["clipboard-write"])
    log_in(phone, SAMIRA)

    moving = Thumb(phone)
    _register(moving)
    first, second, third = (_bring(moving, tmp_path / name) for name in files)
    assert "20" in first
    assert "20 stond er al" in second
    assert "toegevoegd" in third
    axe(phone)
    fits(phone)
    for portal in PORTALS:
        _hand_in(moving, portal)
        axe(phone)
        fits(phone)
    _told("moving in: three histories, all of it noted as handed in at three portals", moving)

    year = Thumb(phone)
    for title in COURSES:
        phone.goto("/stand")
        year.tap(phone.get_by_role("link", name="Iets toevoegen").first)
        year.write(phone.get_by_label("Naam"), title)
        year.write(phone.get_by_label("Hoelang"), "6")
        phone.locator("input[type=file]").first.set_input_files(tmp_path / "certificaat.png")
        year.taps += 2
        year.tap(phone.get_by_role("button", name="Bewaren"))
        expect(phone.get_by_text(f"“{title}” is bewaard.")).to_be_visible()
    for _each in range(SESSIONS):
        phone.goto("/samen")
        year.tap(phone.get_by_role("link", name="Bijeenkomst vastleggen"))
        year.tap(phone.get_by_role("button", name="Bewaren"))
        expect(phone.get_by_text("1 van 5 bevestigd")).to_be_visible()
    phone.goto("/stand")
    year.tap(phone.get_by_role("button", name=re.compile("Ja, ik was erbij")).first)
    expect(phone.get_by_text("staat in je dossier.").first).to_be_visible()
    values: list[str] = []
    for portal in PORTALS:
        _copied(year, portal)
        found = _hand_in(year, portal)
        assert len(found) >= len(COURSES), f"{portal} gets what was learned"
        values += found
    # Of each value the press that copies it (some were really given above) and the two that paste it; or else the press
    # on its field and its letters.
    copied = 3 * len(values) * REACH
    typed = len(values) * REACH + sum(map(len, values)) * KEY
    taps = year.taps + 3 * len(values)
    minutes = (year.seconds + copied) / 60
    there, letters = f"{len(values)} values in the portals' own forms", sum(map(len, values))
    print(
        f"\na year in three registers: {year.fields} fields, {year.letters} letters, {taps} taps, {minutes:.1f} minutes"
    )
    print(
        f"of these {copied / 60:.1f} minutes for {there}; typed there: {letters} letters, {typed / 60:.1f} minutes"
    )
    assert year.fields == 2 * len(COURSES)
    assert minutes < MOST_MINUTES
