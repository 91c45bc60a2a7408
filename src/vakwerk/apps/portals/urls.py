"""Pages of this app."""

from __future__ import annotations

from django.urls import path

from vakwerk.apps.portals import line_views, out_views, views

app_name = "portals"

urlpatterns = [
    path("portalen", views.index, name="index"),
    path("portalen/inlezen", views.bring, name="bring"),
    path("portalen/kolommen/<int:mapping_id>/vergeten", views.forget, name="forget"),
    path("portalen/in/<uuid:import_id>", views.show, name="import"),
    path("portalen/in/<uuid:import_id>/kolommen", views.columns, name="columns"),
    path("portalen/in/<uuid:import_id>/lezen", views.reread, name="reread"),
    path("portalen/in/<uuid:import_id>/regels", line_views.preview, name="lines"),
    path("portalen/in/<uuid:import_id>/bezig", line_views.busy, name="busy"),
    path("portalen/in/<uuid:import_id>/weg", line_views.throw_away, name="throw_away"),
    path("portalen/in/<uuid:import_id>/ongedaan", line_views.undo, name="undo"),
    path("portalen/in/<uuid:import_id>/ongedaan/<int:number>", line_views.undo_line, name="undo_line"),
    path("portalen/<slug:name>", out_views.portal, name="portal"),
    path("portalen/<slug:name>/terug", out_views.take_back, name="take_back"),
    path("portalen/<slug:name>/pakket.zip", out_views.package, name="package"),
]
