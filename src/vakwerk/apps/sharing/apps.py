"""Django's registration of this app."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """App `sharing`."""

    name = "vakwerk.apps.sharing"
    label = "sharing"
    default_auto_field = "django.db.models.BigAutoField"
