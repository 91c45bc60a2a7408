"""Background work of this app, asked for every day: imports that were left lying are thrown away. May run twice."""

from __future__ import annotations

from django_tasks import task

from vakwerk.apps.portals import actions


@task()
def forget_old_imports() -> int:
    """Throws away whatever waited longer than it may; how many imports."""
    return actions.forget_old()
