"""A dossier that was taken along from here (`dossier.json`): fact by fact, each read and checked before it is taken."""

from __future__ import annotations

from vakwerk.core.dossier import UnreadableDossier, read_dossier, to_data
from vakwerk.core.dossier.values import LIST_OF
from vakwerk.core.exchange.tables import Read, Unreadable

TAKEN = ("activities", "work", "absences", "documents", "declarations", "holdings", "recognitions")
"""What people may bring along themselves; measures and hardship decisions come from a register only."""


def read_our_dossier(text: str) -> Read:
    """Every fact a person may bring, as JSON data. Raises Unreadable."""
    try:
        dossier = read_dossier(text)
    except UnreadableDossier as unreadable:
        raise Unreadable("broken-dossier", first=str(unreadable.faults[0])[:300]) from None
    facts = tuple(
        (LIST_OF[type(fact)], to_data(fact)) for fact in dossier.facts() if LIST_OF[type(fact)] in TAKEN
    )
    if not facts:
        raise Unreadable("empty")
    return Read("dossier", facts=facts)
