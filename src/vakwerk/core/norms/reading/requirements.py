"""Requirements: one form per entry. Ids come from the file's own words, so that a lawyer can point at them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Literal, cast

from vakwerk.core.amounts import Unit
from vakwerk.core.norms.conditions import Condition, KindIn, NotCountedEarlier
from vakwerk.core.norms.model import (
    AdmittedBy,
    AgeIs,
    AllOf,
    AnyOf,
    Cap,
    DeclarationMade,
    DocumentSeen,
    FirstPeriod,
    Group,
    HoldingHeld,
    IfThen,
    RecognitionHeld,
    Requirement,
    Spread,
    Text,
    Total,
    Weight,
)
from vakwerk.core.norms.reading.conditions import (
    ACTIVITY_FILTERS,
    FILTER_KEYS,
    HOLDING_FILTERS,
    WORK_FILTERS,
    read_conditions,
    spread_out,
)
from vakwerk.core.norms.reading.nodes import Node
from vakwerk.core.norms.reading.reader import Reader

MODIFIERS = ("name", "title", "source")
SUM_FORMS = ("activities", "learning", "reflection", "work")
FORMS = (
    "all", "any", "some", "if", *SUM_FORMS, "spread", "document", "holding", "declaration", "recognition", "age",
    "first_period", "admitted_by",
)  # fmt: skip
GROUP_KEYS = ("at_least", "counts_up_to", "of_which", "name", "title", "source", "exclusive", "pro_rata")
ROOT_KEYS: dict[str, tuple[str, ...]] = {
    "activities": ("weights", "net_of", "per_fact_up_to"),
    "work": ("basis", "lost_before_gap"),
}
SPREAD_KEYS = ("at_least", "weekly_at_least")
SUM_UNITS = (Unit.MINUTES, Unit.POINTS, Unit.PIECES)

Facts = Literal["activities", "work"]


class _Names:
    """Gives each requirement below one parent an id of its own."""

    def __init__(self, prefix: str) -> None:
        self.prefix, self.used = prefix, set[str]()

    def take(self, own: str) -> str:
        found, number = own, 2
        while found in self.used:
            found, number = f"{own}-{number}", number + 1
        self.used.add(found)
        return f"{self.prefix}.{found}" if self.prefix else found


def read_requirement(reader: Reader, node: Node, names: _Names | None = None) -> Requirement | None:
    """One requirement. Returns None after recording what is wrong."""
    names = names or _Names("")
    found = reader.keys(node, (*FORMS, "then", *MODIFIERS), "a requirement")
    forms = [form for form in FORMS if form in found]
    if len(forms) != 1:
        written = f"found {' and '.join(forms)}" if forms else f"found {node.describe()}"
        reader.fault(node, f"a requirement has exactly one form, {written}", f"use one of {', '.join(FORMS)}")
        return None
    form, body = forms[0], found[forms[0]]
    name = reader.slug(found["name"], "name") if "name" in found else None
    title = reader.text(found.get("title"), "title")
    if form in SUM_FORMS:
        if "source" in found:
            reader.fault(
                found["source"], f"the source of a sum stands inside '{form}'", "move it one level in"
            )
        return _read_total(reader, form, body, names, name, title)
    own_id = names.take(name or form.replace("_", "-"))
    made = _READERS[form](reader, own_id, title, node, found, body)
    source = reader.source(found.get("source"))
    return made if made is None or source is None else replace(made, source=source)


def _several(reader: Reader, own_id: str, body: Node, where: str) -> tuple[Requirement, ...]:
    inner = _Names("" if own_id == "all" else own_id)
    inner.used.add("all")  # the root leaves its name out of its children's, so that none of them may bear it
    made = [read_requirement(reader, item, inner) for item in reader.items(body, where)]
    return tuple(item for item in made if item is not None)


_Read = Callable[[Reader, str, Text | None, Node, Mapping[str, Node], Node], Requirement | None]


def _all(r: Reader, i: str, t: Text | None, n: Node, _: Mapping[str, Node], b: Node) -> Requirement:
    return AllOf(i, t, n.line, _several(r, i, b, "all"))


def _any(r: Reader, i: str, t: Text | None, n: Node, _: Mapping[str, Node], b: Node) -> Requirement:
    return AnyOf(i, t, n.line, 1, _several(r, i, b, "any"))


def _some(r: Reader, i: str, t: Text | None, n: Node, _: Mapping[str, Node], b: Node) -> Requirement | None:
    found = r.keys(b, ("at_least", "of"), "some")
    items = _several(r, i, found["of"], "of") if "of" in found else ()
    number = r.number(found.get("at_least"), "at_least", 1, max(1, len(items)))
    if number is None or not items:
        r.fault(b, "some needs 'at_least: N' and 'of: [...]'")
        return None
    return AnyOf(i, t, n.line, number, items)


def _if(r: Reader, i: str, t: Text | None, n: Node, found: Mapping[str, Node], b: Node) -> Requirement | None:
    if "then" not in found:
        r.fault(n, "'if' needs 'then' beside it")
        return None
    below = _Names(i)
    condition = read_requirement(r, b, _Names(below.take("when")))
    then = read_requirement(r, found["then"], below)
    return None if condition is None or then is None else IfThen(i, t, n.line, condition, then)


def _spread(r: Reader, i: str, t: Text | None, n: Node, _: Mapping[str, Node], b: Node) -> Requirement | None:
    found = r.keys(b, (*SPREAD_KEYS, *FILTER_KEYS["work"]), "spread")
    least = r.amount(found.get("at_least"), "at_least", (Unit.MONTHS,))
    weekly = r.amount(found.get("weekly_at_least"), "weekly_at_least", (Unit.MINUTES,))
    if weekly is not None and not 0 < weekly.value <= 168 * 60:
        r.fault(found["weekly_at_least"], "a week has 168 hours", "write 'weekly_at_least: 16 hours'")
    if least is None:
        r.fault(b, "spread needs 'at_least: N months'")
        return None
    conditions = read_conditions(r, found, WORK_FILTERS)
    return Spread(i, t, n.line, conditions, least.value, None if weekly is None else weekly.value)


def _document(
    r: Reader, i: str, t: Text | None, n: Node, _: Mapping[str, Node], b: Node
) -> Requirement | None:
    found = r.keys(b, ("kind", "valid", "max_age", "scope"), "document")
    kinds = r.terms(found.get("kind"), "document_kinds", "kind")
    if len(kinds) != 1:
        r.fault(b, "document needs one kind")
        return None
    age = r.amount(found.get("max_age"), "max_age", (Unit.MONTHS,))
    return DocumentSeen(
        i, t, n.line, kinds[0],
        throughout=r.choice(found.get("valid"), ("on_date", "throughout"), "valid", "on_date") == "throughout",
        max_age_months=None if age is None else age.value,
        scope=frozenset(r.word(item, "scope") for item in r.items(found.get("scope"), "scope")),
    )  # fmt: skip


def _holding(r: Reader, i: str, t: Text | None, n: Node, _: Mapping[str, Node], b: Node) -> Requirement:
    found = r.keys(b, FILTER_KEYS["holdings"], "holding")
    return HoldingHeld(i, t, n.line, read_conditions(r, found, HOLDING_FILTERS))


def _declaration(
    r: Reader, i: str, t: Text | None, n: Node, _: Mapping[str, Node], b: Node
) -> Requirement | None:
    found = r.keys(b, ("kind", "about"), "declaration")
    kinds = r.terms(found.get("kind"), "declaration_kinds", "kind")
    if len(kinds) != 1:
        r.fault(b, "declaration needs one kind")
        return None
    return DeclarationMade(
        i, t, n.line, kinds[0], r.word(found["about"], "about") if "about" in found else None
    )


def _recognition(
    r: Reader, i: str, t: Text | None, n: Node, _: Mapping[str, Node], b: Node
) -> Requirement | None:
    found = r.keys(b, ("norm",), "recognition")
    norm = r.slug(found.get("norm"), "norm")
    if not norm:
        r.fault(b, "recognition needs 'norm: its-id'")
        return None
    return RecognitionHeld(i, t, n.line, norm)


def _age(r: Reader, i: str, t: Text | None, n: Node, _: Mapping[str, Node], b: Node) -> Requirement | None:
    found = r.keys(b, ("at_least", "under"), "age")
    least = r.number(found.get("at_least"), "at_least", 0, 130)
    under = r.number(found.get("under"), "under", 1, 130)
    if least is None and under is None:
        r.fault(b, "age needs 'at_least: N' or 'under: N', in full years")
        return None
    return AgeIs(i, t, n.line, least, under)


def _first_period(r: Reader, i: str, t: Text | None, n: Node, _: Mapping[str, Node], b: Node) -> Requirement:
    if not r.flag(b, "first_period", default=True):
        r.fault(b, "only 'first_period: true' exists")
    return FirstPeriod(i, t, n.line)


def _admitted_by(r: Reader, i: str, t: Text | None, n: Node, _: Mapping[str, Node], b: Node) -> Requirement:
    return AdmittedBy(i, t, n.line, frozenset(r.terms(b, "admission_routes", "admitted_by")))


_READERS: dict[str, _Read] = {
    "all": _all, "any": _any, "some": _some, "if": _if, "spread": _spread, "document": _document, "holding": _holding,
    "declaration": _declaration, "recognition": _recognition, "age": _age, "first_period": _first_period,
    "admitted_by": _admitted_by,
}  # fmt: skip


# --- sums -----------------------------------------------------------------------------------------------------------


def _read_total(
    reader: Reader, form: str, body: Node, names: _Names, name: str | None, title: Text | None
) -> Requirement | None:
    facts: Facts = "work" if form == "work" else "activities"
    units: list[tuple[Node, Unit]] = []
    group = _read_group(reader, body, facts, form, names, (), units, ROOT_KEYS[facts], name, title)
    allowed = SUM_UNITS if facts == "activities" else (Unit.MINUTES,)
    kinds = {unit for _, unit in units}
    if len(kinds) > 1:
        reader.fault(
            body,
            f"one sum can not mix {' and '.join(sorted(k.value for k in kinds))}",
            "use one unit throughout",
        )
    unit = units[0][1] if units else Unit.MINUTES
    if unit not in allowed:
        reader.fault(body, f"a sum of {facts} can not be in {unit.value}")
    found = body.mapping or {}
    gap = reader.amount(found.get("lost_before_gap"), "lost_before_gap", (Unit.MONTHS,))
    limit = reader.amount(found.get("per_fact_up_to"), "per_fact_up_to", (unit,))
    return Total(
        group.id, group.title, body.line, facts, group, unit,
        weights=tuple(_read_weight(reader, item, unit) for item in reader.items(found.get("weights"), "weights")),
        remote_excluded=tuple(
            read_conditions(reader, reader.keys(item, ("kind",), "net_of"), ACTIVITY_FILTERS)
            for item in reader.items(found.get("net_of"), "net_of")
        ),
        per_fact=None if limit is None else limit.value,
        lost_before_gap_months=None if gap is None else gap.value,
        basis=_read_basis(reader, found.get("basis"), group),
        source=group.source,
    )  # fmt: skip


def _read_group(
    reader: Reader, body: Node, facts: Facts, form: str | None, names: _Names, above: tuple[Condition, ...],
    units: list[tuple[Node, Unit]], extra: tuple[str, ...], name: str | None, title: Text | None,
) -> Group:  # fmt: skip
    filters = ACTIVITY_FILTERS if facts == "activities" else WORK_FILTERS
    found = reader.keys(body, (*GROUP_KEYS, *extra, *FILTER_KEYS[facts]), form or "of_which")
    name = reader.slug(found["name"], "name") if "name" in found else name
    own_id = names.take(name or form or _own_word(found))
    family: tuple[Condition, ...] = ()
    if form in ("learning", "reflection"):
        family = (KindIn(spread_out("activity_kinds", (form,)), (form,)),)
    own = (*family, *read_conditions(reader, found, filters))
    own = _exclusive(reader, found.get("exclusive"), above, own)
    at_least, established = None, True
    if "at_least" in found and found["at_least"].scalar == "not_established":
        established = False
    elif "at_least" in found:
        amount = reader.amount(found["at_least"], "at_least", SUM_UNITS)
        if amount is not None:
            at_least = amount.value
            units.append((found["at_least"], amount.unit))
    parts, inner = [], _Names(own_id)
    for item in reader.items(found.get("of_which"), "of_which"):
        wrapped = [key for key in SUM_FORMS if item.mapping and list(item.mapping) == [key] and key != "work"]
        part_body, part_form = (
            (item.mapping[wrapped[0]], wrapped[0]) if item.mapping and wrapped else (item, None)
        )
        parts.append(
            _read_group(reader, part_body, facts, part_form, inner, (*above, *own), units, (), None, None)
        )
    return Group(
        own_id, reader.text(found.get("title"), "title") or title, body.line, own, at_least, not established,
        _read_cap(reader, found.get("counts_up_to"), units), name or form or _own_word(found),
        reader.flag(found.get("pro_rata"), "pro_rata", default=False), tuple(parts),
        source=reader.source(found.get("source")),
    )  # fmt: skip


def _own_word(found: Mapping[str, Node]) -> str:
    for key in (*ACTIVITY_FILTERS, *WORK_FILTERS):
        if key in found:
            node = found[key]
            words = (
                [item.scalar or "" for item in node.items] if node.items is not None else [node.scalar or ""]
            )
            return (
                key.replace("_", "-")
                if words in (["true"], ["false"])
                else re.sub(r"[^a-z0-9]+", "-", "-".join(words).lower())
            )
    return "part"


def _exclusive(
    reader: Reader, node: Node | None, above: tuple[Condition, ...], own: tuple[Condition, ...]
) -> tuple[Condition, ...]:
    if node is None:
        return own
    name = reader.slug(node, "exclusive")
    earlier = cast(list[tuple[Condition, ...]], reader.taken.setdefault(name, []))
    guarded = (*own, NotCountedEarlier(name, tuple(earlier))) if earlier else own
    earlier.append((*above, *own))
    return guarded


def _read_cap(reader: Reader, node: Node | None, units: list[tuple[Node, Unit]]) -> Cap | None:
    if node is None:
        return None
    match = re.fullmatch(r"(\d{1,3}) percent of \[([a-z0-9, -]+)\]", reader.word(node, "counts_up_to"))
    if match is not None:
        return Cap(percent=int(match[1]), of=tuple(name.strip() for name in match[2].split(",")))
    amount = reader.amount(node, "counts_up_to", SUM_UNITS)
    if amount is None:
        return None
    units.append((node, amount.unit))
    return Cap(amount=amount)


def _read_weight(reader: Reader, node: Node, unit: Unit) -> Weight:
    found = reader.keys(node, ("by", "counts_as", *FILTER_KEYS["activities"]), "weights")
    conditions = read_conditions(reader, found, ACTIVITY_FILTERS)
    if "counts_as" in found:
        fixed = reader.amount(found["counts_as"], "counts_as", (unit,))
        return Weight(conditions, fixed=0 if fixed is None else fixed.value)
    written = reader.word(found.get("by"), "by")
    try:
        ratio = Fraction(written)
        if not 0 <= ratio <= 100 or ratio.denominator > 1000:
            raise ValueError(written)
    except (ValueError, ZeroDivisionError):
        reader.fault(node, f"'{written}' is not a weight", "write 'by: 4', 'by: 1.5' or 'by: 2/3'")
        ratio = Fraction(1)
    return Weight(conditions, ratio.numerator, ratio.denominator)


def _read_basis(reader: Reader, node: Node | None, group: Group) -> str:
    """How the owner arrives at the total: "16 hours a week over 210.5 weeks"; the product must be the total."""
    if node is None:
        return ""
    written = reader.word(node, "basis")
    match = re.fullmatch(r"(\d+(?:\.\d+)?) hours a week over (\d+(?:\.\d+)?) weeks", written)
    if match is None:
        reader.fault(node, f"'{written}' is not a basis", "write '16 hours a week over 210.5 weeks'")
    elif group.at_least is not None and Fraction(match[1]) * Fraction(match[2]) * 60 != group.at_least:
        reader.fault(node, "the basis does not multiply to the total", f"{match[1]} × {match[2]} hours")
    return written
