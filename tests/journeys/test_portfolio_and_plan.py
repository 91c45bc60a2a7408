"""Year's end, and what I want to learn: a portfolio and a plan on a phone, for everyone, and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.visits import SAMIRA, Thumb, log_in

PageMaker = Callable[..., Page]
KEVIN = "kevin"
"""A supported-living worker for whom one register still asks several things."""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_portfolio_and_the_plan_are_for_everyone(
    page: PageMaker, axe: Callable[[Page], None], fits: Callable[[Page], None], width: int, theme: str
) -> None:
    opened = page(width=width, theme=theme)
    log_in(opened, SAMIRA)
    opened.goto("/portfolio/plan")
    plan = opened.url
    for address in (
        "/portfolio",
        "/portfolio?periode=own",
        "/portfolio?periode=this-year&q=bestaatniet",
        "/portfolio/lezen?plan=1",
        plan,
        f"{plan}/doel",
        f"{plan}/terugkijken",
        "/portfolio/plan/nieuw",
    ):
        answer = opened.goto(address)
        assert answer is not None
        assert answer.status in (200, 422), address
        opened.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        opened.wait_for_load_state("networkidle")
        axe(opened)
        fits(opened)


def test_on_paper_there_is_a_title_page_and_no_doors(page: PageMaker) -> None:
    paper = page(width=794)
    log_in(paper, SAMIRA)
    paper.goto("/portfolio/lezen")
    paper.emulate_media(media="print")
    expect(paper.get_by_role("heading", name="Samira Bakkali")).to_be_visible()
    for hidden in (".vw-top-all", ".vw-foot", ".vw-places"):
        expect(paper.locator(hidden)).to_be_hidden()
    title = paper.locator(".vw-portfolio-title")
    assert title.evaluate("one => getComputedStyle(one).breakAfter") == "page"
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper.pdf(format="A4"))) >= 4


def test_a_portfolio_for_one_register_at_the_end_of_the_year(
    page: PageMaker, fits: Callable[[Page], None]
) -> None:
    phone = page(width=320, has_touch=True, is_mobile=True)
    log_in(phone, SAMIRA)
    phone.goto("/dossier")
    thumb = Thumb(phone)
    thumb.tap(phone.get_by_role("link", name="Portfolio"))
    expect(
        phone.get_by_text("Herregistratie jeugd- en gezinsprofessional: 1 september 2022").first
    ).to_be_visible()
    thumb.tap(phone.get_by_role("link", name="Lezen, printen of meenemen"))
    with phone.expect_download() as kept:
        thumb.tap(phone.get_by_role("button", name="Met bestanden (zip)"))
    assert kept.value.suggested_filename.endswith(".zip")
    print(
        f"\nportfolio for one register at 320 px: {thumb.seconds:.1f} s, {thumb.taps} taps, {thumb.fields} fields"
    )
    assert thumb.fields == 0
    fits(phone)


def test_a_plan_is_made_from_what_a_register_still_asks(
    page: PageMaker, axe: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    phone = page(width=320, has_touch=True, is_mobile=True)
    log_in(phone, KEVIN)
    phone.goto("/portfolio")
    thumb = Thumb(phone)
    thumb.tap(phone.get_by_role("link", name="Mijn plan: wat wil ik leren?"))
    thumb.tap(phone.get_by_role("link", name="Plan maken"))
    thumb.tap(phone.get_by_role("button", name="Dit plan maken"))
    offered = phone.get_by_role("button", name="Maak er een doel van")
    expect(offered).to_have_count(3)
    for made in (1, 2, 3):
        thumb.tap(offered.first)
        expect(offered).to_have_count(3 - made)
    expect(phone.locator("section[id^=goal-]")).to_have_count(3)
    print(
        "\na plan from three missing requirements at 320 px: "
        f"{thumb.seconds:.1f} s, {thumb.taps} taps, {thumb.fields} fields"
    )
    assert thumb.fields == 0
    axe(phone)
    fits(phone)


def test_without_script_a_fact_is_tied_and_a_goal_is_written(page: PageMaker) -> None:
    screen = page(width=320, javascript=False)
    log_in(screen, SAMIRA)
    screen.goto("/portfolio?periode=this-year")
    screen.locator("summary").filter(has_text="Praktijk bespreken met anderen").first.click()
    screen.get_by_role("button", name=re.compile(r"^\+ Relationeel")).first.click()
    expect(screen.get_by_text("Hoort nu bij: relationeel.")).to_be_visible()
    screen.get_by_role("button", name=re.compile(r"^✓ Relationeel")).first.click()
    expect(screen.get_by_text("Hoort niet meer bij: relationeel.")).to_be_visible()
    screen.goto("/portfolio/plan")
    screen.get_by_role("link", name="Doel toevoegen").click()
    screen.get_by_label("Wat wil je leren?").fill("Zonder script leren")
    screen.get_by_role("button", name="Bewaren").click()
    expect(screen.get_by_role("heading", name="Zonder script leren")).to_be_visible()
