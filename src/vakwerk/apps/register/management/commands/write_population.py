"""`vakwerk population write`: everybody with a dossier as Parquet files."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import duckdb
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from vakwerk.apps.register import populations
from vakwerk.engines.population.writing import FolderInUse


class Command(BaseCommand):
    """Reads all dossiers as they are at one moment and writes them part by part. Others can go on working."""

    help = "Write everybody who has a dossier as a population (Parquet files), without names and free text."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and how many people stand in one part."""
        parser.add_argument("--out", type=Path, required=True, help="an empty or new folder")
        parser.add_argument(
            "--part-size", type=int, default=populations.PART_SIZE, help="people in one part (20000)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, tell how far it is on standard error, and say what to do when it was stopped."""
        if options["part_size"] < 1:
            raise CommandError("--part-size must be at least 1.")
        begun = time.monotonic()

        def said(people: int, left_out: int) -> None:
            if options["verbosity"]:
                self.stderr.write(f"  {people} people, {left_out} left out, {time.monotonic() - begun:.0f} s")

        try:
            made = populations.write(
                options["out"], on=timezone.localdate(), part_size=options["part_size"], said=said
            )
        except FolderInUse as error:
            raise CommandError(str(error)) from error
        except (OSError, duckdb.Error) as error:
            raise CommandError(f"{options['out']}: can not be written ({error}).") from error
        except KeyboardInterrupt as error:
            raise CommandError(
                "Stopped. What was written shows a moment that is gone: run the command again, it starts over."
            ) from error
        if options["verbosity"]:
            self.stdout.write(
                f"{made.people} people with {made.facts} facts in {len(made.parts)} parts: {options['out']}"
            )
            self.stdout.write("It holds personal data. Delete the folder when you no longer need it.")
