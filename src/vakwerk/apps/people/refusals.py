"""What the actions of this app refuse."""

from django.utils.translation import gettext_lazy as _

from vakwerk.apps.refusal import Refusal


class PeopleRefusal(Refusal):
    """Any refusal of this app."""


class AddressInvalid(PeopleRefusal):
    """The text is no e-mail address. Data: email."""

    code = "address-invalid"
    field = "email"
    sentence = _("This is not an e-mail address. Write it like name@example.org.")


class AddressTaken(PeopleRefusal):
    """There is an account with this address already. Data: email."""

    code = "address-taken"
    field = "email"
    sentence = _("There is already an account with this e-mail address. Log in, or ask for a new password.")


class PasswordTooWeak(PeopleRefusal):
    """The password does not meet the demands. Data: reasons (one sentence)."""

    code = "password-too-weak"
    field = "password"
    sentence = "%(reasons)s"


class LanguageUnknown(PeopleRefusal):
    """A language we do not have. Data: language."""

    code = "language-unknown"
    field = "language"
    sentence = _("We do not have the language “%(language)s”. Choose Dutch or English.")


class NameMissing(PeopleRefusal):
    """No name was left after tidying. No data."""

    code = "name-missing"
    field = "given_names"
    sentence = _("Fill in at least one name.")


class NameTooLong(PeopleRefusal):
    """A name that does not fit. Data: longest."""

    code = "name-too-long"
    field = "family_name"
    sentence = _("This name is too long: at most %(longest)s characters fit.")


class BirthInFuture(PeopleRefusal):
    """Born after today. Data: born_on."""

    code = "birth-in-future"
    field = "born_on"
    sentence = _("The day of birth lies in the future. Check the year.")


class AccountHasPerson(PeopleRefusal):
    """The account already belongs to somebody. Data: account."""

    code = "account-has-person"
    sentence = _("This account already belongs to a person.")


class RoleUnknown(PeopleRefusal):
    """A role outside the closed list. Data: role."""

    code = "role-unknown"
    field = "role"
    sentence = _("There is no role “%(role)s”.")


class RoleHeldAlready(PeopleRefusal):
    """The account has this role in this period already. Data: role, from_date."""

    code = "role-held-already"
    field = "role"
    sentence = _("This account has this role already, since %(from_date)s.")


class PeriodReversed(PeopleRefusal):
    """The end lies before the start. Data: from_date, until_date."""

    code = "period-reversed"
    field = "until_date"
    sentence = _("The end lies before the start. Check both dates.")


class RoleNotHeld(PeopleRefusal):
    """Someone wants to look in a role that was not granted. Data: role."""

    code = "role-not-held"
    sentence = _("You do not have the role “%(role)s” today.")


class LookUnclear(PeopleRefusal):
    """A look without a purpose or page from the closed list, or at nobody. Data: purpose, page."""

    code = "look-unclear"
    sentence = _("Looking at someone's data needs a purpose, a page and at least one person.")


class OrganisationUnclear(PeopleRefusal):
    """No name, or a kind outside the closed list. Data: name, kind."""

    code = "organisation-unclear"
    field = "name"
    sentence = _("An organisation needs a name and a kind.")


class NotAHelper(PeopleRefusal):
    """Only registrars and administrators help others to log in. No data."""

    code = "not-a-helper"
    sentence = _("Only a registrar or an administrator may do this.")


class OwnAccount(PeopleRefusal):
    """A colleague may not do this for himself. No data."""

    code = "own-account"
    sentence = _("You cannot do this for your own account. Ask a colleague.")


class IdentityNotSeen(PeopleRefusal):
    """It was not said how the person was known. No data."""

    code = "identity-not-seen"
    field = "identity_seen"
    sentence = _("Say how you saw who this is.")


class PersonHasAccount(PeopleRefusal):
    """There is an account already; a new letter is what is needed. No data."""

    code = "person-has-account"
    sentence = _("This person has an account already. Make a new letter instead.")


class NoSpareName(PeopleRefusal):
    """No free login name was found. No data."""

    code = "no-spare-name"
    sentence = _("No free login name was found. Try once more.")


class CodeWrong(PeopleRefusal):
    """Login name and code do not belong together, or the letter is too old, used or replaced. No data: which it is, is
    nobody's business."""

    code = "code-wrong"
    sentence = _(
        "This name and this code do not belong together, or the letter is too old. Check both. Does it still not "
        "work? Ask the register for a new letter."
    )


class CodeMustWait(PeopleRefusal):
    """Too many wrong codes in a row. Data: minutes."""

    code = "code-must-wait"
    sentence = _("The code was wrong too often. Wait %(minutes)s minutes and try again.")


class RecoveryRunning(PeopleRefusal):
    """There is a recovery already. No data."""

    code = "recovery-running"
    sentence = _("A recovery of this account is running already.")


class NoRecoveryNeeded(PeopleRefusal):
    """Nothing stands in the way of an ordinary letter. No data."""

    code = "no-recovery-needed"
    sentence = _("This account has no second step. An ordinary letter is enough.")


class SecondFactorInTheWay(PeopleRefusal):
    """An account with an e-mail address or a second step is not opened by a letter alone. No data."""

    code = "second-factor-in-the-way"
    sentence = _(
        "A letter alone is not enough for this account. Begin a recovery, together with a colleague."
    )


class NotTheSecond(PeopleRefusal):
    """Who asked may not confirm. No data."""

    code = "not-the-second"
    sentence = _("You asked for this recovery yourself. Another colleague must confirm it.")


class RecoveryOver(PeopleRefusal):
    """It was stopped or completed. No data."""

    code = "recovery-over"
    sentence = _("This recovery has been stopped or completed already.")


class RecoveryNotConfirmed(PeopleRefusal):
    """No second colleague yet. No data."""

    code = "recovery-not-confirmed"
    sentence = _("A second colleague must confirm this recovery first.")


class RecoveryTooSoon(PeopleRefusal):
    """The waiting time is not over. Data: ready_at (a text)."""

    code = "recovery-too-soon"
    sentence = _("This recovery must wait until %(ready_at)s, so that the owner can stop it.")


class UndoOver(PeopleRefusal):
    """The change is too long ago, or was undone already. No data."""

    code = "undo-over"
    sentence = _("This change can no longer be undone here. Ask the register for help.")


class LastWayIn(PeopleRefusal):
    """Without this nobody could log in any more. No data."""

    code = "last-way-in"
    sentence = _(
        "This is the only way to log in to your account, so it cannot be removed. Choose a password or add another "
        "passkey first."
    )


class SessionGone(PeopleRefusal):
    """That session has ended already, or was never yours. No data."""

    code = "session-gone"
    sentence = _("That device is logged out already.")
