"""Pages of this app."""

from __future__ import annotations

from django.urls import path, register_converter

from vakwerk.apps.dossier import views
from vakwerk.apps.dossier.names import FACT_ID


class FactIdConverter:
    """The id of a fact in an address."""

    regex = FACT_ID

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(FactIdConverter, "fact")

app_name = "dossier"

urlpatterns = [
    path("dossier", views.timeline, name="timeline"),
    path("dossier/export.json", views.export_json, name="export_json"),
    path("dossier/export.zip", views.export_zip, name="export_zip"),
    path("dossier/nieuw/<slug:kind>", views.new, name="new"),
    path("dossier/<fact:fact_id>", views.fact, name="fact"),
    path("dossier/<fact:fact_id>/wijzigen", views.change, name="change"),
    path("dossier/<fact:fact_id>/intrekken", views.withdraw, name="withdraw"),
    path("dossier/<fact:fact_id>/terugzetten", views.restore, name="restore"),
    path("dossier/<fact:fact_id>/bestanden", views.attach, name="attach"),
    path("dossier/<fact:fact_id>/bestanden/<uuid:evidence_id>", views.evidence, name="evidence"),
    path(
        "dossier/<fact:fact_id>/bestanden/<uuid:evidence_id>/verwijderen",
        views.remove_evidence,
        name="remove_evidence",
    ),
]
