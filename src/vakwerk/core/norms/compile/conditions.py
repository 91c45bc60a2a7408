"""Each condition as two SQL expressions, on a row that also knows `w_start` and `w_end`: surely true, and maybe true.

Kleene's three values as two booleans that are never NULL: YES is sure and maybe, UNKNOWN only maybe, NO neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from vakwerk.core import vocabulary
from vakwerk.core.norms.compile.tables import BAR
from vakwerk.core.norms.compile.text import day, word, words
from vakwerk.core.norms.conditions import (
    Accredited,
    CategoryIn,
    Completed,
    Condition,
    Confirmed,
    FieldIn,
    FormIs,
    KindIn,
    KindNotIn,
    LevelAtLeast,
    NameIs,
    NotCountedEarlier,
    ProgrammeIs,
    RoleIn,
    SessionAtLeast,
    SettingIn,
    ShownBy,
    TopicIn,
)


class NotCompilable(NotImplementedError):
    """A form the compiler does not express yet, by name. Refused, never approximated."""


class Truth(NamedTuple):
    """Whether something is surely true, and whether it may be: the same text when nothing can be unknown."""

    sure: str
    may: str

    @property
    def value(self) -> str:
        """As Kleene's integer: 0, 1 or 2."""
        if self.sure == self.may:
            return f"CASE WHEN {self.sure} THEN 2 ELSE 0 END"
        return f"CASE WHEN {self.sure} THEN 2 WHEN {self.may} THEN 1 ELSE 0 END"


ALWAYS = Truth("TRUE", "TRUE")
NEVER = Truth("FALSE", "FALSE")


def _any_of(column: str, values: frozenset[str]) -> str:
    tests = [f"contains({column}, {word(BAR + value.replace(BAR, '¦') + BAR)})" for value in sorted(values)]
    return f"({' OR '.join(tests) or 'FALSE'})"


def _plain(test: str) -> Truth:
    """Of columns that are never empty."""
    return Truth(test, test)


def _shown(test: str) -> Truth:
    """What is not shown is not there."""
    return _plain(f"coalesce({test}, FALSE)")


def _known(column: str, test: str) -> Truth:
    """What is not known may be."""
    return Truth(f"coalesce({test}, FALSE)", f"coalesce({test}, {column} IS NULL)")


def condition_sql(condition: Condition, on: date) -> Truth:
    """The truth of one condition on the row at hand. Raises NotCompilable."""
    match condition:
        case KindIn():
            return _plain(f"kind IN {words(condition.kinds)}") if condition.kinds else NEVER
        case KindNotIn():
            return _plain(f"kind NOT IN {words(condition.kinds)}") if condition.kinds else ALWAYS
        case FormIs():
            return _known("form", f"form = {word(condition.form)}")
        case TopicIn():
            return _shown(_any_of("topics", condition.topics))
        case Accredited():
            found = _shown(_any_of("accredited_by", condition.by)) if condition.by else _plain("accredited")
            return found if condition.wanted else _plain(f"NOT {found.sure}")
        case CategoryIn():
            return _shown(_any_of("categories", condition.categories))
        case Confirmed():
            return _shown(_any_of("confirmed_by", condition.by)) if condition.by else _plain("confirmed")
        case ProgrammeIs():
            return _shown(f"programme = {word(condition.programme)}")
        case SessionAtLeast():
            return _known("minutes", f"minutes >= {condition.minutes} * sessions")
        case Completed():
            return _completed(condition, on)
        case RoleIn():
            return _plain(f"role IN {words(condition.roles)}")
        case LevelAtLeast():
            sign = "=" if condition.exactly else ">="
            return _known("level", f"level {sign} {vocabulary.level_number(condition.level)}")
        case SettingIn():
            return _shown(_any_of("settings", condition.settings))
        case FieldIn():
            return _known("field", f"field IN {words(condition.fields)}")
        case NameIs():
            return _shown(f"name = {word(condition.name)}")
        case ShownBy():
            return _known("shown_by", f"shown_by = {word(condition.way)}")
        case NotCountedEarlier():
            taken = any_sql([path_sql(path, on) for path in condition.earlier])
            return Truth(f"NOT {taken.may}", f"NOT {taken.sure}")
    raise NotCompilable(type(condition).__name__)


def _completed(condition: Completed, on: date) -> Truth:
    done = f"completed_on <= {day(on)}"
    if condition.when == "any_time":
        return _shown(done)
    if condition.when == "before_period":
        return _shown(f"{done} AND completed_on < w_start")
    return _shown(f"{done} AND completed_on >= w_start AND completed_on < w_end")


def all_sql(truths: Sequence[Truth]) -> Truth:
    """Kleene's "and"; true when there are none."""
    return Truth(
        _joined("AND", [t.sure for t in truths], "TRUE"), _joined("AND", [t.may for t in truths], "TRUE")
    )


def any_sql(truths: Sequence[Truth]) -> Truth:
    """Kleene's "or"; false when there are none."""
    return Truth(
        _joined("OR", [t.sure for t in truths], "FALSE"), _joined("OR", [t.may for t in truths], "FALSE")
    )


def _joined(operator: str, tests: Sequence[str], empty: str) -> str:
    """The tests joined; what decides nothing is left out, and the same test is not made twice."""
    other = "FALSE" if empty == "TRUE" else "TRUE"
    kept = list(dict.fromkeys(test for test in tests if test != empty))
    if other in kept:
        return other
    return kept[0] if len(kept) == 1 else f"({f' {operator} '.join(kept)})" if kept else empty


def path_sql(path: Sequence[Condition], on: date) -> Truth:
    """All conditions of a path."""
    return all_sql([condition_sql(condition, on) for condition in path])


def first_refusal(path: Sequence[Truth], offset: int) -> str:
    """Which condition of the path says no first: its step; -1 when none does."""
    cases = " ".join(f"WHEN NOT {truth.may} THEN {offset + step}" for step, truth in enumerate(path))
    return f"CASE {cases} ELSE -1 END" if path else "-1"
