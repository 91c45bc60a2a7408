"""Pages of this app."""

from django.urls import path

from vakwerk.apps.people import account_views, help_views, views

app_name = "people"

urlpatterns = [
    path("wie-keek-mee", views.looks, name="looks"),
    path("taal", views.choose_language, name="language"),
    path("account", account_views.account, name="account"),
    path("account/", account_views.to_account, name="to_account"),
    path("account/activiteit", account_views.happenings, name="activity"),
    path("account/apparaten/<int:session_id>/uit", account_views.end_session, name="end_session"),
    path("account/brief", account_views.use_letter, name="use_letter"),
    path("account/adres-terug/<str:key>", account_views.undo_address, name="undo_address"),
    path("account/herstel-stoppen", account_views.stop_own_recovery, name="stop_own_recovery"),
    path("account/herstel-stoppen/<str:key>", account_views.stop_recovery, name="stop_recovery"),
    path("account/hulp", help_views.help_list, name="help_list"),
    path("account/hulp/nieuw", help_views.help_new, name="help_new"),
    path("account/hulp/<uuid:person_id>", help_views.help_person, name="help_person"),
    path(
        "account/hulp/herstel/<int:recovery_id>/bevestigen",
        help_views.confirm_recovery,
        name="confirm_recovery",
    ),
    path(
        "account/hulp/herstel/<int:recovery_id>/stoppen", help_views.cancel_recovery, name="cancel_recovery"
    ),
    path(
        "account/hulp/herstel/<int:recovery_id>/afronden",
        help_views.complete_recovery,
        name="complete_recovery",
    ),
]
