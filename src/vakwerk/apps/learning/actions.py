"""What a provider does with courses and whole lists: check, change, record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from vakwerk.apps.dossier import bulk
from vakwerk.apps.learning import facts, queries, refusals
from vakwerk.apps.learning.models import (
    AttendanceLine,
    AttendanceList,
    Offering,
    OfferingAccreditation,
    PostingEvent,
)
from vakwerk.apps.learning.posting import Posted, check_posts_for, impossible, post_list
from vakwerk.apps.learning.terms import UNRESOLVED, WITH_PERSON, Event, LineState, ListState
from vakwerk.core import vocabulary

__all__ = [
    "Posted",
    "add_accreditation",
    "check_posts_for",
    "correct_list",
    "impossible",
    "keep_offering",
    "open_list",
    "post_list",
    "remove_accreditation",
    "withdraw_list",
]


@transaction.atomic
def keep_offering(
    *,
    offering: Offering | None,
    organisation: Any,
    title: str,
    kind: str,
    form: str,
    minutes: int,
    topics: Iterable[str],
    own_code: str,
    actor: Any,
    at: dt.datetime | None = None,
) -> Offering:
    """A new offering of the organisation (`offering` None), or an offering that reads like this from now on.

    What was posted before stays as it was posted. Refuses: NotYourOrganisation, OfferingUnclear, CodeTaken.
    """
    moment = at or timezone.now()
    check_posts_for(actor, organisation.pk, timezone.localdate(moment))
    for field, value, known in (
        ("kind", kind, vocabulary.terms("activity_kinds")),
        ("form", form, ("", *vocabulary.terms("forms"))),
    ):
        if value not in known:
            raise refusals.OfferingUnclear(field=field, reason=value)
    tidy, code = " ".join(title.split())[:500], " ".join(own_code.split())[:64]
    about = sorted(set(topics) & set(vocabulary.terms("topics")))
    if not tidy or minutes < 1:
        raise refusals.OfferingUnclear(field="title" if not tidy else "minutes", reason="empty")
    kept = offering or Offering(organisation=organisation, created_at=moment, created_by=actor)
    kept.title, kept.kind, kept.form, kept.minutes = tidy, kind, form, minutes
    kept.topics, kept.own_code = about, code
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError:
        raise refusals.CodeTaken(own_code=code) from None
    return kept


@transaction.atomic
def add_accreditation(
    *,
    offering: Offering,
    accreditor: str,
    number: str,
    category: str = "",
    valid_from: dt.date,
    until: dt.date | None,
    actor: Any,
    at: dt.datetime | None = None,
) -> OfferingAccreditation:
    """This body counts the offering from a day, until the first day that it does no longer (None: no end).

    It goes to lists posted or corrected from now on. Refuses: NotYourOrganisation, AccreditationUnclear.
    """
    check_posts_for(actor, offering.organisation_id, timezone.localdate(at or timezone.now()))
    tidy = " ".join(number.split())[:200]
    if accreditor not in vocabulary.terms("accreditors") or not tidy:
        raise refusals.AccreditationUnclear(reason=accreditor if tidy else "-")
    if until is not None and until <= valid_from:
        raise refusals.AccreditationUnclear(reason=f"{valid_from} - {until}")
    if offering.accreditations.filter(accreditor=accreditor, number=tidy, valid_from=valid_from).exists():
        raise refusals.AccreditationUnclear(reason=f"{accreditor} {tidy}")
    return OfferingAccreditation.objects.create(
        offering=offering,
        accreditor=accreditor,
        number=tidy,
        category=" ".join(category.split())[:200],
        valid_from=valid_from,
        until=until,
    )


@transaction.atomic
def remove_accreditation(
    *, accreditation: OfferingAccreditation, actor: Any, at: dt.datetime | None = None
) -> None:
    """Lists posted from now on do not get it. Refuses: NotYourOrganisation."""
    check_posts_for(actor, accreditation.offering.organisation_id, timezone.localdate(at or timezone.now()))
    accreditation.delete()


@transaction.atomic
def withdraw_list(*, kept: AttendanceList, actor: Any, at: dt.datetime | None = None) -> int:
    """Nothing of this list stands any more; how many people's dossiers that changed. The history keeps what was there.

    Refuses: NotYourOrganisation, ListWithdrawn.
    """
    moment = at or timezone.now()
    standing = open_list(kept, actor, moment)
    lines = list(
        standing.lines.select_for_update(of=("self",)).select_related(
            "person", "list__offering__organisation"
        )
    )
    with_facts = [line for line in lines if line.state == LineState.POSTED]
    bulk.withdraw_activities(
        entries=[
            (line.person_id, line.fact_id) for line in with_facts if line.person_id and line.joined is None
        ],
        actor=actor,
        source=facts.SOURCE,
        at=moment,
    )
    for line in with_facts:
        if line.joined is not None:
            facts.take_back(line, actor=actor, at=moment)
    whole = AttendanceLine.objects.filter(list=standing)
    whole.filter(state__in=WITH_PERSON).update(state=LineState.WITHDRAWN, since=moment, seen_at=None)
    whole.filter(state__in=UNRESOLVED).update(state=LineState.CLOSED, since=moment, typed_email="")
    AttendanceList.objects.filter(pk=standing.pk).update(state=ListState.WITHDRAWN)
    PostingEvent.objects.create(list=standing, name=Event.WITHDRAW_LIST, at=moment, actor=actor)
    return len(with_facts)


@transaction.atomic
def correct_list(
    *,
    kept: AttendanceList,
    edition: str,
    started_on: dt.date | None,
    completed_on: dt.date,
    minutes: int,
    actor: Any,
    at: dt.datetime | None = None,
) -> int:
    """The list reads like this from now on, and so do the facts made of it (lines with a day or length of their own
    keep those; a fact its owner wrote anew stays); how many lines followed.

    Refuses: NotYourOrganisation, ListWithdrawn, ImpossibleDays.
    """
    moment = at or timezone.now()
    standing = open_list(kept, actor, moment)
    if started_on is not None and started_on > completed_on:
        started_on = None
    reason = impossible(
        standing.offering,
        started_on=started_on,
        completed_on=completed_on,
        minutes=minutes,
        today=timezone.localdate(moment),
    )
    if reason:
        raise refusals.ImpossibleDays(reason=reason)
    before = [standing.edition, str(standing.completed_on), standing.minutes]
    standing.edition, standing.minutes = " ".join(edition.split())[:200], minutes
    standing.started_on, standing.completed_on = started_on, completed_on
    standing.save(update_fields=["edition", "minutes", "started_on", "completed_on"])
    lines = list(standing.lines.filter(state=LineState.POSTED).select_related("person"))
    for line in lines:
        line.list = standing
        if line.joined is not None:
            facts.stand(line, actor=actor, at=moment)
    bulk.change_activities(
        entries=[
            (line.person_id, facts.activity_of(line))
            for line in lines
            if line.joined is None and line.person_id is not None
        ],
        actor=actor,
        source=facts.SOURCE,
        at=moment,
    )
    standing.lines.filter(state=LineState.POSTED).update(seen_at=None, since=moment)
    PostingEvent.objects.create(
        list=standing, name=Event.CORRECT_LIST, at=moment, actor=actor, data={"before": before}
    )
    return len(lines)


def open_list(kept: AttendanceList, actor: Any, at: dt.datetime) -> AttendanceList:
    """The list, locked and read anew. Refuses: NotYourOrganisation, ListWithdrawn."""
    found = (
        AttendanceList.objects.select_for_update(of=("self",))
        .select_related("offering__organisation")
        .get(pk=kept.pk)
    )
    check_posts_for(actor, found.offering.organisation_id, timezone.localdate(at))
    if found.state != ListState.POSTED:
        raise refusals.ListWithdrawn
    found.offering = (
        queries.offering(found.offering_id) or found.offering
    )  # with its accreditations, read once
    return found
