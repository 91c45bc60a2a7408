"""Two Dask workers against one, and two processes against one: the same whole run, one DuckDB thread each.

The workers stand ready before anything is timed, as they do in a cluster; the processes are started in the time, for
that is how the command does it. All four must give the same run. See docs/how-to/measure.md.

    python benchmarks/two_workers.py [--people 20000] [--seed 1] [--runs 5]
"""

from __future__ import annotations

import argparse
import logging
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bulk.population import kept_in, population
from bulk.stored import job_of

from vakwerk.engines.bulk import Job, Run, run_here
from vakwerk.engines.bulk.on_dask import run_there
from vakwerk.engines.population import Manifest

AIM = 1.6
RunIt = Callable[[Job], Run]


def main() -> int:
    """Print the table; 1 when the runs differ or two workers are not fast enough."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    made = population(options.people, options.seed)
    print(f"{made.people:,} people, {made.rows('activities'):,} activities, {len(made.parts)} parts")
    from dask import distributed

    logging.getLogger("distributed").setLevel(logging.ERROR)
    cluster: Any = distributed.LocalCluster
    alone = {"n_workers": 1, "threads_per_worker": 1, "processes": True, "dashboard_address": ":0"}
    with cluster(**alone) as one, cluster(**{**alone, "n_workers": 2}) as two:
        return _measure(
            made,
            {
                "one Dask worker": _on(one.scheduler_address),
                "two Dask workers": _on(two.scheduler_address),
                "one process": _here(1),
                "two processes": _here(2),
            },
            options.runs,
        )


def _on(scheduler: str) -> RunIt:
    return lambda job: run_there(job, scheduler=scheduler, say=_quiet, now=_now)


def _here(workers: int) -> RunIt:
    return lambda job: run_here(job, workers=workers, say=_quiet, now=_now)


def _quiet(_progress: object) -> None:
    """Nothing is told while it is timed."""


def _now() -> datetime:
    return datetime.now(UTC)


def _measure(made: Manifest, ways: dict[str, RunIt], runs: int) -> int:
    taken: dict[str, list[float]] = {label: [] for label in ways}
    found = {label: _timed(made, way)[1] for label, way in ways.items()}  # warms all up
    if len(set(found.values())) > 1:
        print(f"They do not give the same run: {found}", file=sys.stderr)
        return 1
    print(f"All give the same run: {found['one process']}\n")
    for _ in range(runs):
        for label, way in ways.items():
            taken[label].append(_timed(made, way)[0])
    for label, seconds in taken.items():
        median = statistics.median(seconds)
        print(
            f"{label:18} median {median:7.2f} s   min {min(seconds):7.2f}   max {max(seconds):7.2f}   "
            f"{made.people / median:9,.0f} people/s"
        )
    gained = _ratios(taken["one Dask worker"], taken["two Dask workers"])
    pool = _ratios(taken["one process"], taken["two processes"])
    met = statistics.median(gained) >= AIM
    print(f"{'reached' if met else 'MISSED '}  two Dask workers are {_told(gained)} as fast (at least {AIM})")
    print(f"         two processes are {_told(pool)} as fast as one")
    return 0 if met else 1


def _timed(made: Manifest, way: RunIt) -> tuple[float, str]:
    """Seconds, and the hash of all but the times."""
    out = kept_in() / "two-workers"
    shutil.rmtree(out, ignore_errors=True)
    job = job_of(made, out)
    begun = time.perf_counter()
    digest = way(job).digest
    seconds = time.perf_counter() - begun
    shutil.rmtree(out)
    return seconds, digest


def _ratios(one: list[float], two: list[float]) -> list[float]:
    return [before / after for before, after in zip(one, two, strict=True)]


def _told(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}) times"


if __name__ == "__main__":
    sys.exit(main())
