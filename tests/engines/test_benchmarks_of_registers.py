"""What the bulk benchmarks compare with must keep deciding the same; the peers themselves run only in the benchmark."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from vakwerk.core.norms.changes import read_change, with_changes
from vakwerk.engines.bulk import Run, run_here
from vakwerk.engines.what_if import Way, compare, make_index

ROOT = Path(__file__).resolve().parents[2]
Module = Callable[[str], ModuleType]


@pytest.fixture(scope="module")
def bulk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Module]:
    """A module of `benchmarks/bulk`, with everything kept in a folder of this test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "benchmarks"))
        patch.setenv("VAKWERK_BENCH", str(tmp_path_factory.mktemp("bench")))
        yield lambda name: importlib.import_module(f"bulk.{name}")


@pytest.fixture(scope="module")
def run(bulk: Module) -> Run:
    """Fifteen hundred people of the benchmark, assessed, with an index."""
    made = bulk("population").population(1_500, 1)
    job = bulk("stored").job_of(made, bulk("population").kept_in() / "run")
    found = run_here(
        job, workers=1, say=lambda _progress: None, now=lambda: datetime(2026, 11, 24, tzinfo=UTC)
    )
    make_index(found, made, threads=1, say=lambda _done, _all: None)
    return found


def test_the_population_of_a_benchmark_is_made_once(bulk: Module, run: Run) -> None:
    again = bulk("population").population(1_500, 1)
    assert again.sha256 == run.data["population_sha256"]
    assert len(again.parts) == 4


@pytest.mark.parametrize("program", ["by_vakwerk", "by_hand_sql"])
def test_each_program_decides_what_the_run_decided(
    bulk: Module, run: Run, tmp_path: Path, program: str
) -> None:
    contenders = bulk("contenders")
    contender = next(one for one in contenders.ALL if one.program == program)
    done = contenders.run(contender, Path(sys.executable), run.job.population, tmp_path / "out")
    assert 0 < done.inside < done.took.seconds
    assert done.took.memory > 10_000_000
    people, value = contenders.digest(contender, tmp_path / "out")
    assert people == 1_500
    assert (people, value) == contenders.digest(contenders.WHOLE, run.folder)
    assert {str(row) for row in run.outcomes()} == {"0", "1", "2"}  # every outcome is there to be compared


def test_a_program_that_fails_is_told_with_its_last_lines(bulk: Module, tmp_path: Path) -> None:
    contenders, processes = bulk("contenders"), bulk("processes")
    with pytest.raises(processes.DidNotWork, match=r"population\.json"):
        contenders.run(contenders.HAND, Path(sys.executable), tmp_path, tmp_path / "out")


def test_one_other_decision_gives_another_digest(bulk: Module, run: Run, tmp_path: Path) -> None:
    import duckdb

    contenders = bulk("contenders")
    duckdb.execute(
        f"COPY (SELECT * REPLACE (CASE WHEN person = 700 THEN 2 - outcome ELSE outcome END AS outcome) "
        f"FROM {run.decisions('1900-01-01')}) TO '{tmp_path}/other.parquet' (FORMAT parquet)"
    )
    other = contenders.digest(contenders.OURS, tmp_path)
    assert other[0] == 1_500
    assert other != contenders.digest(contenders.WHOLE, run.folder)


@pytest.mark.parametrize(
    ("change", "way", "task", "argument"),
    [
        ("reflection.at_least=40 hours", Way.NUMBERS, "other_threshold", 2400),
        ("reflection.session_at_least=2 hours", Way.COUNTING, "other_sessions", 120),
    ],
)
def test_numpy_by_hand_counts_what_a_what_if_counts(
    bulk: Module, run: Run, change: str, way: Way, task: str, argument: int
) -> None:
    by_numpy = bulk("by_numpy")
    found = compare(run, with_changes(bulk("norm").the_norm(), [read_change(change)]))
    assert found.way is way
    kept = by_numpy.stored(run.decisions("1900-01-01"))
    index = [by_numpy.classes(run.folder / "index" / "version=1900-01-01")] if way is Way.COUNTING else []
    assert getattr(by_numpy, task)(kept, *index, argument) == dict(found.grouped.counts)
    assert sum(found.grouped.flows()[was, new] for was in range(3) for new in range(3) if was != new) > 0


def test_the_peers_are_locked_by_hash_and_are_no_dependency_of_ours() -> None:
    locked = (ROOT / "benchmarks/peers.txt").read_text(encoding="utf-8")
    assert "://" not in locked
    for name in ("openfisca-core", "pandas", "polars", "pyarrow"):
        assert f"\n{name}==" in locked
        assert "--hash=sha256:" in locked.split(f"\n{name}==")[1].split("\n")[1]
        for ours in ("base", "dev"):
            assert f"\n{name}==" not in (ROOT / f"requirements/{ours}.txt").read_text(encoding="utf-8")


def test_without_a_network_it_is_said_why_there_are_no_peers(tmp_path: Path) -> None:
    (tmp_path / "bulk").mkdir()
    (tmp_path / "bulk/peers.py").write_text((ROOT / "benchmarks/bulk/peers.py").read_text(encoding="utf-8"))
    (tmp_path / "peers.txt").write_text("nothing-like-this==1 --hash=sha256:" + "0" * 64 + "\n")
    done = subprocess.run(
        [sys.executable, "-m", "bulk.peers"],
        cwd=tmp_path,
        env={"PIP_NO_INDEX": "1", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "the peers can not be installed" in done.stderr
