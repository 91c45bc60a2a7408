"""What the forms of all facts share: from a fact to what is shown, and from what was typed to a fact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, ClassVar, Generic, TypeVar, cast

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.dossier import refusals, words
from vakwerk.apps.dossier.fields import DayField
from vakwerk.apps.dossier.uploads import ACCEPTED
from vakwerk.core import vocabulary
from vakwerk.core.dossier import Fact
from vakwerk.core.dossier.shapes import shapes_of

Kept = TypeVar("Kept", bound=Fact)
NOT_SAID = ("", "–")


def term_choices(list_name: str, *, only: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """The terms of a list with their label in the reader's language."""
    keys = vocabulary.terms(list_name) if only is None else only
    return [(key, words.term(list_name, key)) for key in keys]


def optional_choices(list_name: str) -> list[tuple[str, str]]:
    """The same, with a way to say nothing first."""
    return [NOT_SAID, *term_choices(list_name)]


class FactForm(forms.Form, Generic[Kept]):
    """A form for one kind of fact.

    `today` is for days without a year and for what is filled in beforehand. `fact` is the fact to change; what the form
    does not show of it stays as it is. Fields bear the names of the fact's own fields, so a finding leads to its field.
    """

    fact_kind: ClassVar[str]
    fact_type: ClassVar[type[Fact]]
    first: ClassVar[tuple[str, ...]]
    """The fields that are always seen; the others stand under "more"."""
    places: ClassVar[Mapping[str, str]] = {}
    """Where a finding about a field that is not in the form is shown."""

    note = forms.CharField(
        label=_("Note for yourself"),
        help_text=_("Only you read this."),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        today: dt.date,
        fact: Kept | None = None,
        note: str = "",
        **options: Any,
    ) -> None:
        self.today, self.base = today, fact
        shown = self.shown_of(fact) if fact is not None else self.beforehand()
        initial = {**shown, "note": note, **(options.pop("initial", None) or {})}
        super().__init__(data, files, initial=initial, **options)
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.today = today
        self.order_fields([*(name for name in self.fields if name != "note"), "note"])
        self.prepare()

    def prepare(self) -> None:
        """Fills in the choices, in the reader's language."""

    def beforehand(self) -> dict[str, Any]:
        """What is filled in before anybody typed."""
        return {}

    def shown_of(self, fact: Kept) -> dict[str, Any]:
        """A fact as the form shows it."""
        shown = {}
        for spec in fields(fact):
            value = getattr(fact, spec.name)
            shown[spec.name] = sorted(value) if isinstance(value, frozenset) else value
        return shown

    def values(self) -> dict[str, Any]:
        """The fact's own fields out of what was typed."""
        names = {spec.name for spec in fields(self.fact_type)}
        return {name: value for name, value in self.cleaned_data.items() if name in names}

    def to_fact(self, fact_id: str) -> Kept:
        """What was typed, as a fact with this id. Only after `is_valid()`."""
        values = self.values()
        if self.base is not None:
            return replace(self.base, id=fact_id, recorded_at=None, withdrawn_at=None, **values)
        return cast(Kept, self.fact_type(id=fact_id, **values))

    def typed_note(self) -> str:
        """The note. Only after `is_valid()`."""
        return str(self.cleaned_data.get("note", ""))

    def explained(self) -> list[tuple[str, str]]:
        """The vocabulary lists behind the choices of this form with their titles, that of the kind of fact first."""
        shapes = shapes_of(cast(type, self.fact_type)).values()
        names = [
            shape.terms for shape in shapes if shape.terms and (shape.required or shape.name in self.fields)
        ]
        return [(name, words.list_title(name)) for name in dict.fromkeys(names)]

    def first_fields(self) -> list[BoundField]:
        """The fields that are always seen."""
        return [self[name] for name in self.first if name in self.fields]

    def more_fields(self) -> list[BoundField]:
        """The fields for who wants to say more."""
        return [field for field in self.visible_fields() if field.name not in self.first]

    def more_is_open(self) -> bool:
        """Whether something under "more" is filled in or wrong, so that it must be seen."""
        untouched = self.beforehand()
        if self.is_bound:
            return any(
                field.errors or field.field.has_changed(untouched.get(field.name), field.data)
                for field in self.more_fields()
            )
        return any(
            field.value() not in (None, "", [], ()) and field.value() != untouched.get(field.name)
            for field in self.more_fields()
        )

    def refuse(self, refusal: refusals.DossierRefusal) -> None:
        """Shows a refusal where it can be mended; nothing that was typed is lost."""
        if isinstance(refusal, refusals.ImpossibleFact):
            for finding in refusal.findings:
                self._blame(finding.field, words.finding_sentence(finding))
        elif isinstance(refusal, refusals.UnreadableFact):
            for fault in refusal.faults:
                name = fault.path.removeprefix("$.").split("[")[0].split(".")[0]
                self._blame(name, words.fault_sentence(fault))
        else:
            self._blame(refusal.field or "", refusal.message)

    def _blame(self, name: str, sentence: str) -> None:
        place = self.places.get(name, name)
        self.add_error(place if place in self.fields else None, sentence)


class EvidenceMixin(forms.Form):
    """A place for one photo or PDF."""

    file = forms.FileField(
        label=_("Photo or PDF of the proof"),
        help_text=_("Can wait. No data about clients. PDF, JPEG, PNG or WebP, at most 25 MB."),
        required=False,
        allow_empty_file=True,  # the dossier says itself what to do about an empty file
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )


class EvidenceForm(EvidenceMixin):
    """A file for a fact that is there already."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].required = True
        self.fields["file"].help_text = _("No data about clients. PDF, JPEG, PNG or WebP, at most 25 MB.")
