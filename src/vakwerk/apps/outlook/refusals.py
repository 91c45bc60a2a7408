"""Why a count is not made: one refusal per reason."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vakwerk.apps.refusal import Refusal


class OutlookRefusal(Refusal):
    """Any refusal of this app; nothing was changed."""


class NothingToTry(OutlookRefusal):
    """There is no such norm, or its file declares nothing adjustable. Data: norm."""

    code = "nothing-to-try"
    sentence = _("This norm has no figures that may be moved.")


class NothingCounts(OutlookRefusal):
    """There is no count to stop, to remove or to work on. Data: norm."""

    code = "nothing-counts"
    sentence = _("There is no count any more. Count again.")
