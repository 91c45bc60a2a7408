"""Django's registration of this app."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """App `learning`."""

    name = "vakwerk.apps.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"
