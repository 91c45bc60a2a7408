"""Who wants to hear that a dossier was changed. Rooms above this one listen; this one knows none of them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable

Listener = Callable[[Iterable[uuid.UUID]], None]

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Call `listener` with the numbers of people whose dossiers change, in the transaction of the change."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(people: Iterable[uuid.UUID]) -> None:
    """These dossiers were changed just now."""
    changed = list(people)
    for listener in _listeners:
        listener(changed)
