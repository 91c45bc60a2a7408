"""The nearest changes: each was tried, and closes what it says."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.core.norms.people import ON, activity, dossier, norm_of

from vakwerk.core.dossier import Activity
from vakwerk.core.norms import Outcome, assess
from vakwerk.core.norms.nearest import nearest


def test_twelve_missing_hours_are_offered_as_twelve_hours() -> None:
    norm = norm_of({"reflection": {"kind": "intervision", "at_least": "12 hours"}})
    change = nearest(norm, dossier(), ON)[0]
    assert (change.way, change.amount, change.kind, change.makes_met) == ("add", 720, "intervision", True)


def test_a_forgotten_accreditation_number_is_offered_before_a_new_course() -> None:
    norm = norm_of({"learning": {"at_least": "2 hours", "accredited_by": ["skj"]}})
    changes = nearest(norm, dossier(activity(1)), ON)
    assert ("amend", "a1", "accreditations") in {(c.way, c.fact, c.field) for c in changes}


def test_nothing_is_offered_to_someone_who_meets_the_norm() -> None:
    norm = norm_of({"learning": {"at_least": "2 hours"}})
    assert nearest(norm, dossier(activity(1)), ON) == ()


def test_a_missing_declaration_is_offered_as_something_to_arrange() -> None:
    norm = norm_of({"all": [{"declaration": {"kind": "code"}}, {"learning": {"at_least": "1 hour"}}]})
    changes = nearest(norm, dossier(activity(1)), ON)
    assert [(c.way, c.kind) for c in changes] == [("obtain", "code")]


def test_a_weighted_kind_needs_fewer_hours() -> None:
    norm = norm_of(
        {
            "reflection": {
                "kind": "supervision",
                "at_least": "8 hours",
                "weights": [{"kind": "supervision", "by": "4"}],
            }
        }
    )
    change = nearest(norm, dossier(), ON)[0]
    assert change.amount <= 8 * 60
    trial = Activity(id="t", kind="supervision", completed_on=ON, minutes=change.amount)
    assert assess(norm, dossier(trial), ON).outcome is Outcome.MET


@given(hours=st.integers(1, 40), done=st.integers(0, 39))
def test_what_is_offered_always_closes_what_it_promises(hours: int, done: int) -> None:
    norm = norm_of(
        {
            "learning": {
                "at_least": f"{hours} hours",
                "of_which": [{"form": "formal", "at_least": f"{(hours + 1) // 2} hours"}],
            }
        }
    )
    person = dossier(activity(1, minutes=done * 60 or None, form="informal", completed_on=date(2025, 1, 1)))
    for change in nearest(norm, person, ON):
        trial = Activity(id="trial", kind=change.kind, form="formal", completed_on=ON, minutes=change.amount)
        again = assess(norm, person.adding(trial), ON)
        assert again.requirement(change.requirement).outcome is Outcome.MET
