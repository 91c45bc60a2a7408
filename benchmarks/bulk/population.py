"""The people everything is measured on: made from a seed, kept for a next time."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

from bulk.norm import the_norm
from bulk.task import ON
from vakwerk.engines.population import BadPopulation, Manifest, read_manifest
from vakwerk.engines.population.made_up import Wish, generate
from vakwerk.engines.population.writing import FolderInUse

ROOT = Path(__file__).resolve().parent.parent.parent
PART = 20_000
"""People in a part; small populations have four parts, so that there is something to divide."""


def kept_in() -> Path:
    """Where populations and runs are kept: `$VAKWERK_BENCH`, or `var/bench` in this folder."""
    return Path(os.environ.get("VAKWERK_BENCH") or ROOT / "var/bench")


def population(people: int, seed: int) -> Manifest:
    """So many people; made when they are not there yet, which takes some seconds for every 100,000."""
    norm = the_norm()
    size = min(PART, -(-people // 4))
    wish = Wish(people=people, seed=seed, on=ON, norm=norm, library={norm.id: norm}, part_size=size)
    folder = kept_in() / f"people-{people}-seed-{seed}"
    try:
        found = read_manifest(folder)
    except BadPopulation:
        print(f"Making {people:,} people in {folder} …", flush=True)
        try:
            return generate(wish, folder, made_on=date.today(), progress=_told)
        except FolderInUse as error:
            sys.exit(f"{error}")
    if dict(found.origin) != wish.origin():
        sys.exit(f"{folder} holds other people ({dict(found.origin)}); remove it and run this again")
    return found


def _told(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r  {done:,} of {of:,}", end="" if done < of else "\n", file=sys.stderr, flush=True)
