"""Django's registration of this app."""

from importlib import import_module

from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """App `sessions`, known to Django as `shared_sessions`."""

    name = "vakwerk.apps.sessions"
    label = "shared_sessions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Makes known: permissions, what waits for people, what is kept about them, and what is done every day."""
        from vakwerk.apps.people import daily, waiting
        from vakwerk.apps.sessions import finding, stores, tasks

        import_module("vakwerk.apps.sessions.policies")
        waiting.listen(finding.waiting_in_sessions)
        stores.enter()
        daily.listen(tasks.settle_silences)
