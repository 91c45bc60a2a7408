"""Django's registration of this app."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """App `sharing`."""

    name = "vakwerk.apps.sharing"
    label = "sharing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Makes known: the permissions, what waits for an answer, what is kept, and what is done every day."""
        from importlib import import_module

        from vakwerk.apps.people import daily, waiting
        from vakwerk.apps.sharing import errands, keeping, tasks

        import_module("vakwerk.apps.sharing.policies")
        waiting.listen(errands.waiting)
        keeping.register()
        daily.listen(tasks.carry_out_erasures)
