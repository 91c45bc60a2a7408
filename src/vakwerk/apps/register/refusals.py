"""What the actions of this app refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vakwerk.apps.refusal import Refusal


class RegisterRefusal(Refusal):
    """Any refusal of this app; the register stays as it was."""


class AlreadyRegistered(RegisterRefusal):
    """The person stands in the register already. Data: number."""

    code = "already-registered"
    sentence = _("This person is already registered, under number %(number)s.")


class TermUnknown(RegisterRefusal):
    """A level or profession that is not in the vocabulary. Data: term, list."""

    code = "term-unknown"
    sentence = _("“%(term)s” is not in the list of levels and professions.")


class NameTooLong(RegisterRefusal):
    """A public name that is empty or does not fit. Data: longest."""

    code = "public-name-unusable"
    field = "public_name"
    sentence = _("Fill in a name of at most %(longest)s characters.")


class TownTooLong(RegisterRefusal):
    """A town that is empty or does not fit. Data: longest."""

    code = "town-unusable"
    field = "town"
    sentence = _("Fill in a place of at most %(longest)s characters.")


class NotRegistered(RegisterRefusal):
    """The registration has ended, so nothing more can be done with it. Data: number, ended_on."""

    code = "not-registered"
    sentence = _("Registration %(number)s has ended.")


class EndBeforeStart(RegisterRefusal):
    """An end before the start. Data: since, on."""

    code = "end-before-start"
    field = "on"
    sentence = _("The end lies before the start. Check both dates.")


class UnknownRecognition(RegisterRefusal):
    """A recognition this register does not give, or that the person does not have. Data: norm."""

    code = "unknown-recognition"
    sentence = _("There is no recognition “%(norm)s” here.")


class RecognisedAlready(RegisterRefusal):
    """The person has this recognition already. Data: norm."""

    code = "recognised-already"
    sentence = _("This recognition was given already.")


class TooManyNumbers(RegisterRefusal):
    """The running numbers are used up. No data."""

    code = "numbers-used-up"
    sentence = _("There are no registration numbers left.")
