"""What is kept while a history is brought in, how columns were read before, and what was handed in where."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from vakwerk.apps.portals.names import CHOICES, KINDS, RESULTS, STAGES, STATES


class Import(models.Model):
    """One table on its way into a dossier. The file itself is never kept; the table in it only until it is finished.

    `sheets` and `text` are emptied when it is done or thrown away, or when `expires_on` has come.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255, blank=True, default="")
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in KINDS])
    encoding = models.CharField(max_length=16, blank=True, default="")
    delimiter = models.CharField(max_length=1, blank=True, default="")
    text = models.TextField(blank=True, default="")
    sheets = models.JSONField(default=list, blank=True)
    sheet = models.PositiveSmallIntegerField(default=0)
    headings = models.JSONField(default=list, blank=True)
    signature = models.CharField(max_length=64, blank=True, default="")
    mapping = models.JSONField(default=dict, blank=True)
    stage = models.CharField(max_length=16, choices=[(stage, stage) for stage in STAGES])
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=STAGES), name="portals_import_known_stage"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="portals_import_known_kind"),
        ]
        indexes = [models.Index(fields=["person", "stage"], name="portals_import_of_person")]

    def __str__(self) -> str:
        """The name of the file."""
        return self.name or str(self.pk)


class ImportLine(models.Model):
    """A line of the table: what it would become, what is known beside it, and what became of it.

    `fact` is the JSON of the fact it proposes, `of_kind` its kind; `edits` what the person corrected, by field;
    `before` how a fact read before this line was joined with it, so that it can be put back.
    """

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list, blank=True)
    edits = models.JSONField(default=dict, blank=True)
    of_kind = models.CharField(max_length=16, default="activity")
    fact = models.JSONField(default=dict, blank=True)
    faults = models.JSONField(default=list, blank=True)
    status = models.CharField(max_length=16, blank=True, default="")
    extras = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=8, choices=[(state, state) for state in STATES])
    match = models.CharField(max_length=100, blank=True, default="")
    match_line = models.PositiveIntegerField(null=True, blank=True)
    taken = models.BooleanField(default=True)
    choice = models.CharField(
        max_length=8, blank=True, default="", choices=[(choice, choice) for choice in CHOICES]
    )
    picks = models.JSONField(default=dict, blank=True)
    result = models.CharField(
        max_length=8, blank=True, default="", choices=[(result, result) for result in RESULTS]
    )
    result_fact = models.CharField(max_length=100, blank=True, default="")
    before = models.JSONField(default=dict, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="portals_line_once"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="portals_line_known_state"),
            models.CheckConstraint(
                condition=Q(result="", done_at__isnull=True) | (~Q(result="") & Q(done_at__isnull=False)),
                name="portals_line_done_has_result",
            ),
        ]
        indexes = [models.Index(fields=["batch", "state"], name="portals_line_by_state")]

    def __str__(self) -> str:
        """The line's number."""
        return f"{self.number}"


class Mapping(models.Model):
    """How a person read a table with these headings before; offered the next time such a table comes."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    signature = models.CharField(max_length=64)
    name = models.CharField(max_length=255, blank=True, default="")
    headings = models.JSONField(default=list, blank=True)
    mapping = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "signature"], name="portals_mapping_once_per_headings")
        ]

    def __str__(self) -> str:
        """The name of the file it was made for."""
        return self.name


class HandedIn(models.Model):
    """That a fact was handed in at a portal on a day, and how it then read (a digest). Only added to and closed."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    portal = models.CharField(max_length=32)
    fact_id = models.CharField(max_length=100)
    on = models.DateField()
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "portal", "fact_id"],
                condition=Q(undone_at__isnull=True),
                name="portals_handed_in_once",
            )
        ]

    def __str__(self) -> str:
        """The portal and the day."""
        return f"{self.portal}, {self.on}"
