"""A norm is changed as its owner would say it; what can not be changed is refused with what can."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.norms.agreement import ON, dossiers
from tests.core.norms.people import norm_of
from tests.core.norms.random_norms import norms
from tests.profiles import cases

from vakwerk.core.dossier import Dossier
from vakwerk.core.norms import Norm, UnreadableNorm, assess, norm_from_data, shipped
from vakwerk.core.norms.changes import (
    KEYS,
    Change,
    ChangeRefused,
    adjustables,
    number_of,
    read_change,
    with_changes,
)

SKJ = shipped()["skj-jeugd-en-gezinsprofessional"]


def _changed(norm: Norm, *texts: str) -> Norm:
    return with_changes(norm, [read_change(text) for text in texts])


def test_a_threshold_a_level_a_cap_and_the_length_of_meetings_can_be_changed() -> None:
    then = _changed(
        SKJ, "reflection.at_least=40 hours", "work.level=mbo-4", "learning.informal.counts_up_to=10 hours",
        "reflection.session_at_least=90 minutes",
    )  # fmt: skip
    latest = then.versions[-1]
    assert number_of(latest, "reflection", "at_least") == (2400, read_unit("reflection", "at_least"))
    assert number_of(latest, "work", "level") == ("mbo-4", None)
    assert number_of(latest, "learning.informal", "counts_up_to") == (600, read_unit("learning", "at_least"))
    assert number_of(latest, "reflection", "session_at_least") == (
        90,
        read_unit("reflection", "session_at_least"),
    )


def read_unit(requirement: str, key: str) -> object:
    """The unit of a number as the shipped norm has it."""
    found = number_of(SKJ.versions[-1], requirement, key)
    assert found is not None
    return found[1]


def test_what_no_source_gives_stays_open_unless_that_very_version_is_named() -> None:
    everywhere = _changed(SKJ, "reflection.at_least=40 hours")
    assert everywhere.versions[0] == SKJ.versions[0]
    named = _changed(SKJ, "2015-01-01:reflection.at_least=40 hours")
    assert number_of(named.versions[0], "reflection", "at_least") is not None
    assert named.versions[1:] == SKJ.versions[1:]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("reflectoin.at_least=40 hours", "did you mean 'reflection'"),
        ("reflection.at_most=40 hours", "did you mean 'at_least'"),
        ("reflection.at_least=40 points", "in minutes, not in points"),
        ("reflection.at_least=forty hours", "is not an amount"),
        ("reflection.level=hbo", "has no 'level'"),
        ("work.level=mbo4", "did you mean 'mbo-4'"),
        ("2019-01-01:reflection.at_least=40 hours", "no version of 2019-01-01"),
        ("2019-13-01:reflection.at_least=40 hours", "is not a date"),
        ("reflection=40 hours", "is not a change"),
    ],
)
def test_a_change_that_can_not_be_made_says_why_and_what_can(text: str, says: str) -> None:
    with pytest.raises(ChangeRefused, match=says):
        _changed(SKJ, text)


@cases(100)
@given(norm=norms(), person=dossiers("random-norm"))
def test_changing_everything_to_what_it_is_changes_nothing(norm: Norm, person: Dossier) -> None:
    same = norm
    for version in norm.versions:
        for node in version.requires.walk():
            for key in KEYS:
                said = number_of(version, node.id, key)
                if said is not None:
                    value, unit = said
                    text = str(value) if unit is None else f"{value} {_word(str(unit.value))}"
                    same = with_changes(same, [Change(node.id, key, _written(value, text), version.since)])
    assert assess(same, person, ON) == assess(norm, person, ON)


def _word(unit: str) -> str:
    return {"points": "points"}.get(unit, unit)


def _written(value: int | str, text: str) -> str:
    """Points are written whole and kept in hundredths."""
    if text.endswith(" points") and isinstance(value, int):
        return f"{value // 100}.{value % 100:02d} points"
    return text


def test_a_file_says_what_may_be_adjusted_and_how_far() -> None:
    data = {
        "norm": "n", "title": {"nl": "n", "en": "n"}, "owner": "o", "status": "example", "checked_on": date(2026, 1, 1),
        "kind": "admission",
        "versions": [{
            "from": date(2020, 1, 1), "source": {"title": "s"},
            "requires": {
                "all": [{"work": {"at_least": "100 hours", "level": "hbo"}}, {"reflection": {"at_least": "60 hours"}}]
            },
        }],
        "adjustable": [
            {"requirement": "reflection", "from": "20 hours", "to": "100 hours", "step": "5 hours"},
            {"requirement": "work", "key": "level", "choices": ["mbo-4", "hbo"]},
        ],
    }  # fmt: skip
    first, second = adjustables(norm_from_data(data))
    assert (first.name, first.now, first.low, first.high, first.step) == (
        "reflection.at_least",
        3600,
        1200,
        6000,
        300,
    )
    assert (second.name, second.now, second.choices) == ("work.level", "hbo", ("mbo-4", "hbo"))
    assert str(first.change(2400)) == "reflection.at_least=40 hours"


@pytest.mark.parametrize(
    ("adjustable", "says"),
    [
        (
            {"requirement": "reflectoin", "from": "1 hours", "to": "9 hours", "step": "1 hours"},
            "not in the latest version",
        ),
        (
            {"requirement": "learning", "from": "90 hours", "to": "9 hours", "step": "1 hours"},
            "must lie above",
        ),
        (
            {"requirement": "learning", "from": "70 hours", "to": "90 hours", "step": "1 hours"},
            "outside 'from' and 'to'",
        ),
        (
            {"requirement": "learning", "from": "1 points", "to": "9 points", "step": "1 points"},
            "is in minutes",
        ),
        ({"requirement": "learning", "from": "1 hours"}, "say how far it may go"),
        ({"requirement": "learning", "key": "level", "choices": ["hbo"]}, "at least two"),
    ],
)
def test_what_is_declared_adjustable_must_be_there_and_lie_within_its_bounds(
    adjustable: dict[str, object], says: str
) -> None:
    data = {
        "norm": "n", "title": {"nl": "n", "en": "n"}, "owner": "o", "status": "example", "checked_on": date(2026, 1, 1),
        "kind": "admission", "adjustable": [adjustable],
        "versions": [
            {"from": date(2020, 1, 1), "source": {"title": "s"}, "requires": {"learning": {"at_least": "60 hours"}}}
        ],
    }  # fmt: skip
    with pytest.raises(UnreadableNorm, match=says):
        norm_from_data(data)


def test_with_adjustable_true_every_threshold_may_be_moved() -> None:
    norm = norm_of(
        {"all": [{"learning": {"at_least": "60 hours"}}, {"reflection": {"at_least": "30 points"}}]}
    )
    assert adjustables(norm) == ()
    learning, reflection = adjustables(replace(norm, adjustable=True))
    assert (learning.low, learning.high, learning.step) == (0, 7200, 180)
    assert (reflection.now, reflection.step) == (3000, 100)


@cases(100)
@given(norm=norms(), moved=st.integers(-2, 2))
def test_every_step_of_what_may_be_adjusted_gives_a_norm(norm: Norm, moved: int) -> None:
    for one in adjustables(replace(norm, adjustable=True)):
        assert isinstance(one.now, int)
        value = min(one.high, max(1, one.now + moved * one.step))
        then = with_changes(norm, [one.change(value)])
        found = number_of(then.versions[-1], one.requirement, one.key)
        assert found is not None
        assert found[0] == value
