"""How often the public register may be asked from one address, in a cache that all processes share."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass

from django.core.cache import cache


@dataclass(frozen=True, slots=True)
class Limit:
    """So many questions in so many seconds. Generous for people and for an employer's own check, not for a copier."""

    name: str
    most: int
    seconds: int


SEARCH = Limit("search", 60, 60)
LOOK_UP = Limit("look-up", 180, 60)


def wait(limit: Limit, address: str, *, now: float | None = None) -> int:
    """Counts one question; how many seconds to wait before the next, 0 when it may be answered now.

    The address is kept only as a hash, and only until the window ends.
    """
    moment = time.time() if now is None else now
    window, past = divmod(int(moment), limit.seconds)
    who = hashlib.sha256(address.encode()).hexdigest()[:32]
    key = f"register:{limit.name}:{window}:{who}"
    if cache.add(key, 1, limit.seconds + 5):
        return 0
    try:
        asked = cache.incr(key)
    except ValueError:  # it went out of the cache in between
        return 0
    return 0 if asked <= limit.most else limit.seconds - past
