"""Django's registration of this app."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """App `portfolio`."""

    name = "vakwerk.apps.portfolio"
    label = "portfolio"
    default_auto_field = "django.db.models.BigAutoField"
