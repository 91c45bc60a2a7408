"""The rooms of the house in the order of the navigation, and which of them stand."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Place:
    """A place inside a room: its name, its page, and the app whose other pages belong to it too."""

    name: str | Promise
    view: str
    app: str = ""

    @property
    def href(self) -> str:
        """Where it is."""
        return reverse(self.view)


@dataclass(frozen=True, slots=True)
class Room:
    """A room: its key, its name, the question it answers, its picture, and the page that opens it (none: not built).

    `places` are the pages between which one walks inside the room.
    """

    key: str
    name: str | Promise
    question: str | Promise
    pictogram: str
    view: str | None = None
    promise: str | Promise = ""
    places: tuple[Place, ...] = ()

    @property
    def href(self) -> str:
        """Where the room is: its page, or the page that says it is not built yet."""
        if self.view is not None:
            try:
                return reverse(self.view)
            except NoReverseMatch:
                pass
        return reverse("soon", args=[self.key])


ROOMS: tuple[Room, ...] = (
    Room("stand", _("My standing"), _("Where do I stand?"), "stand", "desk:stand"),
    Room(
        "dossier",
        _("Dossier"),
        _("What did I learn, do and reflect on?"),
        "dossier",
        "dossier:timeline",
        places=(
            Place(_("Everything"), "dossier:timeline", "dossier"),
            Place(pgettext_lazy("meetings with others", "Together"), "sessions:home", "sessions"),
            Place(_("Portfolio"), "portfolio:overview", "portfolio"),
            Place(_("From providers"), "learning:mine"),
            Place(_("Sharing"), "sharing:shares"),
            Place(_("Portals"), "portals:index", "portals"),
        ),
    ),
    Room(
        "bewijzen",
        _("Proofs"),
        _("What can I prove?"),
        "proof",
        promise=_(
            "Here you will find proofs of what you are and can: a registration, a diploma, a badge. You keep "
            "them in your own wallet, and anyone can check that they are real."
        ),
    ),
    Room(
        "routes",
        _("Routes"),
        _("What can I still become?"),
        "routes",
        promise=_(
            "Here you will see the ways to a next recognition, role or level: how long it takes, what it "
            "costs, which exemptions you have and which money there is for it."
        ),
    ),
    Room(
        "praktijk",
        _("Practice"),
        _("Why did I do that, and what does it tell others?"),
        "practice",
        promise=_(
            "Here you will write down why you did what you did, alone or with colleagues. It counts as "
            "reflection, and together it tells makers of policy what works and what does not."
        ),
    ),
    Room(
        "cijfers",
        _("Figures"),
        _("What will we be short of?"),
        "figures",
        promise=_(
            "Here you will find figures on the social professions, where they come from, and forecasts that "
            "say how sure they are."
        ),
    ),
    Room("register", _("Register"), _("Is this professional registered?"), "register", "register:search"),
)


@dataclass(frozen=True, slots=True)
class Errand:
    """A page that stands in the menu of the account, for who has the permission (empty: for everyone logged in)."""

    name: str | Promise
    view: str
    permission: str = ""

    @property
    def href(self) -> str:
        """Where it is."""
        return reverse(self.view)


ERRANDS: tuple[Errand, ...] = (
    Errand(_("People in the register"), "register:people", "register.list_people"),
    Errand(_("What if a norm changes?"), "outlook:index", "outlook.try_norms"),
    Errand(_("Post attendance"), "learning:offerings", "learning.post_attendance"),
    Errand(_("Requests for correction"), "sharing:corrections", "sharing.answer_corrections"),
    Errand(_("Shared with me"), "desk:received"),
    Errand(_("Who looked at your data"), "people:looks", "people.see_own_looks"),
    Errand(_("Your data and your rights"), "sharing:rights", "sharing.own_rights"),
    Errand(_("Help to log in"), "people:help_list", "people.help_to_log_in"),
    Errand(_("Logging in and security"), "people:account"),
)
"""What the menu under one's name leads to, in order."""

UNBUILT: dict[str, Room] = {room.key: room for room in ROOMS if room.promise}
