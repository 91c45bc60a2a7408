"""Everybody at once says of everybody what `assess` says, goes on after a stop, and never publishes a difference."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.engines.conftest import NORM, ON, MakeJob, now, quiet

from vakwerk.core.norms import assess, shipped
from vakwerk.core.norms.compile import CompiledNorm
from vakwerk.core.norms.receipt import repeat
from vakwerk.engines.bulk import (
    Disagreement,
    Job,
    OtherRun,
    Run,
    RunFault,
    person_receipt,
    read_run,
    run_here,
)
from vakwerk.engines.bulk.columns import near_sql
from vakwerk.engines.bulk.explaining import differences_about
from vakwerk.engines.bulk.part import NO_VERSION
from vakwerk.engines.bulk.results import changed_files
from vakwerk.engines.bulk.run import Progress
from vakwerk.engines.population import BadPopulation, Manifest, dossiers_in, open_part


def _everybody_differs(run: Run, manifest: Manifest) -> list[str]:
    """All people of the run explained again."""
    compiled, found = run.job.compiled(), []
    for part in manifest.parts:
        with open_part(manifest, part, check=False) as connection:
            people = [row[0] for row in connection.execute("SELECT person FROM people").fetchall()]
            files, facts = {}, {}
            for version in compiled.versions:
                for kind, kept in (("decisions", files), ("facts", facts)):
                    place = run.folder / kind / f"version={version.since}" / f"{part.name}.parquet"
                    if place.exists():
                        kept[version.since.isoformat()] = (version, place) if kind == "decisions" else place
            found += differences_about(run.job.the_norm(), run.on, connection, people, files, facts)
    return found


def test_what_is_stored_of_everybody_is_what_assess_says_down_to_every_fact(
    run: Run, manifest: Manifest
) -> None:
    assert run.people == sum(run.outcomes().values()) == manifest.people
    assert min(run.outcomes()[outcome] for outcome in (0, 2)) > 20
    assert _everybody_differs(run, manifest) == []


@pytest.mark.parametrize(
    "norm",
    [
        "skj-jeugd-en-gezinsprofessional",
        "nvo-basis-orthopedagoog",
        "vaktherapie-register",
        "skgv-geestelijk-verzorger",
    ],
)
def test_the_same_holds_of_other_norms(job_for: MakeJob, manifest: Manifest, norm: str) -> None:
    made = run_here(job_for(norm), workers=1, say=quiet, now=now)
    assert _everybody_differs(made, manifest) == []


def test_a_difference_in_what_is_stored_is_seen(run: Run, manifest: Manifest, tmp_path: Path) -> None:
    part = manifest.parts[0]
    version = next(v for v in run.job.compiled().versions if v.since.isoformat() == run.versions[0])
    place = run.folder / "decisions" / f"version={version.since}" / f"{part.name}.parquet"
    spoiled = tmp_path / "spoiled.parquet"
    duckdb.execute(
        f"COPY (SELECT * REPLACE (CASE WHEN row_number() OVER () = 1 THEN 2 - outcome ELSE outcome END AS outcome) "
        f"FROM read_parquet('{place}') WHERE outcome <> 1) TO '{spoiled}'"
    )
    (person,) = duckdb.execute(f"SELECT person FROM read_parquet('{spoiled}') LIMIT 1").fetchone() or (0,)
    with open_part(manifest, part, check=False) as connection:
        files = {version.since.isoformat(): (version, spoiled)}
        assert differences_about(run.job.the_norm(), ON, connection, [person], files, {}) != []


def test_every_refusal_of_a_fact_has_its_reason_in_words(run: Run) -> None:
    told = {
        (version["from"], reason["requirement"], reason["step"]): reason["nl"]
        for version in run.data["versions"]
        for reason in version["reasons"]
    }
    refused = duckdb.execute(
        f"SELECT DISTINCT version, requirement, step FROM read_parquet('{run.folder}/facts/**/*.parquet', "
        "hive_partitioning = true, hive_types = {'version': VARCHAR}) WHERE step >= 0"
    ).fetchall()
    assert len(refused) > 3
    assert [one for one in refused if one not in told] == []


def test_everybody_within_one_unit_of_a_threshold_is_explained_again(run: Run, manifest: Manifest) -> None:
    norm, near = shipped()[NORM], set()
    for part in manifest.parts:
        with open_part(manifest, part, check=False) as connection:
            people = [row[0] for row in connection.execute("SELECT person FROM people").fetchall()]
            for person, dossier in dossiers_in(connection, people):
                said = assess(norm, dossier, ON)
                results = (
                    []
                    if said.result is None
                    else [r for r in said.result.walk() if r.unit is not None and r.need]
                )
                if any(
                    r.need - 1 <= r.low <= r.need + 1 and "document" not in r.id for r in results if r.need
                ):
                    near.add(person)
    found = set()
    for version in run.job.compiled().versions:
        if version.since.isoformat() in run.versions:
            relation = f"SELECT * FROM {run.decisions(version.since.isoformat())}"
            found |= {row[0] for row in duckdb.execute(near_sql(version, relation)).fetchall()}
    sums = {person for person in near if person not in found}
    assert len(near) > 10
    assert not sums or all(_only_behind_an_if(norm, manifest, person) for person in sums)


def _only_behind_an_if(norm: Any, manifest: Manifest, person: int) -> bool:
    """Whether what is near belongs to a requirement that does not apply to this person."""
    part = next(part for part in manifest.parts if part.first <= person <= part.last)
    with open_part(manifest, part, check=False) as connection:
        ((_, dossier),) = dossiers_in(connection, [person])
    said = assess(norm, dossier, ON)
    assert said.result is not None
    silent = [r for r in said.result.walk() if not r.applies]
    below = {inner.id for outer in silent for inner in outer.walk()}
    near = [
        r.id
        for r in said.result.walk()
        if r.need and r.need - 1 <= r.low <= r.need + 1 and "document" not in r.id
    ]
    return set(near) <= below


class _Stop(Exception):
    """Somebody stopped it."""


def _stop_after(parts: int) -> Any:
    def say(progress: Progress) -> None:
        if progress.parts >= parts:
            raise _Stop

    return say


def test_a_run_that_was_stopped_goes_on_and_ends_the_same(job_for: MakeJob, run: Run) -> None:
    job = job_for(facts=True)
    with pytest.raises(_Stop):
        run_here(job, workers=1, say=_stop_after(2), now=now)
    with pytest.raises(RunFault, match="not finished"):
        read_run(job.out)
    assert not list(job.out.rglob("*.parquet.*"))
    told: list[Progress] = []
    again = run_here(job, workers=1, say=told.append, now=now)
    assert told[0].parts == 2
    assert again.digest == run.digest
    assert (
        run_here(job, workers=1, say=quiet, now=now).digest == run.digest
    )  # and asked once more it is simply there


def test_two_processes_leave_the_same_files_as_one(job_for: MakeJob, run: Run) -> None:
    assert run_here(job_for(facts=True), workers=2, say=quiet, now=now).digest == run.digest


def test_a_single_difference_publishes_nothing(job_for: MakeJob, monkeypatch: pytest.MonkeyPatch) -> None:
    right = Job.compiled

    def wrong(self: Job) -> CompiledNorm:
        compiled = right(self)
        spoiled = tuple(
            replace(v, measured=v.people_sql.replace(") // 700 AS low_", ") // 699 AS low_"))
            for v in compiled.versions
        )
        return replace(compiled, versions=spoiled)

    job = job_for()
    monkeypatch.setattr(Job, "compiled", wrong)
    with pytest.raises(Disagreement, match="nothing is published"):
        run_here(job, workers=1, say=quiet, now=now)
    assert "explained" in (job.out / "differences.txt").read_text()
    assert list(job.out.rglob("*.parquet*")) == []
    with pytest.raises(RunFault):
        read_run(job.out)


def test_another_run_does_not_enter_a_folder_that_is_in_use(
    job_for: MakeJob, run: Run, tmp_path: Path
) -> None:
    with pytest.raises(OtherRun, match=NORM):
        run_here(job_for("nvo-basis-orthopedagoog", out=run.folder), workers=1, say=quiet, now=now)
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(OtherRun, match="not empty"):
        run_here(job_for(out=tmp_path), workers=1, say=quiet, now=now)


def test_a_population_that_changed_since_is_refused_and_named(
    manifest: Manifest, job_for: MakeJob, tmp_path: Path
) -> None:
    import shutil

    folder = tmp_path / "population"
    shutil.copytree(manifest.folder, folder)
    job = replace(job_for(), population=folder)
    file = folder / "work" / f"{manifest.parts[3].name}.parquet"
    file.write_bytes(file.read_bytes()[:-20] + b"x" * 20)
    with pytest.raises(BadPopulation, match=f"work/{manifest.parts[3].name}.parquet"):
        run_here(job, workers=1, say=quiet, now=now)
    assert not (job.out / "run.json").exists()
    done = sorted(path.stem for path in (job.out / "parts").glob("*.json"))
    assert done == [part.name for part in manifest.parts[:3]]
    shutil.copy(manifest.file(manifest.parts[3], "work"), file)
    assert run_here(job, workers=1, say=quiet, now=now).people == manifest.people


def test_the_receipt_of_the_whole_names_files_parts_engine_and_dates(run: Run, manifest: Manifest) -> None:
    data = json.loads((run.folder / "run.json").read_text())
    assert data["files"][NORM]["text"] == shipped()[NORM].text
    assert [part["population_sha256"] for part in data["parts"]] == [part.sha256 for part in manifest.parts]
    assert data["population_sha256"] == manifest.sha256
    assert data["on"] == ON.isoformat()
    assert data["engine"].startswith("vakwerk ")
    assert list(changed_files(run)) == []


def test_the_receipt_of_any_person_follows_and_can_be_repeated(run: Run, manifest: Manifest) -> None:
    rows = duckdb.execute(
        f"SELECT person, outcome FROM {run.decisions(run.versions[-1])} ORDER BY person LIMIT 3"
    )
    for person, outcome in rows.fetchall():
        receipt = person_receipt(run, manifest.folder, person)
        assert receipt["run"] == run.digest
        assert repeat(receipt).assessment.outcome.value == outcome
    with pytest.raises(RunFault, match="not in this population"):
        person_receipt(run, manifest.folder, 10**9)


def test_nobody_gets_a_receipt_of_a_norm_that_is_only_a_what_if(job_for: MakeJob, manifest: Manifest) -> None:
    made = run_here(job_for(changes=["reflection.at_least=10 hours"]), workers=1, say=quiet, now=now)
    with pytest.raises(RunFault, match="what-if"):
        person_receipt(made, manifest.folder, 1)


def test_people_for_whose_date_there_is_no_version_are_counted_apart_with_the_dates(
    job_for: MakeJob, manifest: Manifest
) -> None:
    text = shipped()[NORM].text.replace("versions:\n- from: ", "versions:\n- until: 2024-01-01\n  from: ", 1)
    job = replace(job_for(), texts={NORM: text})
    assert job.the_norm().versions[0].until == date(2024, 1, 1)
    made = run_here(job, workers=1, say=quiet, now=now)
    gap = made.data["without_version"]
    assert gap["people"] == made.data["outcomes"][NO_VERSION]["1"] > 0
    assert gap["last"] >= "2024-01-01"
