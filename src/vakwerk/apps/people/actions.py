"""Everything that changes in this app: check, change, record, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from vakwerk.apps.people import names, queries, refusals
from vakwerk.apps.people.models import (
    Account,
    DemoAccount,
    Look,
    LookSubject,
    Organisation,
    Person,
    RoleGrant,
)
from vakwerk.apps.people.terms import OrganisationKind, Page, Purpose, Role


@transaction.atomic
def create_account(
    *, email: str, password: str | None, language: str = "", at: dt.datetime | None = None
) -> Account:
    """A new account. Without a password it cannot log in until its owner asks for one by e-mail.

    Refuses: AddressInvalid, AddressTaken, PasswordTooWeak, LanguageUnknown.
    """
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise refusals.AddressInvalid(email=email) from None
    if Account.objects.filter(email=address).exists():
        raise refusals.AddressTaken(email=address)
    account = Account(
        email=address,
        language=_known_language(language),
        created_at=at or timezone.now(),
    )
    if password is not None:
        check_password(account=account, password=password)
    account.set_password(password)
    account.save()
    EmailAddress.objects.create(user=account, email=address, primary=True, verified=False)
    return account


def check_password(*, account: Account, password: str) -> None:
    """That this is a password of normal strength for this account. Refuses: PasswordTooWeak."""
    try:
        validate_password(password, account)
    except ValidationError as fault:
        raise refusals.PasswordTooWeak(reasons=" ".join(fault.messages)) from None


def _known_language(language: str) -> str:
    if language and language not in dict(settings.LANGUAGES):
        raise refusals.LanguageUnknown(language=language)
    return language


@transaction.atomic
def change_language(*, account: Account, language: str) -> None:
    """The account reads in this language from now on; empty follows the browser. Refuses: LanguageUnknown."""
    account.language = _known_language(language)
    account.save(update_fields=["language"])


@transaction.atomic
def confirm_address(*, account: Account) -> None:
    """The account's address is known to be its owner's (the demo world; otherwise by the mailed link)."""
    EmailAddress.objects.filter(user=account, email=account.email).update(verified=True)


@transaction.atomic
def create_person(
    *,
    given_names: str = "",
    infix: str = "",
    family_name: str = "",
    display_name: str = "",
    born_on: dt.date | None = None,
    account: Account | None = None,
    at: dt.datetime | None = None,
) -> Person:
    """A new person, with or without an account.

    Refuses: NameMissing, NameTooLong, BirthInFuture, AccountHasPerson.
    """
    moment = at or timezone.now()
    if account is not None and Person.objects.filter(account=account).exists():
        raise refusals.AccountHasPerson(account=account.pk)
    if born_on is not None and born_on > timezone.localdate(moment):
        raise refusals.BirthInFuture(born_on=born_on)
    return Person.objects.create(
        account=account,
        born_on=born_on,
        created_at=moment,
        **_name_fields(given_names, infix, family_name, display_name),
    )


@transaction.atomic
def change_name(
    *, person: Person, given_names: str = "", infix: str = "", family_name: str = "", display_name: str = ""
) -> None:
    """The person is called this from now on. Refuses: NameMissing, NameTooLong."""
    fields = _name_fields(given_names, infix, family_name, display_name)
    for field, value in fields.items():
        setattr(person, field, value)
    person.save(update_fields=list(fields))


def _name_fields(given_names: str, infix: str, family_name: str, display_name: str) -> dict[str, str]:
    fields = {
        "given_names": names.tidy(given_names),
        "infix": names.tidy(infix),
        "family_name": names.tidy(family_name),
        "display_name": names.tidy(display_name),
    }
    for field, value in fields.items():
        longest = 40 if field == "infix" else names.LONGEST
        if len(value) > longest:
            raise refusals.NameTooLong(longest=longest)
    composed = names.full(fields["given_names"], fields["infix"], fields["family_name"])
    shown = fields["display_name"]
    search = names.folded(composed if shown in ("", composed) else f"{composed} {shown}")
    if not search:
        raise refusals.NameMissing()
    # Folding may make a text longer (one sign can become several letters).
    return fields | {"search_name": search[: 4 * names.LONGEST]}


@transaction.atomic
def sign_up(
    *,
    email: str,
    password: str,
    given_names: str,
    infix: str = "",
    family_name: str = "",
    language: str = "",
    at: dt.datetime | None = None,
) -> Account:
    """Somebody makes an account for himself and is a professional with an own, empty dossier.

    Refuses what `create_account` and `create_person` refuse.
    """
    account = create_account(email=email, password=password, language=language, at=at)
    create_person(given_names=given_names, infix=infix, family_name=family_name, account=account, at=at)
    grant_role(account=account, role=Role.PROFESSIONAL, from_date=timezone.localdate(at))
    return account


@transaction.atomic
def sign_up_by_provider(
    *,
    email: str | None,
    vouched: bool,
    given_names: str,
    infix: str = "",
    family_name: str = "",
    language: str = "",
    at: dt.datetime | None = None,
) -> Account:
    """Somebody whom another organisation has let in gets an account without a password, and a dossier of his own.

    `vouched`: that organisation says the address is his, and we take its word. Without an address the account has none.
    Refuses what `create_account` and `create_person` refuse; AddressTaken above all: it never joins an account.
    """
    if email:
        account = create_account(email=email, password=None, language=language, at=at)
        if vouched:
            confirm_address(account=account)
    else:
        account = Account(language=_known_language(language), created_at=at or timezone.now())
        account.set_unusable_password()
        account.save()
    create_person(given_names=given_names, infix=infix, family_name=family_name, account=account, at=at)
    grant_role(account=account, role=Role.PROFESSIONAL, from_date=timezone.localdate(at))
    return account


@transaction.atomic
def create_organisation(*, name: str, kind: OrganisationKind | str) -> Organisation:
    """The organisation with this name, made when it does not exist. Refuses: OrganisationUnclear."""
    tidied = names.tidy(name)
    if not tidied or kind not in OrganisationKind.values or len(tidied) > names.LONGEST:
        raise refusals.OrganisationUnclear(name=name, kind=str(kind))
    organisation, _made = Organisation.objects.get_or_create(name=tidied, defaults={"kind": kind})
    return organisation


@transaction.atomic
def grant_role(
    *,
    account: Account,
    role: Role | str,
    from_date: dt.date,
    until_date: dt.date | None = None,
    organisation: Organisation | None = None,
) -> RoleGrant:
    """The account has this role from a day, up to and including another when given.

    Refuses: RoleUnknown, PeriodReversed, RoleHeldAlready (same role and organisation, overlapping period).
    """
    if role not in Role.values:
        raise refusals.RoleUnknown(role=str(role))
    if until_date is not None and until_date < from_date:
        raise refusals.PeriodReversed(from_date=from_date, until_date=until_date)
    overlapping = RoleGrant.objects.filter(account=account, role=role, organisation=organisation).filter(
        Q(until_date__isnull=True) | Q(until_date__gte=from_date)
    )
    if until_date is not None:
        overlapping = overlapping.filter(from_date__lte=until_date)
    held = overlapping.order_by("from_date").first()
    if held is not None:
        raise refusals.RoleHeldAlready(role=str(role), from_date=held.from_date)
    return RoleGrant.objects.create(
        account=account, role=role, organisation=organisation, from_date=from_date, until_date=until_date
    )


@transaction.atomic
def end_role(*, grant: RoleGrant, until_date: dt.date) -> None:
    """The last day of a role. Refuses: PeriodReversed."""
    if until_date < grant.from_date:
        raise refusals.PeriodReversed(from_date=grant.from_date, until_date=until_date)
    grant.until_date = until_date
    grant.save(update_fields=["until_date"])


@transaction.atomic
def record_look(
    *,
    actor: Account,
    role: Role | str,
    purpose: Purpose | str,
    page: Page | str,
    people: Iterable[Person],
    at: dt.datetime | None = None,
) -> Look | None:
    """That `actor` saw data of these people: one entry, however many they are.

    One's own data is no look: the actor's own person is left out, and None comes back when nobody
    remains. Refuses: LookUnclear, RoleNotHeld.
    """
    seen = {person.pk: person for person in people}
    if purpose not in Purpose.values or page not in Page.values or not seen:
        raise refusals.LookUnclear(purpose=str(purpose), page=str(page))
    moment = at or timezone.now()
    if role not in queries.roles_of(account=actor, on=timezone.localdate(moment)):
        raise refusals.RoleNotHeld(role=str(role))
    others = [person for person in seen.values() if person.account_id != actor.pk]
    if not others:
        return None
    look = Look.objects.create(actor=actor, role=role, purpose=purpose, page=page, at=moment)
    LookSubject.objects.bulk_create(LookSubject(look=look, person=person) for person in others)
    return look


@transaction.atomic
def show_in_demo(*, account: Account, password: str, place: int, story_nl: str, story_en: str) -> None:
    """Puts an account of the demo world on the login page (shown in demo mode only), at this place."""
    DemoAccount.objects.update_or_create(
        account=account,
        defaults={"password": password, "place": place, "story_nl": story_nl, "story_en": story_en},
    )
