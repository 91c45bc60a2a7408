"""Django's registration of this app."""

from importlib import import_module

from django.apps import AppConfig


class DossierConfig(AppConfig):
    """App `dossier`."""

    name = "vakwerk.apps.dossier"
    label = "dossier"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Makes the permissions of this app known, and what it keeps of people."""
        import_module("vakwerk.apps.dossier.policies")
        import_module("vakwerk.apps.dossier.erasing").register()
