"""The periods somebody can choose from: those of their registrations, this year, last year, or days of their own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from vakwerk.apps.dossier import words
from vakwerk.core.dossier import Dossier

OWN = "own"
THIS_YEAR, LAST_YEAR = "this-year", "last-year"


@dataclass(frozen=True, slots=True)
class Choice:
    """One period [start, end) by its key; `recognition` is the fact whose period it is."""

    key: str
    label: str
    start: dt.date
    end: dt.date
    recognition: str = ""


def choices_for(dossier: Dossier, on: dt.date) -> tuple[Choice, ...]:
    """What can be chosen: registrations that hold now, the first to end on top, then the years."""
    held = [
        Choice(
            f"r-{held.id}",
            _("%(norm)s: %(period)s")
            % {"norm": words.norm_title(held.norm), "period": span(held.period.start, held.period.end)},
            held.period.start,
            held.period.end,
            held.id,
        )
        for held in dossier.recognitions
        if held.period is not None and (held.until is None or on < held.until)
    ]
    held.sort(key=lambda one: (one.end, one.label))
    return (*held, _year(THIS_YEAR, on.year), _year(LAST_YEAR, on.year - 1))


def _year(key: str, year: int) -> Choice:
    label = _("this year (%(year)s)") if key == THIS_YEAR else _("last year (%(year)s)")
    return Choice(key, label % {"year": year}, dt.date(year, 1, 1), dt.date(year + 1, 1, 1))


def span(start: dt.date, end: dt.date) -> str:
    """ "1 September 2022 to and including 31 August 2027" """
    last = end - dt.timedelta(days=1)
    return _("%(start)s to and including %(end)s") % {"start": words.day(start), "end": words.day(last)}
