"""The vocabulary as open data: one document that lists the lists, one for each list, and the schema of both.

Keys are never left out: what there is not is null or empty. New keys may come; those that are here stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vakwerk.core.vocabulary import loading, source_text
from vakwerk.core.vocabulary.model import Source, Term, Texts, VocabularyList

FORMAT = 1
PLACE = "/begrippen"
"""Where the vocabulary stands on a site; pages and documents are named below it."""

Data = dict[str, Any]


def anchor(name: str, key: str = "") -> str:
    """The address of a list, or of a term in it: published, so it never changes."""
    return f"{PLACE}/{name}#{key}" if key else f"{PLACE}/{name}"


def languages() -> list[str]:
    """Every language that some label has, Dutch and English first."""
    found = {
        language for one in loading.read_all() for term in one.terms.values() for language in term.labels
    }
    return ["nl", "en", *sorted(found - {"nl", "en"})]


def index_data() -> Data:
    """What lists there are, and what subjects, works, flags and numbers mean."""
    return {
        "format": FORMAT,
        "licence": "EUPL-1.2",
        "languages": languages(),
        "subjects": [{"id": one.id, "title": dict(one.title)} for one in loading.subjects()],
        "works": [
            {"id": one.id, "title": dict(one.title), "url": one.url or None}
            for one in loading.works().values()
        ],
        "flags": [{"id": key, "title": dict(title)} for key, title in loading.flag_labels().items()],
        "numbers": [{"id": key, "title": dict(title)} for key, title in loading.number_labels().items()],
        "lists": [
            {**_about(one), "terms": len(one.terms), "href": f"{anchor(one.id)}.json"}
            for one in loading.read_all()
        ],
    }


def list_data(one: VocabularyList) -> Data:
    """One list with all its terms."""
    return {
        "format": FORMAT,
        **_about(one),
        "terms": [_term(one, term) for term in one.terms.values()],
    }


def _about(one: VocabularyList) -> Data:
    return {
        "id": one.id,
        "subject": one.subject,
        "title": dict(one.title),
        "about": dict(one.about),
        "note": _texts(one.note),
        "source": _source(one.source),
        "groups_only": one.groups_only,
        "page": anchor(one.id),
    }


def _term(one: VocabularyList, term: Term) -> Data:
    return {
        "id": term.id,
        "label": dict(term.labels),
        "definition": dict(term.definition),
        "source": _source(term.source or one.source),
        "family": term.family,
        "number": term.number,
        "numbers": dict(term.numbers),
        "flags": list(term.flags),
        "links": [{"list": name, "term": key} for name, key in term.links],
        "page": anchor(one.id, term.id),
    }


def _texts(texts: Texts) -> Data | None:
    return dict(texts) or None


def _source(source: Source) -> Data:
    return {
        "work": source.work,
        "place": source.place or None,
        "heading": source.heading or None,
        "text": {language: source_text(source, language) for language in ("nl", "en")},
        "url": loading.works()[source.work].url or None,
    }


# --- the schema -----------------------------------------------------------------------------------------------------


def _closed(properties: Mapping[str, Any]) -> Data:
    """An object with exactly these keys."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _or_nothing(schema: Data) -> Data:
    return {"anyOf": [schema, {"type": "null"}]}


def _several(schema: Data) -> Data:
    return {"type": "array", "items": schema}


def vocabulary_schema() -> Data:
    """The JSON Schema of the open data: the index, or one list."""
    word, number = {"type": "string", "minLength": 1}, {"type": "integer"}
    texts = {
        "type": "object",
        "required": ["nl", "en"],
        "additionalProperties": word,
        "description": "A text by language code; other languages than these two may be there.",
    }
    named = _closed({"id": word, "title": texts})
    source = _closed(
        {
            "work": word,
            "place": _or_nothing(word),
            "heading": _or_nothing(word),
            "text": texts,
            "url": _or_nothing(word),
        }
    )
    about = {
        "id": {**word, "pattern": "^[a-z][a-z0-9_]*$"},
        "subject": word,
        "title": texts,
        "about": texts,
        "note": _or_nothing(texts),
        "source": source,
        "groups_only": {
            "type": "boolean",
            "description": "True: only to be said of groups, never kept with one person.",
        },
        "page": word,
    }
    term = _closed(
        {
            "id": {**word, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
            "label": texts,
            "definition": texts,
            "source": source,
            "family": {**_or_nothing(word), "description": "The term of this list under which it stands."},
            "number": _or_nothing(number),
            "numbers": {"type": "object", "additionalProperties": number},
            "flags": _several(word),
            "links": _several(_closed({"list": word, "term": word})),
            "page": word,
        }
    )
    form = {"const": FORMAT}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Vakwerk vocabulary",
        "oneOf": [
            _closed(
                {
                    "format": form,
                    "licence": word,
                    "languages": _several(word),
                    "subjects": _several(named),
                    "works": _several(_closed({"id": word, "title": texts, "url": _or_nothing(word)})),
                    "flags": _several(named),
                    "numbers": _several(named),
                    "lists": _several(_closed({**about, "terms": number, "href": word})),
                }
            ),
            _closed({"format": form, **about, "terms": _several(term)}),
        ],
    }
