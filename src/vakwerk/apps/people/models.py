"""Accounts, people, organisations, roles and the record of who looked at whom. No rules here."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from vakwerk.apps.people import names
from vakwerk.apps.people.terms import OrganisationKind, Page, Purpose, Role


class AccountManager(BaseUserManager["Account"]):
    """Finds an account by its e-mail address, whatever the capitals."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account with this address."""
        return self.get(email=(username or "").lower())


class Account(AbstractBaseUser):
    """The means to log in. Everything about the human being stands with `Person`."""

    email = models.EmailField(max_length=254, unique=True)
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
        ]

    def __str__(self) -> str:
        """The e-mail address."""
        return self.email


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
