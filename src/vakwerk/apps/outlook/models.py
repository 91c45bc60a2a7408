"""That everybody was written, that they were counted under a norm, and that a change is worked out. No rules here.

Nothing in these tables is about a person who was counted; the folders they name hold facts of people.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from vakwerk.apps.outlook.terms import OPEN, State, Why


class Population(models.Model):
    """Everybody as they were at one moment, in a folder. `people` counts them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    on = models.DateField()
    read_at = models.DateTimeField()
    """The moment just before the first was read."""
    people = models.PositiveIntegerField()

    def __str__(self) -> str:
        """The day and how many."""
        return f"{self.people} people on {self.on.isoformat()}"


class Count(models.Model):
    """Everybody under one norm on one day. `digest` is of the norm's files: another text is another count.

    First the population is written (`written` people so far), then `done` of `whole` parts are assessed.
    `leased_until` is set while a worker is at it; a worker that died loses it by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    norm = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    anew = models.BooleanField(default=False)
    population = models.ForeignKey(
        Population, null=True, blank=True, on_delete=models.SET_NULL, related_name="counts"
    )
    read_at = models.DateTimeField(null=True, blank=True)
    """When the people in it were read: also known when that population has made way for a newer one."""
    written = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=16, blank=True, default="", choices=Why.choices)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="outlook_count_known_state"),
            models.CheckConstraint(
                condition=Q(state=State.FAILED, why__in=Why.values) | (~Q(state=State.FAILED) & Q(why="")),
                name="outlook_count_failed_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.READY) | Q(finished_at__isnull=False),
                name="outlook_count_ready_has_a_moment",
            ),
            models.UniqueConstraint(
                fields=["norm"], condition=Q(state__in=OPEN), name="outlook_one_open_count_per_norm"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["norm", "-asked_at"], name="outlook_count_latest")
        ]

    def __str__(self) -> str:
        """The norm, the day and how far."""
        return f"{self.norm} on {self.on.isoformat()}: {self.state}"


class Scenario(models.Model):
    """A change that needs the facts themselves, worked out part by part. What came out stands in the count's folder.

    `key` is a digest of the changes and of whom they are looked at for.
    """

    id = models.BigAutoField(primary_key=True)
    count = models.ForeignKey(Count, on_delete=models.CASCADE, related_name="scenarios")
    key = models.CharField(max_length=64)
    changes = models.JSONField()
    held_only = models.BooleanField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    done = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="outlook_scenario_known_state"),
            models.UniqueConstraint(fields=["count", "key"], name="outlook_scenario_once"),
        ]

    def __str__(self) -> str:
        """The changes and how far."""
        return f"{', '.join(self.changes)}: {self.state}"
