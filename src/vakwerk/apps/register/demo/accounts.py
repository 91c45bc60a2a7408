"""Who can be logged in as in the demo world: one of each role, with the story the login page tells."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "vakwerk-demo"  # noqa: S105 - printed on the login page of a demo, and used nowhere else
HOUSE = ("Register Vakwerk (fictief)", "register")


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account: its name before @example.org, roles, the story's key or else a name, organisation, and one line."""

    name: str
    roles: tuple[str, ...]
    nl: str
    en: str
    called: tuple[str, str, str] = ("", "", "")
    organisation: tuple[str, str] | None = None

    @property
    def email(self) -> str:
        """An address that reaches nobody."""
        return f"{self.name}@example.org"


ACCOUNTS: tuple[DemoAccount, ...] = (
    DemoAccount(
        "samira",
        ("professional",),
        "In drie registers; mist nog 12 uur reflectie voor SKJ.",
        "In three registers; still 12 hours of reflection short for SKJ.",
    ),
    DemoAccount(
        "tijn",
        ("professional",),
        "Starter: vier maanden aan het werk als jongerenwerker.",
        "Starter: four months into a first job as a youth worker.",
    ),
    DemoAccount(
        "wies",
        ("professional", "expert-by-experience"),
        "Ervaringsdeskundige zonder diploma, met alles op orde.",
        "Expert by experience without a diploma, with everything in order.",
    ),
    DemoAccount(
        "kevin",
        ("professional",),
        "Woonbegeleider (mbo 4); weinig tijd, en nog niet genoeg op papier.",
        "Supported-living worker (mbo 4); little time left and not enough learning on paper.",
    ),
    DemoAccount(
        "ingeborg",
        ("professional",),
        "Orthopedagoog-generalist met BIG, na twee keer verlof.",
        "Orthopedagogue generalist with BIG, after two leaves.",
    ),
    DemoAccount(
        "naomi",
        ("professional",),
        "Vaktherapeut in de eerste periode, deels zelfstandig.",
        "Arts therapist in the first period, partly self-employed.",
    ),
    DemoAccount(
        "registrator",
        ("registrar",),
        "Registrator: ziet iedereen in het register, en laat dat spoor achter.",
        "Registrar: sees everybody in the register, and leaves that trace.",
        ("Renée", "", "Achterberg"),
        HOUSE,
    ),
    DemoAccount(
        "beheer",
        ("administrator",),
        "Beheerder: houdt het systeem draaiend.",
        "Administrator: keeps the system running.",
        ("Emre", "", "Aksoy"),
        HOUSE,
    ),
    DemoAccount(
        "beoordelaar",
        ("assessor",),
        "Beoordelaar van wat mensen inleveren.",
        "Assessor of what people hand in.",
        ("Loes", "van", "Putten"),
        HOUSE,
    ),
    DemoAccount(
        "commissie",
        ("committee-member",),
        "Lid van de commissie die over bezwaren beslist.",
        "Member of the committee that decides on objections.",
        ("Omar", "", "Haddad"),
        HOUSE,
    ),
    DemoAccount(
        "mentor",
        ("mentor", "professional"),
        "Begeleidt starters in hun eerste jaren.",
        "Guides starters in their first years.",
        ("Nynke", "", "Hoekstra"),
        ("Welzijn Bedachtum (fictief)", "employer"),
    ),
    DemoAccount(
        "werkgever",
        ("employer",),
        "Werkgever van een wijkteam.",
        "Employer of a neighbourhood team.",
        ("Jamal", "", "Boateng"),
        ("Wijkteam Proefstad (fictief)", "employer"),
    ),
    DemoAccount(
        "opleider",
        ("educator",),
        "Docent aan een hogeschool.",
        "Lecturer at a university of applied sciences.",
        ("Hanneke", "de", "Rooij"),
        ("Hogeschool Voorbeeld (fictief)", "education"),
    ),
    DemoAccount(
        "aanbieder",
        ("provider",),
        "Aanbieder van cursussen.",
        "Provider of courses.",
        ("Pim", "", "Oosterhof"),
        ("Academie Voorbeeld (fictief)", "provider"),
    ),
    DemoAccount(
        "beleid",
        ("policy-maker",),
        "Beleidsmaker bij een gemeente.",
        "Policy maker with a municipality.",
        ("Priya", "", "Ramdin"),
        ("Gemeente Schijnwoude (fictief)", "government"),
    ),
    DemoAccount(
        "vereniging",
        ("policy-maker",),
        "Bestuurslid van een beroepsvereniging: kijkt wat een andere norm zou doen.",
        "Board member of a professional association: looks at what another norm would do.",
        ("Fenna", "", "Terpstra"),
        ("Beroepsvereniging Voorbeeld (fictief)", "association"),
    ),
)
"""In the order of the login page; the first six have a story of their own."""
