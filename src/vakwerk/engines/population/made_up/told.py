"""The dossiers that norms come with: of every case beside a shipped norm and of every row of the semantics table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from vakwerk.core.dossier import Dossier
from vakwerk.core.norms.cases import read_cases
from vakwerk.core.norms.library import Library
from vakwerk.core.norms.semantics import rows


def told_people(library: Library) -> Iterator[Dossier]:
    """One person for each, unchanged but for the id, which says which it is. A case of a norm that is not in the
    library is left out."""
    folder = Path(str(files("vakwerk.data").joinpath("norms")))
    for file in sorted(folder.rglob("*cases.yaml")):
        for case in read_cases(file.read_text(encoding="utf-8"), file.name, file.parent.name):
            if case.norm in library:
                yield replace(case.dossier, person=f"case: {case.norm}: {case.name}")
    for row in rows():
        for example in row.dossiers:
            yield replace(example.dossier, person=f"semantics: {row.form}: {example.label}")
