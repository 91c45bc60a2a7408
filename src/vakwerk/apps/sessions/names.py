"""The closed lists of this app. Values are stored; labels are shown."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SESSION_KINDS: tuple[str, ...] = (
    "intervision",
    "case-discussion",
    "supervision",
    "moral-deliberation",
    "peer-review",
    "network-meeting",
)
"""The kinds of activity that people do together, in the order in which they are offered."""

LONGEST_NAME, LONGEST_TEXT = 120, 2_000
MOST_MINUTES = 24 * 60
MOST_PEOPLE, MOST_GUESTS, MOST_IN_SERIES = 60, 60, 52
ON_THE_SPOT = dt.timedelta(hours=12)
"""How long the code on the spot lets somebody in who was not listed."""
UNDO_WITHIN = dt.timedelta(minutes=30)
INVITATION_LASTS = dt.timedelta(days=14)


class State(models.TextChoices):
    """Whether a session is still to come, took place, or did not."""

    PLANNED = "planned", _("planned")
    HELD = "held", _("took place")
    CANCELLED = "cancelled", _("cancelled")


class Presence(models.TextChoices):
    """What is known about one person's presence."""

    INVITED = "invited", _("has not answered yet")
    CONFIRMED = "confirmed", _("confirmed")
    BY_SILENCE = "confirmed-by-silence", _("confirmed by silence")
    NOT_THERE = "was-not-there", _("was not there")
    WITHDRAWN = "withdrawn", _("withdrawn")


COUNTING: tuple[str, ...] = (Presence.CONFIRMED, Presence.BY_SILENCE)
"""The presences that make a fact in somebody's dossier."""


class How(models.TextChoices):
    """By which way the presence became known. Empty while it is not."""

    RECORDER = "recorder", _("recorded it")
    SCAN = "scan", _("by the code on the spot")
    LINK = "link", _("by the link")
    LIST = "list", _("by answering")
    SILENCE = "silence", _("by saying nothing")


class Part(models.TextChoices):
    """What somebody did in the session; empty when that was nothing in particular."""

    GUIDE = "guide", _("guided the session")
    CASE_BRINGER = "case-bringer", _("brought in a case")
    MINUTE_TAKER = "minute-taker", _("took the minutes")


class Unit(models.TextChoices):
    """In what a series counts its steps."""

    WEEKS = "weeks", pgettext_lazy("every so many", "weeks")
    MONTHS = "months", pgettext_lazy("every so many", "months")


EVENTS: tuple[str, ...] = (
    "session:plan",
    "session:record",
    "session:held",
    "session:correct",
    "session:cancel",
    "session:undo",
    "session:yield",
    "session:code",
    "attendance:join",
    "attendance:confirm",
    "attendance:silence",
    "attendance:deny",
    "attendance:mark",
    "attendance:object",
    "attendance:leave",
    "attendance:part",
    "attendance:erase",
    "guest:add",
    "guest:remove",
)
"""Everything that can happen to a session."""
