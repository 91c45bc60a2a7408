"""The closed lists of this app. Values are stored; labels are shown to the provider."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How a list came in."""

    PASTE = "paste", _("pasted")
    CSV = "csv", _("file")
    API = "api", _("from another system")


class ListState(models.TextChoices):
    """Whether a list stands."""

    POSTED = "posted", _("posted")
    WITHDRAWN = "withdrawn", _("withdrawn")


class LineState(models.TextChoices):
    """How one line of a list stands. What a person already had in the dossier is nobody's business: see `SHOWN_AS`."""

    POSTED = "posted", _("posted")
    ASKED = "asked", _("the person is asked whether it is the same")
    UNKNOWN = "unknown", _("number not found")
    AMBIGUOUS = "ambiguous", _("number fits more than one person")
    NAME_DIFFERS = "name-differs", _("name differs")
    TWICE = "twice", _("stood there already")
    OBJECTED = "objected", _("the person objects")
    RETURNED = "returned", _("you answered; the person decides")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CLOSED = "closed", _("closed without posting")
    ERASED = "erased", _("erased at the person's request")


SHOWN_AS = {LineState.ASKED: LineState.POSTED}
"""What a provider reads instead: that somebody had the same course already tells what is in a dossier."""

UNRESOLVED = (LineState.UNKNOWN, LineState.AMBIGUOUS, LineState.NAME_DIFFERS)
"""Nobody has these hours yet: work for the provider."""
OWED = (*UNRESOLVED, LineState.OBJECTED)
"""What stands on the worklist."""
WITH_PERSON = (LineState.POSTED, LineState.ASKED, LineState.OBJECTED, LineState.RETURNED)
"""A person is known, and something stands or may still come to stand."""


class Reason(models.TextChoices):
    """Why somebody objects."""

    ABSENT = "absent", _("I was not there")
    LENGTH = "length", _("The length is wrong")
    COURSE = "course", _("It was another course")
    NOT_ME = "not-me", _("This is not about me")


class Outcome(models.TextChoices):
    """What the provider answers."""

    UPHELD = "upheld", _("You are right: it stays out")
    CORRECTED = "corrected", _("You are right: this is how it must read")
    REJECTED = "rejected", _("According to us it is right")


class Decision(models.TextChoices):
    """What the person does with a rejected objection."""

    TAKEN = "taken", _("taken back into the dossier")
    LEFT = "left", _("left out")


class Event(models.TextChoices):
    """Everything that can happen to a list or a line."""

    POST = "list:post", _("List posted")
    CORRECT_LIST = "list:correct", _("List corrected")
    WITHDRAW_LIST = "list:withdraw", _("List withdrawn")
    CORRECT = "line:correct", _("Line corrected")
    CHANGE = "line:change", _("Length or day corrected")
    CLOSE = "line:close", _("Line closed")
    WITHDRAW = "line:withdraw", _("Line withdrawn")
    PUT_BACK = "line:put-back", _("Line put back")
    CLAIM = "line:claim", _("The person recognised the line")
    OBJECT = "line:object", _("The person objected")
    ANSWER = "line:answer", _("Objection answered")
    DECIDE = "line:decide", _("The person decided")


class Hit(models.TextChoices):
    """What the search for the owner of a number found."""

    FOUND = "found", _("found")
    UNKNOWN = "unknown", _("number not found")
    AMBIGUOUS = "ambiguous", _("number fits more than one person")
    NAME_DIFFERS = "name-differs", _("name differs")
