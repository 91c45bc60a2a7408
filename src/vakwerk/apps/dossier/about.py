"""What other rooms say about one fact, on its page. Rooms above this one speak; this one knows none of them.

A room registers a *speaker* when Django starts (`AppConfig.ready`).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a fact in the reader's language, and where to do something about it (empty: nowhere)."""

    text: str
    href: str = ""
    action: str = ""


Speaker = Callable[[uuid.UUID, str], list[Remark]]

_speakers: list[Speaker] = []


def listen(speaker: Speaker) -> None:
    """Ask `speaker` too, with the number of the owner and the id of the fact."""
    if speaker not in _speakers:
        _speakers.append(speaker)


def remarks_about(person: uuid.UUID, fact_id: str) -> list[Remark]:
    """All that is said about this fact of this person."""
    return [remark for speaker in _speakers for remark in speaker(person, fact_id)]
