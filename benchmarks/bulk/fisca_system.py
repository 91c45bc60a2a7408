"""The norm as a system of OpenFisca: facts are its persons, a professional is the group they belong to.

Every fact of a professional (an activity, a certificate, a pregnancy, a hardship decision) is a row of one entity, told
apart by its kind; everybody has one of the kind `nothing`, for OpenFisca's sums want a member in every group.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
from openfisca_core.entities import Entity, GroupEntity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bulk import task

Fact = Entity("fact", "facts", "One thing that a professional did or has", "")
Professional = GroupEntity(
    "professional", "professionals", "Somebody who is assessed", "", roles=[{"key": "own", "plural": "own"}]
)

DECIDED = {name: f"decided_{name.replace('.', '_')}" for name in task.REQUIREMENTS}
KINDS = ("nothing", "other", "vog", "pregnancy", *DECIDED.values(), *task.LEARNING, *task.REFLECTION)
Kind = Enum("Kind", [(name.replace("-", "_"), name) for name in KINDS])  # type: ignore[misc]
Form = Enum("Form", [("unknown", "unknown"), ("formal", "formal"), ("informal", "informal")])  # type: ignore[misc]
UNKNOWN = -1
"""Minutes that are not known."""

PARAMETERS = {
    "learning": task.LEARNING_MINUTES,
    "formal": task.FORMAL_MINUTES,
    "informal_at_most": task.INFORMAL_MINUTES,
    "reflection": task.REFLECTION_MINUTES,
    "session": task.SESSION_MINUTES,
    "pregnancy": task.PREGNANCY_DAYS,
    "pregnancy_at_most": task.MOST_PREGNANCY_DAYS,
}


def _places(kinds: tuple[str, ...]) -> np.ndarray:
    """By the place of a kind whether it is one of these."""
    return np.array([name in kinds for name in KINDS])


LEARNS, REFLECTS = _places(task.LEARNING), _places(task.REFLECTION)


def _input(name: str, entity: Any, kind: type, default: Any, values: Any = None) -> type[Variable]:
    said = {
        "entity": entity,
        "value_type": kind,
        "definition_period": DateUnit.ETERNITY,
        "label": name,
        "default_value": default,
    }
    return type(name, (Variable,), said if values is None else {**said, "possible_values": values})


INPUTS = [
    _input("kind", Fact, Enum, Kind.nothing, Kind),
    _input("form", Fact, Enum, Form.unknown, Form),
    _input("begun_on", Fact, dt.date, task.NEVER),
    _input("ended_on", Fact, dt.date, task.NEVER),
    _input("minutes", Fact, int, UNKNOWN),
    _input("minutes_at_a_distance", Fact, int, 0),
    _input("sessions", Fact, int, 1),
    _input("as_if", Professional, bool, default=False),
    _input("window_start", Professional, dt.date, task.AS_IF_SINCE),
    _input("stored_end", Professional, dt.date, task.AFTER),
]


def _variable(entity: Any, label: str, kind: type = int) -> Callable[[Any], type[Variable]]:
    """Turns a formula into the variable of its name, as writing it as a class does."""

    def made(formula: Any) -> type[Variable]:
        said = {"entity": entity, "value_type": kind, "definition_period": DateUnit.DAY, "label": label}
        return type(formula.__name__, (Variable,), {**said, "formula": formula})

    return made


def _named(name: str, formula: Any) -> Any:
    formula.__name__ = name
    return formula


def _on(period: Any) -> np.datetime64:
    return np.datetime64(period.start.date)


def _last(period: Any) -> np.datetime64:
    return _on(period) + 1


def _days(since: np.ndarray, until: np.ndarray) -> np.ndarray:
    return (until - since).astype("int64")


# --- the window -----------------------------------------------------------------------------------------------------


@_variable(Professional, "the stored end, longer for each pregnancy that begins in the period", dt.date)
def window_end(professional, period, parameters):
    facts, asked = professional.members, parameters(period)
    start, end = professional("window_start", period), professional("stored_end", period)
    begun = facts("begun_on", period)
    pregnant = facts("kind", period) == Kind.pregnancy
    inside = (begun >= professional.project(start)) & (begun < professional.project(end))
    more = np.minimum(asked.pregnancy_at_most, asked.pregnancy * professional.sum(pregnant & inside))
    return end + np.where(professional("as_if", period), 0, more).astype("timedelta64[D]")


# --- what a fact is worth -------------------------------------------------------------------------------------------


@_variable(Fact, "completed by the date and inside the window", bool)
def counts(fact, period):
    done = fact("ended_on", period)
    start, end = fact.professional("window_start", period), fact.professional("window_end", period)
    return (done <= _on(period)) & (done >= start) & (done < end)


@_variable(Fact, "counted learning", bool)
def learns(fact, period):
    return fact("counts", period) & LEARNS[fact("kind", period)]


@_variable(Fact, "counted reflection", bool)
def reflects(fact, period):
    return fact("counts", period) & REFLECTS[fact("kind", period)]


@_variable(Fact, "minutes at least")
def at_least(fact, period):
    return np.maximum(0, fact("minutes", period))


@_variable(Fact, "minutes at most: all of its days when it is not known")
def at_most(fact, period):
    minutes, begun, done = (fact(name, period) for name in ("minutes", "begun_on", "ended_on"))
    longest = np.maximum(1, _days(begun, done) + 1) * task.DAY_MINUTES
    return np.where(minutes == UNKNOWN, longest, minutes)


@_variable(Fact, "minutes that do not count: supervision at a distance")
def at_a_distance(fact, period):
    return np.where(fact("kind", period) == Kind.supervision, fact("minutes_at_a_distance", period), 0)


@_variable(Fact, "meetings of an hour on average", bool)
def long_enough(fact, period, parameters):
    return fact("minutes", period) >= parameters(period).session * fact("sessions", period)


# --- sums -----------------------------------------------------------------------------------------------------------


def _sum_of(name: str, amount: str, forms: tuple[str, ...]) -> type[Variable]:
    """The sum of learning of these forms."""

    def formula(professional, period):
        facts = professional.members
        form = facts("form", period)
        fits = np.logical_or.reduce([form == Form[one] for one in forms])
        return professional.sum(facts(amount, period) * (facts("learns", period) & fits))

    return _variable(Professional, name)(_named(name, formula))


SUMS = [
    _sum_of("formal_low", "at_least", ("formal",)),
    _sum_of("formal_high", "at_most", ("formal", "unknown")),
    _sum_of("informal_low", "at_least", ("informal",)),
    _sum_of("informal_high", "at_most", ("informal", "unknown")),
    _sum_of("capped_low", "at_least", ("informal", "unknown")),
    _sum_of("capped_high", "at_most", ("informal",)),
]


def _learning(bound: str) -> type[Variable]:
    def formula(professional, period, parameters):
        capped = np.minimum(parameters(period).informal_at_most, professional(f"capped_{bound}", period))
        return professional(f"formal_{bound}", period) + capped

    return _variable(Professional, "with the cap")(_named(f"learning_{bound}", formula))


@_variable(Professional, "reflection that surely counts")
def reflection_low(professional, period):
    facts = professional.members
    net = np.maximum(0, facts("at_least", period) - facts("at_a_distance", period))
    return professional.sum(net * (facts("reflects", period) & facts("long_enough", period)))


@_variable(Professional, "reflection that may count")
def reflection_high(professional, period):
    facts = professional.members
    net = np.maximum(0, facts("at_most", period) - facts("at_a_distance", period))
    may = facts("long_enough", period) | (facts("minutes", period) == UNKNOWN)
    return professional.sum(net * (facts("reflects", period) & may))


@_variable(Professional, "days of the window that some certificate of conduct covers")
def document_low(professional, period):
    facts = professional.members
    issued = facts("begun_on", period)
    papers = np.flatnonzero((facts("kind", period) == Kind.vog) & (issued <= _on(period)))
    owner = professional.members_entity_id[papers]
    start, end = professional("window_start", period)[owner], professional("window_end", period)[owner]
    s = np.maximum(issued[papers], start).astype("int64")
    until = np.minimum(facts("ended_on", period)[papers], np.minimum(end, _last(period)))
    e = np.maximum(until.astype("int64"), s)
    order = np.lexsort((e, s, owner))
    owner, s, e = owner[order], s[order], e[order]
    # One line of days for all: everybody a million days further than the one before.
    far = owner.astype("int64") * 1_000_000
    reached = np.concatenate([[-1], np.maximum.accumulate(e + far)[:-1]])
    fresh = np.maximum(0, e + far - np.maximum(s + far, reached))
    return np.bincount(owner, weights=fresh, minlength=professional.count)


@_variable(Professional, "days of the window up to the date")
def document_need(professional, period):
    end = np.minimum(professional("window_end", period), _last(period))
    return np.maximum(0, _days(professional("window_start", period), end))


# --- what they come to ----------------------------------------------------------------------------------------------


def _judged(requirement: str, value: Any) -> type[Variable]:
    """0 not met, 1 undetermined, 2 met; a hardship decision that is valid on the date makes it met."""

    def formula(professional, period, parameters):
        facts = professional.members
        said = facts("kind", period) == Kind[DECIDED[requirement]]
        valid = (facts("begun_on", period) <= _on(period)) & (facts("ended_on", period) > _on(period))
        return np.where(professional.any(said & valid), 2, value(professional, period, parameters(period)))

    name = f"v_{requirement.replace('.', '_')}"
    return _variable(Professional, requirement)(_named(name, formula))


def _compared(professional: Any, period: Any, of: str, need: int) -> np.ndarray:
    low, high = professional(f"{of}_low", period), professional(f"{of}_high", period)
    return np.where(low >= need, 2, np.where(high < need, 0, 1))


def _least(professional: Any, period: Any, *names: str) -> np.ndarray:
    return np.minimum.reduce([professional(f"v_{name}", period) for name in names])


JUDGED = [
    _judged("learning.formal", lambda p, on, asked: _compared(p, on, "formal", asked.formal)),
    _judged("learning.informal", lambda p, _on, _asked: np.full(p.count, 2)),
    _judged(
        "learning",
        lambda p, on, asked: np.minimum(
            _compared(p, on, "learning", asked.learning), p("v_learning_formal", on)
        ),
    ),
    _judged("reflection", lambda p, on, asked: _compared(p, on, "reflection", asked.reflection)),
    _judged(
        "document",
        lambda p, on, _asked: 2 * (p("document_low", on) >= p("document_need", on)).astype("int32"),
    ),
    _judged("all", lambda p, on, _asked: _least(p, on, "learning", "reflection", "document")),
]


def system() -> TaxBenefitSystem:
    """The norm."""
    found = TaxBenefitSystem([Fact, Professional])
    since = "1900-01-01"
    found.parameters = ParameterNode(
        "", data={name: {"values": {since: {"value": value}}} for name, value in PARAMETERS.items()}
    )
    own = [window_end, counts, learns, reflects, at_least, at_most, at_a_distance, long_enough]
    own += [reflection_low, reflection_high, document_low, document_need, _learning("low"), _learning("high")]
    found.add_variables(*INPUTS, *own, *SUMS, *JUDGED)
    return found
