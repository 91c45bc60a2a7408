"""A norm as typed, frozen values: every form the language has. `reading` makes them, two evaluators read them.

Numbers are integers in the smallest unit (see `core.amounts`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from vakwerk.core.amounts import Amount, Unit
from vakwerk.core.norms.conditions import Condition

Clock = Literal["period_start", "period_end", "assessed_on"]
Status = Literal["official", "transcribed", "example"]
Kind = Literal["re-registration", "admission", "exemption", "award", "funding"]


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Dutch and English."""

    nl: str
    en: str

    def get(self, language: str) -> str:
        """The words in "nl"; English for every other language."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule was read."""

    title: str
    url: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Cap:
    """What a group adds to its parent at most: a fixed amount, or a percentage of the sum of named siblings."""

    amount: Amount | None = None
    percent: int = 0
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weight:
    """For facts that fit the conditions: each unit counts `numerator/denominator` times, or the fact counts `fixed`."""

    conditions: tuple[Condition, ...]
    numerator: int = 1
    denominator: int = 1
    fixed: int | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """Base of all requirements. `id` is unique within the norm; `line` is where it stands in the file.

    `source` is where this requirement was read, when that is more precise than the version's own source.
    """

    id: str
    title: Text | None
    line: int = field(compare=False)
    source: Source | None = field(default=None, kw_only=True)

    def children(self) -> tuple[Requirement, ...]:
        """The requirements directly below this one."""
        return ()

    def walk(self) -> Iterator[Requirement]:
        """This requirement and all below it, in the file's order."""
        yield self
        for child in self.children():
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class AllOf(Requirement):
    """Every item must be met."""

    items: tuple[Requirement, ...]

    def children(self) -> tuple[Requirement, ...]:
        return self.items


@dataclass(frozen=True, slots=True)
class AnyOf(Requirement):
    """At least `number` of the items must be met (`any` is: at least one)."""

    number: int
    items: tuple[Requirement, ...]

    def children(self) -> tuple[Requirement, ...]:
        return self.items


@dataclass(frozen=True, slots=True)
class IfThen(Requirement):
    """When the condition is met, the consequence must be met too; when it is not, this requirement does not apply."""

    condition: Requirement
    then: Requirement

    def children(self) -> tuple[Requirement, ...]:
        return (self.condition, self.then)


@dataclass(frozen=True, slots=True)
class Group(Requirement):
    """Facts that fit the conditions, summed. As the root of a sum it stands in `Total`; below it as "of which".

    `at_least` None with `not_established` false means the group only caps or names; with it true the threshold exists
    but no source gives it.
    """

    conditions: tuple[Condition, ...]  # its own; the parents' come first when facts are tested
    at_least: int | None
    not_established: bool
    cap: Cap | None
    name: str | None
    pro_rata: bool
    parts: tuple[Group, ...]

    def children(self) -> tuple[Requirement, ...]:
        return self.parts

    def caps_inside(self) -> bool:
        """Whether this group or one below it has a cap, so that its parent must ask for its counted value."""
        return self.cap is not None or any(part.caps_inside() for part in self.parts)


@dataclass(frozen=True, slots=True)
class Total(Requirement):
    """A sum over activities or work, with minima, caps and "of which" groups, all in one unit.

    Per fact: net time (`remote_excluded` facts lose their part at a distance), then weight with one floor, then the
    limit per fact.
    """

    facts: Literal["activities", "work"]
    group: Group
    unit: Unit
    weights: tuple[Weight, ...] = ()
    remote_excluded: tuple[tuple[Condition, ...], ...] = ()
    per_fact: int | None = None
    lost_before_gap_months: int | None = None
    basis: str = ""

    def children(self) -> tuple[Requirement, ...]:
        return self.group.parts


