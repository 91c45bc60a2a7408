"""What people fill in: which period, what they want to learn, what they write when they look back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.dossier import words
from vakwerk.apps.dossier.fields import DayField, LastDayField, MinutesField
from vakwerk.apps.portfolio import periods
from vakwerk.apps.portfolio.actions import REFLECTION_KINDS, LookBack, Wish
from vakwerk.apps.portfolio.terms import LONGEST_GOAL, LONGEST_TEXT
from vakwerk.core import vocabulary

HERE = ""


class DaysForm(forms.Form):
    """The base of forms with days: gives every day its today."""

    def __init__(self, *arguments: Any, today: dt.date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.today = today


class PeriodForm(DaysForm):
    """Which period; the field names stand in the address of the page."""

    periode = forms.ChoiceField(label=_("Which period"), required=False)
    van = DayField(label=_("From"), required=False, help_text=_("Only for days of your own."))
    tot = LastDayField(label=_("To and including"), required=False)

    def __init__(self, *arguments: Any, offered: Sequence[periods.Choice], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.offered = {one.key: one for one in offered}
        field: Any = self.fields["periode"]
        field.choices = [
            *((one.key, capfirst(one.label)) for one in offered),
            (periods.OWN, _now("Days of your own")),
        ]

    def clean(self) -> dict[str, Any]:
        """Days of one's own need both days, in order."""
        found = super().clean() or {}
        if found.get("periode") == periods.OWN:
            for name in ("van", "tot"):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, _now("Fill in this day, for example 1-1-2026."))
            if found.get("van") and found.get("tot") and found["tot"] <= found["van"]:
                self.add_error("tot", _now("The last day lies before the first. Check both days."))
        return found

    def chosen(self) -> periods.Choice:
        """The period that was chosen; the first that is offered when none was. Only after `is_valid()`."""
        key = self.cleaned_data["periode"]
        if key == periods.OWN:
            start, end = self.cleaned_data["van"], self.cleaned_data["tot"]
            return periods.Choice(periods.OWN, periods.span(start, end), start, end)
        return self.offered.get(key) or next(iter(self.offered.values()))


class GoalForm(DaysForm):
    """What somebody wants to learn. One field is enough."""

    text = forms.CharField(
        label=_("What do you want to learn?"),
        help_text=_("One sentence. Leave out what can lead to a client."),
        max_length=LONGEST_GOAL,
        error_messages={"required": _("Write down what you want to learn.")},
    )
    why = forms.CharField(
        label=_("Why?"),
        help_text=_("Only you read this."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = LastDayField(
        label=_("Before which day?"), help_text=_("Empty: before your plan ends."), required=False
    )
    requirements = forms.MultipleChoiceField(
        label=_("What a norm asks"),
        help_text=_("What that norm counts, appears at this goal by itself."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    topics = forms.MultipleChoiceField(
        label=_("About"),
        help_text=_("What you do about this topic, appears at this goal by itself."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    elements = forms.MultipleChoiceField(
        label=_("Part of your professional identity"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *arguments: Any, offered: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        fields: Any = self.fields
        fields["requirements"].choices = list(offered)
        if not offered:
            del fields["requirements"]
        for name, terms in (("topics", "topics"), ("elements", "identity_elements")):
            fields[name].choices = [
                (key, capfirst(words.term(terms, key))) for key in vocabulary.terms(terms)
            ]

    def more_is_open(self) -> bool:
        """Whether something under "more" is filled in or wrong, so that it must be seen."""
        return any(
            self[name].errors or self[name].value() for name in self.fields if name not in ("text", "until")
        )

    def more_fields(self) -> list[forms.BoundField]:
        """What stands under "more"."""
        return [self[name] for name in self.fields if name not in ("text", "until")]

    def wish(self) -> Wish:
        """What was typed. Only after `is_valid()`."""
        typed = self.cleaned_data
        return Wish(
            text=typed["text"],
            why=typed["why"],
            until=typed["until"],
            requirements=[split_key(key) for key in typed.get("requirements", ())],
            topics=typed["topics"],
            elements=typed["elements"],
        )


def joined_key(norm: str, requirement: str) -> str:
    """A requirement as the value of a control."""
    return f"{norm}|{requirement}"


def split_key(text: str) -> tuple[str, str]:
    """A requirement out of the value of a control; what is no requirement has an empty second part."""
    norm, _bar, requirement = text.partition("|")
    return norm, requirement


class LookBackForm(forms.Form):
    """What somebody writes at the end of a plan."""

    text = forms.CharField(
        label=_("What did you learn, and what will you do with it?"),
        help_text=_("Only you read this. Leave out what can lead to a client."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    keep_as = forms.ChoiceField(
        label=_("Keep this in your dossier too?"), required=False, widget=forms.RadioSelect
    )
    minutes = MinutesField(
        label=_("How long did you work on it?"),
        help_text=_("Only when it goes into your dossier. For example 1 hour or 45 min."),
        required=False,
    )
    go_on = forms.ChoiceField(label=_("And then?"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        fields: Any = self.fields
        fields["keep_as"].choices = [
            (HERE, _now("No, only here")),
            *(
                (key, _now("Yes, as %(kind)s") % {"kind": words.term("activity_kinds", key)})
                for key in REFLECTION_KINDS
            ),
        ]
        fields["go_on"].choices = [
            ("next", _now("Close this plan and start the next one with the goals that remain")),
            ("stop", _now("Close this plan, without a next one")),
        ]

    def clean(self) -> dict[str, Any]:
        """What goes into the dossier has a text and a length."""
        found = super().clean() or {}
        if found.get("keep_as"):
            if not found.get("text"):
                self.add_error("text", _now("Write something first; then it can go into your dossier."))
            if not found.get("minutes") and "minutes" not in self.errors:
                self.add_error("minutes", _now("Fill in how long you worked on it."))
        return found

    def look_back(self, title: str) -> LookBack:
        """What was typed. Only after `is_valid()`."""
        typed = self.cleaned_data
        return LookBack(typed["text"], typed["keep_as"], typed["minutes"], title)
