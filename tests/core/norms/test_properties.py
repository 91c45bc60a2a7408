"""What holds for every norm and dossier: order and splitting do not matter, more never hurts, unknown never lies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.core.norms.agreement import ON, activities, dossiers
from tests.core.norms.random_norms import norms

from vakwerk.core.dossier import Activity, Document, Dossier, Fact, Holding, Work
from vakwerk.core.norms import Assessment, Norm, Outcome, assess
from vakwerk.core.norms.checks import monotone
from vakwerk.core.vocabulary import terms

PEOPLE = dossiers("random-norm")


def numbers(said: Assessment) -> dict[str, Any]:
    """Everything that must be equal when two dossiers mean the same."""
    found: dict[str, Any] = {"outcome": said.outcome, "remedy": said.remedy, "by": said.subsumed_by}
    if said.window is not None:
        found["window"] = (said.window.start, said.window.end)
    for result in said.result.walk() if said.result else ():
        found[result.id] = (
            result.outcome,
            result.low,
            result.high,
            result.need,
            result.value,
            result.surplus,
        )
    return found


def stories(said: Assessment) -> dict[str, Any]:
    return {fact.fact: (fact.counted, fact.refused) for fact in said.facts}


# --- order and splitting ------------------------------------------------------------------------------------------


@given(norms(), PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(norm: Norm, dossier: Dossier, random: Any) -> None:
    def shuffled(facts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(facts, len(facts)))

    other = replace(
        dossier,
        activities=shuffled(dossier.activities),
        work=shuffled(dossier.work),
        absences=shuffled(dossier.absences),
        documents=shuffled(dossier.documents),
        recognitions=shuffled(dossier.recognitions),
    )
    one, two = assess(norm, dossier, ON), assess(norm, other, ON)
    assert numbers(one) == numbers(two)
    assert stories(one) == stories(two)


@given(norms(), PEOPLE, st.data())
def test_cutting_a_spell_of_work_in_two_does_not_matter(norm: Norm, dossier: Dossier, data: Any) -> None:
    assume(dossier.work)
    spell = data.draw(st.sampled_from(dossier.work))
    last = spell.until or date(2026, 1, 1)
    assume((last - spell.since).days > 1)
    cut = spell.since + timedelta(days=data.draw(st.integers(1, (last - spell.since).days - 1)))
    parts = (replace(spell, until=cut), replace(spell, id="second", since=cut))
    rest = tuple(work for work in dossier.work if work.id != spell.id)
    assert numbers(assess(norm, dossier, ON)) == numbers(
        assess(norm, replace(dossier, work=(*rest, *parts)), ON)
    )


# --- more never hurts ---------------------------------------------------------------------------------------------


def _day() -> st.SearchStrategy[date]:
    return st.dates(date(2019, 6, 1), ON)


@st.composite
def more_facts(draw: st.DrawFn) -> Fact:
    """One fact that a norm might count: activity, work, diploma or document."""
    kind = draw(st.sampled_from(("activity", "activity", "work", "holding", "document")))
    if kind == "activity":
        return draw(activities(99))
    since = draw(_day())
    if kind == "work":
        return Work(
            id="more", role=draw(st.sampled_from(("sociaal-werker", "orthopedagoog"))), since=since,
            until=draw(st.sampled_from((None, since + timedelta(days=90)))),
            minutes_per_week=draw(st.sampled_from((None, 480))), level=draw(st.sampled_from((None, "hbo"))),
            settings=frozenset(draw(st.sampled_from(((), ("clinical",))))),
        )  # fmt: skip
    if kind == "holding":
        return Holding(
            id="more", kind="diploma", level=draw(st.sampled_from((None, "hbo", "master"))), field="social-work",
            awarded_on=since, shown_by="assessed", name=draw(st.sampled_from(("", "x"))),
        )  # fmt: skip
    return Document(id="more", kind="vog", issued_on=since, scope=frozenset({"84"}))


@given(norms(), PEOPLE, more_facts())
def test_under_a_monotone_norm_one_fact_more_never_makes_it_worse(
    norm: Norm, dossier: Dossier, fact: Fact
) -> None:
    before = assess(norm, dossier, ON)
    assume(before.used is not None and monotone(before.used.version)[0])
    after = assess(norm, dossier.adding(fact), ON)
    assert after.outcome.value >= before.outcome.value
    if before.remedy is not None and after.outcome is Outcome.NOT_MET:
        assert after.remedy is not None


def test_a_norm_that_asks_more_of_who_holds_more_is_not_monotone_and_says_where() -> None:
    from vakwerk.core.norms import shipped

    assert monotone(shipped()["brede-registratie"].versions[-1]) == (False, "from-mbo-3")
    assert monotone(shipped()["skj-jeugd-en-gezinsprofessional"].versions[-1]) == (True, "")


# --- unknown never lies -------------------------------------------------------------------------------------------


def _known_activity(draw: Any, fact: Activity) -> Activity:
    longest = 1440
    if fact.completed_on is not None and fact.started_on is not None:
        longest *= (fact.completed_on - fact.started_on).days + 1
    return replace(
        fact,
        minutes=draw(st.sampled_from((1, 60, 120, longest))) if fact.minutes is None else fact.minutes,
        form=fact.form or draw(st.sampled_from(("formal", "informal"))),
    )


def _known(draw: Any, dossier: Dossier) -> Dossier:
    """The same dossier with everything that was unknown filled in, somehow."""
    levels = st.sampled_from(sorted(terms("levels")))
    return replace(
        dossier,
        born_on=dossier.born_on or draw(st.dates(date(1940, 1, 1), date(2010, 1, 1))),
        activities=tuple(_known_activity(draw, fact) for fact in dossier.activities),
        work=tuple(
            replace(
                fact,
                minutes_per_week=fact.minutes_per_week or draw(st.sampled_from((1, 960, 168 * 60))),
                level=fact.level or draw(levels),
            )
            for fact in dossier.work
        ),
        holdings=tuple(
            replace(
                fact,
                level=fact.level or draw(levels),
                field=fact.field or draw(st.sampled_from(("social-work", "sport"))),
                shown_by=fact.shown_by or draw(st.sampled_from(("assessed", "declared"))),
            )
            for fact in dossier.holdings
        ),
        recognitions=tuple(
            replace(fact, admitted_by=fact.admitted_by or draw(st.sampled_from(("regular", "other-profile"))))
            for fact in dossier.recognitions
        ),
    )


@given(norms(), PEOPLE, st.data())
def test_filling_in_what_was_unknown_never_contradicts_what_was_decided(
    norm: Norm, dossier: Dossier, data: Any
) -> None:
    before = assess(norm, dossier, ON)
    after = assess(norm, _known(data.draw, dossier), ON)
    if before.outcome is not Outcome.UNDETERMINED:
        assert after.outcome is before.outcome
    known = {result.id: result for result in after.result.walk()} if after.result else {}
    for result in before.result.walk() if before.result else ():
        later = known[result.id]
        assert result.low <= later.low <= later.high <= result.high
        if result.outcome is not Outcome.UNDETERMINED:
            assert later.outcome is result.outcome
