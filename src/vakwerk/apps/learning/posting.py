"""Posting a list: who is meant, who has it already, and the facts that come of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from vakwerk.apps.dossier import bulk, words
from vakwerk.apps.dossier.lookups import activities_between
from vakwerk.apps.learning import facts, limits, queries, refusals
from vakwerk.apps.learning.matching import Match, match
from vakwerk.apps.learning.models import AttendanceLine, AttendanceList, Offering, PostingEvent
from vakwerk.apps.learning.roster import MOST_LINES, Row
from vakwerk.apps.learning.terms import UNRESOLVED, WITH_PERSON, Event, Hit, LineState, ListState, Way
from vakwerk.apps.people import actions as people
from vakwerk.apps.people.terms import Page, Purpose, Role
from vakwerk.core.dossier import Activity, check_fact
from vakwerk.core.exchange.likeness import DAYS_APART, Likeness, likeness
from vakwerk.core.exchange.number_keys import number_key
from vakwerk.core.freetext import folded

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Posted:
    """A list as it stands after posting: how many lines are in which state; `again` when it stood there already."""

    list_id: Any
    counts: Mapping[str, int]
    again: bool


def check_posts_for(actor: Any, organisation: Any, on: dt.date) -> None:
    """Refuses NotYourOrganisation: the account is no provider of this organisation on this day."""
    if organisation not in {house.pk for house in queries.organisations_of(actor, on)}:
        raise refusals.NotYourOrganisation


def impossible(
    offering: Offering, *, started_on: dt.date | None, completed_on: dt.date, minutes: int, today: dt.date
) -> str:
    """Why nobody can have taken the offering like this, in a sentence; empty when it can be."""
    trial = facts.activity(
        offering,
        fact_id="trial",
        started_on=started_on,
        completed_on=completed_on,
        minutes=minutes,
        posted_on=today,
    )
    found = next((finding for finding in check_fact(trial, today) if finding.refuses), None)
    return "" if found is None else words.finding_sentence(found)


def post_list(
    *,
    offering: Offering,
    rows: Sequence[Row],
    way: Way | str,
    completed_on: dt.date,
    started_on: dt.date | None = None,
    edition: str = "",
    minutes: int | None = None,
    actor: Any,
    at: dt.datetime | None = None,
) -> Posted:
    """These people took the offering: who is found has it in the dossier at once, the rest goes to the worklist.

    The same list sent twice stands once; somebody on a longer version of a list is not posted again. What somebody
    already entered alone is not doubled: that person is asked. `minutes` None: the usual length.
    Refuses: NotYourOrganisation, NothingToPost, TooManyLines, ImpossibleDays, TooManyAsked, TooManyMisses.
    """
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    check_posts_for(actor, offering.organisation_id, today)
    if not rows:
        raise refusals.NothingToPost
    if len(rows) > MOST_LINES:
        raise refusals.TooManyLines(most=MOST_LINES)
    length = minutes or offering.minutes
    if started_on is not None and started_on > completed_on:
        started_on = None
    reason = impossible(
        offering, started_on=started_on, completed_on=completed_on, minutes=length, today=today
    )
    if reason:
        raise refusals.ImpossibleDays(reason=reason)
    kept = AttendanceList(
        offering=offering,
        edition=" ".join(edition.split())[:200],
        started_on=started_on,
        completed_on=completed_on,
        minutes=length,
        posted_by=actor,
        posted_at=moment,
        way=Way(way),
    )
    kept.sha256 = _digest(kept, rows)
    standing = _standing(kept)
    if standing is not None:
        return standing
    matches = look_up(
        [(row.number, row.name) for row in rows],
        organisation=offering.organisation_id,
        accreditors={one.accreditor for one in offering.accreditations.all()},
    )
    return _post(kept, rows, matches, moment)


def look_up(
    asked: Sequence[tuple[str, str]], *, organisation: Any, accreditors: Iterable[str]
) -> list[Match]:
    """Who is meant, counted against what this organisation may ask. Refuses: TooManyAsked, TooManyMisses."""
    if len(asked) > limits.left(limits.LINES, organisation):
        raise refusals.TooManyAsked(minutes=limits.LINES.seconds // 60)
    limits.use(limits.LINES, organisation, len(asked))
    room = limits.left(limits.MISSES, organisation)
    matches = match(asked, frozenset(accreditors))
    missed = sum(one.hit is not Hit.FOUND for one in matches)
    limits.use(limits.MISSES, organisation, missed)
    if missed > room:
        raise refusals.TooManyMisses(most=limits.MISSES.most, hours=limits.MISSES.seconds // 3600)
    return matches


@transaction.atomic
def _post(kept: AttendanceList, rows: Sequence[Row], matches: Sequence[Match], at: dt.datetime) -> Posted:
    # Two that post for one offering at the same time go one after the other.
    Offering.objects.select_for_update().get(pk=kept.offering_id)
    standing = _standing(kept)
    if standing is not None:
        return standing
    kept.offering = queries.offering(kept.offering_id) or kept.offering  # with its accreditations, read once
    kept.save(force_insert=True)
    lines = [_line(kept, row, found, at) for row, found in zip(rows, matches, strict=True)]
    _set_doubles_apart(kept, lines)
    new = _ask_who_has_it(lines)
    AttendanceLine.objects.bulk_create(lines, batch_size=AT_ONCE)
    bulk.record_activities(
        entries=[(line.person, fact) for line, fact in new if line.person is not None],
        actor=kept.posted_by,
        source=facts.SOURCE,
        at=at,
    )
    touched = [line.person for line in lines if line.person is not None]
    if touched:
        record_touch(kept.posted_by, touched, at)
    counts = Counter(line.state for line in lines)
    PostingEvent.objects.create(
        list=kept, name=Event.POST, at=at, actor=kept.posted_by, data={"lines": dict(counts)}
    )
    return Posted(kept.pk, counts, again=False)


def record_touch(actor: Any, touched: Sequence[Any], at: dt.datetime) -> None:
    """These people read in "who looked" that their number stood on a list. Refuses RoleNotHeld."""
    people.record_look(
        actor=actor,
        role=Role.PROVIDER,
        purpose=Purpose.ATTENDANCE,
        page=Page.ATTENDANCE,
        people=touched,
        at=at,
    )


def _digest(kept: AttendanceList, rows: Sequence[Row]) -> str:
    about = [kept.edition, str(kept.started_on), str(kept.completed_on), kept.minutes]
    told = sorted(
        [number_key(row.number), folded(row.name), row.minutes or 0, str(row.completed_on)] for row in rows
    )
    return hashlib.sha256(json.dumps([about, told], ensure_ascii=False).encode()).hexdigest()


def _standing(kept: AttendanceList) -> Posted | None:
    """What stands already of this very list."""
    there = AttendanceList.objects.filter(
        offering=kept.offering_id, sha256=kept.sha256, state=ListState.POSTED
    ).first()
    if there is None:
        return None
    return Posted(there.pk, Counter(there.lines.values_list("state", flat=True)), again=True)


def _line(kept: AttendanceList, row: Row, found: Match, at: dt.datetime) -> AttendanceLine:
    line = AttendanceLine(
        list=kept,
        number=row.line,
        typed_number=row.number,
        number_key=number_key(row.number),
        typed_name=row.name,
        typed_email="" if found.person is not None else row.email,
        minutes=None if row.minutes == kept.minutes else row.minutes,
        completed_on=None if row.completed_on == kept.completed_on else row.completed_on,
        state=LineState.POSTED if found.person is not None else LineState(found.hit.value),
        since=at,
        person=found.person,
    )
    line.fact_id = facts.fact_id_of(line) if found.person is not None else ""
    return line


def _set_doubles_apart(kept: AttendanceList, lines: Sequence[AttendanceLine]) -> None:
    """Who stands on this list twice, or had this offering posted on this day before, is not posted again."""
    days = [facts.day_of(line) for line in lines]
    first, last = min(days), max(days)
    before = AttendanceLine.objects.filter(
        Q(completed_on__gte=first, completed_on__lte=last)
        | Q(completed_on__isnull=True, list__completed_on__gte=first, list__completed_on__lte=last),
        list__offering=kept.offering_id,
        list__state=ListState.POSTED,
        state__in=(*WITH_PERSON, *UNRESOLVED),
    ).exclude(list=kept)
    seen: set[tuple[Any, ...]] = set()
    for line in before.select_related("list"):
        seen.add(_who(line))
    for line in lines:
        who = _who(line)
        if who in seen:
            line.state, line.fact_id, line.typed_email = LineState.TWICE, "", ""
        seen.add(who)


def _who(line: AttendanceLine) -> tuple[Any, ...]:
    day = facts.day_of(line)
    return (line.person_id, day) if line.person_id else (line.number_key, folded(line.typed_name), day)


def _ask_who_has_it(lines: Sequence[AttendanceLine]) -> list[tuple[AttendanceLine, Activity]]:
    """Who has it in the dossier already is asked whether it is the same; the others and their new facts come back."""
    posted = [(line, facts.activity_of(line)) for line in lines if line.state == LineState.POSTED]
    if not posted:
        return []
    near = dt.timedelta(days=DAYS_APART)
    days = [facts.day_of(line) for line, _ in posted]
    theirs = activities_between(
        sorted({line.person_id for line, _ in posted if line.person_id}), min(days) - near, max(days) + near
    )
    new = []
    for line, fact in posted:
        assert line.person_id is not None
        same = same_in(theirs.get(line.person_id, ()), fact)
        if same:
            line.state, line.fact_id, line.same_as = LineState.ASKED, "", same
        else:
            new.append((line, fact))
    return new


def same_in(theirs: Sequence[Activity], posted: Activity) -> str:
    """The id of what this person has that is, or looks like, the same; empty when nothing does."""
    how = {one.id: likeness(one, posted) for one in theirs}
    for wanted in (Likeness.SAME, Likeness.ALIKE):
        found = next((key for key, like in how.items() if like is wanted), "")
        if found:
            return found
    return ""
