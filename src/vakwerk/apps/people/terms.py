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
