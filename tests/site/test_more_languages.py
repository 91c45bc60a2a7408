"""A language more needs nothing but a translation file; one from right to left is proven on the pages for everyone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import polib
import pytest
from django.core.cache import cache
from django.utils import translation
from django.utils.translation import trans_real
from tests.apps.register.conftest import make_person, register
from tests.site.public_pages import visited

from vakwerk.core import vocabulary
from vakwerk.core.norms import shipped
from vakwerk.site.languages import Language, languages_in

OPEN, SHUT = "⟦", "⟧"
ARABIC = "ar"


@pytest.fixture
def entry(db: None) -> Any:
    """Somebody in the register, so that there is a public entry to read."""
    cache.clear()
    return register(make_person("Sanne", "de", "Vries"))


class Words(HTMLParser):
    """The texts a reader sees or hears: between tags, and in the attributes that are read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0
        self._own: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._silent += tag in ("script", "style")
        self.found += [str(given[name]) for name in ("aria-label", "alt", "title") if given.get(name)]
        self._own.append("lang" in given and tag != "html")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        # What stands in a language of its own (the names of languages) is not ours to translate.
        if not self._silent and data.strip() and not (self._own and self._own[-1]):
            self.found.append(" ".join(data.split()))


def words_in(html: str) -> list[str]:
    reader = Words()
    reader.feed(html)
    return reader.found


@pytest.fixture
def invented(settings: Any, tmp_path: Path, repository: Path) -> Iterator[None]:
    """A language nobody speaks, of which there is nothing but a file: every sentence between white brackets."""
    made = polib.POFile()
    made.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    made.metadata |= {"X-Vakwerk-Name": "Haaks", "X-Vakwerk-Direction": "rtl"}
    for entry in polib.pofile(str(repository / "src/vakwerk/locale/nl/LC_MESSAGES/django.po")):
        copy = polib.POEntry(msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgctxt=entry.msgctxt)
        copy.msgstr = "" if entry.msgid_plural else f"{OPEN}{entry.msgid}{SHUT}"
        if entry.msgid_plural:
            copy.msgstr_plural = {0: f"{OPEN}{entry.msgid}{SHUT}", 1: f"{OPEN}{entry.msgid_plural}{SHUT}"}
        made.append(copy)
    folder = tmp_path / "qaa/LC_MESSAGES"
    folder.mkdir(parents=True)
    made.save(str(folder / "django.po"))
    made.save_as_mofile(str(folder / "django.mo"))
    settings.LOCALE_PATHS = [tmp_path, *settings.LOCALE_PATHS]
    spoken = languages_in(settings.LOCALE_PATHS)
    settings.LANGUAGES = [(one.code, one.name) for one in spoken]
    settings.LANGUAGES_BIDI = [one.code for one in spoken if one.rtl]
    trans_real.get_languages.cache_clear()
    yield
    translation.deactivate()
    trans_real.get_languages.cache_clear()


def test_a_language_is_there_as_soon_as_its_file_is(tmp_path: Path) -> None:
    folder = tmp_path / "ti/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr ""\n"X-Vakwerk-Name: ትግርኛ\\n"\n"X-Vakwerk-Scope: public\\n"\n', encoding="utf-8"
    )
    assert languages_in([tmp_path]) == (
        Language("en", "English", everything=True),
        Language("ti", "ትግርኛ", everything=False),
    )


def test_nothing_on_a_public_page_is_outside_the_reach_of_a_translator(
    client: Any, entry: Any, invented: None
) -> None:
    client.cookies["vakwerk_language"] = "qaa"
    data = _data()
    seen, stray = 0, []
    for address, html in visited(client, entry.number):
        assert 'lang="qaa" dir="rtl"' in html
        for text in words_in(html):
            inside = re.sub(rf"{OPEN}.*?{SHUT}", "", text)
            if OPEN in text:
                seen += 1
            inside = re.sub(r"VW-[\d-]+", "", inside)
            for known in data:
                inside = inside.replace(known, "")
            if re.search(r"[A-Za-z]{2}", inside):
                stray.append(f"{address}: {text!r}")
    assert seen > 200
    assert not stray, "\n".join(dict.fromkeys(stray))


def _data() -> list[str]:
    """What is no sentence of ours: the example itself, texts of norms and vocabulary, days, and allauth's own words."""
    found = {"Vakwerk", "Sanne de Vries", "EUPL-1.2", "vries", "niemandheetzo", "Haaks", "mrt", "E-mailadres"}
    for name in ("levels", "roles"):
        labels = [vocabulary.label(name, key, "en") for key in vocabulary.terms(name)]
        found |= {*labels, *(label[:1].upper() + label[1:] for label in labels)}
    found |= {norm.title.get("en") for norm in shipped().values()}
    # The vocabulary's own titles in the head of its pages; in their text a `lang` says which language they are in.
    for subject in vocabulary.subjects():
        found |= {
            *(str(one.title["en"]) for one in subject.lists),
            *(f"{one.id}.json" for one in subject.lists),
        }
    found |= {"begrippen.json"}
    return sorted(found, key=len, reverse=True)


def test_the_arabic_is_whole_on_every_public_page(
    client: Any, entry: Any, monkeypatch: Any, repository: Path
) -> None:
    asked: dict[str, None] = {}
    catalogue = trans_real.translation(ARABIC)
    for name in ("gettext", "ngettext"):
        original = getattr(catalogue, name)

        def look_up(sentence: str, *more: Any, _original: Any = original) -> Any:
            asked[sentence.rsplit("\x04", maxsplit=1)[-1]] = None
            return _original(sentence, *more)

        monkeypatch.setattr(catalogue, name, look_up, raising=False)
    client.cookies["vakwerk_language"] = ARABIC
    pages = list(visited(client, entry.number))
    assert all('<html lang="ar" dir="rtl">' in html for _address, html in pages)
    assert len(asked) > 100
    known = _sentences(repository, ARABIC)
    missing = [one for one in asked if one in _sentences(repository, "nl") and one not in known]
    assert not missing, "not in the Arabic file:\n" + "\n".join(sorted(missing))


def _sentences(repository: Path, language: str) -> set[str]:
    place = repository / f"src/vakwerk/locale/{language}/LC_MESSAGES/django.po"
    return {entry.msgid for entry in polib.pofile(str(place)) if entry.translated()}


def test_arabic_counts_in_its_own_six_ways(repository: Path) -> None:
    arabic = polib.pofile(
        str(repository / "src/vakwerk/locale/ar/LC_MESSAGES/django.po"), check_for_duplicates=True
    )
    assert "nplurals=6" in arabic.metadata["Plural-Forms"]
    counted = [entry for entry in arabic if entry.msgid_plural]
    assert counted
    assert all(len(entry.msgstr_plural) == 6 and all(entry.msgstr_plural.values()) for entry in counted)


def test_who_has_logged_in_reads_a_language_that_covers_the_whole_house(client: Any, entry: Any) -> None:
    from tests.apps.register.conftest import make_role

    client.cookies["vakwerk_language"] = ARABIC
    client.force_login(make_role("professional"))
    answer = client.get("/dossier")
    assert answer.status_code == 200
    html = answer.content.decode()
    assert '<html lang="nl">' in html
    assert 'value="ar"' not in html
