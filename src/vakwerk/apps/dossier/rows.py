"""Facts to rows and back, without loss: the only place that knows both shapes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from vakwerk.apps.dossier import models
from vakwerk.apps.dossier.names import KIND_OF
from vakwerk.core.dossier import (
    Absence,
    Accreditation,
    Activity,
    Confirmation,
    Declaration,
    Document,
    Fact,
    Hardship,
    Holding,
    Measure,
    Period,
    Recognition,
    Work,
)
from vakwerk.core.exchange.number_keys import number_key

ROW_OF: dict[str, type[models.FactRow]] = {
    "activity": models.ActivityRow,
    "work": models.WorkRow,
    "absence": models.AbsenceRow,
    "document": models.DocumentRow,
    "declaration": models.DeclarationRow,
    "holding": models.HoldingRow,
    "recognition": models.RecognitionRow,
    "measure": models.MeasureRow,
    "hardship": models.HardshipRow,
}
"""Which table keeps which kind of fact."""

VALUE_OF: dict[str, type[Fact]] = {kind: value for value, kind in KIND_OF.items()}

DATE_OF: dict[str, str] = {
    "activity": "completed_on",
    "work": "since",
    "absence": "since",
    "document": "issued_on",
    "declaration": "since",
    "holding": "awarded_on",
    "recognition": "since",
    "measure": "since",
    "hardship": "since",
}
"""The day that places a fact on the time line."""


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a fact that is kept in a table of its own: the table, the value, and column by field."""

    field: str
    model: type[models.PartRow]
    value: type
    columns: tuple[tuple[str, str], ...]

    def value_of(self, stored: Mapping[str, Any]) -> Any:
        """The core value in a row given as column: value."""
        return self.value(**{name: stored[column] for name, column in self.columns})

    def rows_for(self, row: models.FactRow, values: Iterable[Any]) -> list[models.PartRow]:
        """Unsaved rows under `row`, in order."""
        made = []
        for place, value in enumerate(values):
            columns: dict[str, Any] = {column: getattr(value, name) for name, column in self.columns}
            made.append(self.model(place=place, **{"row": row, **columns}))
        return made


_CONFIRMED = (("by", "by"), ("on", "on"), ("register", "register"))

PARTS: dict[str, tuple[Part, ...]] = {
    "activity": (
        Part(
            "accreditations",
            models.ActivityAccreditation,
            Accreditation,
            (("by", "by"), ("id", "number"), ("category", "category")),
        ),
        Part("confirmations", models.ActivityConfirmation, Confirmation, _CONFIRMED),
    ),
    "work": (Part("confirmations", models.WorkConfirmation, Confirmation, _CONFIRMED),),
    "recognition": (
        Part(
            "past",
            models.RecognitionPeriod,
            Period,
            (("start", "start"), ("end", "end"), ("extended_days", "extended_days")),
        ),
    ),
}
"""The fields of each kind that are kept apart."""

_SETS = {"activity": ("topics",), "work": ("settings",), "document": ("scope",)}
_APART = {kind: {part.field for part in parts} for kind, parts in PARTS.items()}
_BASE = {spec.name for spec in fields(Fact)}
_PLAIN: dict[str, tuple[str, ...]] = {
    kind: tuple(
        spec.name
        for spec in fields(value)
        if spec.name not in _BASE | _APART.get(kind, set()) | {"period"} | set(_SETS.get(kind, ()))
    )
    for kind, value in VALUE_OF.items()
}

assert {"period"} == {spec.name for spec in fields(Recognition)} - _BASE - set(_PLAIN["recognition"]) - {
    "past"
}
assert {Activity, Work, Absence, Document, Declaration, Holding, Recognition, Measure, Hardship} == set(
    KIND_OF
)

COLUMNS: dict[str, tuple[str, ...]] = {
    kind: (
        "pk",
        "person_id",
        "fact_id",
        "recorded_at",
        *_PLAIN[kind],
        *_SETS.get(kind, ()),
        *(("period_start", "period_end", "period_extended_days") if kind == "recognition" else ()),
    )
    for kind in VALUE_OF
}
"""What must be read of a row to make its fact."""


def row_for(fact: Fact, **about: Any) -> models.FactRow:
    """An unsaved row holding `fact`; `about` fills what only rows have (person_id, version, recorded_at …)."""
    kind = KIND_OF[type(fact)]
    values: dict[str, Any] = {name: getattr(fact, name) for name in _PLAIN[kind]}
    for name in _SETS.get(kind, ()):
        values[name] = sorted(getattr(fact, name))
    if isinstance(fact, Recognition):
        values["number_key"] = number_key(fact.number)
    if isinstance(fact, Recognition) and fact.period is not None:
        values |= {
            "period_start": fact.period.start,
            "period_end": fact.period.end,
            "period_extended_days": fact.period.extended_days,
        }
    return ROW_OF[kind](fact_id=fact.id, **values, **about)


def parts_for(fact: Fact, row: models.FactRow) -> dict[Part, list[models.PartRow]]:
    """Unsaved rows for what is kept apart of `fact`, under its row."""
    parts = PARTS.get(KIND_OF[type(fact)], ())
    return {part: part.rows_for(row, getattr(fact, part.field)) for part in parts}


def fact_from(kind: str, stored: Mapping[str, Any], parts: Mapping[str, tuple[Any, ...]]) -> Fact:
    """The fact in a row given as column: value, with its parts by field. The opposite of `row_for`."""
    values: dict[str, Any] = {name: stored[name] for name in _PLAIN[kind]}
    for name in _SETS.get(kind, ()):
        values[name] = frozenset(stored[name])
    if kind == "recognition" and stored["period_start"] is not None:
        values["period"] = Period(
            start=stored["period_start"],
            end=stored["period_end"],
            extended_days=stored["period_extended_days"],
        )
    whole: dict[str, Any] = {"id": stored["fact_id"], "recorded_at": stored["recorded_at"], **values, **parts}
    return VALUE_OF[kind](**whole)
