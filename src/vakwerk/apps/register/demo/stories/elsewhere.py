"""People in more than one register."""

from __future__ import annotations

from vakwerk.apps.register.demo.building import Builder
from vakwerk.apps.register.demo.people import MadeUp
from vakwerk.apps.register.demo.professions import ARTS, BIG, NVO_BASIC, NVO_GENERALIST, SKJ
from vakwerk.apps.register.demo.stories.making import Day, five_years, made


def three_registers(b: Builder, d: Day) -> MadeUp:
    """Twelve hours of reflection short for one register; the same hours are enough for the two others."""
    b.declaration("code", d(2014, 8, 1), "beroepscode")
    b.holding("hbo", "pedagogy", "Bachelor Pedagogiek (fictief)", d(2014, 7, 4))
    b.holding("master", "pedagogy", "Master Orthopedagogiek (fictief)", d(2018, 7, 6))
    b.conduct(d(2022, 8, 15), None)
    b.recognition(SKJ, d(2017, 9, 1), five_years(d(2022, 9, 1)), past=(five_years(d(2017, 9, 1)),))
    b.recognition(NVO_BASIC, d(2020, 2, 2), five_years(d(2025, 2, 2)), past=(five_years(d(2020, 2, 2)),))
    b.work(
        "jeugd-en-gezinsprofessional",
        d(2018, 9, 1),
        None,
        28,
        "hbo",
        "Wijkteam Noord, Proefstad (fictief)",
        ("primary-process", "youth-contact"),
    )
    b.activity(
        "course",
        "Werken met de meldcode",
        d(2025, 5, 20),
        24,
        by="nvo",
        form="formal",
        topics=("content",),
        started_on=d(2025, 4, 1),
        provider="Academie Voorbeeld (fictief)",
    )
    b.activity(
        "course",
        "Ethiek in de jeugdzorg",
        d(2025, 11, 12),
        12,
        by="skj",
        form="formal",
        topics=("ethics",),
        started_on=d(2025, 11, 10),
        provider="Academie Voorbeeld (fictief)",
    )
    b.activity(
        "training",
        "Ervaringskennis als bron",
        d(2026, 3, 18),
        8,
        by="skj",
        form="formal",
        topics=("experiential-knowledge",),
        provider="Stichting De Brug (fictief)",
    )
    b.activity(
        "e-learning", "Privacy in het sociaal domein", d(2025, 9, 9), 10, form="informal", topics=("law",)
    )
    b.activity(
        "conference", "Dag van de jeugdprofessional", d(2026, 4, 16), 8, form="informal", topics=("methods",)
    )
    b.activity(
        "reading",
        "Vakliteratuur over hechting",
        d(2026, 8, 30),
        8,
        form="informal",
        topics=("content",),
        started_on=d(2026, 6, 1),
    )
    b.activity(
        "intervision",
        "Intervisie wijkteam Noord",
        d(2025, 12, 4),
        12,
        sessions=6,
        confirmed=4,
        started_on=d(2025, 3, 6),
    )
    b.activity(
        "supervision",
        "Supervisie",
        d(2026, 2, 12),
        28,
        sessions=14,
        remote_minutes=480,
        confirmed=1,
        confirmed_in="lvsc",
        started_on=d(2025, 6, 5),
    )
    b.activity(
        "intervision",
        "Intervisie wijkteam Noord",
        d(2026, 10, 1),
        10,
        sessions=5,
        confirmed=4,
        started_on=d(2026, 2, 5),
    )
    b.activity(
        "moral-deliberation",
        "Moreel beraad",
        d(2024, 10, 15),
        6,
        sessions=3,
        confirmed=3,
        started_on=d(2024, 6, 11),
    )
    b.activity(
        "case-discussion",
        "Casus van de week, een half uur",
        d(2026, 6, 25),
        6,
        sessions=12,
        confirmed=2,
        started_on=d(2026, 3, 12),
    )
    b.activity("self-reflection", "Reflectieverslag thuis", d(2026, 5, 3), 4)
    b.activity(
        "mentoring-others",
        "Stagiaires en starters begeleiden",
        d(2025, 10, 31),
        24,
        started_on=d(2025, 2, 10),
    )
    b.activity(
        "intervision",
        "Intervisie van vóór de periode",
        d(2022, 6, 14),
        8,
        sessions=4,
        confirmed=3,
        started_on=d(2022, 2, 1),
    )
    return made(b, ("Samira", "", "Bakkali"), d(1991, 5, 9), "master", "jeugd-en-gezinsprofessional", "Proefstad",
                 five_years(d(2024, 3, 14)), (five_years(d(2019, 3, 14)),))  # fmt: skip


