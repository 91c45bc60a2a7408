"""`manage carry_out_erasures`: erase everybody whose time to change their mind is over. For a daily timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from vakwerk.apps.sharing import rights


class Command(BaseCommand):
    """Erases who is due; does nothing when nobody is."""

    help = "Erase the people who asked for it and whose days to change their mind are over."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and say how many."""
        self.stdout.write(f"  {rights.carry_out_due()} people erased.")
