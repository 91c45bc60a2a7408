"""Which people were erased, in a file beside the database: a backup that is put back can not bring them back.

The first line holds a salt; each further line a moment and the SHA-256 of the salt and a person's number. The numbers
are random, so a line names nobody, yet the person in a restored database is recognised by it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
import uuid
from contextlib import suppress
from pathlib import Path

from django.conf import settings

HEAD = "vakwerk-erasures-1 "


def place() -> Path:
    """Where the file is."""
    return Path(settings.VAKWERK_HOME) / "erasures.log"


def add(person_id: uuid.UUID, at: dt.datetime) -> None:
    """Writes the erasure down, and returns when the disk has it.

    It is written before the database commits: a line too many is done again at worst, a line too few would bring
    somebody back.
    """
    path = place()
    with suppress(FileExistsError):
        made = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(made, "w", encoding="ascii") as file:
            file.write(f"{HEAD}{secrets.token_hex(16)}\n")
            file.flush()
            os.fsync(file.fileno())
    salt, _lines = _read(path)
    with path.open("a", encoding="ascii") as file:
        # A line that a crash cut off is ended first, or it would spoil the next.
        begun = "" if path.read_bytes().endswith(b"\n") else "\n"
        file.write(f"{begun}{at.isoformat()} {_mark(salt, person_id)}\n")
        file.flush()
        os.fsync(file.fileno())


def erased() -> Erasures:
    """Everything written down."""
    path = place()
    if not path.exists():
        return Erasures("", {})
    return Erasures(*_read(path))


def _read(path: Path) -> tuple[str, dict[str, dt.datetime]]:
    first, *lines = path.read_text(encoding="ascii").splitlines()
    if not first.startswith(HEAD):
        raise ValueError(f"{path} does not begin as a list of erasures.")
    found = {}
    for line in lines:
        moment, _, mark = line.partition(" ")
        if len(mark) == 64:  # a line that was cut off by a crash is no erasure: its transaction never ended
            found[mark] = dt.datetime.fromisoformat(moment)
    return first.removeprefix(HEAD).strip(), found


def _mark(salt: str, person_id: uuid.UUID) -> str:
    return hashlib.sha256(salt.encode() + person_id.bytes).hexdigest()


class Erasures:
    """The file as it was read."""

    def __init__(self, salt: str, marks: dict[str, dt.datetime]) -> None:
        self._salt, self._marks = salt, marks

    def __len__(self) -> int:
        """How many."""
        return len(self._marks)

    def when(self, person_id: uuid.UUID) -> dt.datetime | None:
        """When this person was erased; None when not."""
        return self._marks.get(_mark(self._salt, person_id)) if self._marks else None
