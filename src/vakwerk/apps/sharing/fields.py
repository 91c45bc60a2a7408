"""A day in a form about sharing."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from vakwerk.apps.dossier import fields


class DayField(fields.DayField):
    """A day as it is typed everywhere in the dossier; a day without a year is counted from today."""

    def to_python(self, value: Any) -> Any:
        """The day, or None when nothing was filled in."""
        self.today = timezone.localdate()
        return super().to_python(value)
