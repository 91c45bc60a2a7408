"""What an assessment says: outcome, every requirement with its numbers, every fact with its reason, and what was used.

Words are made from this by `core.norms.words`; pages and files show the same structure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from vakwerk.core.amounts import Unit
from vakwerk.core.norms.conditions import Condition
from vakwerk.core.norms.model import Norm, Requirement, Source, Text, Version
from vakwerk.core.norms.truth import NO, YES


class Outcome(Enum):
    """Where someone stands; the value is Kleene's."""

    NOT_MET = 0
    UNDETERMINED = 1
    MET = 2


@dataclass(frozen=True, slots=True)
class Extension:
    """One reason why the window is longer than stored: its kind, the facts behind it, and by how much."""

    why: str  # "decree" | "pause" | "extends"
    facts: tuple[str, ...]
    days: int


@dataclass(frozen=True, slots=True)
class Window:
    """The days that count: [start, end). `stored_end` is the end before extension.

    `as_if`: the person is not under this norm; the window is the norm's length up to and including the date.
    """

    start: date
    end: date
    stored_end: date
    extensions: tuple[Extension, ...]
    as_if: bool

    @property
    def last_day(self) -> date:
        """The last day inside the window."""
        return date.fromordinal(self.end.toordinal() - 1)


@dataclass(frozen=True, slots=True)
class VersionUse:
    """Which version was used and why: by the clock, or by a transition."""

    version: Version
    by: str  # "period_start" | "period_end" | "assessed_on" | "transition"
    day: date


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """One requirement: its outcome and, for a sum, have (low and high), need and short in the smallest unit.

    `value` is what the group adds to its parent after its cap (low bound); `counted` what stays uncapped.
    """

    requirement: Requirement
    outcome: Outcome
    low: int
    high: int
    need: int | None
    unit: Unit | None
    value: int
    surplus: int
    applies: bool
    decided_by: str | None  # the id of a hardship decision
    children: tuple[RequirementResult, ...]

    @property
    def id(self) -> str:
        """The requirement's id."""
        return self.requirement.id

    @property
    def short(self) -> int:
        """What is surely not yet there: need minus the low sum, never below zero."""
        return max(0, (self.need or 0) - self.low) if self.need is not None else 0

    def walk(self) -> Iterator[RequirementResult]:
        """This result and all below it, in the file's order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a fact does not count for a requirement: the first condition that said no."""

    requirement: str
    condition: Condition | None
    step: int
    """How many conditions it passed before: the further, the nearer to counting."""


@dataclass(frozen=True, slots=True)
class Counted:
    """That a fact counts for a requirement: for how much at least and at most, and how much of it a cap leaves over."""

    requirement: str
    low: int
    high: int
    unit: Unit
    surplus: int = 0


@dataclass(frozen=True, slots=True)
class FactResult:
    """One fact under this norm: where it counts, and where it was refused."""

    fact: str
    counted: tuple[Counted, ...]
    refused: tuple[Refusal, ...]

    @property
    def counts(self) -> bool:
        """Whether it surely counts somewhere."""
        return any(entry.low > 0 for entry in self.counted)

    @property
    def reason(self) -> Refusal | None:
        """The refusal to show when it counts nowhere: the one that came nearest, the first in the file at a tie."""
        if self.counts or not self.refused:
            return None
        return max(self.refused, key=lambda refusal: refusal.step)


@dataclass(frozen=True, slots=True)
class Remedy:
    """What tolerance offers when the outcome is not met: the kind and the last day to repair."""

    kind: str
    until: date
    average: int
    """Reached on average, in basis points (10,000 is all)."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number that was used, since when it holds and where it was read."""

    requirement: str
    value: int
    unit: Unit
    since: date
    source: Source


@dataclass(frozen=True, slots=True)
class Assessment:
    """Where one person stands under one norm on one date."""

    norm: Norm
    on: date
    outcome: Outcome
    window: Window | None
    used: VersionUse | None
    result: RequirementResult | None
    facts: tuple[FactResult, ...]
    subsumed_by: str | None
    remedy: Remedy | None
    notes: tuple[str, ...]
    """Codes of what the reader must know: `no-version`, `as-if`, `relief-not-established`, `period-over`."""

    def requirement(self, requirement_id: str) -> RequirementResult:
        """The result of one requirement by id. Raises KeyError."""
        for result in self.result.walk() if self.result else ():
            if result.id == requirement_id:
                return result
        raise KeyError(requirement_id)

    def fact(self, fact_id: str) -> FactResult:
        """The result of one fact by id. Raises KeyError."""
        for result in self.facts:
            if result.fact == fact_id:
                return result
        raise KeyError(fact_id)

    def parameters(self) -> tuple[Parameter, ...]:
        """Every threshold used, with since when and from where."""
        if self.result is None or self.used is None:
            return ()
        version = self.used.version
        return tuple(
            Parameter(
                result.id,
                result.need,
                result.unit,
                version.since,
                result.requirement.source or version.source,
            )
            for result in self.result.walk()
            if result.need is not None and result.unit is not None
        )

    def not_expressed(self) -> tuple[Text, ...]:
        """What the file itself says it can not express."""
        return self.used.version.not_expressed if self.used else ()


def outcome_of(value: int) -> Outcome:
    """The outcome of a truth value."""
    return Outcome.MET if value == YES else Outcome.NOT_MET if value == NO else Outcome.UNDETERMINED
