"""Which professions and levels live in the demo world, and under which norms they come. All weights are examples."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

BROAD = "brede-registratie"
SKJ = "skj-jeugd-en-gezinsprofessional"
NVO_BASIC = "nvo-basis-orthopedagoog"
NVO_GENERALIST = "nvo-orthopedagoog-generalist"
BIG = "big-gz-psycholoog-en-orthopedagoog-generalist"
ARTS = "vaktherapie-register"


WITHOUT_TOTALS: dict[str, tuple[str, float]] = {
    "maatschappelijk-werker": ("registerplein-maatschappelijk-werker", 0.8),
    "sociaal-werker": ("registerplein-sociaal-werker", 0.3),
    "clientondersteuner": ("registerplein-clientondersteuner", 0.6),
    "ggz-agoog": ("registerplein-ggz-agoog", 0.9),
    "toegepast-psycholoog": ("nbtp-toegepast-psycholoog", 0.8),
    "geestelijk-verzorger": ("skgv-geestelijk-verzorger", 0.9),
}
"""Registers whose texts name no total, and the chance that someone of the profession is in one."""


@dataclass(frozen=True, slots=True)
class Profession:
    """A profession: its share of the world, its levels with weights, and other registers with the chance of each.

    `body` is who accredits most of its courses.
    """

    role: str
    weight: int
    field: str
    levels: tuple[tuple[str, int], ...]
    norms: tuple[tuple[str, float], ...] = ()
    settings: tuple[str, ...] = ("client-contact",)
    body: str = "registerplein"


PROFESSIONS: tuple[Profession, ...] = (
    Profession("jeugd-en-gezinsprofessional", 16, "social-work", (("hbo", 88), ("master", 12)), ((SKJ, 1.0),),
               ("primary-process", "youth-contact"), "skj"),
    Profession("sociaal-werker", 16, "social-work", (("mbo-4", 22), ("ad", 14), ("hbo", 56), ("master", 8)),
               ((SKJ, 0.12),), ("social-domain", "client-contact")),
    Profession("jongerenwerker", 7, "social-work", (("mbo-4", 42), ("ad", 14), ("hbo", 44)), ((SKJ, 0.1),),
               ("social-domain", "youth-contact")),
    Profession("maatschappelijk-werker", 7, "social-work", (("hbo", 88), ("master", 12))),
    Profession("clientondersteuner", 4, "social-work", (("mbo-4", 35), ("ad", 15), ("hbo", 50))),
    Profession("ggz-agoog", 4, "social-work", (("hbo", 90), ("master", 10)), (), ("clinical", "client-contact")),
    Profession("pedagoog", 6, "pedagogy", (("hbo", 70), ("master", 30)), ((SKJ, 0.3),), ("youth-contact",), "nvo"),
    Profession("orthopedagoog", 4, "pedagogy", (("master", 96), ("phd", 4)), ((NVO_BASIC, 0.9), (SKJ, 0.25)),
               ("clinical", "youth-contact"), "nvo"),
    Profession("orthopedagoog-generalist", 3, "pedagogy", (("master", 90), ("phd", 10)),
               ((NVO_GENERALIST, 0.95), (NVO_BASIC, 0.7), (BIG, 0.9)), ("clinical", "client-contact"), "nvo"),
    Profession("toegepast-psycholoog", 4, "psychology", (("hbo", 80), ("master", 20)), (), ("client-contact",), "nip"),
    Profession("vaktherapeut", 5, "arts-therapy", (("hbo", 72), ("master", 28)), ((ARTS, 0.95),),
               ("clinical", "client-contact"), "fvb"),
    Profession("geestelijk-verzorger", 2, "theology", (("hbo", 25), ("master", 70), ("phd", 5))),
    Profession("buurtsportcoach", 4, "sport", (("mbo-4", 45), ("ad", 10), ("hbo", 45)), (), ("social-domain",)),
    Profession("ervaringsdeskundige", 5, "experience", (("mbo-2", 10), ("mbo-3", 20), ("mbo-4", 45), ("ad", 25))),
    Profession("woonbegeleider", 5, "care", (("mbo-3", 45), ("mbo-4", 55))),
    Profession("helpende", 2, "care", (("mbo-1", 15), ("mbo-2", 85))),
    Profession("sociaal-werk-begeleider", 3, "social-work", (("mbo-1", 8), ("mbo-2", 30), ("mbo-3", 62))),
    Profession("docent", 1, "social-work", (("master", 75), ("pd", 10), ("phd", 15)), (), ()),
    Profession("onderzoeker", 1, "social-work", (("pd", 30), ("phd", 70)), (), ()),
    Profession("leidinggevende", 1, "social-work", (("hbo", 60), ("master", 40)), ((SKJ, 0.2),), ()),
)  # fmt: skip


def profession_for(random: Random, index: int) -> Profession:
    """A profession; the first people of a world have one each, so that a small world holds them all."""
    if index < len(PROFESSIONS):
        return PROFESSIONS[index]
    return random.choices(PROFESSIONS, [one.weight for one in PROFESSIONS])[0]


def norm_without_totals_for(random: Random, profession: Profession) -> str | None:
    """A register whose text names no total, for those whose profession has one."""
    norm, chance = WITHOUT_TOTALS.get(profession.role, ("", 0.0))
    return norm if random.random() < chance else None


def level_for(random: Random, profession: Profession) -> str:
    """One of the profession's levels."""
    names, weights = zip(*profession.levels, strict=True)
    level: str = random.choices(names, weights)[0]
    return level


def norms_for(random: Random, profession: Profession) -> tuple[str, ...]:
    """The broad registration, and the registers elsewhere this person is in."""
    return (BROAD, *(norm for norm, chance in profession.norms if random.random() < chance))
