"""Pages of this app."""

from __future__ import annotations

from django.urls import path

from vakwerk.apps.learning import line_views, own_views, views

app_name = "learning"

urlpatterns = [
    path("aanwezigheid", views.lists, name="lists"),
    path("aanwezigheid/werklijst", views.worklist, name="worklist"),
    path("aanwezigheid/aanbod", views.offerings, name="offerings"),
    path("aanwezigheid/aanbod/nieuw", views.offering, name="new_offering"),
    path("aanwezigheid/aanbod/<uuid:offering_id>", views.offering, name="offering"),
    path("aanwezigheid/aanbod/<uuid:offering_id>/accreditaties", views.accredit, name="accredit"),
    path(
        "aanwezigheid/aanbod/<uuid:offering_id>/accreditaties/<int:accreditation_id>/verwijderen",
        views.remove_accreditation,
        name="remove_accreditation",
    ),
    path("aanwezigheid/aanbod/<uuid:offering_id>/plaatsen", views.post, name="post"),
    path("aanwezigheid/lijst/<uuid:list_id>", views.attendance_list, name="list"),
    path("aanwezigheid/lijst/<uuid:list_id>/wijzigen", views.correct_list, name="correct_list"),
    path("aanwezigheid/lijst/<uuid:list_id>/intrekken", views.withdraw_list, name="withdraw_list"),
    path("aanwezigheid/regel/<uuid:line_id>", line_views.line, name="line"),
    path("aanwezigheid/van-mij", own_views.mine, name="mine"),
    path("aanwezigheid/van-mij/<uuid:line_id>", own_views.own_line, name="own_line"),
    path("aanwezigheid/van-mij/<uuid:line_id>/bezwaar", own_views.object_to, name="object"),
]
