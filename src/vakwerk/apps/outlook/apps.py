"""Django's registration of this app."""

from importlib import import_module

from django.apps import AppConfig


class OutlookConfig(AppConfig):
    """App `outlook`."""

    name = "vakwerk.apps.outlook"
    label = "outlook"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Makes known: the permission, what is kept and how it is erased, and what is done every day."""
        import_module("vakwerk.apps.outlook.policies")
        from vakwerk.apps.outlook import keeping, tasks
        from vakwerk.apps.people import daily

        keeping.register()
        daily.listen(tasks.keep_counts_fresh)
