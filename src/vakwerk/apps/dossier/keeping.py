"""What may be kept: a fact is read again as if it came from outside, and held against what stands already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models

from vakwerk.apps.dossier import queries, refusals
from vakwerk.apps.dossier.names import KIND_OF, OWN_KINDS, is_fact_id
from vakwerk.apps.dossier.parties import Owner
from vakwerk.apps.dossier.rows import PARTS, ROW_OF
from vakwerk.core.dossier import (
    Absence,
    Dossier,
    DossierFault,
    Fact,
    Finding,
    Recognition,
    UnreadableDossier,
    Work,
    check_dossier,
    check_fact,
    to_data,
    value_from_data,
)
from vakwerk.core.freetext import find_personal_data

_CROWDED = ("over-168-hours", "overlapping-absence")
LARGEST_NUMBER = 2_000_000_000
_TEXTS = {
    "activity": ("title",),
    "declaration": ("about",),
    "holding": ("name",),
    "hardship": ("text",),
}
"""The fields in which people write freely; names of organisations and of who vouched are not searched."""


def check_readable(fact: Fact, note: str) -> None:
    """Refuses UnusableFactId, UnreadableFact: terms, limits, texts the database can not hold."""
    if not is_fact_id(fact.id):
        raise refusals.UnusableFactId(fact_id=fact.id[:100])
    data = to_data(fact)
    try:
        value_from_data(type(fact), data)
    except UnreadableDossier as unreadable:
        raise refusals.UnreadableFact(faults=unreadable.faults) from None
    faults = [*_unstorable({**data, "note": note}, "$"), *_too_long(fact)]
    if faults:
        raise refusals.UnreadableFact(faults=tuple(faults))


def _unstorable(value: Any, path: str) -> Iterable[DossierFault]:
    if isinstance(value, str) and ("\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value)):
        yield DossierFault(path, "it holds a character that is no text")
    elif isinstance(value, str) and len(value) > 10_000:
        yield DossierFault(path, "at most 10000 characters fit")
    elif isinstance(value, int) and value > LARGEST_NUMBER:
        yield DossierFault(path, f"{value} is too large")
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _unstorable(one, f"{path}.{name}")
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _unstorable(one, f"{path}[{place}]")


def _too_long(fact: Fact) -> Iterable[DossierFault]:
    for column in ROW_OF[KIND_OF[type(fact)]]._meta.get_fields():
        if isinstance(column, models.CharField) and column.max_length and hasattr(fact, column.name):
            length = len(getattr(fact, column.name) or "")
            if length > column.max_length:
                yield DossierFault(f"$.{column.name}", f"at most {column.max_length} characters fit")
    for part in PARTS.get(KIND_OF[type(fact)], ()):
        if len(getattr(fact, part.field)) > 1_000:
            yield DossierFault(f"$.{part.field}", "at most 1000 entries fit")


def check_source(fact_id: str, kind: str, source: str, standing_source: str | None) -> None:
    """Refuses KeptByRegister: measures, hardship decisions and whatever a register entered change there only."""
    if source != "register" and (kind not in OWN_KINDS or standing_source == "register"):
        raise refusals.KeptByRegister(fact_id=fact_id)


def taken_back_by(page: queries.FactPage) -> str:
    """The source that withdrew this fact; "self" for its owner, empty when it stands."""
    last = next((event for event in page.events if event.name.endswith(":withdraw")), None)
    return str(last.data.get("source", "self")) if page.withdrawn and last is not None else ""


def check_restorable(page: queries.FactPage, source: str) -> None:
    """Refuses TakenBackByProvider: what a provider took back, or its owner objected to, comes back by the provider."""
    if source != "provider" and taken_back_by(page) == "provider":
        raise refusals.TakenBackByProvider(fact_id=page.fact.id)


def check_possible(person: Owner, facts: Sequence[Fact], today: dt.date) -> dict[str, tuple[Finding, ...]]:
    """Doubts by fact id. Refuses ImpossibleFact when these facts, put beside the others, can not be true.

    What was already impossible before is no reason to refuse; what becomes impossible or worse is.
    """
    found = [finding for fact in facts for finding in check_fact(fact, today)]
    if any(isinstance(fact, Work | Absence) for fact in facts):
        found += _new_crowds(person, facts, today)
    impossible = tuple(dict.fromkeys(finding for finding in found if finding.refuses))
    if impossible:
        raise refusals.ImpossibleFact(findings=impossible)
    return {fact.id: tuple(finding for finding in found if finding.fact == fact.id) for fact in facts}


def _new_crowds(person: Owner, facts: Sequence[Fact], today: dt.date) -> list[Finding]:
    standing = queries.facts_of(person, ["work", "absence"])
    before = Dossier(
        person=str(person.id),
        work=tuple(fact for fact in standing["work"] if isinstance(fact, Work)),
        absences=tuple(fact for fact in standing["absence"] if isinstance(fact, Absence)),
    )
    after = before.adding(*(fact for fact in facts if isinstance(fact, Work | Absence)))
    loads = {(old.code, old.fact): dict(old.data).get("load", 0) for old in check_dossier(before, today)}
    return [
        finding
        for finding in check_dossier(after, today)
        if finding.code in _CROWDED
        and int(dict(finding.data).get("load", 0)) > int(loads.get((finding.code, finding.fact), 0))
    ]


def check_recognitions(person: Owner, facts: Sequence[Fact]) -> None:
    """Refuses AlreadyRecognised: one recognition per norm."""
    asked = [fact for fact in facts if isinstance(fact, Recognition)]
    if not asked:
        return
    held = {
        fact.norm: fact.id
        for fact in queries.facts_of(person, ["recognition"])["recognition"]
        if isinstance(fact, Recognition)
    }
    for fact in asked:
        if held.setdefault(fact.norm, fact.id) != fact.id:
            raise refusals.AlreadyRecognised(norm=fact.norm, fact_id=held[fact.norm])


def remarks_on(fact: Fact, note: str) -> list[dict[str, str | int]]:
    """What looks like personal data in the free texts: field, kind, start, end. Kept for the owner, never blocking."""
    texts = {name: str(getattr(fact, name)) for name in _TEXTS.get(KIND_OF[type(fact)], ())} | {"note": note}
    return [
        {"field": field, "kind": found.kind, "start": found.start, "end": found.end}
        for field, text in texts.items()
        if text
        for found in find_personal_data(text)
    ]