@dataclass(frozen=True, slots=True)
class Spread(Requirement):
    """Work that fits must touch at least so many calendar months inside the window.

    With `weekly` a month only counts when on some day in it the spells that fit make so many minutes a week together.
    """

    conditions: tuple[Condition, ...]
    months: int
    weekly: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentSeen(Requirement):
    """A standing document: valid on the date, or throughout the period so far; not older than; with this scope."""

    kind: str
    throughout: bool = False
    max_age_months: int | None = None
    scope: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class HoldingHeld(Requirement):
    """A diploma, certificate or shown outcome that fits the conditions, awarded and valid on the date."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class DeclarationMade(Requirement):
    """A declaration of this kind (about this subject, when named) in force on the date."""

    kind: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class RecognitionHeld(Requirement):
    """A recognition under another norm, held and valid on the date."""

    norm: str


@dataclass(frozen=True, slots=True)
class AgeIs(Requirement):
    """Full years on the date: at least `at_least` and, when given, under `under`."""

    at_least: int | None
    under: int | None


@dataclass(frozen=True, slots=True)
class FirstPeriod(Requirement):
    """The person is in the first period under this norm: no earlier one is stored, nor implied by an older date."""


@dataclass(frozen=True, slots=True)
class AdmittedBy(Requirement):
    """The person was admitted by one of these routes; unknown when the recognition does not say."""

    routes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Relief:
    """What an absence of these kinds does. Exactly one effect is set.

    `extends_days`/`extends_months`: the window grows by a fixed amount, for each absence or once. `pauses`: it grows by
    the days of absence. `counts_as_worked`: the hours are not subtracted, up to `at_most_days` in each year of the
    period. None of these: no effect, the absence is subtracted from the work.
    """

    kinds: frozenset[str]
    named: tuple[str, ...]
    extends_days: int = 0
    extends_months: int = 0
    each: bool = True
    pauses: bool = False
    counts_as_worked: bool = False
    at_most_days: int | None = None
    at_most_months: int | None = None
    not_twice_in_a_row: bool = False


@dataclass(frozen=True, slots=True)
class Decree:
    """A blanket extension for everyone whose stored period ends in [ends_from, ends_before)."""

    ends_from: date
    ends_before: date
    months: int
    days: int
    source: Source | None


@dataclass(frozen=True, slots=True)
class MeasureEffect:
    """What a measure does to work during it: it does not count, or (not established) it may or may not count."""

    kinds: frozenset[str]
    not_established: bool


@dataclass(frozen=True, slots=True)
class Tolerance:
    """When the average over the quantitative requirements reaches this percentage: a remedy with a term to repair."""

    percent: int
    remedy: str
    repair_within: Amount


@dataclass(frozen=True, slots=True)
class Version:
    """The rules in force from a date, and their source."""

    since: date
    until: date | None
    source: Source
    requires: Requirement
    counts_when: tuple[tuple[Condition, ...], ...]
    relief: tuple[Relief, ...]
    relief_established: bool
    decrees: tuple[Decree, ...]
    measures: tuple[MeasureEffect, ...]
    met_by: tuple[str, ...]
    tolerance: Tolerance | None
    minutes_per_point: int
    not_expressed: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Transition:
    """Transitional law: when the stored period fits, this version is used whatever the clock says."""

    started_before: date | None
    started_from: date | None
    ends_before: date | None
    ends_after: date | None
    use: date
    source: Source | None


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """How long a period lasts and what its owner says around it; `assess` uses only the length.

    One may submit from `submit_from` before the end (None: not established) until `submit_by` before it. Whoever is
    later has `grace` (None: none is known) and after that what `if_late` says.
    """

    length_months: int
    starts: Literal["submission", "admission", "end_of_last"]
    submit_from: Amount | None
    submit_by: Amount
    remind: tuple[Amount, ...]
    if_submitted_in_time: str
    grace: Amount | None
    if_late: str


@dataclass(frozen=True, slots=True)
class Gives:
    """What meeting the norm yields, for exemptions, funding and awards: an amount, how often, and how certain."""

    amount: Amount
    per: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What the file declares may be moved in a what-if: a number from `low` to `high` by `step`, or one of `choices`.

    It changes nothing of what the norm means.
    """

    requirement: str
    key: str
    low: Amount | None
    high: Amount | None
    step: Amount | None
    choices: tuple[str, ...]
    line: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Norm:
    """One norm of one owner: its versions, the clock that chooses between them, and how honest its figures are."""

    id: str
    kind: Kind
    title: Text
    owner: str
    status: Status
    checked_on: date
    adjustable: bool
    period: PeriodRule | None
    chosen_by: Clock
    versions: tuple[Version, ...]
    transition: tuple[Transition, ...]
    gives: Gives | None
    summary: Text | None
    country: str
    """Where its owner decides, as a term of `countries`."""
    silence_days: int | None = None
    """After how many days the silence of somebody who is listed in a shared session counts as a confirmation.

    None: no source establishes it, so silence never counts.
    """
    adjustments: tuple[Adjustment, ...] = ()
    """What may be moved in a what-if and how far; empty with `adjustable` true: every threshold."""
    text: str = field(compare=False, repr=False, kw_only=True)
    """The file itself: what a receipt keeps and hashes."""

    def version(self, since: date) -> Version:
        """The version in force from `since`. Raises KeyError."""
        for version in self.versions:
            if version.since == since:
                return version
        raise KeyError(since)

    def names(self) -> frozenset[str]:
        """Other norms this one mentions by `met_by` or by a recognition."""
        found: set[str] = set()
        for version in self.versions:
            found.update(version.met_by)
            found.update(node.norm for node in version.requires.walk() if isinstance(node, RecognitionHeld))
        return frozenset(found)
