"""Django's registration of this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """App `people`."""

    name = "vakwerk.apps.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hears what happens to the ways in, and says what of a person is kept here."""
        from vakwerk.apps.people import keeping, keeping_ways_in, listening, recovery, waiting

        listening.start()
        waiting.listen(recovery.waiting_for)
        keeping.register()
        keeping_ways_in.register()
