"""Whose number this is, and what many people did in the same days: asked for a whole list at once."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast

from django.db.models import Q

from vakwerk.apps.dossier.models import ActivityRow, RecognitionRow
from vakwerk.apps.dossier.queries import with_parts
from vakwerk.apps.dossier.rows import COLUMNS
from vakwerk.core.dossier import Activity
from vakwerk.core.exchange.number_keys import number_key

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class NumberOwner:
    """That a person is known by a number under a norm; `source` says who put it in the dossier."""

    person_id: uuid.UUID
    norm: str
    source: str


def owners_of_numbers(texts: Collection[str]) -> dict[str, tuple[NumberOwner, ...]]:
    """Who has these numbers, by key (`core.exchange.number_keys`), however they are written; a key without an owner is
    absent. Every recognition in a dossier that stands counts, in any register, also when its registration has ended.

    One database query for five hundred numbers.
    """
    keys = sorted({number_key(text) for text in texts} - {""})
    found: dict[str, list[NumberOwner]] = defaultdict(list)
    for start in range(0, len(keys), AT_ONCE):
        rows = RecognitionRow.objects.filter(
            number_key__in=keys[start : start + AT_ONCE], superseded_at__isnull=True
        ).order_by("person_id", "norm")
        for key, person, norm, source in rows.values_list("number_key", "person_id", "norm", "source"):
            found[key].append(NumberOwner(person, norm, source))
    return {key: tuple(owners) for key, owners in found.items()}


def number_keys_of(person_id: uuid.UUID) -> tuple[str, ...]:
    """The keys of every number this person has, in any register."""
    rows = RecognitionRow.objects.filter(person_id=person_id, superseded_at__isnull=True).exclude(
        number_key=""
    )
    return tuple(sorted(set(rows.values_list("number_key", flat=True))))


def activities_between(
    people: Sequence[uuid.UUID], first: dt.date, last: dt.date
) -> dict[uuid.UUID, tuple[Activity, ...]]:
    """What these people finished from the first day up to and including the last, as it stands; by person."""
    found: dict[uuid.UUID, list[Activity]] = defaultdict(list)
    for start in range(0, len(people), AT_ONCE):
        rows = ActivityRow.objects.filter(
            person_id__in=people[start : start + AT_ONCE],
            superseded_at__isnull=True,
            completed_on__gte=first,
            completed_on__lte=last,
        ).order_by("person_id", "fact_id")
        stored = list(rows.values(*COLUMNS["activity"], "source"))
        for person, fact, _row in with_parts("activity", stored, Q(row__in=[row["pk"] for row in stored])):
            found[person].append(cast(Activity, fact))
    return {person: tuple(facts) for person, facts in found.items()}
