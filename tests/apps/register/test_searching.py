"""The public finds whom it looks for, however the name is written, and nobody it should not find."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.apps.register.conftest import TODAY, make_person, register

from vakwerk.apps.register import actions, queries
from vakwerk.apps.register.naming import is_one_slip, slips_of

NAMES = (
    ("Sanne", "de", "Vries"),
    ("Çağla", "", "Yıldız-Øster"),
    ("Jan", "van 't", "Slot"),
    ("Aoife", "", "O’Brien"),
    ("Łukasz", "", "Wójcik"),
    ("明", "", "李"),
    ("Mohamed", "el", "Fassi"),
    ("Fatima", "", "Devries"),
)


@pytest.fixture(autouse=True)
def _people(db: None) -> None:
    for given, infix, family in NAMES:
        register(make_person(given, infix, family))


def found(text: str) -> list[str]:
    return [entry.name for entry in queries.search_public(text, on=TODAY).entries]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sanne de Vries", "Sanne de Vries"),
        ("vries, sanne de", "Sanne de Vries"),
        ("  SANNE   vr ", "Sanne de Vries"),
        ("S. de Vries", "Sanne de Vries"),
        ("sanne devries", "Sanne de Vries"),
        ("fatima de vries", "Fatima Devries"),
        ("cagla yildiz", "Çağla Yıldız-Øster"),
        ("oster", "Çağla Yıldız-Øster"),
        ("jan van t slot", "Jan van 't Slot"),
        ("obrien", "Aoife O’Brien"),
        ("o'brien", "Aoife O’Brien"),
        ("lukasz wojcik", "Łukasz Wójcik"),
        ("李", "明 李"),
        ("fassi mohamed", "Mohamed el Fassi"),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sanne Vreis", "Sanne de Vries"),
        ("Mohammed Fassi", "Mohamed el Fassi"),
        ("Wojick", "Łukasz Wójcik"),
        ("obrein", "Aoife O’Brien"),
    ],
)
def test_one_slip_in_a_word_is_forgiven_and_said(text: str, name: str) -> None:
    result = queries.search_public(text, on=TODAY)
    assert result.how == "near"
    assert name in [entry.name for entry in result.entries]


def test_nobody_is_guessed_when_somebody_fits() -> None:
    assert found("vries") == ["Sanne de Vries"]


@pytest.mark.parametrize("text", ["", "s", "-", "'", "  ", "%", "_", "a b c"])
def test_less_than_two_letters_of_any_word_is_too_little(text: str) -> None:
    assert queries.search_public(text, on=TODAY).how == "too-short"


@pytest.mark.parametrize("text", ["xyzzy", "vries%", "sa_ne qq", "\u202e\u200b zz", "a" * 500])
def test_what_fits_nobody_finds_nobody(text: str) -> None:
    result = queries.search_public(text, on=TODAY)
    assert result.entries == () or text == "vries%"


def test_many_people_come_in_pages_and_stop_at_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PER_PAGE", 2)
    monkeypatch.setattr(queries, "MOST_FOUND", 5)
    for number in range(7):
        register(make_person(f"Paul{'abcdefg'[number]}", "", "Janssen"))
    pages = [queries.search_public("janssen", page=page, on=TODAY) for page in (1, 2, 3, 99)]
    assert [len(page.entries) for page in pages] == [2, 2, 1, 1]
    assert pages[0].more
    assert pages[0].total == 5
    assert len({entry.number for page in pages[:3] for entry in page.entries}) == 5


def test_who_left_is_found_by_number_only() -> None:
    entry = queries.registration(queries.search_public("sanne", on=TODAY).entries[0].number)
    assert entry is not None
    actions.end_registration(registration=entry, actor=None, on=TODAY)
    assert found("sanne de vries") == []
    public = queries.public_entry(entry.number, on=TODAY)
    assert public is not None
    assert (public.registered, public.ended_on) == (False, TODAY)
    assert queries.search_public("sanne", on=TODAY - dt.timedelta(days=1)).total == 1


def test_a_name_that_was_laid_down_finds_nobody_and_leaves_no_word_behind() -> None:
    from vakwerk.apps.register.models import NearWord

    entry: Any = queries.registration(queries.search_public("sanne", on=TODAY).entries[0].number)
    actions.change_public_name(registration=entry, name="Sanne Nieuwenhuis", actor=None)
    assert found("vries sanne") == []
    assert found("nieuwenhuis") == ["Sanne Nieuwenhuis"]
    assert not NearWord.objects.filter(word="vries").exists()
    assert NearWord.objects.filter(word="sanne").exists()


@pytest.mark.parametrize(
    ("typed", "meant", "one"),
    [("vreis", "vries", True), ("vris", "vries", True), ("vrieses", "vries", False), ("vriez", "vries", True),
     ("vries", "vries", True), ("sreiv", "vries", False), ("vrieas", "vries", True)],
)  # fmt: skip
def test_a_slip_is_one_letter_or_one_change_of_places(typed: str, meant: str, one: bool) -> None:
    assert is_one_slip(typed, meant) is one
    if one:
        assert slips_of(typed) & slips_of(meant)
