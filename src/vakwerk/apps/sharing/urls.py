"""Pages of this app. Those on which a dossier is read are the desk's."""

from __future__ import annotations

from django.urls import path

from vakwerk.apps.sharing import rights_views, views

app_name = "sharing"

urlpatterns = [
    path("delen", views.shares, name="shares"),
    path("delen/<uuid:share_id>", views.share, name="share"),
    path("delen/<uuid:share_id>/einde", views.change_end, name="change_end"),
    path("delen/<uuid:share_id>/stoppen", views.end, name="end"),
    path("delen/verzoek/<uuid:request_id>", views.decide, name="request"),
    path("delen/uitnodiging/<slug:key>", views.invitation, name="invitation"),
    path("mijn-gegevens", rights_views.rights, name="rights"),
    path("mijn-gegevens/beperken", rights_views.restrict, name="restrict"),
    path("mijn-gegevens/verbeteren", rights_views.ask_correction, name="ask_correction"),
    path("mijn-gegevens/wissen", rights_views.erase, name="erase"),
    path("mijn-gegevens/wissen/annuleren", rights_views.cancel_erasure, name="cancel_erasure"),
    path("correcties", rights_views.corrections, name="corrections"),
    path("correcties/<uuid:correction_id>", rights_views.answer, name="answer_correction"),
]
