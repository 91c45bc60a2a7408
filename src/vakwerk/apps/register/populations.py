"""Writes everybody who has a dossier as a population: one pass, one moment in time, no names and no free text.

Who froze their data, asked to be erased or was erased is left out. What a population may hold is decided by its layout
(`core.norms.compile.LAYOUT`); only these columns are read out of the dossiers.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.people import queries as people
from vakwerk.apps.people.everybody import everybody
from vakwerk.apps.register.models import Registration
from vakwerk.apps.sharing import queries as sharing
from vakwerk.core.dossier import Dossier
from vakwerk.core.norms.compile.tables import About
from vakwerk.engines.population import Manifest, PopulationWriter, clear, connect, load

PART_SIZE = 20_000
AT_ONCE = 1_000
"""For how many people the dossiers are read together: what memory holds besides one part."""

Said = Callable[[int, int], None]
"""Told now and then: how many people are written, and how many were left out."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person with a dossier: all that a population may hold of them."""

    person: uuid.UUID
    about: About
    dossier: Dossier


@dataclass(slots=True)
class Counted:
    """How many people were left out so far, because of their rights."""

    left_out: int = 0


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is as it was at one moment, while others go on writing. Nothing can be written here."""
    if connection.in_atomic_block:
        yield  # whoever began the transaction decided what is seen
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # A transaction of Django would take the write lock of SQLite for as long as this lasts.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")


def everybody_with_a_dossier(counted: Counted) -> Iterator[Somebody]:
    """Who stands in the register or has a dossier, in order of their number, as they are at one moment.

    Counts in `counted` who is left out. The queries are as many for a thousand people as for one.
    """
    with one_moment():
        for ids in _in_batches(everybody(), AT_ONCE):
            registered = {entry.person_id: entry for entry in Registration.objects.filter(person__in=ids)}
            kept = dossiers.having_dossiers(ids) | registered.keys()
            out = sharing.not_to_be_copied(ids) | dossiers.erased(ids)
            counted.left_out += len(kept & out)
            wanted = sorted(kept - out)
            owners = people.people(person_ids=wanted)
            found = dossiers.dossiers_of(owners[one] for one in wanted)
            for one in wanted:
                yield Somebody(one, _about(registered.get(one)), found[one])


def _in_batches(ids: Iterator[uuid.UUID], size: int) -> Iterator[Sequence[uuid.UUID]]:
    batch: list[uuid.UUID] = []
    for one in ids:
        batch.append(one)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _about(entry: Registration | None) -> About:
    if entry is None:
        return About()
    return About(profession=entry.profession, level=entry.level, region=entry.town or None)


def write(folder: Path, *, on: dt.date, part_size: int = PART_SIZE, said: Said | None = None) -> Manifest:
    """Write a population from the database into an empty folder; `on` is the day it says it was made.

    What an unfinished write left in the folder is removed: the moment it saw is gone, so there is nothing to go on
    with. Raises FolderInUse.
    """
    writer = PopulationWriter(folder, made_on=on.isoformat(), origin={"kind": "register"}, resume=False)
    counted, number = Counted(), 0
    stream = everybody_with_a_dossier(counted)
    with connect() as tables:
        waiting: list[tuple[int, Dossier, About]] = []
        part = inside = 0
        for somebody in stream:
            waiting.append((number, somebody.dossier, somebody.about))
            number, inside = number + 1, inside + 1
            full = inside == part_size
            if full or len(waiting) == AT_ONCE:
                load(tables, waiting)
                waiting = []
                if said is not None:
                    said(number, counted.left_out)
            if full:
                writer.write_part(part, tables)
                clear(tables)
                part, inside = part + 1, 0
        if inside:
            load(tables, waiting)
            writer.write_part(part, tables)
    if said is not None:
        said(number, counted.left_out)
    return writer.finish()
