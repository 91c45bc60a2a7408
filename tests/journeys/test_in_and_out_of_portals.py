"""Three histories in three files become one dossier without doubles, and one register gets what it asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.core.exchange import examples
from tests.journeys.visits import INGEBORG, SAMIRA, Thumb, log_in


def _send(thumb: Thumb, file: Path) -> None:
    thumb.page.goto("/portalen/inlezen")
    thumb.page.set_input_files("input[name=file]", file)
    thumb.fields += 1
    thumb.taps += 2  # the field, and the file in the window of the system
    thumb.tap(thumb.page.get_by_role("button", name="Lees", exact=True))
    thumb.page.wait_for_url("**/kolommen")


def _bring(thumb: Thumb, file: Path, *, numbers_of: str = "") -> None:
    page = thumb.page
    _send(thumb, file)
    if numbers_of:
        page.select_option("select[name=accreditor]", numbers_of)
        thumb.fields, thumb.taps = thumb.fields + 1, thumb.taps + 2
    thumb.tap(page.get_by_role("button", name="Bekijk de regels"))
    page.wait_for_url("**/regels")
    thumb.tap(page.get_by_role("button", name="Zet in mijn dossier"))
    page.get_by_role("heading", name="Wat ervan kwam").wait_for()


def _told(what: str, thumb: Thumb) -> None:
    print(f"{what}: {thumb.fields} fields, {thumb.taps} taps, {thumb.letters} letters, {thumb.seconds:.0f} s")


@pytest.mark.parametrize(
    ("width", "theme", "who", "portal"),
    [(320, "dark", SAMIRA, "skj"), (1280, "light", INGEBORG, "ander")],
)
def test_three_files_become_one_dossier_and_one_register_gets_what_it_asks(
    page: Any, axe: Any, fits: Any, tmp_path: Path, width: int, theme: str, who: str, portal: str
) -> None:
    seed = width
    (tmp_path / "portaal.csv").write_bytes(examples.plausible_portal_csv(40, seed=seed))
    (tmp_path / "nog-een-keer.csv").write_bytes(
        examples.plausible_portal_csv(40, seed=seed, encoding="utf-8")
    )
    (tmp_path / "scholing.xlsx").write_bytes(examples.plausible_workbook(12, seed=seed + 1))
    (tmp_path / "agenda.ics").write_bytes(examples.calendar())
    visit = page(width=width, theme=theme, has_touch=True, permissions=["clipboard-write"])
    log_in(visit, who)

    def judge() -> None:
        axe(visit)
        fits(visit)

    visit.goto("/portalen")
    judge()
    visit.goto("/portalen/inlezen")
    judge()

    # A file whose layout is new: one question only.
    thumb = Thumb(visit)
    _send(thumb, tmp_path / "portaal.csv")
    judge()
    visit.go_back()
    thumb = Thumb(visit)
    _bring(thumb, tmp_path / "portaal.csv", numbers_of="registerplein")
    judge()
    _told(f"Importing 40 lines, layout new ({width} px)", thumb)

    # The same list from elsewhere adds nothing.
    thumb = Thumb(visit)
    _bring(thumb, tmp_path / "nog-een-keer.csv")
    assert visit.get_by_text("40 stond er al").count() == 1
    _told(f"The same layout a second time ({width} px)", thumb)

    # A workbook, of which two sheets: the one with the activities was chosen.
    _send(thumb, tmp_path / "scholing.xlsx")
    assert visit.get_by_role("button", name="Bekijk de regels").count() == 1
    visit.get_by_role("button", name="Bekijk de regels").click()
    visit.wait_for_url("**/regels")
    judge()
    rest = visit.get_by_label("Ga verder zonder")
    if rest.count():
        rest.check()
    visit.get_by_role("button", name="Zet in mijn dossier").click()
    visit.get_by_text("toegevoegd").or_(visit.get_by_text("zijn klaar. De regels")).first.wait_for()

    # From a calendar only what is ticked.
    _send(thumb, tmp_path / "agenda.ics")
    visit.get_by_role("button", name="Bekijk de regels").click()
    visit.wait_for_url("**/regels")
    assert visit.get_by_text("Uit een agenda komt alleen wat je aanvinkt.").count() == 1
    judge()

    # Ten activities for a second register.
    thumb = Thumb(visit)
    visit.goto(f"/portalen/{portal}")
    judge()
    before = visit.locator(".vw-portals-item").count()
    assert before > 0
    first = visit.locator("[data-copy]").first
    thumb.tap(first)
    visit.get_by_text("Gekopieerd").wait_for()
    for item in visit.locator(".vw-portals-item input[type=checkbox]").all()[:10]:
        thumb.tap(item)
    with visit.expect_download() as package:
        thumb.tap(visit.get_by_role("link", name="Alles in één bestand (ZIP)"))
    assert package.value.suggested_filename.startswith(f"{portal}-")
    thumb.tap(visit.get_by_role("button", name="Wat ik aanvinkte, is ingediend"))
    visit.get_by_text("als ingediend").wait_for()
    assert visit.locator(".vw-portals-item").count() == max(0, before - 10)
    judge()
    _told(f"Handing in {min(10, before)} activities ({width} px)", thumb)
