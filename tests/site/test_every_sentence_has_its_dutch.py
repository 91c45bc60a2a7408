"""No English shows on a Dutch page, and the finder of sentences finds them."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from tests.site.sentences import Sentence, in_python, in_template, in_tree

CATALOGUE = "src/vakwerk/locale/nl/LC_MESSAGES/django.po"


@pytest.fixture(scope="module")
def catalogue(repository: Path) -> polib.POFile:
    return polib.pofile(str(repository / CATALOGUE), check_for_duplicates=True)


def test_every_sentence_in_the_source_has_its_dutch(repository: Path, catalogue: polib.POFile) -> None:
    known = {Sentence(entry.msgid, entry.msgctxt or "") for entry in catalogue if entry.translated()}
    used = in_tree(repository / "src/vakwerk")
    assert len(used) > 100, "the finder finds too little to be trusted"
    missing = [f"{place}: {sentence.text!r}" for sentence, place in used.items() if sentence not in known]
    assert not missing, "not in the Dutch catalogue:\n" + "\n".join(missing)


def test_a_translation_fills_in_the_same_data(catalogue: polib.POFile) -> None:
    import re

    names = re.compile(r"%(?:\((\w+)\))?[sd]")
    wrong = [
        entry.msgid
        for entry in catalogue
        for text in (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
        if set(names.findall(text)) - set(names.findall(entry.msgid + entry.msgid_plural))
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('_("A")', [Sentence("A")]),
        ("gettext_lazy('It''s')", [Sentence("Its")]),
        ('ngettext("%d dog", "%d dogs", n)', [Sentence("%d dog")]),
        ('pgettext("short", "May")', [Sentence("May", "short")]),
        ("_(word)", []),
        ('print("A")', []),
    ],
)
def test_the_finder_reads_python(source: str, found: list[Sentence]) -> None:
    assert list(in_python(source)) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{% translate "A" %}', [Sentence("A")]),
        ("{% translate 'Who said \"A\"?' as x %}", [Sentence('Who said "A"?')]),
        ('{% translate "May" context "short" %}', [Sentence("May", "short")]),
        ("{% blocktranslate with n=x %}A {{ n }}{% endblocktranslate %}", [Sentence("A %(n)s")]),
        (
            "{% blocktranslate count n=x %}A dog{% plural %}{{ n }} dogs{% endblocktranslate %}",
            [Sentence("A dog")],
        ),
        ('{% chip "ok" _("On course") %}', [Sentence("On course")]),
        ("<p>A</p>", []),
    ],
)
def test_the_finder_reads_templates(source: str, found: list[Sentence]) -> None:
    assert list(in_template(source)) == found
