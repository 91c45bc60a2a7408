"""The same run on several machines: one Dask task a part, no shuffle. Every worker must see the same two folders.

Dask is an extra (`pip install vakwerk[scale]`). A worker that dies costs only the part it was at: the scheduler gives
that part to another, and a part that was finished is noted beside its files and not done again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vakwerk.engines.bulk.faults import RunFault
from vakwerk.engines.bulk.job import Job
from vakwerk.engines.bulk.part import PartDone
from vakwerk.engines.bulk.results import Run
from vakwerk.engines.bulk.run import Now, Say, carry_out, one_part
from vakwerk.engines.population import Part

CONNECT_WITHIN = "20s"


def run_there(job: Job, *, scheduler: str, say: Say, now: Now) -> Run:
    """Everybody decided by the workers of a Dask scheduler (an address such as `tcp://10.0.0.5:8786`).

    Raises what `run_here` raises, and RunFault when Dask is not installed or the scheduler does not answer.
    """
    try:
        from dask.distributed import Client
    except ImportError as error:
        raise RunFault(
            "Dask is not installed; install vakwerk[scale] on this machine and on every worker"
        ) from error
    untyped: Any = Client
    try:
        client = untyped(scheduler, timeout=CONNECT_WITHIN, set_as_default=False)
    except OSError as error:
        raise RunFault(
            f"no Dask scheduler answers at {scheduler}: is it running, and may this machine reach it?"
        ) from error
    with client:
        _same_program_everywhere(client, scheduler)
        return carry_out(job, lambda todo, _sample: _on_workers(client, job, todo), say=say, now=now)


def _on_workers(client: Any, job: Job, todo: list[Part]) -> Iterator[PartDone]:
    from dask import distributed

    as_completed: Any = distributed.as_completed
    # `pure=False` and a key of its own: what an earlier client asked of the same scheduler is not handed back unseen.
    futures = [
        client.submit(one_part, job, part.name, key=f"{job.digest}-{part.name}-{job.out}", pure=False)
        for part in todo
    ]
    try:
        for future in as_completed(futures, loop=client.loop):
            yield future.result()
    finally:
        client.cancel(futures)


def _same_program_everywhere(client: Any, scheduler: str) -> None:
    """Every worker has the engine that will be named in the receipt. Raises RunFault."""
    from vakwerk import __version__

    found = client.run(_version)
    if not found:
        raise RunFault(f"the scheduler at {scheduler} has no workers yet; start one: dask worker {scheduler}")
    others = sorted({f"{address}: {version}" for address, version in found.items() if version != __version__})
    if others:
        raise RunFault(f"workers have another version than {__version__}: {', '.join(others)}")


def _version() -> str:
    from vakwerk import __version__

    return __version__
