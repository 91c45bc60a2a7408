"""Beside the choices of a form and on the page of a norm stands a small link to what the words mean."""

from __future__ import annotations

from typing import Any

import pytest

from vakwerk.core import vocabulary

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("activity", "activity_kinds"),
        ("work", "roles"),
        ("absence", "absence_kinds"),
        ("holding", "holding_kinds"),
        ("declaration", "declaration_kinds"),
        ("document", "document_kinds"),
    ],
)
def test_the_form_of_a_fact_leads_to_the_words_it_offers(
    browser_of: Any, sanne: Any, kind: str, name: str
) -> None:
    page = browser_of(sanne).get(f"/dossier/nieuw/{kind}").content.decode()
    assert page.count(f'href="/begrippen/{name}" target="_blank"') == 1
    assert all(f'value="{key}"' in page for key in list(vocabulary.terms(name))[1:2])


def test_the_quick_add_leads_to_the_words_of_what_is_added(browser_of: Any, sanne: Any) -> None:
    page = browser_of(sanne).get("/toevoegen").content.decode()
    for name in ("activity_kinds", "roles", "absence_kinds"):
        assert page.count(f'href="/begrippen/{name}" target="_blank"') == 1
    assert "(opent in een nieuw tabblad)" in page


def test_the_page_of_a_norm_leads_to_the_words(browser_of: Any, sanne: Any) -> None:
    page = browser_of(sanne).get("/stand/skj-jeugd-en-gezinsprofessional").content.decode()
    assert 'href="/begrippen/activity_kinds"' in page
