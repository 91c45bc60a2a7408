"""What is odd in a norm is found, and nothing else is: what is called dead changes no outcome when it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from tests.core.norms.agreement import ON, dossiers
from tests.core.norms.altering import altered, rewritten, with_version
from tests.core.norms.random_norms import norms

from vakwerk.core.amounts import Amount, Unit
from vakwerk.core.dossier import Dossier
from vakwerk.core.norms import Assessment, Norm, Outcome, assess, norm_from_data, read_norm
from vakwerk.core.norms.checks import check_norm
from vakwerk.core.norms.conditions import (
    Accredited,
    Completed,
    FormIs,
    KindIn,
    KindNotIn,
    LevelAtLeast,
    RoleIn,
    TopicIn,
)
from vakwerk.core.norms.model import (
    AgeIs,
    Cap,
    Group,
    HoldingHeld,
    Relief,
    Requirement,
    Spread,
    Tolerance,
    Total,
    Transition,
    Version,
    Weight,
)
from vakwerk.core.norms.remarks import Remark, remarks

CHECKED = date(2026, 11, 23)


def made(requires: dict[str, Any], norm: dict[str, Any] | None = None, **version: Any) -> Norm:
    """A norm of five years, long in force, whose one version requires this."""
    one = {
        "from": date(2015, 1, 1),
        "source": {"title": "reglement", "article": "4"},
        "requires": requires,
        **version,
    }
    data = {
        "norm": "test-norm",
        "title": {"nl": "Toetsnorm", "en": "Test norm"},
        "owner": "SKJ",
        "status": "example",
        "checked_on": CHECKED,
        "period": {"length": "5 years"},
        "chosen_by": "period_start",
        "versions": [one],
    }
    return norm_from_data({**data, **(norm or {})})


def codes(norm: Norm) -> list[str]:
    return [remark.code for remark in remarks(norm, "norm.yaml")]


LEARN = {"at_least": "60 hours"}
FORMAL, INFORMAL = {"form": "formal"}, {"form": "informal"}


def learning(**more: Any) -> dict[str, Any]:
    return {"learning": {**LEARN, **more}}


@pytest.mark.parametrize(
    ("requires", "version", "found"),
    [
        (learning(), {}, []),
        (learning(weights=[{"kind": "supervision", "by": "4"}]), {}, ["dead-weight"]),
        (learning(weights=[{"kind": "course", "by": "4"}]), {}, []),
        (
            learning(
                weights=[{"topic": "ethics", "by": "2"}, {"topic": "ethics", "form": "formal", "by": "3"}]
            ),
            {},
            ["dead-weight"],
        ),
        (
            learning(
                weights=[{"form": "formal", "by": "2"}, {"form": "formal", "topic": "ethics", "by": "3"}]
            ),
            {},
            [],
        ),
        (
            learning(form="formal", weights=[{"form": "informal", "by": "4"}]),
            {},
            [],
        ),  # an unknown form may be both
        (learning(weights=[{"kind": "course", "by": "1"}]), {}, ["dead-weight"]),
        (learning(net_of=[{"kind": "supervision"}]), {}, ["dead-net-of"]),
        (learning(net_of=[{"kind": "course"}]), {}, []),
        (learning(net_of=[{"kind": "learning"}, {"kind": "course"}]), {}, ["dead-net-of"]),
        (learning(per_fact_up_to="60 hours"), {}, ["dead-limit"]),
        (learning(per_fact_up_to="59 hours"), {}, []),
        (
            learning(per_fact_up_to="60 hours", of_which=[{**FORMAL, "counts_up_to": "61 hours"}]),
            {},
            ["dead-cap"],
        ),
        (learning(counts_up_to="10 hours"), {}, ["dead-cap"]),
        (learning(of_which=[{**INFORMAL, "counts_up_to": "60 hours"}]), {}, ["dead-cap"]),
        (learning(of_which=[{**INFORMAL, "counts_up_to": "59 hours"}]), {}, []),
        (
            learning(
                of_which=[{**INFORMAL, "counts_up_to": "60 hours"}, {**FORMAL, "counts_up_to": "60 hours"}]
            ),
            {},
            [],  # facts of an unknown form are shared out between the two
        ),
        ({"learning": {"at_least": "0 hours"}}, {}, ["dead-minimum"]),
        (
            {"learning": {"at_least": "0 hours"}},
            {"tolerance": {"at_least": "75 percent", "of": "average", "repair_within": "1 year"}},
            [],  # it raises the average
        ),
        (
            {
                "activities": {
                    "at_least": "20 hours",
                    "of_which": [
                        {"learning": {"at_least": "10 hours"}},
                        {"reflection": {"at_least": "10 hours"}},
                    ],
                }
            },
            {},
            ["implied-minimum"],
        ),
        (
            {
                "activities": {
                    "at_least": "20 hours",
                    "of_which": [
                        {"learning": {"at_least": "10 hours", "pro_rata": "true"}},
                        {"reflection": {"at_least": "10 hours"}},
                    ],
                }
            },
            {},
            [],  # in a shorter period the part asks less, and the whole does not
        ),
        (
            {
                "activities": {
                    "at_least": "21 hours",
                    "of_which": [
                        {"learning": {"at_least": "10 hours"}},
                        {"reflection": {"at_least": "10 hours"}},
                    ],
                }
            },
            {},
            [],
        ),
        (
            learning(
                at_least="20 hours",
                of_which=[{**FORMAL, "at_least": "10 hours"}, {**INFORMAL, "at_least": "10 hours"}],
            ),
            {},
            [],  # one fact of an unknown form may fill either, not both
        ),
        (
            learning(),
            {"tolerance": {"at_least": "100 percent", "of": "average", "repair_within": "1 year"}},
            ["dead-tolerance"],
        ),
        (
            learning(of_which=[{**FORMAL, "at_least": "10 hours"}]),
            {"tolerance": {"at_least": "100 percent", "of": "average", "repair_within": "1 year"}},
            [],
        ),
        (
            {"document": {"kind": "vog"}},
            {"tolerance": {"at_least": "75 percent", "of": "average", "repair_within": "1 year"}},
            ["dead-tolerance"],
        ),
        (
            learning(),
            {"relief": [{"for": "pregnancy", "extends": "16 weeks"}, {"for": "pregnancy", "pauses": "true"}]},
            ["dead-relief"],
        ),
        (
            learning(),
            {
                "measures": [
                    {"kind": "restriction-full"},
                    {"kind": "restriction-full", "work": "not_established"},
                ]
            },
            ["dead-measure"],
        ),
        (
            learning(),
            {
                "decrees": [
                    {
                        "period_ends": {"from": date(2021, 1, 1), "before": date(2021, 1, 1)},
                        "extends": "6 months",
                    }
                ]
            },
            ["dead-decree"],
        ),
        (learning(), {"counts_when": {"any": [{}, {"topic": "ethics"}]}}, ["dead-way"]),
        (learning(), {"counts_when": {"any": [{}, {"accredited": "false", "category": "a"}]}}, ["dead-way"]),
        (learning(), {"counts_when": {"any": [{}, {"topic": "ethics", "completed": "any_time"}]}}, []),
        (learning(kind="supervision"), {}, ["never-counts"]),
        (learning(completed="before_period"), {}, ["never-counts"]),
        (learning(**FORMAL, of_which=[{**INFORMAL, "at_least": "1 hour"}]), {}, ["never-sure"]),
        (
            {
                "work": {
                    "at_least": "1 hour",
                    "role": "orthopedagoog",
                    "of_which": [{"role": "sociaal-werker", "at_least": "1 hour"}],
                }
            },
            {},
            ["implied-minimum", "never-counts"],
        ),
        ({"age": {"at_least": "21", "under": "21"}}, {}, ["never-met"]),
        ({"all": [{"age": {"at_least": "21"}}, {"age": {"under": "18"}}]}, {}, ["never-met"]),
        ({"all": [{"admitted_by": ["regular"]}, {"admitted_by": ["other-profile"]}]}, {}, ["never-met"]),
        (
            {
                "some": {
                    "at_least": "2",
                    "of": [{"age": {"at_least": "21", "under": "18"}}, {"first_period": "true"}],
                }
            },
            {},
            ["too-many-asked", "never-met"],
        ),
        (
            {"if": {"age": {"at_least": "21", "under": "18"}}, "then": learning()},
            {},
            ["never-asked", "never-met"],
        ),
    ],
)
def test_each_oddity_is_found_and_its_neighbour_is_not(
    requires: dict[str, Any], version: dict[str, Any], found: list[str]
) -> None:
    assert sorted(codes(made(requires, **version))) == sorted(found)


def _line(when: dict[str, str]) -> dict[str, Any]:
    return {"when": when, "use": "version 2015-01-01"}


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([{"period_started": "before 2020-01-01"}], []),
        (
            [{"period_started": "before 2020-01-01"}, {"period_started": "before 2019-01-01"}],
            ["dead-transition"],
        ),
        ([{"period_started": "before 2019-01-01"}, {"period_started": "before 2020-01-01"}], []),
        ([{}, {"period_ends": "after 2020-01-01"}], ["dead-transition"]),
        ([{"period_ends": "after 2020-01-01"}, {"period_ends": "after 2021-01-01"}], ["dead-transition"]),
        ([{"period_ends": "after 2021-01-01"}, {"period_ends": "after 2020-01-01"}], []),
        ([{"period_ends": "before 2021-01-01"}, {"period_ends": "before 2020-01-01"}], ["dead-transition"]),
        ([{"period_ends": "before 2020-01-01"}, {"period_ends": "before 2021-01-01"}], []),
        ([{"period_started": "from 2020-01-01"}, {"period_started": "from 2021-01-01"}], ["dead-transition"]),
        ([{"period_started": "from 2021-01-01"}, {"period_started": "from 2020-01-01"}], []),
        ([{"period_started": "from 2021-01-01", "period_ends": "before 2021-01-02"}], ["dead-transition"]),
        ([{"period_started": "from 2021-01-01", "period_ends": "before 2021-01-03"}], []),
    ],
)
def test_a_line_of_transitional_law_that_an_earlier_one_takes_is_found(
    lines: list[dict[str, str]], found: list[str]
) -> None:
    assert codes(made(learning(), {"transition": [_line(when) for when in lines]})) == found


def _dated(clock: str, *versions: tuple[date, date | None], **norm: Any) -> Norm:
    made_ = [
        {
            "from": since,
            "source": {"title": "r"},
            "requires": learning(),
            **({"until": until} if until else {}),
        }
        for since, until in versions
    ]
    return made(learning(), {"versions": made_, "chosen_by": clock, **norm})


@pytest.mark.parametrize(
    ("norm", "words"),
    [
        (
            _dated("assessed_on", (date(2015, 1, 1), date(2019, 1, 1)), (date(2020, 1, 1), None)),
            "from 2019-01-01 until 2020-01-01 there is no version",
        ),
        (_dated("assessed_on", (date(2015, 1, 1), date(2028, 1, 1))), "from 2028-01-01 there is no version"),
        (
            _dated("period_start", (date(2023, 1, 1), None)),
            "whoever's period began before 2023-01-01 has no version; such a period can run until 2028-01-01",
        ),
        (
            _dated("period_end", (date(2027, 1, 1), None)),
            "whoever's period ends before 2027-01-01 has no version",
        ),
        (_dated("assessed_on", (date(2027, 1, 1), None)), "until 2027-01-01 there is no version"),
    ],
)
def test_days_without_a_version_are_named(norm: Norm, words: str) -> None:
    (remark,) = remarks(norm, "norm.yaml")
    assert words in str(remark)


def test_periods_from_before_the_first_version_may_be_taken_by_transitional_law() -> None:
    line = {"when": {"period_started": "before 2023-01-01"}, "use": "version 2023-01-01"}
    assert codes(_dated("period_start", (date(2023, 1, 1), None), transition=[line])) == []


def test_periods_that_are_over_need_no_version() -> None:
    assert codes(_dated("period_start", (date(2021, 11, 1), None))) == []


def test_a_transcribed_norm_says_where_it_was_read() -> None:
    bare = made(
        {"all": [learning(), {"document": {"kind": "vog"}}]},
        {"status": "transcribed"},
        source={"title": "site"},
    )
    assert sorted(codes(bare)) == ["no-address", "no-place"]
    named = made(
        learning(source={"title": "page 3"}),
        {"status": "transcribed"},
        source={"title": "s", "url": "https://s"},
    )
    assert codes(named) == []


def test_a_remark_names_file_and_line() -> None:
    text = """\
