"""The closed lists of this app."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a piece of work is."""

    ASKED = "asked", _("asked")
    BUSY = "busy", _("busy")
    READY = "ready", _("ready")
    STOPPED = "stopped", _("stopped")
    FAILED = "failed", _("failed")


OPEN = (State.ASKED, State.BUSY)
"""Somebody waits for it."""


class Why(models.TextChoices):
    """Why a count failed. The label says what to do."""

    DISAGREEMENT = (
        "disagreement",
        _(
            "Two ways of working it out did not agree about somebody, so nothing is shown. This is a fault in Vakwerk: "
            "tell the administrator."
        ),
    )
    NOT_COMPILED = (
        "not-compiled",
        _("This norm asks something that can not be counted for everybody yet. Tell the administrator."),
    )
    TECHNICAL = (
        "technical",
        _(
            "Something went wrong in the machine. Try it once more; if it goes wrong again, tell the administrator."
        ),
    )
