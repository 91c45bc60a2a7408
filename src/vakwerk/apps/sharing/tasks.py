"""Background work of this app. Every task may run twice, or too early: it does only what is due."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django_tasks import task

from vakwerk.apps.sharing import rights


@task()
def carry_out_erasures() -> int:
    """Erases everybody whose time has come; how many people."""
    return rights.carry_out_due()


@transaction.atomic
def erase_after(due: dt.datetime) -> None:
    """A worker carries out what is due, at that moment."""
    carry_out_erasures.using(run_after=due + dt.timedelta(seconds=1)).enqueue()
