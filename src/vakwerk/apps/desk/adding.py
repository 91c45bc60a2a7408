"""The quick add: one choice of what it was, and under it the form of the fact that belongs to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.dossier import entering
from vakwerk.apps.dossier.words import language
from vakwerk.apps.pictograms import PictogramRadio
from vakwerk.core import vocabulary
from vakwerk.core.dossier import Fact

WHATS: dict[str, Any] = {
    "course": _("Course"),
    "intervision": _("Intervision"),
    "supervision": _("Supervision"),
    "reading": _("Reading"),
    "work": _("Work"),
    "absence": _("Leave"),
    "other": pgettext_lazy("what did you do", "Other"),
}
"""What one can press, in the order in which people need it. Four are activities, two are facts of their own."""

PICTURES = {
    "course": "course",
    "intervision": "together",
    "supervision": "supervision",
    "reading": "reading",
    "work": "work",
    "absence": "leave",
    "other": "other",
}
"""The picture beside each."""

FIRST = {
    "activity": ("other_kind", "title", "completed_on", "minutes", "file"),
    "work": ("role", "employer", "since", "until", "minutes_per_week"),
    "absence": ("kind", "since", "until", "percent"),
}
"""The fields that are always seen; the form itself says which are there besides."""

TRIAL = "trial"
"""The id of a fact that is only looked at."""


def kind_of(what: str) -> str:
    """Which kind of fact a choice makes."""
    return what if what in ("work", "absence") else "activity"


class WhatForm(forms.Form):
    """What it was."""

    what = forms.ChoiceField(
        label=_("Choose what fits best"), widget=PictogramRadio(PICTURES), choices=list(WHATS.items())
    )


@dataclass(slots=True)
class Adding:
    """The page's forms: the choice, one form per kind of fact, and which of them is meant."""

    what: str
    choice: WhatForm
    forms: dict[str, Any]
    chose_file: bool

    @property
    def form(self) -> Any:
        """The form that is meant."""
        return self.forms[kind_of(self.what)]

    @property
    def groups(self) -> list[tuple[str, Any]]:
        """Every form with its kind."""
        return list(self.forms.items())


def adding(*, today: dt.date, what: str = "") -> Adding:
    """The page before anybody typed. `what` is a choice or any kind of activity, for who comes to add just that."""
    beforehand: dict[str, Any] = {}
    if what not in WHATS:
        other = what if vocabulary.is_term("activity_kinds", what) else ""
        beforehand, what = ({"other_kind": other}, "other") if other else ({}, "course")
    choice = WhatForm(initial={"what": what})
    made = {
        kind: _form(kind, None, None, today, beforehand if kind == "activity" else None) for kind in FIRST
    }
    return Adding(what, choice, made, chose_file=False)


def typed(data: QueryDict, files: Any, *, today: dt.date) -> Adding:
    """The page with what was typed; only the form that is meant is checked."""
    choice = WhatForm(data)
    what = data.get("what", "")
    what = what if what in WHATS else "course"
    meant = kind_of(what)
    made = {}
    for kind in FIRST:
        if kind != meant:
            made[kind] = _form(kind, None, None, today, _shown(kind, data))
            continue
        sent = data.copy()
        if kind == "activity":
            other = data.get("activity-other_kind", "")
            common = other in entering.COMMON_KINDS
            sent["activity-kind"] = other if what == "other" and common else what
        made[kind] = _form(kind, sent, files, today, None)
    return Adding(what, choice, made, chose_file=bool(files) and "activity-file" in files)


def _form(kind: str, data: Any, files: Any, today: dt.date, beforehand: dict[str, Any] | None) -> Any:
    form: Any = entering.form_for(kind, data, files, today=today, prefix=kind, initial=beforehand)
    form.first = FIRST[kind]
    if kind == "activity":
        form.fields["kind"].widget = forms.HiddenInput()
        form.fields["other_kind"].choices = [("", "–"), *_other_kinds()]
        form.fields["completed_on"].help_text = ""
        form.fields["minutes"].help_text = gettext("Like 3, 2:30 or 90 min")
        form.fields["file"].help_text = gettext("Can wait. No data about clients.")
        form.fields["file"].label = gettext("Photo or PDF of the certificate")
    return form


def _shown(kind: str, data: QueryDict) -> dict[str, Any]:
    """What was typed in a form that is not meant now, so that it is still there after changing one's mind."""
    several = ("settings", "topics")
    names = {name: name.removeprefix(f"{kind}-") for name in data if name.startswith(f"{kind}-")}
    return {
        short: data.getlist(name) if short in several else data.get(name, "") for name, short in names.items()
    }


def _other_kinds() -> list[tuple[str, str]]:
    families = {term.family for term in vocabulary.terms("activity_kinds").values()}
    return [
        (key, vocabulary.label("activity_kinds", key, language()))
        for key in vocabulary.terms("activity_kinds")
        if key not in WHATS and key not in families
    ]


def trial_fact(adding: Adding) -> Fact | None:
    """What was typed so far as a fact to look at; None when it can not be read as one yet. A name is not needed."""
    form = adding.form
    fields: Any = form.fields
    if "title" in fields:
        fields["title"].required = False
    if not form.is_valid():
        return None
    fact: Fact = form.to_fact(TRIAL)
    return fact
