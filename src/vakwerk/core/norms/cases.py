"""The cases beside a norm: given a dossier, on a date, expect outcome, shortfalls and the reason a fact did not count.

A case reads like a story. `read_cases` reports every fault with its line, `run_case` says in plain words what differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vakwerk.core.amounts import Amount, NotAnAmount, parse_amount
from vakwerk.core.dossier import Dossier
from vakwerk.core.norms.assessment import Assessment, Outcome, Refusal
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
from vakwerk.core.norms.evaluate import assess
from vakwerk.core.norms.faults import UnreadableNorm
from vakwerk.core.norms.library import Library, UnknownNorm, find
from vakwerk.core.norms.reading.nodes import Node, nodes_from_text
from vakwerk.core.norms.reading.reader import Reader
from vakwerk.core.norms.stories import read_story

CASE_KEYS = ("case", "norm", "on", "dossier", "expect")
OUTCOMES: dict[str, Outcome] = {
    "met": Outcome.MET,
    "not_met": Outcome.NOT_MET,
    "undetermined": Outcome.UNDETERMINED,
}
OUTSIDE = "outside"
"""The reason given to work that lies outside the window or after the date."""

_FILTER_OF: dict[type[Condition], str] = {
    KindIn: "kind", KindNotIn: "except", FormIs: "form", TopicIn: "topic", Accredited: "accredited",
    CategoryIn: "category", Confirmed: "confirmed", ProgrammeIs: "programme", SessionAtLeast: "session_at_least",
    Completed: "completed", RoleIn: "role", LevelAtLeast: "level", SettingIn: "setting", FieldIn: "field",
    NameIs: "name", ShownBy: "shown_by", NotCountedEarlier: "exclusive",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expected:
    """What a case expects; what it does not name is not compared.

    `short`, `have`, `counted`, `surplus`: by requirement, the amount missing, the sum itself, what it adds to its
    parent after its cap, and what the cap leaves over. `requirements`: the outcome of single ones. `why_not`: by fact
    (and requirement, when named) the filter that refused it; `outside` for work outside the window.
    """

    outcome: Outcome
    amounts: tuple[tuple[str, str, Amount], ...] = ()  # (kind, requirement, amount)
    requirements: tuple[tuple[str, Outcome], ...] = ()
    why_not: tuple[tuple[str, str, str], ...] = ()  # (fact, requirement or "", filter)
    window_start: date | None = None
    window_end: date | None = None
    version: date | None = None
    remedy: str | None = None
    remedy_until: date | None = None
    met_by: str | None = None
    notes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One story: a dossier under a norm on a date, and what comes out. `line` is where it stands in its file."""

    name: str
    norm: str
    on: date
    dossier: Dossier
    expect: Expected
    line: int = 0


AMOUNTS = ("short", "have", "counted", "surplus")
EXPECT_KEYS = (
    "outcome", *AMOUNTS, "requirements", "why_not", "window_start", "window_end", "version", "remedy", "remedy_until",
    "met_by", "notes",
)  # fmt: skip


def read_cases(text: str, file: str, norm: str = "") -> tuple[Case, ...]:
    """Read a cases file; `norm` is the norm for cases that name none. Raises UnreadableNorm with every fault."""
    reader = Reader(file)
    root = nodes_from_text(text, file)
    if root.items is None:
        reader.fault(root, "a cases file is a list of cases", "begin with '- case: what happens'")
    cases = tuple(_read_case(reader, node, norm) for node in root.items or ())
    names = [case.name for case in cases]
    for case in cases:
        if names.count(case.name) > 1:
            reader.fault(Node(case.line), f"two cases are called '{case.name}'", "give each its own name")
    if reader.faults:
        raise UnreadableNorm(sorted(set(reader.faults), key=lambda fault: fault.line))
    return cases


def _read_case(reader: Reader, node: Node, norm: str) -> Case:
    found = reader.keys(node, CASE_KEYS, "a case")
    for key in ("case", "on", "expect"):
        if key not in found:
            reader.fault(node, f"a case needs '{key}'")
    norm = reader.slug(found["norm"], "norm") if "norm" in found else norm
    if not norm:
        reader.fault(node, "a case needs a norm", "write 'norm: its-id'")
    return Case(
        name=reader.word(found.get("case"), "case"),
        norm=norm,
        on=reader.day(found.get("on"), "on") or date.min,
        dossier=read_story(reader, found.get("dossier"), norm),
        expect=_read_expected(reader, found.get("expect")),
        line=node.line,
    )


def _outcome(reader: Reader, node: Node | None, where: str) -> Outcome:
    return OUTCOMES[reader.choice(node, OUTCOMES, where, "met")]


