"""Organisations, by the roles that people hold in them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from vakwerk.apps.people.models import Organisation, RoleGrant

MOST = 500


@dataclass(frozen=True, slots=True)
class House:
    """An organisation: its number and its name."""

    id: uuid.UUID
    name: str


def houses_with(*, roles: Collection[str], on: dt.date) -> list[House]:
    """The organisations where somebody holds one of these roles on this day, by name; at most `MOST`."""
    held = RoleGrant.objects.filter(role__in=roles, from_date__lte=on, account__is_active=True).filter(
        Q(until_date__isnull=True) | Q(until_date__gte=on)
    )
    found = Organisation.objects.filter(pk__in=held.values("organisation")).order_by("name", "pk")[:MOST]
    return [House(one.pk, one.name) for one in found]


def house(*, house_id: uuid.UUID) -> House | None:
    """The organisation with this number, or None."""
    found = Organisation.objects.filter(pk=house_id).first()
    return None if found is None else House(found.pk, found.name)
