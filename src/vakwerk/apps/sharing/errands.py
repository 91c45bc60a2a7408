"""What waits for a person in this room: requests to share, and an erasure that can still be cancelled."""

from __future__ import annotations

import datetime as dt
import uuid

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from vakwerk.apps.people.waiting import Waiting
from vakwerk.apps.sharing import queries
from vakwerk.apps.sharing.terms import CHANGE_ONES_MIND_DAYS


def waiting(person_id: uuid.UUID, on: dt.date) -> list[Waiting]:
    """Two queries."""
    found = [
        Waiting(
            text=_("%(who)s asks to see something: %(what)s.")
            % {"who": one.house or one.asker, "what": one.scope_name},
            href=reverse("sharing:request", args=[one.id]),
            action=_("Decide"),
            since=one.made_at,
        )
        for one in queries.open_requests(person_id, on)
    ]
    due = queries.erasure_due(person_id)
    if due is not None:
        found.append(
            Waiting(
                text=_("You asked us to erase everything about you."),
                href=reverse("sharing:rights"),
                action=_("Cancel"),
                since=due - dt.timedelta(days=CHANGE_ONES_MIND_DAYS),
                until=timezone.localdate(due),
            )
        )
    return found