def _read_expected(reader: Reader, node: Node | None) -> Expected:
    found = reader.keys(node, EXPECT_KEYS, "expect")
    if node is not None and "outcome" not in found:
        reader.fault(node, "expect needs 'outcome: met', 'not_met' or 'undetermined'")
    amounts = [
        (kind, name, amount)
        for kind in AMOUNTS
        for name, value in _entries(reader, found.get(kind), kind)
        if (amount := _amount(reader, value, kind)) is not None
    ]
    why_not: list[tuple[str, str, str]] = []
    for fact, value in _entries(reader, found.get("why_not"), "why_not"):
        if value.mapping is None:
            why_not.append((fact, "", _filter(reader, value)))
        else:
            why_not += [(fact, name, _filter(reader, one)) for name, one in value.mapping.items()]
    requirements = tuple(
        (name, _outcome(reader, value, name))
        for name, value in _entries(reader, found.get("requirements"), "requirements")
    )
    notes = found.get("notes")
    return Expected(
        outcome=_outcome(reader, found.get("outcome"), "outcome"),
        amounts=tuple(amounts),
        requirements=requirements,
        why_not=tuple(why_not),
        window_start=reader.day(found.get("window_start"), "window_start"),
        window_end=reader.day(found.get("window_end"), "window_end"),
        version=reader.day(found.get("version"), "version"),
        remedy=reader.word(found["remedy"], "remedy") if "remedy" in found else None,
        remedy_until=reader.day(found.get("remedy_until"), "remedy_until"),
        met_by=reader.slug(found["met_by"], "met_by") if "met_by" in found else None,
        notes=None
        if notes is None
        else tuple(reader.word(item, "notes") for item in reader.items(notes, "notes")),
    )


def _entries(reader: Reader, node: Node | None, where: str) -> list[tuple[str, Node]]:
    if node is not None and node.mapping is None:
        reader.fault(node, f"{where} must be a mapping, found {node.describe()}")
    return list(node.mapping.items()) if node is not None and node.mapping is not None else []


def _amount(reader: Reader, node: Node, where: str) -> Amount | None:
    try:
        return parse_amount(reader.word(node, where))
    except NotAnAmount as error:
        reader.fault(node, str(error))
        return None


def _filter(reader: Reader, node: Node) -> str:
    return reader.choice(node, (*_FILTER_OF.values(), OUTSIDE), "why_not", OUTSIDE)


# --- running --------------------------------------------------------------------------------------------------------


def run_case(case: Case, library: Library) -> list[str]:
    """What differs from what the case expects, in plain words; empty when it is as told."""
    try:
        norm = find(library, case.norm)
    except UnknownNorm as error:
        return [str(error)]
    return compare(assess(norm, case.dossier, case.on), case.expect)


def compare(said: Assessment, expected: Expected) -> list[str]:
    """What differs between an assessment and an expectation, in plain words."""
    found: list[str] = []

    def same(what: str, wanted: object, given: object) -> None:
        if wanted != given:
            found.append(f"{what}: expected {wanted}, found {given}")

    same("outcome", expected.outcome.name.lower(), said.outcome.name.lower())
    results = {result.id: result for result in said.result.walk()} if said.result else {}
    for kind, name, amount in expected.amounts:
        if name not in results:
            found.append(f"there is no requirement '{name}'; known: {', '.join(results)}")
            continue
        result = results[name]
        if result.unit is not amount.unit:
            unit = result.unit.value if result.unit else "nothing"
            found.append(f"{name} counts {unit}, not {amount.unit.value}")
            continue
        numbers = {
            "short": result.short,
            "have": result.low,
            "counted": result.value,
            "surplus": result.surplus,
        }
        same(f"{kind} of {name}", str(amount), str(Amount(numbers[kind], amount.unit)))
    for name, outcome in expected.requirements:
        given = results[name].outcome.name.lower() if name in results else "no such requirement"
        same(name, outcome.name.lower(), given)
    for fact, name, reason in expected.why_not:
        same(f"why {fact} does not count{f' for {name}' if name else ''}", reason, _reason(said, fact, name))
    if said.window is not None:
        for what, wanted, given_day in (
            ("window_start", expected.window_start, said.window.start),
            ("window_end", expected.window_end, said.window.end),
        ):
            if wanted is not None:
                same(what, wanted, given_day)
    if expected.version is not None:
        same("version", expected.version, said.used.version.since if said.used else None)
    if expected.remedy is not None:
        same("remedy", expected.remedy, said.remedy.kind if said.remedy else "none")
    if expected.remedy_until is not None:
        same("remedy_until", expected.remedy_until, said.remedy.until if said.remedy else None)
    if expected.met_by is not None:
        same("met_by", expected.met_by, said.subsumed_by or "none")
    if expected.notes is not None:
        same("notes", expected.notes, said.notes)
    return found


def _reason(said: Assessment, fact: str, requirement: str) -> str:
    try:
        result = said.fact(fact)
    except KeyError:
        return "no such fact"
    if not requirement:
        return "it counts" if result.reason is None else filter_of(result.reason)
    for refusal in result.refused:
        if refusal.requirement == requirement:
            return filter_of(refusal)
    return "it counts" if any(c.requirement == requirement for c in result.counted) else "it is not asked"


def filter_of(refusal: Refusal) -> str:
    """The key of the filter that refused a fact, as the norm's file writes it."""
    return OUTSIDE if refusal.condition is None else _FILTER_OF[type(refusal.condition)]


__all__ = ["Case", "Expected", "compare", "filter_of", "read_cases", "run_case"]
