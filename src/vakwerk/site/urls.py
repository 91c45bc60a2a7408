"""All addresses. Every app writes its own in full, so one look at its `urls.py` tells where its pages are."""

from __future__ import annotations

from django.urls import include, path

from vakwerk.site import views
from vakwerk.site.api import api

urlpatterns = [
    path("", views.home, name="home"),
    path("gezond", views.health, name="health"),
    path("binnenkort/<slug:room>", views.soon, name="soon"),
    path("over/<slug:page>", views.about, name="about"),
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
