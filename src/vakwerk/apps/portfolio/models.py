"""What somebody wants to learn in a period, and which element of identity a fact belongs to. No rules here.

Texts in these tables are for their owner's eyes only. Facts stay in `dossier`: a row here names one by its id.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from vakwerk.apps.portfolio.terms import EVENTS, LONGEST_GOAL, GoalState, PlanState, Said

ID, TERM, NORM = 100, 64, 500


class Tie(models.Model):
    """That the person ties a fact to an element of professional identity."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    fact_id = models.CharField(max_length=ID)
    element = models.CharField(max_length=TERM)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "fact_id", "element"], name="portfolio_tie_once"),
        ]

    def __str__(self) -> str:
        """The fact and the element."""
        return f"{self.fact_id}: {self.element}"


class Plan(models.Model):
    """What somebody wants to learn in the period [start, end). `recognition` is the fact whose period it is, if any.

    `reflection` is what the person wrote when looking back; when it was kept as a fact instead, `reflection_fact` names
    that and the text stands there. `goals_shown_since`: from when whoever the portfolio is shared with reads its goals
    too; empty, as it begins: nobody does.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    start = models.DateField()
    end = models.DateField()
    recognition = models.CharField(max_length=ID, blank=True, default="")
    state = models.CharField(max_length=8, choices=PlanState.choices, default=PlanState.OPEN)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    reflection = models.TextField(blank=True, default="")
    reflection_fact = models.CharField(max_length=ID, blank=True, default="")
    goals_shown_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "start", "end"],
                condition=Q(state="open"),
                name="portfolio_one_open_plan_per_period",
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="portfolio_plan_has_length"),
            models.CheckConstraint(
                condition=Q(state__in=PlanState.values), name="portfolio_plan_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state="closed", closed_at__isnull=False),
                name="portfolio_closed_plan_has_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["person", "state", "end"], name="portfolio_plan_of_person")]

    def __str__(self) -> str:
        """The period."""
        return f"{self.start} - {self.end}"


class Goal(models.Model):
    """One thing somebody wants to learn before `until` (the first day that is too late). `why` is nobody else's.

    `requirements` holds pairs of a norm's id and a requirement's id; `topics` and `elements` hold terms. `met_since` is
    since when all its requirements were seen to be met (empty: they are not, or it has none).
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goals")
    text = models.CharField(max_length=LONGEST_GOAL)
    why = models.TextField(blank=True, default="")
    until = models.DateField()
    state = models.CharField(max_length=8, choices=GoalState.choices, default=GoalState.OPEN)
    reached_on = models.DateField(null=True, blank=True)
    requirements = models.JSONField(default=list, blank=True)
    topics = models.JSONField(default=list, blank=True)
    elements = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField()
    met_since = models.DateTimeField(null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=GoalState.values), name="portfolio_goal_state_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="portfolio_goal_says_something"),
            models.CheckConstraint(
                condition=Q(state="reached", reached_on__isnull=False)
                | (~Q(state="reached") & Q(reached_on__isnull=True)),
                name="portfolio_reached_goal_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        """Its key and state; the text is private."""
        return f"{self.pk} {self.state}"


class GoalFact(models.Model):
    """What the person said of a fact and a goal: it belongs to it, or it does not."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="facts")
    fact_id = models.CharField(max_length=ID)
    said = models.CharField(max_length=4, choices=Said.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal", "fact_id"], name="portfolio_said_once"),
            models.CheckConstraint(condition=Q(said__in=Said.values), name="portfolio_said_known"),
        ]

    def __str__(self) -> str:
        """The fact and what was said."""
        return f"{self.fact_id}: {self.said}"


class GoalEvent(models.Model):
    """Something that was done to a goal, by whom and when. Only added to; holds no text anybody wrote."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="events")
    name = models.CharField(max_length=8, choices=[(name, name) for name in EVENTS])
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(name__in=EVENTS), name="portfolio_event_known")]

    def __str__(self) -> str:
        """The event's name."""
        return self.name
