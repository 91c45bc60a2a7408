"""Background work of this app: what silence settles, asked for every day. May run twice, stop half way, or never."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from vakwerk.apps.sessions import silence


@task()
def settle_silences() -> int:
    """Settles every silence whose term has passed; how many."""
    return silence.settle_all()


@transaction.atomic
def ask_to_settle() -> None:
    """A worker will settle what is due. Asked a thousand times before it begins, it does so once."""
    waiting = DBTaskResult.objects.ready().filter(task_path=settle_silences.module_path)
    if not waiting.exists():
        settle_silences.enqueue()
