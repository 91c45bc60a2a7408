"""What the register keeps of a person, copied and erased as `people.stores` asks.

A register's number is given once and for life, so an erased entry keeps its number and its dates; the name goes.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.people import stores
from vakwerk.apps.register import actions
from vakwerk.apps.register.models import NameWord, NearWord, Registration, StandingBasis

ERASED = "–"
"""What stands where a name stood; it can not be searched for."""


def _export(person_id: uuid.UUID) -> Any:
    entry = Registration.objects.filter(person=person_id).first()
    if entry is None:
        return {}
    return {
        "number": entry.number,
        "public_name": entry.public_name,
        "town": entry.town,
        "level": entry.level,
        "profession": entry.profession,
        "since": entry.since,
        "ended_on": entry.ended_on,
        "recognitions": list(entry.recognitions.order_by("pk").values("norm", "since", "until", "ended_on")),
        "events": list(entry.events.order_by("at", "pk").values("name", "on", "at")),
        "standings": list(
            entry.standings.order_by("norm").values("norm", "state", "ends_on", "missing", "computed_on")
        ),
    }


@transaction.atomic
def _erase(person_id: uuid.UUID, at: dt.datetime) -> int:
    """The registration ends today when it still ran; number and dates stay, name, place and standings go."""
    entry = Registration.objects.select_for_update().filter(person=person_id).first()
    if entry is None:
        return 0
    today = timezone.localdate(at)
    if entry.ended_on is None:
        entry = actions.end_registration(registration=entry, actor=None, on=max(today, entry.since), at=at)
    borne = set(entry.words.values_list("word", flat=True))
    gone: int = entry.words.all().delete()[0]
    left = borne - set(NameWord.objects.filter(word__in=borne).values_list("word", flat=True))
    gone += NearWord.objects.filter(word__in=left).delete()[0]
    gone += entry.standings.all().delete()[0]
    StandingBasis.objects.filter(registration=entry).update(computed_on=today, norms="", leased_until=None)
    entry.public_name, entry.sort_name, entry.town, entry.made_up = ERASED, ERASED, "", None
    entry.save(update_fields=["public_name", "sort_name", "town", "made_up"])
    return gone + 1


def register() -> None:
    """Makes known what is kept here."""
    stores.register(
        stores.Store(
            name="register",
            tables=(
                "register.Registration",
                "register.PublicRecognition",
                "register.NameWord",
                "register.RegisterEntryEvent",
                "register.Standing",
                "register.StandingBasis",
            ),
            title=_("Your entry in the register"),
            export=_export,
            erase=_erase,
            kept=_("your number, level, profession and the dates of your registration, without your name"),
            kept_for=_("not established: our sources name no term. Until then it stays"),
            why=_("so that anybody can check if you are registered"),
        )
    )
