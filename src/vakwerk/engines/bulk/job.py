"""What is asked of every worker: the norm as texts, the date, the population and where the results go."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from vakwerk import __version__
from vakwerk.core.norms.changes import Change, read_change, with_changes
from vakwerk.core.norms.compile import CompiledNorm, compile_norm
from vakwerk.core.norms.library import Library, closure, library_from_texts
from vakwerk.core.norms.model import Norm
from vakwerk.core.norms.receipt import MEANING
from vakwerk.engines.population import Manifest

EXPLAINED_AT_RANDOM = 1000
"""How many people of every run are explained again whatever comes out."""


@dataclass(frozen=True, slots=True)
class Job:
    """One run. Plain data, so that it can be sent to a worker on another machine that sees the same folders."""

    population: Path
    population_sha256: str
    out: Path
    norm: str
    texts: Mapping[str, str]
    changes: tuple[str, ...]
    on: date
    facts: bool

    def the_norm(self) -> Norm:
        """The norm, with the changes. Raises what reading and changing it raise."""
        library = library_from_texts(
            {f"{name}.yaml": text for name, text in self.texts.items()}, complete=False
        )
        return with_changes(library[self.norm], [read_change(text) for text in self.changes])

    def compiled(self) -> CompiledNorm:
        """The SQL. Raises NotCompilable by the name of the form that has none."""
        return compile_norm(self.the_norm(), self.on)

    @property
    def data(self) -> dict[str, Any]:
        """What makes this run this run and no other; where it is done and kept is not part of it."""
        return {
            "engine": f"vakwerk {__version__}",
            "meaning": MEANING,
            "norm": self.norm,
            "changes": list(self.changes),
            "on": self.on.isoformat(),
            "facts": self.facts,
            "files": {
                name: {"sha256": _sha(text), "text": text} for name, text in sorted(self.texts.items())
            },
            "population_sha256": self.population_sha256,
        }

    @property
    def digest(self) -> str:
        """One hash for the whole."""
        return _sha(json.dumps(self.data, sort_keys=True))

    def sample(self, manifest: Manifest) -> dict[str, list[int]]:
        """Per part the places (from 0, in order of number) of the people drawn to be explained again.

        Which they are follows from the run itself, so that a run that is repeated explains the same people.
        """
        drawn = random.Random(self.digest)  # noqa: S311 - repeatable is what is wanted here
        total = manifest.people
        chosen = sorted(drawn.sample(range(total), min(EXPLAINED_AT_RANDOM, total)))
        found: dict[str, list[int]] = {}
        first = 0
        for part in manifest.parts:
            found[part.name] = [place - first for place in chosen if first <= place < first + part.people]
            first += part.people
        return found


def make_job(
    *,
    manifest: Manifest,
    library: Library,
    norm: Norm,
    on: date,
    out: Path,
    changes: Sequence[Change] = (),
    facts: bool = False,
) -> Job:
    """The job of assessing everybody in this population under this norm on this date."""
    texts = {name: member.text for name, member in closure(library, norm).items()}
    written = tuple(str(change) for change in changes)
    return Job(manifest.folder, manifest.sha256, out, norm.id, texts, written, on, facts)


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
