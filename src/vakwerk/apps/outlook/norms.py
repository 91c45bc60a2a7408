"""The norms that can be tried, and by what text a count knows them."""

from __future__ import annotations

import hashlib
from functools import cache

from vakwerk.core.norms import Norm, shipped
from vakwerk.core.norms.changes import Adjustable, adjustables
from vakwerk.core.norms.library import closure


@cache
def norms_to_try() -> dict[str, tuple[Adjustable, ...]]:
    """Every norm of which something may be moved, with what; in the order of the library."""
    found = {name: adjustables(norm) for name, norm in shipped().items()}
    return {name: moved for name, moved in found.items() if moved}


@cache
def digest_of(name: str) -> str:
    """One hash of the norm's file and of those it leans on."""
    texts = {one: member.text for one, member in closure(shipped(), shipped()[name]).items()}
    listed = "\n".join(
        f"{one} {hashlib.sha256(text.encode()).hexdigest()}" for one, text in sorted(texts.items())
    )
    return hashlib.sha256(listed.encode()).hexdigest()


def norm_called(name: str) -> Norm | None:
    """The norm, when something of it may be moved."""
    return shipped()[name] if name in norms_to_try() else None
