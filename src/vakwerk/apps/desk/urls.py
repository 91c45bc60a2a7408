"""Pages of this app."""

from __future__ import annotations

from django.urls import path

from vakwerk.apps.desk import shared_views, views

app_name = "desk"

urlpatterns = [
    path("stand", views.stand, name="stand"),
    path("stand/<slug:norm_id>", views.norm, name="norm"),
    path("stand/<slug:norm_id>/narekenen.json", views.receipt, name="receipt"),
    path("toevoegen", views.add, name="add"),
    path("toevoegen/effect", views.effect, name="effect"),
    path("toevoegen/<fact:fact_id>/ongedaan", views.undo, name="undo"),
    path("delen/nieuw/<slug:purpose>", shared_views.offer, name="offer"),
    path("delen/<uuid:share_id>/zoals-zij", shared_views.as_they_see, name="as_they_see"),
    path("gedeeld-met-mij", shared_views.received, name="received"),
    path("gedeeld-met-mij/lijst.csv", shared_views.received_csv, name="received_csv"),
    path("gedeeld-met-mij/vragen", shared_views.ask, name="ask"),
    path("gedeeld-met-mij/<uuid:share_id>", shared_views.received_one, name="received_one"),
    path(
        "gedeeld-met-mij/<uuid:share_id>/bestanden/<uuid:evidence_id>",
        shared_views.received_file,
        name="received_file",
    ),
]
