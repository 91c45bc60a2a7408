"""Puts a dossier together, fact by fact, with ids that follow from the person's key."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random
from typing import Any

from vakwerk.core.dossier import (
    Absence,
    Accreditation,
    Activity,
    Confirmation,
    Declaration,
    Document,
    Fact,
    Holding,
    Period,
    Recognition,
    Work,
)

HOUR = 60

COURSES = {
    "content": ("Werken met de meldcode", "Hechting en trauma", "Netwerkgericht werken", "Rouw en verlies",
                "LVB herkennen",
                "Oplossingsgericht werken", "Schulden en stress", "Verslaving in het gezin"),
    "methods": ("Motiverende gespreksvoering", "Signs of Safety", "Geweldloos verzet", "Systeemgericht werken",
                "Groepsdynamica", "Verslag leggen in gewone taal"),
    "ethics": ("Ethiek in de praktijk", "Beroepscode en dilemma's", "Waarden in het geding"),
    "law": ("Jeugdwet voor beginners", "Privacy in het sociaal domein", "Wmo in de praktijk"),
    "experiential-knowledge": ("Ervaringskennis als bron", "Samen optrekken met ervaringsdeskundigen"),
    "diversity": ("Cultuursensitief werken", "Werken met tolken"),
}  # fmt: skip


@dataclass(slots=True)
class Builder:
    """The dossier of one made-up person, growing. Nothing in it lies after `on`."""

    key: str
    on: dt.date
    random: Random
    facts: list[Fact] = field(default_factory=list)

    def _id(self) -> str:
        return f"{self.key}-{len(self.facts) + 1}"

    def activity(
        self,
        kind: str,
        title: str,
        on: dt.date,
        hours: float | None,
        *,
        by: str = "",
        confirmed: int = 0,
        confirmed_in: str | None = None,
        **more: Any,
    ) -> None:
        """Something learned or reflected on, finished on a day; `by` accredits, `confirmed` colleagues vouch for it."""
        day = min(on, self.on)
        topics = frozenset(more.pop("topics", ()))
        accredited = (Accreditation(by=by, id=f"F{self.random.randrange(10_000, 99_999)}"),) if by else ()
        vouched = tuple(
            Confirmation(by=f"collega {number + 1} (fictief)", on=day, register=confirmed_in)
            for number in range(confirmed)
        )
        self.facts.append(
            Activity(
                id=self._id(),
                kind=kind,
                title=title,
                completed_on=day,
                minutes=None if hours is None else round(hours * HOUR),
                topics=topics,
                accreditations=accredited,
                confirmations=vouched,
                **more,
            )
        )

    def course(
        self,
        on: dt.date,
        hours: float,
        topic: str,
        *,
        by: str = "",
        formal: bool = True,
        kind: str = "course",
    ) -> None:
        """A course of some days on a topic."""
        started = min(on, self.on) - dt.timedelta(days=max(0, round(hours / 6) * 7))
        self.activity(
            kind,
            self.random.choice(COURSES[topic]),
            on,
            hours,
            by=by,
            started_on=started,
            form="formal" if formal else "informal",
            topics=(topic,),
            provider="Academie Voorbeeld (fictief)",
        )

    def work(
        self,
        role: str,
        since: dt.date,
        until: dt.date | None,
        hours: float | None,
        level: str | None,
        employer: str,
        settings: tuple[str, ...] = (),
    ) -> None:
        """A job; hours a week."""
        self.facts.append(
            Work(
                id=self._id(),
                role=role,
                since=min(since, self.on),
                until=until,
                minutes_per_week=None if hours is None else round(hours * HOUR),
                level=level,
                settings=frozenset(settings),
                employer=employer,
            )
        )

    def absence(self, kind: str, since: dt.date, until: dt.date | None, percent: int = 100) -> None:
        """Time not worked."""
        self.facts.append(Absence(id=self._id(), kind=kind, since=since, until=until, percent=percent))

    def holding(
        self, level: str | None, field_name: str, name: str, on: dt.date, kind: str = "diploma"
    ) -> None:
        """A diploma or certificate."""
        self.facts.append(
            Holding(
                id=self._id(),
                kind=kind,
                name=name,
                level=level,
                field=field_name,
                awarded_on=min(on, self.on),
                by="Hogeschool Voorbeeld (fictief)" if kind == "diploma" else "Voorbeeld (fictief)",
            )
        )

    def declaration(self, kind: str, since: dt.date, about: str = "") -> None:
        """A code, membership or statement."""
        self.facts.append(Declaration(id=self._id(), kind=kind, since=min(since, self.on), about=about))

    def conduct(self, issued_on: dt.date, until: dt.date | None) -> None:
        """That a certificate of conduct was seen."""
        day = min(issued_on, self.on)
        self.facts.append(
            Document(
                id=self._id(),
                kind="vog",
                issued_on=day,
                until=until,
                seen_by="werkgever (fictief)",
                seen_on=day,
            )
        )

    def recognition(
        self,
        norm: str,
        since: dt.date,
        period: Period,
        *,
        past: tuple[Period, ...] = (),
        admitted_by: str | None = "regular",
    ) -> None:
        """A recognition in a register elsewhere, under a number that is clearly none of theirs."""
        self.facts.append(
            Recognition(
                id=self._id(),
                norm=norm,
                since=since,
                number=f"fictief-{self.random.randrange(100_000, 999_999)}",
                period=period,
                past=past,
                admitted_by=admitted_by,
            )
        )
