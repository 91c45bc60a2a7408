"""The way back for who lost everything: two colleagues who both saw him, two days of waiting, and a link that stops it.

It is slow on purpose. Every known address hears of it at once and again when the wait begins, and whoever reads one of
them, or is still logged in, stops it with one press.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from vakwerk.apps.people import activity, letters, notices, refusals
from vakwerk.apps.people.models import Account, Recovery
from vakwerk.apps.people.terms import AccountEventKind, IdentitySeen
from vakwerk.apps.people.waiting import Waiting

WAIT = dt.timedelta(hours=48)
_SALT = "vakwerk.people.recovery-cancel"


@transaction.atomic
def ask(
    *,
    account: Account,
    by: Account,
    identity_seen: IdentitySeen | str,
    site: str,
    at: dt.datetime | None = None,
) -> Recovery:
    """A colleague who saw the owner asks for a recovery. `site` is our address, for the link in the notices.

    Refuses: NotAHelper, OwnAccount, IdentityNotSeen, NoRecoveryNeeded, RecoveryRunning.
    """
    moment = at or timezone.now()
    letters.helper(by=by, account=account, at=moment)
    if identity_seen not in IdentitySeen.values:
        raise refusals.IdentityNotSeen()
    locked = Account.objects.select_for_update().get(pk=account.pk)
    if letters.letter_is_enough(account=locked):
        raise refusals.NoRecoveryNeeded()
    if running(account=locked) is not None:
        raise refusals.RecoveryRunning()
    asked = Recovery.objects.create(account=locked, identity_seen=identity_seen, asked_at=moment, asked_by=by)
    activity.record(account=locked, kind=AccountEventKind.RECOVERY_ASKED, actor=by, at=moment)
    _tell(asked, "recovery_asked", site, moment)
    return asked


@transaction.atomic
def confirm(*, recovery: Recovery, by: Account, site: str, at: dt.datetime | None = None) -> Recovery:
    """A second colleague confirms; the wait of 48 hours begins.

    Refuses: NotAHelper, OwnAccount, RecoveryOver, NotTheSecond.
    """
    moment = at or timezone.now()
    locked = _open(recovery)
    letters.helper(by=by, account=locked.account, at=moment)
    if locked.asked_by_id == by.pk:
        raise refusals.NotTheSecond()
    if locked.confirmed_by_id is None:
        locked.confirmed_by, locked.confirmed_at, locked.ready_at = by, moment, moment + WAIT
        locked.save(update_fields=["confirmed_by", "confirmed_at", "ready_at"])
        activity.record(account=locked.account, kind=AccountEventKind.RECOVERY_CONFIRMED, actor=by, at=moment)
        _tell(locked, "recovery_confirmed", site, moment)
    return locked


@transaction.atomic
def cancel(*, recovery: Recovery, by: Account | None = None, at: dt.datetime | None = None) -> None:
    """Stops it: by the owner (logged in, or by the link: `by` empty) or by any colleague who may help.

    Refuses: RecoveryOver, NotAHelper.
    """
    moment = at or timezone.now()
    locked = _open(recovery)
    if by is not None and by.pk != locked.account_id:
        letters.helper(by=by, account=None, at=moment)
    locked.cancelled_at = moment
    locked.save(update_fields=["cancelled_at"])
    actor = by if by is not None and by.pk != locked.account_id else None
    activity.record(account=locked.account, kind=AccountEventKind.RECOVERY_CANCELLED, actor=actor, at=moment)


@transaction.atomic
def complete(*, recovery: Recovery, by: Account, at: dt.datetime | None = None) -> letters.Printed:
    """After the wait: a letter with a code that opens the account and takes the second step off.

    Refuses: RecoveryOver, NotAHelper, OwnAccount, RecoveryNotConfirmed, RecoveryTooSoon.
    """
    moment = at or timezone.now()
    locked = _open(recovery)
    letters.helper(by=by, account=locked.account, at=moment)
    if locked.ready_at is None:
        raise refusals.RecoveryNotConfirmed()
    if moment < locked.ready_at:
        raise refusals.RecoveryTooSoon(
            ready_at=date_format(timezone.localtime(locked.ready_at), "DATETIME_FORMAT")
        )
    locked.completed_at = moment
    locked.save(update_fields=["completed_at"])
    activity.record(account=locked.account, kind=AccountEventKind.RECOVERY_COMPLETED, actor=by, at=moment)
    return letters.make_recovery_letter(
        account=locked.account, by=by, identity_seen=locked.identity_seen, at=moment
    )


def _open(recovery: Recovery) -> Recovery:
    locked = Recovery.objects.select_for_update().get(pk=recovery.pk)
    if locked.cancelled_at is not None or locked.completed_at is not None:
        raise refusals.RecoveryOver()
    return locked


def _tell(recovery: Recovery, letter: str, site: str, moment: dt.datetime) -> None:
    notices.tell(
        account=recovery.account,
        addresses=notices.known_addresses(account=recovery.account, at=moment),
        letter=letter,
        cancel_url=site + reverse("people:stop_recovery", args=[cancel_key(recovery=recovery)]),
        ready_at=recovery.ready_at,
    )


def cancel_key(*, recovery: Recovery) -> str:
    """What the link in a notice carries: signed, and good for stopping this recovery only."""
    return signing.dumps(recovery.pk, salt=_SALT)


def recovery_behind(*, key: str) -> Recovery:
    """The recovery a link is about. Refuses: RecoveryOver (also for a link that is not ours)."""
    try:
        number = signing.loads(key, salt=_SALT)
    except signing.BadSignature:
        raise refusals.RecoveryOver() from None
    found = Recovery.objects.filter(pk=number, cancelled_at=None, completed_at=None).first()
    if found is None:
        raise refusals.RecoveryOver()
    return found


def running(*, account: Account) -> Recovery | None:
    """The recovery of this account that was neither stopped nor completed."""
    return Recovery.objects.filter(account=account, cancelled_at=None, completed_at=None).first()


def all_running() -> QuerySet[Recovery]:
    """Every recovery that waits for somebody, oldest first."""
    return (
        Recovery.objects.filter(cancelled_at=None, completed_at=None)
        .select_related("account__person", "asked_by__person", "confirmed_by__person")
        .order_by("asked_at", "pk")
    )


def waiting_for(person_id: uuid.UUID, _on: dt.date) -> list[Waiting]:
    """That a recovery of this person's account is running: whoever did not ask for it must stop it in time."""
    found = Recovery.objects.filter(
        account__person__pk=person_id, cancelled_at=None, completed_at=None
    ).first()
    if found is None:
        return []
    return [
        Waiting(
            text=gettext("A recovery of your account is running"),
            href=reverse("people:account"),
            action=gettext("Look and stop it if it was not you"),
            since=found.asked_at,
            until=timezone.localdate(found.ready_at) if found.ready_at else None,
        )
    ]
