"""Cards: what a dossier and the norms become before a page sets them out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import translation
from tests.apps.desk.people import BROAD, BROAD_HELD, LEAVE, NVO_HELD, SANNE, SKJ, SKJ_HELD, TODAY, dossier

from vakwerk.apps.desk.shapes import Card, Row
from vakwerk.apps.desk.standing import as_if, card, standing
from vakwerk.apps.desk.steps import next_step
from vakwerk.core.dossier import Activity, Document, Dossier, Holding, Period, Recognition, Work
from vakwerk.core.norms import assess, shipped


def _card(of: Dossier, norm: str = SKJ, on: dt.date = TODAY) -> Card:
    return next(card for card in standing(of, shipped(), on).cards if card.norm == norm)


def _row(card: Card, name: str) -> Row:
    return next(row for row in card.rows if row.title == name)


def test_the_answer_is_a_sentence_a_colleague_would_say() -> None:
    found = standing(dossier(*SANNE), shipped(), TODAY)
    assert found.answer == "Vóór 1 september 2027 mis je nog 12 uur reflectie."
    assert found.cards[0].sentence == "Je mist 12 uur reflectie vóór 1 september 2027."
    with translation.override("en"):
        english = standing(dossier(*SANNE), shipped(), TODAY)
    assert english.cards[0].sentence == "You lack 12 hours reflection before 1 September 2027."


def test_a_card_says_which_register_which_number_and_how_old_our_copy_is() -> None:
    card = _card(dossier(*SANNE))
    assert card.sub.startswith("SKJ · nummer 110045678 · regels van ")
    assert not card.ours
    assert "nagekeken op" in card.about_copy
    assert not card.stale
    assert card.chip.text == "nog 9 maanden"
    assert card.chip.state == "soon"
    assert _card(dossier(*SANNE, BROAD_HELD), BROAD).ours


def test_a_copy_of_the_rules_that_was_not_checked_for_a_year_is_marked() -> None:
    held = replace(SKJ_HELD, period=replace(SKJ_HELD.period, end=dt.date(2030, 9, 1)))
    checked = shipped()[SKJ].checked_on
    later = checked.replace(year=checked.year + 1) + dt.timedelta(days=1)
    assert not _card(dossier(held), on=later - dt.timedelta(days=1)).stale
    card = _card(dossier(held), on=later)
    assert card.stale
    assert "langer dan een jaar" in card.about_copy


def test_what_is_short_stands_open_and_what_is_complete_is_folded() -> None:
    card = _card(dossier(*SANNE))
    assert [row.title for row in card.open_rows] == ["Reflectie"]
    reflection = card.open_rows[0]
    assert (reflection.have, reflection.of, reflection.note) == ("48", "van 60 uur", "Je mist 12 uur.")
    assert reflection.share == pytest.approx(0.8)
    assert {row.title for row in card.met_rows} >= {"Deskundigheidsbevordering"}


def test_a_fact_that_does_not_count_says_why_at_the_requirement_it_came_nearest_to() -> None:
    lines = _row(_card(dossier(*SANNE)), "Reflectie").lines
    assert lines is not None
    refused = next(line for line in lines.shown if line.state == "todo")
    assert refused.text.startswith("Reflectieverslag thuis")
    assert refused.why.startswith("Telt niet: zelfreflectie is uitgesloten")
    assert {line.text.split(",")[0]: line.amount for line in lines.shown if line.state == "ok"} == {
        "Intervisie wijkteam Noord": "28 uur",
        "Supervisie bij M. de Groot": "20 uur",
    }


def test_what_exceeds_a_maximum_says_how_much_of_it_counts() -> None:
    learning = _row(_card(dossier(*SANNE)), "Deskundigheidsbevordering")
    informal = next(part for part in learning.parts if part.text.startswith("Informeel leren"))
    assert informal.why == "Hiervan telt 20 uur mee; meer telt niet."


def test_a_fact_outside_the_period_belongs_to_no_requirement_and_says_so() -> None:
    nowhere = _card(dossier(*SANNE)).nowhere
    assert nowhere is not None
    assert [line.text for line in nowhere.shown] == ["Oude cursus, 20 september 2019"]
    assert "1 september 2022" in nowhere.shown[0].why


def test_many_shortfalls_are_counted_instead_of_listed_in_one_long_sentence() -> None:
    sentence = _card(dossier(BROAD_HELD), BROAD).sentence
    assert sentence.startswith("Je mist ")
    assert "dingen vóór 14 maart 2029" in sentence


def test_the_most_pressing_norm_comes_first() -> None:
    cards = standing(dossier(*SANNE, NVO_HELD, BROAD_HELD), shipped(), TODAY).cards
    assert [card.norm for card in cards] == [SKJ, BROAD, "nvo-basis-orthopedagoog"]


def test_a_recognition_that_has_ended_is_not_shown_and_an_unknown_one_is_named() -> None:
    ended = replace(SKJ_HELD, until=dt.date(2026, 1, 1))
    elsewhere = Recognition(id="x", norm="Registerplein", since=dt.date(2020, 1, 1))
    found = standing(dossier(ended, elsewhere), shipped(), TODAY)
    assert found.cards == ()
    assert found.unknown == ("Registerplein",)


def test_who_is_registered_nowhere_can_look_as_if() -> None:
    card = as_if(shipped(), dossier(), TODAY)
    assert card is not None
    assert card.period is None
    assert any("Je staat niet onder deze norm" in note for note in card.notes)


def test_thousands_of_facts_are_shown_by_a_few_and_counted() -> None:
    many = [
        Activity(id=f"x{i}", kind="self-reflection", title=f"Verslag {i}", completed_on=TODAY, minutes=60)
        for i in range(3000)
    ]
    lines = _row(_card(dossier(*SANNE, *many)), "Reflectie").lines
    assert lines is not None
    assert len(lines.shown) == 8
    assert lines.refused == 3001
    assert lines.more == 3003 - 8
    assert any(line.state == "ok" for line in lines.shown), "what counts is not crowded out"


def test_a_fact_with_something_left_open_is_the_next_step() -> None:
    # At most a day long, it may hold the twelve hours that are missing.
    of = dossier(*SANNE, Activity(id="a8", kind="intervision", title="Intervisie", completed_on=TODAY))
    found = standing(of, shipped(), TODAY)
    step = next_step(found.assessments, of, TODAY)
    assert "Intervisie" in step.title
    assert step.href == "/dossier/a8/wijzigen"


def test_the_next_step_is_about_what_the_answer_names() -> None:
    of = dossier(*SANNE)
    step = next_step(standing(of, shipped(), TODAY).assessments, of, TODAY)
    assert "12 uur reflectie" in step.title
    assert step.href.startswith("/toevoegen?wat=")


def test_in_a_dossier_of_thousands_the_shortfall_itself_is_the_next_step() -> None:
    many = [
        Activity(id=f"x{i}", kind="course", title="Cursus", completed_on=TODAY, minutes=1)
        for i in range(1501)
    ]
    of = dossier(*SANNE, *many)
    step = next_step(standing(of, shipped(), TODAY).assessments, of, TODAY)
    assert step.title == "Je mist 12 uur reflectie vóór 1 september 2027."


def test_where_it_is_not_known_what_leave_does_nothing_is_called_missing() -> None:
    part_time = [fact for fact in SANNE if fact.id != "w1"]
    work = Work(
        id="w1",
        role="jeugd-en-gezinsprofessional",
        since=dt.date(2022, 9, 1),
        minutes_per_week=900,
        level="hbo",
    )
    of = dossier(*part_time, work, replace(LEAVE, id="l1"))
    card = _card(of)
    assert card.state == "unknown"
    assert {row.state for row in card.rows} <= {"ok", "unknown"}
    step = next_step(standing(of, shipped(), TODAY).assessments, of, TODAY)
    assert step.title == "Vraag SKJ wat je verlof doet."


def test_who_meets_a_norm_by_a_heavier_one_reads_its_name() -> None:
    heavier = Recognition(
        id="g",
        norm="nvo-orthopedagoog-generalist",
        since=dt.date(2023, 6, 1),
        period=Period(start=dt.date(2023, 6, 1), end=dt.date(2028, 6, 1)),
    )
    sentence = _card(dossier(NVO_HELD, heavier), NVO_HELD.norm).sentence
    assert sentence.endswith(
        "je geldig staat ingeschreven bij: Herregistratie orthopedagoog-generalist (NVO)."
    )


RP = "registerplein-maatschappelijk-werker"
RP_HELD = Recognition(
    id="rp", norm=RP, since=dt.date(2024, 1, 1), period=Period(start=dt.date(2024, 1, 1), end=dt.date(2029, 1, 1))
)  # fmt: skip
INTERVISION = Activity(id="i1", kind="intervision", title="Intervisie", completed_on=TODAY, minutes=120)


def test_where_the_source_names_no_total_it_is_said_so_and_whom_to_ask() -> None:
    of = dossier(RP_HELD, INTERVISION)
    found = standing(of, shipped(), TODAY)
    assert found.answer == (
        "Je mist niets dat we kunnen zien. Voor Registerplein is het niet vast te stellen: de bron noemt geen totaal."
    )
    card = found.cards[0]
    assert card.chip.text == "niet vast te stellen"
    assert card.sentence == (
        "Dit kan niet worden vastgesteld, want de bron noemt geen totaal voor geaccrediteerde "
        "deskundigheidsbevordering en reflectie. Vraag Registerplein hoeveel je nodig hebt."
    )
    row = card.rows[0]
    assert (row.share, row.have, row.of) == (None, "2 uur", "")
    assert "Vraag het aan Registerplein" in row.note
    assert {part.state for part in row.parts} <= {"unknown", "ok"}
    step = next_step(found.assessments, of, TODAY)
    assert step.title == "Vraag Registerplein hoeveel je nodig hebt."
    assert step.href == f"/stand/{RP}"


def test_what_is_not_filled_in_is_asked_before_the_register_is() -> None:
    of = dossier(RP_HELD, replace(INTERVISION, minutes=None))
    step = next_step(standing(of, shipped(), TODAY).assessments, of, TODAY)
    assert step.href == "/dossier/i1/wijzigen"


def test_what_is_surely_missing_is_said_also_where_a_total_is_not_known() -> None:
    held = replace(RP_HELD, norm="skgv-geestelijk-verzorger")
    found = standing(dossier(held, INTERVISION), shipped(), TODAY)
    assert found.answer == "Vóór 1 januari 2029 mis je nog zending of bevoegdheid."
    points = next(row for row in found.cards[0].rows if row.shape == "bar")
    assert points.share is None
    assert points.note.startswith("De bron noemt geen totaal")


def test_one_register_without_a_total_does_not_hide_that_facts_are_missing_elsewhere() -> None:
    of = dossier(RP_HELD, SKJ_HELD, INTERVISION)
    found = standing(of, shipped(), TODAY)
    assert found.answer.startswith("Vóór 1 september 2027 mis je nog ")
    assert found.cards[-1].norm == RP


ADMISSION = "registerplein-ggz-agoog-toelating"


def test_ways_of_several_things_each_stand_together_so_that_no_single_thing_seems_enough() -> None:
    (choice,) = card(assess(shipped()[ADMISSION], dossier(), TODAY), dossier()).rows
    assert choice.title == "Eén hiervan is genoeg"
    assert [way.title for way in choice.rows] == [
        "Bachelor met certificaat ggz-agoog en VOG: dit alles samen",
        "De zij-instroom, met vijf jaar werk in de ggz, diploma en VOG: dit alles samen",
    ]
    assert [len(way.rows) for way in choice.rows] == [3, 3]


def test_when_one_way_is_there_nothing_of_the_other_is_called_missing() -> None:
    held = (
        Holding(
            id="h1", kind="diploma", level="hbo", field="social-work", awarded_on=TODAY - dt.timedelta(days=9)
        ),
        Holding(id="h2", kind="ggz-agoog-certificate", awarded_on=TODAY),
        Document(id="d1", kind="vog", issued_on=TODAY),
    )
    of = dossier(*held)
    (choice,) = card(assess(shipped()[ADMISSION], of, TODAY), of).rows
    assert choice.state == "ok"
    assert [row.state for row in choice.rows[0].rows] == ["ok", "ok", "ok"]
    assert {row.state for row in choice.rows[1].rows} == {"ok", "unknown"}


def test_a_norm_without_a_period_names_no_day_before_which_things_must_be_there() -> None:
    said = assess(shipped()["nbtp-toegepast-psycholoog-toelating"], dossier(), TODAY)
    sentence = card(said, dossier()).sentence
    assert sentence.startswith("Je mist nog: diploma toegepaste psychologie (240 EC), 720 uur praktijk")
    assert "vóór" not in sentence
