"""What a shared session counts for, per recognition of the person: said straight after confirming."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from vakwerk.apps.dossier import queries as dossier_queries
from vakwerk.apps.dossier import words as dossier_words
from vakwerk.core.norms import assess, shipped
from vakwerk.core.norms.words import amount_text, refusal_sentence


@dataclass(frozen=True, slots=True)
class CountsFor:
    """One recognition: its name, whether the fact counts there, and for how much or why not."""

    norm: str
    counts: bool
    text: str

    @property
    def state(self) -> str:
        """The state a sign shows."""
        return "ok" if self.counts else "unknown"


def counts_for(person: Any, fact_id: str, on: dt.date) -> list[CountsFor]:
    """What this fact counts for under every norm the person is under that we have; empty without a fact."""
    if not fact_id:
        return []
    whole = dossier_queries.dossier_of(person)
    if all(one.id != fact_id for one in whole.activities):
        return []
    library, language = shipped(), dossier_words.language()
    found = []
    for held in whole.recognitions:
        if held.norm not in library or (held.until is not None and held.until <= on):
            continue
        assessment = assess(library[held.norm], whole, on)
        story = next((one for one in assessment.facts if one.fact == fact_id), None)
        if story is None:
            continue
        title = dossier_words.norm_title(held.norm)
        if story.counts:
            most = max(story.counted, key=lambda one: one.low)
            found.append(CountsFor(title, True, amount_text(most.low, most.unit, language)))
        elif story.reason is not None:
            found.append(CountsFor(title, False, refusal_sentence(story.reason, assessment, language)))
    return found
