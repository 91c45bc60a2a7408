"""Django's registration of this app."""

from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """App `sessions`, known to Django as `shared_sessions`."""

    name = "vakwerk.apps.sessions"
    label = "shared_sessions"
    default_auto_field = "django.db.models.BigAutoField"
