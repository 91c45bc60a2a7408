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
