"""Django's registration of this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """App `people`."""

    name = "vakwerk.apps.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Makes known what is kept of accounts and people."""
        from vakwerk.apps.people import keeping

        keeping.register()
