"""What the actions of this app refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vakwerk.apps.refusal import Refusal


class SharingRefusal(Refusal):
    """Any refusal of this app; what was shared stays as it was."""


class PurposeUnclear(SharingRefusal):
    """A purpose outside the list, or “something else” without words. Data: purpose."""

    code = "purpose-unclear"
    field = "other_purpose"
    sentence = _("Write in a few words what it is for.")


class ScopeNotForPurpose(SharingRefusal):
    """What can not be shared for this purpose. Data: scope, purpose."""

    code = "scope-not-for-purpose"
    field = "scope"
    sentence = _("You can not share this for this purpose. Choose something else to share.")


class ReceiverUnclear(SharingRefusal):
    """No receiver, or more than one. No data."""

    code = "receiver-unclear"
    field = "receiver"
    sentence = _("Choose one organisation, or fill in one e-mail address.")


class AddressUnusable(SharingRefusal):
    """No e-mail address, or one's own. Data: email."""

    code = "address-unusable"
    field = "email"
    sentence = _("Fill in the e-mail address of somebody else, like name@example.org.")


class NormNotHeld(SharingRefusal):
    """A recognition or period the person does not have. Data: norm."""

    code = "norm-not-held"
    field = "norm"
    sentence = _("Choose one of your recognitions.")


class FactsNotShareable(SharingRefusal):
    """Nothing ticked, or a fact that may not be shared for this purpose. Data: facts."""

    code = "facts-not-shareable"
    field = "facts"
    sentence = _("Choose at least one fact. You can not share leave: that tells about your health.")


class EndNotPossible(SharingRefusal):
    """An end in the past, or too far away. Data: latest."""

    code = "end-not-possible"
    field = "until_date"
    sentence = _("Choose a last day between today and %(latest)s. You can make it longer later.")


class OnlySooner(SharingRefusal):
    """A receiver may only make it shorter. No data."""

    code = "only-sooner"
    field = "until_date"
    sentence = _("Only the owner can make this longer. You can make it shorter.")


class HasEnded(SharingRefusal):
    """A share that has ended already. No data."""

    code = "has-ended"
    sentence = _("This has ended already. Share it anew if it is needed.")


class NotYours(SharingRefusal):
    """Somebody who is neither the owner nor the receiver. No data."""

    code = "not-yours"
    sentence = _("This is not yours to change.")


class TextTooLong(SharingRefusal):
    """A text that is empty where it is needed, or does not fit. Data: field, longest."""

    code = "text-too-long"
    field = "why"
    sentence = _("Write something here, in at most %(longest)s characters.")


class InvitationGone(SharingRefusal):
    """An invitation that was used, has ended, or never was. No data."""

    code = "invitation-gone"
    sentence = _("This invitation does not work any more. Ask who sent it to share again.")


class InvitationForAnother(SharingRefusal):
    """An invitation to another e-mail address than that of who opens it. No data."""

    code = "invitation-for-another"
    sentence = _(
        "This invitation was sent to another e-mail address. Log in with the account of that address."
    )


class TooManyInvitations(SharingRefusal):
    """Somebody who invited many people today already. No data."""

    code = "too-many-invitations"
    field = "email"
    sentence = _("You invited many people today. Go on tomorrow.")


class MayNotAsk(SharingRefusal):
    """Who asks has no role that reads for this purpose. Data: purpose."""

    code = "may-not-ask"
    field = "purpose"
    sentence = _("Your role does not go with this purpose. Choose another purpose.")


class RequestDecided(SharingRefusal):
    """A request that was answered already. No data."""

    code = "request-decided"
    sentence = _("You answered this request already.")


class NothingToCorrect(SharingRefusal):
    """A fact that one can change oneself, or that is not there. Data: fact_id."""

    code = "nothing-to-correct"
    field = "fact"
    sentence = _("You can change this fact yourself, in your dossier.")


class AlreadyAnswered(SharingRefusal):
    """A request for correction that was answered. No data."""

    code = "already-answered"
    sentence = _("This request has been answered already.")


class ErasureAsked(SharingRefusal):
    """Somebody who asked to be erased already. No data."""

    code = "erasure-asked"
    sentence = _("You asked this already. You can still cancel it.")


class NoErasureToCancel(SharingRefusal):
    """Nothing to cancel, or too late. No data."""

    code = "no-erasure-to-cancel"
    sentence = _("There is nothing to cancel any more.")
