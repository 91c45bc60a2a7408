"""`manage replay_erasures`: after putting back a backup, erase again who was erased since."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from vakwerk.apps.sharing import rights


class Command(BaseCommand):
    """Reads the list of erasures beside the database; the server does this by itself at every start."""

    help = "Erase again whoever a restored backup brought back."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and say how many."""
        count = rights.replay()
        if count or options["verbosity"] > 1:
            self.stdout.write(f"  {count} people erased again, as they had asked.")
