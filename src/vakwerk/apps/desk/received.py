"""What is shared with somebody, as a list: searched, filtered and sorted, for hundreds of people at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vakwerk.apps.desk.shared import StandingLine, show
from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.people import queries as people
from vakwerk.apps.sharing.seeing import Shared
from vakwerk.apps.sharing.terms import Purpose, Scope
from vakwerk.core.dates import add_months
from vakwerk.core.freetext import folded
from vakwerk.core.norms import Library

WITH_STANDING = (Scope.STANDING, Scope.REASONS, Scope.NORM)
PRESSING = {"over": 0, "not-met": 1, "undetermined": 2, "met": 3}


@dataclass(frozen=True, slots=True)
class Received:
    """One share with the standings seen through it; none for a share of facts, or when the owner stopped all use."""

    shared: Shared
    lines: tuple[StandingLine, ...]
    purpose: str
    scope: str


def with_standings(found: Sequence[Shared], library: Library, on: dt.date) -> list[Received]:
    """The shares with what is seen through them; as many queries for three hundred as for one."""
    wanted = {one.person for one in found if one.scope in WITH_STANDING and not one.restricted}
    owners = people.people(person_ids=list(wanted))
    kept = dossiers.dossiers_of(owners.values())
    return [
        Received(
            one,
            show(one, kept[one.person], (), library, on).lines
            if one.scope in WITH_STANDING and one.person in kept
            else (),
            str(Purpose(one.purpose).label),
            str(Scope(one.scope).label),
        )
        for one in found
    ]


def named(found: Sequence[Shared], text: str) -> list[Shared]:
    """Those in whose owner's name every word occurs."""
    words = folded(text).split()
    return [one for one in found if all(word in folded(one.person_name) for word in words)]


def filtered(found: Sequence[Received], asked: Mapping[str, str], on: dt.date) -> list[Received]:
    """Those with a standing in the state that is asked, of which a period ends within the months that are asked."""
    state, ends = asked.get("state", ""), asked.get("ends", "")
    latest = add_months(on, int(ends)) if ends else None
    return [
        one
        for one in found
        if (not state or any(line.state == state for line in one.lines))
        and (
            latest is None or any(line.last_day is not None and line.last_day <= latest for line in one.lines)
        )
    ]


def ordered(found: Sequence[Received], sort: str) -> list[Received]:
    """By name (as they come), by the first end, or the most pressing first."""
    if sort == "end":
        return sorted(
            found, key=lambda one: min((x.last_day or dt.date.max for x in one.lines), default=dt.date.max)
        )
    if sort == "state":
        return sorted(found, key=lambda one: min((PRESSING[x.state] for x in one.lines), default=9))
    return list(found)
