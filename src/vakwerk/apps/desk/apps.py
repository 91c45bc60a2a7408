"""Django's registration of this app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """App `desk`."""

    name = "vakwerk.apps.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
