"""Beside the choices of a form and on the page of a norm stands a small link to what the words mean."""

from __future__ import annotations

import re
from typing import Any

import pytest

from vakwerk.core import vocabulary

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("activity", ["activity_kinds", "forms", "topics"]),
        ("work", ["roles", "levels", "settings"]),
        ("absence", ["absence_kinds"]),
        ("holding", ["holding_kinds", "levels", "fields"]),
        ("declaration", ["declaration_kinds"]),
        ("document", ["document_kinds"]),
    ],
)
def test_the_form_of_a_fact_leads_to_the_words_it_offers(
    browser_of: Any, sanne: Any, kind: str, names: list[str]
) -> None:
    page = browser_of(sanne).get(f"/dossier/nieuw/{kind}").content.decode()
    assert re.findall(r'href="/begrippen/(\w+)" target="_blank"', page) == names
    for name in names:
        assert f'value="{list(vocabulary.terms(name))[-1]}"' in page


def test_the_quick_add_leads_to_the_words_of_what_is_added(browser_of: Any, sanne: Any) -> None:
    page = browser_of(sanne).get("/toevoegen").content.decode()
    for name in ("activity_kinds", "roles", "absence_kinds"):
        assert page.count(f'href="/begrippen/{name}" target="_blank"') == 1
    assert "(opent in een nieuw tabblad)" in page


def test_the_page_of_a_norm_leads_to_the_words(browser_of: Any, sanne: Any) -> None:
    page = browser_of(sanne).get("/stand/skj-jeugd-en-gezinsprofessional").content.decode()
    assert 'href="/begrippen/activity_kinds"' in page
