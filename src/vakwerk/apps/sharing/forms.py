"""The forms of this app."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.sharing.fields import DayField


class EndForm(forms.Form):
    """Another last day."""

    until_date = DayField(label=_("Until and including"), help_text=_("Like 3-11-2026."))

    def __init__(self, data: Any = None, *, until_date: dt.date) -> None:
        super().__init__(data, initial={"until_date": until_date})


class CorrectionForm(forms.Form):
    """Which fact, and what is wrong with it."""

    fact = forms.ChoiceField(label=_("Which fact is wrong?"))
    what = forms.CharField(
        label=_("What should it be?"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, data: Any = None, *, facts: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["fact"].choices = facts


class AnswerForm(forms.Form):
    """The answer that is owed."""

    corrected = forms.ChoiceField(
        label=_("Has it been corrected?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes, it has been corrected")), ("no", _("No, it stays as it is"))],
    )
    answer = forms.CharField(
        label=_("Your answer, with the reason"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )


class EraseForm(forms.Form):
    """One word, so that nobody does this by accident."""

    word = forms.CharField(max_length=20)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["word"].label = gettext("Type the word %(word)s") % {"word": erase_word()}

    def clean_word(self) -> str:
        """Capitals do not matter."""
        typed: str = self.cleaned_data["word"].strip()
        if typed.casefold() != erase_word().casefold():
            raise forms.ValidationError(gettext("Type exactly this word: %(word)s.") % {"word": erase_word()})
        return typed


def erase_word() -> str:
    """What must be typed, in the reader's language."""
    return gettext("ERASE")
