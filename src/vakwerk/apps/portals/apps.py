"""Django's registration of this app."""

from importlib import import_module

from django.apps import AppConfig


class PortalsConfig(AppConfig):
    """App `portals`."""

    name = "vakwerk.apps.portals"
    label = "portals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Makes known: permissions, what is kept, what waits, and what is done every day."""
        from vakwerk.apps.people import daily
        from vakwerk.apps.portals import tasks

        import_module("vakwerk.apps.portals.policies")
        import_module("vakwerk.apps.portals.keeping").enter()
        daily.listen(tasks.forget_old_imports)
