"""Facts as rows that are only ever added: a change adds a row and closes the one before it.

A row is *current* while `superseded_at` is empty. A fact without a current row is withdrawn. What a row means stands in
`vakwerk.core.dossier.values`; these tables only keep it, and the database refuses what can never be true.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from vakwerk.apps.dossier.names import EVENT_NAMES, KINDS, LONGEST_ID, SOURCES
from vakwerk.apps.dossier.tombstone import Tombstone  # noqa: F401 - a table of this app

SHORT, LONG = 64, 500


def _ends_after(start: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(until__isnull=True) | Q(until__gt=F(start)), name=f"dossier_{name}_until_after_{start}"
    )


def _account() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )


class DossierHead(models.Model):
    """One row per person: locked by every change, so that two changes never pass each other.

    `revision` counts the changes; it tells whether something derived from the dossier is still fresh.
    """

    person = models.OneToOneField(
        "people.Person", on_delete=models.PROTECT, primary_key=True, related_name="+", db_column="person_id"
    )
    revision = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        """The person and the revision."""
        return f"{self.pk} at {self.revision}"


class FactRow(models.Model):
    """What every kept version of a fact has. `version` counts from 1 per fact; `note` is for the owner's eyes only.

    `remarks` holds what the search for personal data found in the texts of this version: field, kind, start, end.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    fact_id = models.CharField(max_length=LONGEST_ID)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = _account()
    source = models.CharField(max_length=16, choices=[(name, name) for name in SOURCES], default="self")
    note = models.TextField(blank=True, default="")
    remarks = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["person", "fact_id"],
                condition=Q(superseded_at__isnull=True),
                name="%(app_label)s_%(class)s_one_current",
            ),
            models.UniqueConstraint(
                fields=["person", "fact_id", "version"], name="%(app_label)s_%(class)s_one_of_each_version"
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
                name="%(app_label)s_%(class)s_closed_after_opened",
            ),
            models.CheckConstraint(
                condition=Q(source__in=SOURCES), name="%(app_label)s_%(class)s_known_source"
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1) & ~Q(fact_id=""), name="%(app_label)s_%(class)s_named"
            ),
        ]

    def __str__(self) -> str:
        """The fact's id and version."""
        return f"{self.fact_id}/{self.version}"


class ActivityRow(FactRow):
    """Something learned, reflected on or contributed."""

    kind = models.CharField(max_length=SHORT)
    title = models.TextField(blank=True, default="")
    started_on = models.DateField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    remote_minutes = models.PositiveIntegerField(default=0)
    sessions = models.PositiveIntegerField(default=1)
    form = models.CharField(max_length=SHORT, null=True, blank=True)  # noqa: DJ001 - null is "unknown", as in the core
    topics = models.JSONField(default=list, blank=True)
    programme = models.TextField(null=True, blank=True)  # noqa: DJ001 - null is "none", as in the core
    provider = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1), name="dossier_activity_takes_time"
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(remote_minutes__lte=F("minutes")),
                name="dossier_activity_remote_within_all",
            ),
            models.CheckConstraint(
                condition=Q(started_on__isnull=True)
                | Q(completed_on__isnull=True)
                | Q(completed_on__gte=F("started_on")),
                name="dossier_activity_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(sessions__gte=1), name="dossier_activity_has_a_session"),
        ]


class WorkRow(FactRow):
    """A spell of work at a steady number of minutes a week."""

    role = models.CharField(max_length=SHORT)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    minutes_per_week = models.PositiveIntegerField(null=True, blank=True)
    level = models.CharField(max_length=SHORT, null=True, blank=True)  # noqa: DJ001 - null is "unknown"
    settings = models.JSONField(default=list, blank=True)
    employer = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            _ends_after("since", "work"),
            models.CheckConstraint(
                condition=Q(minutes_per_week__isnull=True)
                | (Q(minutes_per_week__gte=1) & Q(minutes_per_week__lte=168 * 60)),
                name="dossier_work_fits_a_week",
            ),
        ]


class AbsenceRow(FactRow):
    """Time not worked: a percentage of the hours of the spells it overlaps."""

    kind = models.CharField(max_length=SHORT)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    percent = models.PositiveSmallIntegerField(default=100)

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            _ends_after("since", "absence"),
            models.CheckConstraint(
                condition=Q(percent__gte=1) & Q(percent__lte=100), name="dossier_absence_percent"
            ),
        ]


class DocumentRow(FactRow):
    """That a standing document was seen, never the document."""

    kind = models.CharField(max_length=SHORT)
    issued_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    scope = models.JSONField(default=list, blank=True)
    seen_by = models.TextField(blank=True, default="")
    seen_on = models.DateField(null=True, blank=True)

    class Meta(FactRow.Meta):
        constraints = [*FactRow.Meta.constraints, _ends_after("issued_on", "document")]


class DeclarationRow(FactRow):
    """A code, an oath, a membership."""

    kind = models.CharField(max_length=SHORT)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    about = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [*FactRow.Meta.constraints, _ends_after("since", "declaration")]


class HoldingRow(FactRow):
    """A diploma, certificate, microcredential or shown learning outcome."""

    kind = models.CharField(max_length=SHORT)
    name = models.TextField(blank=True, default="")
    level = models.CharField(max_length=SHORT, null=True, blank=True)  # noqa: DJ001 - null is "unknown"
    field = models.CharField(max_length=SHORT, null=True, blank=True)  # noqa: DJ001 - null is "unknown"
    awarded_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    by = models.TextField(blank=True, default="")
    shown_by = models.TextField(null=True, blank=True)  # noqa: DJ001 - null is "not shown by anything"

    class Meta(FactRow.Meta):
        constraints = [*FactRow.Meta.constraints, _ends_after("awarded_on", "holding")]


