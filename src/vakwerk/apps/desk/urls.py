"""Pages of this app."""

from __future__ import annotations

from django.urls import path

from vakwerk.apps.desk import views

app_name = "desk"

urlpatterns = [
    path("stand", views.stand, name="stand"),
    path("stand/<slug:norm_id>", views.norm, name="norm"),
    path("stand/<slug:norm_id>/narekenen.json", views.receipt, name="receipt"),
    path("toevoegen", views.add, name="add"),
    path("toevoegen/effect", views.effect, name="effect"),
    path("toevoegen/<fact:fact_id>/ongedaan", views.undo, name="undo"),
]
