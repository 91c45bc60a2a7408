"""Does the parts with as many processes as every contender may use: for what uses one core by itself."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable

from bulk.task import THREADS, Task, task_given

Decide = Callable[[Task, str], None]


def decide_all(decide: Decide) -> None:
    """`decide` for every part of the task on the command line, in fresh processes."""
    with task_given() as task, multiprocessing.get_context("spawn").Pool(THREADS) as pool:
        pool.starmap(decide, [(task, part) for part in task.parts], chunksize=1)
