"""The stories beside every norm that ships: each must come out as it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

import vakwerk.data
from vakwerk.core.norms import Norm, Outcome, assess, shipped
from vakwerk.core.norms.cases import Case, read_cases, run_case
from vakwerk.core.norms.model import AllOf, Group, Requirement, Total, Version
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
    found = {case.expect.outcome for case in own if not case.dossier.hardships}
    if asks_only_what_no_source_says(shipped()[norm]):
        assert found == {Outcome.UNDETERMINED}
    else:
        assert len(found) >= 2


def asks_only_what_no_source_says(norm: Norm) -> bool:
    """Whether no version asks anything that a dossier could meet or miss for certain."""
    nodes = [node for version in norm.versions for node in version.requires.walk()]
    sums = [node.group if isinstance(node, Total) else node for node in nodes]
    return all(
        isinstance(node, AllOf) or (isinstance(node, Group) and node.at_least is None) for node in sums
    )


def thresholds(norm: str) -> list[tuple[Version, Requirement, Group]]:
    """Every sum of every version of the norm, as it stands in results and as a group."""
    return [
        (version, node, node.group if isinstance(node, Total) else node)
        for version in shipped()[norm].versions
        for node in version.requires.walk()
        if isinstance(node, Total | Group)
    ]


@pytest.mark.parametrize("norm", sorted(shipped()))
def test_every_threshold_that_no_source_gives_leaves_some_story_open(norm: str) -> None:
    said = [assess(shipped()[norm], case.dossier, case.on) for case in CASES if case.norm == norm]
    for version, node, group in thresholds(norm):
        if not group.not_established:
            continue
        assert any(
            one.used is not None
            and one.used.version is version
            and one.requirement(node.id).outcome is Outcome.UNDETERMINED
            for one in said
        ), f"no story leaves {node.id} of {version.since} open"


@pytest.mark.parametrize("norm", sorted(shipped()))
def test_a_norm_with_a_threshold_that_no_source_gives_is_never_met_by_facts_alone(norm: str) -> None:
    for case in CASES:
        said = assess(shipped()[norm], case.dossier, case.on) if case.norm == norm else None
        if said is None or said.used is None or case.dossier.hardships:
            continue
        roots = [said.used.version.requires, *said.used.version.requires.children()]
        if isinstance(roots[0], AllOf | Total) and any(
            isinstance(one, Total) and one.group.not_established for one in roots
        ):
            assert said.outcome is not Outcome.MET or said.subsumed_by is not None


@pytest.mark.parametrize("norm", sorted(n.id for n in shipped().values() if n.status == "transcribed"))
def test_no_transcribed_threshold_stands_without_an_address_where_it_was_read(norm: str) -> None:
    for version, node, group in thresholds(norm):
        if group.at_least is not None or group.cap is not None:
            source = node.source or version.source
            assert source.title
            assert source.url.startswith("https://"), node.id


@pytest.mark.parametrize("norm", sorted(shipped()))
def test_what_no_source_gives_is_said_to_the_reader_in_both_languages(norm: str) -> None:
    for version in shipped()[norm].versions:
        silent = not version.relief_established or any(
            group.not_established for used, _, group in thresholds(norm) if used is version
        )
        if silent and shipped()[norm].status == "transcribed":
            said = version.not_expressed
            assert any(
                "niet gevonden" in t.nl
                or "niet gelezen" in t.nl
                or "staat er niet" in t.nl
                or "staan niet in" in t.nl
                for t in said
            )
            assert all(text.nl != text.en for text in said)


def test_the_test_vectors_of_the_reference_stand_as_stories() -> None:
    told = {case.name.split(":")[0] for case in CASES}
    assert {"T1", "T2", "T3", "T5", "T6", "T8", "T10", "T12", "T13"} <= told


@pytest.mark.parametrize("norm", sorted(shipped()))
def test_every_version_of_a_norm_has_a_story(norm: str) -> None:
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
