"""Whose number this is: by any number in any register, held against the name on the list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from vakwerk.apps.dossier.lookups import NumberOwner, owners_of_numbers
from vakwerk.apps.learning.terms import Hit
from vakwerk.apps.people import queries as people
from vakwerk.core import vocabulary
from vakwerk.core.exchange.number_keys import number_key
from vakwerk.core.exchange.surnames import Called, surname_agrees
from vakwerk.core.norms import shipped


@dataclass(frozen=True, slots=True)
class Match:
    """What was found, and whom (only when it is surely one person)."""

    hit: Hit
    person: Any | None = None


def match(asked: Sequence[tuple[str, str]], accreditors: Collection[str]) -> list[Match]:
    """Who is meant by each number and name, in order.

    A number that two people have in different registers belongs to whom the name fits; fits it both, then to whom has
    it in a register that accredits the course; else it is ambiguous. A name that does not fit posts nothing.
    """
    owners = owners_of_numbers({number for number, _ in asked})
    found = people.people(person_ids=sorted({one.person_id for held in owners.values() for one in held}))
    return [
        _one(_strongest(owners.get(number_key(number), ())), name, found, accreditors)
        for number, name in asked
    ]


def _strongest(owners: tuple[NumberOwner, ...]) -> tuple[NumberOwner, ...]:
    """What a register gave out wins from what people filled in themselves."""
    given = tuple(one for one in owners if one.source == "register")
    return given or owners


def _one(
    owners: tuple[NumberOwner, ...], name: str, found: dict[Any, Any], accreditors: Collection[str]
) -> Match:
    if not owners:
        return Match(Hit.UNKNOWN)
    fitting = [one for one in owners if surname_agrees(name, called(found[one.person_id]))]
    candidates = {one.person_id for one in fitting}
    if not candidates:
        return Match(Hit.NAME_DIFFERS)
    if len(candidates) > 1:
        candidates = {one.person_id for one in fitting if accreditor_of(one.norm) in accreditors}
    if len(candidates) != 1:
        return Match(Hit.AMBIGUOUS)
    return Match(Hit.FOUND, found[candidates.pop()])


def called(person: Any) -> Called:
    """The name of a person, for comparing."""
    return Called(person.given_names, person.infix, person.family_name, person.display_name)


def accreditor_of(norm: str) -> str | None:
    """The body behind a norm, when it also accredits courses; by its owner, else by the beginning of its id."""
    known = shipped().get(norm)
    bodies = vocabulary.terms("accreditors")
    owner = "" if known is None else known.owner.casefold()
    return next((body for body in bodies if body == owner or norm.startswith(f"{body}-")), None)
