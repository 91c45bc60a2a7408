"""Groups, sessions, who was there, and what happened to them. Tables and constraints, no rules."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from vakwerk.apps.sessions.names import (
    COUNTING,
    EVENTS,
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_IN_SERIES,
    MOST_MINUTES,
    SESSION_KINDS,
    How,
    Part,
    Presence,
    State,
    Unit,
)

SHORT = 64


class Group(models.Model):
    """People who meet again and again. What they usually do is filled in beforehand when a session is recorded.

    `guide_register` is the register in which whoever guides the group is listed; empty when unknown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=LONGEST_NAME)
    kind = models.CharField(max_length=SHORT)
    method = models.CharField(max_length=LONGEST_NAME, blank=True, default="")
    minutes = models.PositiveIntegerField(null=True, blank=True)
    guide_register = models.CharField(max_length=SHORT, blank=True, default="")
    made_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SESSION_KINDS), name="group_known_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="group_has_a_name"),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=MOST_MINUTES),
                name="group_length_fits_a_day",
            ),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name


class Membership(models.Model):
    """That somebody belongs to a group, from a day, until they left (empty: still). `person` is empty once erased."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    may_manage = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(left_on__isnull=True), name="member_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")), name="member_leaves_later"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(left_on__isnull=False), name="member_erased_has_left"
            ),
        ]

    def __str__(self) -> str:
        """The two keys."""
        return f"{self.person_id} in {self.group_id}"


class Invitation(models.Model):
    """A link by which people join a group, until it expires or is taken back. `used` counts who joined by it."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations")
    token = models.CharField(max_length=SHORT, unique=True)
    made_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gte=F("made_at")), name="invitation_expires_later")
        ]

    def __str__(self) -> str:
        """The group and until when."""
        return f"{self.group_id} until {self.expires_at}"


class Series(models.Model):
    """Sessions planned at a steady distance: every so many weeks or months, so many times."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    every = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=8, choices=Unit.choices)
    count = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(every__gte=1, every__lte=52), name="series_has_a_distance"),
            models.CheckConstraint(
                condition=Q(count__gte=2, count__lte=MOST_IN_SERIES), name="series_has_several"
            ),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="series_known_unit"),
        ]

    def __str__(self) -> str:
        """The rule."""
        return f"every {self.every} {self.unit}, {self.count} times"


class SharedSession(models.Model):
    """One meeting. `minutes` is net time. `token` is the code on the spot; until `token_until` it lets in others too.

    `changes` counts the corrections, for calendars. `recorded_by` is empty once that person was erased.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="sessions")
    series = models.ForeignKey(Series, null=True, on_delete=models.PROTECT, related_name="sessions")
    kind = models.CharField(max_length=SHORT)
    title = models.CharField(max_length=LONGEST_NAME)
    on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    minutes = models.PositiveIntegerField()
    remote_minutes = models.PositiveIntegerField(default=0)
    place = models.CharField(max_length=LONGEST_NAME, blank=True, default="")
    method = models.CharField(max_length=LONGEST_NAME, blank=True, default="")
    shared_yield = models.TextField(max_length=LONGEST_TEXT, blank=True, default="")
    state = models.CharField(max_length=12, choices=State.choices)
    recorded_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    token = models.CharField(max_length=SHORT, unique=True)
    token_until = models.DateTimeField()
    changes = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SESSION_KINDS), name="session_known_kind"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="session_known_state"),
            models.CheckConstraint(condition=~Q(title=""), name="session_has_a_title"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=MOST_MINUTES, remote_minutes__lte=F("minutes")),
                name="session_length_fits_a_day",
            ),
        ]
        indexes = [models.Index(fields=["group", "on"], name="session_group_day")]

    def __str__(self) -> str:
        """The title and the day."""
        return f"{self.title}, {self.on}"


class Attendance(models.Model):
    """One person and one session.

    `agreed_minutes` is the length this person answered for; `silent_on` the day from which silence counts (empty:
    never). `name` is how the person was called then. `heard_at`: the person knows what another said of the presence;
    `settled_at`: the recorder answered the objection. `person`, `name` and what they wrote are empty once they were
    erased; that somebody was there stays.
    """

    session = models.ForeignKey(SharedSession, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=400, blank=True, default="")
    part = models.CharField(max_length=16, choices=Part.choices, blank=True, default="")
    state = models.CharField(max_length=24, choices=Presence.choices)
    how = models.CharField(max_length=12, choices=How.choices, blank=True, default="")
    listed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    silent_on = models.DateField(null=True, blank=True)
    agreed_minutes = models.PositiveIntegerField(null=True, blank=True)
    was_invited = models.BooleanField(default=True)
    marked_reason = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    objection = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    heard_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    fact_id = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="attendance_once"),
            models.CheckConstraint(condition=Q(state__in=Presence.values), name="attendance_known_state"),
            models.CheckConstraint(condition=Q(how="") | Q(how__in=How.values), name="attendance_known_way"),
            models.CheckConstraint(
                condition=Q(part="") | Q(part__in=Part.values), name="attendance_known_part"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=COUNTING)
                | Q(decided_at__isnull=False, agreed_minutes__gte=1) & ~Q(how=""),
                name="attendance_says_how_and_when",
            ),
        ]
        indexes = [models.Index(fields=["person", "state"], name="attendance_of_person")]

    def __str__(self) -> str:
        """The two keys and the state."""
        return f"{self.person_id} at {self.session_id}: {self.state}"


class Guest(models.Model):
    """Somebody without an account, by name only: counted on the list, with a line to sign on paper."""

    session = models.ForeignKey(SharedSession, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "name"], name="guest_once"),
            models.CheckConstraint(condition=~Q(name=""), name="guest_has_a_name"),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name


class SessionEvent(models.Model):
    """What was done to a session, by whom and about whom. Only added to; holds no text that people typed."""

    session = models.ForeignKey(SharedSession, on_delete=models.PROTECT, related_name="events")
    name = models.CharField(max_length=24, choices=[(name, name) for name in EVENTS])
    at = models.DateTimeField()
    actor = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(name__in=EVENTS), name="session_event_known_name")]
        indexes = [models.Index(fields=["session", "at"], name="session_event_order")]

    def __str__(self) -> str:
        """The name and moment."""
        return f"{self.name} {self.at}"


class CalendarFeed(models.Model):
    """The secret address of one person's calendar. A new secret ends the old address."""

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+")
    secret = models.CharField(max_length=SHORT, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        """Whose it is."""
        return str(self.person_id)
