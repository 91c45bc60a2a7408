"""The closed lists of the dossier: kinds of fact, sources, events."""

from __future__ import annotations

import re

from vakwerk.core.dossier import (
    Absence,
    Activity,
    Declaration,
    Document,
    Fact,
    Hardship,
    Holding,
    Measure,
    Recognition,
    Work,
)

KIND_OF: dict[type[Fact], str] = {
    Activity: "activity",
    Work: "work",
    Absence: "absence",
    Document: "document",
    Declaration: "declaration",
    Holding: "holding",
    Recognition: "recognition",
    Measure: "measure",
    Hardship: "hardship",
}
"""What each kind of fact is called in addresses, events and tables."""

KINDS: tuple[str, ...] = tuple(KIND_OF.values())

OWN_KINDS: tuple[str, ...] = tuple(kind for kind in KINDS if kind not in ("measure", "hardship"))
"""What people enter themselves; measures and hardship decisions come from a register only."""

SOURCES: tuple[str, ...] = ("self", "provider", "import", "register", "colleague")
"""Who a fact comes from: its owner, a provider of learning, a file, a register, a colleague."""

EVENT_NAMES: tuple[str, ...] = (
    *(f"dossier:{kind}:{what}" for kind in KINDS for what in ("record", "change", "withdraw", "restore")),
    "dossier:evidence:attach",
    "dossier:evidence:remove",
)
"""Everything that can happen to a dossier."""

LONGEST_ID = 100
RESERVED_IDS = frozenset({"nieuw"})
"""Words that mean something else in an address."""

FACT_ID = rf"[A-Za-z0-9][A-Za-z0-9_:-]{{0,{LONGEST_ID - 1}}}"
"""How the id of a fact looks, as a pattern."""

_ID = re.compile(FACT_ID)


def is_fact_id(text: str) -> bool:
    """Whether `text` can name a fact: letters, digits, `_`, `:` and `-`, so that it fits in an address."""
    return _ID.fullmatch(text) is not None and text not in RESERVED_IDS
