"""Background work of this app. Every task may run twice, stop half way, or never: what is stale stays stale."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django_tasks import task

from vakwerk.apps.people import daily
from vakwerk.apps.register import standings


@task()
def refresh_standings() -> int:
    """Works out all standings that are stale; how many people."""
    return standings.refresh_all()


def hear_of_change(people: Iterable[uuid.UUID]) -> None:
    """Dossiers changed: what lists show of these people is stale, and a worker is asked to work it out."""
    if standings.mark_changed(people):
        ask_for_refresh()


def ask_for_refresh() -> None:
    """A worker will refresh the standings, once however often it is asked before it begins."""
    daily.ask_once(refresh_standings)
