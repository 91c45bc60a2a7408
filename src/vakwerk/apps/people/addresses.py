"""That an e-mail address was changed, and undoing it: who still reads the old address can take the account back."""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import signing
from django.db import transaction
from django.utils import timezone

from vakwerk.apps.people import activity, refusals, sessions
from vakwerk.apps.people.models import Account, AddressChange
from vakwerk.apps.people.terms import AccountEventKind

UNDO_WITHIN = dt.timedelta(days=7)
_SALT = "vakwerk.people.address-undo"


@transaction.atomic
def record_change(
    *, account: Account, old_email: str, new_email: str, at: dt.datetime | None = None
) -> AddressChange:
    """Writes down that the account went from one address to another."""
    moment = at or timezone.now()
    activity.record(account=account, kind=AccountEventKind.ADDRESS_CHANGED, at=moment)
    return AddressChange.objects.create(account=account, old_email=old_email, new_email=new_email, at=moment)


def undo_key(*, change: AddressChange) -> str:
    """What the link in the mail to the old address carries: signed, and about this change only."""
    return signing.dumps(change.pk, salt=_SALT)


def last_change(*, account: Account) -> AddressChange | None:
    """The latest change of this account's address."""
    return AddressChange.objects.filter(account=account).order_by("-at", "-pk").first()


def change_behind(*, key: str, at: dt.datetime | None = None) -> AddressChange:
    """The change a link is about. Refuses: UndoOver (also for a link that is not ours)."""
    try:
        number = signing.loads(key, salt=_SALT)
    except signing.BadSignature:
        raise refusals.UndoOver() from None
    change = AddressChange.objects.select_related("account").filter(pk=number).first()
    moment = at or timezone.now()
    if change is None or change.undone_at is not None or moment > change.at + UNDO_WITHIN:
        raise refusals.UndoOver()
    return change


@transaction.atomic
def undo_change(*, key: str, at: dt.datetime | None = None) -> Account:
    """The old address counts again, and whatever came into the account since the change goes out of it.

    Every device is logged out, the password does not work any more, and passkeys, app codes and other logins that were
    added since the change are removed: if it was a thief, nothing of his is left. A second step that was there before
    stays. The owner chooses a new password through the old address.

    Refuses: UndoOver, AddressTaken (the old address belongs to another account by now).
    """
    moment = at or timezone.now()
    change = change_behind(key=key, at=moment)
    account = Account.objects.select_for_update().get(pk=change.account_id)
    if (
        Account.objects.filter(email=change.old_email).exclude(pk=account.pk).exists()
        or EmailAddress.objects.filter(email=change.old_email).exclude(user=account).exists()
    ):
        raise refusals.AddressTaken(email=change.old_email)
    EmailAddress.objects.filter(user=account).delete()
    EmailAddress.objects.create(user=account, email=change.old_email, primary=True, verified=True)
    account.email = change.old_email
    account.set_unusable_password()
    account.save(update_fields=["email", "password"])
    Authenticator.objects.filter(user=account, created_at__gte=change.at).delete()
    SocialAccount.objects.filter(user=account, date_joined__gte=change.at).delete()
    sessions.end_others(account=account, current_key=None)
    # Later changes led away from the same address; none of them may be undone to somewhere else.
    AddressChange.objects.filter(account=account, at__gte=change.at, undone_at=None).update(undone_at=moment)
    activity.record(account=account, kind=AccountEventKind.ADDRESS_UNDONE, at=moment)
    return account
