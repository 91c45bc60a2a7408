"""What stays of a dossier that was erased."""

from __future__ import annotations

from django.db import models


class Tombstone(models.Model):
    """That a dossier was erased. `person` names the empty shell that stays where a registration must.

    `digest` is the SHA-256 of a salt and the last dossier; the salt was thrown away, so that it proves nothing to
    nobody and can not be guessed from a dossier that somebody else kept.
    """

    person = models.UUIDField(primary_key=True, editable=False)
    erased_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    facts = models.PositiveIntegerField()

    def __str__(self) -> str:
        """The day."""
        return f"erased {self.erased_at.date()}"
