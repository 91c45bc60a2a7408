"""The forms of sharing: to offer, to ask, and to look for somebody in what is shared."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.desk.shared import is_reflection
from vakwerk.apps.dossier import details
from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.people.houses import House
from vakwerk.apps.sharing.actions import Terms
from vakwerk.apps.sharing.fields import DayField
from vakwerk.apps.sharing.offers import can_be_shared
from vakwerk.apps.sharing.queries import HouseRole
from vakwerk.apps.sharing.terms import LEAVE_SHOWN_FOR, SCOPES, Purpose, Scope, last_day
from vakwerk.core.dossier import (
    Absence,
    Activity,
    Declaration,
    Document,
    Dossier,
    Fact,
    Holding,
    Recognition,
    Work,
)

BY_EMAIL = "email"
MOST_LISTED = 200
SHAREABLE = (Activity, Work, Holding, Document, Declaration, Recognition)


class OfferForm(forms.Form):
    """With whom, what, and until when. All but the receiver is filled in beforehand, as fits the purpose."""

    receiver = forms.ChoiceField(label=_("With whom?"), widget=forms.RadioSelect)
    email = forms.CharField(
        label=_("E-mail address of somebody else"),
        help_text=_("Only when your organisation is not in the list. That person gets a link."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    other_purpose = forms.CharField(label=_("What is it for?"), required=False, max_length=200)
    scope = forms.ChoiceField(label=_("What do they see?"), widget=forms.RadioSelect)
    norm = forms.ChoiceField(
        label=_("Which recognition, and which period?"), required=False, widget=forms.RadioSelect
    )
    facts = forms.MultipleChoiceField(
        label=_("Which facts?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    with_evidence = forms.BooleanField(label=_("Files with evidence too"), required=False)
    until_date = DayField(
        label=_("Until and including"), help_text=_("Like 3-11-2026. You can stop earlier at any time.")
    )
    note = forms.CharField(
        label=_("A message with it"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self,
        data: Any = None,
        *,
        purpose: str,
        houses: Sequence[House],
        dossier: Dossier,
        today: dt.date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        beforehand: dict[str, Any] = {
            "until_date": last_day(purpose, today),
            "scope": next(one for one in SCOPES[purpose] if can_be_shared(one)),
        }
        if len(houses) == 1:
            beforehand["receiver"] = str(houses[0].id)
        super().__init__(data, initial=beforehand | (initial or {}))
        self.purpose = purpose
        fields: Any = self.fields
        fields["receiver"].choices = [(str(one.id), one.name) for one in houses]
        if houses:
            fields["receiver"].choices += [(BY_EMAIL, _("Somebody else, by e-mail"))]
        else:
            del fields["receiver"]
            fields["email"].help_text = _("That person gets a link to accept.")
        if purpose != Purpose.OTHER:
            del fields["other_purpose"]
        scopes = [one for one in SCOPES[purpose] if can_be_shared(one)]
        fields["scope"].choices = [(one, Scope(one).label) for one in scopes]
        if len(scopes) == 1:
            fields["scope"].widget = forms.HiddenInput()
        fields["norm"].choices = norm_choices(dossier)
        fields["norm"].required = len(scopes) == 1  # then there is nothing else to share
        fields["norm"].initial = fields["norm"].choices[0][0] if fields["norm"].choices else ""
        fields["facts"].choices = fact_choices(dossier, purpose, Scope.FACTS in scopes)
        for name, scope in (("norm", Scope.NORM), ("facts", Scope.FACTS)):
            if not fields[name].choices or (scope not in scopes and name == "norm"):
                del fields[name]
        if Scope.FACTS not in scopes and "facts" in fields:
            fields["facts"].label = _("Reflections that may be called by their name")

    @property
    def first_fields(self) -> list[Any]:
        """What is always seen."""
        names = ["other_purpose", "receiver", "email", "scope", "until_date"]
        if self.purpose == Purpose.ASSESSMENT:
            names.insert(3, "norm")
        return [self[name] for name in names if name in self.fields]

    @property
    def more_fields(self) -> list[Any]:
        """What is folded away."""
        names = ["norm", "facts", "with_evidence", "note"]
        if self.purpose == Purpose.ASSESSMENT:
            names.remove("norm")
        return [self[name] for name in names if name in self.fields]

    @property
    def more_is_open(self) -> bool:
        """Whether something in the folded part was filled in, or is wrong."""
        sent = self.data if self.is_bound else self.initial
        return sent.get("scope") in (Scope.NORM, Scope.FACTS) or any(one.errors for one in self.more_fields)

    @property
    def house(self) -> uuid.UUID | None:
        """The organisation that was chosen; None for an e-mail address."""
        chosen = self.cleaned_data.get("receiver", "")
        return uuid.UUID(chosen) if chosen and chosen != BY_EMAIL else None

    @property
    def terms(self) -> Terms:
        """What is meant. Only after the form was found valid."""
        sent = self.cleaned_data
        norm, _bar, period = sent.get("norm", "").partition("|")
        start, _bar, end = period.partition("|")
        return Terms(
            purpose=self.purpose,
            scope=sent["scope"],
            until_date=sent["until_date"],
            other_purpose=sent.get("other_purpose", ""),
            norm=norm if sent["scope"] == Scope.NORM else "",
            period=(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) if end else None,
            facts=sent.get("facts", ()) if sent["scope"] in (Scope.NORM, Scope.FACTS) else (),
            with_evidence=sent["with_evidence"],
            note=sent["note"],
        )


def norm_choices(dossier: Dossier) -> list[tuple[str, str]]:
    """The recognitions with their periods, the running one first."""
    found = []
    for held in dossier.recognitions:
        title = facts_words.norm_title(held.norm)
        periods = [*([held.period] if held.period else []), *reversed(held.past)]
        for one in periods:
            last = facts_words.day(one.end - dt.timedelta(days=1))
            found.append(
                (f"{held.norm}|{one.start}|{one.end}", f"{title}, {facts_words.day(one.start)} – {last}")
            )
        if not periods:
            found.append((held.norm, title))
    return found


def fact_choices(dossier: Dossier, purpose: str, every: bool) -> list[tuple[str, str]]:
    """The facts that can be ticked for this purpose, the latest first; not `every`: only reflections."""
    facts = [one for one in dossier.facts() if _can_be_ticked(one, purpose, every)]
    facts.sort(key=_day, reverse=True)
    return [
        (one.id, " · ".join(part for part in (facts_words.title_of(one), details.line_of(one)) if part))
        for one in facts[:MOST_LISTED]
    ]


def _can_be_ticked(fact: Fact, purpose: str, every: bool) -> bool:
    if not every:
        return is_reflection(fact)
    return isinstance(fact, SHAREABLE) or (isinstance(fact, Absence) and purpose in LEAVE_SHOWN_FOR)


def _day(fact: Fact) -> dt.date:
    for name in ("completed_on", "since", "issued_on", "awarded_on"):
        found: dt.date | None = getattr(fact, name, None)
        if found is not None:
            return found
    return dt.date.max


class AskForm(forms.Form):
    """To ask somebody to share something, by registration number."""

    number = forms.CharField(label=_("Registration number"), help_text=_("Like VW-000123-4."), max_length=40)
    house = forms.ChoiceField(label=_("In whose name?"))
    purpose = forms.ChoiceField(
        label=_("For what?"),
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in Purpose if one is not Purpose.OTHER],
    )
    scope = forms.ChoiceField(
        label=_("What do you want to see?"),
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Scope.STANDING, Scope.REASONS, Scope.NORM)],
    )
    until_date = DayField(label=_("Until and including"), help_text=_("Like 3-11-2026."))
    why = forms.CharField(
        label=_("Why do you ask?"),
        help_text=_("This person reads this. Write what you need it for."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, houses: Sequence[HouseRole], today: dt.date) -> None:
        super().__init__(data, initial={"until_date": last_day(Purpose.EMPLOYMENT, today)})
        fields: Any = self.fields
        fields["house"].choices = list({str(one.organisation): one.name for one in houses}.items())


SORTS = {"name": _("Name"), "end": _("First to end"), "state": _("Most pressing")}
STATES = {
    "met": _("meets the norm"),
    "not-met": _("does not meet it yet"),
    "undetermined": _("can not be established"),
    "over": _("period is over"),
}
WITHIN = {"3": _("3 months"), "6": _("6 months"), "12": _("a year")}


class ReceivedFilter(forms.Form):
    """Search, filter and order of what is shared with somebody. What is not understood asks nothing."""

    q = forms.CharField(label=_("Name"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *STATES.items()])
    ends = forms.ChoiceField(
        label=_("Period ends within"), required=False, choices=[("", _("whenever")), *WITHIN.items()]
    )
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=list(SORTS.items()))

    def asked(self) -> dict[str, str]:
        """What was understood."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}
