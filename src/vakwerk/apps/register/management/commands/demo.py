"""`manage demo`: fill an installation with a made-up world to look around in."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from vakwerk.apps.register.demo.accounts import ACCOUNTS, PASSWORD
from vakwerk.apps.register.demo.filling import fill

SEED = 20261124
MOST = 100_000


class Command(BaseCommand):
    """Creates what is missing of the demo world; does nothing when it is complete. May be stopped and run again."""

    help = "Create the demo world: made-up professionals with their dossiers, and accounts to log in with."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many people, from which seed, seen on which day."""
        parser.add_argument("--people", type=int, default=1000, help="how many people (1000)")
        parser.add_argument("--seed", type=int, default=SEED, help=f"which world ({SEED})")
        parser.add_argument("--on", type=_day, default=None, help="the day the world is seen on (today)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill, and say what can be done now."""
        count, on = options["people"], options["on"] or timezone.localdate()
        if not 1 <= count <= MOST:
            raise CommandError(f"--people must lie between 1 and {MOST}.")
        if on > timezone.localdate():
            raise CommandError("--on lies in the future; facts can not be recorded before they happened.")
        begun = time.monotonic()

        def say(sentence: str) -> None:
            if options["verbosity"]:
                self.stdout.write(f"  {sentence}")

        added = fill(count=count, seed=options["seed"], on=on, say=say)
        if not added:
            say("The demo world is there already.")
            return
        say(f"{added} people in {time.monotonic() - begun:.0f} seconds. All of them are made up.")
        # In demo mode the server prints them at every start.
        for account in () if settings.VAKWERK_DEMO else ACCOUNTS:
            say(f"{account.email:26} {PASSWORD}   {account.en}")


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
