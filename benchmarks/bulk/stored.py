"""A finished run of the population, kept for a next time: what a what-if begins with."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from bulk.norm import the_norm
from bulk.population import kept_in
from bulk.task import ON, THREADS
from vakwerk.engines.bulk import Job, OtherRun, Run, make_job, run_here
from vakwerk.engines.population import Manifest
from vakwerk.engines.what_if import has_index, make_index


def job_of(made: Manifest, out: Path) -> Job:
    """Everybody of this population under the norm, in that folder."""
    norm = the_norm()
    return make_job(manifest=made, library={norm.id: norm}, norm=norm, on=ON, out=out)


def stored_run(made: Manifest) -> Run:
    """The run, with an index of what counts; made when it is not there, or when it is another."""
    out = kept_in() / f"run-of-{made.folder.name}"
    job = job_of(made, out)
    try:
        run = _run(job)
    except OtherRun:
        shutil.rmtree(out)
        run = _run(job)
    if not has_index(run):
        print("Making the index …", flush=True)
        make_index(run, made, threads=THREADS, say=lambda _done, _all: None)
    return run


def _run(job: Job) -> Run:
    if not (job.out / "run.json").exists():
        print(f"Assessing everybody in {job.out} …", flush=True)
    return run_here(job, workers=THREADS, say=lambda _progress: None, now=lambda: datetime.now(UTC))
