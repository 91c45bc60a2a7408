"""Work that is asked for once a day and at every start: rooms say here what, the supervisor asks.

To ask is only to put work in the queue; the work itself must be safe to do twice or not at all.
"""

from __future__ import annotations

from collections.abc import Callable

_askers: list[Callable[[], None]] = []


def listen(asker: Callable[[], None]) -> None:
    """Call `asker` at every start and once a day."""
    if asker not in _askers:
        _askers.append(asker)


def ask_all() -> None:
    """Asks for everything that is due once a day."""
    for asker in _askers:
        asker()
