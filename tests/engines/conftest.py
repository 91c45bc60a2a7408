"""A small population in several parts, and a finished run over it, made once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from vakwerk.core.norms import shipped
from vakwerk.core.norms.changes import read_change
from vakwerk.engines.bulk import Job, Run, make_job, run_here
from vakwerk.engines.population import Manifest
from vakwerk.engines.population.made_up import Wish, generate

ON = date(2026, 11, 24)
NORM = "brede-registratie"
MakeJob = Callable[..., Job]


def now() -> datetime:
    """A clock that always says the same."""
    return datetime(2026, 11, 24, 12, tzinfo=UTC)


def quiet(_: object) -> None:
    """Says nothing about progress."""


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    """About 900 people in six parts, the edges of the norm and the cases of all norms among them."""
    folder = tmp_path_factory.mktemp("bulk") / "population"
    wish = Wish(
        people=900,
        seed=3,
        on=ON,
        norm=shipped()[NORM],
        library=shipped(),
        part_size=150,
        mean_activities=40.0,
    )
    return generate(wish, folder, made_on=ON)


@pytest.fixture(scope="session")
def job_for(manifest: Manifest, tmp_path_factory: pytest.TempPathFactory) -> MakeJob:
    """Makes a job over the population in a folder of its own."""
    number = itertools.count()

    def make(
        norm: str = NORM, changes: Sequence[str] = (), *, out: Path | None = None, facts: bool = False
    ) -> Job:
        place = out or tmp_path_factory.mktemp("runs") / str(next(number))
        read = [read_change(text) for text in changes]
        library = shipped()
        return make_job(
            manifest=manifest,
            library=library,
            norm=library[norm],
            on=ON,
            out=place,
            changes=read,
            facts=facts,
        )

    return make


@pytest.fixture(scope="session")
def run(job_for: MakeJob) -> Run:
    """Everybody under the norm, with the story of every fact."""
    return run_here(job_for(facts=True), workers=1, say=quiet, now=now)
