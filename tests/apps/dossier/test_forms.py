"""The forms: from what people type to a fact, and from a fact back to what they see."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.dossier import generated
from tests.profiles import cases

from vakwerk.apps.dossier import forms, refusals
from vakwerk.core.dossier import (
    Absence,
    Accreditation,
    Activity,
    Confirmation,
    Document,
    DossierFault,
    Finding,
    Holding,
    Period,
    Recognition,
    Work,
)

TODAY = dt.date(2026, 11, 24)


def typed(fact_kind: str, /, **values: Any) -> Any:
    """A form of this kind as a browser sends it."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return forms.FORM_OF[fact_kind](data, today=TODAY)


def test_a_course_needs_a_name_a_day_and_how_long() -> None:
    form = typed("activity", kind="course", title="Meldcode", completed_on="20 nov", minutes="3,5 uur")
    assert form.is_valid(), form.errors
    assert form.to_fact("x") == Activity(
        id="x",
        kind="course",
        title="Meldcode",
        completed_on=dt.date(2026, 11, 20),
        minutes=210,
        form="formal",
    )


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("course", "formal"),
        ("reading", "informal"),
        ("intervision", None),
        ("teaching", "informal"),
        ("lecture", "informal"),
    ],
)
def test_whether_it_is_formal_follows_from_the_kind(kind: str, form: str | None) -> None:
    assert forms.usual_form(kind) == form


def test_something_else_is_chosen_from_the_list() -> None:
    form = typed("activity", kind="other", other_kind="moral-deliberation", title="Beraad")
    assert not form.is_valid()  # it has a button of its own
    form = typed("activity", kind="other", other_kind="teaching", title="Les")
    assert form.is_valid(), form.errors
    assert form.to_fact("x").kind == "teaching"
    form = typed("activity", kind="other", title="Les")
    assert not form.is_valid()
    assert "other_kind" in form.errors


def test_an_accreditation_has_a_giver_and_a_number() -> None:
    both = typed("activity", kind="course", title="a", accreditation_by="skj", accreditation_id=" 123 ")
    assert both.is_valid(), both.errors
    assert both.to_fact("x").accreditations == (Accreditation(by="skj", id="123"),)
    assert "accreditation_by" in typed("activity", kind="course", title="a", accreditation_id="1").errors
    assert "accreditation_id" in typed("activity", kind="course", title="a", accreditation_by="skj").errors


def test_colleagues_confirm_on_the_day_itself() -> None:
    form = typed(
        "activity", kind="intervision", title="a", completed_on="20-11-2026",
        confirmed_by="Sam Visser\n\n  Kim  Bos \nSam Visser", confirmed_register="skj",
    )  # fmt: skip
    assert form.is_valid(), form.errors
    day = dt.date(2026, 11, 20)
    assert form.to_fact("x").confirmations == (
        Confirmation(by="Sam Visser", on=day, register="skj"),
        Confirmation(by="Kim Bos", on=day, register="skj"),
    )


def test_the_last_day_is_typed_and_the_first_day_after_is_kept() -> None:
    form = typed("work", role="sociaal-werker", since="1-1-2020", until="31-12-2020", minutes_per_week="32")
    assert form.is_valid(), form.errors
    fact = form.to_fact("w")
    assert fact == Work(
        id="w",
        role="sociaal-werker",
        since=dt.date(2020, 1, 1),
        until=dt.date(2021, 1, 1),
        minutes_per_week=1920,
    )
    assert forms.WorkForm(today=TODAY, fact=fact)["until"].value() == "31-12-2020"


def test_leave_of_one_day_begins_and_ends_on_that_day() -> None:
    form = typed("absence", kind="sickness", since="3-3-2026", until="3-3-2026", percent="100")
    assert form.is_valid(), form.errors
    assert form.to_fact("a") == Absence(
        id="a", kind="sickness", since=dt.date(2026, 3, 3), until=dt.date(2026, 3, 4)
    )


def test_a_document_that_was_seen_has_no_place_for_the_document() -> None:
    assert "file" not in forms.DocumentForm(today=TODAY).fields
    form = typed("document", kind="vog", issued_on="1-2-2026", seen_by="Werkgever", scope="45, 84 ,")
    assert form.is_valid(), form.errors
    assert form.to_fact("d") == Document(
        id="d", kind="vog", issued_on=dt.date(2026, 2, 1), seen_by="Werkgever", scope=frozenset({"45", "84"})
    )


def test_a_holding_leaves_unknown_what_was_not_chosen() -> None:
    form = typed("holding", kind="diploma", name="Social Work", awarded_on="5-7-2019")
    assert form.is_valid(), form.errors
    assert form.to_fact("h") == Holding(
        id="h", kind="diploma", name="Social Work", awarded_on=dt.date(2019, 7, 5)
    )


