"""Background work of this app: what silence settles, asked for every day. May run twice, stop half way, or never."""

from __future__ import annotations

from django_tasks import task

from vakwerk.apps.sessions import silence


@task()
def settle_silences() -> int:
    """Settles every silence whose term has passed; how many."""
    return silence.settle_all()
