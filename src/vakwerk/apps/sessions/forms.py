"""What people type about sessions and groups."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakwerk.apps.dossier import entry
from vakwerk.apps.dossier import words as dossier_words
from vakwerk.apps.sessions import actions, groups, words
from vakwerk.apps.sessions.names import LONGEST_NAME, LONGEST_TEXT, MOST_IN_SERIES, MOST_MINUTES, Unit
from vakwerk.core import vocabulary

USUAL_MINUTES = 120
_CLOCK = re.compile(r"([01]?\d|2[0-3])(?:[:.]([0-5]\d))?(?: ?(?:uur|u|h))?", re.ASCII)


class _Typed(forms.Field):
    """One line of text that means something else than text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"autocomplete": "off"}), **options)

    def to_python(self, value: Any) -> Any:
        """What was meant, or None when nothing was filled in."""
        text = str(value or "").strip()[:60]
        return self.read(text) if text else None

    def read(self, text: str) -> Any:
        """What `text` means."""
        raise NotImplementedError


class Day(_Typed):
    """A day, past or to come."""

    today: dt.date

    def read(self, text: str) -> dt.date:
        """The day."""
        if text.casefold() in ("morgen", "tomorrow"):
            return self.today + dt.timedelta(days=1)
        try:
            return entry.parse_day(text, today=self.today)
        except entry.NotADay:
            message = _("We can not read “%(text)s” as a day. Write it like this: 20-11-2026.")
            raise ValidationError(message, params={"text": text}) from None

    def prepare_value(self, value: Any) -> Any:
        """A day as it is typed."""
        return entry.written_day(value) if isinstance(value, dt.date) else value


