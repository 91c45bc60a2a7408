"""What a norm asks of a single fact. Each condition answers YES, NO or UNKNOWN; the first that says NO is the reason.

Set-valued evidence (topics, accreditations, confirmations, settings) that is not shown is absent: NO.
A single value that is not known (form, level) is UNKNOWN: silence is never "no".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from vakwerk.core import vocabulary
from vakwerk.core.dossier import Activity, Holding, Work
from vakwerk.core.norms.truth import NO, UNKNOWN, YES, truth

Test = Callable[[Any], int]


@dataclass(frozen=True, slots=True)
class Condition:
    """Base of all conditions. `test_for` binds the window once, so that testing many facts is cheap."""

    def test_for(self, start: date, end: date, on: date) -> Test:
        """A function from a fact to NO, UNKNOWN or YES, given the window [start, end) and the date of assessment."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class KindIn(Condition):
    """The fact's kind is one of these (families are already spread out into their members)."""

    kinds: frozenset[str]
    named: tuple[str, ...]

    def test_for(self, start: date, end: date, on: date) -> Test:
        kinds = self.kinds
        return lambda fact: YES if fact.kind in kinds else NO


@dataclass(frozen=True, slots=True)
class KindNotIn(Condition):
    """The fact's kind is none of these."""

    kinds: frozenset[str]
    named: tuple[str, ...]

    def test_for(self, start: date, end: date, on: date) -> Test:
        kinds = self.kinds
        return lambda fact: NO if fact.kind in kinds else YES


@dataclass(frozen=True, slots=True)
class FormIs(Condition):
    """Formal or informal learning; unknown when the fact does not say."""

    form: str

    def test_for(self, start: date, end: date, on: date) -> Test:
        form = self.form
        return lambda fact: UNKNOWN if fact.form is None else (YES if fact.form == form else NO)


@dataclass(frozen=True, slots=True)
class TopicIn(Condition):
    """The activity bears at least one of these topics."""

    topics: frozenset[str]

    def test_for(self, start: date, end: date, on: date) -> Test:
        topics = self.topics
        return lambda fact: truth(not topics.isdisjoint(fact.topics))


@dataclass(frozen=True, slots=True)
class Accredited(Condition):
    """At least one accreditation, by one of `by` when named; or, when `wanted` is false, none at all."""

    wanted: bool = True
    by: frozenset[str] = frozenset()

    def test_for(self, start: date, end: date, on: date) -> Test:
        wanted, by = self.wanted, self.by

        def test(fact: Activity) -> int:
            found = any(not by or mark.by in by for mark in fact.accreditations)
            return truth(found is wanted)

        return test


@dataclass(frozen=True, slots=True)
class CategoryIn(Condition):
    """Some accreditation puts the activity in one of these categories."""

    categories: frozenset[str]

    def test_for(self, start: date, end: date, on: date) -> Test:
        categories = self.categories
        return lambda fact: truth(any(mark.category in categories for mark in fact.accreditations))


@dataclass(frozen=True, slots=True)
class Confirmed(Condition):
    """Someone else vouches for it, being listed in one of the registers `by` when these are named."""

    by: frozenset[str] = frozenset()

    def test_for(self, start: date, end: date, on: date) -> Test:
        by = self.by
        return lambda fact: truth(any(not by or mark.register in by for mark in fact.confirmations))


@dataclass(frozen=True, slots=True)
class ProgrammeIs(Condition):
    """The activity belongs to this programme."""

    programme: str

    def test_for(self, start: date, end: date, on: date) -> Test:
        programme = self.programme
        return lambda fact: truth(fact.programme == programme)


@dataclass(frozen=True, slots=True)
class SessionAtLeast(Condition):
    """Its meetings last at least so many minutes on average; compared by multiplying, so nothing is rounded."""

    minutes: int

    def test_for(self, start: date, end: date, on: date) -> Test:
        minutes = self.minutes
        return lambda fact: (
            UNKNOWN if fact.minutes is None else truth(fact.minutes >= minutes * fact.sessions)
        )


@dataclass(frozen=True, slots=True)
class Completed(Condition):
    """Finished by the date of assessment and, for `within_period`, inside the window; `any_time` waives that."""

    when: str  # "within_period" | "any_time" | "before_period"

    def test_for(self, start: date, end: date, on: date) -> Test:
        if self.when == "any_time":
            return lambda fact: truth(fact.completed_on is not None and fact.completed_on <= on)
        if self.when == "before_period":
            return lambda fact: truth(
                fact.completed_on is not None and fact.completed_on <= on and fact.completed_on < start
            )
        return lambda fact: truth(
            fact.completed_on is not None and fact.completed_on <= on and start <= fact.completed_on < end
        )


@dataclass(frozen=True, slots=True)
class RoleIn(Condition):
    """The work was done in one of these roles."""

    roles: frozenset[str]

    def test_for(self, start: date, end: date, on: date) -> Test:
        roles = self.roles
        return lambda fact: truth(fact.role in roles)


@dataclass(frozen=True, slots=True)
class LevelAtLeast(Condition):
    """The level is this one or higher (this one only, when `exactly`); unknown when the fact does not say."""

    level: str
    exactly: bool = False

    def test_for(self, start: date, end: date, on: date) -> Test:
        number, exactly = vocabulary.level_number(self.level), self.exactly

        def test(fact: Work | Holding) -> int:
            if fact.level is None:
                return UNKNOWN
            found = vocabulary.level_number(fact.level)
            return truth(found == number if exactly else found >= number)

        return test


@dataclass(frozen=True, slots=True)
class SettingIn(Condition):
    """The work bears at least one of these settings."""

    settings: frozenset[str]

    def test_for(self, start: date, end: date, on: date) -> Test:
        settings = self.settings
        return lambda fact: truth(not settings.isdisjoint(fact.settings))


@dataclass(frozen=True, slots=True)
class FieldIn(Condition):
    """The diploma lies in one of these fields; unknown when it does not say."""

    fields: frozenset[str]

    def test_for(self, start: date, end: date, on: date) -> Test:
        fields = self.fields
        return lambda fact: UNKNOWN if fact.field is None else truth(fact.field in fields)


@dataclass(frozen=True, slots=True)
class NameIs(Condition):
    """The holding bears exactly this name (used for learning outcomes and named certificates)."""

    name: str

    def test_for(self, start: date, end: date, on: date) -> Test:
        name = self.name
        return lambda fact: truth(fact.name == name)


@dataclass(frozen=True, slots=True)
class ShownBy(Condition):
    """How the outcome was shown, such as `assessed`; unknown when the holding does not say."""

    way: str

    def test_for(self, start: date, end: date, on: date) -> Test:
        way = self.way
        return lambda fact: UNKNOWN if fact.shown_by is None else truth(fact.shown_by == way)


@dataclass(frozen=True, slots=True)
class NotCountedEarlier(Condition):
    """The fact is not counted by an earlier requirement of the same `exclusive` name; set in place by the reader."""

    name: str
    earlier: tuple[tuple[Condition, ...], ...]

    def test_for(self, start: date, end: date, on: date) -> Test:
        paths = [[condition.test_for(start, end, on) for condition in path] for path in self.earlier]

        def test(fact: object) -> int:
            taken = max((min((one(fact) for one in path), default=YES) for path in paths), default=NO)
            return YES - taken

        return test
