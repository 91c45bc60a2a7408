"""The closed lists of this app. Values are stored; labels are shown."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    """A plan is worked on, or looked back on and closed."""

    OPEN = "open", _("being worked on")
    CLOSED = "closed", _("closed")


class GoalState(models.TextChoices):
    """Where a goal is."""

    OPEN = "open", _("working on it")
    REACHED = "reached", _("reached")
    DROPPED = "dropped", _("let go")


class Said(models.TextChoices):
    """What the person says of a fact and a goal, whatever Vakwerk would have found."""

    FITS = "fits", _("belongs to it")
    NOT = "not", _("does not belong to it")


EVENTS: tuple[str, ...] = ("add", "change", "reach", "drop", "reopen", "tie", "untie", "carry")
"""Everything that can happen to a goal."""

LONGEST_GOAL = 300
LONGEST_TEXT = 10_000
