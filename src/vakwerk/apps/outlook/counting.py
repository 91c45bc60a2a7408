"""The work itself: everybody is written, counted under a norm, and compared with what another norm would say.

A worker that is killed leaves finished parts; the next goes on from there. A population is written from the start.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import structlog
from django.db import connection
from django.utils import timezone

from vakwerk.apps.outlook import actions, folders
from vakwerk.apps.outlook.models import Count, Population, Scenario
from vakwerk.apps.outlook.terms import State, Why
from vakwerk.apps.register import populations
from vakwerk.core.norms import shipped
from vakwerk.core.norms.changes import read_change, with_changes
from vakwerk.core.norms.compile.conditions import NotCompilable
from vakwerk.core.norms.model import Norm
from vakwerk.engines.bulk import Disagreement, Job, OtherRun, Progress, Run, make_job, read_run, run_here
from vakwerk.engines.population import Manifest, read_manifest
from vakwerk.engines.population.folder import write_whole
from vakwerk.engines.what_if import Grouped, NoIndex, compare, has_index, make_index

PART_SIZE = populations.PART_SIZE
AT_ONCE = 20_000
"""For how many people a change that needs the facts is worked out while the page waits; for more there is an index."""
log = structlog.get_logger("vakwerk.outlook")


def carry_out(count: uuid.UUID) -> bool:
    """Counts everybody, unless another worker does; whether it is ready now."""
    row = actions.begin_count(count=count)
    if row is None:
        return False
    try:
        manifest = _population(row)
        run = _run(row, manifest)
        _index(row, run, manifest)
        actions.finish_count(count=count, people=run.people)
    except actions.Stopped:
        _tidy(count)
        return False
    except Disagreement as error:
        log.error("outlook.disagreement", norm=row.norm, differences=len(error.differences))
        actions.fail_count(count=count, why=Why.DISAGREEMENT)
    except NotCompilable as error:
        log.error("outlook.not_compiled", norm=row.norm, why=str(error))
        actions.fail_count(count=count, why=Why.NOT_COMPILED)
    except Exception:
        # Whoever waits for it must read that it went wrong; what went wrong is for the log.
        actions.fail_count(count=count, why=Why.TECHNICAL)
        raise
    else:
        return True
    return False


def _tidy(count: uuid.UUID) -> None:
    """What was thrown away while it was being made leaves no folder; what was stopped stays, to go on with."""
    if not Count.objects.filter(pk=count).exists():
        folders.forget_count(count)
    if not Population.objects.filter(pk=count).exists():
        folders.forget_population(count)


def _population(row: Count) -> Manifest:
    """The population of the count: its own, the newest of that day, or one that is written now."""
    kept = row.population
    if kept is None and not row.anew:
        kept = Population.objects.filter(on=row.on).order_by("-read_at", "pk").first()
    if kept is not None and (folders.population_folder(kept.pk) / "population.json").exists():
        actions.lean_on(count=row.pk, population=kept.pk)
        return read_manifest(folders.population_folder(kept.pk))
    folder = folders.population_folder(row.pk)
    shutil.rmtree(folder, ignore_errors=True)  # the moment an unfinished one saw is gone
    folders.made(folder)
    read_at = timezone.now()

    def said(people: int, _left_out: int) -> None:
        _apart(lambda: actions.keep_written(count=row.pk, written=people))

    manifest = populations.write(folder, on=row.on, part_size=PART_SIZE, said=said)
    actions.keep_population(count=row.pk, read_at=read_at, people=manifest.people)
    return manifest


def _apart(work: Callable[[], None]) -> None:
    """On a connection of its own: while everybody is read at one moment, nothing can be written on ours."""
    if connection.in_atomic_block:
        work()
        return

    def once() -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        other.submit(once).result()


def _run(row: Count, manifest: Manifest) -> Run:
    def said(progress: Progress) -> None:
        actions.keep_done(
            count=row.pk, done=progress.parts, whole=progress.all_parts, people=progress.all_people
        )

    norm, out = shipped()[row.norm], folders.made(folders.run_folder(row.pk))
    job = make_job(manifest=manifest, library=shipped(), norm=norm, on=row.on, out=out)
    try:
        return run_here(job, workers=1, say=said, now=_now)
    except OtherRun:
        return _afresh(job, said)


def _index(row: Count, run: Run, manifest: Manifest) -> None:
    """For many people an index of their activities, so that other rules of what counts need no rereading of facts."""
    if run.people <= AT_ONCE or has_index(run):
        return

    def said(_done: int, _whole: int) -> None:
        actions.keep_done(
            count=row.pk, done=len(manifest.parts), whole=len(manifest.parts), people=run.people
        )

    try:
        make_index(run, manifest, threads=1, say=said)
    except NoIndex as error:
        log.warning("outlook.no_index", norm=row.norm, why=str(error))  # slower, and as exact


def _afresh(job: Job, said: Callable[[Progress], None]) -> Run:
    """The folder holds a run of another text, program or population: it is of no use any more."""
    shutil.rmtree(job.out)
    folders.made(job.out)
    return run_here(job, workers=1, say=said, now=_now)


def _now() -> dt.datetime:
    return timezone.now()


# --- comparing ------------------------------------------------------------------------------------------------------


def run_of(count: uuid.UUID) -> Run:
    """The finished run of a count. Raises RunFault when its folder is gone."""
    return read_run(folders.run_folder(count))


def changed(norm: Norm, changes: Sequence[str]) -> Norm:
    """The norm with these changes, as they are written. Raises ChangeRefused."""
    return with_changes(norm, [read_change(text) for text in changes])


def work_out(scenario: int) -> bool:
    """Compares part by part, unless another worker does; whether it is ready now."""
    row = actions.begin_scenario(scenario=scenario)
    if row is None:
        return False

    def said(done: int, whole: int) -> None:
        actions.keep_scenario(scenario=scenario, done=done, whole=whole)

    try:
        run = run_of(row.count_id)
        then = changed(run.job.the_norm(), row.changes)
        found = compare(run, then, held_only=row.held_only, say=said)
        keep_grouped(row.count_id, row.key, found.grouped)
    except actions.Stopped:
        return False
    except Exception:
        actions.end_scenario(scenario=scenario, state=State.FAILED)
        raise
    actions.end_scenario(scenario=scenario, state=State.READY)
    return Scenario.objects.filter(pk=scenario).exists()


def keep_grouped(count: uuid.UUID, key: str, grouped: Grouped) -> None:
    """Keeps what came out beside the run, with which it goes; exact counts stand in no table."""
    file = folders.scenario_file(count, key)
    folders.made(file.parent)
    rows: list[list[Any]] = [[*group, people] for group, people in grouped.counts.items()]
    write_whole(file, json.dumps(rows))


def kept_grouped(count: uuid.UUID, key: str) -> Grouped | None:
    """What came out before; None when it was not worked out."""
    file: Path = folders.scenario_file(count, key)
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Grouped({tuple(row[:7]): row[7] for row in rows})
