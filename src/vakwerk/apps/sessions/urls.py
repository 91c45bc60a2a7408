"""Pages of this app."""

from __future__ import annotations

from django.urls import path

from vakwerk.apps.sessions import attending_views, group_views, paper_views, views

app_name = "sessions"

urlpatterns = [
    path("samen", views.home, name="home"),
    path("samen/nieuw", views.record, name="record"),
    path("samen/agenda", paper_views.agenda, name="agenda"),
    path("samen/agenda/<slug:secret>.ics", paper_views.feed, name="feed"),
    path("samen/groep/nieuw", group_views.new, name="new_group"),
    path("samen/groep/<uuid:group_id>", group_views.group, name="group"),
    path("samen/groep/<uuid:group_id>/wijzigen", group_views.change, name="change_group"),
    path("samen/groep/<uuid:group_id>/uitnodigen", group_views.invite, name="invite"),
    path("samen/groep/<uuid:group_id>/intrekken", group_views.take_back, name="take_back"),
    path("samen/groep/<uuid:group_id>/verlaten", group_views.leave, name="leave"),
    path("samen/groep/<uuid:group_id>/beeindigen", group_views.end, name="end"),
    path("samen/groep/<uuid:group_id>/beheer/<int:membership_id>", group_views.hand_over, name="hand_over"),
    path("samen/uitnodiging/<slug:token>", group_views.join, name="join"),
    path("samen/<uuid:session_id>", views.session, name="session"),
    path("samen/<uuid:session_id>/wie", views.who, name="who"),
    path("samen/<uuid:session_id>/wijzigen", views.correct, name="correct"),
    path("samen/<uuid:session_id>/doorgegaan", views.held, name="held"),
    path("samen/<uuid:session_id>/afzeggen", views.cancel, name="cancel"),
    path("samen/<uuid:session_id>/ongedaan", views.undo, name="undo"),
    path("samen/<uuid:session_id>/code", views.renew_code, name="renew_code"),
    path("samen/<uuid:session_id>/gasten", views.add_guest, name="add_guest"),
    path("samen/<uuid:session_id>/gasten/<int:guest_id>", views.remove_guest, name="remove_guest"),
    path("samen/<uuid:session_id>/erbij", attending_views.confirm, name="confirm"),
    path("samen/<uuid:session_id>/niet-erbij", attending_views.deny, name="deny"),
    path("samen/<uuid:session_id>/klaar", attending_views.done, name="done"),
    path("samen/<uuid:session_id>/aanwezig/<int:attendance_id>", attending_views.mark, name="mark"),
    path(
        "samen/<uuid:session_id>/aanwezig/<int:attendance_id>/antwoord", attending_views.settle, name="settle"
    ),
    path("samen/<uuid:session_id>/bezwaar", attending_views.objection, name="objection"),
    path("samen/<uuid:session_id>/gehoord", attending_views.heard, name="heard"),
    path("samen/<uuid:session_id>/rol", attending_views.part, name="part"),
    path("samen/<uuid:session_id>/reflectie", attending_views.reflection, name="reflection"),
    path("samen/<uuid:session_id>/opbrengst", attending_views.brought, name="brought"),
    path("samen/<uuid:session_id>/agenda.ics", paper_views.session_ics, name="session_ics"),
    path("samen/<uuid:session_id>/reeks.ics", paper_views.series_ics, name="series_ics"),
    path("samen/<uuid:session_id>/lijst", paper_views.sheet, name="sheet"),
    path("samen/<uuid:session_id>/bewijs", paper_views.proof, name="proof"),
    path("b/<slug:token>", attending_views.code, name="code"),
]
