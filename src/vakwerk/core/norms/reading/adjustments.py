"""Reads `adjustable: [{requirement: reflection, from: 20 hours, to: 100 hours, step: 5 hours}, …]`."""

from __future__ import annotations

from vakwerk.core import vocabulary
from vakwerk.core.amounts import Amount, Unit
from vakwerk.core.norms.changes import KEYS, number_of
from vakwerk.core.norms.faults import Fault
from vakwerk.core.norms.model import Adjustment, Norm
from vakwerk.core.norms.reading.nodes import Node
from vakwerk.core.norms.reading.reader import Reader

ADJUSTMENT_KEYS = ("requirement", "key", "from", "to", "step", "choices")
UNITS = (Unit.MINUTES, Unit.POINTS, Unit.PIECES, Unit.MONTHS)


def read_adjustments(reader: Reader, node: Node | None) -> tuple[Adjustment, ...]:
    """What may be moved; empty when the file says only true or false, or nothing."""
    if node is None or node.scalar is not None:
        return ()
    return tuple(_read(reader, item) for item in reader.items(node, "adjustable"))


def _read(reader: Reader, node: Node) -> Adjustment:
    found = reader.keys(node, ADJUSTMENT_KEYS, "adjustable")
    key = reader.choice(found.get("key"), KEYS, "key", "at_least")
    choices = reader.terms(found.get("choices"), "levels", "choices") if key == "level" else ()
    low: Amount | None = None
    high: Amount | None = None
    step: Amount | None = None
    if key == "level":
        if len(choices) < 2:
            reader.fault(node, "a level needs 'choices', at least two", "write choices: [mbo-4, ad, hbo]")
    else:
        low, high, step = (reader.amount(found.get(name), name, UNITS) for name in ("from", "to", "step"))
        if low is None or high is None or step is None:
            reader.fault(node, "say how far it may go", "write from: 20 hours, to: 100 hours, step: 5 hours")
        elif not low.unit is high.unit is step.unit:
            reader.fault(node, "'from', 'to' and 'step' are not in one unit")
        elif low.value >= high.value or step.value < 1:
            reader.fault(node, "'to' must lie above 'from', and 'step' above nothing")
    return Adjustment(
        reader.word(found.get("requirement"), "requirement"), key, low, high, step, choices, node.line
    )


def check_adjustments(norm: Norm, file: str) -> list[Fault]:
    """What is declared adjustable but is not in the latest version, or lies outside its own bounds."""
    faults, latest = [], norm.versions[-1]
    for one in norm.adjustments:
        said = number_of(latest, one.requirement, one.key)
        name = f"{one.requirement}.{one.key}"
        if said is None:
            known = ", ".join(node.id for node in latest.requires.walk())
            faults.append(Fault(file, one.line, f"'{name}' is not in the latest version", f"it has {known}"))
            continue
        now, unit = said
        if one.choices:
            if now not in one.choices and vocabulary.is_term("levels", str(now)):
                faults.append(Fault(file, one.line, f"'{name}' is {now} now, which is not among the choices"))
        elif one.low is not None and one.high is not None and isinstance(now, int):
            if unit is not one.low.unit:
                faults.append(Fault(file, one.line, f"'{name}' is in {unit.value if unit else 'years'}"))
            elif not one.low.value <= now <= one.high.value:
                faults.append(Fault(file, one.line, f"'{name}' lies outside 'from' and 'to' now"))
    return faults
