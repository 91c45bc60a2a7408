"""Who may do what with a portfolio and a plan: its owner, and nobody else. What is shared is asked of `queries`."""

from __future__ import annotations

import rules

from vakwerk.apps.dossier.parties import Actor, Owner


@rules.predicate
def owns(account: Actor, person: Owner | None = None) -> bool:
    """The portfolio is the account's own. Without a person the answer is no."""
    return person is not None and account.pk is not None and getattr(person, "account_id", None) == account.pk


rules.add_perm("portfolio.see", owns)
rules.add_perm("portfolio.change", owns)
rules.add_perm("portfolio.export", owns)
