"""The forms for work, absence, documents that were seen, declarations, holdings and recognitions elsewhere."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.dossier import words
from vakwerk.apps.dossier.fields import DayField, LastDayField, MinutesField
from vakwerk.apps.dossier.forms.base import (
    NOT_SAID,
    EvidenceMixin,
    FactForm,
    optional_choices,
    term_choices,
)
from vakwerk.core.dossier import Absence, Declaration, Document, Holding, Period, Recognition, Work

OTHER = "other"


class _OfKinds(FactForm[Any]):
    """A form whose fact has a `kind` out of a list of terms."""

    kinds: ClassVar[str]

    kind = forms.ChoiceField(label=_("What is it"))

    def prepare(self) -> None:
        """The kinds."""
        kind: Any = self.fields["kind"]
        # Nothing is chosen beforehand: a leave or an oath that nobody chose is worse than one press more.
        kind.choices = [NOT_SAID, *term_choices(self.kinds)]


class WorkForm(FactForm[Work]):
    """A spell of work: what, where, since when, how many hours a week."""

    fact_kind = "work"
    fact_type = Work
    first = ("role", "employer", "since", "until", "minutes_per_week", "settings")

    role = forms.ChoiceField(label=_("Your work"))
    employer = forms.CharField(
        label=_("Where"), help_text=_("Organisation or own practice."), required=False, max_length=500
    )
    since = DayField(label=_("First day"))
    until = LastDayField(label=_("Last day"), help_text=_("Empty: you still do this work."), required=False)
    minutes_per_week = MinutesField(
        label=_("Hours a week"),
        help_text=_("As in your contract. Leave is filled in separately."),
        required=False,
        most=168 * 60,
    )
    settings = forms.MultipleChoiceField(
        label=_("What belongs to it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    level = forms.ChoiceField(label=_("Level of the work"), required=False)

    def prepare(self) -> None:
        """Roles (the general one last), settings and levels."""
        choices: Any = self.fields
        roles = sorted(term_choices("roles"), key=lambda choice: choice[0] == OTHER)
        choices["role"].choices = [NOT_SAID, *roles]
        choices["settings"].choices = term_choices("settings")
        choices["level"].choices = optional_choices("levels")

    def values(self) -> dict[str, Any]:
        """The fields of a spell of work."""
        typed = self.cleaned_data
        return super().values() | {"settings": frozenset(typed["settings"]), "level": typed["level"] or None}


class AbsenceForm(_OfKinds):
    """Leave or illness: what, from when to when, how much."""

    fact_kind = "absence"
    fact_type = Absence
    kinds = "absence_kinds"
    first = ("kind", "since", "until", "percent")

    since = DayField(label=_("First day"))
    until = LastDayField(label=_("Last day"), help_text=_("Empty: it goes on."), required=False)
    percent = forms.IntegerField(
        label=_("How much of your hours, in percent"),
        help_text=_("100 is everything."),
        min_value=1,
        max_value=100,
        localize=False,
    )

    def prepare(self) -> None:
        """The kinds, the general one last."""
        super().prepare()
        kind: Any = self.fields["kind"]
        kind.choices = sorted(kind.choices, key=lambda choice: choice[0] == "leave")

    def beforehand(self) -> dict[str, Any]:
        """All of one's hours."""
        return {"percent": 100}


class DocumentForm(_OfKinds):
    """That a standing document was seen. There is no place for the document, on purpose."""

    fact_kind = "document"
    fact_type = Document
    kinds = "document_kinds"
    first = ("kind", "issued_on", "seen_by", "seen_on")
    explanation = _(
        "Vakwerk only keeps that the document was seen, by whom and when. Never send the document itself."
    )

    issued_on = DayField(label=_("Issued on"), help_text=_("The date that stands on the document."))
    seen_by = forms.CharField(
        label=_("Seen by"),
        help_text=_("The organisation that looked at it, such as your employer."),
        required=False,
        max_length=500,
    )
    seen_on = DayField(label=_("Seen on"), required=False)
    until = LastDayField(label=_("Valid to and including"), required=False)
    scope = forms.CharField(
        label=_("For which profiles"),
        help_text=_("With commas between them, as on the document."),
        required=False,
        max_length=500,
    )

    def shown_of(self, fact: Document) -> dict[str, Any]:
        """The profiles on one line."""
        return super().shown_of(fact) | {"scope": ", ".join(sorted(fact.scope))}

    def values(self) -> dict[str, Any]:
        """The fields of a document that was seen."""
        parts = (part.strip() for part in self.cleaned_data["scope"].split(","))
        return super().values() | {"scope": frozenset(part for part in parts if part)}


