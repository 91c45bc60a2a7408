"""Letters for who has no e-mail, the way back for who lost everything, and taking an address back."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import IntegrityError, transaction
from tests.apps.people.conftest import NOW, PASSWORD, make_account, make_colleague

from vakwerk.apps.people import (
    actions,
    activity,
    addresses,
    letters,
    login_names,
    queries,
    recovery,
    refusals,
)
from vakwerk.apps.people.models import Account, Letter, Recovery
from vakwerk.apps.people.terms import Role

pytestmark = pytest.mark.django_db

OWN = "rode fiets in de regen"
MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
SITE = "https://vakwerk.example"


@pytest.fixture
def person() -> Any:
    return actions.create_person(given_names="Grietje", family_name="Veen", at=NOW)


@pytest.fixture
def printed(person: Any, registrar: Any) -> letters.Printed:
    return letters.open_account(person=person, by=registrar, identity_seen="passport", at=NOW)


def _with_app(account: Any, *, at: dt.datetime = NOW) -> Any:
    made = Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "x"})
    Authenticator.objects.filter(pk=made.pk).update(created_at=at)
    return account


# --- the letter ----------------------------------------------------------------------------------------


def test_an_account_from_the_desk_has_a_login_name_and_no_address(
    printed: letters.Printed, person: Any
) -> None:
    account = printed.letter.account
    person.refresh_from_db()
    assert person.account == account
    assert account.email is None
    assert printed.login == login_names.shown(account.login_name)
    assert re.fullmatch(r"[B-Z]{4}-[B-Z]{4}-[B-Z]{4}", printed.code)
    assert not account.has_usable_password()
    assert queries.roles_of(account=account, on=NOW.date()) == {Role.PROFESSIONAL}


def test_two_accounts_without_an_address_stand_beside_each_other(
    printed: letters.Printed, registrar: Any
) -> None:
    other = letters.open_for_new_person(
        given_names="Jan", infix="", family_name="", by=registrar, identity_seen="known", at=NOW
    )
    assert other.letter.account != printed.letter.account
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=other.letter.account.pk).update(email="")


def test_the_code_is_kept_nowhere(printed: letters.Printed) -> None:
    signs = printed.code.replace("-", "")
    row = Letter.objects.values().get()
    assert not any(signs in str(value) or printed.code in str(value) for value in row.values())
    assert row["made_by_id"] is not None
    assert row["identity_seen"] == "passport"


def test_the_code_opens_the_account_once(printed: letters.Printed) -> None:
    login, code = printed.login.replace("-", " ").lower(), printed.code.replace("-", " ").lower()
    account = letters.use_letter(login=login, code=code, password=OWN, at=NOW + DAY)
    assert account.check_password(OWN)
    with pytest.raises(refusals.CodeWrong):
        letters.use_letter(login=login, code=code, password="heel iets anders 12", at=NOW + DAY)
    account.refresh_from_db()
    assert account.check_password(OWN)
    assert next(one.kind for one in activity.events_of(account=account)) == "letter-used"


def test_a_letter_is_good_for_thirty_days(printed: letters.Printed) -> None:
    with pytest.raises(refusals.CodeWrong):
        letters.use_letter(login=printed.login, code=printed.code, password=OWN, at=NOW + 30 * DAY)
    last = NOW + 30 * DAY - MINUTE * 1
    assert letters.use_letter(login=printed.login, code=printed.code, password=OWN, at=last)


def test_a_new_letter_makes_the_old_one_worthless(printed: letters.Printed, administrator: Any) -> None:
    again = letters.make_letter(
        account=printed.letter.account, by=administrator, identity_seen="known", at=NOW + DAY
    )
    assert again.login == printed.login
    with pytest.raises(refusals.CodeWrong):
        letters.use_letter(login=printed.login, code=printed.code, password=OWN, at=NOW + DAY)
    assert letters.use_letter(login=again.login, code=again.code, password=OWN, at=NOW + DAY)


def test_a_weak_password_is_refused_and_the_code_stays_good(printed: letters.Printed) -> None:
    with pytest.raises(refusals.PasswordTooWeak):
        letters.use_letter(login=printed.login, code=printed.code, password="kort", at=NOW)
    assert letters.use_letter(login=printed.login, code=printed.code, password=OWN, at=NOW)


def test_guessing_must_wait_ever_longer_and_the_wait_is_kept(printed: letters.Printed) -> None:
    def guess(at: dt.datetime, code: str = "BBBB-BBBB-BBBB") -> type[Exception] | None:
        try:
            letters.use_letter(login=printed.login, code=code, password=OWN, at=at)
        except refusals.PeopleRefusal as refusal:
            return type(refusal)
        return None

    assert [guess(NOW) for _time in range(6)] == [refusals.CodeWrong] * 5 + [refusals.CodeMustWait]
    # Also the right code waits, or guessing would tell.
    assert guess(NOW + 14 * MINUTE, printed.code) is refusals.CodeMustWait
    later = NOW + 15 * MINUTE
    assert [guess(later) for _time in range(6)] == [refusals.CodeWrong] * 5 + [refusals.CodeMustWait]
    assert guess(later + 29 * MINUTE) is refusals.CodeMustWait
    assert guess(later + 30 * MINUTE, printed.code) is None


@pytest.mark.parametrize("login", ["MOLEN-0000-0", "iemand@example.org", "", "x"])
def test_a_name_that_does_not_exist_is_refused_as_a_wrong_code_is(
    login: str, printed: letters.Printed
) -> None:
    with pytest.raises(refusals.CodeWrong) as refused:
        letters.use_letter(login=login, code=printed.code, password=OWN, at=NOW)
    assert refused.value.data == {}


def test_only_colleagues_make_letters_and_never_for_themselves(
    person: Any, account: Any, registrar: Any
) -> None:
    for role in (Role.ASSESSOR, Role.COMMITTEE_MEMBER, Role.EMPLOYER):
        with pytest.raises(refusals.NotAHelper):
            letters.open_account(
                person=person, by=make_colleague(role.value, role), identity_seen="known", at=NOW
            )
    with pytest.raises(refusals.NotAHelper):
        letters.open_account(person=person, by=account, identity_seen="passport", at=NOW)
    with pytest.raises(refusals.OwnAccount):
        letters.make_letter(account=registrar, by=registrar, identity_seen="passport", at=NOW)
    with pytest.raises(refusals.IdentityNotSeen):
        letters.open_account(person=person, by=registrar, identity_seen="123456789", at=NOW)
    with pytest.raises(refusals.PersonHasAccount):
        letters.open_account(person=account.person, by=registrar, identity_seen="passport", at=NOW)
    assert not Letter.objects.exists()


def test_one_colleague_alone_does_not_open_an_account_with_mail_or_a_second_step(
    account: Any, printed: letters.Printed, registrar: Any
) -> None:
    for guarded in (account, _with_app(printed.letter.account)):
        with pytest.raises(refusals.SecondFactorInTheWay):
            letters.make_letter(account=guarded, by=registrar, identity_seen="passport", at=NOW)


# --- recovery ------------------------------------------------------------------------------------------


def test_a_recovery_takes_two_colleagues_and_two_days(
    account: Any, registrar: Any, administrator: Any, django_capture_on_commit_callbacks: Any
) -> None:
    _with_app(account)
    with django_capture_on_commit_callbacks(execute=True):
        asked = recovery.ask(account=account, by=registrar, identity_seen="passport", site=SITE, at=NOW)
    with pytest.raises(refusals.RecoveryNotConfirmed):
        recovery.complete(recovery=asked, by=registrar, at=NOW + 3 * DAY)
    with pytest.raises(refusals.NotTheSecond):
        recovery.confirm(recovery=asked, by=registrar, site=SITE, at=NOW + HOUR)
    with django_capture_on_commit_callbacks(execute=True):
        confirmed = recovery.confirm(recovery=asked, by=administrator, site=SITE, at=NOW + HOUR)
    assert confirmed.ready_at == NOW + 49 * HOUR
    with pytest.raises(refusals.RecoveryTooSoon):
        recovery.complete(recovery=asked, by=administrator, at=NOW + 49 * HOUR - MINUTE)
    printed = recovery.complete(recovery=asked, by=administrator, at=NOW + 49 * HOUR)
    assert [message.to for message in mail.outbox] == [["noor@example.org"], ["noor@example.org"]]
    assert all(f"{SITE}/account/herstel-stoppen/" in message.body for message in mail.outbox)
    assert Authenticator.objects.filter(user=account).exists(), "the second step stays until the code is used"
    letters.use_letter(login="NOOR@example.org", code=printed.code, password=OWN, at=NOW + 3 * DAY)
    account.refresh_from_db()
    assert account.check_password(OWN)
    assert not Authenticator.objects.filter(user=account).exists()
    told = [one.kind for one in activity.events_of(account=account)]
    for kind in ("recovery-asked", "recovery-confirmed", "recovery-completed", "letter-made", "letter-used"):
        assert kind in told


def test_the_link_in_the_notice_stops_it(
    client: Any, account: Any, registrar: Any, administrator: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asked = recovery.ask(account=account, by=registrar, identity_seen="passport", site="", at=NOW)
    link = re.search(r"(/account/herstel-stoppen/\S+)", mail.outbox[0].body)
    assert link is not None
    assert client.get(link[1]).status_code == 200
    asked.refresh_from_db()
    assert asked.cancelled_at is None, "a program that follows links in mails stops nothing"
    client.post(link[1])
    asked.refresh_from_db()
    assert asked.cancelled_at is not None
    assert client.get(link[1]).status_code == 410
    assert client.get(link[1][:-3] + "xyz").status_code == 410
    with pytest.raises(refusals.RecoveryOver):
        recovery.confirm(recovery=asked, by=administrator, site="", at=NOW)


def test_an_address_that_was_replaced_lately_is_told_too(
    account: Any, registrar: Any, django_capture_on_commit_callbacks: Any
) -> None:
    addresses.record_change(
        account=account, old_email="vroeger@example.org", new_email="noor@example.org", at=NOW - 29 * DAY
    )
    addresses.record_change(
        account=account, old_email="lang@example.org", new_email="vroeger@example.org", at=NOW - 31 * DAY
    )
    with django_capture_on_commit_callbacks(execute=True):
        recovery.ask(account=account, by=registrar, identity_seen="passport", site=SITE, at=NOW)
    assert [message.to for message in mail.outbox] == [["noor@example.org"], ["vroeger@example.org"]]


def test_what_a_recovery_refuses(account: Any, registrar: Any, administrator: Any, person: Any) -> None:
    plain = letters.open_account(person=person, by=registrar, identity_seen="known", at=NOW).letter.account
    with pytest.raises(refusals.NoRecoveryNeeded):
        recovery.ask(account=plain, by=registrar, identity_seen="passport", site=SITE, at=NOW)
    with pytest.raises(refusals.NotAHelper):
        recovery.ask(account=registrar, by=account, identity_seen="passport", site=SITE, at=NOW)
    with pytest.raises(refusals.OwnAccount):
        recovery.ask(account=registrar, by=registrar, identity_seen="passport", site=SITE, at=NOW)
    asked = recovery.ask(account=administrator, by=registrar, identity_seen="passport", site=SITE, at=NOW)
    with pytest.raises(refusals.RecoveryRunning):
        recovery.ask(account=administrator, by=registrar, identity_seen="passport", site=SITE, at=NOW)
    with pytest.raises(refusals.OwnAccount):
        recovery.confirm(recovery=asked, by=administrator, site=SITE, at=NOW)
    with pytest.raises(refusals.NotAHelper):
        recovery.cancel(recovery=asked, by=account, at=NOW)
    recovery.cancel(recovery=asked, by=administrator, at=NOW)
    with pytest.raises(refusals.RecoveryOver):
        recovery.cancel(recovery=asked, at=NOW)


def test_the_database_itself_wants_two_colleagues_and_the_wait(account: Any, registrar: Any) -> None:
    asked = recovery.ask(account=account, by=registrar, identity_seen="passport", site=SITE, at=NOW)
    row = Recovery.objects.filter(pk=asked.pk)
    wrong = {"confirmed_by": registrar, "confirmed_at": NOW, "ready_at": NOW}
    for change in (wrong, {"completed_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**change)


# --- taking an address back ----------------------------------------------------------------------------


def _stolen(account: Any) -> Any:
    """Somebody with the password changed the address, the password, and added a second step of his own."""
    EmailAddress.objects.filter(user=account).delete()
    EmailAddress.objects.create(user=account, email="dief@example.org", primary=True, verified=True)
    account.email = "dief@example.org"
    account.set_password("van-de-dief-alleen")
    account.save()
    return addresses.record_change(
        account=account, old_email="noor@example.org", new_email="dief@example.org", at=NOW
    )


def test_who_reads_the_old_address_takes_the_account_back(account: Any) -> None:
    _with_app(account, at=NOW - DAY)
    change = _stolen(account)
    thief = Authenticator.objects.create(
        user=account, type=Authenticator.Type.WEBAUTHN, data={"name": "dief", "credential": {}}
    )
    Authenticator.objects.filter(pk=thief.pk).update(created_at=NOW + MINUTE)
    key = addresses.undo_key(change=change)
    back = addresses.undo_change(key=key, at=NOW + 6 * DAY)
    back.refresh_from_db()
    assert back.email == "noor@example.org"
    assert list(EmailAddress.objects.filter(user=back).values_list("email", "verified")) == [
        ("noor@example.org", True)
    ]
    assert not back.has_usable_password()
    assert [one.type for one in Authenticator.objects.filter(user=back)] == [Authenticator.Type.TOTP]
    with pytest.raises(refusals.UndoOver):
        addresses.undo_change(key=key, at=NOW + 6 * DAY)


def test_after_seven_days_or_with_another_key_nothing_is_undone(account: Any) -> None:
    key = addresses.undo_key(change=_stolen(account))
    for wrong in (key[:-2] + "zz", "x", recovery.cancel_key(recovery=Recovery(pk=1))):
        with pytest.raises(refusals.UndoOver):
            addresses.undo_change(key=wrong, at=NOW)
    with pytest.raises(refusals.UndoOver):
        addresses.undo_change(key=key, at=NOW + 7 * DAY + MINUTE)
    account.refresh_from_db()
    assert account.email == "dief@example.org"


def test_an_address_that_became_somebody_elses_is_not_taken_back(account: Any) -> None:
    key = addresses.undo_key(change=_stolen(account))
    make_account("noor@example.org")
    with pytest.raises(refusals.AddressTaken):
        addresses.undo_change(key=key, at=NOW)


def test_the_password_of_a_letter_is_the_only_one(printed: letters.Printed) -> None:
    account = letters.use_letter(login=printed.login, code=printed.code, password=None, at=NOW)
    assert not account.has_usable_password()
    assert not account.check_password(PASSWORD)
