"""The closed lists of this app. Values are stored; labels are shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What someone is in Vakwerk. A citizen has no role: looking someone up needs no account."""

    PROFESSIONAL = "professional", _("professional")
    EXPERT_BY_EXPERIENCE = "expert-by-experience", _("expert by experience")
    MENTOR = "mentor", _("mentor of starters")
    ASSESSOR = "assessor", _("assessor")
    REGISTRAR = "registrar", _("registrar")
    COMMITTEE_MEMBER = "committee-member", _("committee member")
    PROVIDER = "provider", _("provider of training")
    EDUCATOR = "educator", _("educator")
    EMPLOYER = "employer", _("employer")
    POLICY_MAKER = "policy-maker", _("policy maker")
    ADMINISTRATOR = "administrator", _("administrator")


class OrganisationKind(models.TextChoices):
    """What an organisation is to the people in Vakwerk."""

    REGISTER = "register", _("register")
    EMPLOYER = "employer", _("employer")
    EDUCATION = "education", _("school or university")
    PROVIDER = "provider", _("provider of training")
    ASSOCIATION = "association", _("professional association")
    GOVERNMENT = "government", _("government")
    CLIENTS = "clients", _("organisation of clients or experts by experience")


class Purpose(models.TextChoices):
    """Why someone looked at another person's data. The label completes “… looked at your data”."""

    REGISTRATION = "registration", _("to check the registration")
    ASSESSMENT = "assessment", _("to assess what was handed in")
    APPLICATION = "application", _("to handle an application")
    QUESTION = "question", _("to answer a question from you")
    CORRECTION = "correction", _("to correct a mistake")
    GUIDANCE = "guidance", _("to guide you as a starter")
    OBJECTION = "objection", _("to handle an objection or a complaint")
    ATTENDANCE = "attendance", _("to post who took part in a course")
    MAINTENANCE = "maintenance", _("to keep the system working")
    EMPLOYMENT = "employment", _("as your employer, because you shared it")
    SHARED = "shared", _("because you shared it")
    ACCESS = "access", _("to help you log in")


class Page(models.TextChoices):
    """What was looked at. The label completes “Seen: …”."""

    PEOPLE_LIST = "people-list", _("a list of people with state and end date")
    STANDING = "standing", _("where you stand, for every recognition")
    ASSESSMENT = "assessment", _("one recognition, with every reason")
    DOSSIER = "dossier", _("your dossier")
    FACT = "fact", _("one fact in your dossier")
    EVIDENCE = "evidence", _("a file with evidence")
    EXPORT = "export", _("a copy of your dossier")
    ATTENDANCE = "attendance", _("that your number and your name stand on an attendance list")
    SHARED = "shared", _("what you shared")
    WAYS_IN = "ways-in", _("how you log in, without passwords or codes")


STAFF = frozenset({Role.REGISTRAR, Role.ADMINISTRATOR, Role.ASSESSOR, Role.COMMITTEE_MEMBER})
"""Who sees other people's data for work, and so must show more than a password."""
HELPERS = frozenset({Role.REGISTRAR, Role.ADMINISTRATOR})
"""Who may help others to log in."""


class IdentitySeen(models.TextChoices):
    """How a colleague saw who came. What kind of proof it was, never the document or its number."""

    PASSPORT = "passport", _("passport or identity card")
    DRIVING_LICENCE = "driving-licence", _("driving licence")
    RESIDENCE_PERMIT = "residence-permit", _("residence permit")
    KNOWN = "known", _("I know this person")


class LetterKind(models.TextChoices):
    """Why a letter was made."""

    FIRST = "first", _("first letter")
    AGAIN = "again", _("new letter")
    RECOVERY = "recovery", _("letter after a recovery")


class AccountEventKind(models.TextChoices):
    """What can happen to the ways into an account. The label is the line its owner reads."""

    SIGNED_UP = "signed-up", _("Your account was made")
    LOGGED_IN = "logged-in", _("You logged in")
    PASSWORD_CHANGED = "password-changed", _("You changed your password")
    PASSWORD_RESET = "password-reset", _("You chose a new password through a mail")
    ADDRESS_CHANGED = "address-changed", _("Your e-mail address was changed")
    ADDRESS_UNDONE = "address-undone", _("The change of your e-mail address was undone")
    PASSKEY_ADDED = "passkey-added", _("You added a passkey")
    PASSKEY_REMOVED = "passkey-removed", _("You removed a passkey")
    APP_ADDED = "app-added", _("You switched on codes from an app")
    APP_REMOVED = "app-removed", _("You switched off codes from an app")
    CODES_MADE = "codes-made", _("You got new spare codes")
    CODE_USED = "code-used", _("A spare code was used")
    PROVIDER_CONNECTED = "provider-connected", _("You connected another login")
    PROVIDER_DISCONNECTED = "provider-disconnected", _("You disconnected another login")
    SESSION_ENDED = "session-ended", _("You logged out another device")
    LETTER_MADE = "letter-made", _("A colleague of the register made a letter with a code")
    LETTER_USED = "letter-used", _("The code from the letter was used")
    RECOVERY_ASKED = "recovery-asked", _("A recovery of your account was asked for")
    RECOVERY_CONFIRMED = "recovery-confirmed", _("A second colleague confirmed the recovery")
    RECOVERY_CANCELLED = "recovery-cancelled", _("The recovery was stopped")
    RECOVERY_COMPLETED = "recovery-completed", _("The recovery was completed with a letter")
