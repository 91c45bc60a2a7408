"""People who only have the broad registration."""

from __future__ import annotations

from vakwerk.apps.register.demo.building import Builder
from vakwerk.apps.register.demo.people import MadeUp
from vakwerk.apps.register.demo.stories.making import Day, five_years, made


def starter(b: Builder, d: Day) -> MadeUp:
    """A first job, four months in."""
    b.declaration("code", d(2026, 8, 1), "beroepscode")
    b.holding("hbo", "social-work", "Bachelor Social Work (fictief)", d(2026, 7, 3))
    b.conduct(d(2026, 7, 20), None)
    b.work(
        "jongerenwerker",
        d(2026, 8, 1),
        None,
        32,
        "hbo",
        "Welzijn Bedachtum (fictief)",
        ("social-domain", "youth-contact"),
    )
    b.activity(
        "work-guidance",
        "Gesprekken met mijn begeleider",
        d(2026, 11, 5),
        3,
        sessions=3,
        confirmed=1,
        started_on=d(2026, 9, 3),
    )
    b.activity(
        "workshop",
        "Ervaringskennis als bron",
        d(2026, 10, 14),
        4,
        form="formal",
        by="registerplein",
        topics=("experiential-knowledge",),
    )
    return made(
        b,
        ("Tijn", "van", "Dalfsen"),
        d(2003, 2, 17),
        "hbo",
        "jongerenwerker",
        "Bedachtum",
        five_years(d(2026, 8, 1)),
    )


def expert_by_experience(b: Builder, d: Day) -> MadeUp:
    """No diploma, seven years of experience put to work, confirmed by others."""
    b.declaration("code", d(2019, 4, 1), "beroepscode")
    b.declaration("experience", d(2019, 4, 1))
    b.declaration("peer-confirmation", d(2019, 4, 1), "cliëntenorganisatie De Brug (fictief)")
    b.holding(None, "experience", "Werken met eigen ervaring", d(2020, 6, 19), kind="certificate")
    b.work(
        "ervaringsdeskundige",
        d(2019, 4, 1),
        None,
        18,
        "mbo-4",
        "Stichting De Brug (fictief)",
        ("client-contact",),
    )
    b.activity(
        "training",
        "Herstelondersteunende zorg",
        d(2025, 6, 12),
        24,
        form="formal",
        started_on=d(2025, 5, 1),
        topics=("experiential-knowledge",),
        by="registerplein",
    )
    b.activity(
        "course",
        "Beroepscode en dilemma's",
        d(2026, 1, 28),
        8,
        form="formal",
        topics=("ethics",),
        by="registerplein",
    )
    b.activity(
        "teaching", "Gastlessen over leven met schulden", d(2026, 5, 21), 16, started_on=d(2025, 11, 1)
    )
    b.activity(
        "reading",
        "Ervaringsverhalen lezen en bespreken",
        d(2026, 9, 2),
        9,
        form="informal",
        started_on=d(2026, 7, 1),
    )
    b.activity(
        "intervision",
        "Intervisie van ervaringsdeskundigen",
        d(2026, 9, 24),
        22,
        sessions=11,
        confirmed=5,
        started_on=d(2025, 2, 1),
    )
    b.activity("self-reflection", "Dagboek van mijn werk", d(2026, 10, 30), 14, started_on=d(2026, 3, 1))
    return made(b, ("Wies", "ter", "Velde"), d(1974, 10, 2), "mbo-4", "ervaringsdeskundige", "",
                 five_years(d(2024, 4, 1)), (five_years(d(2019, 4, 1)),), "experience")  # fmt: skip


def mbo_worker(b: Builder, d: Day) -> MadeUp:
    """Learns mostly at work; little of it is written down as a course."""
    b.declaration("code", d(2022, 1, 15), "beroepscode")
    b.holding("mbo-4", "care", "Persoonlijk begeleider (fictief)", d(2016, 7, 1))
    b.work(
        "woonbegeleider",
        d(2016, 9, 1),
        None,
        24,
        "mbo-4",
        "Woonzorg Zogenaamd (fictief)",
        ("client-contact",),
    )
    b.activity(
        "on-the-job",
        "Nieuwe medicijnlijst leren gebruiken",
        d(2023, 3, 8),
        6,
        form="informal",
        topics=("safety",),
    )
    b.activity(
        "training",
        "Omgaan met agressie",
        d(2024, 11, 20),
        12,
        form="formal",
        topics=("safety", "methods"),
        started_on=d(2024, 11, 6),
        by="registerplein",
    )
    b.activity(
        "course",
        "Waarden in het geding",
        d(2025, 10, 9),
        6,
        form="formal",
        topics=("ethics",),
        by="registerplein",
    )
    b.activity(
        "workshop",
        "Samen optrekken met ervaringsdeskundigen",
        d(2026, 2, 3),
        4,
        form="formal",
        topics=("experiential-knowledge",),
        by="registerplein",
    )
    b.activity("e-learning", "Rouw en verlies", d(2026, 6, 17), 8, form="informal", topics=("content",))
    b.activity(
        "case-discussion",
        "Teamoverleg over bewoners",
        d(2026, 10, 12),
        26,
        sessions=26,
        confirmed=3,
        started_on=d(2025, 1, 13),
    )
    b.absence("sickness", d(2025, 2, 3), d(2025, 3, 17))
    return made(
        b,
        ("Kevin", "", "Pinas"),
        d(1996, 12, 30),
        "mbo-4",
        "woonbegeleider",
        "Zogenaamd",
        five_years(d(2022, 1, 15)),
    )
