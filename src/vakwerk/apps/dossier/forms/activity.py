"""The form for something learned, reflected on or contributed."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.dossier.fields import DayField, MinutesField, zero_without
from vakwerk.apps.dossier.forms.base import (
    NOT_SAID,
    EvidenceMixin,
    FactForm,
    optional_choices,
    term_choices,
)
from vakwerk.core import vocabulary
from vakwerk.core.dossier import Accreditation, Activity, Confirmation

COMMON_KINDS = ("course", "e-learning", "intervision", "supervision", "moral-deliberation", "reading")
"""The kinds with a button of their own; the others stand in a list."""

OTHER = "other"

_FORMAL = {"course", "training", "e-learning", "workshop", "conference", "study"}
_GENERAL = {"learning", "contribution", "reflection"}


def usual_form(kind: str) -> str | None:
    """Formal or informal, where the kind of activity says it; None for reflection, which is neither."""
    if kind in vocabulary.children_of("activity_kinds", "reflection"):
        return None
    return "formal" if kind in _FORMAL else "informal"


class ActivityForm(EvidenceMixin, FactForm[Activity]):
    """A course, intervision, reading … Three fields are enough: what, when, how long."""

    fact_kind = "activity"
    fact_type = Activity
    first = ("kind", "other_kind", "title", "completed_on", "minutes", "file")
    places: ClassVar = {"accreditations": "accreditation_id", "confirmations": "confirmed_by"}

    kind = forms.ChoiceField(label=_("What was it"), widget=forms.RadioSelect)
    other_kind = forms.ChoiceField(label=_("What else"), required=False)
    title = forms.CharField(label=_("Name"), max_length=500)
    completed_on = DayField(
        label=_("When"), help_text=_("The day it was finished. Empty: it is not finished."), required=False
    )
    minutes = MinutesField(
        label=_("How long"),
        help_text=_("For example 3 hours, 2:30 or 90 min. Without breaks and travel. Empty: not known."),
        required=False,
        most=60 * 24 * 366 * 10,
    )
    accreditation_by = forms.ChoiceField(label=_("Accredited by"), required=False)
    accreditation_id = forms.CharField(
        label=_("Number of the accreditation"),
        help_text=_("It stands on the certificate."),
        required=False,
        max_length=200,
    )
    provider = forms.CharField(label=_("Given by"), required=False, max_length=500)
    form = forms.ChoiceField(
        label=_("Formal or informal"),
        help_text=_("Formal: with a plan and a certificate. We fill it in by kind if you choose nothing."),
        required=False,
    )
    topics = forms.MultipleChoiceField(label=_("About"), required=False, widget=forms.CheckboxSelectMultiple)
    started_on = DayField(label=_("Started on"), required=False)
    sessions = forms.IntegerField(
        label=_("Number of meetings"), required=False, min_value=1, max_value=10_000, localize=False
    )
    remote_minutes = MinutesField(
        label=_("Of which at a distance"),
        help_text=_("Online or by telephone."),
        required=False,
        most=60 * 24 * 366 * 10,
    )
    confirmed_by = forms.CharField(
        label=_("Who can confirm this"),
        help_text=_("One name on a line: who was there or guided you. Never a client."),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    confirmed_register = forms.ChoiceField(label=_("In which register they are"), required=False)

    field_order = (*first, "accreditation_by", "accreditation_id", "provider", "form", "topics", "started_on")

    def prepare(self) -> None:
        """Kinds, forms, accreditors and topics."""
        common = term_choices("activity_kinds", only=COMMON_KINDS)
        self._field("kind").choices = [*common, (OTHER, _now("Something else"))]
        rest = [key for key in vocabulary.terms("activity_kinds") if key not in COMMON_KINDS]
        specific = [key for key in rest if key not in _GENERAL]
        self._field("other_kind").choices = [
            NOT_SAID,
            *term_choices("activity_kinds", only=specific + [key for key in rest if key in _GENERAL]),
        ]
        self._field("form").choices = optional_choices("forms")
        self._field("topics").choices = term_choices("topics")
        self._field("accreditation_by").choices = optional_choices("accreditors")
        self._field("confirmed_register").choices = optional_choices("accreditors")

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def beforehand(self) -> dict[str, Any]:
        """A course, today."""
        return {"kind": "course", "completed_on": self.today, "sessions": 1}

    def shown_of(self, fact: Activity) -> dict[str, Any]:
        """A kind without a button of its own stands in the list; the first accreditation can be changed."""
        shown = super().shown_of(fact)
        if fact.kind not in COMMON_KINDS:
            shown |= {"kind": OTHER, "other_kind": fact.kind}
        if fact.accreditations:
            shown |= {
                "accreditation_by": fact.accreditations[0].by,
                "accreditation_id": fact.accreditations[0].id,
            }
        shown["remote_minutes"] = fact.remote_minutes or None
        shown["confirmed_by"] = "\n".join(one.by for one in fact.confirmations)
        shown["confirmed_register"] = next((one.register for one in fact.confirmations if one.register), "")
        return shown

    def clean(self) -> dict[str, Any]:
        """What belongs together is filled in together."""
        found = super().clean() or {}
        if found.get("kind") == OTHER and not found.get("other_kind"):
            self.add_error("other_kind", _now("Choose what it was."))
        if found.get("accreditation_id") and not found.get("accreditation_by"):
            self.add_error("accreditation_by", _now("Choose who gave the accreditation this number."))
        if found.get("accreditation_by") and not found.get("accreditation_id"):
            self.add_error(
                "accreditation_id", _now("Fill in the number; without it the accreditation can not be found.")
            )
        return found

    def values(self) -> dict[str, Any]:
        """The fields of an activity."""
        typed = self.cleaned_data
        kind = typed["other_kind"] if typed["kind"] == OTHER else typed["kind"]
        return super().values() | {
            "kind": kind,
            "form": typed["form"] or usual_form(kind),
            "topics": frozenset(typed["topics"]),
            "sessions": typed["sessions"] or 1,
            "remote_minutes": zero_without(typed["remote_minutes"]),
            "accreditations": self._accreditations(),
            "confirmations": self._confirmations(),
        }

    def _accreditations(self) -> tuple[Accreditation, ...]:
        before = self.base.accreditations if self.base is not None else ()
        by, number = self.cleaned_data["accreditation_by"], self.cleaned_data["accreditation_id"].strip()
        if not by:
            return before[1:]
        kept = before[0] if before and (before[0].by, before[0].id) == (by, number) else None
        return (kept or Accreditation(by=by, id=number), *before[1:])

    def _confirmations(self) -> tuple[Confirmation, ...]:
        before = {one.by: one for one in self.base.confirmations} if self.base is not None else {}
        names = list(
            dict.fromkeys(" ".join(line.split()) for line in self.cleaned_data["confirmed_by"].splitlines())
        )
        register = self.cleaned_data["confirmed_register"] or None
        on = self.cleaned_data.get("completed_on") or self.today
        shown = self.initial.get("confirmed_register") or None
        return tuple(
            before[name]
            if name in before and register == shown
            else Confirmation(by=name, on=before[name].on if name in before else on, register=register)
            for name in names
            if name
        )
