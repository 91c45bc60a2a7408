"""Accounts, people, organisations, roles and the record of who looked at whom. No rules here."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from vakwerk.apps.people import login_names, names
from vakwerk.apps.people.terms import (
    AccountEventKind,
    IdentitySeen,
    LetterKind,
    OrganisationKind,
    Page,
    Purpose,
    Role,
)


class AccountManager(BaseUserManager["Account"]):
    """Finds an account by its e-mail address, whatever the capitals."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account with this address."""
        return self.get(email=(username or "").lower())


class Account(AbstractBaseUser):
    """The means to log in. Everything about the human being stands with `Person`.

    It has an e-mail address, or a login name that was printed on a letter, or (by way of another organisation) neither.
    """

    # NULL and not "": two accounts may both have none, and the database still keeps addresses apart.
    email = models.EmailField(max_length=254, unique=True, null=True, blank=True)
    login_name = models.CharField(max_length=login_names.LONGEST, unique=True, null=True, blank=True)
    language = models.CharField(max_length=8, blank=True, default="")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="address_in_small_letters"),
            models.CheckConstraint(
                condition=Q(email__isnull=True) | ~Q(email=""), name="address_absent_or_filled"
            ),
            models.CheckConstraint(
                condition=Q(login_name__isnull=True)
                | (Q(login_name=Lower("login_name")) & ~Q(login_name="")),
                name="login_name_in_small_letters",
            ),
        ]

    def __str__(self) -> str:
        """What one logs in with: the address, else the login name as it is printed, else a number."""
        return self.email or login_names.shown(self.login_name or "") or f"account {self.pk}"


class Person(models.Model):
    """A human being with a dossier; may exist without an account, for nobody is obliged to log in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    given_names = models.CharField(max_length=names.LONGEST, blank=True, default="")
    infix = models.CharField(max_length=40, blank=True, default="")
    family_name = models.CharField(max_length=names.LONGEST, blank=True, default="")
    display_name = models.CharField(max_length=names.LONGEST, blank=True, default="")
    search_name = models.CharField(max_length=4 * names.LONGEST, db_index=True)
    born_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(search_name=""), name="person_has_a_name"),
        ]

    @property
    def name(self) -> str:
        """The name as the person writes it, in any script; else the parts put together."""
        return self.display_name or names.full(self.given_names, self.infix, self.family_name)

    def __str__(self) -> str:
        """The name."""
        return self.name


class Organisation(models.Model):
    """An organisation in whose name people have a role."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_known"
            ),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name


class RoleGrant(models.Model):
    """That an account has a role, from a day up to and including another (open when empty)."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=24, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="granted_role_known"),
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gte=F("from_date")),
                name="role_ends_after_it_starts",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "role"], name="grant_account_role")
        ]

    def __str__(self) -> str:
        """The role and its period."""
        return f"{self.role} {self.from_date}/{self.until_date or '..'}"


class Look(models.Model):
    """That someone looked at data of one or more others: one entry, also for a whole list."""

    actor = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="looks")
    role = models.CharField(max_length=24, choices=Role.choices)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    page = models.CharField(max_length=20, choices=Page.choices)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="look_role_known"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="look_purpose_known"),
            models.CheckConstraint(condition=Q(page__in=Page.values), name="look_page_known"),
        ]

    def __str__(self) -> str:
        """Role, page and moment."""
        return f"{self.role} {self.page} {self.at.isoformat()}"


class LookSubject(models.Model):
    """One of the people a look was about."""

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="subjects")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="looks")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "look"], name="person_once_per_look"),
        ]

    def __str__(self) -> str:
        """The two keys."""
        return f"{self.look_id} {self.person_id}"


class AccountEvent(models.Model):
    """Something that happened to the ways into an account. Only added to, never changed."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=24, choices=AccountEventKind.choices)
    at = models.DateTimeField()
    # A colleague of the register, when it was not the owner.
    actor = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    detail = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=AccountEventKind.values), name="account_event_known"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "-at"], name="account_event_latest")
        ]

    def __str__(self) -> str:
        """Kind and moment."""
        return f"{self.kind} {self.at.isoformat()}"


class AddressChange(models.Model):
    """That an account went from one e-mail address to another; who reads the old one may undo it for a while."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="address_changes")
    old_email = models.EmailField(max_length=254)
    new_email = models.EmailField(max_length=254)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        """The moment; addresses do not belong in logs."""
        return f"address changed {self.at.isoformat()}"


class Letter(models.Model):
    """A letter with a code to log in with once. Only a keyed hash of the code is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=12, choices=LetterKind.choices)
    identity_seen = models.CharField(max_length=20, choices=IdentitySeen.choices)
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    wait_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=LetterKind.values), name="letter_kind_known"),
            models.CheckConstraint(
                condition=Q(identity_seen__in=IdentitySeen.values), name="letter_identity_known"
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="one_open_letter",
            ),
        ]

    def __str__(self) -> str:
        """Kind and moment."""
        return f"letter {self.kind} {self.made_at.isoformat()}"


class Recovery(models.Model):
    """The way back for who lost everything: two colleagues, a wait, a notice, and a link that stops it."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recoveries")
    identity_seen = models.CharField(max_length=20, choices=IdentitySeen.choices)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ready_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(identity_seen__in=IdentitySeen.values), name="recovery_identity_known"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="recovery_by_two",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True, ready_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, ready_at__isnull=False),
                name="recovery_confirmed_whole",
            ),
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True)
                | Q(ready_at__isnull=False, completed_at__gte=F("ready_at"), cancelled_at__isnull=True),
                name="recovery_after_its_wait",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(cancelled_at__isnull=True, completed_at__isnull=True),
                name="one_running_recovery",
            ),
        ]

    def __str__(self) -> str:
        """The moment it was asked."""
        return f"recovery {self.asked_at.isoformat()}"


class DemoAccount(models.Model):
    """An account of the demo world whose password may be shown on the login page, in demo mode only."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="demo")
    place = models.PositiveSmallIntegerField(unique=True)
    password = models.CharField(max_length=100)
    story_nl = models.CharField(max_length=200)
    story_en = models.CharField(max_length=200)

    def __str__(self) -> str:
        """The address."""
        return str(self.account)
