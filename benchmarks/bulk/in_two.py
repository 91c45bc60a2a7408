"""Does the parts two at a time: in processes for what uses one core by itself, in threads for what leaves Python."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bulk.task import THREADS, Task, task_given

Decide = Callable[[Task, str], None]


def decide_all(decide: Decide) -> None:
    """`decide` for every part of the task on the command line, in fresh processes."""
    with task_given() as task, multiprocessing.get_context("spawn").Pool(THREADS) as pool:
        pool.starmap(decide, [(task, part) for part in task.parts], chunksize=1)


def decide_all_in_threads(task: Task, decide: Decide) -> None:
    """`decide` for every part, in threads: for DuckDB, which lets Python go while it works.

    Two parts of one thread each keep two cores busier than one part of two threads.
    """
    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(decide, task, part) for part in task.parts]:
            done.result()
