"""The list of registers to choose from: everybody finds theirs, and what lies abroad does not stand in the way."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from vakwerk.apps.dossier import words
from vakwerk.apps.dossier.forms.others import RecognitionForm
from vakwerk.core.dossier import Recognition
from vakwerk.core.norms import shipped

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_register_elsewhere_stands_in_exactly_one_group(language: str) -> None:
    with translation.override(language):
        groups = words.norm_groups()
        listed = [norm for _, names in groups for norm, _ in names]
    assert sorted(listed) == sorted(
        norm.id
        for norm in shipped().values()
        if norm.kind == "re-registration" and norm.owner != words.OUR_REGISTER
    )
    assert len(listed) == len(set(listed))


def test_the_groups_are_owners_in_order_and_what_lies_abroad_comes_last() -> None:
    with translation.override("nl"):
        names = [owner for owner, _ in words.norm_groups()]
        abroad = dict(words.norm_groups())[names[-1]]
    assert names[-1] == "Buiten Nederland"
    assert names[:-1] == sorted(names[:-1], key=str.casefold)
    assert {shipped()[norm].country for norm, _ in abroad} == {"gb-eng", "ie", "us-mn"}


def test_a_name_begins_with_the_profession_so_that_typing_its_first_letters_finds_it() -> None:
    with translation.override("nl"):
        names = dict(words.norm_groups())["Registerplein"]
    assert ("registerplein-clientondersteuner", "Cliëntondersteuner (Registerplein)") in names
    assert ("registerplein-maatschappelijk-werker", "Maatschappelijk werker (Registerplein)") in names
    assert not any(name.startswith("Herregistratie") for _, name in names)


def test_the_form_shows_the_groups_and_takes_what_stands_in_them() -> None:
    with translation.override("nl"):
        form = RecognitionForm(
            {"norm": "nbtp-toegepast-psycholoog", "since": "1-1-2024", "note": ""}, today=TODAY
        )
        page = str(form["norm"])
        assert form.is_valid(), form.errors
    assert '<optgroup label="NBTP">' in page
    assert page.index("Buiten Nederland") < page.index("Een andere")
    fact = form.to_fact("r1")
    assert isinstance(fact, Recognition)
    assert fact.norm == "nbtp-toegepast-psycholoog"


def test_a_recognition_that_is_kept_is_chosen_again_when_it_is_changed() -> None:
    kept = Recognition(id="r1", norm="social-work-england", since=dt.date(2022, 12, 1))
    page = str(RecognitionForm(today=TODAY, fact=kept)["norm"])
    assert '<option value="social-work-england" selected>' in page
