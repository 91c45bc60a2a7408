"""A form for every kind of fact people enter themselves. Each makes a fact with `to_fact(fact_id)` once it is valid."""

from __future__ import annotations

from typing import Any

from vakwerk.apps.dossier.forms.activity import COMMON_KINDS, ActivityForm, usual_form
from vakwerk.apps.dossier.forms.base import EvidenceForm, FactForm
from vakwerk.apps.dossier.forms.others import (
    AbsenceForm,
    DeclarationForm,
    DocumentForm,
    HoldingForm,
    RecognitionForm,
    WorkForm,
)

__all__ = [
    "COMMON_KINDS",
    "FORM_OF",
    "AbsenceForm",
    "ActivityForm",
    "DeclarationForm",
    "DocumentForm",
    "EvidenceForm",
    "FactForm",
    "HoldingForm",
    "RecognitionForm",
    "WorkForm",
    "usual_form",
]

FORM_OF: dict[str, type[FactForm[Any]]] = {
    "activity": ActivityForm,
    "work": WorkForm,
    "absence": AbsenceForm,
    "holding": HoldingForm,
    "recognition": RecognitionForm,
    "declaration": DeclarationForm,
    "document": DocumentForm,
}
"""Which form belongs to which kind of fact, in the order in which people need them."""
