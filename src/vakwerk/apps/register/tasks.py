"""Background work of this app. Every task may run twice, stop half way, or never: what is stale stays stale."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from vakwerk.apps.register import standings


@task()
def refresh_standings() -> int:
    """Works out all standings that are stale; how many people."""
    return standings.refresh_all()


@transaction.atomic
def ask_for_refresh() -> None:
    """A worker will refresh the standings. Asked a thousand times before it begins, it does so once."""
    waiting = DBTaskResult.objects.ready().filter(task_path=refresh_standings.module_path)
    if not waiting.exists():
        refresh_standings.enqueue()
