"""Sentences a colleague would say, in Dutch and in English."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.core.norms.people import END, ON, START, activity, dossier, norm_of, vog, working

from vakwerk.core.amounts import Unit
from vakwerk.core.dossier import Absence, Accreditation, Period, Recognition
from vakwerk.core.norms import Outcome, assess, words

REFLECTION = {"reflection": {"at_least": "60 hours", "except": ["self-reflection"]}}
INTERVISION = {"reflection": {"kind": "intervision", "at_least": "12 hours"}}


def test_a_shortfall_says_how_much_of_what_before_when() -> None:
    found = assess(norm_of(INTERVISION), dossier(), ON)
    assert words.outcome_sentence(found, "nl") == "Je mist 12 uur intervisie vóór 1 september 2027."
    assert words.outcome_sentence(found, "en") == (
        "You lack 12 hours peer supervision (intervision) before 1 September 2027."
    )


def test_the_headline_names_the_nearest_date_first() -> None:
    near = assess(norm_of(INTERVISION), dossier(), ON)
    assert words.headline([near], "nl") == "Vóór 1 september 2027 mis je nog 12 uur intervisie."
    assert words.headline([near], "en") == (
        "Before 1 September 2027 you still need 12 hours peer supervision (intervision)."
    )


def test_someone_who_misses_nothing_hears_until_when() -> None:
    found = assess(norm_of({"document": {"kind": "vog"}}), dossier(documents=(vog(date(2024, 1, 1)),)), ON)
    assert words.headline([found], "nl") == "Je staat goed, zeker tot 1 september 2027."
    assert words.outcome_sentence(found, "nl") == "Je voldoet. De periode loopt tot 1 september 2027."


def test_someone_without_registrations_is_told_so() -> None:
    assert words.headline([], "nl") == "Je hebt nog geen registratie toegevoegd."


def test_an_excluded_kind_is_refused_with_its_article() -> None:
    lonely = activity(1, kind="self-reflection", form=None)
    found = assess(norm_of(REFLECTION), dossier(lonely), ON)
    reason = found.fact("a1").reason
    assert reason is not None
    assert (
        words.refusal_sentence(reason, found, "nl")
        == "bij reflectie: zelfreflectie is uitgesloten (art. 4.3)"
    )


def test_something_outside_the_period_says_which_period() -> None:
    late = activity(1, completed_on=date(2021, 1, 1))
    found = assess(norm_of({"learning": {"at_least": "1 hour"}}), dossier(late), ON)
    reason = found.fact("a1").reason
    assert reason is not None
    assert words.refusal_sentence(reason, found, "en").startswith(
        "not finished within this period (from 1 September 2022 until 1 September 2027)"
    )


def test_a_missing_accreditation_number_says_what_to_do() -> None:
    norm = norm_of({"learning": {"at_least": "1 hour", "accredited_by": ["skj", "nvo"]}})
    found = assess(norm, dossier(activity(1)), ON)
    reason = found.fact("a1").reason
    assert reason is not None
    assert "vul het nummer van de accreditatie door SKJ of NVO in" in words.refusal_sentence(
        reason, found, "nl"
    )
    given = activity(1, accreditations=(Accreditation(by="nvo", id="7"),))
    assert assess(norm, dossier(given), ON).outcome is Outcome.MET


def test_an_unknown_length_is_said_to_be_unknown_rather_than_missing() -> None:
    found = assess(norm_of({"learning": {"at_least": "10 hours"}}), dossier(activity(1, minutes=None)), ON)
    assert found.outcome is Outcome.UNDETERMINED
    assert (
        words.outcome_sentence(found, "nl") == "Nog niet vast te stellen: er ontbreken gegevens over leren."
    )


def test_leave_under_a_register_that_is_silent_about_leave_is_said_so() -> None:
    absent = Absence(id="x", kind="pregnancy", since=date(2025, 1, 1), until=date(2025, 5, 1))
    found = assess(norm_of(INTERVISION, relief="not_established"), dossier(absences=(absent,)), ON)
    assert found.outcome is Outcome.UNDETERMINED
    assert "Vraag het register" in words.outcome_sentence(found, "nl")


def test_an_extension_names_the_leave_behind_it() -> None:
    norm = norm_of(INTERVISION, relief=[{"for": "pregnancy", "extends": "16 weeks"}])
    absent = Absence(id="x", kind="pregnancy", since=date(2025, 1, 1), until=date(2025, 5, 1))
    person = dossier(absences=(absent,))
    found = assess(norm, person, ON)
    assert found.window is not None
    assert found.window.end == date(2027, 9, 1) + timedelta(weeks=16)
    said = words.extension_sentence(found.window.extensions[0], person, "nl")
    assert said == "Zwangerschapsverlof verlengt de periode met 16 weken."


def test_a_heavier_recognition_is_given_as_the_reason() -> None:
    norm = norm_of(INTERVISION, met_by=["heavier"])
    held = Recognition(id="h", norm="heavier", since=date(2024, 1, 1))
    person = replace(dossier(), recognitions=(*dossier().recognitions, held))
    found = assess(norm, person, ON)
    assert found.outcome is Outcome.MET
    assert "heavier" in words.outcome_sentence(found, "en")


def test_a_rule_not_checked_for_a_year_carries_a_warning() -> None:
    norm = norm_of(INTERVISION)
    assert "langer dan een jaar" not in words.norm_status_sentence(norm, date(2027, 11, 23), "nl")
    assert "langer dan een jaar" in words.norm_status_sentence(norm, date(2027, 11, 24), "nl")


@pytest.mark.parametrize(
    ("value", "unit", "dutch", "english"),
    [
        (720, Unit.MINUTES, "12 uur", "12 hours"),
        (60, Unit.MINUTES, "1 uur", "1 hour"),
        (90, Unit.MINUTES, "1 uur en 30 minuten", "1 hour and 30 minutes"),
        (1, Unit.MINUTES, "1 minuut", "1 minute"),
        (3368 * 60, Unit.MINUTES, "3.368 uur", "3,368 hours"),
        (150, Unit.POINTS, "1,5 punten", "1.5 points"),
        (100, Unit.POINTS, "1 punt", "1 point"),
        (1, Unit.PIECES, "1 stuk", "1 piece"),
    ],
)
def test_amounts_read_as_people_write_them(value: int, unit: Unit, dutch: str, english: str) -> None:
    assert words.amount_text(value, unit, "nl") == dutch
    assert words.amount_text(value, unit, "en") == english


def test_have_and_need_share_their_unit() -> None:
    found = assess(norm_of({"work": {"at_least": "100 hours"}}), dossier(work=(working(60),)), ON)
    result = found.requirement("work")
    assert words.result_text(result, "nl").endswith("van 100 uur")
    assert words.requirement_title(result.requirement, "nl") == "Werk"


def test_what_is_to_be_arranged_stands_behind_a_colon() -> None:
    norm = norm_of({"all": [{"declaration": {"kind": "code"}}, {"learning": {"at_least": "2 hours"}}]})
    found = assess(norm, dossier(), ON)
    assert words.outcome_sentence(found, "nl") == (
        "Je mist nog vóór 1 september 2027: beroepscode onderschreven en 2 uur leren."
    )


def test_alternatives_are_named_as_alternatives() -> None:
    ways = [{"work": {"at_least": "2080 hours"}}, {"holding": {"kind": "periodic-registration-certificate"}}]
    found = assess(norm_of({"any": ways}), dossier(), ON)
    assert words.outcome_sentence(found, "nl") == (
        "Je mist nog vóór 1 september 2027: 2.080 uur werk of periodiek registratiecertificaat."
    )


def test_an_unknown_route_of_admission_is_asked_for_by_name() -> None:
    extra = {
        "if": {"admitted_by": ["other-profile"]},
        "then": {"learning": {"topic": "ethics", "at_least": "1 hour"}},
    }
    held = Recognition(id="r", norm="test-norm", since=START, period=Period(start=START, end=END))
    found = assess(norm_of({"all": [extra]}), dossier(recognitions=(held,)), ON)
    assert words.outcome_sentence(found, "nl") == (
        "Nog niet vast te stellen: er ontbreken gegevens over hoe je bent toegelaten."
    )


def test_a_threshold_nobody_found_is_said_to_be_ours_to_find() -> None:
    found = assess(norm_of({"learning": {"at_least": "not_established"}}), dossier(activity(1)), ON)
    assert words.outcome_sentence(found, "nl") == (
        "Dit kan niet worden vastgesteld, want de bron noemt geen totaal voor leren. Vraag SKJ hoeveel je nodig hebt."
    )


def test_of_a_base_and_a_higher_level_only_the_one_that_asks_most_is_named() -> None:
    norm = norm_of({"all": [{"learning": {"at_least": "40 hours"}}, {"learning": {"at_least": "60 hours"}}]})
    found = assess(norm, dossier(activity(1)), ON)
    assert words.outcome_sentence(found, "nl") == "Je mist 58 uur leren vóór 1 september 2027."
    assert words.headline([found], "nl") == "Vóór 1 september 2027 mis je nog 58 uur leren."


def test_months_of_long_weeks_say_how_long_a_week_has_to_be() -> None:
    rule = norm_of({"spread": {"at_least": "24 months", "weekly_at_least": "16 hours"}})
    found = assess(rule, dossier(work=(working(959),)), ON)
    assert words.outcome_sentence(found, "nl") == (
        "Je mist 24 maanden waarin je hebt gewerkt (ten minste 16 uur per week) vóór 1 september 2027."
    )
    assert words.requirement_title(found.requirement("spread").requirement, "en") == (
        "Work spread over time, at least 16 hours a week"
    )


def test_when_only_the_sources_are_silent_the_headline_names_their_owners() -> None:
    silent = assess(norm_of({"learning": {"at_least": "not_established"}}), dossier(activity(1)), ON)
    assert words.headline([silent], "en") == (
        "Nothing we can see is missing. For SKJ it can not be established: the source names no total."
    )
    unknown = assess(norm_of({"learning": {"at_least": "10 hours"}}), dossier(activity(1, minutes=None)), ON)
    assert words.headline([silent, unknown], "en") == (
        "Nothing we can see is missing, but not everything can be established."
    )


def test_leave_whose_effect_is_unknown_is_said_before_a_total_that_is() -> None:
    rule = norm_of(
        {"all": [{"declaration": {"kind": "code"}}, {"learning": {"at_least": "not_established"}}]},
        relief="not_established",
    )
    absent = Absence(id="x", kind="pregnancy", since=date(2025, 1, 1), until=date(2025, 5, 1))
    found = assess(rule, dossier(absences=(absent,)), ON)
    assert "verlof" in words.outcome_sentence(found, "nl")
    assert (
        words.headline([found], "nl")
        == "Je mist niets dat we kunnen zien, maar niet alles is vast te stellen."
    )
