"""Where everybody in the register stands, kept for lists: marking it stale, and working it out again.

Nothing is decided here: what a list shows is a copy with its date. A page about one person always assesses anew.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from vakwerk.apps.dossier import queries as dossier_queries
from vakwerk.apps.register.models import Registration, Standing, StandingBasis
from vakwerk.apps.register.terms import SEVERITY, State
from vakwerk.core.dossier import Dossier
from vakwerk.core.norms import Assessment, Outcome, assess, shipped
from vakwerk.core.norms.words.sentences import open_results

AT_ONCE = 200
LEASE = dt.timedelta(minutes=2)


@cache
def norms_digest() -> str:
    """Changes whenever one of the norm files does."""
    texts = "\x00".join(f"{name}\x00{norm.text}" for name, norm in sorted(shipped().items()))
    return hashlib.sha256(texts.encode()).hexdigest()


def mark_changed(people: Iterable[uuid.UUID]) -> int:
    """The standings of these people are stale from now on; of how many that are in the register."""
    found = StandingBasis.objects.filter(registration__person_id__in=list(people))
    return found.update(changes=F("changes") + 1)


def stale(on: dt.date) -> Q:
    """Which bases no longer hold on `on`."""
    return (
        Q(computed_on__isnull=True) | ~Q(computed_on=on) | ~Q(norms=norms_digest()) | Q(changes__gt=F("seen"))
    )


def refresh_all(*, on: dt.date | None = None) -> int:
    """Works out everything that is stale, a batch at a time; how many people. Safe to run twice or side by side."""
    day, done = on or timezone.localdate(), 0
    while batch := _claim(day):
        _work_out(batch, day)
        done += len(batch)
    return done


def refresh(registrations: Sequence[Registration], *, on: dt.date | None = None) -> None:
    """Works out what is stale for these people, now: for a page that is about to show them."""
    day = on or timezone.localdate()
    keys = [registration.pk for registration in registrations]
    old = StandingBasis.objects.filter(stale(day), pk__in=keys).values_list("pk", flat=True)
    _work_out(list(old), day)


@transaction.atomic
def _claim(on: dt.date) -> list[int]:
    now = timezone.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    bases = StandingBasis.objects.filter(stale(on) & free).select_for_update(skip_locked=True)
    keys = list(bases.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    StandingBasis.objects.filter(pk__in=keys).update(leased_until=now + LEASE)
    return keys


def _work_out(keys: Sequence[int], on: dt.date) -> None:
    """Assess and keep. `changes` is read before the dossiers: a change in between leaves the result stale."""
    if not keys:
        return
    seen = dict(StandingBasis.objects.filter(pk__in=keys).values_list("pk", "changes"))
    registrations = list(Registration.objects.filter(pk__in=seen).select_related("person"))
    dossiers = dossier_queries.dossiers_of([registration.person for registration in registrations])
    rows = [
        row
        for registration in registrations
        for row in standings_in(registration, dossiers[registration.person.pk], on)
    ]
    with transaction.atomic():
        # Locked in one order, so that two workers on the same people wait for each other instead of clashing.
        held = list(StandingBasis.objects.filter(pk__in=seen).order_by("pk").select_for_update())
        Standing.objects.filter(registration_id__in=seen).delete()
        Standing.objects.bulk_create(rows, batch_size=500)
        for basis in held:
            basis.computed_on, basis.norms, basis.leased_until = on, norms_digest(), None
            basis.seen = seen[basis.pk]
        StandingBasis.objects.bulk_update(
            held, ["computed_on", "norms", "leased_until", "seen"], batch_size=200
        )


def assessments_in(dossier: Dossier, on: dt.date) -> list[Assessment]:
    """An assessment for every recognition in the dossier whose norm we have, in the order of their end."""
    library = shipped()
    held = [
        recognition
        for recognition in dossier.recognitions
        if recognition.norm in library and (recognition.until is None or on < recognition.until)
    ]
    found = [assess(library[recognition.norm], dossier, on) for recognition in held]
    return sorted(found, key=lambda one: (one.window.end if one.window else dt.date.max, one.norm.id))


def standings_in(registration: Registration, dossier: Dossier, on: dt.date) -> list[Standing]:
    """Unsaved rows: one per recognition."""
    return [
        Standing(
            registration=registration,
            norm=one.norm.id,
            state=state_of(one),
            severity=SEVERITY[state_of(one)],
            ends_on=one.window.end if one.window is not None and not one.window.as_if else None,
            missing=_missing(one),
            computed_on=on,
        )
        for one in assessments_in(dossier, on)
    ]


def state_of(assessment: Assessment) -> State:
    """The state a list shows for an assessment."""
    if "period-over" in assessment.notes:
        return State.OVER
    if assessment.outcome is Outcome.MET:
        return State.ON_COURSE
    return State.MISSING if assessment.outcome is Outcome.NOT_MET else State.UNKNOWN


def _missing(assessment: Assessment) -> list[dict[str, Any]]:
    if assessment.outcome is not Outcome.NOT_MET:
        return []
    return [
        {
            "requirement": result.id,
            "short": result.short,
            "unit": result.unit.value if result.unit is not None else None,
        }
        for result in open_results(assessment)
    ]
