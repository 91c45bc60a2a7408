"""From a filled-in form to a kept fact, for every page on which people enter something."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from vakwerk.apps.dossier import actions, queries, refusals, uploads
from vakwerk.apps.dossier.forms import COMMON_KINDS, FORM_OF
from vakwerk.apps.dossier.forms.base import EvidenceForm, FactForm
from vakwerk.apps.dossier.parties import Actor, Owner

__all__ = ["COMMON_KINDS", "form_for", "keep_change", "keep_file", "keep_new"]


def form_for(kind: str, data: Any, files: Any, *, today: dt.date, **options: Any) -> FactForm[Any]:
    """The form for a new fact of this kind; `options` are Django's (`prefix`, `initial`). Raises KeyError."""
    return FORM_OF[kind](data, files, today=today, **options)


def keep_new(
    *,
    person: Owner,
    form: FactForm[Any],
    fact_id: str,
    actor: Actor | None,
    at: dt.datetime | None = None,
) -> actions.Recorded | None:
    """Records what was typed, with its file, all or nothing; None when the form must be shown again, with why.

    Sent twice with the same id, it is kept once.
    """
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            kept = actions.record_fact(
                person=person,
                fact=form.to_fact(fact_id),
                actor=actor,
                note=form.typed_note(),
                at=at,
            )
            _attach(person, fact_id, form.cleaned_data.get("file"), actor, at)
            return kept
    except refusals.FactExists as refusal:
        page = queries.fact(person, fact_id)
        if page is not None and not page.withdrawn and page.kind == form.fact_kind:
            return actions.Recorded(page.fact, page.latest.number, (), page.latest.remarks)
        form.refuse(refusal)
    except refusals.DossierRefusal as refusal:
        form.refuse(refusal)
    return None


def keep_change(
    *,
    person: Owner,
    form: FactForm[Any],
    fact_id: str,
    expected_version: int,
    actor: Actor | None,
    at: dt.datetime | None = None,
) -> actions.Recorded | None:
    """Changes the fact to what was typed; None when the form must be shown again, with why."""
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            kept = actions.change_fact(
                person=person,
                fact_id=fact_id,
                fact=form.to_fact(fact_id),
                actor=actor,
                expected_version=expected_version,
                note=form.typed_note(),
                at=at,
            )
            _attach(person, fact_id, form.cleaned_data.get("file"), actor, at)
            return kept
    except refusals.DossierRefusal as refusal:
        form.refuse(refusal)
    return None


def keep_file(
    *,
    person: Owner,
    form: EvidenceForm,
    fact_id: str,
    actor: Actor | None,
    at: dt.datetime | None = None,
) -> queries.EvidenceItem | None:
    """Adds the file to the fact; None when the form must be shown again, with why."""
    if not form.is_valid():
        return None
    try:
        return actions.attach_evidence(
            person=person, fact_id=fact_id, upload=form.cleaned_data["file"], actor=actor, at=at
        )
    except refusals.DossierRefusal as refusal:
        form.add_error("file", refusal.message)
    return None


def _attach(
    person: Owner, fact_id: str, upload: uploads.Upload | None, actor: Actor | None, at: dt.datetime | None
) -> None:
    if upload is not None:
        actions.attach_evidence(person=person, fact_id=fact_id, upload=upload, actor=actor, at=at)
