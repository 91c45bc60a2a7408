"""Who may bring in and hand in: a person, for the own dossier, and nobody else."""

from __future__ import annotations

import rules

from vakwerk.apps.dossier.parties import Actor, Owner


@rules.predicate
def is_own(account: Actor, person: Owner | None = None) -> bool:
    """The dossier is the account's own. Without a person the answer is no."""
    return person is not None and account.pk is not None and getattr(person, "account_id", None) == account.pk


rules.add_perm("portals.bring_in", is_own)
rules.add_perm("portals.hand_in", is_own)
