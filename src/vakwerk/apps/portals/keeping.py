"""What this app keeps about a person: the own copy of it, and its erasure; and what waits."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakwerk.apps.people.stores import Store, register
from vakwerk.apps.people.waiting import Waiting, listen
from vakwerk.apps.portals import queries, words
from vakwerk.apps.portals.models import HandedIn, Import, Mapping


def export(person_id: uuid.UUID) -> Any:
    """Imports with what came of each line, remembered columns, and what was handed in where."""
    return {
        "imports": [
            {
                "name": batch.name,
                "kind": batch.kind,
                "sha256": batch.sha256,
                "started_at": batch.started_at.isoformat(),
                "stage": batch.stage,
                "lines": [
                    {
                        "line": line.number,
                        "cells": line.cells,
                        "corrected": line.edits,
                        "fact": line.result_fact,
                        "result": line.result,
                    }
                    for line in batch.lines.all()
                ],
            }
            for batch in Import.objects.filter(person_id=person_id)
            .order_by("started_at", "pk")
            .prefetch_related("lines")
        ],
        "columns": [
            {"name": one.name, "headings": one.headings, "mapping": one.mapping}
            for one in Mapping.objects.filter(person_id=person_id).order_by("pk")
        ],
        "handed_in": [
            {
                "portal": one.portal,
                "fact": one.fact_id,
                "on": one.on.isoformat(),
                "undone_at": one.undone_at.isoformat() if one.undone_at else None,
            }
            for one in HandedIn.objects.filter(person_id=person_id).order_by("pk")
        ],
    }


def erase(person_id: uuid.UUID, _at: dt.datetime) -> int:
    """Nothing of this is needed by anybody else: all of it goes. How many rows."""
    gone = 0
    for table in (HandedIn, Mapping, Import):
        gone += table._default_manager.filter(person_id=person_id).delete()[0]
    return gone


def waiting(person_id: uuid.UUID, on: dt.date) -> list[Waiting]:
    """Imports that are not finished."""
    return [
        Waiting(
            _("You began to bring in “%(name)s” and did not finish.") % {"name": words.called(batch)},
            reverse("portals:import", args=[batch.pk]),
            _("Go on"),
            batch.started_at,
            None if batch.stage == "undoing" else batch.expires_on,
        )
        for batch in queries.unfinished(person_id, on)
    ]


def enter() -> None:
    """Makes the store and what waits known."""
    register(
        Store(
            name="portals",
            tables=("portals.Import", "portals.ImportLine", "portals.Mapping", "portals.HandedIn"),
            title=gettext_lazy("Tables you brought in, how they were read, and what you handed in elsewhere"),
            export=export,
            erase=erase,
            why=gettext_lazy("so that you can undo what you brought in, and never hand in the same twice"),
        )
    )
    listen(waiting)
