"""What a registrar can ask the list of people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.register.queries import SORTS, Filter
from vakwerk.apps.register.terms import State
from vakwerk.core.norms.model import Text

WITHIN = (1, 3, 6, 12, 24)
SORT_NAMES = {"name": _("Name"), "number": _("Number"), "end": _("First to end"), "state": _("Most pressing")}


class PeopleFilter(forms.Form):
    """Filter, search and order of the list. What is not understood asks nothing: a list always comes."""

    q = forms.CharField(label=_("Name or number"), required=False, max_length=200)
    norm = forms.ChoiceField(label=_("Recognition"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    ends = forms.ChoiceField(label=_("Period ends within"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"), required=False, choices=[(key, SORT_NAMES[key]) for key in SORTS]
    )

    def __init__(self, data: Any, *, norms: Sequence[tuple[str, Text]], language: str) -> None:
        super().__init__(data, auto_id="filter-%s")
        choices: dict[str, list[tuple[str, Any]]] = {
            "norm": [("", _("All recognitions")), *((norm, title.get(language)) for norm, title in norms)],
            "state": [("", _("All states")), *State.choices],
            "ends": [("", _("Whenever")), *((str(months), _months(months)) for months in WITHIN)],
        }
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = found

    def asked(self) -> Filter:
        """The filter, without what was not understood."""
        self.is_valid()
        kept = self.cleaned_data
        return Filter(
            text=kept.get("q", ""),
            norm=kept.get("norm", ""),
            state=kept.get("state", ""),
            ends_within=int(kept["ends"]) if kept.get("ends") else None,
            sort=kept.get("sort") or "name",
        )


def _months(months: int) -> Any:
    from django.utils.translation import ngettext_lazy

    return ngettext_lazy("%(months)d month", "%(months)d months", "months") % {"months": months}