def generalist(b: Builder, d: Day) -> MadeUp:
    """Two leaves in five years; meets the basic norm through the heavier one."""
    b.declaration("code", d(2015, 9, 1), "beroepscode")
    b.holding("hbo", "pedagogy", "Bachelor Pedagogiek (fictief)", d(2010, 7, 2))
    b.holding("master", "pedagogy", "Master Orthopedagogiek (fictief)", d(2012, 8, 31))
    b.recognition(BIG, d(2022, 3, 1), five_years(d(2022, 3, 1)))
    b.recognition(NVO_GENERALIST, d(2018, 6, 1), five_years(d(2023, 6, 1)), past=(five_years(d(2018, 6, 1)),))
    b.recognition(
        NVO_BASIC,
        d(2013, 6, 1),
        five_years(d(2023, 6, 1)),
        past=(five_years(d(2013, 6, 1)), five_years(d(2018, 6, 1))),
    )
    b.work(
        "orthopedagoog-generalist",
        d(2018, 6, 1),
        None,
        16,
        "master",
        "Praktijk De Linde (fictief)",
        ("clinical", "client-contact"),
    )
    b.absence("pregnancy", d(2023, 4, 10), d(2023, 5, 22))
    b.absence("maternity", d(2023, 5, 22), d(2023, 7, 31))
    b.absence("parental-leave", d(2024, 1, 8), d(2024, 7, 8), 50)
    b.activity(
        "course",
        "Hechting en trauma",
        d(2024, 10, 11),
        36,
        by="nvo",
        form="formal",
        topics=("content",),
        started_on=d(2024, 9, 1),
    )
    b.activity(
        "course",
        "Systeemgericht werken",
        d(2025, 12, 5),
        20,
        by="nvo",
        form="formal",
        topics=("methods",),
        started_on=d(2025, 11, 1),
    )
    b.activity(
        "course", "Ethiek in de praktijk", d(2026, 1, 30), 6, by="nvo", form="formal", topics=("ethics",)
    )
    b.activity(
        "training",
        "Ervaringskennis als bron",
        d(2026, 3, 6),
        4,
        form="formal",
        topics=("experiential-knowledge",),
    )
    b.activity(
        "intervision",
        "Intervisie orthopedagogen",
        d(2026, 9, 18),
        40,
        sessions=20,
        confirmed=5,
        started_on=d(2024, 2, 1),
    )
    b.activity(
        "supervision",
        "Supervisie",
        d(2025, 6, 27),
        24,
        sessions=16,
        confirmed=1,
        confirmed_in="nvo",
        started_on=d(2024, 9, 6),
    )
    b.activity("teaching", "Gastcolleges", d(2026, 4, 24), 22, started_on=d(2025, 9, 1))
    name = ("Ingeborg", "van der", "Horst")
    return made(b, name, d(1988, 3, 21), "master", "orthopedagoog-generalist", "Voorbeelddam",
                 five_years(d(2023, 10, 1)), (five_years(d(2018, 10, 1)),))  # fmt: skip


def arts_therapist(b: Builder, d: Day) -> MadeUp:
    """In the first period, self-employed part of the week; an hour of supervision counts fourfold."""
    b.declaration("code", d(2023, 9, 1), "beroepscode")
    b.declaration("membership", d(2023, 9, 1), "beroepsvereniging (fictief)")
    b.holding("hbo", "arts-therapy", "Bachelor Vaktherapie (fictief)", d(2023, 7, 7))
    b.recognition(ARTS, d(2023, 10, 1), five_years(d(2023, 10, 1)))
    b.work(
        "vaktherapeut",
        d(2023, 9, 1),
        None,
        16,
        "hbo",
        "Ggz Fabelveen (fictief)",
        ("clinical", "client-contact"),
    )
    b.work(
        "vaktherapeut",
        d(2024, 2, 1),
        None,
        6,
        "hbo",
        "Eigen praktijk (fictief)",
        ("self-employed", "client-contact"),
    )
    b.activity(
        "supervision",
        "Supervisie op eigen werk",
        d(2025, 4, 11),
        9,
        sessions=6,
        confirmed=1,
        confirmed_in="lvsc",
        started_on=d(2024, 10, 4),
    )
    b.activity(
        "course",
        "Beeldend werken bij trauma",
        d(2025, 9, 19),
        40,
        by="fvb",
        form="formal",
        topics=("content",),
        started_on=d(2025, 3, 7),
    )
    b.activity(
        "course", "Beroepscode en dilemma's", d(2026, 2, 20), 6, by="fvb", form="formal", topics=("ethics",)
    )
    b.activity(
        "conference",
        "Dag van de vaktherapie",
        d(2026, 5, 29),
        7,
        form="informal",
        topics=("experiential-knowledge",),
    )
    b.activity(
        "intervision",
        "Intervisie vaktherapeuten",
        d(2026, 10, 8),
        30,
        sessions=15,
        confirmed=4,
        started_on=d(2024, 1, 15),
    )
    return made(
        b,
        ("Naomi", "", "Wibowo"),
        d(2000, 8, 14),
        "hbo",
        "vaktherapeut",
        "Fabelveen",
        five_years(d(2023, 9, 15)),
    )
