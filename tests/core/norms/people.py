"""Small dossiers and norms that several tests share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from vakwerk.core.dossier import Activity, Document, Dossier, Period, Recognition, Work
from vakwerk.core.norms import Norm, norm_from_data

START, END = date(2022, 9, 1), date(2027, 9, 1)
ON = date(2026, 11, 24)


def norm_of(requires: dict[str, Any], **version: Any) -> Norm:
    """A norm of five years with one version that requires this."""
    return norm_from_data(
        {
            "norm": "test-norm",
            "title": {"nl": "Toetsnorm", "en": "Test norm"},
            "owner": "SKJ",
            "status": "example",
            "checked_on": date(2026, 11, 23),
            "period": {"length": "5 years"},
            "chosen_by": "period_start",
            "versions": [
                {
                    "from": date(2020, 1, 1),
                    "source": {"title": "test", "article": "4.3"},
                    "requires": requires,
                    **version,
                }
            ],
        }
    )


def activity(number: int, **changes: Any) -> Activity:
    """Two hours of formal course, finished inside the period."""
    made = Activity(
        id=f"a{number}",
        kind="course",
        title=f"Cursus {number}",
        form="formal",
        minutes=120,
        completed_on=date(2025, 5, 1),
    )
    return replace(made, **changes)


def dossier(*activities: Activity, **lists: Any) -> Dossier:
    """Someone in the middle of a period under the test norm."""
    held = Recognition(id="r", norm="test-norm", since=START, period=Period(start=START, end=END))
    lists.setdefault("recognitions", (held,))
    return Dossier(person="p", activities=activities, **lists)


def working(minutes_per_week: int, **changes: Any) -> Work:
    """Work at hbo level since before the period."""
    made = Work(
        id="w", role="sociaal-werker", level="hbo", since=date(2020, 1, 1), minutes_per_week=minutes_per_week
    )
    return replace(made, **changes)


def vog(issued: date, until: date | None = None) -> Document:
    """A certificate of conduct that was seen."""
    return Document(id="v", kind="vog", issued_on=issued, until=until)
