"""From columns and cells to activities, without a guess that changes what something means."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.exchange import examples
from tests.profiles import cases

from vakwerk.core import vocabulary
from vakwerk.core.dossier import Accreditation, Activity
from vakwerk.core.exchange.header import Table, find_table
from vakwerk.core.exchange.lines import Proposal, propose
from vakwerk.core.exchange.mapping import ColumnMapping, guess, mapping_from, questions
from vakwerk.core.exchange.matching import State, joined, match_lines
from vakwerk.core.exchange.reading import read_file
from vakwerk.core.exchange.values import BadValue, order_of, read_day, read_length
from vakwerk.core.exchange.writing import HEADINGS, activity_rows, csv_table, xlsx_table

TODAY = dt.date(2026, 11, 24)


def table_of(*rows: str) -> Table:
    return find_table(read_file("\n".join(rows).encode(), "", today=TODAY).sheets[0], TODAY)


def proposals(table: Table, mapping: ColumnMapping) -> list[Proposal]:
    return [propose(row, mapping, fact_id=f"f-{row.line}", today=TODAY) for row in table.rows]


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2024-03-12", "", dt.date(2024, 3, 12)),
        ("12 mrt. 2024", "", dt.date(2024, 3, 12)),
        ("di 12 maart 2024", "", dt.date(2024, 3, 12)),
        ("13-3-24", "", dt.date(2024, 3, 13)),
        ("13-3-98", "", dt.date(1998, 3, 13)),
        ("3/14/2024", "", dt.date(2024, 3, 14)),
        ("5-5-2024", "", dt.date(2024, 5, 5)),
        ("12-3-2024", "day-first", dt.date(2024, 3, 12)),
        ("12-3-2024", "month-first", dt.date(2024, 12, 3)),
        ("12-03-2024 14:00", "day-first", dt.date(2024, 3, 12)),
        ("2024-03-12T10:00:00Z", "", dt.date(2024, 3, 12)),
        ("20240312", "", dt.date(2024, 3, 12)),
        ("March 3, 2024", "", dt.date(2024, 3, 3)),
    ],
)
def test_a_day_is_read(text: str, order: str, expected: dt.date) -> None:
    assert read_day(text, order, TODAY) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12-3-2024", "day-or-month"),
        ("31-2-2024", "no-such-day"),
        ("45000", "day-number"),
        ("gisteren", "not-a-day"),
        ("13-13-2024", "no-such-day"),
        ("1-1-1800", "no-such-day"),
        ("najaar 2024", "not-a-day"),
    ],
)
def test_a_day_that_can_not_be_read_says_why(text: str, code: str) -> None:
    with pytest.raises(BadValue) as bad:
        read_day(text, "", TODAY)
    assert bad.value.code == code


def test_one_clear_date_shows_the_order_of_a_column() -> None:
    assert order_of(["1-2-2024", "25-3-2024"], TODAY) == ("day-first", False)
    assert order_of(["1/2/2024", "3/25/2024"], TODAY) == ("month-first", False)
    assert order_of(["1-2-2024", "3-4-2024"], TODAY) == ("", True)
    assert order_of(["25-3-2024", "3/25/2024", "1-2-2024"], TODAY) == ("", False)
    assert order_of(["5-5-2024", "2024-01-02"], TODAY) == ("", False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2,5", 150), ("2.5", 150), ("2:30", 150), ("2u30", 150), ("2 uur en 30 minuten", 150), ("150 min", 150),
        ("2½", 150), (",5", 30), ("3 punten", 180), ("0", None), ("", None), ("-", None),
        ("2,333", "thousand-or-decimal"),
        ("1.500", "thousand-or-decimal"), ("-2", "negative"), ("veel", "not-a-length"), ("2:75", "not-a-length"),
        ("9999999", "too-long"),
    ],
)  # fmt: skip
def test_a_length_is_read(text: str, expected: int | str | None) -> None:
    if isinstance(expected, str):
        with pytest.raises(BadValue) as bad:
            read_length(text, 60)
        assert bad.value.code == expected
    else:
        assert read_length(text, 60) == expected


def test_a_plausible_export_needs_one_answer() -> None:
    table = find_table(read_file(examples.plausible_portal_csv(40), "", today=TODAY).sheets[0], TODAY)
    mapping = guess(table, TODAY)
    assert mapping.fields == ("completed_on", "title", "kind", "hours", "provider", "accreditation", "status")
    assert [one.code for one in questions(mapping, table, TODAY)] == ["accreditor"]
    found = proposals(table, replace(mapping, accreditor="skj"))
    assert all(one.activity for one in found)
    expected = examples.lines(40)[0]
    first = found[0].activity
    assert first is not None
    assert (first.title, first.completed_on, first.minutes) == expected[:3]
    assert first.accreditations == (Accreditation(by="skj", id=expected[4]),)
    assert first.provider == "Académie Zuid"
    assert found[0].status == "approved"


def test_what_points_are_worth_is_asked_once() -> None:
    table = table_of("Datum;Titel;Punten", "13-2-2024;Retraite;1,5")
    mapping = guess(table, TODAY)
    assert [one.code for one in questions(mapping, table, TODAY)] == ["points"]
    (one,) = proposals(table, replace(mapping, minutes_of_point=240))
    assert one.activity is not None
    assert one.activity.minutes == 360
    assert ("points", "1,5") in one.extras


def test_day_or_month_is_asked_for_a_whole_column() -> None:
    table = table_of("Datum;Titel", "1-2-2024;A", "3-4-2024;B")
    mapping = guess(table, TODAY)
    assert [one.code for one in questions(mapping, table, TODAY)] == ["order"]
    found = proposals(table, replace(mapping, orders={"completed_on": "day-first"}))
    assert [one.activity.completed_on for one in found if one.activity] == [
        dt.date(2024, 2, 1),
        dt.date(2024, 4, 3),
    ]


def test_mixed_dates_are_read_line_by_line_and_the_doubtful_one_is_named() -> None:
    table = table_of("Datum;Titel", "25-3-2024;A", "3/25/2024;B", "1-2-2024;C", "12 mei 2024;D")
    mapping = guess(table, TODAY)
    assert questions(mapping, table, TODAY) == ()
    found = proposals(table, mapping)
    assert [bool(one.activity) for one in found] == [True, True, False, True]
    (fault,) = found[2].faults
    assert (fault.code, fault.field, fault.value, fault.column) == (
        "day-or-month",
        "completed_on",
        "1-2-2024",
        0,
    )


def test_headings_nobody_knows_are_read_by_their_values() -> None:
    table = table_of(
        "Wanneer precies;Wat ik deed;Hoe lang",
        "13-2-2024;Training signaleren;2:30",
        "14-2-2024;Nog een training;1:30",
    )
    assert guess(table, TODAY).fields == ("completed_on", "title", "hours")


def test_a_heading_that_its_values_contradict_is_not_believed() -> None:
    table = table_of(
        "Datum;Titel;Uren", "Cursus;Motiverende gesprekken;13-2-2024", "Training;Meldcode;14-2-2024"
    )
    fields = guess(table, TODAY).fields
    assert fields[2] == "completed_on"
    assert fields[0] != "completed_on"


def test_their_words_become_our_kinds_and_forms() -> None:
    table = table_of(
        "Datum;Titel;Categorie",
        "13-2-2024;A;Deskundigheidsbevordering - formeel leren",
        "14-2-2024;B;Reflectie",
        "15-2-2024;C;Deskundigheidsbevordering - informeel leren",
        "16-2-2024;D;Iets anders",
    )
    found = [one.activity for one in proposals(table, guess(table, TODAY))]
    assert [(one.kind, one.form) for one in found if one] == [
        ("learning", "formal"),
        ("reflection", None),
        ("learning", "informal"),
        ("learning", None),
    ]


def test_a_corrected_cell_takes_the_place_of_what_stood_there() -> None:
    table = table_of("Datum;Titel", "31-2-2024;A", "25-3-2024;B")
    mapping = guess(table, TODAY)
    row = table.rows[0]
    assert propose(row, mapping, fact_id="f", today=TODAY).activity is None
    mended = propose(row, mapping, fact_id="f", today=TODAY, edits={"completed_on": "28-2-2024"})
    assert mended.activity is not None
    assert mended.activity.completed_on == dt.date(2024, 2, 28)


def test_what_can_not_be_true_is_a_fault_of_its_line() -> None:
    table = table_of("Datum;Titel;Uren", "25-3-2027;A;3", "25-3-2024;B;40")
    later, too_long = proposals(table, guess(table, TODAY))
    assert later.faults[0].code == "future"
    assert too_long.faults[0].code == "too-long"
    assert too_long.faults[0].field == "hours"


def test_a_mapping_survives_being_kept() -> None:
    table = table_of("Datum;Titel;Soort;Status", "13-2-2024;A;Intervisie;Goedgekeurd")
    mapping = replace(guess(table, TODAY), minutes_of_point=45, accreditor="nvo")
    assert mapping_from(mapping.as_data(), 4) == mapping
    assert mapping_from({"fields": ["title", "nonsense"], "kind": "gone"}, 3).fields == ("title", "", "")


COURSE = Activity(
    id="ours", kind="course", title="Werken met de meldcode", completed_on=dt.date(2024, 3, 12), minutes=360
)


def beside(**changes: object) -> State:
    incoming = replace(COURSE, id="theirs", **changes)  # type: ignore[arg-type]
    return match_lines([(2, incoming)], [COURSE])[2].state


def test_a_line_is_new_the_same_adds_something_or_must_be_asked() -> None:
    number = (Accreditation(by="nvo", id="77"),)
    assert beside() is State.SAME
    assert beside(accreditations=number) is State.ADDS
    assert beside(provider="Academie") is State.ADDS
    assert beside(minutes=480) is State.ALIKE
    assert beside(title="Meldcode") is State.ALIKE
    assert beside(completed_on=dt.date(2024, 5, 1)) is State.NEW


def test_one_number_on_nearly_one_day_with_another_length_is_asked() -> None:
    ours = replace(COURSE, accreditations=(Accreditation(by="skj", id="1"),))
    theirs = replace(ours, id="theirs", minutes=240)
    match = match_lines([(2, theirs)], [ours])[2]
    assert match.state is State.ALIKE
    assert [(one.field, one.one, one.other) for one in match.different] == [("minutes", 360, 240)]


def test_the_same_line_twice_in_one_table_is_one_activity_and_two_days_of_a_course_are_two() -> None:
    first, second = replace(COURSE, id="a"), replace(COURSE, id="b")
    next_day = replace(COURSE, id="c", completed_on=dt.date(2024, 3, 13))
    found = match_lines([(2, first), (3, second), (4, next_day)], [])
    assert [found[line].state for line in (2, 3, 4)] == [State.NEW, State.SAME, State.NEW]
    assert found[3].line == 2


def test_two_accounts_become_one_fact_with_both_numbers_and_nothing_lost_silently() -> None:
    ours = replace(COURSE, accreditations=(Accreditation(by="skj", id="1"),))
    theirs = replace(
        COURSE, id="t", minutes=480, provider="X", accreditations=(Accreditation(by="nvo", id="9"),)
    )
    kept, lost = joined(ours, theirs, {})
    assert kept.id == "ours"
    assert kept.minutes == 360
    assert [mark.by for mark in kept.accreditations] == ["skj", "nvo"]
    assert kept.provider == "X"
    assert [(one.field, one.one, one.other) for one in lost] == [("minutes", 360, 480)]
    assert joined(ours, theirs, {"minutes": "theirs"})[0].minutes == 480
    assert joined(kept, theirs, {})[0] == kept


_WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12)
_TEXT = st.lists(_WORDS, min_size=1, max_size=5).map(" ".join)
_MARK = st.builds(
    Accreditation,
    by=st.sampled_from(list(vocabulary.terms("accreditors"))),
    id=st.from_regex(r"[A-Z0-9]{1,8}(-[0-9]{1,4})?", fullmatch=True),
    category=st.none() | st.from_regex(r"[A-Z][a-z]{1,9}", fullmatch=True),
)
_ACTIVITY = st.builds(
    Activity,
    id=st.just("x"),
    kind=st.sampled_from(list(vocabulary.terms("activity_kinds"))),
    title=_TEXT,
    completed_on=st.dates(dt.date(1990, 1, 1), TODAY),
    minutes=st.none() | st.integers(1, 600),
    form=st.none() | st.sampled_from(["formal", "informal"]),
    topics=st.frozensets(st.sampled_from(list(vocabulary.terms("topics"))), max_size=3),
    provider=st.just("") | _TEXT,
    accreditations=st.lists(_MARK, max_size=3, unique_by=lambda mark: (mark.by, mark.id)).map(tuple),
)


@cases(80)
@given(st.lists(_ACTIVITY, min_size=1, max_size=6), st.booleans())
def test_what_is_written_as_a_table_is_read_back_as_the_same_facts(
    activities: list[Activity], workbook: bool
) -> None:
    rows = activity_rows(activities)
    data = xlsx_table("Activiteiten", HEADINGS, rows) if workbook else csv_table(HEADINGS, rows)
    table = find_table(read_file(data, "", today=TODAY).sheets[0], TODAY)
    mapping = guess(table, TODAY)
    assert questions(replace(mapping, accreditor="skj"), table, TODAY) == ()
    found = [
        replace(one.activity, id="x") if one.activity else one.faults for one in proposals(table, mapping)
    ]
    assert found == activities
