"""What this app keeps that leads to a person: who asked for a count. And the copies of dossiers, which go at once."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from vakwerk.apps.outlook import actions
from vakwerk.apps.outlook.models import Count
from vakwerk.apps.people import stores


def _export(person_id: uuid.UUID) -> Any:
    asked = Count.objects.filter(asked_by__person=person_id).order_by("asked_at", "pk")
    return {"counts_you_asked_for": list(asked.values("norm", "on", "asked_at"))}


def _erase(person_id: uuid.UUID, _at: dt.datetime) -> int:
    """Nobody can be picked out of a population, for it holds no names: so all of it goes, and is counted anew."""
    Count.objects.filter(asked_by__person=person_id).update(asked_by=None)
    return actions.forget_everything()


def register() -> None:
    """Makes known what is kept here."""
    stores.register(
        stores.Store(
            name="outlook",
            tables=("outlook.Count", "outlook.Scenario"),
            title=_("Counts of the whole register under a norm, and who asked for them"),
            export=_export,
            erase=_erase,
            why=_("so that an association can see what another norm would do, before it votes"),
        )
    )
