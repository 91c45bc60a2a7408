"""Pages of this app."""

from __future__ import annotations

from django.urls import path

from vakwerk.apps.outlook import counting_views, views

app_name = "outlook"

urlpatterns = [
    path("wat-als", views.index, name="index"),
    path("wat-als/<slug:norm_id>", views.norm, name="norm"),
    path("wat-als/<slug:norm_id>/tabel.csv", views.table, name="table"),
    path("wat-als/<slug:norm_id>/tel", counting_views.count, name="count"),
    path("wat-als/<slug:norm_id>/stop", counting_views.stop, name="stop"),
    path("wat-als/<slug:norm_id>/weg", counting_views.remove, name="remove"),
    path("wat-als/<slug:norm_id>/reken", counting_views.work_out, name="work_out"),
    path("wat-als/<slug:norm_id>/bezig", counting_views.busy, name="busy"),
]
