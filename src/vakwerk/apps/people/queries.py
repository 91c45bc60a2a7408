"""Everything that is read from this app."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext

from vakwerk.apps.people import login_names, names
from vakwerk.apps.people.models import Account, DemoAccount, Look, LookSubject, Person, RoleGrant
from vakwerk.apps.people.terms import Role

Visitor = Account | AnonymousUser


@dataclass(frozen=True, slots=True)
class LookSeen:
    """One look at a person's data, as its owner may read it. `others` counts the other people in it."""

    at: dt.datetime
    actor: str
    role: str
    organisation: str
    purpose: str
    page: str
    others: int


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """An account of the demo world, with what to fill in and whose story it is."""

    email: str
    password: str
    name: str
    story: str


def person_of(*, account: Visitor) -> Person | None:
    """The person this account belongs to; None for visitors and for accounts without one."""
    if not isinstance(account, Account):
        return None
    return Person.objects.filter(account=account).first()


def person(*, person_id: uuid.UUID | str) -> Person | None:
    """The person with this number, or None (also when it is no number at all)."""
    try:
        key = person_id if isinstance(person_id, uuid.UUID) else uuid.UUID(person_id)
    except ValueError:
        return None
    return Person.objects.filter(pk=key).first()


def people(*, person_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """The people with these numbers, by number; unknown numbers are absent."""
    return Person.objects.in_bulk(list(person_ids))


def people_named(*, text: str) -> QuerySet[Person]:
    """People in whose name every word of `text` occurs, whatever accents, capitals or signs; by name.

    An empty text finds nobody.
    """
    words = names.folded(text).split()
    if not words:
        return Person.objects.none()
    every = Q()
    for word in words:
        every &= Q(search_name__contains=word)
    return Person.objects.filter(every).order_by("search_name", "pk")


def account_with(*, email: str) -> Account | None:
    """The account with this address, whatever the capitals."""
    return Account.objects.filter(email=email.strip().lower()).first()


def account_called(*, login: str) -> Account | None:
    """The account one means with an e-mail address or a login name, however it was typed."""
    if "@" in login:
        return account_with(email=login)
    typed = login_names.read(login)
    if typed is None or not typed.right:
        return None
    return Account.objects.filter(login_name=typed.name).first()


def name_of(*, account: Visitor) -> str:
    """What to call the owner of this account: the person's name, else what he logs in with, else nothing."""
    owner = person_of(account=account)
    if owner is not None:
        return owner.name
    return str(account) if isinstance(account, Account) else ""


def grants_of(*, account: Visitor, on: dt.date) -> QuerySet[RoleGrant]:
    """The roles granted to this account that hold on this day, with their organisation."""
    if not isinstance(account, Account) or not account.is_active:
        return RoleGrant.objects.none()
    return (
        RoleGrant.objects.filter(account=account, from_date__lte=on)
        .filter(Q(until_date__isnull=True) | Q(until_date__gte=on))
        .select_related("organisation")
        .order_by("role", "from_date")
    )


def roles_of(*, account: Visitor, on: dt.date) -> frozenset[Role]:
    """The roles of this account on this day; empty for visitors and closed accounts."""
    return frozenset(Role(role) for role in grants_of(account=account, on=on).values_list("role", flat=True))


def looks_at(*, person: Person, since: dt.datetime | None = None) -> list[LookSeen]:
    """Who looked at this person's data, latest first, from `since` on."""
    subjects = LookSubject.objects.filter(person=person).select_related("look__actor__person")
    if since is not None:
        subjects = subjects.filter(look__at__gte=since)
    looks = [subject.look for subject in subjects.order_by("-look__at", "-look_id")]
    sizes = _sizes([look.pk for look in looks])
    houses = _organisations(looks)
    return [
        LookSeen(
            at=look.at,
            actor=_name(look.actor),
            role=look.get_role_display(),
            organisation=houses.get((look.actor_id, look.role), ""),
            purpose=look.get_purpose_display(),
            page=look.get_page_display(),
            others=sizes[look.pk] - 1,
        )
        for look in looks
    ]


def _name(account: Account) -> str:
    owner: Any = getattr(account, "person", None)
    if owner is None:
        return str(account) if account.email or account.login_name else gettext("an erased person")
    return owner.name or gettext("an erased person")


def _sizes(look_ids: list[int]) -> dict[int, int]:
    counted: dict[int, int] = dict.fromkeys(look_ids, 0)
    for look_id in LookSubject.objects.filter(look__in=look_ids).values_list("look_id", flat=True):
        counted[look_id] += 1
    return counted


def _organisations(looks: list[Look]) -> dict[tuple[int, str], str]:
    grants = RoleGrant.objects.filter(
        account__in={look.actor_id for look in looks}, organisation__isnull=False
    )
    return {
        (grant.account_id, grant.role): grant.organisation.name
        for grant in grants.select_related("organisation")
        if grant.organisation is not None
    }


def looks_this_month(*, person: Person, on: dt.date) -> int:
    """How many looks at this person's data there were in the month of this day."""
    zone = timezone.get_current_timezone()
    first = dt.datetime(on.year, on.month, 1, tzinfo=zone)
    after = dt.datetime(on.year + on.month // 12, on.month % 12 + 1, 1, tzinfo=zone)
    return LookSubject.objects.filter(person=person, look__at__gte=first, look__at__lt=after).count()


def demo_accounts() -> list[DemoLogin]:
    """The accounts to show on the login page: none unless this installation is in demo mode."""
    if not settings.VAKWERK_DEMO:
        return []
    dutch = (get_language() or "nl").startswith("nl")
    shown = (
        DemoAccount.objects.filter(account__is_active=True)
        .select_related("account__person")
        .order_by("place")
    )
    return [
        DemoLogin(
            email=demo.account.email or "",
            password=demo.password,
            name=_name(demo.account),
            story=demo.story_nl if dutch else demo.story_en,
        )
        for demo in shown.order_by("place")
    ]
