"""What people may ask about their own data: restrict, correct, erase. Check, change, record, in one transaction."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.dossier.parties import Actor, Owner
from vakwerk.apps.people.everybody import everybody
from vakwerk.apps.people.stores import stores
from vakwerk.apps.sharing import erasure_log, queries, refusals
from vakwerk.apps.sharing.models import CorrectionRequest, ErasureRequest, Restriction
from vakwerk.apps.sharing.terms import ANSWER_WITHIN_DAYS, CHANGE_ONES_MIND_DAYS

MOST_TEXT = 2_000
OWED_BY_OTHERS = ("register", "provider", "colleague")
"""Sources of facts that their owner can not change alone."""


@transaction.atomic
def restrict(*, person: Owner, at: dt.datetime | None = None) -> None:
    """Nobody reads this person's data through a share from now on. Again does nothing."""
    Restriction.objects.get_or_create(
        person_id=person.id, lifted_at=None, defaults={"since": at or timezone.now()}
    )


@transaction.atomic
def lift_restriction(*, person: Owner, at: dt.datetime | None = None) -> None:
    """What is shared can be read again. Does nothing when nothing was restricted."""
    Restriction.objects.filter(person=person.id, lifted_at__isnull=True).update(
        lifted_at=at or timezone.now()
    )


@transaction.atomic
def ask_correction(
    *, person: Owner, fact_id: str, what: str, at: dt.datetime | None = None
) -> CorrectionRequest:
    """Who keeps this fact owes an answer. Refuses NothingToCorrect, TextTooLong."""
    moment = at or timezone.now()
    if not what.strip() or len(what) > MOST_TEXT:
        raise refusals.TextTooLong(field="what", longest=MOST_TEXT)
    page = dossiers.fact(person, fact_id)
    if page is None or page.withdrawn or page.latest.source not in OWED_BY_OTHERS:
        raise refusals.NothingToCorrect(fact_id=fact_id)
    return CorrectionRequest.objects.create(
        person_id=person.id,
        fact_id=fact_id,
        source=page.latest.source,
        what=what.strip(),
        made_at=moment,
        answer_due=timezone.localdate(moment) + dt.timedelta(days=ANSWER_WITHIN_DAYS),
    )


@transaction.atomic
def answer_correction(
    *, correction_id: uuid.UUID, corrected: bool, answer: str, actor: Actor, at: dt.datetime | None = None
) -> CorrectionRequest:
    """The answer that was owed. Refuses AlreadyAnswered, TextTooLong."""
    row = CorrectionRequest.objects.select_for_update().filter(pk=correction_id).first()
    if row is None or row.answered_at is not None:
        raise refusals.AlreadyAnswered()
    if not answer.strip() or len(answer) > MOST_TEXT:
        raise refusals.TextTooLong(field="answer", longest=MOST_TEXT)
    row.answered_at = at or timezone.now()
    row.answered_by_id = actor.pk
    row.corrected = corrected
    row.answer = answer.strip()
    row.save(update_fields=["answered_at", "answered_by", "corrected", "answer"])
    return row


@transaction.atomic
def ask_erasure(*, person: Owner, at: dt.datetime | None = None) -> ErasureRequest:
    """Everything goes in `CHANGE_ONES_MIND_DAYS` days, unless cancelled. Refuses ErasureAsked."""
    moment = at or timezone.now()
    if queries.erasure_due(person.id) is not None:
        raise refusals.ErasureAsked()
    return ErasureRequest.objects.create(
        person_id=person.id, made_at=moment, due=moment + dt.timedelta(days=CHANGE_ONES_MIND_DAYS)
    )


@transaction.atomic
def cancel_erasure(*, person: Owner, at: dt.datetime | None = None) -> None:
    """Nothing is erased. Refuses NoErasureToCancel, also when its time has come."""
    moment = at or timezone.now()
    row = (
        ErasureRequest.objects.select_for_update()
        .filter(person=person.id, cancelled_at__isnull=True, done_at__isnull=True)
        .first()
    )
    if row is None or row.due <= moment:
        raise refusals.NoErasureToCancel()
    row.cancelled_at = moment
    row.save(update_fields=["cancelled_at"])


def carry_out_due(*, at: dt.datetime | None = None) -> int:
    """Erases everybody whose time has come, one transaction each; how many people."""
    moment = at or timezone.now()
    due = queries.erasures_due(moment)
    return sum(_carry_out(person_id, moment) for person_id in due)


@transaction.atomic
def _carry_out(person_id: uuid.UUID, at: dt.datetime) -> int:
    row = (
        ErasureRequest.objects.select_for_update()
        .filter(person=person_id, cancelled_at__isnull=True, done_at__isnull=True, due__lte=at)
        .first()
    )
    if row is None:  # cancelled or done while we came to it
        return 0
    _erase_everywhere(person_id, at)
    row.done_at = at
    row.save(update_fields=["done_at"])
    erasure_log.add(person_id, at)
    return 1


def _erase_everywhere(person_id: uuid.UUID, at: dt.datetime) -> None:
    for store in stores():
        store.erase(person_id, at)


def replay() -> int:
    """Erases again whoever a restored backup brought back; how many people. Twice does no harm."""
    written = erasure_log.erased()
    if not len(written):
        return 0
    done = 0
    for person_id in list(everybody()):
        when = written.when(person_id)
        if when is not None and dossiers.erased_at(person_id) is None:
            done += _again(person_id, when)
    return done


@transaction.atomic
def _again(person_id: uuid.UUID, at: dt.datetime) -> int:
    _erase_everywhere(person_id, at)
    # A request that the backup brought back is not left open.
    for row in ErasureRequest.objects.filter(
        person=person_id, done_at__isnull=True, cancelled_at__isnull=True
    ):
        row.done_at = max(at, row.made_at)
        row.save(update_fields=["done_at"])
    return 1