norm: own-norm
title: {nl: Eigen norm, en: Own norm}
owner: test
status: example
checked_on: 2026-11-23
period: {length: 5 years}
versions:
- from: 2015-01-01
  source: {title: test}
  requires:
    all:
    - learning: {at_least: 10 hours}
    - age: {at_least: 21, under: 18}
  relief:
  - {for: pregnancy, extends: 16 weeks}
  - {for: pregnancy, pauses: true}
transition:
- {when: {period_started: before 2020-01-01}, use: version 2015-01-01}
- {when: {period_started: before 2019-01-01}, use: version 2015-01-01}
"""
    assert [str(remark) for remark in remarks(read_norm(text), "own.yaml")] == [
        "own.yaml:13: 'age' can never be met: nobody is 21 or older and under 18 (correct one of the ages)",
        "own.yaml:16: relief 2 does nothing: earlier rules take pregnancy (put it first, or leave it out)",
        (
            "own.yaml:19: line 2 of 'transition' does nothing: an earlier line takes all that it would "
            "(put it before that one, or leave it out)"
        ),
    ]


# --- never a false alarm ------------------------------------------------------------------------------------------

PATHS = (
    (KindIn(frozenset({"course", "reading"}), ("course",)),),
    (KindIn(frozenset({"intervision", "supervision"}), ("intervision",)),),
    (KindNotIn(frozenset({"course", "reading", "publication"}), ("course",)),),
    (FormIs("formal"),),
    (FormIs("informal"),),
    (TopicIn(frozenset({"ethics"})),),
    (Accredited(),),
    (Accredited(wanted=False),),
    (Completed("before_period"),),
    (FormIs("formal"), TopicIn(frozenset({"ethics"}))),
    (),
)
WORK_PATHS = (
    (RoleIn(frozenset({"orthopedagoog"})),),
    (RoleIn(frozenset({"sociaal-werker"})),),
    (LevelAtLeast("hbo", exactly=True),),
    (LevelAtLeast("master"),),
    (),
)


def _planted_sum(draw: st.DrawFn, node: Total) -> Requirement:
    """A sum with something that may well be dead or unreachable."""
    paths = st.sampled_from(PATHS if node.facts == "activities" else WORK_PATHS)
    group = node.group
    part = Group(
        f"{node.id}.planted",
        None,
        1,
        draw(paths),
        draw(st.sampled_from((None, 1, 60, 100, 600))),
        False,
        draw(st.sampled_from((None, None, Cap(Amount(60, node.unit)), Cap(Amount(100_000, node.unit))))),
        "planted",
        False,
        (),
    )
    group = replace(group, conditions=(*group.conditions, *draw(paths)))
    if draw(st.booleans()):
        group = replace(group, parts=(*group.parts, part))
    if draw(st.booleans()):
        group = replace(group, at_least=draw(st.sampled_from((0, 1, 60, 120, 600))), not_established=False)
    if node.facts == "work":
        return replace(node, group=group)
    weights = [Weight(draw(paths), draw(st.integers(0, 4))) for _ in range(draw(st.integers(0, 3)))]
    return replace(
        node,
        group=group,
        weights=tuple(weights),
        remote_excluded=tuple(draw(st.lists(st.sampled_from(PATHS[:3]), max_size=2))),
        per_fact=draw(st.sampled_from((None, 1, 600, 100_000))),
    )


def _planted(draw: st.DrawFn, node: Requirement) -> Requirement:
    match node:
        case Total():
            return _planted_sum(draw, node)
        case AgeIs():
            return replace(node, under=draw(st.sampled_from((18, 21, 22, 67))), at_least=21)
        case Spread():
            return replace(
                node, conditions=WORK_PATHS[2] + WORK_PATHS[3] if draw(st.booleans()) else (), months=1
            )
        case HoldingHeld():
            return replace(
                node, conditions=draw(st.sampled_from((*WORK_PATHS[2:], WORK_PATHS[2] + WORK_PATHS[3])))
            )
    return node


@st.composite
def odd_norms(draw: st.DrawFn) -> Norm:
    """A random norm in which oddities were planted; the checker still reads it."""
    norm = draw(norms())
    version = draw(st.sampled_from(norm.versions))
    root = version.requires
    for node in [one for one in root.walk() if not isinstance(one, Group)]:
        if draw(st.integers(0, 2)):
            root = rewritten(root, node.id, lambda one: _planted(draw, one))
    ways = version.counts_when
    if draw(st.integers(0, 2)) == 0:
        ways = (*ways, (*draw(st.sampled_from(ways)), *draw(st.sampled_from(PATHS))))
    relief = version.relief
    if draw(st.integers(0, 2)) == 0:
        relief = (*relief, Relief(frozenset({"pregnancy"}), ("pregnancy",), pauses=True), *relief[:1])
    tolerance = version.tolerance
    if draw(st.integers(0, 3)) == 0:
        tolerance = Tolerance(draw(st.sampled_from((50, 100))), "conditional", Amount(90, Unit.DAYS))
    changed = replace(version, requires=root, counts_when=ways, relief=relief, tolerance=tolerance)
    edges = st.sampled_from(
        (None, None, date(2020, 2, 29), date(2020, 3, 1), date(2025, 2, 28), date(2025, 3, 1))
    )
    lines = tuple(
        Transition(
            draw(edges),
            draw(edges),
            draw(edges),
            draw(edges),
            draw(st.sampled_from(norm.versions)).since,
            None,
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    found = replace(with_version(norm, changed), transition=(*norm.transition, *lines))
    if draw(st.booleans()):
        return draw(altered(found)) if not check_norm(found, "odd") else norm
    return found if not check_norm(found, "odd") else norm


def _without(items: tuple[Any, ...], index: int) -> tuple[Any, ...]:
    return items[:index] + items[index + 1 :]


def _in_sum(change: Callable[[Group], Group]) -> Callable[[Any], Any]:
    return lambda one: replace(one, group=change(one.group)) if isinstance(one, Total) else change(one)


def left_out(norm: Norm, remark: Remark) -> Norm | None:
    """The norm without what the remark calls dead; None for a remark of another sort."""
    if remark.code == "dead-transition":
        return replace(norm, transition=_without(norm.transition, remark.index))
    version = next((one for one in norm.versions if one.since == remark.version), None)
    if version is None:
        return None
    index = remark.index
    in_sums: dict[str, Callable[[Any], Any]] = {
        "dead-weight": lambda one: replace(one, weights=_without(one.weights, index)),
        "dead-net-of": lambda one: replace(one, remote_excluded=_without(one.remote_excluded, index)),
        "dead-limit": lambda one: replace(one, per_fact=None),
        "dead-cap": _in_sum(lambda group: replace(group, cap=None)),
        "dead-minimum": _in_sum(lambda group: replace(group, at_least=None)),
        "implied-minimum": _in_sum(lambda group: replace(group, at_least=None)),
    }
    in_versions: dict[str, Callable[[Version], Version]] = {
        "dead-tolerance": lambda one: replace(one, tolerance=None),
        "dead-relief": lambda one: replace(one, relief=_without(one.relief, index)),
        "dead-measure": lambda one: replace(one, measures=_without(one.measures, index)),
        "dead-decree": lambda one: replace(one, decrees=_without(one.decrees, index)),
        "dead-way": lambda one: replace(one, counts_when=_without(one.counts_when, index)),
    }
    if remark.code in in_sums:
        root = rewritten(version.requires, remark.requirement, in_sums[remark.code])
        return with_version(norm, replace(version, requires=root))
    if remark.code in in_versions and not (remark.code == "dead-way" and len(version.counts_when) == 1):
        return with_version(norm, in_versions[remark.code](version))
    return None


def outcomes(said: Assessment) -> dict[str, Any]:
    """Where someone stands, and on every requirement."""
    found = {result.id: result.outcome for result in said.result.walk()} if said.result else {}
    return {
        **found,
        "": said.outcome,
        "remedy": said.remedy,
        "version": said.used and said.used.version.since,
    }


def refuted(remark: Remark, said: Assessment) -> bool:
    """Whether this assessment shows that someone reaches what the remark says no one reaches."""
    elsewhere = said.used is None or said.used.version.since != remark.version
    if said.result is None or elsewhere or not remark.requirement:
        return False
    result = said.requirement(remark.requirement)
    match remark.code:
        case "never-counts":
            return result.high > 0
        case "never-sure":
            return result.low > 0
        case "never-met" | "too-many-asked":
            below = [one for one in result.walk() if one.decided_by]
            return result.outcome is Outcome.MET and not below
        case "never-asked":
            condition = result.children[0]
            return condition.outcome is Outcome.MET and not any(one.decided_by for one in condition.walk())
    return False


@given(st.data(), odd_norms())
def test_what_is_called_dead_or_out_of_reach_is_so_for_everyone(data: Any, norm: Norm) -> None:
    found = remarks(norm, "odd.yaml")
    people: list[Dossier] = data.draw(st.lists(dossiers("random-norm"), min_size=4, max_size=8))
    for remark in found:
        event(remark.code)
        bare = left_out(norm, remark)
        for person in people:
            said = assess(norm, person, ON)
            assert not refuted(remark, said), str(remark)
            if bare is not None:
                assert outcomes(said) == outcomes(assess(bare, person, ON)), str(remark)


@given(norms())
def test_every_norm_of_the_grammar_can_be_looked_at(norm: Norm) -> None:
    for remark in remarks(norm, "random.yaml"):
        assert str(remark).startswith("random.yaml:")
