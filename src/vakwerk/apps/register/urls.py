"""Pages of this app."""

from __future__ import annotations

from django.urls import path, register_converter

from vakwerk.apps.register import registrar_views, views
from vakwerk.apps.register.numbers import PATTERN


class NumberConverter:
    """A registration number in an address, in any way of writing that fits there."""

    regex = PATTERN

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(NumberConverter, "number")

app_name = "register"

urlpatterns = [
    path("register", views.search, name="search"),
    path("register/<number:number>", views.entry, name="entry"),
    path("register/<number:number>.json", views.entry_json, name="entry_json"),
    path("registrar", registrar_views.people, name="people"),
    path("registrar/register.csv", registrar_views.people_csv, name="people_csv"),
    path("registrar/<number:number>", registrar_views.person, name="person"),
]
