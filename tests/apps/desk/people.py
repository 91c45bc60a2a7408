"""Sanne, who is in three registers, Tariq, who is under BIG, and the day on which they are looked at."""

from __future__ import annotations

import datetime as dt

from vakwerk.core.dossier import (
    Absence,
    Accreditation,
    Activity,
    Confirmation,
    Document,
    Dossier,
    Fact,
    Period,
    Recognition,
    Work,
)

D = dt.date
TODAY = D(2026, 11, 24)
SKJ = "skj-jeugd-en-gezinsprofessional"
BROAD = "brede-registratie"
NVO = "nvo-basis-orthopedagoog"
BIG = "big-gz-psycholoog-en-orthopedagoog-generalist"

SKJ_HELD = Recognition(
    id="r1",
    norm=SKJ,
    since=D(2017, 9, 1),
    number="110045678",
    period=Period(start=D(2022, 9, 1), end=D(2027, 9, 1)),
    admitted_by="regular",
)
NVO_HELD = Recognition(
    id="r3",
    norm=NVO,
    since=D(2025, 2, 2),
    number="7781",
    period=Period(start=D(2025, 2, 2), end=D(2030, 2, 2)),
)
BROAD_HELD = Recognition(
    id="r2",
    norm=BROAD,
    since=D(2024, 3, 14),
    number="VW-000002-3",
    period=Period(start=D(2024, 3, 14), end=D(2029, 3, 14)),
)

SANNE: tuple[Fact, ...] = (
    SKJ_HELD,
    Work(
        id="w1",
        role="jeugd-en-gezinsprofessional",
        since=D(2017, 9, 1),
        minutes_per_week=28 * 60,
        level="hbo",
        settings=frozenset({"youth-contact", "primary-process"}),
        employer="Wijkteam Noord",
    ),
    Document(id="v1", kind="vog", issued_on=D(2022, 8, 1)),
    Activity(
        id="a1",
        kind="supervision",
        title="Supervisie bij M. de Groot",
        started_on=D(2024, 9, 1),
        completed_on=D(2025, 5, 12),
        minutes=20 * 60,
        sessions=10,
        confirmations=(Confirmation(by="M. de Groot", on=D(2025, 5, 12), register="lvsc"),),
    ),
    Activity(
        id="a2",
        kind="intervision",
        title="Intervisie wijkteam Noord",
        started_on=D(2024, 9, 1),
        completed_on=D(2026, 6, 3),
        minutes=28 * 60,
        sessions=14,
    ),
    Activity(
        id="a3",
        kind="self-reflection",
        title="Reflectieverslag thuis",
        completed_on=D(2026, 3, 3),
        minutes=4 * 60,
    ),
    Activity(
        id="a4",
        kind="course",
        title="Werken met de meldcode",
        completed_on=D(2024, 11, 20),
        minutes=8 * 60,
        form="formal",
        accreditations=(Accreditation(by="skj", id="SKJ-2024-19"),),
    ),
    Activity(
        id="a5",
        kind="course",
        title="Systeemgericht werken",
        started_on=D(2024, 11, 1),
        completed_on=D(2025, 1, 20),
        minutes=36 * 60,
        form="formal",
    ),
    Activity(
        id="a6",
        kind="reading",
        title="Vakblad Sociaal Werk",
        started_on=D(2025, 1, 1),
        completed_on=D(2025, 9, 20),
        minutes=26 * 60,
        form="informal",
    ),
    Activity(
        id="a7",
        kind="course",
        title="Oude cursus",
        completed_on=D(2019, 9, 20),
        minutes=6 * 60,
        form="formal",
    ),
)

TARIQ: tuple[Fact, ...] = (
    Recognition(
        id="b1", norm=BIG, since=D(2018, 11, 1), period=Period(start=D(2018, 11, 1), end=D(2023, 11, 1))
    ),
    Work(id="w2", role="orthopedagoog-generalist", since=D(2018, 11, 1), minutes_per_week=15 * 60),
)

LEAVE = Absence(id="trial", kind="pregnancy", since=D(2026, 9, 1), until=D(2026, 12, 22))


def dossier(*facts: Fact) -> Dossier:
    """A dossier of these facts."""
    return Dossier(person="p").adding(*facts)
