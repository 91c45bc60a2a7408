"""How much one organisation may ask, so that nobody finds out by trying who is known here."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass

from django.core.cache import cache


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many in so many seconds, per organisation."""

    name: str
    most: int
    seconds: int


LINES = Allowance("lines", 12_000, 60 * 60)
"""Lines in which we looked for a person."""
MISSES = Allowance("misses", 300, 24 * 60 * 60)
"""Lines of which the number led to nobody, or to somebody with another name."""


def left(allowance: Allowance, organisation: uuid.UUID, *, now: float | None = None) -> int:
    """How many are left in this window; 0 when none."""
    used = cache.get(_key(allowance, organisation, now), 0)
    return max(0, allowance.most - int(used))


def use(allowance: Allowance, organisation: uuid.UUID, many: int, *, now: float | None = None) -> None:
    """Takes so many away. Call it outside a transaction that may be undone: trying counts, also when it fails."""
    key = _key(allowance, organisation, now)
    if many and not cache.add(key, many, allowance.seconds + 5):
        try:
            cache.incr(key, many)
        except ValueError:  # it went out of the cache in between
            cache.set(key, many, allowance.seconds + 5)


def _key(allowance: Allowance, organisation: uuid.UUID, now: float | None) -> str:
    moment = time.time() if now is None else now
    return f"learning:{allowance.name}:{int(moment) // allowance.seconds}:{organisation}"
