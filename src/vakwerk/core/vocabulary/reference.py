"""The vocabulary as text to read: the page `docs/reference/vocabulary.md`, and one list for the shell."""

from __future__ import annotations

from collections.abc import Iterator

from vakwerk.core.vocabulary import loading, source_text
from vakwerk.core.vocabulary.model import Term, VocabularyList, in_language
from vakwerk.core.vocabulary.open_data import anchor

_HEAD = """# The vocabulary

Made from `src/vakwerk/data/vocabulary` by `vakwerk vocabulary page`; the test suite fails when this page is stale.
Every list and term has a fixed id. Definitions are ours, in plain words; the source says where the term comes from.

- On a site: `/begrippen`, one page per list (`/begrippen/four_vs`), one anchor per term (`/begrippen/four_vs#connect`).
  Published anchors never change and never go; a term that is no longer used keeps its place.
- As open data: `/begrippen.json` lists the lists, `/begrippen/four_vs.json` holds one. `vakwerk schema vocabulary`
  prints the JSON Schema. Anybody may read it from any site (CORS); it has an `ETag` and `Last-Modified`. Keys are never
  left out; new keys may come.
- In code: `vakwerk.core.vocabulary` (`terms`, `label`, `list_info`, `lists`, `search`).
- To change it: the files in `src/vakwerk/data/vocabulary`, then `vakwerk vocabulary check`. The terms that norms and
  dossiers use stand in `terms.yaml`, their definitions in `definitions.yaml`; every other list stands whole in a file
  by subject. A label in a third language is one more key (`fy: …`) beside `nl` and `en`.
- Lists marked *groups only* name what may be said of groups and never of one person: a field of a dossier that takes
  such a list can not be made.

"""


def render() -> str:
    """The page `docs/reference/vocabulary.md`."""
    parts = [_HEAD]
    for subject in loading.subjects():
        parts.append(f"## {subject.title['en']} ({subject.title['nl']})\n\n")
        for one in subject.lists:
            parts += _section(one)
    return "".join(parts).rstrip("\n") + "\n"


def _section(one: VocabularyList) -> Iterator[str]:
    yield f"### {one.title['en']} (`{one.id}`)\n\n"
    groups = " *Groups only.*" if one.groups_only else ""
    yield f"{one.about['en']}{groups}\n\n*{one.title['nl']}: {one.about['nl']}*\n\n"
    if one.note:
        yield f"Note: {one.note['en']}\n\n"
    yield f"Source: {source_text(one.source, 'en')}.\n\n"
    yield "| Id | English | Nederlands | Meaning | Source |\n| --- | --- | --- | --- | --- |\n"
    for depth, term in one.walk():
        source = source_text(term.source, "en") if term.source else ""
        shown = ("· " * depth + f"`{term.id}`", term.en, term.nl, _meaning(term), source)
        yield f"| {' | '.join(shown)} |\n"
    yield "\n"


def _meaning(term: Term) -> str:
    """The definition with what the list counts, its flags and where it leads."""
    return " ".join([term.defined("en"), *(f"({note})" for note in notes_of(term, "en"))])


def notes_of(term: Term, language: str) -> list[str]:
    """What is said of a term besides its definition: "EQF level 6", "a pilot", "see four_vs#connect"."""
    found = [
        f"{in_language(loading.number_labels()[key], language)}: {value}"
        for key, value in term.numbers.items()
    ]
    found += [in_language(loading.flag_labels()[flag], language) for flag in term.flags]
    return found + [f"see {name}#{key}" for name, key in term.links]


def list_text(one: VocabularyList, language: str) -> str:
    """One list for the shell."""
    lines = [
        f"{in_language(one.title, language)} ({anchor(one.id)})",
        in_language(one.about, language),
        *([in_language(one.note, language)] if one.note else []),
        source_text(one.source, language),
        "",
    ]
    for depth, term in one.walk():
        notes = "".join(f" ({note})" for note in notes_of(term, language))
        lines.append(f"{'  ' * depth}{term.id:24} {term.label(language)}: {term.defined(language)}{notes}")
    return "\n".join(lines)


def contents_text(language: str) -> str:
    """Every list on one line, by subject, for the shell."""
    lines = []
    for subject in loading.subjects():
        lines.append(in_language(subject.title, language))
        lines += [
            f"  {one.id:24} {len(one.terms):3}  {in_language(one.title, language)}" for one in subject.lists
        ]
    return "\n".join(lines)


def anchors() -> list[str]:
    """Every published anchor as list#term, in alphabetical order."""
    return sorted(f"{one.id}#{key}" for one in loading.read_all() for key in one.terms)
