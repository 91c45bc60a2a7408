"""Who may do what with a dossier: its owner, and for now nobody else."""

from __future__ import annotations

import rules

from vakwerk.apps.dossier.parties import Actor, Owner


@rules.predicate
def owns(account: Actor, person: Owner | None = None) -> bool:
    """The dossier is the account's own. Without a person the answer is no."""
    return person is not None and account.pk is not None and getattr(person, "account_id", None) == account.pk


rules.add_perm("dossier.see", owns)
rules.add_perm("dossier.change", owns)
rules.add_perm("dossier.export", owns)
