"""A whole register under one norm on one date: decided part by part, explained again where it is close, with a receipt.

`run_here` uses the processes of this machine, `on_dask.run_there` the workers of a Dask scheduler; both do the same
work on the same parts and leave the same files.
"""

from __future__ import annotations

from vakwerk.engines.bulk.faults import Disagreement, OtherRun, RunFault
from vakwerk.engines.bulk.job import Job, make_job
from vakwerk.engines.bulk.results import Run, person_receipt, read_run
from vakwerk.engines.bulk.run import Progress, run_here

__all__ = [
    "Disagreement",
    "Job",
    "OtherRun",
    "Progress",
    "Run",
    "RunFault",
    "make_job",
    "person_receipt",
    "read_run",
    "run_here",
]
