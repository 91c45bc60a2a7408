"""The stories beside every norm that ships: each must come out as it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

import vakwerk.data
from vakwerk.core.norms import shipped
from vakwerk.core.norms.cases import Case, read_cases, run_case
from vakwerk.core.vocabulary import terms

FOLDER = Path(vakwerk.data.__file__).parent / "norms"
FILES = sorted(FOLDER.rglob("cases.yaml"))
CASES = [
    case
    for file in FILES
    for case in read_cases(file.read_text(), str(file.relative_to(FOLDER)), file.parent.name)
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.norm}: {case.name}" for case in CASES])
def test_the_story_comes_out_as_told(case: Case) -> None:
    assert run_case(case, shipped()) == []


@pytest.mark.parametrize("norm", sorted(shipped()))
def test_every_norm_has_at_least_six_stories_of_which_some_end_well_and_some_badly(norm: str) -> None:
    own = [case for case in CASES if case.norm == norm]
    assert len(own) >= 6
    assert len({case.expect.outcome for case in own}) >= 2


@pytest.mark.parametrize("norm", sorted(shipped()))
def test_every_version_of_a_norm_has_a_story(norm: str) -> None:
    from vakwerk.core.norms import assess

    used = set()
    for case in CASES:
        if case.norm == norm:
            said = assess(shipped()[norm], case.dossier, case.on)
            used.add(said.used.version.since if said.used else None)
    assert {version.since for version in shipped()[norm].versions} <= used


@pytest.mark.parametrize("norm", sorted(shipped()))
def test_every_norm_says_where_it_comes_from_and_what_it_leaves_out(norm: str) -> None:
    found = shipped()[norm]
    assert found.summary is not None
    for version in found.versions:
        assert version.source.title
        assert version.source.url or found.status == "example"
        assert version.not_expressed


@pytest.mark.parametrize("norm", sorted(shipped()))
def test_a_norm_stands_in_a_folder_that_bears_its_name(norm: str) -> None:
    assert [path.parent.name for path in FOLDER.rglob("norm.yaml") if path.parent.name == norm] == [norm]


def test_no_norm_claims_to_be_official_before_its_owner_published_it() -> None:
    assert {norm.status for norm in shipped().values()} <= {"transcribed", "example"}


def test_the_broad_registration_is_an_example_that_may_be_adjusted() -> None:
    norm = shipped()["brede-registratie"]
    assert (norm.status, norm.adjustable) == ("example", True)


def test_the_broad_registration_has_a_story_for_every_level() -> None:
    told = {
        holding.level
        for case in CASES
        if case.norm == "brede-registratie"
        for holding in case.dossier.holdings
    }
    assert set(terms("levels")) - told == {"bachelor"}  # the same number as hbo
