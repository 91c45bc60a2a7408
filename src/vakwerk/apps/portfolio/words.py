"""The sentences of a portfolio and a plan."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from vakwerk.apps.dossier.words import duration, term
from vakwerk.core.portfolio import EXPERIENCE, Section

MEANINGS = {
    "expert": gettext_lazy(
        "You practise your profession with knowledge of today, close to what happens in society."
    ),
    "informed": gettext_lazy("You can show that you keep up: with information, knowledge and new practices."),
    "accountable": gettext_lazy(
        "You account for how you work by the values of the profession. This is also called legitimising."
    ),
    EXPERIENCE: gettext_lazy(
        "What you went through yourself is a source of knowledge, beside science and practice."
    ),
}
"""What each heading is about, after chapter 3 of the report."""

WHY_FITS = {
    "hand": gettext_lazy("you put it here"),
    "requirement": gettext_lazy("the norm counts it"),
    "topic": gettext_lazy("it is about this topic"),
    "element": gettext_lazy("you tied it to this element"),
}
"""Why a fact stands at a goal."""

MOMENTS = {
    "add": gettext_lazy("Made"),
    "change": gettext_lazy("Changed"),
    "reach": gettext_lazy("Reached"),
    "drop": gettext_lazy("Let go"),
    "reopen": gettext_lazy("Taken up again"),
    "tie": gettext_lazy("Something was put at this goal"),
    "untie": gettext_lazy("Something was taken off this goal"),
    "carry": gettext_lazy("Taken along from the plan before"),
}
"""What happened to a goal."""


def title_of(place: str) -> str:
    """The heading of a place."""
    return gettext("expertise by experience") if place == EXPERIENCE else term("expectations", place)


def section_sentence(section: Section) -> str:
    """What the facts under a heading say together: how many, how long, and of how many that is not known."""
    count = len(section.shown)
    if not count:
        return _("In this period nothing shows this yet.")
    parts = [
        ngettext(
            "In this period %(count)s thing shows this.", "In this period %(count)s things show this.", count
        )
        % {"count": count}
    ]
    if section.minutes:
        parts.append(_("Together %(hours)s.") % {"hours": duration(section.minutes)})
    if section.unknown:
        parts.append(
            ngettext(
                "Of %(count)s it is not known how long it took.",
                "Of %(count)s it is not known how long they took.",
                section.unknown,
            )
            % {"count": section.unknown}
        )
    return " ".join(parts)


def amount_sentence(count: int, minutes: int) -> str:
    """ "5 things, 50 hours" """
    things = ngettext("%(count)s thing", "%(count)s things", count) % {"count": count}
    return f"{things}, {duration(minutes)}" if minutes else things


def reached_sentence(reached: int, every: int) -> str:
    """How far a plan is."""
    if not every:
        return _("There are no goals in it yet.")
    return _("%(reached)s of %(all)s goals reached.") % {"reached": reached, "all": every}
