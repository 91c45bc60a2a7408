"""What providers offer, who they say was there, and what people say against it. No rules here."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from vakwerk.apps.learning.terms import (
    OWED,
    UNRESOLVED,
    WITH_PERSON,
    Decision,
    Event,
    LineState,
    ListState,
    Outcome,
    Reason,
    Way,
)

SHORT, LONG = 64, 500
LONGEST_FACT_ID = 100


class Offering(models.Model):
    """A course, training … that an organisation gives: what it is and how long it takes, net, in minutes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=LONG)
    kind = models.CharField(max_length=SHORT)
    form = models.CharField(max_length=SHORT, blank=True, default="")
    minutes = models.PositiveIntegerField()
    topics = models.JSONField(default=list, blank=True)
    own_code = models.CharField(max_length=SHORT, blank=True, default="")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(minutes__gte=1), name="learning_offering_takes_time"),
            models.CheckConstraint(condition=~Q(title=""), name="learning_offering_has_a_title"),
            models.UniqueConstraint(
                fields=["organisation", "own_code"],
                condition=~Q(own_code=""),
                name="learning_offering_code_once",
            ),
        ]

    def __str__(self) -> str:
        """The title."""
        return self.title


class OfferingAccreditation(models.Model):
    """That a body counts an offering, from a day; `until` is the first day that it does no longer (None: no end)."""

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="accreditations")
    accreditor = models.CharField(max_length=SHORT)
    number = models.CharField(max_length=200)
    category = models.CharField(max_length=200, blank=True, default="")
    valid_from = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("valid_from")),
                name="learning_accreditation_has_length",
            ),
            models.CheckConstraint(condition=~Q(number=""), name="learning_accreditation_has_a_number"),
            models.UniqueConstraint(
                fields=["offering", "accreditor", "number", "valid_from"],
                name="learning_accreditation_once",
            ),
        ]

    def __str__(self) -> str:
        """The body and its number."""
        return f"{self.accreditor} {self.number}"


class AttendanceList(models.Model):
    """Who was at one edition of an offering. `sha256` is of all that was sent: the same list stands only once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="lists")
    edition = models.CharField(max_length=200, blank=True, default="")
    started_on = models.DateField(null=True, blank=True)
    completed_on = models.DateField()
    minutes = models.PositiveIntegerField()
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    posted_at = models.DateTimeField(db_index=True)
    way = models.CharField(max_length=8, choices=Way.choices)
    state = models.CharField(max_length=12, choices=ListState.choices, default=ListState.POSTED)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=ListState.values), name="learning_list_known_state"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="learning_list_known_way"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="learning_list_takes_time"),
            models.CheckConstraint(
                condition=Q(started_on__isnull=True) | Q(completed_on__gte=F("started_on")),
                name="learning_list_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["offering", "sha256"],
                condition=Q(state=ListState.POSTED),
                name="learning_list_stands_once",
            ),
        ]

    def __str__(self) -> str:
        """The edition and the day."""
        return f"{self.edition} {self.completed_on}".strip()


class AttendanceLine(models.Model):
    """One line of a list: what was typed, whom it turned out to be, and the fact it became.

    `minutes` and `completed_on` None mean those of the list. An e-mail address is kept only while nobody was found.
    `joined` holds what was added to a fact the person had already (None: the fact is the provider's own).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    list = models.ForeignKey(AttendanceList, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    typed_number = models.CharField(max_length=100, blank=True, default="")
    number_key = models.CharField(max_length=SHORT, blank=True, default="")
    typed_name = models.CharField(max_length=200, blank=True, default="")
    typed_email = models.CharField(max_length=254, blank=True, default="")
    minutes = models.PositiveIntegerField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=16, choices=LineState.choices)
    since = models.DateTimeField()
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    fact_id = models.CharField(max_length=LONGEST_FACT_ID, blank=True, default="")
    same_as = models.CharField(max_length=LONGEST_FACT_ID, blank=True, default="")
    joined = models.JSONField(null=True, blank=True, default=None)
    seen_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["list", "number"], name="learning_line_once"),
            models.CheckConstraint(condition=Q(state__in=LineState.values), name="learning_line_known_state"),
            models.CheckConstraint(
                condition=~Q(state__in=WITH_PERSON) | Q(person__isnull=False),
                name="learning_line_posted_for_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=LineState.POSTED) | ~Q(fact_id=""), name="learning_line_posted_is_a_fact"
            ),
            models.CheckConstraint(
                condition=~Q(state=LineState.ASKED) | ~Q(same_as=""), name="learning_line_asked_about_a_fact"
            ),
            models.CheckConstraint(
                condition=Q(typed_email="") | Q(state__in=UNRESOLVED),
                name="learning_line_email_while_unknown",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1), name="learning_line_takes_time"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "state"], name="learning_line_of_person"),
            models.Index(
                fields=["number_key"], condition=Q(state__in=UNRESOLVED), name="learning_line_unresolved"
            ),
            models.Index(fields=["since"], condition=Q(state__in=OWED), name="learning_line_owed"),
        ]

    def __str__(self) -> str:
        """The number of the line and its state."""
        return f"{self.number}: {self.state}"


class NotMine(models.Model):
    """That a person said an unresolved line is not about them: it is not offered again."""

    line = models.ForeignKey(AttendanceLine, on_delete=models.CASCADE, related_name="refusals")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["line", "person"], name="learning_not_mine_once"),
        ]

    def __str__(self) -> str:
        """The line."""
        return str(self.line_id)


class Objection(models.Model):
    """What a person says against a line, what the provider answers, and what the person then decides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    line = models.ForeignKey(AttendanceLine, on_delete=models.CASCADE, related_name="objections")
    reason = models.CharField(max_length=16, choices=Reason.choices)
    text = models.TextField(blank=True, default="")
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True, default="")
    answer = models.TextField(blank=True, default="")
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="learning_objection_reason"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="")
                | Q(answered_at__isnull=False, outcome__in=Outcome.values),
                name="learning_objection_answered_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(decision="") | Q(outcome=Outcome.REJECTED, decision__in=Decision.values),
                name="learning_objection_decided_after_rejection",
            ),
            models.UniqueConstraint(
                fields=["line"], condition=Q(answered_at__isnull=True), name="learning_objection_one_open"
            ),
        ]

    def __str__(self) -> str:
        """The reason and the outcome."""
        return f"{self.reason} {self.outcome}".strip()


class PostingEvent(models.Model):
    """What was done to a list or a line, by whom and when. Only added to."""

    list = models.ForeignKey(AttendanceList, on_delete=models.CASCADE, related_name="events")
    line = models.ForeignKey(
        AttendanceLine, null=True, blank=True, on_delete=models.CASCADE, related_name="events"
    )
    name = models.CharField(max_length=20, choices=Event.choices)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(name__in=Event.values), name="learning_event_known_name"),
        ]

    def __str__(self) -> str:
        """The event's name."""
        return self.name
