"""Django's registration of this app."""

from importlib import import_module

from django.apps import AppConfig


class PortalsConfig(AppConfig):
    """App `portals`."""

    name = "vakwerk.apps.portals"
    label = "portals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Makes permissions, what is kept and what waits known."""
        import_module("vakwerk.apps.portals.policies")
        import_module("vakwerk.apps.portals.keeping").enter()
