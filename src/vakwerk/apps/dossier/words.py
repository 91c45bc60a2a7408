"""Findings, faults and remarks in words: what is wrong and what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from vakwerk.core import vocabulary
from vakwerk.core.dossier import (
    Absence,
    Activity,
    Declaration,
    Document,
    DossierFault,
    Fact,
    Finding,
    Hardship,
    Holding,
    Measure,
    Recognition,
    Work,
)
from vakwerk.core.freetext import find_personal_data
from vakwerk.core.norms import shipped

KIND_NAMES = {
    "activity": gettext_lazy("learning and reflection"),
    "work": gettext_lazy("work"),
    "absence": gettext_lazy("leave and absence"),
    "document": gettext_lazy("document that was seen"),
    "declaration": gettext_lazy("declaration"),
    "holding": gettext_lazy("diploma or certificate"),
    "recognition": gettext_lazy("recognition"),
    "measure": gettext_lazy("measure"),
    "hardship": gettext_lazy("hardship decision"),
}
"""What each kind of fact is called on a page."""

HEADINGS = {
    "activity": gettext_lazy("What did you do?"),
    "work": gettext_lazy("What work do you do, or did you do?"),
    "absence": gettext_lazy("When were you away?"),
    "document": gettext_lazy("Which document was seen?"),
    "declaration": gettext_lazy("What do you declare?"),
    "holding": gettext_lazy("What do you hold?"),
    "recognition": gettext_lazy("Where are you registered?"),
}
"""What a form for a new fact asks."""

EVENT_NAMES = {
    "record": gettext_lazy("Added"),
    "change": gettext_lazy("Changed"),
    "withdraw": gettext_lazy("Withdrawn"),
    "restore": gettext_lazy("Put back"),
    "attach": gettext_lazy("File added"),
    "remove": gettext_lazy("File removed"),
}
"""What happened to a fact, on a page."""

SOURCE_NAMES = {
    "self": gettext_lazy("entered by you"),
    "provider": gettext_lazy("entered by the provider"),
    "import": gettext_lazy("imported from a file"),
    "register": gettext_lazy("from the register"),
    "colleague": gettext_lazy("entered by a colleague"),
}
"""Who a fact comes from, on a page."""

REMARK_NAMES = {
    "iban": gettext_lazy("a bank account number"),
    "email": gettext_lazy("an e-mail address"),
    "citizen-number": gettext_lazy("a citizen service number"),
    "phone": gettext_lazy("a phone number"),
    "address": gettext_lazy("an address"),
    "birth-date": gettext_lazy("a date of birth"),
    "name": gettext_lazy("someone's name"),
}
"""What the search for personal data can find, on a page."""


def language() -> str:
    """The reader's language: "nl" or "en"."""
    return "nl" if (get_language() or "nl").startswith("nl") else "en"


def term(list_name: str, key: str | None) -> str:
    """The label of a term in the reader's language; nothing for None."""
    return "" if key is None else vocabulary.label(list_name, key, language())


def list_title(name: str) -> str:
    """What a list of terms is called in the reader's language."""
    return vocabulary.in_language(vocabulary.list_info(name).title, language())


def day(value: dt.date) -> str:
    """A day as it is written in the reader's language."""
    return date_format(value, "DATE_FORMAT")


def duration(minutes: int) -> str:
    """Minutes as hours: "3 hours", "2 hours and 30 minutes", "45 minutes"."""
    whole, rest = divmod(minutes, 60)
    parts = []
    if whole:
        parts.append(ngettext("%(count)s hour", "%(count)s hours", whole) % {"count": f"{whole}"})
    if rest:
        parts.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": f"{rest}"})
    return _(" and ").join(parts) if parts else _("0 minutes")


