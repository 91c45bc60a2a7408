"""Every change of this app: a count is asked, begun, kept up with, finished, stopped, gone on with, and thrown away."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from vakwerk.apps.outlook import folders, norms, refusals
from vakwerk.apps.outlook.models import Count, Population, Scenario
from vakwerk.apps.outlook.terms import OPEN, State, Why
from vakwerk.apps.sharing import queries as sharing

LEASE = dt.timedelta(minutes=2)
"""After how long without a sign of life a worker is taken for dead. Every part and every thousand people is one."""
KEPT_DAYS = 7
"""How long a count is kept at most: people change their dossier, and a copy must not outlive that."""


class Stopped(Exception):
    """The work is not wanted any more: somebody stopped it, or it was thrown away."""


def _enqueue(work: str, key: object) -> None:
    """A worker will do this, once this transaction has succeeded."""
    from vakwerk.apps.outlook import tasks

    getattr(tasks, work).enqueue(str(key))


@transaction.atomic
def ask_count(*, norm: str, account: Any, anew: bool = False, at: dt.datetime | None = None) -> uuid.UUID:
    """Everybody will be counted under this norm; asked twice it is done once. `anew`: with figures of this moment.

    What was stopped or failed goes on where it was. Refuses NothingToTry.
    """
    if norms.norm_called(norm) is None:
        raise refusals.NothingToTry(norm=norm)
    moment = at or timezone.now()
    mine = list(Count.objects.select_for_update().filter(norm=norm).order_by("-asked_at", "pk"))
    running = next((one for one in mine if one.state in OPEN), None)
    if running is not None:
        if _dead(running.leased_until, moment):
            _enqueue("carry_out", running.pk)
        return running.pk
    on, digest = timezone.localdate(moment), norms.digest_of(norm)
    halted = None
    if not anew:
        same = (one for one in mine if one.state in (State.STOPPED, State.FAILED) and one.on == on)
        halted = next((one for one in same if one.digest == digest), None)
    if halted is None:
        halted = Count(norm=norm, digest=digest, on=on, anew=anew, asked_by=account, asked_at=moment)
    halted.state, halted.why, halted.leased_until = State.ASKED, "", None
    halted.save()
    _enqueue("carry_out", halted.pk)
    return halted.pk


@transaction.atomic
def stop_count(*, norm: str) -> None:
    """Whatever runs for this norm stops after the part it is at; what is done stays done. Refuses NothingCounts."""
    changed = Count.objects.filter(norm=norm, state__in=OPEN).update(state=State.STOPPED, leased_until=None)
    if not changed:
        raise refusals.NothingCounts(norm=norm)


@transaction.atomic
def remove_counts(*, norm: str) -> None:
    """Every count of this norm goes, with its folder; the population when no count leans on it any more."""
    gone = list(Count.objects.filter(norm=norm).values_list("pk", flat=True))
    if not gone:
        raise refusals.NothingCounts(norm=norm)
    _forget(gone)
    _forget_populations([one.pk for one in Population.objects.filter(counts__isnull=True)])


@transaction.atomic
def forget_everything() -> int:
    """No count and no population stays: somebody is erased, or wants to be held still. How many rows."""
    gone = list(Count.objects.values_list("pk", flat=True))
    _forget(gone)
    copies = list(Population.objects.values_list("pk", flat=True))
    _forget_populations(copies)
    transaction.on_commit(lambda: folders.forget_others([], [], at_once=True))
    return len(gone) + len(copies)


@transaction.atomic
def forget_who_stopped() -> bool:
    """Everything goes when somebody froze their data or asked to be erased since it was read; whether it went."""
    read = [table.objects.aggregate(first=Min("read_at"))["first"] for table in (Population, Count)]
    first = min((moment for moment in read if moment is not None), default=None)
    if first is None or not sharing.somebody_stopped_since(first):
        return False
    forget_everything()
    return True


@transaction.atomic
def forget_old(*, at: dt.datetime | None = None) -> int:
    """What was counted too long ago goes, and the older populations; folders nobody knows of too. How many."""
    moment = at or timezone.now()
    last_day = timezone.localdate(moment) - dt.timedelta(days=KEPT_DAYS)
    old = list(Count.objects.filter(on__lt=last_day).exclude(state__in=OPEN).values_list("pk", flat=True))
    _forget(old)
    newest = Population.objects.order_by("-read_at", "pk").first()
    left = Population.objects.exclude(counts__state__in=OPEN)
    copies = [one.pk for one in left if one.on < last_day or (newest is not None and one.pk != newest.pk)]
    _forget_populations(copies)
    kept = list(Population.objects.values_list("pk", flat=True))
    counts = list(Count.objects.values_list("pk", flat=True))
    strays = folders.forget_others(kept, counts, at_once=False)
    return len(old) + len(copies) + strays


def _forget(counts: Sequence[uuid.UUID]) -> None:
    Count.objects.filter(pk__in=counts).delete()
    for key in counts:
        transaction.on_commit(partial(folders.forget_count, key))


def _forget_populations(keys: Sequence[uuid.UUID]) -> None:
    Population.objects.filter(pk__in=keys).delete()
    for key in keys:
        transaction.on_commit(partial(folders.forget_population, key))


# --- what a worker says of its work ---------------------------------------------------------------------------------


def _dead(leased_until: dt.datetime | None, at: dt.datetime) -> bool:
    return leased_until is not None and leased_until < at


@transaction.atomic
def wake_what_died(*, at: dt.datetime | None = None) -> int:
    """Work of which the worker gave no sign of life is asked again; how many pieces."""
    moment = at or timezone.now()
    counts = list(
        Count.objects.filter(state=State.BUSY, leased_until__lt=moment).values_list("pk", flat=True)
    )
    for key in counts:
        _enqueue("carry_out", key)
    # Leased while it waits in the queue, so that looking often does not ask often.
    Count.objects.filter(pk__in=counts).update(state=State.ASKED, leased_until=None)
    dead = Scenario.objects.filter(state=State.BUSY, leased_until__lt=moment)
    scenarios = list(dead.values_list("pk", flat=True))
    for number in scenarios:
        _enqueue("work_out", number)
    Scenario.objects.filter(pk__in=scenarios).update(state=State.ASKED, leased_until=None)
    return len(counts) + len(scenarios)


@transaction.atomic
def ask_again() -> int:
    """Whatever waits is asked once more, for the queue may have lost it; who comes second finds it begun. How many."""
    waiting = list(Count.objects.filter(state=State.ASKED).values_list("pk", flat=True))
    for key in waiting:
        _enqueue("carry_out", key)
    return len(waiting)


@transaction.atomic
def begin_count(*, count: uuid.UUID, at: dt.datetime | None = None) -> Count | None:
    """This worker does it from here; None when another does, or nobody wants it."""
    moment = at or timezone.now()
    row = Count.objects.select_for_update().filter(pk=count).first()
    if row is None or row.state not in OPEN:
        return None
    if row.state == State.BUSY and not _dead(row.leased_until, moment):
        return None
    row.state, row.leased_until = State.BUSY, moment + LEASE
    row.begun_at = row.begun_at or moment
    row.save(update_fields=["state", "leased_until", "begun_at"])
    return row


def keep_written(*, count: uuid.UUID, written: int, at: dt.datetime | None = None) -> None:
    """So many people are written. Raises Stopped when it is not wanted any more."""
    _still(count, at, written=written)


def keep_done(*, count: uuid.UUID, done: int, whole: int, people: int, at: dt.datetime | None = None) -> None:
    """So many parts of all are assessed. Raises Stopped when it is not wanted any more."""
    _still(count, at, done=done, whole=whole, people=people)


def _still(count: uuid.UUID, at: dt.datetime | None, **said: int) -> None:
    lease = (at or timezone.now()) + LEASE
    if not Count.objects.filter(pk=count, state=State.BUSY).update(leased_until=lease, **said):
        raise Stopped


@transaction.atomic
def keep_population(*, count: uuid.UUID, read_at: dt.datetime, people: int) -> Population:
    """Everybody is written, under the number of this count. Raises Stopped when it is not wanted any more."""
    row = Count.objects.select_for_update().filter(pk=count, state=State.BUSY).first()
    if row is None or sharing.somebody_stopped_since(read_at):
        raise Stopped
    made, _ = Population.objects.update_or_create(
        id=count, defaults={"on": row.on, "read_at": read_at, "people": people}
    )
    row.population, row.read_at, row.written = made, read_at, people
    row.save(update_fields=["population", "read_at", "written"])
    older = Population.objects.filter(read_at__lt=read_at).exclude(counts__state__in=OPEN)
    _forget_populations(list(older.values_list("pk", flat=True)))
    return made


@transaction.atomic
def lean_on(*, count: uuid.UUID, population: uuid.UUID) -> None:
    """The count is of this population. Raises Stopped when either is gone."""
    there = Population.objects.filter(pk=population).first()
    if there is None:
        raise Stopped
    mine = Count.objects.filter(pk=count, state=State.BUSY)
    if not mine.update(population=there, read_at=there.read_at):
        raise Stopped


@transaction.atomic
def finish_count(*, count: uuid.UUID, people: int, at: dt.datetime | None = None) -> None:
    """Everybody is counted; the earlier counts of this norm go. Raises Stopped when it is not wanted any more."""
    row = Count.objects.select_for_update().filter(pk=count, state=State.BUSY).first()
    if row is None:
        raise Stopped
    row.state, row.people, row.leased_until = State.READY, people, None
    row.finished_at = at or timezone.now()
    row.save(update_fields=["state", "people", "leased_until", "finished_at"])
    _forget(list(Count.objects.filter(norm=row.norm).exclude(pk=count).values_list("pk", flat=True)))


@transaction.atomic
def fail_count(*, count: uuid.UUID, why: Why) -> None:
    """It can not be done, for this reason."""
    Count.objects.filter(pk=count, state=State.BUSY).update(state=State.FAILED, why=why, leased_until=None)


# --- changes that need the facts ------------------------------------------------------------------------------------


@transaction.atomic
def ask_scenario(
    *, count: uuid.UUID, key: str, changes: Sequence[str], held_only: bool, at: dt.datetime | None = None
) -> int:
    """This change will be worked out from the facts; asked twice it is done once. Refuses NothingCounts."""
    row = Count.objects.select_for_update().filter(pk=count, state=State.READY).first()
    if row is None:
        raise refusals.NothingCounts(norm="")
    made, fresh = Scenario.objects.get_or_create(
        count=row,
        key=key,
        defaults={"changes": list(changes), "held_only": held_only, "asked_at": at or timezone.now()},
    )
    if not fresh and made.state in (State.FAILED, State.STOPPED):
        made.state = State.ASKED
        made.save(update_fields=["state"])
        fresh = True
    if fresh:
        _enqueue("work_out", made.pk)
    return int(made.pk)


@transaction.atomic
def begin_scenario(*, scenario: int, at: dt.datetime | None = None) -> Scenario | None:
    """This worker does it from here; None when another does, or nobody wants it."""
    moment = at or timezone.now()
    row = Scenario.objects.select_for_update(of=("self",)).select_related("count").filter(pk=scenario).first()
    if row is None or row.state not in OPEN:
        return None
    if row.state == State.BUSY and not _dead(row.leased_until, moment):
        return None
    row.state, row.leased_until = State.BUSY, moment + LEASE
    row.save(update_fields=["state", "leased_until"])
    return row


def keep_scenario(*, scenario: int, done: int, whole: int, at: dt.datetime | None = None) -> None:
    """So many parts of all are worked out. Raises Stopped when it is not wanted any more."""
    lease = (at or timezone.now()) + LEASE
    said = Scenario.objects.filter(pk=scenario, state=State.BUSY)
    if not said.update(done=done, whole=whole, leased_until=lease):
        raise Stopped


def end_scenario(*, scenario: int, state: State) -> None:
    """It is ready, or it failed."""
    Scenario.objects.filter(pk=scenario).update(state=state, leased_until=None)
