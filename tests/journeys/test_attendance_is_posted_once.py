"""A provider pastes a list once; the professional has it without typing, and may say that it is not right."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.visits import SAMIRA, Thumb, log_in

PageMaker = Callable[..., Page]
PROVIDER = "aanbieder"
PASTE = 0.5
"""Seconds to paste from another window."""


def people_of_the_register(page: Page, wanted: int) -> list[tuple[str, str]]:
    """Number and name of people in the public register, as a provider would get them from the participants."""
    found: dict[str, str] = {}
    for part in ("van", "de", "el", "an", "ma"):
        page.goto("/register")
        page.get_by_label("Naam of registratienummer").fill(part)
        page.get_by_role("main").get_by_role("button").click()
        for item in page.get_by_role("main").get_by_role("listitem").all():
            number = re.search(r"VW-\d+-\d", item.inner_text())
            if number is not None:
                found[number.group()] = item.get_by_role("link").inner_text()
        if len(found) >= wanted:
            break
    assert len(found) >= wanted
    return list(found.items())[:wanted]


def samiras_number(page: Page) -> str:
    page.goto("/register")
    page.get_by_label("Naam of registratienummer").fill("samira bakkali")
    page.get_by_role("main").get_by_role("button").click()
    number = re.search(r"VW-\d+-\d", page.get_by_role("main").get_by_role("listitem").first.inner_text())
    assert number is not None
    return number.group()


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (320, "dark")])
def test_eight_lines_six_posted_two_on_the_worklist_and_an_objection_answered(
    page: PageMaker, axe: Callable[[Page], None], fits: Callable[[Page], None], width: int, theme: str
) -> None:
    anybody = page()
    known = people_of_the_register(anybody, 6)
    samira = samiras_number(anybody)
    people = [(samira, "S. Bakkali"), *[one for one in known if one[0] != samira]][:6]
    wrong = [("fictief-999999", "Jan Onbekend"), (known[-1][0], "Kwaaitaal")]
    text = "\n".join(f"{name}; {number}" for number, name in [*people, *wrong])

    def judge(shown: Page) -> None:
        axe(shown)
        fits(shown)

    provider = page(width=width, theme=theme)
    log_in(provider, PROVIDER)
    provider.goto("/aanwezigheid/aanbod")
    judge(provider)
    provider.get_by_role("link", name=re.compile("Lijst doorgeven.*Motiverende")).click()
    judge(provider)
    provider.get_by_label("Wie deden er mee").fill(text)
    provider.locator("details summary").filter(has_text="Meer").last.click()
    provider.get_by_label("Uitvoering of groep").fill(f"Journey {width}")
    # Another edition of the same course: another day, so that nobody has it already.
    day = time.strftime("%d-%m-%Y", time.localtime(time.time() - 86_400 * (10 if width == 320 else 20)))
    provider.get_by_label("Laatste dag", exact=True).fill(day)
    provider.get_by_role("button", name="Lijst nakijken").click()
    judge(provider)
    provider.get_by_role("button", name="8 deelnemers doorgeven").click()
    expect(provider.get_by_role("status")).to_contain_text("6 deelnemers hebben het in hun dossier")
    expect(provider.get_by_role("status")).to_contain_text("Bij 2 regels is niemand gevonden")
    judge(provider)

    own = page(width=width, theme=theme)
    log_in(own, SAMIRA)
    new = own.locator("li", has_text="gaf door dat je ‘Motiverende gespreksvoering: verdieping’").first
    expect(new).to_be_visible()
    judge(own)
    new.get_by_role("link").click()
    judge(own)
    own.get_by_role("link", name="Er klopt iets niet").click()
    own.get_by_label("Ik was er niet").check()
    judge(own)
    own.get_by_role("button", name="Bezwaar versturen").click()
    expect(own.get_by_role("heading", level=1)).to_contain_text("Je maakte bezwaar")
    judge(own)

    provider.goto("/aanwezigheid/werklijst")
    judge(provider)
    expect(provider.get_by_role("main")).to_contain_text("Jan Onbekend")
    expect(provider.get_by_role("main")).to_contain_text("Kwaaitaal")
    provider.get_by_role("link", name="Bezwaar van S. Bakkali").click()
    judge(provider)
    provider.get_by_label("Volgens ons klopt het").check()
    provider.get_by_label(re.compile("^Waarom")).fill("U stond op de presentielijst.")
    provider.get_by_role("button", name="Antwoorden").click()
    judge(provider)

    own.goto("/stand")
    own.locator("li", has_text="Jij beslist").get_by_role("link").click()
    expect(own.get_by_role("main")).to_contain_text("U stond op de presentielijst.")
    judge(own)
    own.get_by_role("button", name="Eruit laten").click()
    expect(own.get_by_role("heading", level=1)).to_contain_text("telt niet meer mee")
    own.goto("/aanwezigheid/van-mij")
    judge(own)


def test_what_posting_twenty_people_costs_and_what_it_asks_of_them(page: PageMaker) -> None:
    anybody = page()
    text = "\n".join(f"{number}\t{name}" for number, name in people_of_the_register(anybody, 20))
    phone = page(width=390, has_touch=True)
    log_in(phone, PROVIDER)
    phone.goto("/stand")
    thumb = Thumb(phone)
    thumb.tap(phone.locator("summary", has_text="Pim"))
    thumb.tap(phone.get_by_role("link", name="Aanwezigheid doorgeven"))
    thumb.tap(phone.get_by_role("link", name=re.compile("Lijst doorgeven.*Rouw en verlies")))
    thumb.tap(phone.get_by_label("Wie deden er mee"))
    time.sleep(PASTE)
    phone.get_by_label("Wie deden er mee").fill(text)
    thumb.fields += 1
    thumb.tap(phone.get_by_role("button", name="Lijst nakijken"))
    thumb.tap(phone.get_by_role("button", name="20 deelnemers doorgeven"))
    expect(phone.get_by_role("status")).to_contain_text("20 deelnemers hebben het in hun dossier")
    print(
        f"posting 20 people: {thumb.fields} field, {thumb.taps} taps, {thumb.seconds:.0f} seconds; "
        "of each of them: 0 fields, 0 taps"
    )
    assert (thumb.fields, thumb.taps) == (1, 6)
    assert thumb.seconds < 60
