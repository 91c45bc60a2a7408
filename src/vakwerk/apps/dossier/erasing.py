"""A whole dossier taken out: every fact in every version, every file, every event. What stays is a tombstone."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.dossier import changes
from vakwerk.apps.dossier.models import DossierEvent, DossierHead, Evidence
from vakwerk.apps.dossier.names import KINDS
from vakwerk.apps.dossier.rows import ROW_OF
from vakwerk.apps.dossier.tombstone import Tombstone
from vakwerk.apps.people import stores


@transaction.atomic
def erase(person_id: uuid.UUID, at: dt.datetime) -> int:
    """The dossier is gone; how many rows. Files go when the transaction has succeeded. Twice does no harm."""
    begun = DossierHead.objects.select_for_update().filter(pk=person_id).first()
    if begun is None:
        return 0
    salt = secrets.token_bytes(32)  # never written down
    content = json.dumps(_export(person_id), sort_keys=True, default=str).encode()
    gone, facts = 0, 0
    for kind in KINDS:
        rows = ROW_OF[kind]._default_manager.filter(person_id=person_id)
        facts += rows.values("fact_id").distinct().count()
        gone += rows.delete()[0]
    files = [(one.file.storage, str(one.file.name)) for one in Evidence.objects.filter(person=person_id)]
    gone += Evidence.objects.filter(person=person_id).delete()[0]
    gone += DossierEvent.objects.filter(person=person_id).delete()[0]
    begun.delete()
    Tombstone.objects.update_or_create(
        person=person_id,
        defaults={"erased_at": at, "digest": hashlib.sha256(salt + content).hexdigest(), "facts": facts},
    )
    changes.tell([person_id])
    for storage, name in files:
        if name:
            transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))  # type: ignore[misc]
    return gone + 1


def _export(person_id: uuid.UUID) -> Any:
    from vakwerk.apps.dossier import export
    from vakwerk.apps.people import queries as people

    person = people.person(person_id=person_id)
    if person is None:
        return {}
    return {
        "versions": json.loads(export.history_json(person)),
        "events": [
            {"name": one.name, "fact": one.fact_id, "at": one.at, "by_you": one.actor_id == person.account_id}
            for one in DossierEvent.objects.filter(person=person_id).order_by("at", "pk")
        ],
        "files": list(
            Evidence.objects.filter(person=person_id)
            .order_by("added_at", "pk")
            .values("fact_id", "name", "media_type", "size", "sha256", "added_at", "removed_at")
        ),
    }


def register() -> None:
    """Makes known what is kept here."""
    tables = [row.__name__ for row in ROW_OF.values()]
    parts = ["ActivityAccreditation", "ActivityConfirmation", "WorkConfirmation", "RecognitionPeriod"]
    others = ["DossierHead", "Evidence", "DossierEvent"]
    stores.register(
        stores.Store(
            name="dossier",
            tables=tuple(f"dossier.{name}" for name in (*others, *tables, *parts)),
            title=_("Your dossier: facts, every earlier version, notes and files"),
            export=_export,
            erase=erase,
            kept=_("that there was a dossier, and the day on which it was erased"),
            kept_for=_("always: otherwise a backup could bring your dossier back"),
            why=_("so that you can show what you learned and did"),
        )
    )
