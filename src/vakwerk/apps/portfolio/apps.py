"""Django's registration of this app."""

from importlib import import_module

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """App `portfolio`."""

    name = "vakwerk.apps.portfolio"
    label = "portfolio"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Makes permissions known, says what waits, what is kept and what can be shared, hears of changed dossiers."""
        import_module("vakwerk.apps.portfolio.policies")
        from vakwerk.apps.dossier import changes
        from vakwerk.apps.people import waiting
        from vakwerk.apps.portfolio import due, keeping, offering, tasks

        keeping.register()
        offering.register()
        waiting.listen(due.waiting)
        changes.listen(tasks.hear_of_change)
