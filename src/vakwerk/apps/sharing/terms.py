"""The closed lists of this app. Values are stored; labels are shown."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.people.terms import Purpose as LookPurpose
from vakwerk.apps.people.terms import Role
from vakwerk.core.dates import add_months


class Purpose(models.TextChoices):
    """What something is shared for. The purpose decides who may read it, what, and for how long."""

    EMPLOYMENT = "employment", _("for work")
    GUIDANCE = "guidance", _("for guidance")
    ASSESSMENT = "assessment", _("for an assessment")
    APPLICATION = "application", _("for an application")
    OTHER = "other", _("for something else")


class Scope(models.TextChoices):
    """What is shared. Notes, remarks and the names of reflections are in none of these."""

    STANDING = "standing", _("only state and end date")
    REASONS = "standing-with-reasons", _("also what is there and what is missing")
    NORM = "norm", _("one recognition: the facts that count in one period")
    FACTS = "facts", _("chosen facts")
    PORTFOLIO = "portfolio", _("the portfolio")


class Decision(models.TextChoices):
    """What became of a request."""

    OPEN = "open", _("waits for an answer")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")


READERS: dict[str, tuple[str, ...]] = {
    Purpose.EMPLOYMENT: (Role.EMPLOYER,),
    Purpose.GUIDANCE: (Role.MENTOR, Role.EDUCATOR),
    Purpose.ASSESSMENT: (Role.ASSESSOR,),
    Purpose.APPLICATION: (Role.EMPLOYER, Role.EDUCATOR, Role.ASSESSOR),
    Purpose.OTHER: (Role.EMPLOYER, Role.MENTOR, Role.EDUCATOR, Role.ASSESSOR),
}
"""In which roles people of an organisation read what is shared with it for a purpose."""

SCOPES: dict[str, tuple[str, ...]] = {
    Purpose.EMPLOYMENT: (Scope.STANDING, Scope.REASONS, Scope.NORM, Scope.FACTS, Scope.PORTFOLIO),
    Purpose.GUIDANCE: (Scope.REASONS, Scope.STANDING, Scope.NORM, Scope.FACTS, Scope.PORTFOLIO),
    Purpose.ASSESSMENT: (Scope.NORM,),
    Purpose.APPLICATION: (Scope.STANDING, Scope.REASONS, Scope.NORM, Scope.FACTS, Scope.PORTFOLIO),
    Purpose.OTHER: (Scope.STANDING, Scope.REASONS, Scope.NORM, Scope.FACTS, Scope.PORTFOLIO),
}
"""What can be shared for a purpose; the first is proposed. An assessor sees one recognition and one period."""

MONTHS: dict[str, int] = {
    Purpose.EMPLOYMENT: 1,
    Purpose.GUIDANCE: 6,
    Purpose.ASSESSMENT: 2,
    Purpose.APPLICATION: 1,
    Purpose.OTHER: 1,
}
"""For how long is proposed, in months. A choice of this house; the owner changes it."""

LONGEST_MONTHS = 12

LOOKED_FOR: dict[str, str] = {
    Purpose.EMPLOYMENT: LookPurpose.EMPLOYMENT,
    Purpose.GUIDANCE: LookPurpose.GUIDANCE,
    Purpose.ASSESSMENT: LookPurpose.ASSESSMENT,
    Purpose.APPLICATION: LookPurpose.APPLICATION,
    Purpose.OTHER: LookPurpose.SHARED,
}
"""Under which purpose a look through a share is recorded."""

LEAVE_SHOWN_FOR: frozenset[str] = frozenset({Purpose.ASSESSMENT})
"""Leave tells about health. Only an assessor, who must see why a period is longer, reads which leave it was."""

EVENT_NAMES: tuple[str, ...] = (
    "sharing:share:offer",
    "sharing:share:accept",
    "sharing:share:shorten",
    "sharing:share:extend",
    "sharing:share:end",
)
"""Everything that can happen to a share."""

ANSWER_WITHIN_DAYS = 28
"""Days in which a request for correction is answered: a promise of this house, not a term from a source."""

CHANGE_ONES_MIND_DAYS = 7
"""Days between asking to be erased and being erased."""


def last_day(purpose: str, on: dt.date) -> dt.date:
    """Until when sharing for a purpose is proposed on a day."""
    return add_months(on, MONTHS[purpose])


def latest_day(on: dt.date) -> dt.date:
    """The last day until which anything can be shared on a day."""
    return add_months(on, LONGEST_MONTHS)
