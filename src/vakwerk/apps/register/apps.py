"""Django's registration of this app."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """App `register`."""

    name = "vakwerk.apps.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"
