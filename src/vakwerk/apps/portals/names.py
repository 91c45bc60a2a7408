"""The closed lists of this app."""

from __future__ import annotations

KINDS: tuple[str, ...] = ("csv", "pasted", "xlsx", "calendar", "dossier")
"""What kind of file a table came from."""

STAGES: tuple[str, ...] = ("mapping", "preview", "running", "done", "undoing", "undone")
"""How far an import is: columns are being named; lines are looked at; lines are being taken in; nothing waits any more;
what came in is being taken back; all of it has been taken back."""

UNFINISHED: tuple[str, ...] = ("mapping", "preview", "running", "undoing")

STATES: tuple[str, ...] = ("new", "same", "adds", "alike", "fault")
"""What a line is, seen beside the dossier."""

CHOICES: tuple[str, ...] = ("same", "other")
"""What a person says of a line that looks like something: it is that, or it is something else."""

RESULTS: tuple[str, ...] = ("added", "joined", "there", "undone")
"""What became of a line: a new fact, joined with a fact that was there, nothing (it was there), or taken back."""

KEPT_DAYS = 30
"""An import that is not finished within so many days is thrown away."""