def test_a_recognition_elsewhere_has_a_whole_period_or_none() -> None:
    given_ = {"norm": "other", "other_norm": "LVSC", "since": "1-9-2020"}
    whole = typed("recognition", **given_, period_start="1-9-2025", period_end="31-8-2030", number="42")
    assert whole.is_valid(), whole.errors
    assert whole.to_fact("r") == Recognition(
        id="r",
        norm="LVSC",
        since=dt.date(2020, 9, 1),
        number="42",
        period=Period(start=dt.date(2025, 9, 1), end=dt.date(2030, 9, 1)),
    )
    assert "period_end" in typed("recognition", **given_, period_start="1-9-2025").errors
    assert "period_start" in typed("recognition", **given_, period_end="1-9-2025").errors
    assert "other_norm" in typed("recognition", norm="other", since="1-9-2020").errors


@pytest.mark.parametrize("kind", list(forms.FORM_OF))
def test_nothing_filled_in_is_refused_at_the_fields_and_never_breaks(kind: str) -> None:
    form = typed(kind)
    assert not form.is_valid()
    assert form.errors


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("text", "field"),
    [("ooit", "completed_on"), ("31-2-2026", "completed_on"), ("veel", "minutes"), ("2.30", "minutes")],
)
def test_what_can_not_be_read_stays_in_its_field_with_a_sentence(
    language: str, text: str, field: str
) -> None:
    with translation.override(language):
        form = typed("activity", kind="course", title="a", **{field: text})
        [sentence] = form.errors[field]
        assert text in sentence
        assert len(sentence.split()) > 5
        assert form[field].value() == text


_STRATEGIES = {
    "activity": generated.activities(),
    "work": generated.works(),
    "absence": generated.absences(),
    "document": generated.documents(),
    "declaration": generated.declarations(),
    "holding": generated.holdings(),
    "recognition": generated.recognitions(),
}
_DROPS = {"\r": "", "\n": " ", "\x00": ""}


@pytest.mark.parametrize("kind", list(_STRATEGIES))
@given(data=st.data())
@cases(25)
def test_saving_a_form_that_nobody_touched_changes_nothing(kind: str, data: Any) -> None:
    fact = _plain(replace(data.draw(_STRATEGIES[kind]), id="x"))
    shown: Any = forms.FORM_OF[kind](today=TODAY, fact=fact, note="n")
    sent = QueryDict(mutable=True)
    for field in shown:
        value = field.value()
        if isinstance(value, list):
            sent.setlist(field.name, value)
        elif value is not None and field.name != "file":
            sent[field.name] = str(value)
    form: Any = forms.FORM_OF[kind](sent, today=TODAY, fact=fact, note="n")
    assert form.is_valid(), form.errors
    assert form.to_fact("x") == fact
    assert form.typed_note() == "n"


def _plain(fact: Any) -> Any:
    """The fact with the texts a form can show: single spaces, a name where one is asked, nothing a browser drops."""
    changes: dict[str, Any] = {}
    for spec in fields(fact):
        value = getattr(fact, spec.name)
        if isinstance(value, str):
            changes[spec.name] = _words(value)
    fact = replace(fact, **changes)
    if isinstance(fact, Activity):
        named = {_words(one.by): one for one in fact.confirmations if _words(one.by)}
        register = next((one.register for one in named.values() if one.register), None)
        fact = replace(
            fact,
            title=fact.title or "t",
            form=fact.form or forms.usual_form(fact.kind),
            accreditations=tuple(replace(one, id=_words(one.id) or "1") for one in fact.accreditations),
            confirmations=tuple(replace(one, by=by, register=register) for by, one in named.items()),
        )
    if isinstance(fact, Holding):
        fact = replace(fact, name=fact.name or "n")
    if isinstance(fact, Document):
        kept = {_words(one.replace(",", " ")) for one in fact.scope}
        fact = replace(fact, scope=frozenset(one for one in kept if one))
    return fact


def _words(text: str) -> str:
    return " ".join("".join(sign for sign in text if sign.isprintable()).split())


def test_a_refusal_is_shown_at_the_field_where_it_can_be_mended() -> None:
    form = typed("recognition", norm="other", other_norm="x", since="1-1-2020")
    assert form.is_valid()
    form.refuse(refusals.ImpossibleFact(findings=(Finding("end-before-start", "r", "period", refuses=True),)))
    form.refuse(refusals.AlreadyRecognised(norm="x", fact_id="r1"))
    form.refuse(refusals.UnreadableFact(faults=(DossierFault("$.number", "too long"),)))
    form.refuse(refusals.StaleVersion(fact_id="r", expected=1, current=2))
    assert set(form.errors) == {"period_end", "norm", "number", "__all__"}
