"""Each condition as a SQL expression worth 0, 1 or 2, on a row that also knows `w_start` and `w_end`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vakwerk.core import vocabulary
from vakwerk.core.norms.compile.tables import BAR
from vakwerk.core.norms.compile.text import day, greatest, least, word, words, yes_no
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


def _any_of(column: str, values: frozenset[str]) -> str:
    tests = [f"contains({column}, {word(BAR + value.replace(BAR, '¦') + BAR)})" for value in sorted(values)]
    return f"({' OR '.join(tests) or 'FALSE'})"


def _known(column: str, test: str) -> str:
    return f"CASE WHEN {column} IS NULL THEN 1 WHEN {test} THEN 2 ELSE 0 END"


def condition_sql(condition: Condition, on: date) -> str:
    """The truth of one condition on the row at hand. Raises NotCompilable."""
    match condition:
        case KindIn():
            return yes_no(f"kind IN {words(condition.kinds)}")
        case KindNotIn():
            return yes_no(f"kind NOT IN {words(condition.kinds)}") if condition.kinds else "2"
        case FormIs():
            return _known("form", f"form = {word(condition.form)}")
        case TopicIn():
            return yes_no(_any_of("topics", condition.topics))
        case Accredited():
            found = _any_of("accredited_by", condition.by) if condition.by else "accredited"
            return yes_no(found if condition.wanted else f"NOT {found}")
        case CategoryIn():
            return yes_no(_any_of("categories", condition.categories))
        case Confirmed():
            return yes_no(_any_of("confirmed_by", condition.by) if condition.by else "confirmed")
        case ProgrammeIs():
            return yes_no(f"programme = {word(condition.programme)}")
        case SessionAtLeast():
            return _known("minutes", f"minutes >= {condition.minutes} * sessions")
        case Completed():
            return _completed(condition, on)
        case RoleIn():
            return yes_no(f"role IN {words(condition.roles)}")
        case LevelAtLeast():
            sign = "=" if condition.exactly else ">="
            return _known("level", f"level {sign} {vocabulary.level_number(condition.level)}")
        case SettingIn():
            return yes_no(_any_of("settings", condition.settings))
        case FieldIn():
            return _known("field", f"field IN {words(condition.fields)}")
        case NameIs():
            return yes_no(f"name = {word(condition.name)}")
        case ShownBy():
            return _known("shown_by", f"shown_by = {word(condition.way)}")
        case NotCountedEarlier():
            return f"2 - {greatest([path_sql(path, on) for path in condition.earlier], '0')}"
    raise NotCompilable(type(condition).__name__)


def _completed(condition: Completed, on: date) -> str:
    done = f"completed_on <= {day(on)}"
    if condition.when == "any_time":
        return yes_no(done)
    if condition.when == "before_period":
        return yes_no(f"{done} AND completed_on < w_start")
    return yes_no(f"{done} AND completed_on >= w_start AND completed_on < w_end")


def path_sql(path: Sequence[Condition], on: date) -> str:
    """Kleene's "and" of several conditions."""
    return least([condition_sql(condition, on) for condition in path], "2")


def first_refusal(path: Sequence[str], offset: int) -> str:
    """Which condition of the path (truth columns or expressions) says no first: its step; -1 when none does."""
    cases = " ".join(f"WHEN {expression} = 0 THEN {offset + step}" for step, expression in enumerate(path))
    return f"CASE {cases} ELSE -1 END" if path else "-1"
