"""The norms that ship with Vakwerk, or those in a folder: loaded once, checked one by one and against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from vakwerk.core.norms.checks import check_library
from vakwerk.core.norms.faults import Fault, UnreadableNorm
from vakwerk.core.norms.model import Norm
from vakwerk.core.norms.reading import read_norm

Library = Mapping[str, Norm]


class UnknownNorm(LookupError):
    """No norm has this id; `known` lists those that exist."""

    def __init__(self, norm: str, known: Iterable[str]) -> None:
        self.norm, self.known = norm, tuple(known)
        super().__init__(f"there is no norm '{norm}'; known: {', '.join(self.known)}")


def library_from_texts(texts: Mapping[str, str], *, complete: bool = True) -> Library:
    """Norms from file names and their text. Raises UnreadableNorm with the faults of all files.

    A library that is not `complete` (the closure in a receipt) may name norms that it does not hold.
    """
    norms: dict[str, Norm] = {}
    faults: list[Fault] = []
    for file, text in sorted(texts.items()):
        try:
            norm = read_norm(text, file)
        except UnreadableNorm as error:
            faults.extend(error.faults)
            continue
        if norm.id in norms:
            faults.append(Fault(file, 1, f"the id '{norm.id}' is used by two files"))
        norms[norm.id] = norm
    if complete and not faults:
        faults = check_library(norms)
    if faults:
        raise UnreadableNorm(faults)
    return norms


def library_from_folder(folder: Path) -> Library:
    """Every `*.yaml` below the folder that is not a cases file. Raises UnreadableNorm."""
    return library_from_texts(
        {
            str(path.relative_to(folder)): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*.yaml"))
            if not path.name.endswith("cases.yaml")
        }
    )


@cache
def shipped() -> Library:
    """The norms in `vakwerk/data/norms`."""
    return library_from_folder(Path(str(files("vakwerk.data").joinpath("norms"))))


def find(library: Library, norm: str) -> Norm:
    """The norm with this id. Raises UnknownNorm."""
    if norm not in library:
        raise UnknownNorm(norm, sorted(library))
    return library[norm]


def closure(library: Library, norm: Norm) -> dict[str, Norm]:
    """The norm and those it names, by id: what a receipt hashes. Names are not followed further."""
    return {norm.id: norm, **{name: library[name] for name in sorted(norm.names()) if name in library}}