class RecognitionRow(FactRow):
    """That the person is under a norm; at most one at a time per norm."""

    norm = models.CharField(max_length=LONG)
    since = models.DateField()
    number = models.CharField(max_length=LONG, blank=True, default="")
    number_key = models.CharField(
        max_length=SHORT, blank=True, default=""
    )  # how the number is found, however written
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    period_extended_days = models.PositiveIntegerField(default=0)
    admitted_by = models.CharField(max_length=SHORT, null=True, blank=True)  # noqa: DJ001 - null is "unknown"
    until = models.DateField(null=True, blank=True)

    class Meta(FactRow.Meta):
        constraints = [
            *FactRow.Meta.constraints,
            _ends_after("since", "recognition"),
            models.UniqueConstraint(
                fields=["person", "norm"],
                condition=Q(superseded_at__isnull=True),
                name="dossier_recognition_once_per_norm",
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True, period_end__isnull=True, period_extended_days=0)
                | Q(period_end__gt=F("period_start")),
                name="dossier_recognition_period_has_length",
            ),
        ]
        indexes = [
            models.Index(fields=[on], name=f"dossier_recognition_{on}") for on in ("norm", "number_key")
        ]


class MeasureRow(FactRow):
    """A disciplinary measure that may affect which hours count."""

    norm = models.CharField(max_length=LONG)
    kind = models.CharField(max_length=SHORT)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta(FactRow.Meta):
        constraints = [*FactRow.Meta.constraints, _ends_after("since", "measure")]


class HardshipRow(FactRow):
    """A dated human decision that a requirement is taken as met."""

    norm = models.CharField(max_length=LONG)
    requirement = models.CharField(max_length=LONG)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    decided_by = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")

    class Meta(FactRow.Meta):
        constraints = [*FactRow.Meta.constraints, _ends_after("since", "hardship")]


class PartRow(models.Model):
    """A part of one version of a fact, in its written order."""

    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["place"]


class ActivityAccreditation(PartRow):
    """That a body counts an activity, under its own number."""

    row = models.ForeignKey(ActivityRow, on_delete=models.CASCADE, related_name="accreditations")
    by = models.CharField(max_length=SHORT)
    number = models.TextField()
    category = models.TextField(null=True, blank=True)  # noqa: DJ001 - null is "none", as in the core

    def __str__(self) -> str:
        """The body and its number."""
        return f"{self.by} {self.number}"


class ConfirmationRow(PartRow):
    """That someone else vouches for a fact."""

    by = models.TextField()
    on = models.DateField()
    register = models.CharField(max_length=SHORT, null=True, blank=True)  # noqa: DJ001 - null is "unknown"

    class Meta(PartRow.Meta):
        abstract = True

    def __str__(self) -> str:
        """Who, and when."""
        return f"{self.by}, {self.on}"


class ActivityConfirmation(ConfirmationRow):
    """That someone else vouches for an activity."""

    row = models.ForeignKey(ActivityRow, on_delete=models.CASCADE, related_name="confirmations")


class WorkConfirmation(ConfirmationRow):
    """That someone else vouches for a spell of work."""

    row = models.ForeignKey(WorkRow, on_delete=models.CASCADE, related_name="confirmations")


class RecognitionPeriod(PartRow):
    """An earlier period of a recognition."""

    row = models.ForeignKey(RecognitionRow, on_delete=models.CASCADE, related_name="past")
    start = models.DateField()
    end = models.DateField()
    extended_days = models.PositiveIntegerField(default=0)

    class Meta(PartRow.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="dossier_past_period_has_length")
        ]

    def __str__(self) -> str:
        """From when to when."""
        return f"{self.start} - {self.end}"


def private_name(_evidence: Evidence, _original: str) -> str:
    """Where a file is kept: random, so that a name tells nothing and leads nowhere."""
    name = uuid.uuid4().hex
    return f"{name[:2]}/{name}"


class Evidence(models.Model):
    """A file that shows a fact, whatever its version. Removing closes the row and erases the file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    fact_id = models.CharField(max_length=LONGEST_ID)
    file = models.FileField(upload_to=private_name, max_length=200, blank=True)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = _account()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "fact_id"], name="dossier_evidence_of_fact")]
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=1), name="dossier_evidence_is_not_empty"),
            models.CheckConstraint(condition=~Q(sha256=""), name="dossier_evidence_has_a_digest"),
        ]

    def __str__(self) -> str:
        """The name its owner gave it."""
        return self.name


class DossierEvent(models.Model):
    """What was done to a dossier, by whom and when. Only added to."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=40, choices=[(name, name) for name in EVENT_NAMES])
    fact_id = models.CharField(max_length=LONGEST_ID)
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in KINDS])
    at = models.DateTimeField()
    actor = _account()
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "fact_id", "at"], name="dossier_event_of_fact")]
        constraints = [
            models.CheckConstraint(condition=Q(name__in=EVENT_NAMES), name="dossier_event_known_name")
        ]

    def __str__(self) -> str:
        """The event's name and fact."""
        return f"{self.name} {self.fact_id}"
