"""A finished run: its receipt (`run.json`), its summary, and the receipt of any person that follows from it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from vakwerk.core.norms.compile import CompiledNorm
from vakwerk.core.norms.library import library_from_texts
from vakwerk.core.norms.model import Norm
from vakwerk.core.norms.receipt import make_receipt
from vakwerk.core.norms.words.reasons import condition_text
from vakwerk.engines.bulk.faults import RunFault
from vakwerk.engines.bulk.job import Job
from vakwerk.engines.bulk.part import NO_VERSION, PartDone
from vakwerk.engines.population import Manifest, dossiers_in, open_part, read_manifest
from vakwerk.engines.population.folder import sha256_of, write_whole

RUN_FILE = "run.json"
WORDED = ("profession", "level", "region")
"""The columns of words by which people are counted together."""
TIMES = ("begun", "finished", "seconds")
"""What may differ between two runs of the same job."""


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run in its folder."""

    folder: Path
    data: Mapping[str, Any]

    @property
    def job(self) -> Job:
        """The job, as it would be done again over the same population."""
        texts = {name: one["text"] for name, one in self.data["files"].items()}
        return Job(
            Path(self.data["population"]["folder"]), self.data["population_sha256"], self.folder, self.data["norm"],
            texts, tuple(self.data["changes"]), date.fromisoformat(self.data["on"]), self.data["facts"],
        )  # fmt: skip

    @property
    def on(self) -> date:
        """The date people are assessed on."""
        return date.fromisoformat(self.data["on"])

    @property
    def people(self) -> int:
        """How many people."""
        return int(self.data["population"]["people"])

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions under which there are people, as dates; `none` last when some have none."""
        return tuple(sorted(self.data["outcomes"], key=lambda name: (name == NO_VERSION, name)))

    def outcomes(self) -> Counter[int]:
        """How many people by outcome (0 not met, 1 undetermined, 2 met)."""
        found: Counter[int] = Counter()
        for counts in self.data["outcomes"].values():
            found.update({int(outcome): count for outcome, count in counts.items()})
        return found

    def decisions(self, version: str) -> str:
        """The decisions under a version, as something DuckDB can select from."""
        place = self.folder / "decisions" / f"version={version}"
        return f"read_parquet('{str(place).replace(chr(39), chr(39) * 2)}/*.parquet')"

    @property
    def digest(self) -> str:
        """One hash of everything but the times: equal for two runs of the same job."""
        same = {key: value for key, value in self.data.items() if key not in TIMES}
        parts = [{k: v for k, v in part.items() if k not in TIMES} for part in self.data["parts"]]
        population = {k: v for k, v in self.data["population"].items() if k != "folder"}
        text = json.dumps({**same, "parts": parts, "population": population}, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def finish(
    job: Job, manifest: Manifest, done: Sequence[PartDone], *, begun: datetime, finished: datetime
) -> Run:
    """Write the receipt of the whole; from now on the folder holds a run."""
    if len(done) < len(manifest.parts):
        raise RunFault(f"{len(manifest.parts) - len(done)} parts are not done")
    compiled = job.compiled()
    outcomes: dict[str, Counter[str]] = {}
    short: dict[str, Counter[str]] = {}
    for one in done:
        for version, counts in one.outcomes.items():
            outcomes.setdefault(version, Counter()).update(counts)
        for version, counts in one.short.items():
            short.setdefault(version, Counter()).update(counts)
    without = [one.without for one in done if one.without is not None]
    data: dict[str, Any] = {
        "run": 1,
        **job.data,
        "population": {
            "folder": str(job.population), "people": manifest.people, "facts": manifest.facts,
            "made_on": manifest.made_on, "made_by": manifest.made_by, "origin": dict(manifest.origin),
        },
        "versions": versions_data(compiled),
        "outcomes": {version: dict(counts) for version, counts in outcomes.items()},
        "not_met": {version: dict(counts) for version, counts in short.items()},
        "without_version": (
            {
                "people": outcomes[NO_VERSION]["1"],
                "chosen_by": job.the_norm().chosen_by,
                "first": min(first for first, _ in without),
                "last": max(last for _, last in without),
            }
            if without
            else None
        ),
        "words": _words(job.out),
        "explained": sum(one.explained for one in done),
        "differences": 0,
        "begun": begun.isoformat(),
        "finished": finished.isoformat(),
        "parts": [asdict(one) for one in done],
    }  # fmt: skip
    write_whole(job.out / RUN_FILE, json.dumps(data, indent=1, ensure_ascii=False))
    return Run(job.out, json.loads(json.dumps(data)))


def _words(out: Path) -> dict[str, list[str]]:
    """Every profession, level and region that occurs, so that whoever counts by them need not look for them first."""
    listed = ", ".join(f"list(DISTINCT {name} ORDER BY {name})" for name in WORDED)
    place = str(out / "decisions").replace("'", "''")
    row = duckdb.execute(
        f"SELECT {listed} FROM read_parquet('{place}/*/*.parquet', union_by_name = true)"
    ).fetchone()
    return {
        name: [one for one in several or () if one is not None]
        for name, several in zip(WORDED, row or ((), (), ()), strict=True)
    }


def versions_data(compiled: CompiledNorm) -> list[dict[str, Any]]:
    """Per version its requirements, what every step refuses a fact for, and a hash of what is measured."""
    return [
        {
            "from": version.since.isoformat(),
            "requirements": list(version.requirements),
            "reasons": [
                {
                    "requirement": reason.requirement,
                    "step": reason.step,
                    **{
                        language: condition_text(reason.condition, None, language)
                        for language in ("nl", "en")
                    },
                }
                for reason in version.reasons
            ],
            "measures_sha256": hashlib.sha256(version.measures_sql.encode()).hexdigest(),
        }
        for version in compiled.versions
    ]


def read_run(folder: Path) -> Run:
    """The finished run in a folder. Raises RunFault when there is none, or it is not finished."""
    try:
        data = json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        unfinished = (folder / "job.json").exists()
        why = (
            "this run is not finished; give the same command again" if unfinished else "there is no run here"
        )
        raise RunFault(f"{folder}: {why}") from None
    except (OSError, ValueError) as error:
        raise RunFault(f"{folder / RUN_FILE}: can not be read ({error})") from error
    if data.get("run") != 1:
        raise RunFault(f"{folder / RUN_FILE}: a run of another form ({data.get('run')})")
    return Run(folder, data)


def changed_files(run: Run) -> Iterator[str]:
    """Files of the run that are gone or no longer what the receipt says."""
    for part in run.data["parts"]:
        for kind in ("decisions", "facts"):
            for one in part[kind].values():
                file = run.folder / one["path"]
                if not file.is_file() or sha256_of(file) != one["sha256"]:
                    yield one["path"]


def person_receipt(run: Run, population: Path, person: int) -> dict[str, Any]:
    """The receipt of one person, from which the assessment can be repeated.

    Raises RunFault when this is not the run's population, when the person is not in it, or when the norm was changed
    by hand for this run (a receipt holds files as their owner wrote them).
    """
    manifest = read_manifest(population)
    if manifest.sha256 != run.data["population_sha256"]:
        raise RunFault(f"{population} is not the population of this run")
    if run.data["changes"]:
        raise RunFault("this run is a what-if: its norm was changed, so nobody can have a receipt of it")
    part = next((part for part in manifest.parts if part.first <= person <= part.last), None)
    if part is not None:
        library = library_from_texts(
            {f"{name}.yaml": one["text"] for name, one in run.data["files"].items()}, complete=False
        )
        norm: Norm = library[run.data["norm"]]
        with open_part(manifest, part) as connection:
            for _, dossier in dossiers_in(connection, [person]):
                return {**make_receipt(library, norm, dossier, run.on), "run": run.digest, "person": person}
    raise RunFault(f"person {person} is not in this population")
