"""Every finding and refusal has a sentence that says what is wrong and what to do, in both languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

import pytest
from django.utils import translation

from vakwerk.apps.dossier import details, refusals, words
from vakwerk.apps.dossier.names import EVENT_NAMES, KINDS, SOURCES
from vakwerk.apps.dossier.rows import VALUE_OF
from vakwerk.core.dossier import Absence, Activity, Finding, Hardship, Measure, Recognition, Work
from vakwerk.core.dossier.checks import FINDING_CODES
from vakwerk.core.freetext import KINDS as REMARK_KINDS

DATA = (("days", 2), ("day", "2024-01-01"), ("load", 170 * 60))
FUTURE = ("completed_on", "issued_on", "awarded_on")


def sentences(language: str) -> dict[str, str]:
    with translation.override(language):
        found = {
            code: words.finding_sentence(Finding(code, "f", "since", refuses=True, data=DATA))
            for code in FINDING_CODES
            if code != "future"
        }
        found |= {
            f"future:{field}": words.finding_sentence(Finding("future", "f", field, refuses=True))
            for field in FUTURE
        }
        found |= {
            kind.code: str(kind.sentence)
            for kind in _all_refusals(refusals.DossierRefusal)
            if "sentence" in vars(kind)
        }
        found |= {f"remark:{kind}": words.remark_sentence({"kind": kind}) for kind in REMARK_KINDS}
        return found


def _all_refusals(kind: type[refusals.DossierRefusal]) -> list[type[refusals.DossierRefusal]]:
    return [kind, *(each for child in kind.__subclasses__() for each in _all_refusals(child))]


def test_every_sentence_is_one_and_is_said_in_dutch_too() -> None:
    english, dutch = sentences("en"), sentences("nl")
    assert english.keys() == dutch.keys()
    for code, sentence in english.items():
        assert sentence.endswith("."), code
        assert dutch[code].endswith("."), code
        assert sentence != dutch[code], f"{code} has no Dutch"


def test_every_refusal_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in _all_refusals(refusals.DossierRefusal)[1:]]
    assert len(codes) == len(set(codes))


def test_the_sentence_about_a_full_week_names_the_sum_and_the_day() -> None:
    with translation.override("nl"):
        sentence = words.finding_sentence(Finding("over-168-hours", "w", "since", refuses=True, data=DATA))
    assert "170 uur" in sentence
    assert "1 januari 2024" in sentence


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(60, "1 uur"), (180, "3 uur"), (150, "2 uur en 30 minuten"), (1, "1 minuut"), (0, "0 minuten")],
)
def test_minutes_are_said_as_people_say_them(minutes: int, said: str) -> None:
    with translation.override("nl"):
        assert words.duration(minutes) == said


def test_every_kind_source_event_and_field_has_a_name() -> None:
    assert set(words.KIND_NAMES) == set(KINDS)
    assert set(words.SOURCE_NAMES) == set(SOURCES)
    assert {name.rsplit(":", 1)[1] for name in EVENT_NAMES} == set(words.EVENT_NAMES)
    named = {spec.name for value in VALUE_OF.values() for spec in fields(value)}
    assert named - {"id", "recorded_at", "withdrawn_at"} == set(details.LABELS)


@pytest.mark.parametrize(
    ("fact", "title", "line"),
    [
        (Activity(id="a", kind="course", title="Meldcode"), "Meldcode", "cursus · nog niet klaar"),
        (Activity(id="a", kind="course", completed_on=dt.date(2026, 1, 2)), "Cursus", "2 januari 2026"),
        (
            Work(id="w", role="docent", employer="Avans", since=dt.date(2020, 1, 1)),
            "Docent, Avans",
            "sinds 1 januari 2020",
        ),
        (
            Absence(id="a", kind="sickness", since=dt.date(2020, 1, 1), until=dt.date(2020, 1, 2)),
            "Ziekte",
            "1 januari 2020",
        ),
        (
            Recognition(id="r", norm="Eigen norm", since=dt.date(2020, 1, 1)),
            "Erkenning: Eigen norm",
            "sinds 1 januari 2020",
        ),
        (
            Measure(id="m", norm="n", kind="warning", since=dt.date(2020, 1, 1)),
            "Waarschuwing",
            "sinds 1 januari 2020",
        ),
        (
            Hardship(id="h", norm="n", requirement="r", since=dt.date(2020, 1, 1)),
            "Hardheidsbesluit: n",
            "sinds 1 januari 2020",
        ),
    ],
)
def test_a_fact_has_a_title_and_a_line(fact: Activity, title: str, line: str) -> None:
    with translation.override("nl"):
        assert words.title_of(fact) == title
        assert details.line_of(fact) == line


def test_the_last_day_is_shown_and_not_the_day_after() -> None:
    fact = Absence(id="a", kind="sickness", since=dt.date(2020, 1, 1), until=dt.date(2020, 2, 1))
    with translation.override("nl"):
        assert dict(details.details_of(fact))["Tot en met"] == "31 januari 2020"
