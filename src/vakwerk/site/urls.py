"""All addresses. Every app writes its own in full, so one look at its `urls.py` tells where its pages are."""

from __future__ import annotations

from django.urls import include, path

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
    path("account/", include("allauth.account.urls")),
    path("", include("vakwerk.apps.people.urls")),
    path("", include("vakwerk.apps.dossier.urls")),
    path("", include("vakwerk.apps.sharing.urls")),
    path("", include("vakwerk.apps.sessions.urls")),
    path("", include("vakwerk.apps.portals.urls")),
    path("", include("vakwerk.apps.learning.urls")),
    path("", include("vakwerk.apps.portfolio.urls")),
    path("", include("vakwerk.apps.register.urls")),
    path("", include("vakwerk.apps.desk.urls")),
    path("api/v1/", api.urls),
]

handler400 = "vakwerk.site.views.bad_request"
handler403 = "vakwerk.site.views.forbidden"
handler404 = "vakwerk.site.views.not_found"
handler500 = "vakwerk.site.views.failure"
