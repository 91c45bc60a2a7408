"""All addresses. Every app writes its own in full, so one look at its `urls.py` tells where its pages are."""

from __future__ import annotations

from django.urls import include, path

from vakwerk.apps.people import account_views, oidc
from vakwerk.site import views, vocabulary_pages
from vakwerk.site.api import api

urlpatterns = [
    path("", views.home, name="home"),
    path("gezond", views.health, name="health"),
    path("binnenkort/<slug:room>", views.soon, name="soon"),
    path("over/<slug:page>", views.about, name="about"),
    path("begrippen", vocabulary_pages.index, name="vocabulary"),
    path("begrippen.json", vocabulary_pages.document, name="vocabulary_json"),
    path("begrippen/<slug:name>", vocabulary_pages.one_list, name="vocabulary_list"),
    path("begrippen/<slug:name>.json", vocabulary_pages.document, name="vocabulary_list_json"),
    # Ours first: the same pages of allauth, with a question of our own before them.
    path("account/mfa/", account_views.to_account, name="mfa_index"),
    path("account/mfa/webauthn/", account_views.to_account, name="mfa_list_webauthn"),
    path("account/mfa/webauthn/add/", account_views.add_passkey, name="mfa_add_webauthn"),
    path(
        "account/mfa/webauthn/keys/<int:pk>/remove/", account_views.remove_passkey, name="mfa_remove_webauthn"
    ),
    path("account/mfa/totp/activate/", account_views.activate_app, name="mfa_activate_totp"),
    path("account/sessions/", account_views.devices, name="usersessions_list"),
    path("account/", include("allauth.account.urls")),
    path("account/mfa/", include("allauth.mfa.urls")),
    path("account/logins/", include("allauth.socialaccount.urls")),
    path("account/logins/<slug:provider_id>/login/", oidc.login, name="openid_connect_login"),
    path("account/logins/<slug:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
    path("", include("vakwerk.apps.people.urls")),
    path("", include("vakwerk.apps.dossier.urls")),
    path("", include("vakwerk.apps.sharing.urls")),
    path("", include("vakwerk.apps.sessions.urls")),
    path("", include("vakwerk.apps.portals.urls")),
    path("", include("vakwerk.apps.learning.urls")),
    path("", include("vakwerk.apps.portfolio.urls")),
    path("", include("vakwerk.apps.register.urls")),
    path("", include("vakwerk.apps.outlook.urls")),
    path("", include("vakwerk.apps.desk.urls")),
    path("api/v1/", api.urls),
]

handler400 = "vakwerk.site.views.bad_request"
handler403 = "vakwerk.site.views.forbidden"
handler404 = "vakwerk.site.views.not_found"
handler500 = "vakwerk.site.views.failure"
