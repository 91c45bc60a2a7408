"""What this app refuses, and what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vakwerk.apps.refusal import Refusal


class LearningRefusal(Refusal):
    """Any refusal of this app; everything stays as it was."""


class NotYourOrganisation(LearningRefusal):
    """The account does not post for this organisation today. No data."""

    code = "not-your-organisation"
    sentence = _(
        "You do not post attendance for this organisation, or no longer. Ask for the role of provider."
    )


class OfferingUnclear(LearningRefusal):
    """A term outside the vocabulary, no title, or no time. Data: field, reason."""

    code = "offering-unclear"
    sentence = _("“%(field)s” can not be kept like this: %(reason)s.")


class CodeTaken(LearningRefusal):
    """Another offering of the organisation bears this code. Data: own_code."""

    code = "code-taken"
    field = "own_code"
    sentence = _("You have another course with code “%(own_code)s”. Choose another code.")


class AccreditationUnclear(LearningRefusal):
    """An accreditation without number, for an unknown body, reversed in time, or there already. Data: reason."""

    code = "accreditation-unclear"
    field = "number"
    sentence = _("This accreditation can not be kept: %(reason)s.")


class NothingToPost(LearningRefusal):
    """A list without a line that can be read. No data."""

    code = "nothing-to-post"
    sentence = _("There is no line in this list that can be posted. Correct the lines and try again.")


class TooManyLines(LearningRefusal):
    """More lines than fit in one list. Data: most."""

    code = "too-many-lines"
    sentence = _("At most %(most)s lines fit in one list. Split it.")


class ImpossibleDays(LearningRefusal):
    """The days or the length can not be. Data: reason (a sentence)."""

    code = "impossible-days"
    field = "completed_on"
    sentence = "%(reason)s"


class TooManyMisses(LearningRefusal):
    """So many numbers led to nobody that it looks like trying. Nothing was posted. Data: most, hours."""

    code = "too-many-misses"
    sentence = _(
        "More than %(most)s numbers do not fit the name beside them. So nothing was posted. Check that the right "
        "column holds the number. You can try again within %(hours)s hours."
    )


class TooManyAsked(LearningRefusal):
    """The organisation sent very many lines in a short time. Data: minutes."""

    code = "too-many-asked"
    sentence = _(
        "You sent very many lines in a short time. Wait %(minutes)s minutes and send this list again."
    )


class LineNotOpen(LearningRefusal):
    """What was asked does not fit how the line stands now. Data: state."""

    code = "line-not-open"
    sentence = _("This line was changed in the meantime. Look at how it stands now.")


class NotYours(LearningRefusal):
    """The line is not about this person. No data."""

    code = "not-yours"
    sentence = _("This is not about you, or no longer.")


class ReasonMissing(LearningRefusal):
    """An objection without a reason from the list. No data."""

    code = "reason-missing"
    field = "reason"
    sentence = _("Choose what is not right.")


class AnswerMissing(LearningRefusal):
    """An answer without an outcome from the list, or a rejection without a word of why. No data."""

    code = "answer-missing"
    field = "answer"
    sentence = _("Write in a sentence why. The person reads it.")


class ListWithdrawn(LearningRefusal):
    """The list does not stand any more. No data."""

    code = "list-withdrawn"
    sentence = _("This list has been withdrawn. Post it again if that was a mistake.")
