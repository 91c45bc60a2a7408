"""Why something is not done with a session or a group: one refusal per reason."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vakwerk.apps.refusal import Refusal


class SessionRefusal(Refusal):
    """Any refusal of this app; everything stays as it was."""


class NoSuchSession(SessionRefusal):
    """There is no such session, or it is not for this person. Data: session."""

    code = "no-such-session"
    sentence = _("This meeting is not there, or no longer. Look under “Together” for what is there.")


class NotHeldYet(SessionRefusal):
    """The session is still to come, or is not said to have taken place. Data: on."""

    code = "not-held-yet"
    sentence = _("This meeting has not taken place yet. You can confirm it afterwards.")


class SessionCancelled(SessionRefusal):
    """The session was cancelled or taken back."""

    code = "session-cancelled"
    sentence = _("This meeting was cancelled, so nothing can be done with it any more. Record a new one.")


class NotListed(SessionRefusal):
    """The person does not stand on the list of this session."""

    code = "not-listed"
    sentence = _("You are not on the list of this meeting. Ask who recorded it for the code, and scan it.")


class CodeExpired(SessionRefusal):
    """The code on the spot is too old to let in somebody who is not on the list."""

    code = "code-expired"
    sentence = _("This code is too old. Ask who recorded the meeting to show a new one.")


class NotTheRecorder(SessionRefusal):
    """Only who recorded the session, or manages its group, may do this."""

    code = "not-the-recorder"
    sentence = _("Only the person who recorded this meeting can do this. Ask them.")


class OthersConfirmed(SessionRefusal):
    """Others have confirmed, so the session stands. Data: names."""

    code = "others-confirmed"
    sentence = _(
        "%(names)s confirmed this meeting already, so it can not be taken back. "
        "Correct it, or say that you were not there."
    )


class UndoTooLate(SessionRefusal):
    """The time to take back has passed. Data: minutes."""

    code = "undo-too-late"
    sentence = _("You can take this back for %(minutes)s minutes. Correct the meeting instead.")


class DayImpossible(SessionRefusal):
    """A session took place after today, or lies too far away."""

    code = "day-impossible"
    field = "on"
    sentence = _("This day is too far away. Check the year.")


class StillToCome(SessionRefusal):
    """A session that took place can not move to a day that is still to come."""

    code = "still-to-come"
    field = "on"
    sentence = _("This meeting took place already, so the day can not lie after today. Check the day.")


class KindUnknown(SessionRefusal):
    """Not one of the kinds of session. Data: kind."""

    code = "kind-unknown"
    field = "kind"
    sentence = _("“%(kind)s” is not a kind of meeting. Choose one from the list.")


class LengthImpossible(SessionRefusal):
    """The session takes no time, more than a day, or more at a distance than in all."""

    code = "length-impossible"
    field = "minutes"
    sentence = _(
        "A meeting takes between a minute and a day, and the part at a distance is not longer than that."
    )


class TextTooLong(SessionRefusal):
    """A text does not fit, or is missing where one is needed. Data: longest."""

    code = "text-too-long"
    sentence = _("Write something here, with at most %(longest)s characters.")


class TooManyPeople(SessionRefusal):
    """More people or guests than fit on one list. Data: most."""

    code = "too-many-people"
    sentence = _("At most %(most)s people fit on one list. Record two meetings.")


class SeriesImpossible(SessionRefusal):
    """The rule of a series can not be followed. Data: most."""

    code = "series-impossible"
    field = "count"
    sentence = _("A series has two to %(most)s meetings, one to 52 weeks or months apart.")


class NoFactYet(SessionRefusal):
    """There is no fact of one's own to write a reflection with."""

    code = "no-fact-yet"
    field = "note"
    sentence = _("Say first that you were there. Then you can write your own reflection with it.")


class FactGone(SessionRefusal):
    """The owner took the fact out of the dossier."""

    code = "fact-gone"
    field = "note"
    sentence = _(
        "You withdrew this meeting from your dossier. Put it back first, then write your reflection."
    )


class NothingToObject(SessionRefusal):
    """Somebody objects who was not marked absent by another."""

    code = "nothing-to-object"
    sentence = _("Nobody said that you were not there, so there is nothing to object to.")


class NoSuchGroup(SessionRefusal):
    """There is no such group, or it is not for this person."""

    code = "no-such-group"
    sentence = _("This group is not there, or you are not in it.")


class GroupEnded(SessionRefusal):
    """The group has ended; what was done stays."""

    code = "group-ended"
    sentence = _("This group has ended. Make a new group to go on together.")


class NotAManager(SessionRefusal):
    """Only who manages the group may do this."""

    code = "not-a-manager"
    sentence = _("Only who manages this group can do this. The group's page says who that is.")


class LastManager(SessionRefusal):
    """The last manager leaves while others stay."""

    code = "last-manager"
    sentence = _(
        "You are the only one who manages this group. Hand it over to somebody first, or end the group."
    )


class InvitationExpired(SessionRefusal):
    """The link is unknown, too old, or its group has ended."""

    code = "invitation-expired"
    sentence = _("This link does not work any more. Ask somebody in the group for a new one.")
