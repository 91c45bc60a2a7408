"""Compile the translations: every .po under src/vakwerk becomes a .mo beside it, in pure Python."""

from __future__ import annotations

import sys
from pathlib import Path

import polib

SOURCE = Path(__file__).resolve().parent.parent / "src/vakwerk"


def compile_all() -> int:
    """Write every .mo; the number of catalogues."""
    catalogues = sorted(SOURCE.rglob("LC_MESSAGES/*.po"))
    for path in catalogues:
        polib.pofile(str(path), check_for_duplicates=True).save_as_mofile(str(path.with_suffix(".mo")))
    return len(catalogues)


if __name__ == "__main__":
    if sys.argv[1:] != ["compile"]:
        sys.exit("Usage: messages.py compile")
    print(f"{compile_all()} catalogues compiled")
