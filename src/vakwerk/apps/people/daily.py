"""Work that is asked for once a day and at every start: rooms say here what, the supervisor asks.

To ask is only to put work in the queue; the work itself must be safe to do twice or not at all.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

_tasks: list[Task[[], Any]] = []


def listen(task: Task[[], Any]) -> None:
    """Ask for `task` at every start and once a day."""
    if task not in _tasks:
        _tasks.append(task)


def ask_all() -> None:
    """Asks for everything that is due once a day."""
    for task in _tasks:
        ask_once(task)


@transaction.atomic
def ask_once(task: Task[[], Any]) -> None:
    """A worker will do this task. Asked a thousand times before it begins, it does so once."""
    if not DBTaskResult.objects.ready().filter(task_path=task.module_path).exists():
        task.enqueue()
