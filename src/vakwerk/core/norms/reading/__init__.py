"""From a norm file to a `Norm`: `read_norm(text, file)`; every fault at once, each with its line and a suggestion."""

from __future__ import annotations

from datetime import date

from vakwerk.core import vocabulary
from vakwerk.core.amounts import Amount, Unit
from vakwerk.core.norms.checks import check_norm
from vakwerk.core.norms.faults import Fault, UnreadableNorm
from vakwerk.core.norms.model import Gives, Norm, PeriodRule, Text
from vakwerk.core.norms.reading.adjustments import check_adjustments, read_adjustments
from vakwerk.core.norms.reading.nodes import Node, nodes_from_data, nodes_from_text
from vakwerk.core.norms.reading.reader import Reader
from vakwerk.core.norms.reading.versions import DAYS_OR_MONTHS, duration_months, read_transition, read_version

__all__ = ["Fault", "UnreadableNorm", "norm_from_data", "read_norm"]

NORM_KEYS = (
    "norm", "kind", "title", "owner", "status", "checked_on", "adjustable", "period", "chosen_by", "versions",
    "transition", "gives", "summary", "country", "silence",
)  # fmt: skip
PERIOD_KEYS = (
    "length", "starts", "submit_from", "submit_by", "remind", "if_submitted_in_time", "grace", "if_late",
)  # fmt: skip
SILENCE_KEYS = ("counts_after",)
KINDS = ("re-registration", "admission", "exemption", "award", "funding")
STATUSES = ("official", "transcribed", "example")
CLOCKS = ("period_start", "period_end", "assessed_on")


def read_norm(text: str, file: str = "norm.yaml") -> Norm:
    """Read one norm file. Raises UnreadableNorm with every fault."""
    return _read(nodes_from_text(text, file), text, file)


def norm_from_data(data: object, text: str = "") -> Norm:
    """The same from Python data. Raises UnreadableNorm."""
    return _read(nodes_from_data(data), text, "data")


def _read(root: Node, text: str, file: str) -> Norm:
    reader = Reader(file)
    found = reader.keys(root, NORM_KEYS, "a norm")
    for key in ("norm", "title", "owner", "status", "checked_on", "versions"):
        if key not in found:
            reader.fault(root, f"'{key}' is missing")
    made = [(item, read_version(reader, item)) for item in reader.items(found.get("versions"), "versions")]
    versions = {version.since: version for _, version in made if version is not None}
    if len(versions) < len(made) and not reader.faults:
        reader.fault(found["versions"], "two versions begin on the same date")
    transition = tuple(
        line
        for item in reader.items(found.get("transition"), "transition")
        if (line := read_transition(reader, item, versions)) is not None
    )
    kind = reader.choice(found.get("kind"), KINDS, "kind", "re-registration")
    norm = Norm(
        id=reader.slug(found.get("norm"), "norm"),
        kind=kind,  # type: ignore[arg-type]  # choice() only returns members of KINDS
        title=reader.text(found.get("title"), "title") or Text("", ""),
        owner=reader.word(found.get("owner"), "owner"),
        status=reader.choice(found.get("status"), STATUSES, "status", "example"),  # type: ignore[arg-type]  # idem
        checked_on=reader.day(found.get("checked_on"), "checked_on") or date.min,
        adjustable=_all_adjustable(reader, found.get("adjustable")),
        period=_read_period(reader, found.get("period")),
        chosen_by=reader.choice(found.get("chosen_by"), CLOCKS, "chosen_by", "assessed_on"),  # type: ignore[arg-type]
        versions=tuple(sorted(versions.values(), key=lambda version: version.since)),
        transition=transition,
        gives=_read_gives(reader, found.get("gives")),
        summary=reader.text(found.get("summary"), "summary"),
        country=reader.choice(found.get("country"), vocabulary.terms("countries"), "country", "nl"),
        silence_days=_read_silence(reader, found.get("silence")),
        adjustments=read_adjustments(reader, found.get("adjustable")),
        text=text,
    )
    if kind == "re-registration" and norm.period is None:
        reader.fault(root, "a re-registration norm needs 'period'", "write period: {length: 5 years, …}")
    if not reader.faults:
        reader.faults.extend(check_norm(norm, file))
        reader.faults.extend(check_adjustments(norm, file))
    if reader.faults:
        raise UnreadableNorm(sorted(reader.faults, key=lambda fault: fault.line))
    return norm


def _all_adjustable(reader: Reader, node: Node | None) -> bool:
    """Whether every figure is meant to be changed; a list says which, and then not all are."""
    return (node is None or node.scalar is not None) and reader.flag(node, "adjustable", default=False)


def _read_period(reader: Reader, node: Node | None) -> PeriodRule | None:
    if node is None:
        return None
    found = reader.keys(node, PERIOD_KEYS, "period")
    length = duration_months(reader, found.get("length"), "length")
    if not length:
        reader.fault(node, "a period needs 'length: N years' or 'length: N months'")
    reminders = (
        reader.amount(item, "remind", DAYS_OR_MONTHS) for item in reader.items(found.get("remind"), "remind")
    )
    starts = reader.choice(
        found.get("starts"), ("submission", "admission", "end_of_last"), "starts", "end_of_last"
    )
    return PeriodRule(
        length_months=length or 60,
        starts=starts,  # type: ignore[arg-type]  # choice() only returns members
        submit_from=_before_end(reader, found.get("submit_from"), "submit_from"),
        submit_by=_before_end(reader, found.get("submit_by"), "submit_by") or Amount(1, Unit.DAYS),
        remind=tuple(amount for amount in reminders if amount is not None),
        if_submitted_in_time=reader.choice(
            found.get("if_submitted_in_time"), ("stays_registered", "not_established"), "if_submitted_in_time",
            "not_established",
        ),
        grace=reader.amount(found.get("grace"), "grace", DAYS_OR_MONTHS),
        if_late=reader.choice(
            found.get("if_late"), ("lapses", "conditional", "not_established"), "if_late", "not_established"
        ),
    )  # fmt: skip


def _before_end(reader: Reader, node: Node | None, where: str) -> Amount | None:
    """A term counted back from the end of the period: "1 day before end"."""
    if node is None:
        return None
    written = reader.word(node, where)
    if not written.endswith(" before end"):
        reader.fault(node, f"'{written}' does not say before what", "write it as '1 day before end'")
        return None
    return reader.amount(Node(node.line, scalar=written.removesuffix(" before end")), where, DAYS_OR_MONTHS)


def _read_silence(reader: Reader, node: Node | None) -> int | None:
    """After how many days silence counts; None when the norm does not say it."""
    if node is None:
        return None
    found = reader.keys(node, SILENCE_KEYS, "silence")
    term = reader.amount(found.get("counts_after"), "counts_after", (Unit.DAYS,))
    if term is None or term.value < 1:
        reader.fault(node, "silence needs a term of a day or more", "write silence: {counts_after: 14 days}")
        return None
    return term.value


def _read_gives(reader: Reader, node: Node | None) -> Gives | None:
    if node is None:
        return None
    found = reader.keys(node, ("amount", "per", "certainty"), "gives")
    amount = reader.amount(found.get("amount"), "amount", (Unit.EC, Unit.EUROCENTS, Unit.PIECES))
    if amount is None:
        reader.fault(node, "gives needs 'amount: 120 EC' or 'amount: 1000 euro'")
        return None
    return Gives(
        amount,
        reader.choice(found.get("per"), ("once", "calendar_year", "period"), "per", "once"),
        reader.choice(
            found.get("certainty"), ("firm", "usual", "to_be_decided"), "certainty", "to_be_decided"
        ),
    )
