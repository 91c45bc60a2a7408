"""What fits a goal, what it adds, and what the norms suggest: once, and only what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.core.norms.people import END, ON, START, activity, dossier, norm_of, vog

from vakwerk.core.amounts import Unit
from vakwerk.core.norms import assess
from vakwerk.core.portfolio import Aim, fitting, standing_of, suggested_aims

NORM = norm_of(
    {
        "all": [
            {"learning": {"at_least": "10 hours"}},
            {"reflection": {"at_least": "4 hours"}},
            {"document": {"kind": "vog"}},
        ]
    }
)
KEY = ("test-norm", "learning")
AIM = Aim(start=START, end=END)


def why(aim: Aim, facts: list[object], **ties: frozenset[str]) -> dict[str, str]:
    whole = dossier().adding(*facts)  # type: ignore[arg-type]
    stands = {"test-norm": assess(NORM, whole, ON)}
    return {fit.fact.id: fit.why for fit in fitting(aim, whole, ON, stands, ties)}


def test_what_a_requirement_counts_appears_by_itself_with_what_it_adds() -> None:
    whole = dossier(activity(1), activity(2, kind="intervision"))
    stands = {"test-norm": assess(NORM, whole, ON)}
    (fit,) = fitting(replace(AIM, requirements=frozenset({KEY})), whole, ON, stands, {})
    assert (fit.fact.id, fit.why, fit.adds, fit.unit) == ("a1", "requirement", 120, Unit.MINUTES)


def test_a_topic_and_a_tied_element_bring_facts_too() -> None:
    aim = replace(AIM, topics=frozenset({"law"}), elements=frozenset({"relational"}))
    facts = [activity(1, topics=frozenset({"law"})), activity(2), activity(3)]
    assert why(aim, facts, a2=frozenset({"relational"}), a3=frozenset({"integral"})) == {
        "a1": "topic",
        "a2": "element",
    }


def test_what_was_taken_off_stays_off_and_what_was_put_there_stands_there() -> None:
    aim = replace(AIM, requirements=frozenset({KEY}), taken_off=frozenset({"a1"}), by_hand=frozenset({"a2"}))
    outside = activity(2, kind="intervision", completed_on=date(2015, 1, 1))
    assert why(aim, [activity(1), outside]) == {"a2": "hand"}


def test_a_fact_outside_the_period_does_not_fit_by_itself() -> None:
    aim = replace(AIM, start=date(2026, 1, 1), requirements=frozenset({KEY}))
    assert why(aim, [activity(1)]) == {}


def test_a_document_that_is_asked_for_fits() -> None:
    key = (
        "test-norm",
        next(n.id for n in NORM.versions[0].requires.walk() if "vog" in n.id or n.id == "document"),
    )
    aim = replace(AIM, requirements=frozenset({key}))
    assert why(aim, [vog(date(2025, 1, 1)), activity(1)]) == {"v": "requirement"}


def test_where_a_requirement_stands_is_never_full_before_it_is_met() -> None:
    for minutes, share, met in ((599, 0.99, False), (600, 1.0, True)):
        whole = dossier(activity(1, minutes=minutes))
        (one,) = standing_of([KEY], {"test-norm": assess(NORM, whole, ON)})
        assert (one.met, one.share) == (met, share)
    assert standing_of([("gone", "x")], {}) == ()


def test_the_norms_suggest_what_is_missing_once() -> None:
    stands = assess(NORM, dossier(activity(1, minutes=600)), ON)
    found = suggested_aims([stands], [], end=END, language="nl")
    assert [len(one.requirements) for one in found] == [1, 1]
    assert KEY not in {key for one in found for key in one.requirements}
    taken = found[0].requirements
    again = suggested_aims([stands], taken, end=END, language="nl")
    assert [one.title for one in again] == [found[1].title]
    assert (
        suggested_aims([stands], [key for one in found for key in one.requirements], end=END, language="nl")
        == ()
    )


def test_one_wish_for_requirements_of_one_name_in_several_norms() -> None:
    other = replace(assess(NORM, dossier(), ON), norm=replace(NORM, id="other-norm"))
    found = suggested_aims([assess(NORM, dossier(), ON), other], [], end=END, language="nl")
    assert all({norm for norm, _ in one.requirements} == {"test-norm", "other-norm"} for one in found)
