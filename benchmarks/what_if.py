"""What if the norm were different, over people who were assessed: Vakwerk beside numpy by hand.

Two changes: a number (reflection of 40 hours instead of 60), and what counts (only sessions of two hours). All give the
same counts by profession, level, working week, region and age before anything is timed. See docs/how-to/measure.md.

    python benchmarks/what_if.py [--people 20000] [--seed 1] [--runs 7]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from bulk.by_numpy import Counts, classes, other_sessions, other_threshold, stored
from bulk.norm import the_norm
from bulk.population import population
from bulk.stored import stored_run
from bulk.task import THREADS

from vakwerk.core.norms.changes import read_change, with_changes
from vakwerk.engines.bulk import Run
from vakwerk.engines.what_if import Comparison, compare

AIMS = {"reflection.at_least=40 hours": 0.2, "reflection.session_at_least=2 hours": 1.0}
"""Seconds that each change may take at 1.4 million people."""
NUMBER, COUNTING = AIMS
VERSION = "1900-01-01"
Task = Callable[[], Mapping[Any, int]]


def main() -> int:
    """Print the table; 1 when counts differ or an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    made = population(options.people, options.seed)
    run = stored_run(made)
    print(f"{made.people:,} people, {made.rows('activities'):,} activities, seed {options.seed}\n")
    missed = 0
    for change, peers in (
        (NUMBER, _numbers_by_hand(run)),
        (COUNTING, _counting_by_hand(run)),
    ):
        missed += _measure(run, change, peers, options.runs)
    return 1 if missed else 0


def _numbers_by_hand(run: Run) -> dict[str, Task]:
    files = run.decisions(VERSION)
    kept = stored(files)
    return {
        "numpy by hand, reading the files": lambda: other_threshold(stored(files), 40 * 60),
        "numpy by hand, arrays in memory": lambda: other_threshold(kept, 40 * 60),
    }


def _counting_by_hand(run: Run) -> dict[str, Task]:
    files, folder = run.decisions(VERSION), run.folder / "index" / f"version={VERSION}"
    kept, index = stored(files), classes(folder)
    return {
        "numpy by hand, reading the files": lambda: other_sessions(stored(files), classes(folder), 120),
        "numpy by hand, arrays in memory": lambda: other_sessions(kept, index, 120),
    }


def _measure(run: Run, change: str, peers: Mapping[str, Task], runs: int) -> int:
    """1 when the counts differ or Vakwerk's median is above the aim."""
    then = with_changes(the_norm(), [read_change(change)])
    first = compare(run, then, threads=THREADS)
    print(f"{change}   by way of: {first.way.value}, sha256 {_digest(first.grouped.counts)}")
    for label, task in peers.items():
        if _digest(task()) != _digest(first.grouped.counts):
            print(f"{label}: other counts; nothing is timed", file=sys.stderr)
            return 1
    tasks: dict[str, Callable[[], object]] = {"Vakwerk": lambda: compare(run, then, threads=THREADS), **peers}
    taken: dict[str, list[float]] = {label: [] for label in tasks}
    for _ in range(runs):
        for label, task in tasks.items():
            begun = time.perf_counter()
            task()
            taken[label].append(time.perf_counter() - begun)
    ours = statistics.median(taken["Vakwerk"])
    for label, seconds in taken.items():
        median = statistics.median(seconds)
        print(
            f"  {label:36} median {median:7.3f} s   min {min(seconds):.3f}   max {max(seconds):.3f}   "
            f"{median / ours:5.2f} times ours"
        )
    met = ours <= AIMS[change]
    print(f"{'reached' if met else 'MISSED '}  {ours:.3f} s (at most {AIMS[change]} s)   {_told(first)}\n")
    return 0 if met else 1


def _told(found: Comparison) -> str:
    flows = found.grouped.flows()
    return f"{flows[0, 2] + flows[1, 2]:,} people come in, {flows[2, 0] + flows[2, 1]:,} fall out"


def _digest(counts: Mapping[Any, int] | Counts) -> str:
    rows = sorted(([str(part) for part in key], count) for key, count in counts.items())
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
