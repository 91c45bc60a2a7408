"""Entries of the register, what is public of them, their history, and where people stand. No rules here."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from vakwerk.apps.register.naming import LONGEST_WORD
from vakwerk.apps.register.terms import EVENT_NAMES, State

SHORT, LONG = 64, 200


class NumberSource(models.Model):
    """One row: the last running number that was given out. Locked while the next is taken."""

    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        """The last number."""
        return str(self.last)


class Registration(models.Model):
    """That a person stands in this register, under one number for life. `ended_on` is the first day no longer."""

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=16, unique=True)
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    public_name = models.CharField(max_length=LONG)
    sort_name = models.CharField(max_length=2 * LONG, db_index=True)
    town = models.CharField(max_length=LONG, blank=True, default="")
    level = models.CharField(max_length=SHORT)
    profession = models.CharField(max_length=SHORT)
    made_up = models.CharField(max_length=SHORT, unique=True, null=True, blank=True)
    """The key in a demo world; None for a real person."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(public_name=""), name="register_entry_has_a_name"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("since")),
                name="register_entry_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        """The number."""
        return self.number


class PublicRecognition(models.Model):
    """What the public may see of a recognition of this register: which norm, since when, until when."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="recognitions")
    norm = models.CharField(max_length=LONG)
    fact_id = models.CharField(max_length=100)
    since = models.DateField()
    until = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["registration", "norm"], name="register_recognition_once"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="register_recognition_has_length"),
        ]

    def __str__(self) -> str:
        """The norm and its end."""
        return f"{self.norm} until {self.until}"


class NameWord(models.Model):
    """One word by which an entry is found."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=LONGEST_WORD, db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["registration", "word"], name="register_word_once"),
        ]

    def __str__(self) -> str:
        """The word."""
        return self.word


class NearWord(models.Model):
    """A word of some name, under what remains of it when a letter is left out: how a slip of the pen is forgiven."""

    rest = models.CharField(max_length=LONGEST_WORD)
    word = models.CharField(max_length=LONGEST_WORD, db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["rest", "word"], name="register_near_word_once"),
        ]

    def __str__(self) -> str:
        """The rest and the word."""
        return f"{self.rest} ({self.word})"


class RegisterEntryEvent(models.Model):
    """What happened to an entry, when, from which day, and by whom. Only added to."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="events")
    name = models.CharField(max_length=40, choices=[(name, name) for name in EVENT_NAMES])
    on = models.DateField()
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(name__in=EVENT_NAMES), name="register_event_known_name"),
        ]

    def __str__(self) -> str:
        """The event and its day."""
        return f"{self.name} {self.on}"


class Standing(models.Model):
    """Where someone stood under one norm on `computed_on`: derived, for lists; the assessment itself is made anew.

    `ends_on` is the first day after the period (None: no period); `missing` names requirements with what is short in
    the smallest unit, never a text from the dossier.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="standings")
    norm = models.CharField(max_length=LONG)
    state = models.CharField(max_length=12, choices=State.choices)
    severity = models.PositiveSmallIntegerField()
    ends_on = models.DateField(null=True, blank=True)
    missing = models.JSONField(default=list, blank=True)
    computed_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["registration", "norm"], name="register_standing_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="register_standing_known_state"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["norm", "state", "ends_on"], name="register_standing_filter"),
        ]

    def __str__(self) -> str:
        """The norm and the state."""
        return f"{self.norm}: {self.state}"


class StandingBasis(models.Model):
    """On what a person's standings rest. Stale when computed on another day, by other norm files, or before a change.

    `changes` counts what happened in the dossier, `seen` how much of it was in the dossier when it was read.
    `leased_until` is set while a worker computes; a worker that died loses its lease by itself.
    """

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, primary_key=True, related_name="basis"
    )
    computed_on = models.DateField(null=True, blank=True, db_index=True)
    norms = models.CharField(max_length=64, blank=True, default="")
    changes = models.PositiveBigIntegerField(default=0)
    seen = models.PositiveBigIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        """The day."""
        return f"computed on {self.computed_on}"
