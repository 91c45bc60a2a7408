"""Django's registration of this app."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """App `register`."""

    name = "vakwerk.apps.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hears of changed dossiers, so that what lists show of them is worked out anew; tells what it keeps."""
        from vakwerk.apps.dossier import changes
        from vakwerk.apps.register import keeping, tasks

        changes.listen(tasks.hear_of_change)
        keeping.register()
