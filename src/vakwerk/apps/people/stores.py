"""Every place where something about a person is kept, so that a copy is whole and an erasure forgets nothing.

A room registers its *stores* when Django starts (`AppConfig.ready`). A test walks over all tables that lead to a person
and fails for a table that no store names.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Store:
    """One place: its tables, what it holds in words, how it is copied, and how it is erased.

    `export` gives the person's own copy as plain data (JSON). `erase` takes out all that tells who it was, in the
    transaction it is called in, and returns how many rows that touched. `kept` says what law or purpose keeps, in
    words, and `kept_for` for how long; both empty when nothing remains. `why` says what it is kept for until then.
    """

    name: str
    tables: tuple[str, ...]
    title: str | Promise
    export: Callable[[uuid.UUID], Any]
    erase: Callable[[uuid.UUID, dt.datetime], int]
    kept: str | Promise = ""
    kept_for: str | Promise = ""
    why: str | Promise = ""


_stores: dict[str, Store] = {}


def register(store: Store) -> None:
    """This store takes part from now on. A name is used once."""
    _stores[store.name] = store


def stores() -> tuple[Store, ...]:
    """Every store; the room highest in the house first, so that nothing points at what is gone."""
    return tuple(reversed(_stores.values()))
