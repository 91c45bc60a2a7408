"""Gaps in dates, and rules that do not say where they were read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from vakwerk.core.dates import add_months
from vakwerk.core.norms.model import Group, Norm, Requirement, Spread, Total
from vakwerk.core.norms.remarks.values import Lines, Remark


def gaps_in_dates(norm: Norm, file: str, lines: Lines) -> Iterator[Remark]:
    """Days on which someone under the norm has no version."""
    for earlier, later in pairwise(norm.versions):
        if earlier.until is not None and earlier.until < later.since:
            line = lines.entry(earlier.since, "until")
            words = f"from {earlier.until} until {later.since} there is no version"
            todo = "leave out 'until', or say what holds in between"
            yield Remark("no-version", file, line, words, todo, earlier.since)
    last = norm.versions[-1]
    if last.until is not None and norm.period is not None:
        words, line = f"from {last.until} there is no version", lines.entry(last.since, "until")
        yield Remark("ends", file, line, words, "leave out 'until', or add what holds from then", last.since)
    yield from _begins_late(norm, file, lines)


def _begins_late(norm: Norm, file: str, lines: Lines) -> Iterator[Remark]:
    """Periods that ran on the day the norm was checked, while their clock lies before the first version."""
    first = norm.versions[0].since
    line = lines.version(first)
    words, todo = "", "add the rules of before, or say in 'transition' which version they use"
    if norm.period is None or norm.chosen_by == "assessed_on":
        if first > norm.checked_on:
            words = f"until {first} there is no version, and the norm was checked on {norm.checked_on}"
            todo = "add the rules of before, or correct the dates"
    elif norm.chosen_by == "period_end":
        if first > norm.checked_on and not _taken(norm, date.min, norm.checked_on, first):
            words = f"whoever's period ends before {first} has no version"
    else:
        oldest = add_months(norm.checked_on, -norm.period.length_months)
        latest = add_months(first, norm.period.length_months)
        if first > oldest and not _taken(norm, oldest, norm.checked_on, latest):
            words = (
                f"whoever's period began before {first} has no version; such a period can run until {latest}"
            )
    if words:
        yield Remark("begins-late", file, line, words, todo, first)


def _taken(norm: Norm, oldest: date, ends_after: date, ends_before: date) -> bool:
    """Whether one line of transitional law takes every period that began from `oldest` and ends between those days."""
    first = norm.versions[0].since
    return any(
        (line.started_before is None or line.started_before >= first)
        and (line.started_from is None or line.started_from <= oldest)
        and (line.ends_after is None or line.ends_after <= ends_after)
        and (line.ends_before is None or line.ends_before >= ends_before)
        for line in norm.transition
    )


def missing_sources(norm: Norm, file: str, lines: Lines) -> Iterator[Remark]:
    """Versions without an address to read them at, and numbers without a place.

    Figures of an `example` norm are chosen by us and need none.
    """
    if norm.status == "example":
        return
    for version in norm.versions:
        if not version.source.url:
            line = lines.entry(version.since, "source")
            words = f"the source of the version of {version.since} has no address"
            yield Remark("no-address", file, line, words, "add 'url' to the source", version.since)
        if version.source.article:
            continue
        bare = [node for node, asked in _numbers(version.requires, None) if asked and node.source is None]
        if bare:
            named = ", ".join(f"'{node.id}'" for node in bare)
            words = f"nothing says in which article or on which page the amount of {named} was read"
            todo = "give the version's source an 'article', or each its own 'source'"
            yield Remark("no-place", file, bare[0].line, words, todo, version.since, bare[0].id)


def _numbers(node: Requirement, above: Requirement | None) -> Iterator[tuple[Requirement, bool]]:
    """Every requirement with whether it asks an amount that no source of its own or of a sum above it covers."""
    covered = above is not None and above.source is not None
    group = node.group if isinstance(node, Total) else node
    asks = isinstance(node, Spread) or (isinstance(group, Group) and group.at_least is not None)
    yield node, asks and not covered
    passed_on = node if node.source is not None or not covered else above
    for child in node.children():
        yield from _numbers(child, passed_on)
