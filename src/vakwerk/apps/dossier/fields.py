"""Fields that read days and lengths of time as people type them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vakwerk.apps.dossier import entry
from vakwerk.core.dates import next_day

LONGEST = 60


class TypedField(forms.Field):
    """One line of text that means something else than text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"autocomplete": "off"}), **options)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether something else was typed than stood there."""
        return bool((self.prepare_value(initial) or "") != (data or ""))


class DayField(TypedField):
    """A day. The form sets `today`, for who leaves the year out."""

    today: dt.date

    def to_python(self, value: Any) -> Any:
        """The day, or None when nothing was filled in."""
        text = str(value or "").strip()[:LONGEST]
        if not text:
            return None
        try:
            return entry.parse_day(text, today=self.today)
        except entry.NoSuchDay:
            raise ValidationError(
                _("%(text)s is not in the calendar. Check the day, the month and the year."),
                params={"text": text},
            ) from None
        except entry.NotADay:
            raise ValidationError(
                _("We can not read “%(text)s” as a day. Write it like this: 20-11-2026."),
                params={"text": text},
            ) from None

    def prepare_value(self, value: Any) -> Any:
        """A day as it is typed; what was typed stays as it is."""
        return entry.written_day(value) if isinstance(value, dt.date) else value


class LastDayField(DayField):
    """The last day of something. The value is the first day that no longer belongs to it, as facts keep it."""

    def to_python(self, value: Any) -> Any:
        """The day after the one that was typed."""
        day = super().to_python(value)
        return None if day is None else next_day(day)

    def prepare_value(self, value: Any) -> Any:
        """The last day that belongs."""
        return super().prepare_value(value - dt.timedelta(days=1) if isinstance(value, dt.date) else value)


class MinutesField(TypedField):
    """A length of time, in minutes."""

    def __init__(self, *, most: int | None = None, **options: Any) -> None:
        self.most = most
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        """Minutes, or None when nothing was filled in."""
        text = str(value or "").strip()[:LONGEST]
        if not text:
            return None
        try:
            minutes = entry.parse_minutes(text)
        except entry.UnclearDuration:
            raise ValidationError(
                _(
                    "“%(text)s” can mean two things. Write 2:30 for two hours and a half, or 2,3 for 2.3 hours."
                ),
                params={"text": text},
            ) from None
        except entry.NoTime:
            raise ValidationError(_("This is no time at all. Fill in how long it took.")) from None
        except entry.NotADuration:
            raise ValidationError(
                _("We can not read “%(text)s” as a time. Write it like this: 3 uur, 2:30 or 90 min."),
                params={"text": text},
            ) from None
        if self.most is not None and minutes > self.most:
            raise ValidationError(
                _("At most %(most)s hours fit here. Check what you typed."), params={"most": self.most // 60}
            )
        return minutes

    def prepare_value(self, value: Any) -> Any:
        """Minutes as they are typed; what was typed stays as it is."""
        return entry.written_minutes(value) if isinstance(value, int) else value


def zero_without(minutes: int | None) -> int:
    """Zero for a time nobody filled in."""
    return minutes or 0
