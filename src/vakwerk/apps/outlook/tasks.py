"""Background work of this app. Every task may run twice, stop half way, or never: what is done stays done."""

from __future__ import annotations

import uuid

from django_tasks import task

from vakwerk.apps.outlook import actions, counting


@task()
def carry_out(count: str) -> bool:
    """Counts everybody under a norm; whether it is ready."""
    return counting.carry_out(uuid.UUID(count))


@task()
def work_out(scenario: str) -> bool:
    """Works a change out that needs the facts; whether it is ready."""
    return counting.work_out(int(scenario))


@task()
def keep_counts_fresh() -> int:
    """Every day: goes on with what a dead worker left, and throws away what may not be kept. How many."""
    actions.forget_who_stopped()
    return actions.wake_what_died() + actions.ask_again() + actions.forget_old()
