"""Dead parameters: what can be left out without changing a single outcome. Claimed only where it is provable."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from vakwerk.core.amounts import Amount
from vakwerk.core.norms.differences.effects import covers
from vakwerk.core.norms.model import AllOf, Group, Norm, Requirement, Spread, Total, Version
from vakwerk.core.norms.remarks.contradictions import Path, always_known, never
from vakwerk.core.norms.remarks.values import Lines, Remark


def dead_parameters(norm: Norm, version: Version, file: str, lines: Lines) -> Iterator[Remark]:
    """Every dead parameter of one version."""
    roots = _roots(version)
    for node in version.requires.walk():
        measured = version.tolerance is not None and any(node is root for root in roots)
        if isinstance(node, Total):
            yield from _dead_weights(version, node, file)
            yield from _dead_net_of(version, node, file)
            yield from _dead_limit(version, node, file)
            yield from _dead_caps(version, node, file)
            yield from _dead_minima(version, node, node.group, (), file, measured)
        elif isinstance(node, Spread) and node.months <= 0 and not measured:
            yield Remark(
                "dead-minimum", file, node.line, f"the minimum of '{node.id}' is nothing, so everyone has it",
                "leave it out, or ask for more", version.since, node.id,
            )  # fmt: skip
    yield from _dead_tolerance(version, roots, file, lines)
    yield from _dead_relief(version, file, lines)
    yield from _dead_decrees(norm, version, file, lines)


def _roots(version: Version) -> tuple[Requirement, ...]:
    """What tolerance averages over: the requirements of the root `all`."""
    return version.requires.items if isinstance(version.requires, AllOf) else (version.requires,)


def never_counts(version: Version, total: Total, path: Path) -> bool:
    """Whether no fact of the sum, known or not, can fit these conditions and be eligible at all."""
    if total.facts == "work":
        return never(path)
    return all(never((*way, *path)) for way in version.counts_when)


def _dead_weights(version: Version, total: Total, file: str) -> Iterator[Remark]:
    weights = total.weights
    for index, weight in enumerate(weights):
        shadow = any(
            covers(one.conditions, weight.conditions) and always_known(one.conditions)
            for one in weights[:index]
        )
        plain = index == len(weights) - 1 and weight.fixed is None and weight.numerator == weight.denominator
        if never_counts(version, total, (*total.group.conditions, *weight.conditions)):
            why, todo = "no fact of this sum can fit its filter", "change its filter, or leave it out"
        elif shadow:
            why, todo = "an earlier weight always comes first", "put it before that one, or leave it out"
        elif plain:
            why, todo = "once is what a fact counts anyhow", "leave it out"
        else:
            continue
        words = f"weight {index + 1} of '{total.id}' does nothing: {why}"
        yield Remark("dead-weight", file, total.line, words, todo, version.since, total.id, index)


def _dead_net_of(version: Version, total: Total, file: str) -> Iterator[Remark]:
    for index, path in enumerate(total.remote_excluded):
        if never_counts(version, total, (*total.group.conditions, *path)):
            why, todo = "no fact of this sum is of that kind", "leave it out, or widen the sum"
        elif any(covers(one, path) for one in total.remote_excluded[:index]):
            why, todo = "an earlier entry has it already", "leave it out"
        else:
            continue
        words = f"entry {index + 1} of 'net_of' of '{total.id}' does nothing: {why}"
        yield Remark("dead-net-of", file, total.line, words, todo, version.since, total.id, index)


def _groups(group: Group) -> Iterator[Group]:
    yield group
    for part in group.parts:
        yield from _groups(part)


def _dead_limit(version: Version, total: Total, file: str) -> Iterator[Remark]:
    """A fact cut down to the limit still fills every minimum and every cap alone, so cutting changes nothing.

    A cap that is a percentage of other facts is a reason to say nothing, and so is a minimum that nobody knows.
    """
    groups = list(_groups(total.group))
    if total.per_fact is None or any(g.not_established or (g.cap and g.cap.amount is None) for g in groups):
        return
    minima = [group.at_least for group in groups if group.at_least is not None]
    caps = [
        group.cap.amount.value for group in groups if group.cap is not None and group.cap.amount is not None
    ]
    if minima and total.per_fact >= max(*minima, *caps, 0):
        limit, most = Amount(total.per_fact, total.unit), Amount(max(*minima, *caps, 0), total.unit)
        words = f"'per_fact_up_to' of '{total.id}' does nothing: {limit} alone already fills the {most} asked"
        yield Remark(
            "dead-limit", file, total.line, words, "lower it, or leave it out", version.since, total.id
        )


def _dead_caps(version: Version, total: Total, file: str) -> Iterator[Remark]:
    """A cap of at least what everything above it asks: where it binds, all of that is met already.

    Said only where there is one part with a cap on each level (facts that may fall under two caps are shared out
    between them) and no percentage anywhere, which would look at the capped sum.
    """
    groups = list(_groups(total.group))
    if total.group.cap is not None:
        words = f"the cap of '{total.id}' does nothing: it limits what a part adds, and this is the whole sum"
        yield Remark(
            "dead-cap", file, total.line, words, "move it to a part, or leave it out", version.since, total.id
        )
    if any(group.cap is not None and group.cap.amount is None for group in groups):
        return
    above: list[Group] = []
    group = total.group
    while True:
        capping = [part for part in group.parts if part.caps_inside()]
        above.append(group)
        if len(capping) != 1 or any(one.not_established for one in above):
            return
        group = capping[0]
        asked = max((one.at_least or 0 for one in above), default=0)
        if group.cap is not None and group.cap.amount is not None and group.cap.amount.value >= asked:
            most = Amount(asked, total.unit)
            why = (
                f"no more than {most} is asked of what it is a part of"
                if asked
                else "nothing above it asks an amount"
            )
            words = f"the cap of '{group.id}' does nothing: {why}"
            yield Remark(
                "dead-cap", file, group.line, words, "lower it, or leave it out", version.since, group.id
            )


def _dead_minima(
    version: Version, total: Total, group: Group, above: Path, file: str, measured: bool
) -> Iterator[Remark]:
    """A minimum of nothing, or one that the minima of its parts already reach. Tolerance would see it go: then not."""
    path = (*above, *group.conditions)
    name = total.id if group is total.group else group.id
    if group.at_least is not None and not measured:
        implied = _implied(group, path)
        if group.at_least <= 0:
            words = f"the minimum of '{name}' is nothing, so everyone has it"
            todo = "leave it out, or ask for more"
            yield Remark("dead-minimum", file, group.line, words, todo, version.since, name)
        elif group.at_least <= implied:
            words = (
                f"the minimum of '{name}' follows from those of its parts: together they ask "
                f"{Amount(implied, total.unit)}, it asks {Amount(group.at_least, total.unit)}"
            )
            todo = "it may stay, to name the total; it matters only where a hardship decision waives a part"
            yield Remark("implied-minimum", file, group.line, words, todo, version.since, name)
    for part in group.parts:
        yield from _dead_minima(version, total, part, path, file, measured=False)


def _implied(group: Group, path: Path) -> int:
    """What the group surely and possibly has once its parts have their minima; 0 when a cap may come between."""
    if any(part.caps_inside() for part in group.parts):
        return 0
    asking = [part for part in group.parts if part.at_least is not None and not part.pro_rata]
    minima = [part.at_least or 0 for part in asking]
    apart = all(never((*path, *one.conditions, *other.conditions)) for one, other in combinations(asking, 2))
    return sum(minima) if apart else max(minima)


def _asks(group: Group) -> bool:
    return group.at_least is not None or group.not_established or any(_asks(part) for part in group.parts)


def _dead_tolerance(
    version: Version, roots: tuple[Requirement, ...], file: str, lines: Lines
) -> Iterator[Remark]:
    unknown = any(isinstance(root, Total) and root.group.not_established for root in roots)
    if (
        version.tolerance is None or unknown
    ):  # what no source gives may be an amount: then the tolerance is of use
        return
    measured = [
        root
        for root in roots
        if isinstance(root, Spread) or (isinstance(root, Total) and root.group.at_least is not None)
    ]
    in_parts = any(isinstance(root, Total) and any(map(_asks, root.group.parts)) for root in measured)
    if not measured:
        why = "none of the requirements asks an amount, so there is no average"
    elif version.tolerance.percent == 100 and not in_parts:
        why = "whoever reaches all of every amount meets the norm"
    else:
        return
    words, line = f"the tolerance does nothing: {why}", lines.entry(version.since, "tolerance")
    yield Remark("dead-tolerance", file, line, words, "leave it out, or change it", version.since)


def _dead_relief(version: Version, file: str, lines: Lines) -> Iterator[Remark]:
    taken: frozenset[str] = frozenset()
    for index, rule in enumerate(version.relief):
        if rule.kinds <= taken:
            words = f"relief {index + 1} does nothing: earlier rules take {', '.join(sorted(rule.kinds))}"
            line = lines.entry(version.since, "relief", index)
            yield Remark(
                "dead-relief", file, line, words, "put it first, or leave it out", version.since, "", index
            )
        taken |= rule.kinds
    taken = frozenset()
    for index, effect in enumerate(version.measures):
        if effect.kinds <= taken:
            words = f"measure {index + 1} does nothing: earlier ones take {', '.join(sorted(effect.kinds))}"
            line = lines.entry(version.since, "measures", index)
            yield Remark(
                "dead-measure", file, line, words, "put it first, or leave it out", version.since, "", index
            )
        taken |= effect.kinds


def _dead_decrees(norm: Norm, version: Version, file: str, lines: Lines) -> Iterator[Remark]:
    for index, decree in enumerate(version.decrees):
        if decree.ends_from >= decree.ends_before:
            why = f"no period ends from {decree.ends_from} and before {decree.ends_before}"
        elif not decree.months and not decree.days:
            why = "it extends by nothing"
        elif norm.period is None:
            why = "this norm has no period to extend"
        else:
            continue
        line = lines.entry(version.since, "decrees", index)
        words = f"decree {index + 1} does nothing: {why}"
        yield Remark(
            "dead-decree", file, line, words, "correct it, or leave it out", version.since, "", index
        )
