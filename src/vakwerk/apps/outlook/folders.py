"""Where populations and runs are kept: below VAKWERK_HOME/outlook, for its owner only, and how they go."""

from __future__ import annotations

import shutil
import time
import uuid
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

OWNER_ONLY = 0o700
LEFT_LYING = 3600
"""Seconds after which a folder that no table names is thrown away: nobody can still be writing it."""


def root() -> Path:
    """The folder of this app. Made when it is not there."""
    folder = Path(settings.VAKWERK_HOME) / "outlook"
    folder.mkdir(mode=OWNER_ONLY, exist_ok=True)
    return folder


def population_folder(key: uuid.UUID) -> Path:
    """Where a population stands."""
    return root() / f"people-{key}"


def run_folder(key: uuid.UUID) -> Path:
    """Where everybody's decisions under a norm stand."""
    return root() / f"run-{key}"


def scenario_file(count: uuid.UUID, key: str) -> Path:
    """Where the counts of a change that needed the facts stand: they go when the count goes."""
    return root() / f"scenarios-{count}" / f"{key}.json"


def made(folder: Path) -> Path:
    """The folder, there and for its owner only."""
    folder.mkdir(mode=OWNER_ONLY, exist_ok=True)
    return folder


def forget_population(key: uuid.UUID) -> None:
    """Throws a population away."""
    shutil.rmtree(population_folder(key), ignore_errors=True)


def forget_count(key: uuid.UUID) -> None:
    """Throws the run of a count away, and what was worked out from it."""
    shutil.rmtree(run_folder(key), ignore_errors=True)
    shutil.rmtree(root() / f"scenarios-{key}", ignore_errors=True)


def forget_others(populations: Iterable[uuid.UUID], counts: Iterable[uuid.UUID], *, at_once: bool) -> int:
    """Throws away every folder that belongs to none of these; how many. `at_once`: also what was just begun."""
    kept = {f"people-{key}" for key in populations}
    for key in counts:
        # A count that is writing its population writes it under its own number.
        kept |= {f"people-{key}", f"run-{key}", f"scenarios-{key}"}
    gone = 0
    for folder in root().iterdir():
        old = at_once or time.time() - folder.stat().st_mtime > LEFT_LYING
        if folder.name not in kept and old:
            shutil.rmtree(folder, ignore_errors=True)
            gone += 1
    return gone
