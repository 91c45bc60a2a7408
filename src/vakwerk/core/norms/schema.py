"""The JSON Schema of a norm file, derived from the reader's own key tables, so that it can not fall behind them.

It is for editors: what it refuses the reader refuses too, but only the reader knows units, sums and dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from vakwerk.core import vocabulary
from vakwerk.core.amounts import AMOUNT_PATTERN
from vakwerk.core.norms.changes import KEYS
from vakwerk.core.norms.reading import CLOCKS, KINDS, NORM_KEYS, STATUSES
from vakwerk.core.norms.reading.conditions import FILTER_KEYS
from vakwerk.core.norms.reading.requirements import (
    FORMS,
    GROUP_KEYS,
    MODIFIERS,
    ROOT_KEYS,
    SPREAD_KEYS,
    SUM_FORMS,
)
from vakwerk.core.norms.reading.versions import RELIEF_KEYS, VERSION_KEYS

Schema = dict[str, Any]

_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_DAY = r"^\d{4}-\d{2}-\d{2}$"
NOT_ESTABLISHED: Schema = {"const": "not_established"}
_BEFORE_END = r"^\d+ (day|days|week|weeks|month|months) before end$"


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _object(properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _of(keys: Iterable[str], schemas: Mapping[str, Schema]) -> Schema:
    """The schemas of the reader's keys, in the reader's order. Raises KeyError for a key that has none yet."""
    return {key: schemas[key] for key in keys}


def _several(one: Schema) -> Schema:
    """A list, or a single entry that stands for a list of one."""
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def _terms(list_name: str) -> Schema:
    return _several({"enum": list(vocabulary.terms(list_name))})


def _one_term(list_name: str) -> Schema:
    return {"enum": list(vocabulary.terms(list_name))}


_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_WORD: Schema = {"type": ["string", "integer"]}

_FILTERS: dict[str, dict[str, Schema]] = {
    "activities": {
        "completed": {"enum": ["within_period", "any_time", "before_period"]},
        "kind": _terms("activity_kinds"),
        "except": _terms("activity_kinds"),
        "form": _one_term("forms"),
        "topic": _terms("topics"),
        "accredited": _FLAG,
        "accredited_by": _terms("accreditors"),
        "category": _several(_WORD),
        "confirmed": {"const": True},
        "confirmed_by": _terms("accreditors"),
        "programme": _TEXT,
        "session_at_least": _ref("amount"),
    },
    "work": {
        "role": _terms("roles"),
        "level": _one_term("levels"),
        "setting": _terms("settings"),
        "exactly": _FLAG,
    },
    "holdings": {
        "kind": _terms("holding_kinds"),
        "level": _one_term("levels"),
        "field": _terms("fields"),
        "name": _TEXT,
        "shown_by": _TEXT,
        "exactly": _FLAG,
    },
}
_GROUP: dict[str, Schema] = {
    "at_least": {"anyOf": [_ref("amount"), NOT_ESTABLISHED]},
    "counts_up_to": {
        "anyOf": [_ref("amount"), {"type": "string", "pattern": r"^\d{1,3} percent of \[[a-z0-9, -]+\]$"}]
    },
    "of_which": {},  # filled in by kind of fact
    "name": _ref("slug"),
    "title": _ref("text"),
    "source": _ref("source"),
    "exclusive": _ref("slug"),
    "pro_rata": _FLAG,
}
_ROOT: dict[str, Schema] = {
    "weights": _several(_ref("weight")),
    "net_of": _several(_object({"kind": _terms("activity_kinds")}, ("kind",))),
    "per_fact_up_to": _ref("amount"),
    "basis": {"type": "string", "pattern": r"^\d+(\.\d+)? hours a week over \d+(\.\d+)? weeks$"},
    "lost_before_gap": _ref("amount"),
}
_FORM: dict[str, Schema] = {
    "all": _several(_ref("requirement")),
    "any": _several(_ref("requirement")),
    "some": _object(
        {"at_least": {"type": "integer", "minimum": 1}, "of": _several(_ref("requirement"))},
        ("at_least", "of"),
    ),
    "if": _ref("requirement"),
    "activities": _ref("activities_sum"),
    "learning": _ref("activities_sum"),
    "reflection": _ref("activities_sum"),
    "work": _ref("work_sum"),
    "spread": _object({**{key: _ref("amount") for key in SPREAD_KEYS}, **_FILTERS["work"]}, ("at_least",)),
    "document": _object(
        {
            "kind": _one_term("document_kinds"),
            "valid": {"enum": ["on_date", "throughout"]},
            "max_age": _ref("amount"),
            "scope": _several(_WORD),
        },
        ("kind",),
    ),
    "holding": _object(_FILTERS["holdings"]),
    "declaration": _object({"kind": _one_term("declaration_kinds"), "about": _TEXT}, ("kind",)),
    "recognition": _object({"norm": _ref("slug")}, ("norm",)),
    "age": {
        **_object({"at_least": {"type": "integer"}, "under": {"type": "integer"}}),
        "minProperties": 1,
    },
    "first_period": {"const": True},
    "admitted_by": _terms("admission_routes"),
}
_RELIEF: dict[str, Schema] = {
    "for": _terms("absence_kinds"),
    "extends": _ref("amount"),
    "each": _FLAG,
    "pauses": {"const": True},
    "counts_as_worked": {"const": True},
    "effect": {"const": "none"},
    "at_most": _ref("amount"),
    "not_twice_in_a_row": _FLAG,
}
_EFFECTS = ("extends", "pauses", "counts_as_worked", "effect")
_VERSION: dict[str, Schema] = {
    "from": _ref("day"),
    "until": _ref("day"),
    "source": _ref("source"),
    "requires": _ref("requirement"),
    "counts_when": {
        "anyOf": [_ref("way"), _object({"any": _several(_ref("way"))}, ("any",))],
    },
    "relief": {"anyOf": [NOT_ESTABLISHED, _several(_ref("relief"))]},
    "decrees": _several(_ref("decree")),
    "measures": _several(_ref("measure")),
    "met_by": _several(_ref("slug")),
    "tolerance": _ref("tolerance"),
    "point": _ref("amount"),
    "not_expressed": _several(_ref("text")),
}
_NORM: dict[str, Schema] = {
    "norm": _ref("slug"),
    "kind": {"enum": list(KINDS)},
    "title": _ref("text"),
    "owner": _TEXT,
    "status": {"enum": list(STATUSES)},
    "checked_on": _ref("day"),
    "adjustable": {
        "anyOf": [
            _FLAG,
            _several(
                _object(
                    {
                        "requirement": _TEXT,
                        "key": {"enum": list(KEYS)},
                        "from": _ref("amount"),
                        "to": _ref("amount"),
                        "step": _ref("amount"),
                        "choices": _several(_one_term("levels")),
                    },
                    ("requirement",),
                )
            ),
        ]
    },
    "period": _ref("period"),
    "chosen_by": {"enum": list(CLOCKS)},
    "versions": _several(_ref("version")),
    "transition": _several(_ref("transition")),
    "gives": _ref("gives"),
    "summary": _ref("text"),
    "country": _one_term("countries"),
    "silence": _object(
        {"counts_after": {"type": "string", "pattern": r"^[1-9]\d* (day|days|week|weeks)$"}},
        ("counts_after",),
    ),
}


def _sum(facts: str) -> tuple[Schema, Schema]:
    """The schema of a sum at its root, and of a part below it."""
    filters = _of(FILTER_KEYS[facts], _FILTERS[facts])
    part = {**_of(GROUP_KEYS, _GROUP), **filters, "of_which": _several(_ref(f"{facts}_part"))}
    own = _object(part)
    if facts == "activities":
        wrapped = [_object({form: own}, (form,)) for form in SUM_FORMS if form != "work"]
        below: Schema = {"anyOf": [own, *wrapped]}
    else:
        below = own
    return _object({**part, **_of(ROOT_KEYS[facts], _ROOT)}), below


def _definitions() -> Schema:
    activities, activities_part = _sum("activities")
    work, work_part = _sum("work")
    edge: Schema = {"type": "string", "pattern": r"^(before|after|from) \d{4}-\d{2}-\d{2}$"}
    return {
        "slug": {"type": "string", "pattern": _SLUG},
        "day": {"type": "string", "pattern": _DAY},
        "amount": {"type": "string", "pattern": AMOUNT_PATTERN},
        "text": _object({"nl": _TEXT, "en": _TEXT}, ("nl", "en")),
        "source": _object({"title": _TEXT, "url": _TEXT, "article": _WORD}, ("title",)),
        "requirement": {
            **_object({**_of(FORMS, _FORM), "then": _ref("requirement"), **_of(MODIFIERS, _GROUP)}),
            "oneOf": [{"required": [form]} for form in FORMS],
            "dependentRequired": {"if": ["then"], "then": ["if"]},
        },
        "activities_sum": activities,
        "activities_part": activities_part,
        "work_sum": work,
        "work_part": work_part,
        "weight": {
            **_object(
                {"by": {"type": ["string", "number"]}, "counts_as": _ref("amount"), **_FILTERS["activities"]}
            ),
            "oneOf": [{"required": ["by"]}, {"required": ["counts_as"]}],
        },
        "way": _object(_FILTERS["activities"]),
        "relief": {
            **_object(_of(RELIEF_KEYS, _RELIEF), ("for",)),
            "oneOf": [{"required": [effect]} for effect in _EFFECTS],
        },
        "decree": _object(
            {
                "period_ends": _object({"from": _ref("day"), "before": _ref("day")}, ("from", "before")),
                "extends": _ref("amount"),
                "source": _ref("source"),
            },
            ("period_ends", "extends"),
        ),
        "measure": _object(
            {"kind": _terms("measure_kinds"), "work": {"enum": ["does_not_count", "not_established"]}}
        ),
        "tolerance": _object(
            {
                "at_least": {"type": "string", "pattern": r"^\d{1,3} percent$"},
                "of": {"const": "average"},
                "remedy": _TEXT,
                "repair_within": _ref("amount"),
            },
            ("at_least", "repair_within"),
        ),
        "period": _object(
            {
                "length": _ref("amount"),
                "starts": {"enum": ["submission", "admission", "end_of_last"]},
                "submit_from": {"type": "string", "pattern": _BEFORE_END},
                "submit_by": {"type": "string", "pattern": _BEFORE_END},
                "remind": _several(_ref("amount")),
                "if_submitted_in_time": {"enum": ["stays_registered", "not_established"]},
                "grace": _ref("amount"),
                "if_late": {"enum": ["lapses", "conditional", "not_established"]},
            },
            ("length",),
        ),
        "transition": _object(
            {
                "when": _object({"period_started": edge, "period_ends": edge}),
                "use": {"type": "string", "pattern": r"^version \d{4}-\d{2}-\d{2}$"},
                "source": _ref("source"),
            },
            ("use",),
        ),
        "gives": _object(
            {
                "amount": _ref("amount"),
                "per": {"enum": ["once", "calendar_year", "period"]},
                "certainty": {"enum": ["firm", "usual", "to_be_decided"]},
            },
            ("amount",),
        ),
        "version": _object(_of(VERSION_KEYS, _VERSION), ("from", "source", "requires")),
    }


def norm_schema() -> Schema:
    """JSON Schema (draft 2020-12) of a norm file. Dates are text, as editors see them."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Vakwerk norm",
        **_object(_of(NORM_KEYS, _NORM), ("norm", "title", "owner", "status", "checked_on", "versions")),
        "$defs": _definitions(),
    }
