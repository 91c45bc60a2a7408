"""What is in a share and what is not: reflections, notes, leave, files."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation
from tests.apps.sharing.conftest import DAY, NORM, NOTE, SECRET_REFLECTION, TODAY, share

from vakwerk.apps.desk.shared import Shown, show
from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.sharing import queries
from vakwerk.core import vocabulary
from vakwerk.core.dossier import Absence, Dossier, Period, Recognition, Work
from vakwerk.core.norms import shipped


def shown(owner: Any, receiver: Any, **more: Any) -> Shown:
    shared = queries.share(share(owner, receiver, **more).pk)
    assert shared is not None
    person = owner.person
    return show(shared, dossiers.dossier_of(person), dossiers.evidence_of(person), shipped(), TODAY)


def test_state_and_end_hold_no_fact(sanne: Any, employer: Any) -> None:
    seen = shown(sanne, employer)
    assert [line.title for line in seen.lines] == ["Herregistratie jeugd- en gezinsprofessional"]
    assert not seen.cards
    assert not seen.facts
    assert not seen.evidence


def test_with_reasons_there_are_requirements_but_no_facts(sanne: Any, mentor: Any) -> None:
    seen = shown(sanne, mentor, purpose="guidance", scope="standing-with-reasons")
    assert seen.cards
    for private in (SECRET_REFLECTION, NOTE, "Meldcode"):
        assert private not in str(seen)


def test_the_name_of_a_reflection_is_seen_only_when_that_very_fact_was_ticked(
    sanne: Any, assessor: Any
) -> None:
    norm = {"norm": NORM, "purpose": "assessment", "scope": "norm", "with_evidence": True}
    seen = shown(sanne, assessor, **norm)
    assert SECRET_REFLECTION not in str(seen)
    assert NOTE not in str(seen)
    ticked = shown(sanne, assessor, facts=["reflection"], **norm)
    assert SECRET_REFLECTION in str(ticked)
    assert len(ticked.evidence) == len(seen.evidence) + 1


def test_files_are_in_it_only_when_asked_for(sanne: Any, employer: Any) -> None:
    assert not shown(sanne, employer, scope="facts", facts=["course"]).evidence
    seen = shown(sanne, employer, scope="facts", facts=["course"], with_evidence=True)
    [file] = dossiers.evidence_of(sanne.person, "course")
    assert seen.evidence == {file.id}


def test_a_fact_that_was_withdrawn_is_seen_no_more(sanne: Any, employer: Any) -> None:
    from vakwerk.apps.dossier import actions

    made = share(sanne, employer, scope="facts", facts=["course"])
    actions.withdraw_fact(person=sanne.person, fact_id="course", actor=sanne)
    shared = queries.share(made.pk)
    assert shared is not None
    assert not show(shared, dossiers.dossier_of(sanne.person), (), shipped(), TODAY).facts


HELD_SINCE, ENDS = dt.date(2023, 1, 1), dt.date(2028, 1, 1)
NORMS = sorted(norm.id for norm in shipped().values() if norm.kind == "re-registration")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("norm", NORMS)
def test_no_employer_reads_which_leave_somebody_had_under_any_norm(
    sanne: Any, employer: Any, norm: str, language: str
) -> None:
    """Compared with the same person without leave, no word about leave is added."""
    made = queries.share(share(sanne, employer, scope="standing-with-reasons").pk)
    assert made is not None
    person = Dossier(
        person="p",
        recognitions=(
            Recognition(id="r", norm=norm, since=HELD_SINCE, period=Period(start=HELD_SINCE, end=ENDS)),
        ),
        work=(Work(id="w", role="sociaal-werker", since=HELD_SINCE, minutes_per_week=1_200),),
    )
    with translation.override(language):
        before = str(show(made, person, (), shipped(), TODAY)).casefold()
        for kind in vocabulary.terms("absence_kinds"):
            away = Absence(id="a", kind=kind, since=dt.date(2024, 1, 1), until=dt.date(2025, 6, 1))
            after = str(show(made, replace(person, absences=(away,)), (), shipped(), TODAY)).casefold()
            label = vocabulary.label("absence_kinds", kind, language).casefold()
            words = [
                label,
                "verlof" if language == "nl" else "leave",
                "stil" if language == "nl" else "pause",
            ]
            told = [word for word in words if after.count(word) > before.count(word)]
            assert not told, (kind, told)


def test_an_assessor_reads_why_a_period_is_longer(sanne: Any, assessor: Any) -> None:
    seen = shown(sanne, assessor, purpose="assessment", scope="norm", norm=NORM)
    assert seen.cards
    assert "verlof" in str(seen).casefold()


def test_a_past_period_is_assessed_on_its_last_day(sanne: Any, assessor: Any) -> None:
    past = (dt.date(2019, 3, 1), dt.date(2024, 3, 1))
    seen = shown(sanne, assessor, purpose="assessment", scope="norm", norm=NORM, period=past)
    assert seen.lines[0].last_day == past[1] - DAY
