"""A way in without e-mail: a colleague sees who somebody is, and prints a letter with a login name and a code.

The code works once and thirty days, is kept only as a keyed hash, and a new letter makes the old one worthless.
"""

from __future__ import annotations

import datetime as dt
import math
import secrets
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from vakwerk.apps.people import actions, activity, login_names, queries, refusals, sessions
from vakwerk.apps.people.models import Account, Letter, Person
from vakwerk.apps.people.terms import HELPERS, AccountEventKind, IdentitySeen, LetterKind, Role

VALID_FOR = dt.timedelta(days=30)
# Consonants that are not taken for one another; no vowels, so that no word is drawn by accident.
ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"
GROUPS, GROUP = 3, 4
TRIES = 5
FIRST_WAIT = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on the letter. `login` is a login name or an e-mail address; the code is known nowhere else."""

    letter: Letter
    login: str
    code: str


def helper(*, by: Account, account: Account | None, at: dt.datetime) -> None:
    """That `by` may help here. Refuses: NotAHelper, OwnAccount."""
    if not HELPERS & queries.roles_of(account=by, on=timezone.localdate(at)):
        raise refusals.NotAHelper()
    if account is not None and account.pk == by.pk:
        raise refusals.OwnAccount()


@transaction.atomic
def open_account(
    *, person: Person, by: Account, identity_seen: IdentitySeen | str, at: dt.datetime | None = None
) -> Printed:
    """Someone who came to the desk gets an account with a login name and a first letter.

    Refuses: NotAHelper, IdentityNotSeen, PersonHasAccount, NoSpareName.
    """
    moment = at or timezone.now()
    helper(by=by, account=None, at=moment)
    _seen(identity_seen)
    owner = Person.objects.select_for_update().get(pk=person.pk)
    if owner.account_id is not None:
        raise refusals.PersonHasAccount()
    account = Account(email=None, login_name=_spare_name(), created_at=moment)
    account.set_unusable_password()
    account.save()
    owner.account = account
    owner.save(update_fields=["account"])
    actions.grant_role(account=account, role=Role.PROFESSIONAL, from_date=timezone.localdate(moment))
    activity.record(account=account, kind=AccountEventKind.SIGNED_UP, actor=by, at=moment)
    return _print(account, LetterKind.FIRST, by, identity_seen, moment)


@transaction.atomic
def open_for_new_person(
    *,
    given_names: str,
    infix: str,
    family_name: str,
    by: Account,
    identity_seen: IdentitySeen | str,
    at: dt.datetime | None = None,
) -> Printed:
    """Somebody who was not in Vakwerk yet comes to the desk: a person, an account and a first letter.

    Refuses what `create_person` and `open_account` refuse.
    """
    person = actions.create_person(given_names=given_names, infix=infix, family_name=family_name, at=at)
    return open_account(person=person, by=by, identity_seen=identity_seen, at=at)


@transaction.atomic
def make_letter(
    *, account: Account, by: Account, identity_seen: IdentitySeen | str, at: dt.datetime | None = None
) -> Printed:
    """A new letter; the old code stops working. Only for an account without e-mail and without a second step.

    Refuses: NotAHelper, OwnAccount, IdentityNotSeen, SecondFactorInTheWay, NoSpareName.
    """
    moment = at or timezone.now()
    helper(by=by, account=account, at=moment)
    _seen(identity_seen)
    if not letter_is_enough(account=account):
        raise refusals.SecondFactorInTheWay()
    return _print(account, LetterKind.AGAIN, by, identity_seen, moment)


@transaction.atomic
def make_recovery_letter(
    *, account: Account, by: Account, identity_seen: IdentitySeen | str, at: dt.datetime
) -> Printed:
    """The letter at the end of a recovery; `recovery.complete` has checked everything. Refuses: NoSpareName."""
    return _print(account, LetterKind.RECOVERY, by, identity_seen, at)


def letter_is_enough(*, account: Account) -> bool:
    """Whether a letter by one colleague may open this account: there is no e-mail and no second step to go round."""
    return not account.email and not Authenticator.objects.filter(user=account).exists()


def _seen(identity_seen: str) -> None:
    if identity_seen not in IdentitySeen.values:
        raise refusals.IdentityNotSeen()


def _spare_name() -> str:
    for _attempt in range(50):
        name = login_names.draw()
        if not Account.objects.filter(login_name=name).exists():
            return name
    raise refusals.NoSpareName()


def _print(
    account: Account, kind: LetterKind, by: Account, identity_seen: str, moment: dt.datetime
) -> Printed:
    # The row of the account is the lock: two colleagues at once would make two letters.
    locked = Account.objects.select_for_update().get(pk=account.pk)
    if not locked.email and not locked.login_name:
        locked.login_name = _spare_name()
        locked.save(update_fields=["login_name"])
    Letter.objects.filter(account=locked, used_at=None, revoked_at=None).update(revoked_at=moment)
    signs = "".join(secrets.choice(ALPHABET) for _sign in range(GROUPS * GROUP))
    letter = Letter.objects.create(
        account=locked,
        kind=kind,
        identity_seen=identity_seen,
        code_hash=_hash(locked, signs),
        made_at=moment,
        made_by=by,
        expires_at=moment + VALID_FOR,
    )
    activity.record(account=locked, kind=AccountEventKind.LETTER_MADE, actor=by, at=moment)
    code = "-".join(signs[place : place + GROUP] for place in range(0, len(signs), GROUP))
    return Printed(letter, login_names.shown(locked.login_name or "") or locked.email or "", code)


def _hash(account: Account | None, signs: str) -> str:
    key = f"vakwerk.people.letter:{account.pk if account is not None else ''}"
    return salted_hmac(key, signs, algorithm="sha256").hexdigest()


def _signs(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())


def use_letter(*, login: str, code: str, password: str | None, at: dt.datetime | None = None) -> Account:
    """Who has the letter is let in once, and has a password of his own from now on (None: a passkey follows).

    Every other device is logged out. After a recovery the second step is gone as well. A wrong code counts; after five
    in a row one must wait a quarter of an hour, then twice as long each time.

    Refuses: CodeWrong, CodeMustWait, PasswordTooWeak (the code stays good).
    """
    moment = at or timezone.now()
    # A wrong try is kept although it is refused, so the refusal is raised after the transaction.
    account, refusal = _try_letter(login, code, password, moment)
    if refusal is not None:
        raise refusal
    assert account is not None
    return account


@transaction.atomic
def _try_letter(
    login: str, code: str, password: str | None, moment: dt.datetime
) -> tuple[Account | None, refusals.PeopleRefusal | None]:
    account = queries.account_called(login=login)
    letter = (
        Letter.objects.select_for_update().filter(account=account, used_at=None, revoked_at=None).first()
        if account is not None
        else None
    )
    signs = _signs(code)
    if account is None or letter is None:
        # The same work as for a letter that exists: how long it takes must not tell who has one.
        constant_time_compare(_hash(None, signs), "0" * 64)
        return None, refusals.CodeWrong()
    if letter.wait_until is not None and moment < letter.wait_until:
        minutes = math.ceil((letter.wait_until - moment).total_seconds() / 60)
        return None, refusals.CodeMustWait(minutes=minutes)
    right = constant_time_compare(_hash(account, signs), letter.code_hash)
    if not right or moment >= letter.expires_at or not account.is_active:
        _count_wrong(letter, moment)
        return None, refusals.CodeWrong()
    if password is not None:
        try:
            actions.check_password(account=account, password=password)
        except refusals.PasswordTooWeak as weak:
            return None, weak
    account.password = make_password(password)
    account.save(update_fields=["password"])
    letter.used_at = moment
    letter.save(update_fields=["used_at"])
    if letter.kind == LetterKind.RECOVERY:
        Authenticator.objects.filter(user=account).delete()
    sessions.end_others(account=account, current_key=None)
    activity.record(account=account, kind=AccountEventKind.LETTER_USED, at=moment)
    return account, None


def _count_wrong(letter: Letter, moment: dt.datetime) -> None:
    letter.wrong_tries += 1
    rounds, rest = divmod(letter.wrong_tries, TRIES)
    if rest == 0:
        letter.wait_until = moment + FIRST_WAIT * 2 ** min(rounds - 1, 7)
    letter.save(update_fields=["wrong_tries", "wait_until"])


def open_letter(*, account: Account) -> Letter | None:
    """The letter that still works or waits to be used, if any."""
    return Letter.objects.filter(account=account, used_at=None, revoked_at=None).first()
