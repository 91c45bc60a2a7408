"""A scheduler and two workers started by hand; one is killed midway, and the result is whole and the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.engines.conftest import ON, MakeJob, now, quiet

from vakwerk.core.norms import shipped
from vakwerk.engines.bulk import Job, Progress, Run, RunFault, make_job, read_run, run_here
from vakwerk.engines.bulk.on_dask import run_there
from vakwerk.engines.population import Manifest
from vakwerk.engines.population.made_up import Wish, generate

NORM = "brede-registratie"
PATIENCE = 60


def _start(stack: ExitStack, *arguments: str) -> subprocess.Popen[bytes]:
    """A program of Dask, in a group of its own, ended when the test is."""
    environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "false"}
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=environment, start_new_session=True,
    )  # fmt: skip
    stack.callback(_end, process)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


@pytest.fixture(scope="module")
def scheduler(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler on this machine, and its two workers, one thread each."""
    folder = tmp_path_factory.mktemp("dask")
    with ExitStack() as stack:
        file = folder / "scheduler.json"
        _start(
            stack,
            "scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--scheduler-file",
            str(file),
        )
        address = _address(file)
        workers = [
            _start(
                stack, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
                "--local-directory", str(folder / f"worker-{number}"),
            )
            for number in range(2)
        ]  # fmt: skip
        _wait_for_workers(address, 2)
        yield address, workers


def _address(file: Path) -> str:
    import json

    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            return str(json.loads(file.read_text())["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise AssertionError("the scheduler did not start")


def _wait_for_workers(address: str, number: int) -> None:
    from dask.distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(number, timeout=PATIENCE)


@pytest.fixture(scope="module")
def many_parts(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    """Enough parts to be in the middle of."""
    wish = Wish(
        people=2_400,
        seed=5,
        on=ON,
        norm=shipped()[NORM],
        library=shipped(),
        part_size=100,
        mean_activities=15.0,
    )
    return generate(wish, tmp_path_factory.mktemp("parts") / "population", made_on=ON)


def _job(manifest: Manifest, out: Path) -> Job:
    return make_job(manifest=manifest, library=shipped(), norm=shipped()[NORM], on=ON, out=out)


def test_a_worker_that_is_killed_midway_costs_nothing_but_time(
    scheduler: tuple[str, list[subprocess.Popen[bytes]]], many_parts: Manifest, tmp_path: Path
) -> None:
    address, workers = scheduler
    here = run_here(_job(many_parts, tmp_path / "here"), workers=1, say=quiet, now=now)
    killed: list[int] = []

    def say(progress: Progress) -> None:
        if progress.parts >= 4 and not killed:
            assert progress.parts < progress.all_parts
            workers[0].kill()
            workers[0].wait(10)
            killed.append(progress.parts)

    there = run_there(_job(many_parts, tmp_path / "there"), scheduler=address, say=say, now=now)
    assert killed
    assert there.people == many_parts.people
    assert there.digest == here.digest
    assert _files(there) == _files(here)


def _files(run: Run) -> list[str]:
    return sorted(str(path.relative_to(run.folder)) for path in run.folder.rglob("*.parquet"))


def test_a_scheduler_that_does_not_answer_is_named(job_for: MakeJob, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vakwerk.engines.bulk.on_dask.CONNECT_WITHIN", "1s")
    job = job_for()
    with pytest.raises(RunFault, match=r"tcp://127\.0\.0\.1:9"):
        run_there(job, scheduler="tcp://127.0.0.1:9", say=quiet, now=now)
    with pytest.raises(RunFault):
        read_run(job.out)
