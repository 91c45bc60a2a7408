"""The closed lists of this app."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

OWN_NORM = "brede-registratie"
"""The norm of this register itself: who is registered here is under it."""

EVENT_NAMES: tuple[str, ...] = (
    "register:registration:open",
    "register:registration:end",
    "register:name:change",
    "register:town:publish",
    "register:town:withhold",
    "register:recognition:grant",
    "register:recognition:end",
)
"""Everything that can happen to an entry of the register."""


class State(models.TextChoices):
    """How someone stands under one norm."""

    ON_COURSE = "on-course", _("meets the norm")
    MISSING = "missing", _("something is missing")
    UNKNOWN = "unknown", _("not established")
    OVER = "over", _("period is over")


SEVERITY: dict[str, int] = {State.ON_COURSE: 0, State.UNKNOWN: 1, State.MISSING: 2, State.OVER: 3}
"""The order in which a registrar wants to see states: the most pressing is the highest."""
