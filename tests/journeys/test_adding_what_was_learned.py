"""Adding something: on a phone in seconds, without script, by keyboard alone, and with its effect before it is kept."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.visits import INGEBORG, SAMIRA, Thumb, log_in

PageMaker = Callable[..., Page]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
MOST_SECONDS = 20


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo of a certificate."""
    place = tmp_path / "certificaat.png"
    place.write_bytes(PIXEL)
    return place


def test_a_course_is_added_on_a_phone_within_twenty_seconds(
    page: PageMaker, photo: Path, axe: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    phone = page(width=320, has_touch=True, is_mobile=True)
    log_in(phone, SAMIRA)
    thumb = Thumb(phone)
    thumb.tap(phone.get_by_role("link", name="Iets toevoegen").first)
    thumb.write(phone.get_by_label("Naam"), "Meldcode")
    thumb.write(phone.get_by_label("Hoelang"), "3")
    phone.locator("input[type=file]").first.set_input_files(photo)
    thumb.taps += 2  # the field, and the picture in the phone's own window
    expect(phone.locator("#effect")).to_contain_text("3 uur")
    thumb.tap(phone.get_by_role("button", name="Bewaren"))
    expect(phone.get_by_text("“Meldcode” is bewaard.")).to_be_visible()
    took = thumb.seconds
    print(
        f"\nquick add at 320 px: {took:.1f} s, {thumb.taps} taps, {thumb.fields} fields, {thumb.letters} letters"
    )
    assert took < MOST_SECONDS
    axe(phone)
    fits(phone)
    phone.get_by_role("button", name="Ongedaan maken").tap()
    expect(phone.get_by_text("Teruggenomen.")).to_be_visible()


def test_the_effect_follows_the_choice_while_one_types(page: PageMaker) -> None:
    screen = page()
    log_in(screen, SAMIRA)
    screen.goto("/toevoegen")
    expect(screen.get_by_role("button", name="Bekijk wat het doet")).to_have_count(0)
    screen.get_by_label("Hoelang").fill("2")
    screen.get_by_role("radio", name="Intervisie").check()
    expect(screen.locator("#effect")).to_contain_text("Reflectie: daarna nog")
    screen.get_by_role("radio", name="Anders").check()
    screen.get_by_label("Wat dan").select_option("self-reflection")
    expect(screen.locator("#effect")).to_contain_text("zelfreflectie is uitgesloten")
    screen.get_by_role("radio", name="Werk").check()
    expect(screen.get_by_label("Je werk")).to_be_visible()
    expect(screen.get_by_label("Naam")).to_be_hidden()


def test_without_script_the_effect_is_shown_and_the_course_is_kept(page: PageMaker) -> None:
    screen = page(width=320, javascript=False)
    log_in(screen, SAMIRA)
    screen.goto("/toevoegen")
    screen.get_by_label("Naam").fill("Zonder script")
    screen.get_by_label("Hoelang").fill("3 uur")
    screen.get_by_role("button", name="Bekijk wat het doet").click()
    expect(screen.locator("#effect")).to_contain_text("3 uur")
    expect(screen.get_by_label("Naam")).to_have_value("Zonder script")
    expect(screen.get_by_label("Hoelang")).to_have_value("3 uur")
    screen.get_by_role("button", name="Bewaren").click()
    expect(screen.get_by_text("“Zonder script” is bewaard.")).to_be_visible()
    screen.get_by_role("button", name="Ongedaan maken").click()


def test_a_session_is_added_with_the_keyboard_alone(page: PageMaker) -> None:
    screen = page()
    log_in(screen, SAMIRA)
    screen.goto("/toevoegen")
    for _ in range(10):
        screen.keyboard.press("Tab")
        if screen.evaluate("document.activeElement.name") == "what":
            break
    screen.keyboard.press("ArrowRight")
    assert screen.evaluate("document.activeElement.value") == "intervision"
    screen.keyboard.press("Tab")
    screen.keyboard.type("Met de toetsen")
    screen.keyboard.press("Tab")
    screen.keyboard.press("Tab")
    screen.keyboard.type("1:30")
    screen.keyboard.press("Enter")
    screen.wait_for_url("**/stand?*")
    expect(screen.get_by_text("“Met de toetsen” is bewaard.")).to_be_visible()
    screen.get_by_role("button", name="Ongedaan maken").press("Enter")
    expect(screen.get_by_text("Teruggenomen.")).to_be_visible()


def test_a_fault_takes_the_reader_to_it_and_loses_nothing(
    page: PageMaker, axe: Callable[[Page], None]
) -> None:
    screen = page(width=320)
    log_in(screen, SAMIRA)
    screen.goto("/toevoegen")
    screen.get_by_label("Hoelang").fill("driehonderd")
    screen.get_by_role("button", name="Bewaren").click()
    expect(screen.get_by_role("alert")).to_be_focused()
    expect(screen.get_by_role("alert")).to_contain_text("Naam")
    expect(screen.get_by_label("Hoelang")).to_have_value("driehonderd")
    axe(screen)


def test_leave_shows_its_effect_under_big_and_elsewhere_before_it_is_kept(
    page: PageMaker, axe: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    phone = page(width=320)
    log_in(phone, INGEBORG)
    phone.goto("/toevoegen")
    phone.get_by_role("radio", name="Verlof").check()
    phone.get_by_label("Wat is het").select_option("parental-leave")
    phone.get_by_label("Eerste dag").locator("visible=true").fill("1-6-2026")
    phone.get_by_label("Laatste dag").locator("visible=true").fill("1-9-2026")
    effect = phone.locator("#effect")
    expect(effect).to_contain_text("BIG")
    expect(effect).to_contain_text("Je einddatum blijft")
    expect(effect).to_contain_text(", wordt ")
    axe(phone)
    fits(phone)
    phone.goto("/dossier?kind=absence")
    expect(phone.get_by_text("1 juni 2026")).to_have_count(0)
