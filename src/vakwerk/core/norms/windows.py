"""Which days count: the stored period, what extends it, which version its dates select, and what is taken off the work.

Order of extension: decree, pause (union of days), extends. Versions are chosen by unextended dates. An absence takes
the first relief rule of the version that names its kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from vakwerk.core.dates import LAST_DAY, add_months, next_day, union_days
from vakwerk.core.dossier import Absence, Dossier, Recognition
from vakwerk.core.norms.assessment import Extension, VersionUse, Window
from vakwerk.core.norms.model import Norm, Relief, Version

BEGINNING = date(1900, 1, 1)
"""Where the window of a norm without periods (admission, award) begins."""


@dataclass(frozen=True, slots=True)
class Deduction:
    """Days on which `percent` of the work may not count, and `sure` percent certainly does not."""

    since: date
    until: date
    percent: int
    sure: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One absence or measure, before those that share days are taken together."""

    since: date
    until: date
    percent: int
    sure: bool


def stored_window(norm: Norm, recognition: Recognition | None, on: date) -> Window:
    """The window before extension; `as_if` when the person has no stored period under the norm."""
    if norm.period is None:
        return Window(BEGINNING, next_day(on), next_day(on), (), as_if=False)
    if recognition is None or recognition.period is None:
        start = add_months(next_day(on), -norm.period.length_months)
        return Window(start, next_day(on), next_day(on), (), as_if=True)
    period = recognition.period
    return Window(period.start, period.end, period.end, (), as_if=False)


def choose_version(norm: Norm, window: Window, on: date) -> VersionUse | None:
    """The version that transitional law or the norm's clock selects; None when none is in force then."""
    if norm.period is not None and not window.as_if:
        for line in norm.transition:
            if (
                (line.started_before is None or window.start < line.started_before)
                and (line.started_from is None or window.start >= line.started_from)
                and (line.ends_before is None or window.stored_end < line.ends_before)
                and (line.ends_after is None or window.stored_end > line.ends_after)
            ):
                return VersionUse(norm.version(line.use), "transition", line.use)
    days = {"period_start": window.start, "period_end": window.stored_end, "assessed_on": on}
    day = days[norm.chosen_by]
    if norm.period is None:
        day = on
    for version in reversed(norm.versions):
        if version.since <= day:
            if version.until is not None and day >= version.until:
                return None
            return VersionUse(version, norm.chosen_by, day)
    return None


def _ends(absence: Absence, on: date) -> date:
    """An absence without an end lasts up to and including the date of assessment."""
    return absence.until if absence.until is not None else max(next_day(on), absence.since)


def _rule_of(version: Version, absence: Absence) -> Relief | None:
    return next((rule for rule in version.relief if absence.kind in rule.kinds), None)


def extended_window(
    norm: Norm, version: Version, window: Window, dossier: Dossier, recognition: Recognition | None, on: date
) -> Window:
    """The window with every extension the version gives; unchanged for as-if windows and norms without periods."""
    if norm.period is None or window.as_if or recognition is None:
        return window
    extensions: list[Extension] = []
    end = window.stored_end
    months = sum(d.months for d in version.decrees if d.ends_from <= end < d.ends_before)
    days = sum(d.days for d in version.decrees if d.ends_from <= end < d.ends_before)
    end = _grow(extensions, "decree", (), end, months, days)
    twice = bool(recognition.past) and recognition.past[-1].extended_days > 0
    by_rule: dict[int, list[Absence]] = {}
    for absence in dossier.absences:
        rule = _rule_of(version, absence)
        if rule is not None and not (twice and rule.not_twice_in_a_row):
            by_rule.setdefault(version.relief.index(rule), []).append(absence)
    decreed, paused = end, 0
    paused_by: list[str] = []
    for index, absences in sorted(by_rule.items()):
        rule = version.relief[index]
        if not rule.pauses:
            continue
        inside = [
            (max(a.since, window.start), min(_ends(a, on), decreed))
            for a in absences
            if a.since < decreed and _ends(a, on) > window.start
        ]
        length = union_days(inside)
        if rule.at_most_months is not None:
            length = min(length, (add_months(decreed, rule.at_most_months) - decreed).days)
        paused += length
        paused_by += [a.id for a in absences if a.since < decreed and _ends(a, on) > window.start]
    end = _grow(extensions, "pause", tuple(paused_by), end, 0, paused)
    reach, months, days = end, 0, 0
    extended_by: list[str] = []
    for index, absences in sorted(by_rule.items()):
        rule = version.relief[index]
        begun = [a for a in absences if window.start <= a.since < reach]
        if not begun or not (rule.extends_days or rule.extends_months):
            continue
        times = len(begun) if rule.each else 1
        more_days, more_months = times * rule.extends_days, times * rule.extends_months
        days += more_days if rule.at_most_days is None else min(more_days, rule.at_most_days)
        months += more_months if rule.at_most_months is None else min(more_months, rule.at_most_months)
        extended_by += [a.id for a in begun]
    end = _grow(extensions, "extends", tuple(extended_by), end, months, days)
    return Window(window.start, end, window.stored_end, tuple(extensions), window.as_if)


