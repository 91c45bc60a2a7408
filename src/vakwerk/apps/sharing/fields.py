"""A day in a form, typed and shown as everywhere in the dossier."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.dossier import entry


class DayField(forms.CharField):
    """A day as people write it: 3-11-2026, 3 nov."""

    def to_python(self, value: Any) -> Any:
        """The day, or None when nothing was filled in."""
        text = str(value or "").strip()[:40]
        if not text:
            return None
        try:
            return entry.parse_day(text, today=timezone.localdate())
        except entry.NoSuchDay:
            raise forms.ValidationError(
                _("%(text)s is not in the calendar. Check the day, the month and the year."),
                params={"text": text},
            ) from None
        except entry.NotADay:
            raise forms.ValidationError(
                _("We can not read “%(text)s” as a day. Write it like this: 20-11-2026."),
                params={"text": text},
            ) from None

    def prepare_value(self, value: Any) -> Any:
        """A day as it is typed; what was typed stays as it is."""
        return entry.written_day(value) if isinstance(value, dt.date) else value