class Length(_Typed):
    """A length of time, in minutes."""

    def read(self, text: str) -> int:
        """The minutes."""
        try:
            minutes = entry.parse_minutes(text)
        except entry.NotADuration:
            message = _("We can not read “%(text)s” as a time. Write it like this: 3 uur, 2:30 or 90 min.")
            raise ValidationError(message, params={"text": text}) from None
        if minutes > MOST_MINUTES:
            raise ValidationError(
                _("At most %(most)s hours fit here. Check what you typed."),
                params={"most": MOST_MINUTES // 60},
            )
        return minutes

    def prepare_value(self, value: Any) -> Any:
        """Minutes as they are typed."""
        return entry.written_minutes(value) if isinstance(value, int) else value


class Clock(_Typed):
    """A time of day."""

    def read(self, text: str) -> dt.time:
        """The time."""
        found = _CLOCK.fullmatch(text.casefold())
        if found is None:
            message = _("We can not read “%(text)s” as a time of day. Write it like this: 14:00.")
            raise ValidationError(message, params={"text": text})
        return dt.time(int(found[1]), int(found[2] or 0))

    def prepare_value(self, value: Any) -> Any:
        """A time as it is typed."""
        return f"{value:%H:%M}" if isinstance(value, dt.time) else value


class SessionForm(forms.Form):
    """What a session was or will be. The name may stay empty: then the group's name is used, or the kind."""

    first: tuple[str, ...] = ("on", "minutes")

    kind = forms.ChoiceField(label=gettext_lazy("What kind of meeting"))
    on = Day(label=gettext_lazy("When"), help_text=gettext_lazy("A day to come? Then it is planned."))
    minutes = Length(
        label=gettext_lazy("How long"), help_text=gettext_lazy("Without breaks. Like 2, 1:30 or 90 min")
    )
    title = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("Everybody who is on the list reads this. No data about clients."),
    )
    starts_at = Clock(label=gettext_lazy("Begins at"), required=False, help_text=gettext_lazy("Like 14:00"))
    remote_minutes = Length(label=gettext_lazy("Of which at a distance"), required=False)
    place = forms.CharField(label=gettext_lazy("Where"), required=False, max_length=LONGEST_NAME)
    method = forms.CharField(label=gettext_lazy("Method"), required=False, max_length=LONGEST_NAME)

    def __init__(self, *args: Any, today: dt.date, usual_title: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.usual_title = usual_title
        day, kind = self.fields["on"], self.fields["kind"]
        assert isinstance(day, Day)
        assert isinstance(kind, forms.ChoiceField)
        day.today = today
        kind.choices = words.kind_choices()

    def facts(self) -> actions.Facts:
        """What was typed. Only after `is_valid()`."""
        typed = self.cleaned_data
        return actions.Facts(
            kind=typed["kind"],
            title=typed["title"].strip() or self.usual_title or words.usual_title(typed["kind"], ""),
            on=typed["on"],
            minutes=typed["minutes"],
            remote_minutes=typed["remote_minutes"] or 0,
            starts_at=typed["starts_at"],
            place=typed["place"],
            method=typed["method"],
        )

    def first_fields(self) -> list[Any]:
        """The fields that are always seen."""
        return [self[name] for name in self.first]

    def more_fields(self) -> list[Any]:
        """The fields for who wants to say more."""
        return [field for field in self.visible_fields() if field.name not in (*self.first, "there")]

    def more_is_open(self) -> bool:
        """Whether something under "more" is wrong, so that it must be seen."""
        return any(field.errors for field in self.more_fields())


class RecordForm(SessionForm):
    """A new session: who was there, guests, and whether it comes again."""

    guests = forms.CharField(
        label=gettext_lazy("Others who were there, without an account"),
        help_text=gettext_lazy("One name a line. They get a line on the printed list."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    every = forms.IntegerField(
        label=gettext_lazy("Comes again every"), required=False, min_value=1, max_value=52
    )
    unit = forms.ChoiceField(label=gettext_lazy("Weeks or months"), required=False, choices=Unit.choices)
    count = forms.IntegerField(
        label=gettext_lazy("How many times in all"), required=False, min_value=2, max_value=MOST_IN_SERIES
    )

    def __init__(self, *args: Any, members: list[tuple[str, str]], has_group: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if members:
            self.fields["there"] = forms.MultipleChoiceField(
                label=gettext_lazy("Who were there?"),
                help_text=gettext_lazy("Take off who was not there."),
                required=False,
                choices=members,
                initial=[key for key, _name in members],
                widget=forms.CheckboxSelectMultiple,
            )
        self.members = [key for key, _name in members]
        if not has_group:
            self.first = ("kind", "on", "minutes")

    def clean(self) -> dict[str, Any]:
        """A series needs both its distance and its number."""
        typed = super().clean() or {}
        if bool(typed.get("every")) != bool(typed.get("count")):
            missing = "count" if typed.get("every") else "every"
            self.add_error(missing, _("Fill in both: how often, and how many times. Or leave both empty."))
        return typed

    def rule(self) -> actions.Rule | None:
        """The series that was asked for."""
        typed = self.cleaned_data
        if not typed.get("every"):
            return None
        return actions.Rule(every=typed["every"], unit=typed["unit"] or Unit.WEEKS, count=typed["count"])

    def absent(self) -> list[uuid.UUID]:
        """Who was taken off the list."""
        there = set(self.cleaned_data.get("there", []))
        return [uuid.UUID(key) for key in self.members if key not in there]

    def guest_names(self) -> list[str]:
        """The guests, one a line."""
        return str(self.cleaned_data["guests"]).splitlines()


class TextForm(forms.Form):
    """One text."""

    text = forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: Any, hint: Any = "", required: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["text"]
        field.label, field.help_text, field.required = label, hint, required


class GuestForm(forms.Form):
    """A guest."""

    name = forms.CharField(label=gettext_lazy("Name of a guest"), max_length=LONGEST_NAME)


class GroupForm(forms.Form):
    """What a group is called and usually does."""

    name = forms.CharField(label=gettext_lazy("Name of the group"), max_length=LONGEST_NAME)
    kind = forms.ChoiceField(label=gettext_lazy("What do you usually do?"))
    minutes = Length(
        label=gettext_lazy("How long, usually"),
        required=False,
        help_text=gettext_lazy("Like 2, 1:30 or 90 min"),
    )
    method = forms.CharField(label=gettext_lazy("Method"), required=False, max_length=LONGEST_NAME)
    guide_register = forms.ChoiceField(
        label=gettext_lazy("In which register is your supervisor?"),
        help_text=gettext_lazy("Some registers ask for a supervisor who is listed there."),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind, register = self.fields["kind"], self.fields["guide_register"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(register, forms.ChoiceField)
        kind.choices = words.kind_choices()
        language = dossier_words.language()
        register.choices = [
            ("", "–"),
            *(
                (key, vocabulary.label("accreditors", key, language))
                for key in vocabulary.terms("accreditors")
            ),
        ]

    def habits(self) -> groups.Habits:
        """What was typed. Only after `is_valid()`."""
        typed = self.cleaned_data
        return groups.Habits(
            name=typed["name"],
            kind=typed["kind"],
            method=typed["method"],
            minutes=typed["minutes"],
            guide_register=typed["guide_register"],
        )
