"""What is wrong with a norm that reads well: caps that overlap, minima that cross a cap, gaps in dates, circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise

from vakwerk.core.norms.conditions import (
    Accredited,
    CategoryIn,
    Condition,
    FormIs,
    KindIn,
    KindNotIn,
    LevelAtLeast,
    NotCountedEarlier,
    ProgrammeIs,
    RoleIn,
)
from vakwerk.core.norms.faults import Fault
from vakwerk.core.norms.model import Group, IfThen, Norm, Requirement, Total, Version


def check_norm(norm: Norm, file: str) -> list[Fault]:
    """Every fault within one norm."""
    faults: list[Fault] = []
    for version in norm.versions:
        ids = [node.id for node in version.requires.walk()]
        faults += [
            Fault(file, 1, f"two requirements are called '{twice}'", "give one of them a 'name'")
            for twice in sorted({one for one in ids if ids.count(one) > 1})
        ]
        for node in version.requires.walk():
            if isinstance(node, Total):
                faults.extend(_check_group(node.group, file))
            if isinstance(node, IfThen) and any(isinstance(below, Total) for below in node.condition.walk()):
                faults.append(
                    Fault(
                        file,
                        node.condition.line,
                        "a condition can not be a sum",
                        "ask for a holding or a route",
                    )
                )
        if norm.id in version.met_by:
            faults.append(Fault(file, 1, f"'{norm.id}' can not be met by itself"))
    for earlier, later in pairwise(norm.versions):
        if earlier.until is not None and earlier.until > later.since:
            faults.append(
                Fault(
                    file, 1, f"the versions of {earlier.since} and {later.since} overlap", "leave out 'until'"
                )
            )
    return faults


def check_library(norms: Mapping[str, Norm]) -> list[Fault]:
    """Faults between norms: names that do not exist, and circles of `met_by`."""
    faults: list[Fault] = []
    for norm in norms.values():
        unknown = sorted(norm.names() - set(norms))
        faults += [Fault(f"{norm.id}.yaml", 1, f"'{name}' is not a norm in the library") for name in unknown]
    edges = {norm.id: {n for v in norm.versions for n in v.met_by if n in norms} for norm in norms.values()}
    for start in edges:
        path = _circle(start, edges)
        if path and start == min(path):
            faults.append(
                Fault(f"{start}.yaml", 1, f"met_by goes round: {' → '.join(path)}", "remove one of them")
            )
    return faults


def _circle(start: str, edges: Mapping[str, set[str]]) -> list[str]:
    paths = [[start]]
    seen: set[str] = set()
    while paths:
        path = paths.pop()
        for target in sorted(edges[path[-1]]):
            if target == start:
                return [*path, start]
            if target not in seen:
                seen.add(target)
                paths.append([*path, target])
    return []


def _check_group(group: Group, file: str) -> Iterator[Fault]:
    names = [part.name for part in group.parts]
    for part in group.parts:
        if part.cap is not None and part.cap.percent:
            for name in part.cap.of:
                referred = [other for other in group.parts if other.name == name]
                if len(referred) != 1 or referred[0] is part:
                    yield Fault(
                        file, part.line, f"'{name}' is not one group beside this one", f"known: {names}"
                    )
                elif referred[0].cap is not None and referred[0].cap.percent:
                    yield Fault(
                        file, part.line, f"'{name}' is itself capped by a percentage", "cap only one of them"
                    )
        yield from _check_group(part, file)
    for one, other in combinations(group.parts, 2):
        if one.caps_inside() and other.caps_inside() and not excludes(one.conditions, other.conditions):
            yield Fault(
                file, other.line, f"the caps '{one.id}' and '{other.id}' may overlap",
                "give them filters that no fact can fit both of",
            )  # fmt: skip
        for minimum, capped in ((one, other), (other, one)):
            if minimum.caps_inside() or not capped.caps_inside() or not _demands(minimum):
                continue
            if not excludes(minimum.conditions, capped.conditions):
                yield Fault(
                    file, minimum.line, f"the minimum '{minimum.id}' may cross the cap '{capped.id}'",
                    "put one inside the other, or give them filters that no fact can fit both of",
                )  # fmt: skip


def _demands(group: Group) -> bool:
    return group.at_least is not None or any(_demands(part) for part in group.parts)


def excludes(ones: tuple[Condition, ...], others: tuple[Condition, ...]) -> bool:
    """Whether it is certain that no fact fits both lists of conditions."""
    return any(_pair_excludes(one, other) or _pair_excludes(other, one) for one in ones for other in others)


def _pair_excludes(one: Condition, other: Condition) -> bool:
    match one, other:
        case FormIs(), FormIs():
            return one.form != other.form
        case KindIn(), KindIn():
            return one.kinds.isdisjoint(other.kinds)
        case KindIn(), KindNotIn():
            return one.kinds <= other.kinds
        case RoleIn(), RoleIn():
            return one.roles.isdisjoint(other.roles)
        case ProgrammeIs(), ProgrammeIs():
            return one.programme != other.programme
        case Accredited(), Accredited():
            return one.wanted != other.wanted and not (one.by and other.by)
        case LevelAtLeast(), LevelAtLeast():
            return one.exactly and other.exactly and one.level != other.level
        case CategoryIn(), Accredited():
            return not other.wanted
        case NotCountedEarlier(), _:
            return False
    return False


def monotone(version: Version) -> tuple[bool, str]:
    """Whether more counted facts can never make the outcome worse, and if not, which requirement breaks it.

    A sum, a cap, a minimum, a spread and a document only gain from facts. A condition of `if` that a fact can make
    true switches a requirement on: that is the only way to lose by gaining.
    """
    for node in version.requires.walk():
        if isinstance(node, IfThen) and _switched_by_facts(node.condition):
            return False, node.id
    return True, ""


def _switched_by_facts(condition: Requirement) -> bool:
    return any(
        type(node).__name__ not in ("AllOf", "AnyOf", "FirstPeriod", "AdmittedBy", "AgeIs")
        for node in condition.walk()
    )
