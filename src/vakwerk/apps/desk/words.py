"""Small words the desk adds to the sentences of `core.norms.words`."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vakwerk.apps.dossier.words import language
from vakwerk.core.amounts import Unit
from vakwerk.core.dates import whole_months
from vakwerk.core.norms.model import Norm
from vakwerk.core.norms.words import amount_text

OURS = frozenset({"vakwerk"})
"""Owners whose norms this register decides about itself."""


def is_ours(norm: Norm) -> bool:
    """Whether this register decides about the norm; of all others it only keeps a copy."""
    return norm.owner.casefold() in OURS


def amount(value: int, unit: Unit) -> str:
    """An amount in the reader's language."""
    return amount_text(value, unit, language())


def whole_amount(value: int, unit: Unit) -> str:
    """The same, without the odd minutes of a hundred hours and more."""
    return amount(value - value % 60 if unit is Unit.MINUTES and value >= 6_000 else value, unit)


def time_left(today: dt.date, end: dt.date) -> str:
    """How long until `end`, the first day after the period: years and months far off, days close by."""
    days = (end - today).days
    months = whole_months(today, end)
    if days <= 0:
        return _("period is over")
    if months < 1:
        return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": days}
    if months < 24:
        return ngettext("%(count)s month left", "%(count)s months left", months) % {"count": months}
    return ngettext("%(count)s year left", "%(count)s years left", months // 12) % {"count": months // 12}


def age(checked_on: dt.date, today: dt.date) -> str:
    """How long ago our copy was compared with its source."""
    months = whole_months(checked_on, today)
    if months < 1:
        return _("less than a month ago")
    return ngettext("%(count)s month ago", "%(count)s months ago", months) % {"count": months}
