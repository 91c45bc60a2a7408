"""What happened to a share, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "sharing:share:offer": _("shared"),
    "sharing:share:accept": _("accepted"),
    "sharing:share:shorten": _("made shorter"),
    "sharing:share:extend": _("made longer"),
    "sharing:share:end": _("stopped"),
}
