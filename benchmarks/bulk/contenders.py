"""Who is measured, how each is started, and whether all decide the same."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from bulk.processes import Measured, measured
from bulk.task import INSIDE, REQUIREMENTS, SUMS, THREADS

FOLDER = Path(__file__).resolve().parent.parent
DECIDED = (
    "person",
    "outcome",
    *REQUIREMENTS,
    *(f"{name}:{what}" for name in SUMS for what in ("have", "have_at_most", "short")),
)
"""What is compared: who, how it came out, and the low, high and shortfall of every sum."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to decide: its program, what it is called, and whether it runs in the peers' environment."""

    program: str
    label: str
    peer: bool
    below: str = ""
    """Where below its folder the decisions stand."""


OURS = Contender("by_vakwerk", "Vakwerk, deciding alone", peer=False)
HAND = Contender("by_hand_sql", "DuckDB SQL by hand, same columns", peer=False)
WHOLE = Contender(
    "by_vakwerk_whole",
    "Vakwerk, whole run (checked, explained)",
    peer=False,
    below="decisions/version=1900-01-01",
)
POLARS = Contender("by_polars", "polars", peer=True)
PANDAS = Contender("by_pandas", "pandas", peer=True)
OPENFISCA = Contender("by_openfisca", "OpenFisca-core", peer=True)
SITUATIONS = Contender("by_situations", "OpenFisca-core, situations by name", peer=True)
"""Decides only about a few hundred people; not among those that take turns."""
ALL = (OURS, HAND, WHOLE, POLARS, PANDAS, OPENFISCA)


@dataclass(frozen=True, slots=True)
class Done:
    """One run of a contender: what it took from start to end, and how much of that lay between start-up and end."""

    took: Measured
    inside: float


def run(contender: Contender, python: Path, population: Path, out: Path) -> Done:
    """Let it decide about everybody, in an empty folder. Raises DidNotWork."""
    shutil.rmtree(out, ignore_errors=True)
    took = measured(
        [str(python), "-m", f"bulk.{contender.program}", str(population), str(out)],
        cwd=FOLDER,
        environment=_environment(contender),
    )
    inside = float(json.loads((out.parent / f"{out.name}.{INSIDE}").read_text(encoding="utf-8")))
    return Done(took, inside)


def _environment(contender: Contender) -> dict[str, str]:
    """As ours, with as many threads for each: two, or two processes of one."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    paths = [str(FOLDER)] if contender.peer else [str(FOLDER), str(FOLDER.parent / "src")]
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(paths),
        "POLARS_MAX_THREADS": str(THREADS),
        "OMP_NUM_THREADS": "1",  # of Arrow and numpy, whose parts are divided over processes
    }


def digest(contender: Contender, out: Path, *, among: Path | None = None) -> tuple[int, str]:
    """How many people, and SHA-256 over their decisions in order of person; only those decided about in `among`."""
    files = _files(out / contender.below)
    where = f" WHERE person IN (SELECT person FROM {_files(among)})" if among is not None else ""
    listed = ", ".join(f'CAST("{name}" AS BIGINT) AS "{name}"' for name in DECIDED)
    found = hashlib.sha256()
    with duckdb.connect(":memory:", config={"threads": THREADS}) as connection:
        rows = connection.execute(f"SELECT {listed} FROM {files}{where} ORDER BY person").fetchnumpy()
    for name in DECIDED:
        found.update(name.encode() + np.ascontiguousarray(rows[name], dtype="<i8").tobytes())
    return len(rows["person"]), found.hexdigest()


def _files(folder: Path) -> str:
    place = str(folder / "*.parquet").replace("'", "''")
    return f"read_parquet('{place}')"
