"""Django's registration of the page shell (templates, template tags, the shared cache's table)."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SiteConfig(AppConfig):
    """The shell; its label is `shell` because `site` is too easily mistaken for Django's own `sites`."""

    name = "vakwerk.site"
    label = "shell"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lets every app say who may do what; a permission nobody has said is refused."""
        autodiscover_modules("policies")
