"""Runs a job over all parts: with the processes of this machine, going on where an earlier run stopped."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime

from vakwerk.engines.bulk.faults import Disagreement, OtherRun, RunFault
from vakwerk.engines.bulk.job import Job
from vakwerk.engines.bulk.part import PartDone, all_done, assess_part, read_done
from vakwerk.engines.bulk.results import RUN_FILE, Run, finish, read_run
from vakwerk.engines.population import Manifest, Part, read_manifest
from vakwerk.engines.population.folder import write_whole

JOB_FILE = "job.json"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: parts and people done of all."""

    parts: int
    all_parts: int
    people: int
    all_people: int


Say = Callable[[Progress], None]
Now = Callable[[], datetime]


def run_here(job: Job, *, workers: int, say: Say, now: Now) -> Run:
    """Everybody decided, or what was not done yet; returns the finished run.

    `say` is told after every part and may raise to stop. Raises BadPopulation, Disagreement, OtherRun, RunFault.
    """
    return carry_out(job, lambda todo, sample: _in_processes(job, todo, sample, workers), say=say, now=now)


Work = Callable[[list[Part], dict[str, list[int]]], Iterator[PartDone]]


def carry_out(job: Job, work: Work, *, say: Say, now: Now) -> Run:
    """Prepare the folder, let `work` do the parts that are not done, and finish with the receipt of the whole."""
    manifest = _manifest(job)
    begun = now()
    if _claim(job, begun):
        return read_run(job.out)
    done = {one.name: one for one in all_done(job.out, manifest)}
    todo = [part for part in manifest.parts if part.name not in done]
    people = sum(one.people for one in done.values())
    say(Progress(len(done), len(manifest.parts), people, manifest.people))
    finished, reached = len(done), people
    try:
        for one in work(todo, job.sample(manifest)):
            finished, reached = finished + 1, reached + one.people
            say(Progress(finished, len(manifest.parts), reached, manifest.people))
    except Disagreement as error:
        (job.out / "differences.txt").write_text("\n".join(error.differences), encoding="utf-8")
        raise
    return finish(job, manifest, list(all_done(job.out, manifest)), begun=begun, finished=now())


def _manifest(job: Job) -> Manifest:
    manifest = read_manifest(job.population)
    if manifest.sha256 != job.population_sha256:
        raise RunFault(f"{job.population} is another population than the one this run began with")
    return manifest


def _claim(job: Job, begun: datetime) -> bool:
    """Make the folder this run's own; whether it holds the finished run already. Raises OtherRun."""
    file = job.out / JOB_FILE
    if file.exists():
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["digest"] != job.digest:
            raise OtherRun(
                f"{job.out} holds another run ({kept['norm']} on {kept['on']}); choose another folder or remove it"
            )
        return (job.out / RUN_FILE).exists()
    if job.out.exists() and any(job.out.iterdir()):
        raise OtherRun(f"{job.out} is not empty; choose another folder")
    job.compiled()  # a form that has no SQL is refused before anything is written
    (job.out / "parts").mkdir(parents=True, exist_ok=True)
    write_whole(file, json.dumps({"digest": job.digest, "begun": begun.isoformat(), **job.data}, indent=1))
    return False


def _in_processes(
    job: Job, todo: list[Part], sample: dict[str, list[int]], workers: int
) -> Iterator[PartDone]:
    manifest = read_manifest(job.population)
    if workers <= 1 or len(todo) <= 1:
        for part in todo:
            yield assess_part(job, manifest, part, sample[part.name])
        return
    # Started anew rather than forked: DuckDB's threads and a server's connections do not survive a fork.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=min(workers, len(todo)), mp_context=context) as pool:
        futures: list[Future[PartDone]] = [
            pool.submit(assess_part, job, manifest, part, sample[part.name]) for part in todo
        ]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def one_part(job: Job, name: str) -> PartDone:
    """The part of this name, unless it is done: what a worker elsewhere is asked. Safe to do twice."""
    manifest = _manifest(job)
    kept = read_done(job.out, name)
    if kept is not None:
        return kept
    part = next(part for part in manifest.parts if part.name == name)
    return assess_part(job, manifest, part, job.sample(manifest)[name])
