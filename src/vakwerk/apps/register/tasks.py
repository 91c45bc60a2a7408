"""Background work of this app. Every task may run twice, stop half way, or never: what is stale stays stale."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from vakwerk.apps.register import standings


@task()
def refresh_standings() -> int:
    """Works out all standings that are stale; how many people."""
    return standings.refresh_all()


def hear_of_change(people: Iterable[uuid.UUID]) -> None:
    """Dossiers changed: what lists show of these people is stale, and a worker is asked to work it out."""
    if standings.mark_changed(people):
        ask_for_refresh()


@transaction.atomic
def ask_for_refresh() -> None:
    """A worker will refresh the standings. Asked a thousand times before it begins, it does so once."""
    waiting = DBTaskResult.objects.ready().filter(task_path=refresh_standings.module_path)
    if not waiting.exists():
        refresh_standings.enqueue()
