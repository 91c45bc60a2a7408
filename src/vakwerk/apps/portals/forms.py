"""Forms of this app: a file or a pasted table, the columns, and the day of handing in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.portals import refusals, words
from vakwerk.core import vocabulary
from vakwerk.core.exchange.header import Table
from vakwerk.core.exchange.mapping import ColumnMapping, orders_of, statuses_of, with_words, words_of
from vakwerk.core.exchange.tables import MOST_BYTES
from vakwerk.core.exchange.values import BadValue, read_day
from vakwerk.core.freetext import folded

MOST_PASTED = 1_000_000
LEAVE_OUT = "-"
"""The choice of a column that is left out, or of a word that says nothing."""


class BringForm(forms.Form):
    """A file, or a table that was copied."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("Excel (.xlsx), CSV, a calendar (.ics) or a dossier of Vakwerk. At most 8 MB."),
        widget=forms.ClearableFileInput(attrs={"class": "vw-file"}),
    )
    text = forms.CharField(
        label=_("Or paste a table"),
        required=False,
        max_length=MOST_PASTED,
        help_text=_(
            "Select the table on the page of the portal or in the e-mail, copy it, and paste it here."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        for name in ("file", "text"):
            fields[name].one_of = True  # one of the two is needed: neither may say that it is not required

    def clean(self) -> dict[str, Any]:
        """One of both, and not too large."""
        data = super().clean() or {}
        file, text = data.get("file"), data.get("text", "")
        if not file and not text.strip() and not self.errors:
            raise forms.ValidationError(_("Choose a file, or paste a table."))
        if file and file.size > MOST_BYTES:
            refusal = refusals.UnreadableFile(reason="too-large", most=MOST_BYTES // (1024 * 1024))
            self.add_error("file", refusal.message)
        return data


class ColumnsForm(forms.Form):
    """What every column is, and what is asked about them. Fields are made from the table."""

    def __init__(self, *args: Any, table: Table, mapping: ColumnMapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.before = table, mapping
        columns = [(LEAVE_OUT, _("leave out")), *words.FIELD_NAMES.items()]
        for place, heading in enumerate(table.headings):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=heading, choices=columns, initial=mapping.fields[place] or LEAVE_OUT
            )
        for name in ("completed_on", "started_on"):
            self.fields[f"order-{name}"] = forms.ChoiceField(
                label=_("Which comes first in “%(field)s”?") % {"field": words.FIELD_NAMES[name]},
                choices=[
                    ("day-first", _("the day (31-12-2024)")),
                    ("month-first", _("the month (12/31/2024)")),
                ],
                widget=forms.RadioSelect,
                required=False,
                initial=mapping.orders.get(name, ""),
            )
        language = facts_words.language()
        self.fields["minutes_of_point"] = forms.CharField(
            label=_("How many minutes is one point?"),
            required=False,
            initial="" if mapping.minutes_of_point is None else str(mapping.minutes_of_point),
            help_text=_(
                "With most registers one point is an hour: 60 minutes. Some count otherwise; look it up there."
            ),
        )
        self.fields["accreditor"] = forms.ChoiceField(
            label=_("Whose accreditation numbers are these?"),
            choices=[
                ("", _("choose")),
                *(
                    (t.id, t.nl if language == "nl" else t.en)
                    for t in vocabulary.terms("accreditors").values()
                ),
            ],
            required=False,
            initial=mapping.accreditor,
        )
        kinds = [
            (t.id, t.nl if language == "nl" else t.en) for t in vocabulary.terms("activity_kinds").values()
        ]
        self.fields["kind"] = forms.ChoiceField(
            label=_("What kind is it, where no word says so?"), choices=kinds, initial=mapping.kind
        )
        for place, word in enumerate(words_of(mapping, table)):
            self.fields[f"word-{place}"] = forms.ChoiceField(
                label=_("“%(word)s” is") % {"word": word},
                choices=[(LEAVE_OUT, _("as said above")), *kinds],
                initial=mapping.kinds.get(folded(word), LEAVE_OUT),
            )
        self.fields["remember"] = forms.BooleanField(
            label=_("Read tables with these headings like this next time"), required=False, initial=True
        )

    def to_mapping(self, today: dt.date) -> ColumnMapping:
        """What was said, with a meaning for every word we know in the columns that now name kinds."""
        said = self.cleaned_data
        fields = tuple(
            "" if (name := said.get(f"column-{place}", LEAVE_OUT)) == LEAVE_OUT else name
            for place in range(len(self.table.headings))
        )
        kinds = dict(self.before.kinds)
        for place, word in enumerate(words_of(self.before, self.table)):
            chosen = said.get(f"word-{place}", LEAVE_OUT)
            kinds[folded(word)] = said["kind"] if chosen == LEAVE_OUT else chosen
        minutes = said.get("minutes_of_point")
        mapping = ColumnMapping(
            fields=fields,
            minutes_of_point=int(minutes) if minutes else None,
            kind=said["kind"],
            accreditor=said.get("accreditor", ""),
            kinds=kinds,
            forms=dict(self.before.forms),
            statuses=dict(self.before.statuses),
        )
        # What the days show holds, then what was answered before for the same column, then what is answered now.
        before = {
            name: order
            for name, order in self.before.orders.items()
            if mapping.column_of(name) == self.before.column_of(name)
        }
        now = {name: order for name in ("completed_on", "started_on") if (order := said.get(f"order-{name}"))}
        orders = {**orders_of(mapping, self.table, today), **before, **now}
        return with_words(replace(mapping, orders=orders), self.table)

    def clean_minutes_of_point(self) -> str:
        """A whole number of minutes, at most a week of hours."""
        text = str(self.cleaned_data["minutes_of_point"]).strip()
        if text and not (text.isascii() and text.isdigit() and 1 <= int(text) <= 10_080):
            raise forms.ValidationError(_("Write a whole number of minutes, for instance 60."))
        return text

    @property
    def column_fields(self) -> list[tuple[Any, list[str]]]:
        """Each column with three of its values."""
        return [
            (self[f"column-{place}"], list(dict.fromkeys(self.table.column(place)))[:3])
            for place in range(len(self.table.headings))
        ]

    @property
    def word_fields(self) -> list[Any]:
        """The words that say a kind."""
        return [self[name] for name in self.fields if name.startswith("word-")]

    @property
    def status_words(self) -> list[tuple[str, str]]:
        """The words in the column of statuses and what they are read as."""
        return [
            (word, str(words.STATUS_NAMES.get(self.before.statuses.get(folded(word), ""), _("only noted"))))
            for word in statuses_of(self.before, self.table)
        ]


class DayForm(forms.Form):
    """The day on which something was handed in."""

    on = forms.CharField(label=_("Handed in on"), help_text=_("For instance 25-3-2026."))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].initial = f"{today.day}-{today.month}-{today.year}"

    def clean_on(self) -> dt.date:
        """A day as people write it."""
        try:
            return read_day(self.cleaned_data["on"], "day-first", self.today)
        except BadValue as bad:
            raise forms.ValidationError(words.fault_sentence(bad.code, self.cleaned_data["on"])) from None
