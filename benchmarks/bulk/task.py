"""What every contender is given, what it must write, and the norm of `norm.yaml` written out by hand.

Only the standard library: the contenders run in environments that do not know Vakwerk.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

NORM = "measured-re-registration"
ON = date(2026, 11, 24)
"""The date everybody is assessed on."""
AFTER = date(2026, 11, 25)
AS_IF_SINCE = date(2021, 11, 25)
"""Where the window begins of who has no period under the norm: five years up to and including the date."""
NEVER = date(9999, 1, 1)

LEARNING = (
    "conference", "course", "e-learning", "independent-study", "learning", "lecture", "on-the-job", "post-hbo",
    "reading", "study", "training", "workshop",
)  # fmt: skip
REFLECTION = (
    "case-discussion", "coaching", "collegial-consultation", "intervision", "learning-therapy", "mentoring",
    "moral-deliberation", "peer-review", "reflection", "supervision", "work-guidance",
)  # fmt: skip
"""The family reflection but for self-reflection."""

LEARNING_MINUTES = 60 * 60
FORMAL_MINUTES = 40 * 60
INFORMAL_MINUTES = 20 * 60
"""What informal learning adds at most."""
REFLECTION_MINUTES = 60 * 60
SESSION_MINUTES = 60
DAY_MINUTES = 24 * 60
PREGNANCY_DAYS = 16 * 7
MOST_PREGNANCY_DAYS = 32 * 7

REQUIREMENTS = ("all", "learning", "learning.formal", "learning.informal", "reflection", "document")
SUMS = REQUIREMENTS[1:]
COLUMNS = (
    "person",
    "outcome",
    "starts",
    "ends",
    *REQUIREMENTS,
    *(f"{name}:{what}" for name in SUMS for what in ("have", "have_at_most", "need", "short")),
)
"""What every contender writes, a file a part; Vakwerk and SQL by hand write more, and the same as each other."""
THREADS = 2
"""What each may use: so many threads, or processes of one thread."""


@dataclass(frozen=True, slots=True)
class Task:
    """The population to decide about and the folder for the decisions."""

    population: Path
    out: Path

    @property
    def parts(self) -> list[str]:
        """The names of the parts."""
        data = json.loads((self.population / "population.json").read_text(encoding="utf-8"))
        return [str(part["name"]) for part in data["parts"]]

    def table(self, table: str, part: str) -> str:
        """The Parquet file of a table of a part."""
        return str(self.population / table / f"{part}.parquet")

    def written(self, part: str) -> str:
        """The file of decisions of a part."""
        return str(self.out / f"{part}.parquet")


INSIDE = "seconds"
"""The ending of the file beside the results that says how long it took from here."""


@contextmanager
def task_given() -> Iterator[Task]:
    """From the command line; makes the folder, and notes beside it how many seconds passed before it was left again.

    What comes before is start-up: the interpreter and its imports.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("population", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    yield Task(options.population, options.out)
    taken = time.perf_counter() - begun
    options.out.with_name(f"{options.out.name}.{INSIDE}").write_text(json.dumps(taken), encoding="utf-8")
