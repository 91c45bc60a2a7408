"""Django's registration of this app."""

from django.apps import AppConfig


class DossierConfig(AppConfig):
    """App `dossier`."""

    name = "vakwerk.apps.dossier"
    label = "dossier"
    default_auto_field = "django.db.models.BigAutoField"
