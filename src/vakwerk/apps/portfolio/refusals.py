"""Why a plan or a portfolio does not take something: one refusal per reason, with what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vakwerk.apps.refusal import Refusal


class PortfolioRefusal(Refusal):
    """Any refusal of this app; everything stays as it was."""


class NoSuchElement(PortfolioRefusal):
    """Not one of the elements of professional identity. Data: element."""

    code = "no-such-element"
    sentence = _("“%(element)s” is not one of the elements. Choose one from the page.")
    field = "elements"


class NoSuchTopic(PortfolioRefusal):
    """A topic outside the vocabulary. Data: topic."""

    code = "no-such-topic"
    sentence = _("“%(topic)s” is not one of the topics. Choose one from the list.")
    field = "topics"


class NoSuchFact(PortfolioRefusal):
    """The dossier has no such fact, or it was withdrawn. Data: fact_id."""

    code = "no-such-fact"
    sentence = _("This is not in your dossier any more. Look at your portfolio again.")


class EmptyPeriod(PortfolioRefusal):
    """The period ends before it begins, or is longer than anybody plans. Data: start, end."""

    code = "empty-period"
    sentence = _("The last day lies before the first, or more than ten years after it. Check both days.")
    field = "until"


class PlanExists(PortfolioRefusal):
    """There is an open plan for this period. Data: plan."""

    code = "plan-exists"
    sentence = _("You already have a plan for this period. Add your goals there.")


class NoSuchPlan(PortfolioRefusal):
    """This person has no such plan. Data: plan."""

    code = "no-such-plan"
    sentence = _("This plan is not there any more.")


class PlanClosed(PortfolioRefusal):
    """A closed plan stays as it is. Data: plan."""

    code = "plan-closed"
    sentence = _("You have closed this plan. Change the goal in your next plan.")


class NoSuchGoal(PortfolioRefusal):
    """This person has no such goal. Data: goal."""

    code = "no-such-goal"
    sentence = _("This goal is not there any more.")


class EmptyGoal(PortfolioRefusal):
    """A goal says what one wants to learn. Data: none."""

    code = "empty-goal"
    sentence = _("Write down what you want to learn.")
    field = "text"


class TextTooLong(PortfolioRefusal):
    """A text is longer than is kept, or holds what is no text. Data: field, most."""

    code = "text-too-long"
    sentence = _("This text does not fit. Use at most %(most)s characters, without odd signs.")


class OutsidePlan(PortfolioRefusal):
    """The day of a goal lies outside its plan. Data: start, last."""

    code = "outside-plan"
    sentence = _("This day lies outside your plan. Choose a day from %(start)s to and including %(last)s.")
    field = "until"


class NoSuchRequirement(PortfolioRefusal):
    """No norm has this requirement. Data: norm, requirement."""

    code = "no-such-requirement"
    sentence = _("That requirement is not known. Choose one from the list.")
    field = "requirements"


class AlreadyAGoal(PortfolioRefusal):
    """The plan has a goal for this requirement. Data: goal."""

    code = "already-a-goal"
    sentence = _("You already have a goal for this. It stands in your plan.")


class NothingWritten(PortfolioRefusal):
    """A reflection can not be kept without a text and a length. Data: none."""

    code = "nothing-written"
    sentence = _("Write something, and say how long you worked on it. Or keep it only here.")
    field = "minutes"
