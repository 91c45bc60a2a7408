"""Everybody there is: for what must be done for all, such as erasing again after a backup was put back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from vakwerk.apps.people.models import Person


def everybody() -> Iterator[uuid.UUID]:
    """The numbers of all people."""
    return Person.objects.order_by("pk").values_list("pk", flat=True).iterator(2_000)