def _grow(
    extensions: list[Extension], why: str, facts: tuple[str, ...], end: date, months: int, days: int
) -> date:
    grown = min(LAST_DAY, add_months(end, months) + timedelta(days=days))
    if grown > end:
        extensions.append(Extension(why, facts, (grown - end).days))
    return grown


def deductions(version: Version, window: Window, dossier: Dossier, norm: Norm, on: date) -> list[Deduction]:
    """What absences and measures take off the work in the window.

    An absence that counts as worked takes off only what exceeds its yearly allowance; years run from the window's
    start, and absences use the allowance in order of beginning. Where the source is silent on relief, nothing is sure.
    On no day more is taken off than there is: what shares a day adds up to 100 percent at most.
    """
    found: list[_Stretch] = []
    allowed: dict[int, list[Absence]] = {}
    for absence in dossier.absences:
        rule = _rule_of(version, absence)
        if rule is not None and rule.counts_as_worked:
            if rule.at_most_days is not None:
                allowed.setdefault(version.relief.index(rule), []).append(absence)
        else:
            found.append(
                _Stretch(absence.since, _ends(absence, on), absence.percent, version.relief_established)
            )
    for index, absences in allowed.items():
        found += _beyond_allowance(version.relief[index], absences, window, on)
    for measure in dossier.measures:
        if measure.norm != norm.id:
            continue
        for effect in version.measures:
            if measure.kind in effect.kinds:
                until = measure.until or LAST_DAY
                found.append(_Stretch(measure.since, until, 100, not effect.not_established))
                break
    return _day_by_day([item for item in found if item.until > item.since])


def _day_by_day(stretches: list[_Stretch]) -> list[Deduction]:
    """The same stretches cut where one begins or ends, so that none overlap; percentages added, 100 at most."""
    edges = sorted({edge for item in stretches for edge in (item.since, item.until)})
    found: list[Deduction] = []
    for since, until in pairwise(edges):
        inside = [item for item in stretches if item.since <= since and item.until >= until]
        if inside:
            sure = sum(item.percent for item in inside if item.sure)
            found.append(
                Deduction(since, until, min(100, sum(item.percent for item in inside)), min(100, sure))
            )
    return found


def _beyond_allowance(rule: Relief, absences: list[Absence], window: Window, on: date) -> list[_Stretch]:
    found: list[_Stretch] = []
    assert rule.at_most_days is not None
    ordered = sorted(absences, key=lambda absence: (absence.since, absence.id))
    year = 0
    while (year_start := add_months(window.start, 12 * year)) < window.end:
        year_end = min(add_months(window.start, 12 * (year + 1)), window.end)
        left = rule.at_most_days
        for absence in ordered:
            start, end = max(absence.since, year_start), min(_ends(absence, on), year_end)
            if end <= start:
                continue
            used = min(left, (end - start).days)
            left -= used
            if start + timedelta(days=used) < end:
                found.append(_Stretch(start + timedelta(days=used), end, absence.percent, sure=True))
        year += 1
    return found


def absent_inside(window: Window, dossier: Dossier, on: date) -> bool:
    """Whether any absence touches the window (asked when the relief is not established)."""
    return any(a.since < window.end and _ends(a, on) > window.start for a in dossier.absences)