class DeclarationForm(EvidenceMixin, _OfKinds):
    """A code, an oath, a membership."""

    fact_kind = "declaration"
    fact_type = Declaration
    kinds = "declaration_kinds"
    first = ("kind", "about", "since", "file")

    about = forms.CharField(
        label=_("Of whom or what"),
        help_text=_("For example the name of the association or of the code."),
        required=False,
        max_length=500,
    )
    since = DayField(label=_("Since"))
    until = LastDayField(label=_("To and including"), help_text=_("Empty: it still holds."), required=False)


class HoldingForm(EvidenceMixin, _OfKinds):
    """A diploma, certificate or microcredential."""

    fact_kind = "holding"
    fact_type = Holding
    kinds = "holding_kinds"
    field_order = ("kind", "name", "by")
    first = ("kind", "name", "by", "awarded_on", "level", "field", "file")

    name = forms.CharField(label=_("Name"), help_text=_("As it stands on the diploma."), max_length=500)
    by = forms.CharField(
        label=_("Awarded by"), help_text=_("School or institution."), required=False, max_length=500
    )
    awarded_on = DayField(label=_("Awarded on"))
    level = forms.ChoiceField(label=_("Level"), required=False)
    field = forms.ChoiceField(label=_("Field"), required=False)
    until = LastDayField(
        label=_("Valid to and including"), help_text=_("Empty: it stays valid."), required=False
    )

    def prepare(self) -> None:
        """Kinds, levels and fields."""
        super().prepare()
        choices: Any = self.fields
        choices["level"].choices = optional_choices("levels")
        choices["field"].choices = optional_choices("fields")

    def values(self) -> dict[str, Any]:
        """The fields of a holding."""
        typed = self.cleaned_data
        return super().values() | {"level": typed["level"] or None, "field": typed["field"] or None}


class RecognitionForm(EvidenceMixin, FactForm[Recognition]):
    """A recognition that the person has in a register that is not ours."""

    fact_kind = "recognition"
    fact_type = Recognition
    first = ("norm", "other_norm", "number", "since", "period_start", "period_end", "file")
    places: ClassVar = {"period": "period_end"}

    norm = forms.ChoiceField(label=_("Which recognition"))
    other_norm = forms.CharField(
        label=_("Which other one"),
        help_text=_("The name of the register or profession."),
        required=False,
        max_length=200,
    )
    number = forms.CharField(label=_("Your number there"), required=False, max_length=100)
    since = DayField(label=_("First registered on"))
    period_start = DayField(label=_("Your present period runs from"), required=False)
    period_end = LastDayField(label=_("To and including"), required=False)
    admitted_by = forms.ChoiceField(label=_("How you were admitted"), required=False)
    until = LastDayField(
        label=_("Registered to and including"),
        help_text=_("Only if the registration has ended."),
        required=False,
    )

    def prepare(self) -> None:
        """The norms we know, and how one is admitted."""
        choices: Any = self.fields
        choices["norm"].choices = [NOT_SAID, *words.norm_groups(), (OTHER, _now("Another one"))]
        choices["admitted_by"].choices = optional_choices("admission_routes")

    def shown_of(self, fact: Recognition) -> dict[str, Any]:
        """A norm we do not know stands under "another one"; the period in two fields."""
        shown = super().shown_of(fact)
        if fact.norm not in dict(words.norm_choices()):
            shown |= {"norm": OTHER, "other_norm": fact.norm}
        if fact.period is not None:
            shown |= {"period_start": fact.period.start, "period_end": fact.period.end}
        return shown

    def clean(self) -> dict[str, Any]:
        """A period has a beginning and an end."""
        found = super().clean() or {}
        if found.get("norm") == OTHER and not found.get("other_norm", "").strip():
            self.add_error("other_norm", _now("Fill in which recognition it is."))
        if found.get("period_end") and not found.get("period_start"):
            self.add_error("period_start", _now("Fill in when the period began, or leave both empty."))
        if found.get("period_start") and not found.get("period_end") and "period_end" not in self.errors:
            self.add_error("period_end", _now("Fill in when the period ends, or leave both empty."))
        return found

    def values(self) -> dict[str, Any]:
        """The fields of a recognition."""
        typed = self.cleaned_data
        period = None
        if typed["period_start"]:
            before = self.base.period if self.base is not None else None
            same = before is not None and (before.start, before.end) == (
                typed["period_start"],
                typed["period_end"],
            )
            period = before if same else Period(start=typed["period_start"], end=typed["period_end"])
        return super().values() | {
            "norm": typed["other_norm"].strip() if typed["norm"] == OTHER else typed["norm"],
            "admitted_by": typed["admitted_by"] or None,
            "period": period,
        }
