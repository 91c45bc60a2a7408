"""Counts every fact in every sum of a version once: its eligibility, where it fits, how much, or what refused it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from vakwerk.core.dossier import Activity, Dossier, Work
from vakwerk.core.norms.amounts_of_facts import (
    WORK_SCALE,
    activity_amount,
    cut_after_gap,
    work_amount,
    work_interval,
)
from vakwerk.core.norms.assessment import Counted, FactResult, Refusal, Window
from vakwerk.core.norms.conditions import Condition, Test
from vakwerk.core.norms.model import Group, Norm, Total, Version
from vakwerk.core.norms.sums import Member, capped, own_sum
from vakwerk.core.norms.truth import NO, YES
from vakwerk.core.norms.windows import deductions


@dataclass(slots=True)
class _Bound:
    """A group with its own conditions bound to the window."""

    group: Group
    tests: tuple[tuple[Condition, Test], ...]
    parts: tuple[_Bound, ...]


@dataclass(slots=True)
class _Story:
    """What is known of one fact so far."""

    counted: list[Counted] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


class Counting:
    """The members of every sum, and the story of every fact, for one version and window."""

    def __init__(self, norm: Norm, version: Version, dossier: Dossier, window: Window, on: date) -> None:
        self._norm, self._version, self._dossier = norm, version, dossier
        self._window, self._on = window, on
        self._stories: dict[str, _Story] = {}
        self._sums: dict[str, tuple[int, int, int]] = {}
        self._order: dict[str, tuple[str, str, str]] | None = None
        totals = [node for node in version.requires.walk() if isinstance(node, Total)]
        self._count_activities([total for total in totals if total.facts == "activities"])
        self._count_work([total for total in totals if total.facts == "work"])

    def sums(self, total: Total, group: Group) -> tuple[int, int, int]:
        """Low and high of the group itself, and the low value after its cap, in the unit of the sum."""
        return self._sums[group.id]

    def fact_results(self) -> tuple[FactResult, ...]:
        """Every activity and spell of work with where it counts, or why not, in the dossier's order."""
        return tuple(
            FactResult(fact, tuple(story.counted), tuple(story.refused))
            for fact, story in self._stories.items()
        )

    # --- activities -------------------------------------------------------------------------------------------------

    def _count_activities(self, totals: list[Total]) -> None:
        if not totals:
            return
        window, on = self._window, self._on
        ways = [
            [(c, c.test_for(window.start, window.end, on)) for c in way] for way in self._version.counts_when
        ]
        offset = len(ways[0])
        bound = [
            (
                total,
                self._bind(total.group),
                activity_amount(total, window, on, self._version.minutes_per_point),
            )
            for total in totals
        ]
        members: dict[str, list[Member]] = {total.id: [] for total in totals}
        for fact in self._dossier.activities:
            story = self._stories[fact.id] = _Story()
            eligible, refusal = self._eligible(fact, ways)
            if refusal is not None:
                story.refused.append(refusal)
                continue
            for total, root, amount in bound:
                own = _own(fact, root, offset, story)
                if own == NO:
                    continue
                low, high = amount(fact)
                member = Member(fact.id, low, high, {}, {})
                _fit(fact, root, own, eligible, offset, member, story)
                members[total.id].append(member)
                _tell(story, total, root, member, 1)
        for total in totals:
            self._settle(total, members[total.id], 1)

    def _eligible(
        self, fact: Activity, ways: list[list[tuple[Condition, Test]]]
    ) -> tuple[int, Refusal | None]:
        """The best of the ways to be eligible; when none fits, the first failing condition of the first way."""
        best, first = NO, None
        for way in ways:
            value = YES
            for step, (condition, test) in enumerate(way):
                result = test(fact)
                if result < value:
                    value = result
                    if value == NO:
                        first = first or Refusal("", condition, step)
                        break
            if value > best:
                best = value
                if best == YES:
                    return YES, None
        return best, (first if best == NO else None)

    # --- work -------------------------------------------------------------------------------------------------------

    def _count_work(self, totals: list[Total]) -> None:
        if not totals:
            return
        window, on = self._window, self._on
        taken = deductions(self._version, window, self._dossier, self._norm, on)
        for fact in self._dossier.work:
            self._stories[fact.id] = _Story()
        for total in totals:
            root = self._bind(total.group)
            fitting: list[tuple[Work, Member]] = []
            for fact in self._dossier.work:
                story = self._stories[fact.id]
                start, end = work_interval(fact, window, on)
                if end <= start:
                    if not story.refused:
                        story.refused.append(Refusal("", None, 0))
                    continue
                own = _own(fact, root, 1, story)
                if own != NO:
                    member = Member(fact.id, 0, 0, {}, {})
                    _fit(fact, root, own, YES, 1, member, story)
                    fitting.append((fact, member))
            cut_low = cut_high = window.start
            if total.lost_before_gap_months is not None:
                sure = [work_interval(f, window, on) for f, m in fitting if m.path[root.group.id] == YES]
                possible = [work_interval(f, window, on) for f, _ in fitting]
                cut_low = cut_after_gap(sure, total.lost_before_gap_months, window, on)
                cut_high = cut_after_gap(possible, total.lost_before_gap_months, window, on)
            for fact, member in fitting:
                member.low, member.high = work_amount(fact, window, on, taken, cut_low, cut_high)
                _tell(self._stories[fact.id], total, root, member, WORK_SCALE)
            self._settle(total, [member for _, member in fitting], WORK_SCALE)

    # --- both -------------------------------------------------------------------------------------------------------

    def _bind(self, group: Group) -> _Bound:
        window, on = self._window, self._on
        tests = tuple((c, c.test_for(window.start, window.end, on)) for c in group.conditions)
        return _Bound(group, tests, tuple(self._bind(part) for part in group.parts))

    def _settle(self, total: Total, members: list[Member], scale: int) -> None:
        def settle(group: Group) -> None:
            low, high = own_sum(group, members, "low", scale), own_sum(group, members, "high", scale)
            value = low
            if group.cap is not None and group.cap.amount is not None:
                value = min(low, group.cap.amount.value * scale)
            elif group.cap is not None:
                value = self._percent_value(total.group, group, members, scale, low)
            self._sums[group.id] = (low // scale, high // scale, value // scale)
            if value < low:
                self._spill(group, members, value, scale)
            for part in group.parts:
                settle(part)

        settle(total.group)

    def _percent_value(self, root: Group, group: Group, members: list[Member], scale: int, low: int) -> int:
        parent = next(g for g in _groups(root) if group in g.parts)
        inside = [member for member in members if member.path[parent.id] == YES]
        return capped(parent, group, low, inside, "low", scale)

    def _spill(self, group: Group, members: list[Member], value: int, scale: int) -> None:
        """Which facts exceed a cap: explanation only, in order of completion, recording, id."""
        inside = sorted(
            (m for m in members if m.path[group.id] == YES and m.low),
            key=lambda m: self._fact_order_of(m.fact),
        )
        reached = 0
        for member in inside:
            reached += member.low
            over = min(member.low, max(0, reached - value))
            if over:
                story = self._stories[member.fact]
                story.counted = [
                    Counted(c.requirement, c.low, c.high, c.unit, over // scale)
                    if c.requirement == group.id
                    else c
                    for c in story.counted
                ]

    def _fact_order_of(self, fact: str) -> tuple[str, str, str]:
        if self._order is None:
            self._order = {
                a.id: (str(a.completed_on), str(a.recorded_at or ""), a.id) for a in self._dossier.activities
            }
            self._order.update(
                {w.id: (str(w.since), str(w.recorded_at or ""), w.id) for w in self._dossier.work}
            )
        return self._order[fact]


def _own(fact: Activity | Work, bound: _Bound, step: int, story: _Story) -> int:
    """The truth of the group's own conditions; the first that says no is a refusal."""
    own = YES
    for condition, test in bound.tests:
        result = test(fact)
        if result < own:
            own = result
            if own == NO:
                story.refused.append(Refusal(bound.group.id, condition, step))
                break
        step += 1
    return own


def _fit(
    fact: Activity | Work, bound: _Bound, own: int, above: int, step: int, member: Member, story: _Story
) -> None:
    """Record the truth of the group, by itself and along the path, and of the groups below it."""
    member.own[bound.group.id] = own
    path = member.path[bound.group.id] = min(own, above)
    if path == NO:
        _close(bound, member)
        return
    step += len(bound.tests)
    for part in bound.parts:
        _fit(fact, part, _own(fact, part, step, story), path, step, member, story)


def _close(bound: _Bound, member: Member) -> None:
    for part in bound.parts:
        member.own[part.group.id] = member.path[part.group.id] = NO
        _close(part, member)


def _groups(group: Group) -> list[Group]:
    return [group, *(below for part in group.parts for below in _groups(part))]


def _tell(story: _Story, total: Total, bound: _Bound, member: Member, scale: int) -> None:
    path = member.path[bound.group.id]
    if path == NO:
        return
    low = member.low if path == YES else 0
    story.counted.append(Counted(bound.group.id, low // scale, member.high // scale, total.unit))
    for part in bound.parts:
        _tell(story, total, part, member, scale)
