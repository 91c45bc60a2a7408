"""One person's facts: the values, their JSON form, their schema, and what can not be true of them."""

from vakwerk.core.dossier.checks import Finding, check_dossier, check_fact
from vakwerk.core.dossier.reading import (
    DossierFault,
    UnreadableDossier,
    dossier_from_data,
    read_dossier,
    value_from_data,
)
from vakwerk.core.dossier.schema import dossier_schema
from vakwerk.core.dossier.values import (
    Absence,
    Accreditation,
    Activity,
    Confirmation,
    Declaration,
    Document,
    Dossier,
    Fact,
    Hardship,
    Holding,
    Measure,
    Period,
    Recognition,
    Work,
)
from vakwerk.core.dossier.writing import canonical, digest, to_data, write_dossier

__all__ = [
    "Absence",
    "Accreditation",
    "Activity",
    "Confirmation",
    "Declaration",
    "Document",
    "Dossier",
    "DossierFault",
    "Fact",
    "Finding",
    "Hardship",
    "Holding",
    "Measure",
    "Period",
    "Recognition",
    "UnreadableDossier",
    "Work",
    "canonical",
    "check_dossier",
    "check_fact",
    "digest",
    "dossier_from_data",
    "dossier_schema",
    "read_dossier",
    "to_data",
    "value_from_data",
    "write_dossier",
]
