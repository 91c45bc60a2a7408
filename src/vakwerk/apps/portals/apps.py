"""Django's registration of this app."""

from django.apps import AppConfig


class PortalsConfig(AppConfig):
    """App `portals`."""

    name = "vakwerk.apps.portals"
    label = "portals"
    default_auto_field = "django.db.models.BigAutoField"
