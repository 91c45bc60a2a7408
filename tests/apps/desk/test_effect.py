"""What a fact would do, said before it is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tests.apps.desk.people import (
    BIG,
    BROAD,
    BROAD_HELD,
    LEAVE,
    NVO,
    NVO_HELD,
    SANNE,
    SKJ,
    TARIQ,
    TODAY,
    D,
    dossier,
)

from vakwerk.apps.desk.effect import Effect, effects
from vakwerk.core.dossier import Activity, Dossier, Fact
from vakwerk.core.norms import shipped


def _by_norm(of: Dossier, fact: Fact, on: dt.date = TODAY) -> dict[str, Effect]:
    titles = {norm.title.nl: norm.id for norm in shipped().values()}
    return {titles[one.title]: one for one in effects(of, fact, shipped(), on)}


def _hours(kind: str, hours: int, **more: object) -> Activity:
    return Activity(id="trial", kind=kind, completed_on=TODAY, minutes=hours * 60, **more)  # type: ignore[arg-type]


def test_one_session_counts_in_two_registers_at_once_each_in_its_own_unit() -> None:
    found = _by_norm(dossier(*SANNE, NVO_HELD), _hours("intervision", 2))
    assert (found[SKJ].state, found[SKJ].amount) == ("ok", "2 uur")
    assert found[SKJ].sentences == ("Reflectie: daarna nog 10 uur te gaan.",)
    assert found[NVO].amount.endswith("punten")


def test_what_does_not_count_says_why_before_it_is_kept() -> None:
    found = _by_norm(dossier(*SANNE), _hours("self-reflection", 2))[SKJ]
    assert (found.state, found.amount) == ("todo", "")
    assert "zelfreflectie is uitgesloten" in found.sentences[0]


def test_what_goes_over_a_maximum_adds_nothing_and_says_so() -> None:
    found = _by_norm(dossier(*SANNE), _hours("reading", 2, form="informal"))[SKJ]
    assert found.amount == ""
    assert "maximum" in found.sentences[0]


def test_without_a_length_it_is_not_known_how_much_counts() -> None:
    found = _by_norm(dossier(*SANNE), Activity(id="trial", kind="intervision", completed_on=TODAY))[SKJ]
    assert found.state == "unknown"


def test_under_big_maternity_counts_as_worked_and_no_date_moves() -> None:
    found = _by_norm(
        dossier(*TARIQ), replace(LEAVE, since=D(2022, 9, 1), until=D(2022, 12, 22)), D(2023, 1, 10)
    )[BIG]
    assert found.state == "ok"
    assert found.sentences == (
        "Je einddatum blijft 1 november 2023.",
        "Zwangerschapsverlof telt hier als gewerkt.",
        "Verder verandert er niets.",
    )


def test_under_big_parental_leave_takes_hours_and_can_change_where_one_stands() -> None:
    leave = replace(LEAVE, kind="parental-leave", since=D(2022, 1, 1), until=D(2022, 9, 1))
    found = _by_norm(dossier(*TARIQ), leave, D(2023, 1, 10))[BIG]
    assert found.state == "todo"
    assert found.sentences[0] == "Je einddatum blijft 1 november 2023."
    assert found.sentences[1].endswith(": was 3.282 uur, wordt 2.762 uur. Gevraagd: 3.120 uur.")
    assert found.sentences[-1].startswith("Je mist ")


def test_where_the_rule_is_not_established_the_effect_of_leave_is_not_made_up() -> None:
    found = _by_norm(dossier(*SANNE), LEAVE)[SKJ]
    assert found.state == "unknown"
    assert "de regel is niet vastgesteld. Vraag het aan SKJ." in found.sentences[0]
    assert "Waar je staat, is dan niet vast te stellen." in found.sentences


def test_leave_tells_the_old_and_the_new_end_date_and_why() -> None:
    found = _by_norm(dossier(*SANNE, BROAD_HELD), LEAVE)[BROAD]
    assert found.sentences[0] == "Je einddatum schuift van 14 maart 2029 naar 4 juli 2029."
    assert "Zwangerschapsverlof verlengt de periode met 16 weken." in found.sentences
    assert found.amount == "tot 4 juli 2029"


def test_who_is_registered_nowhere_sees_it_under_the_broad_registration() -> None:
    assert set(_by_norm(dossier(), _hours("course", 3, form="formal"))) == {BROAD}