def finding_sentence(finding: Finding) -> str:
    """What is wrong and what to do, for every code of the closed list of findings."""
    data: Mapping[str, Any] = dict(finding.data)
    sentence = _finding_texts()[(finding.code, finding.field)] if finding.code == "future" else None
    if sentence is not None:
        return sentence
    if finding.code == "too-long":
        return ngettext(
            "This is more than fits in %(days)s day. Check the time, or fill in on which day it started.",
            "This is more than fits in %(days)s days. Check the time and the dates.",
            int(data["days"]),
        ) % {"days": data["days"]}
    if finding.code == "long-day":
        return ngettext(
            "This is more than sixteen hours in one day. It is kept; check whether breaks and travel are left out.",
            "This is more than sixteen hours a day, %(days)s days long. It is kept; check whether breaks are left out.",
            int(data["days"]),
        ) % {"days": data["days"]}
    if finding.code == "over-168-hours":
        return _(
            "With your other work this makes %(hours)s hours a week from %(day)s, and a week has 168. "
            "Check the hours, or end the earlier work first."
        ) % {"hours": int(data["load"]) // 60, "day": day(dt.date.fromisoformat(str(data["day"])))}
    if finding.code == "overlapping-absence":
        return _(
            "With your other leave this makes %(percent)s percent from %(day)s, and 100 is everything. "
            "Check the percentages and the dates."
        ) % {"percent": data["load"], "day": day(dt.date.fromisoformat(str(data["day"])))}
    return {
        "end-before-start": _("The end lies before the start. Check both dates."),
        "remote-too-long": _("The part at a distance is longer than the whole. Check both times."),
        "work-in-future": _("This work starts after today. Add it once you have started."),
    }[finding.code]


def _finding_texts() -> dict[tuple[str, str], str]:
    return {
        ("future", "completed_on"): _(
            "This day is still to come. Add it afterwards, or leave the day empty while it is not finished."
        ),
        ("future", "issued_on"): _("The document was issued after today. Check the year."),
        ("future", "awarded_on"): _(
            "This was awarded after today. Check the year, or add it once you have it."
        ),
    }


def fault_sentence(fault: DossierFault) -> str:
    """A field that no fact may hold, for people: which field. The exact reason follows in English, for programs."""
    return _("“%(field)s” can not be kept like this: %(reason)s.") % {
        "field": fault.path.removeprefix("$.").removeprefix("$") or "$",
        "reason": fault.message,
    }


def remark_sentence(remark: Mapping[str, Any]) -> str:
    """That a text seems to hold personal data, and what to do; it never blocks."""
    return _(
        "This text seems to hold %(what)s. Leave out what can lead to a client; what counts is what you learned."
    ) % {"what": REMARK_NAMES[str(remark["kind"])]}


def remarks_on(text: str) -> list[str]:
    """For who typed this: a sentence for each kind of personal data it seems to hold. Never a reason to refuse."""
    kinds = dict.fromkeys(finding.kind for finding in find_personal_data(text))
    return list(dict.fromkeys(remark_sentence({"kind": kind}) for kind in kinds))


def title_of(fact: Fact) -> str:
    """A fact in a few words: its own name where it has one, else what it is."""
    return capfirst(_title(fact))


def _title(fact: Fact) -> str:
    if isinstance(fact, Activity):
        return fact.title or term("activity_kinds", fact.kind)
    if isinstance(fact, Work):
        role = term("roles", fact.role)
        return f"{role}, {fact.employer}" if fact.employer else role
    if isinstance(fact, Absence):
        return term("absence_kinds", fact.kind)
    if isinstance(fact, Document):
        return term("document_kinds", fact.kind)
    if isinstance(fact, Declaration):
        named = term("declaration_kinds", fact.kind)
        return f"{named}: {fact.about}" if fact.about else named
    if isinstance(fact, Holding):
        return fact.name or term("holding_kinds", fact.kind)
    if isinstance(fact, Recognition):
        return _("Recognition: %(norm)s") % {"norm": norm_title(fact.norm)}
    if isinstance(fact, Measure):
        return term("measure_kinds", fact.kind)
    assert isinstance(fact, Hardship)
    return _("Hardship decision: %(norm)s") % {"norm": norm_title(fact.norm)}


def norm_title(norm: str) -> str:
    """The name of a norm in the reader's language; what was typed when we do not know it."""
    known = shipped().get(norm)
    return norm if known is None else known.title.get(language())


OWN_COUNTRY = "nl"
"""The country whose registers stand first."""
OUR_REGISTER = "Vakwerk"
"""The owner of the norms under which this register itself recognises people."""


def norm_choices() -> list[tuple[str, str]]:
    """The recognitions elsewhere that we know the norm of, by name. Our own are given by the register, not claimed."""
    elsewhere = [n for n in shipped().values() if n.kind == "re-registration" and n.owner != OUR_REGISTER]
    known = [(norm.id, norm_title(norm.id)) for norm in elsewhere]
    return sorted(known, key=lambda choice: choice[1].casefold())


def norm_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """The same to choose from: by owner, those abroad together at the end. A name begins with the profession."""
    groups: dict[tuple[bool, str], list[tuple[str, str]]] = {}
    for norm, title in norm_choices():
        found = shipped()[norm]
        abroad = found.country != OWN_COUNTRY
        owner = _("Outside the Netherlands") if abroad else found.owner
        name = capfirst(title.removeprefix(_("Re-registration")).strip())
        groups.setdefault((abroad, owner), []).append((norm, name))
    ordered = sorted(groups.items(), key=lambda group: (group[0][0], group[0][1].casefold()))
    return [
        (owner, sorted(names, key=lambda name: name[1].casefold())) for (_abroad, owner), names in ordered
    ]
