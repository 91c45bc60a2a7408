"""Pages of this app."""

from django.urls import path

from vakwerk.apps.people import views

app_name = "people"

urlpatterns = [
    path("wie-keek-mee", views.looks, name="looks"),
    path("taal", views.choose_language, name="language"),
]
