"""Says everything that is wrong in the files of the vocabulary, each fault with its file and line.

Pure: the texts come in, the faults come out. `vakwerk vocabulary check` and a test run it over what ships.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from vakwerk.core.vocabulary.loading import (
    CONTENTS,
    DEFINITIONS,
    LANGUAGE,
    LIST_KEYS,
    TERM_KEYS,
    TERMS,
    read_source,
)

NEEDED = ("nl", "en")
"""The languages in which every label and definition must be there."""
LIST_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*$")
TERM_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*$")
PLACES = ("chapter", "article", "")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, order=True)
class VocabularyFault:
    """One thing that is wrong: the file, the line (1 is the first), the list or term, and what to do about it."""

    file: str
    line: int
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.where}: {self.message}"


@dataclass(frozen=True, slots=True)
class _Place:
    """A node of a file with its name, so that a fault can say where."""

    file: str
    where: str
    node: yaml.Node

    def __iter__(self) -> Iterator[tuple[str, _Place]]:
        if isinstance(self.node, yaml.MappingNode):
            for key, value in self.node.value:
                yield str(key.value), _Place(self.file, f"{self.where}#{key.value}".lstrip("#"), value)

    def get(self, name: str) -> _Place | None:
        return next((place for key, place in self if key == name), None)

    @property
    def text(self) -> str:
        return str(self.node.value).strip() if isinstance(self.node, yaml.ScalarNode) else ""

    @property
    def items(self) -> list[str]:
        return [str(one.value) for one in self.node.value] if isinstance(self.node, yaml.SequenceNode) else []

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1


@dataclass(slots=True)
class _TermPlace:
    """A term as written, and where its definition stands."""

    place: _Place
    said: _Place | None = None

    def get(self, name: str) -> _Place | None:
        found = None if self.said is None else self.said.get(name)
        return found or self.place.get(name)


class _Check:
    """Collects the faults of one set of files."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.faults: list[VocabularyFault] = []
        self.roots = {file: root for file, text in sorted(texts.items()) if (root := self._root(file, text))}
        contents = self.roots.get(CONTENTS)
        self.subjects, self.works, self.flags, self.numbers = (
            dict(part) if contents is not None and (part := contents.get(name)) is not None else {}
            for name in ("subjects", "works", "flags", "numbers")
        )
        self.lists: dict[str, dict[str, _TermPlace]] = {}
        self.used: set[str] = set()

    def fault(self, place: _Place, message: str) -> None:
        self.faults.append(VocabularyFault(place.file, place.line, place.where, message))

    def _root(self, file: str, text: str) -> _Place | None:
        try:
            node = yaml.compose(text, Loader=_LOADER)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self.faults.append(VocabularyFault(file, mark.line + 1 if mark else 1, file, "this is not YAML"))
            return None
        if not isinstance(node, yaml.MappingNode):
            self.faults.append(VocabularyFault(file, 1, file, "a file of the vocabulary holds lists by name"))
            return None
        root = _Place(file, "", node)
        self._twice(root)
        return root

    def _twice(self, place: _Place) -> None:
        seen = set()
        for key, below in place:
            if key in seen:
                self.fault(below, f"the id '{key}' stands here twice; keep one of them")
            seen.add(key)
            self._twice(below)

    def run(self) -> list[VocabularyFault]:
        self._contents()
        for file, root in self.roots.items():
            if file not in (CONTENTS, DEFINITIONS):
                for name, place in root:
                    self._collect(name, place)
        self._definitions()
        for name, terms in self.lists.items():
            for key, term in terms.items():
                self._term(name, key, term)
            self._families(name, terms)
        for key in self.works.keys() - self.used:
            self.fault(self.works[key], "no source points to this work; leave it out")
        return sorted(self.faults)

    # --- what is described once ------------------------------------------------------------------------------------

    def _contents(self) -> None:
        for part in (self.subjects, self.flags, self.numbers):
            for place in part.values():
                self._texts(place, "a label")
        for place in self.works.values():
            self._texts(place.get("title"), "a title", place)
            how = place.get("place")
            if how is not None and how.text not in PLACES:
                self.fault(how, f"places are counted by {' or '.join(filter(None, PLACES))}")

    # --- lists -----------------------------------------------------------------------------------------------------

    def _collect(self, name: str, place: _Place) -> None:
        if name in self.lists:
            self.fault(place, "another file has a list of this name")
            return
        if not LIST_ID.match(name):
            self.fault(place, "a list is called in small letters, words joined by _")
        below: _Place | None = place
        if place.file != TERMS:
            self._list(place)
            below = place.get("terms")
        self.lists[name] = {key: _TermPlace(one) for key, one in below or ()}
        if not self.lists[name]:
            self.fault(place, "this list has no terms")

    def _list(self, place: _Place) -> None:
        for key, below in place:
            if key not in LIST_KEYS:
                self.fault(below, f"a list has no '{key}'; it has {', '.join(LIST_KEYS)}")
        self._texts(place.get("title"), "a title", place)
        self._texts(place.get("about"), "what it is for (about)", place)
        if place.get("note") is not None:
            self._texts(place.get("note"), "a note")
        subject = place.get("subject")
        if subject is None or subject.text not in self.subjects:
            self.fault(subject or place, f"name one of the subjects: {', '.join(self.subjects)}")
        groups = place.get("groups_only")
        if groups is not None and groups.text not in ("true", "false"):
            self.fault(groups, "groups_only is true or false")
        self._source(place.get("source"), place)

    def _definitions(self) -> None:
        """Joins `definitions.yaml` to the lists of `terms.yaml`."""
        described = dict(self.roots[DEFINITIONS]) if DEFINITIONS in self.roots else {}
        for name, place in described.items():
            if name not in self.lists or TERMS not in self.roots or self.roots[TERMS].get(name) is None:
                self.fault(place, f"there is no list '{name}' in {TERMS}")
                continue
            self._list(place)
            groups = place.get("groups_only")
            if groups is not None and groups.text == "true":
                self.fault(
                    groups, f"what is only said of groups can not stand in {TERMS}, for dossiers use that"
                )
            for key, said in place.get("terms") or ():
                if key not in self.lists[name]:
                    self.fault(said, f"the list has no term '{key}'")
                else:
                    self.lists[name][key].said = said
        for name, place in self.roots.get(TERMS) or ():
            if name not in described:
                self.fault(place, f"say in {DEFINITIONS} what this list is for")

    # --- terms -----------------------------------------------------------------------------------------------------

    def _term(self, name: str, key: str, term: _TermPlace) -> None:
        place = term.place
        if not TERM_ID.match(key):
            self.fault(place, "an id is written in small letters and digits, words joined by -")
        for part in filter(None, (place, term.said)):
            for word, below in part:
                if word not in TERM_KEYS and (part is term.said or not LANGUAGE.match(word)):
                    self.fault(below, f"a term has no '{word}'")
        self._texts(place, "a label")
        self._texts(term.get("definition"), "a definition", term.said or place)
        if (source := term.get("source")) is not None:
            self._source(source, place)
        for below in filter(None, (place.get("number"), *(one for _, one in term.get("numbers") or ()))):
            if not below.text.isdecimal():
                self.fault(below, f"'{below.text}' is not a whole number")
        for word, below in term.get("numbers") or ():
            if word not in self.numbers:
                self.fault(below, f"numbers are called {', '.join(self.numbers)}")
        flags, links = term.get("flags"), term.get("links")
        for one in () if flags is None else flags.items:
            if one not in self.flags:
                self.fault(flags or place, f"there is no flag '{one}'; there are {', '.join(self.flags)}")
        for one in () if links is None else links.items:
            if not self._leads_somewhere(one):
                self.fault(links or place, f"the link '{one}' leads to no term; write it as list#term")

    def _leads_somewhere(self, link: str) -> bool:
        name, mark, key = link.partition("#")
        return bool(mark) and key in self.lists.get(name, {})

    def _families(self, name: str, terms: Mapping[str, _TermPlace]) -> None:
        family = {
            key: (below.text, below) for key, term in terms.items() if (below := term.place.get("family"))
        }
        for key, (above, place) in family.items():
            if above not in terms:
                self.fault(place, f"the family '{above}' is no term of {name}")
                continue
            walked, current = {key}, above
            while current not in walked and current in family:
                walked.add(current)
                current = family[current][0]
            if current in walked:
                self.fault(place, "this family leads back to itself")

    # --- texts and sources -----------------------------------------------------------------------------------------

    def _texts(self, place: _Place | None, what: str, above: _Place | None = None) -> None:
        if place is None:
            assert above is not None
            self.fault(above, f"{what} is missing")
            return
        for language in NEEDED:
            found = place.get(language)
            if found is None or not found.text:
                self.fault(place, f"{what} in '{language}' is missing")

    def _source(self, place: _Place | None, above: _Place) -> None:
        source = read_source(place.text) if place is not None else None
        self.used.update(() if source is None else (source.work,))
        if place is None or source is None:
            self.fault(above, "say where this was read (source); 'vakwerk' when we wrote it ourselves")
        elif source.work not in self.works:
            self.fault(
                place, f"the work '{source.work}' does not stand in {CONTENTS}: {', '.join(self.works)}"
            )
        elif source.place and not self.works[source.work].get("place"):
            self.fault(place, f"the work '{source.work}' has no places; leave '{source.place}' out")


def faults_in(texts: Mapping[str, str]) -> list[VocabularyFault]:
    """Every fault in these files (text by file name), in the order of the files. Empty means that all is well."""
    return _Check(texts).run()
