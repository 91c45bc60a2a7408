"""What is shared, with whom, for what and until when; and what people ask about their own data. No rules here."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from vakwerk.apps.sharing.terms import EVENT_NAMES, Decision, Purpose, Scope

SHORT, LONG = 64, 500


def _account() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class ShareRequest(models.Model):
    """That somebody asked a person to share something. Nothing is shared by asking."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    scope = models.CharField(max_length=24, choices=Scope.choices)
    norm = models.CharField(max_length=200, blank=True, default="")
    until_date = models.DateField()
    why = models.CharField(max_length=LONG)
    made_at = models.DateTimeField()
    decision = models.CharField(max_length=12, choices=Decision.choices, default=Decision.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(decision=Decision.OPEN, decided_at__isnull=True)
                | (~Q(decision=Decision.OPEN) & Q(decided_at__isnull=False)),
                name="sharing_request_decided_when_answered",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values), name="sharing_request_known_purpose"
            ),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="sharing_request_known_scope"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "decision"], name="sharing_request_of_person")
        ]

    def __str__(self) -> str:
        """Purpose and decision."""
        return f"{self.purpose} {self.decision}"


class Share(models.Model):
    """That a person shows something to an organisation, or to one account, for a purpose, until a day (included).

    With an e-mail address the receiver is not known yet: an invitation, worth nothing until it is accepted.
    `facts` are the ids the owner ticked; only those may tell what a reflection is called.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    other_purpose = models.CharField(max_length=200, blank=True, default="")
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    account = _account()
    invited_email = models.EmailField(max_length=254, blank=True, default="")
    invitation = models.CharField(max_length=64, blank=True, default="", db_index=True)
    """SHA-256 of the key in the invitation's link; empty when there is none to accept."""
    scope = models.CharField(max_length=24, choices=Scope.choices)
    norm = models.CharField(max_length=200, blank=True, default="")
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    facts = models.JSONField(default=list, blank=True)
    with_evidence = models.BooleanField(default=False)
    from_date = models.DateField()
    until_date = models.DateField()
    note = models.CharField(max_length=LONG, blank=True, default="")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = _account()
    request = models.OneToOneField(
        ShareRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="share"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, account__isnull=True, invited_email="")
                | Q(organisation__isnull=True, account__isnull=False)
                | (Q(organisation__isnull=True, account__isnull=True) & ~Q(invited_email="")),
                name="sharing_share_has_one_receiver",
            ),
            models.CheckConstraint(
                condition=Q(until_date__gte=F("from_date")), name="sharing_share_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values), name="sharing_share_known_purpose"
            ),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="sharing_share_known_scope"),
            models.CheckConstraint(
                condition=~Q(scope=Scope.NORM) | ~Q(norm=""), name="sharing_share_of_a_norm_names_it"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "until_date"], name="sharing_share_of_house"),
            models.Index(fields=["account", "until_date"], name="sharing_share_of_account"),
            models.Index(fields=["person", "until_date"], name="sharing_share_of_person"),
        ]

    def __str__(self) -> str:
        """What for and until when."""
        return f"{self.purpose} until {self.until_date}"


class ShareEvent(models.Model):
    """What was done to a share, by whom and when. Only added to."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="events")
    name = models.CharField(max_length=40, choices=[(name, name) for name in EVENT_NAMES])
    at = models.DateTimeField()
    actor = _account()
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(name__in=EVENT_NAMES), name="sharing_event_known_name"),
        ]

    def __str__(self) -> str:
        """The event and its moment."""
        return f"{self.name} {self.at.isoformat()}"


class Restriction(models.Model):
    """That a person's data are not to be used from a moment on, until it is lifted: nobody reads through a share."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(lifted_at__isnull=True), name="sharing_restricted_once"
            ),
        ]

    def __str__(self) -> str:
        """Since when."""
        return f"since {self.since.isoformat()}"


class CorrectionRequest(models.Model):
    """That a person says a fact they can not change themselves is wrong; whoever keeps it owes an answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    fact_id = models.CharField(max_length=100)
    source = models.CharField(max_length=16)
    what = models.TextField()
    made_at = models.DateTimeField()
    answer_due = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = _account()
    corrected = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="", corrected__isnull=True)
                | (Q(answered_at__isnull=False, corrected__isnull=False) & ~Q(answer="")),
                name="sharing_correction_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        """The fact and whether it is answered."""
        return f"{self.fact_id} {'answered' if self.answered_at else 'open'}"


class ErasureRequest(models.Model):
    """That a person asked to be erased: done on `due` unless cancelled before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    due = models.DateTimeField(db_index=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(cancelled_at__isnull=True, done_at__isnull=True),
                name="sharing_one_erasure_at_a_time",
            ),
            models.CheckConstraint(condition=Q(due__gte=F("made_at")), name="sharing_erasure_after_asking"),
        ]

    def __str__(self) -> str:
        """When it is due."""
        return f"due {self.due.isoformat()}"
