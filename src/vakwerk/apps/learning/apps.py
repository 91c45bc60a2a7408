"""Django's registration of this app."""

from importlib import import_module

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """App `learning`."""

    name = "vakwerk.apps.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Makes permissions known, and enters this room where the rooms below ask."""
        from vakwerk.apps.dossier import about
        from vakwerk.apps.learning import keeping, telling
        from vakwerk.apps.people import stores, waiting

        import_module("vakwerk.apps.learning.policies")
        waiting.listen(telling.waiting_for)
        about.listen(telling.about_fact)
        for store in keeping.STORES:
            stores.register(store)
