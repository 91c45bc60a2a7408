"""From a line to a fact in a dossier and back: the only place that changes a dossier for a single line."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, cast

from django.utils import timezone

from vakwerk.apps.dossier import actions as dossier
from vakwerk.apps.dossier import keeping
from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.learning.models import AttendanceLine, Offering
from vakwerk.core.dossier import Accreditation, Activity, Confirmation

SOURCE = "provider"


def fact_id_of(line: AttendanceLine) -> str:
    """The id of the fact a line becomes, the same for every person and every time."""
    return f"attendance:{line.id}"


def day_of(line: AttendanceLine) -> dt.date:
    """The day this person finished it."""
    return line.completed_on or line.list.completed_on


def activity_of(line: AttendanceLine) -> Activity:
    """What stands in the dossier of who was there."""
    kept = line.list
    return activity(
        kept.offering,
        fact_id=fact_id_of(line),
        started_on=kept.started_on,
        completed_on=day_of(line),
        minutes=line.minutes or kept.minutes,
        posted_on=timezone.localdate(kept.posted_at),
    )


def activity(
    offering: Offering,
    *,
    fact_id: str,
    started_on: dt.date | None,
    completed_on: dt.date,
    minutes: int,
    posted_on: dt.date,
) -> Activity:
    """An offering as somebody took it: with the accreditations that hold on its last day, confirmed by who gave it."""
    house = offering.organisation.name
    return Activity(
        id=fact_id,
        kind=offering.kind,
        title=offering.title,
        started_on=started_on if started_on is not None and started_on <= completed_on else None,
        completed_on=completed_on,
        minutes=minutes,
        form=offering.form or None,
        topics=frozenset(offering.topics),
        provider=house,
        accreditations=tuple(
            Accreditation(by=one.accreditor, id=one.number, category=one.category or None)
            for one in sorted(offering.accreditations.all(), key=lambda one: (one.accreditor, one.number))
            if one.valid_from <= completed_on and (one.until is None or completed_on < one.until)
        ),
        confirmations=(Confirmation(by=house, on=posted_on),),
    )


def take_back(line: AttendanceLine, *, actor: Any, at: dt.datetime) -> None:
    """The fact of this line no longer stands; of a fact the person had already, only what the provider added goes."""
    page = dossiers.fact(line.person, line.fact_id) if line.person is not None and line.fact_id else None
    if line.person is None or page is None or page.withdrawn:
        return
    if line.joined is None:
        dossier.withdraw_fact(person=line.person, fact_id=line.fact_id, actor=actor, source=SOURCE, at=at)
        return
    own = cast(Activity, page.fact)
    added = {(one["by"], one["id"]) for one in line.joined["accreditations"]}
    confirmation = line.joined["confirmation"]
    plain = replace(
        own,
        accreditations=tuple(one for one in own.accreditations if (one.by, one.id) not in added),
        confirmations=tuple(
            one
            for one in own.confirmations
            if (one.by, one.on.isoformat()) != (confirmation["by"], confirmation["on"])
        ),
    )
    _change(line, page, plain, actor, at)


def stand(line: AttendanceLine, *, actor: Any, at: dt.datetime) -> None:
    """The fact of this line stands, and reads as the line says now, unless its owner wrote it anew or took it out.

    New, put back, changed or joined to the person's own fact: whatever it takes.
    """
    assert line.person is not None
    if line.joined is not None:
        join(line, actor=actor, at=at)
        return
    wanted = activity_of(line)
    line.fact_id = wanted.id
    page = dossiers.fact(line.person, wanted.id)
    if page is None:
        dossier.record_fact(person=line.person, fact=wanted, actor=actor, source=SOURCE, at=at)
        return
    if page.withdrawn and keeping.taken_back_by(page) != SOURCE:
        return  # its owner took it out, and only its owner puts it back
    if page.withdrawn:
        dossier.restore_fact(person=line.person, fact_id=wanted.id, actor=actor, source=SOURCE, at=at)
        page = dossiers.fact(line.person, wanted.id)
        assert page is not None
    if page.latest.source == SOURCE:
        _change(line, page, wanted, actor, at)


def join(line: AttendanceLine, *, actor: Any, at: dt.datetime) -> None:
    """The person's own fact is the same: it gets the provider's confirmation and the accreditations it lacks."""
    assert line.person is not None
    page = dossiers.fact(line.person, line.same_as)
    if page is None or page.withdrawn or not isinstance(page.fact, Activity):
        line.joined, line.same_as = None, ""
        stand(line, actor=actor, at=at)
        return
    own, posted = page.fact, activity_of(line)
    has = {(one.by, one.id) for one in own.accreditations}
    more = tuple(one for one in posted.accreditations if (one.by, one.id) not in has)
    vouched = tuple(one for one in posted.confirmations if one not in own.confirmations)
    line.fact_id = line.same_as
    line.joined = {
        "accreditations": [{"by": one.by, "id": one.id} for one in more],
        "confirmation": {"by": posted.confirmations[0].by, "on": posted.confirmations[0].on.isoformat()},
    }
    whole = replace(
        own,
        provider=own.provider or posted.provider,
        accreditations=(*own.accreditations, *more),
        confirmations=(*own.confirmations, *vouched),
    )
    _change(line, page, whole, actor, at)


def _change(
    line: AttendanceLine, page: dossiers.FactPage, fact: Activity, actor: Any, at: dt.datetime
) -> None:
    assert line.person is not None
    dossier.change_fact(
        person=line.person,
        fact_id=page.fact.id,
        fact=fact,
        actor=actor,
        expected_version=page.latest.number,
        source=page.latest.source,
        at=at,
    )
