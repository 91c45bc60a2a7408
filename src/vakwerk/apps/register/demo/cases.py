"""What can be the matter with someone: the cases a demo must show. How often they occur is an example."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Case:
    """How a life differs from the ordinary one.

    `learning`, `formal` and `reflection` multiply what the norms ask for (1.1: a little more than enough); `hours` is
    the working week (low, high); the rest switches one thing on.
    """

    key: str
    weight: int
    learning: float = 1.15
    formal: float = 0.72
    reflection: float = 1.15
    hours: tuple[int, int] = (20, 36)
    accredited: bool = True
    inside: bool = True
    leave: str = ""
    conduct_expired: bool = False
    over: bool = False
    first_period: bool = False
    unknown_minutes: bool = False
    alone: bool = False


CASES: tuple[Case, ...] = (
    Case("fine", 40),
    Case("short-by-a-little", 12, reflection=0.88),
    Case("formal-short", 6, learning=1.3, formal=0.4),
    Case("not-accredited", 5, accredited=False),
    Case("outside-period", 4, inside=False),
    Case("pregnancy", 4, leave="pregnancy"),
    Case("long-illness", 3, leave="long-illness", reflection=0.8),
    Case("parental-leave", 3, leave="parental-leave"),
    Case("part-time", 6, hours=(8, 14)),
    Case("conduct-expired", 4, conduct_expired=True),
    Case("first-period", 6, first_period=True),
    Case("reflecting-alone", 3, alone=True),
    Case("unknown-minutes", 2, unknown_minutes=True),
    Case("period-over", 2, over=True, learning=0.7, reflection=0.6),
)


def case_for(random: Random, index: int) -> Case:
    """A case; after the first people (who show the professions) come people who show one case each."""
    if 20 <= index < 20 + len(CASES):
        return CASES[index - 20]
    return random.choices(CASES, [case.weight for case in CASES])[0]
