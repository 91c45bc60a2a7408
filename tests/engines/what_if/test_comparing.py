"""What if: whatever the way, the answer is what assessing everybody under both norms says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.norms.agreement import ON as DAY
from tests.core.norms.agreement import dossiers
from tests.core.norms.random_norms import norms
from tests.engines.conftest import NORM, now, quiet
from tests.profiles import cases

from vakwerk.core.dossier import Dossier
from vakwerk.core.norms import Norm, assess, library_from_texts, shipped
from vakwerk.core.norms.changes import ChangeRefused, adjustables, read_change, with_changes
from vakwerk.core.norms.compile import About
from vakwerk.core.norms.conditions import SessionAtLeast
from vakwerk.core.norms.model import Total
from vakwerk.engines.bulk import Run, make_job, run_here
from vakwerk.engines.population import (
    Manifest,
    PopulationWriter,
    connect,
    dossiers_in,
    load,
    open_part,
    read_manifest,
)
from vakwerk.engines.what_if import Way, compare, has_index, make_index, way_of
from vakwerk.engines.what_if.groups import GROUPS

NUMBERS = ("reflection.at_least=10 hours", "learning.at_least=80 hours", "work.at_least=1 hours")


@pytest.fixture(scope="module")
def indexed(run: Run, manifest: Manifest) -> Run:
    """The run with its index."""
    if not has_index(run):
        make_index(run, manifest, threads=2, say=lambda _done, _of: None)
    return run


def _said(run: Run, manifest: Manifest, then: Norm, *, held_only: bool = False) -> Counter[tuple[int, int]]:
    """Everybody assessed one by one under both norms."""
    before, flows = run.job.the_norm(), Counter[tuple[int, int]]()
    for part in manifest.parts:
        with open_part(manifest, part, check=False) as connection:
            people = [row[0] for row in connection.execute("SELECT person FROM people").fetchall()]
            for _, dossier in dossiers_in(connection, people):
                if not held_only or dossier.recognition(before.id) is not None:
                    was, becomes = (assess(norm, dossier, run.on).outcome.value for norm in (before, then))
                    flows[was, becomes] += 1
    return flows


@pytest.mark.parametrize("change", NUMBERS)
def test_other_numbers_are_judged_over_what_is_stored(run: Run, manifest: Manifest, change: str) -> None:
    then = with_changes(run.job.the_norm(), [read_change(change)])
    found = compare(run, then)
    assert found.way is Way.NUMBERS
    assert found.grouped.flows() == _said(run, manifest, then)
    assert compare(run, then, held_only=True).grouped.flows() == _said(run, manifest, then, held_only=True)


def _other_counting(norm: Norm) -> Norm:
    """The same norm in which short meetings no longer count."""

    def stricter(node: Any) -> Any:
        if isinstance(node, Total) and node.facts == "activities":
            group = replace(node.group, conditions=(*node.group.conditions, SessionAtLeast(900)))
            return replace(node, group=group)
        if hasattr(node, "items"):
            return replace(node, items=tuple(stricter(item) for item in node.items))
        return node

    versions = tuple(replace(v, requires=stricter(v.requires)) for v in norm.versions)
    return replace(norm, versions=versions)


def test_other_things_counted_are_added_up_from_the_index(indexed: Run, manifest: Manifest) -> None:
    then = _other_counting(indexed.job.the_norm())
    assert way_of(indexed, then) is Way.COUNTING
    found = compare(indexed, then)
    assert found.way is Way.COUNTING
    assert found.grouped.flows() == _said(indexed, manifest, then)
    assert sum(count for (was, becomes), count in found.grouped.flows().items() if was != becomes) > 0


def test_a_change_of_the_period_reads_the_facts_again(run: Run, manifest: Manifest) -> None:
    text = shipped()[NORM].text.replace("5 years", "4 years", 1)
    other = library_from_texts({f"{NORM}.yaml": text}, complete=False)[NORM]
    found = compare(run, other)
    assert found.way is Way.FACTS
    assert found.grouped.flows() == _said(run, manifest, other)


def test_groups_add_up_to_everybody_and_are_those_of_the_people(run: Run, manifest: Manifest) -> None:
    found = compare(run, run.job.the_norm()).grouped
    assert found.people == manifest.people
    for group in GROUPS:
        assert sum(sum(flows.values()) for flows in found.by(group).values()) == manifest.people
    regions = Counter[str | None]()
    for part in manifest.parts:
        file = str(manifest.file(part, "people"))
        regions.update(
            dict(duckdb.execute("SELECT region, count(*) FROM read_parquet(?) GROUP BY 1", [file]).fetchall())
        )
    assert {value: sum(flows.values()) for value, flows in found.by("region").items()} == dict(regions)


# --- any norm, any change -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the small populations and runs of the property stand."""
    return tmp_path_factory.mktemp("what-if")


@cases(40)
@given(norm=norms(), people=st.lists(dossiers("random-norm"), min_size=3, max_size=6), data=st.data())
def test_whatever_is_changed_in_whatever_norm_every_way_says_what_assess_says(
    places: Path, norm: Norm, people: list[Dossier], data: st.DataObject
) -> None:
    people = [_possible(one) for one in people]
    changes = [
        one.change(data.draw(st.sampled_from((1, one.now - 1, one.now + 1, 2 * one.now))))
        for one in adjustables(replace(norm, adjustable=True))
        if isinstance(one.now, int) and data.draw(st.booleans())
    ]
    try:
        then = with_changes(norm, changes)
    except ChangeRefused:
        return
    if data.draw(st.booleans()):
        then = _other_counting(then)
    run, manifest = _assessed(places, norm, people)
    if data.draw(st.booleans()) and any(person.activities for person in people):
        make_index(run, manifest, threads=1, say=lambda _done, _of: None)
    found = compare(run, then)
    assert found.grouped.flows() == Counter(
        (assess(norm, one, DAY).outcome.value, assess(then, one, DAY).outcome.value) for one in people
    )


def _assessed(places: Path, norm: Norm, people: list[Dossier]) -> tuple[Run, Manifest]:
    here = places / str(sum(1 for _ in places.iterdir()))
    writer = PopulationWriter(here / "population", made_on="2026-11-24", origin={})
    with connect() as connection:
        load(connection, ((number, one, About()) for number, one in enumerate(people)))
        writer.write_part(0, connection)
    writer.finish()
    manifest = read_manifest(here / "population")
    job = make_job(manifest=manifest, library={norm.id: norm}, norm=norm, on=DAY, out=here / "run")
    return run_here(job, workers=1, say=quiet, now=now), manifest


def _possible(person: Dossier) -> Dossier:
    """Nothing at a distance longer than the whole: a population refuses that."""
    return replace(
        person,
        activities=tuple(
            replace(one, remote_minutes=min(one.remote_minutes, one.minutes or one.remote_minutes))
            for one in person.activities
        ),
    )
