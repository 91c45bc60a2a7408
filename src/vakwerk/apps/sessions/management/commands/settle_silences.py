"""`manage settle_silences`: count the silence of who did not answer, where a norm permits it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from vakwerk.apps.sessions import silence


class Command(BaseCommand):
    """Settles what is due. May be stopped, run again, and run beside the daily task."""

    help = (
        "Confirm shared sessions by silence, for people under norms that permit it and whose term has passed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """On which day."""
        parser.add_argument("--on", type=dt.date.fromisoformat, default=None, help="as on this day (today)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Settle, and say how many."""
        done = silence.settle_all(on=options["on"])
        self.stdout.write(f"  {done} confirmed by silence.")
