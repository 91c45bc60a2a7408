"""What providers and professionals fill in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.dossier import words
from vakwerk.apps.dossier.fields import DayField, LastDayField, MinutesField
from vakwerk.apps.learning.roster import MOST_MINUTES, NotText, decoded
from vakwerk.apps.learning.terms import Outcome, Reason
from vakwerk.core import vocabulary

MOST_BYTES = 2 * 1024 * 1024
OFFERED = ("course", "training", "workshop", "e-learning", "conference", "lecture", "study", "post-hbo")


def _terms(name: str, keys: Iterable[str] | None = None) -> list[tuple[str, str]]:
    return [(key, words.term(name, key)) for key in (keys or vocabulary.terms(name))]


class TodayForm(forms.Form):
    """A form that reads days without a year up to today."""

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.today = today


class OfferingForm(TodayForm):
    """A course, training … that the organisation gives."""

    organisation = forms.ChoiceField(label=_("Given by"))
    title = forms.CharField(label=_("Name"), max_length=500)
    kind = forms.ChoiceField(label=_("What is it"))
    minutes = MinutesField(
        label=_("How long"),
        help_text=_("Without breaks and travel. For example 3 hours, 2:30 or 90 min."),
        most=MOST_MINUTES,
    )
    form = forms.ChoiceField(label=_("Formal or informal"), required=False)
    topics = forms.MultipleChoiceField(label=_("About"), required=False, widget=forms.CheckboxSelectMultiple)
    own_code = forms.CharField(label=_("Your own code"), required=False, max_length=64)

    def __init__(self, *args: Any, organisations: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        houses = [(str(house.pk), house.name) for house in organisations]
        fields["organisation"].choices = houses
        fields["kind"].choices = _terms("activity_kinds", OFFERED)
        fields["form"].choices = [("", "–"), *_terms("forms")]
        fields["topics"].choices = _terms("topics")
        if len(houses) == 1:  # nothing to choose
            fields["organisation"].required = False
            fields["organisation"].widget = forms.HiddenInput()
            self.initial.setdefault("organisation", houses[0][0])


class AccreditationForm(TodayForm):
    """That a body counts the offering."""

    accreditor = forms.ChoiceField(label=_("Accredited by"))
    number = forms.CharField(label=_("Number of the accreditation"), max_length=200)
    category = forms.CharField(label=_("Category"), required=False, max_length=200)
    valid_from = DayField(label=_("Valid from"))
    until = LastDayField(label=_("To and including"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["accreditor"].choices = [("", "–"), *_terms("accreditors")]


class EditionForm(TodayForm):
    """When and how long: of a list, or of a correction of it."""

    completed_on = DayField(label=_("Last day"))
    started_on = DayField(
        label=_("First day"), help_text=_("Only if it took more than one day."), required=False
    )
    minutes = MinutesField(label=_("How long"), help_text=_("Without breaks and travel."), most=MOST_MINUTES)
    edition = forms.CharField(
        label=_("Edition or group"), required=False, max_length=200, help_text=_("So that you find it again.")
    )


class PostForm(EditionForm):
    """The list itself, pasted or as a file."""

    people = forms.CharField(
        label=_("Who took part"),
        help_text=_("One person on a line: number and name. Copying from a spreadsheet is fine."),
        required=False,
        max_length=MOST_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=_("Or a file (CSV)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )
    field_order = ("completed_on", "people", "file", "started_on", "minutes", "edition")
    from_file = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        for name in ("people", "file"):
            fields[name].one_of = True  # one of the two is needed: neither may say that it is not required

    def clean_people(self) -> str:
        """Without signs that no list holds."""
        return str(self.cleaned_data["people"]).replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")

    def clean(self) -> dict[str, Any]:
        """The text of the file stands in the place of what was pasted."""
        found = super().clean() or {}
        upload = found.get("file")
        if upload is not None:
            self.from_file = True
            if upload.size > MOST_BYTES:
                self.add_error("file", _now("At most 2 MB fits. Split the file."))
                return found
            try:
                found["people"] = decoded(upload.read()).replace("\r\n", "\n").replace("\r", "\n")
            except NotText as fault:
                self.add_error(
                    "file",
                    _now("This is a spreadsheet. Save it as CSV, or copy the cells and paste them.")
                    if fault.kind == "spreadsheet"
                    else _now("We can not read this file. Save it as CSV and choose it again."),
                )
                return found
        if not found.get("people", "").strip() and not self.errors:
            self.add_error("people", _now("Paste the list, or choose a file."))
        return found


class LineForm(forms.Form):
    """The number and the name as they should have been."""

    number = forms.CharField(label=_("Number"), max_length=100)
    name = forms.CharField(label=_("Name"), max_length=200)


class AmountForm(TodayForm):
    """How long and when, for one person."""

    minutes = MinutesField(label=_("How long"), most=MOST_MINUTES)
    completed_on = DayField(label=_("Last day"))


class AnswerForm(TodayForm):
    """The answer to an objection."""

    outcome = forms.ChoiceField(label=_("Your answer"), choices=Outcome.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Why"),
        help_text=_("The person reads this. Needed when you do not agree."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    minutes = MinutesField(label=_("If you correct it: how long"), required=False, most=MOST_MINUTES)
    completed_on = DayField(label=_("If you correct it: last day"), required=False)


class ObjectionForm(forms.Form):
    """What is not right."""

    reason = forms.ChoiceField(label=_("What is not right"), choices=Reason.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What the provider should know"),
        help_text=_("The provider reads this. Write nothing about clients."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
