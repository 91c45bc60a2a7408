"""The closed lists of the register in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "register:registration:open": _("Registered"),
    "register:registration:end": _("Registration ended"),
    "register:name:change": _("Public name changed"),
    "register:town:publish": _("Place made public"),
    "register:town:withhold": _("Place no longer public"),
    "register:recognition:grant": _("Recognition given"),
    "register:recognition:end": _("Recognition ended"),
}
