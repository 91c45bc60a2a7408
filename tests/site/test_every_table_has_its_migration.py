"""What the models say and what a database gets are the same."""

from __future__ import annotations

from django.core.management import call_command


def test_no_migration_is_missing(db: None) -> None:
    # Raises SystemExit(1) when a model says something that no migration does.
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
