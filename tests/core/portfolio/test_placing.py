"""Which kind of fact shows what: complete, with reasons, and refused when it says what it can not."""

from __future__ import annotations

from importlib.resources import files

import pytest

from vakwerk.core import vocabulary
from vakwerk.core.dossier import Activity, Declaration, Holding, Work
from vakwerk.core.portfolio import EXPERIENCE, PLACES, lines, places_of, suggested_elements
from vakwerk.core.portfolio.placing import UnreadablePlacing, read_placing, unplaced_kinds

TEXT = files("vakwerk.data").joinpath("portfolio/expectations.yaml").read_text(encoding="utf-8")


def under(fact: object) -> set[str]:
    return {place for line in places_of(fact) for place in line.under}  # type: ignore[arg-type]


def test_every_kind_in_the_vocabulary_is_placed_or_left_out() -> None:
    assert unplaced_kinds() == {}


def test_the_headings_are_the_expectations_and_experience() -> None:
    assert (*vocabulary.terms("expectations"), EXPERIENCE) == PLACES
    assert {place for line in lines() for place in line.under} == set(PLACES)


def test_every_line_has_a_reason_in_two_languages_and_says_why_a_fact_stands_twice() -> None:
    for line in lines():
        assert line.reason["nl"], line.id
        assert line.reason["en"], line.id
        assert line.name["nl"], line.id
        assert bool(line.why_both["nl"]) == (len(line.under) > 1), line.id
        assert line.status in {"transcribed", "example"}


@pytest.mark.parametrize(
    ("fact", "places"),
    [
        (Activity(id="a", kind="course"), {"expert", "informed"}),
        (
            Activity(id="a", kind="course", topics=frozenset({"ethics"})),
            {"expert", "informed", "accountable"},
        ),
        (Activity(id="a", kind="intervision"), {"expert", "accountable"}),
        (Activity(id="a", kind="self-reflection"), {"accountable"}),
        (Activity(id="a", kind="publication"), {"expert", "informed"}),
    ],
)
def test_an_activity_stands_where_its_lines_say(fact: Activity, places: set[str]) -> None:
    assert under(fact) == places


def test_experience_has_a_place_of_its_own() -> None:
    import datetime as dt

    day = dt.date(2020, 1, 1)
    assert EXPERIENCE in under(Work(id="w", role="ervaringsdeskundige", since=day))
    assert EXPERIENCE not in under(Work(id="w", role="sociaal-werker", since=day))
    assert EXPERIENCE in under(Declaration(id="d", kind="experience", since=day))
    assert EXPERIENCE in under(Holding(id="h", kind="certificate", field="experience", awarded_on=day))


def test_elements_are_suggested_by_kind_and_topic() -> None:
    assert suggested_elements(Activity(id="a", kind="research")) == ("enquiring",)
    law = Activity(id="a", kind="course", topics=frozenset({"law", "methods"}))
    assert suggested_elements(law) == ("methodical", "politically-aware")
    assert suggested_elements(Activity(id="a", kind="course")) == ()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("under: [expert, accountable]", "under: [expert, clever]"),
        ("kinds: [vog]", "kinds: [vogg]"),
        ("topics: [ethics]", "topics: [etics]"),
        ("status: example", "status: sure"),
        ('    why_both: {nl: "Een registratie', '    why_not: {nl: "Een registratie'),
    ],
)
def test_a_file_that_says_what_it_can_not_is_refused(right: str, wrong: str) -> None:
    assert right in TEXT
    with pytest.raises(UnreadablePlacing):
        read_placing(TEXT.replace(right, wrong, 1))
