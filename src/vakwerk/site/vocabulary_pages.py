"""The public pages of the vocabulary, `/begrippen`, and the same as open data. No account, nothing recorded."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from vakwerk.core import vocabulary
from vakwerk.core.vocabulary import loading
from vakwerk.core.vocabulary.model import FALLBACK, in_language
from vakwerk.core.vocabulary.open_data import anchor, index_data, languages, list_data
from vakwerk.core.vocabulary.searching import LONGEST_QUESTION

HITS_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read, as a reader sees it; `url` is empty where there is no address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Link:
    """Another term to look at, and the list in which it stands."""

    text: str
    list: str
    href: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A term in the reader's language. `other` is the label in the other of our two languages, `tag` which that is.

    `lang` is the language in which label and definition are shown when it is not the reader's, else empty.
    """

    id: str
    label: str
    other: str
    tag: str
    lang: str
    definition: str
    href: str
    list: str
    depth: int
    number: int | None
    notes: tuple[str, ...]
    source: Place | None
    links: tuple[Link, ...]


def _language() -> str:
    return (get_language() or "nl").split("-")[0]


def _tongue(language: str) -> str:
    """The language the vocabulary is shown in when that is not the reader's, else empty."""
    return "" if language in languages() else FALLBACK


def _place(source: vocabulary.Source, language: str) -> Place:
    return Place(vocabulary.source_text(source, language), vocabulary.works()[source.work].url)


def _shown(one: vocabulary.VocabularyList, term: vocabulary.Term, language: str, depth: int = 0) -> Shown:
    tag = "en" if language == "nl" else "nl"
    other = term.labels[tag]
    names, flags = loading.number_labels(), loading.flag_labels()
    return Shown(
        id=term.id,
        label=term.label(language),
        other="" if other == term.label(language) else other,
        tag=tag,
        lang="" if language in term.labels else FALLBACK,
        definition=term.defined(language),
        href=anchor(one.id, term.id),
        list=in_language(one.title, language),
        depth=depth,
        number=term.number if one.id in NUMBERED else None,
        notes=(
            *(f"{in_language(names[key], language)}: {value}" for key, value in term.numbers.items()),
            *(in_language(flags[flag], language) for flag in term.flags),
        ),
        source=None if term.source in (None, one.source) else _place(term.source, language),
        links=tuple(
            Link(
                vocabulary.term(name, key).label(language),
                in_language(vocabulary.list_info(name).title, language),
                anchor(name, key),
            )
            for name, key in term.links
        ),
    )


NUMBERED = frozenset({"sdgs", "human_rights", "political_ways", "autonomy_principles", "integral_principles"})
"""The lists whose numbers people know them by."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every list by subject, and the search: `?q=` looks in labels and definitions of both languages."""
    language = _language()
    text = request.GET.get("q", "")[:LONGEST_QUESTION].replace("\x00", "").strip()
    context: dict[str, Any] = {
        "text": text,
        "tongue": _tongue(language),
        "subjects": [
            {
                "title": in_language(subject.title, language),
                "id": subject.id,
                "lists": [
                    {
                        "title": in_language(one.title, language),
                        "about": in_language(one.about, language),
                        "href": anchor(one.id),
                        "terms": len(one.terms),
                    }
                    for one in subject.lists
                ],
            }
            for subject in vocabulary.subjects()
        ],
    }
    if text:
        page = Paginator(vocabulary.search(text, language), HITS_PER_PAGE).get_page(request.GET.get("page"))
        context |= {
            "page": page,
            "total": page.paginator.count,
            "hits": [_shown(hit.list, hit.term, language) for hit in page.object_list],
        }
    return render(request, "site/vocabulary.html", context)


@require_safe
def one_list(request: HttpRequest, name: str) -> HttpResponse:
    """One list: what it is for, and every term with its meaning, source and a fixed anchor."""
    if not vocabulary.is_list(name):
        raise Http404
    language, found = _language(), vocabulary.list_info(name)
    subject = next(one for one in vocabulary.subjects() if one.id == found.subject)
    return render(
        request,
        "site/vocabulary_list.html",
        {
            "id": found.id,
            "tongue": _tongue(language),
            "title": in_language(found.title, language),
            "about": in_language(found.about, language),
            "note": in_language(found.note, language),
            "groups_only": found.groups_only,
            "source": _place(found.source, language),
            "terms": [_shown(found, term, language, depth) for depth, term in found.walk()],
            "subject": {"id": subject.id, "title": in_language(subject.title, language)},
            "others": [
                {"title": in_language(one.title, language), "href": anchor(one.id)}
                for one in subject.lists
                if one.id != name
            ],
        },
    )


# --- open data ------------------------------------------------------------------------------------------------------


@cache
def _bytes(name: str | None) -> bytes:
    """One document; the index for None."""
    data = index_data() if name is None else list_data(vocabulary.list_info(name))
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


@cache
def _tag(name: str | None) -> str:
    return f'"{hashlib.sha256(_bytes(name)).hexdigest()[:32]}"'


@cache
def _changed() -> dt.datetime:
    """When the files of the vocabulary last changed here."""
    folder = files("vakwerk.data").joinpath("vocabulary")
    with as_file(folder) as found:
        latest = max(file.stat().st_mtime for file in _files(found.iterdir()))
    return dt.datetime.fromtimestamp(int(latest), tz=dt.UTC)


def _files(entries: Iterable[Any]) -> Iterable[Any]:
    return [entry for entry in entries if entry.name.endswith(".yaml")]


def _known(name: str | None) -> bool:
    return name is None or vocabulary.is_list(name)


def _etag(_request: HttpRequest, name: str | None = None) -> str | None:
    return _tag(name) if _known(name) else None


def _last_modified(_request: HttpRequest, name: str | None = None) -> dt.datetime | None:
    return _changed() if _known(name) else None


@require_safe
@condition(etag_func=_etag, last_modified_func=_last_modified)
def _document(_request: HttpRequest, name: str | None = None) -> HttpResponse:
    return HttpResponse(_bytes(name), content_type="application/json; charset=utf-8")


def document(request: HttpRequest, name: str | None = None) -> HttpResponse:
    """The vocabulary, or one list, as JSON for anybody on any site; answers 304 to who has it already."""
    if not _known(name):
        raise Http404
    answer = _document(request, name=name)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Content-Language"] = ", ".join(languages())
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
