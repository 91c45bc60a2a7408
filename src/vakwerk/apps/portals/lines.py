"""Between the tables of this app and the core: sheets as data, lines as rows, and what a line is beside the dossier."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from vakwerk.apps.dossier.names import KIND_OF
from vakwerk.apps.portals.models import Import, ImportLine
from vakwerk.core.dossier import Activity, Dossier, Fact, Recognition, to_data, value_from_data
from vakwerk.core.dossier.values import LIST_OF
from vakwerk.core.exchange.header import Table, find_table
from vakwerk.core.exchange.lines import Proposal, propose
from vakwerk.core.exchange.mapping import ColumnMapping, guess, mapping_from, with_words
from vakwerk.core.exchange.matching import Match, match_lines
from vakwerk.core.exchange.tables import Remark, Row, Sheet

_TYPE_OF: dict[str, type[Fact]] = {name: kind for kind, name in LIST_OF.items()}


def fact_id_of(import_id: uuid.UUID, number: int) -> str:
    """The id of the fact a line becomes: always the same, so that a line is never taken over twice."""
    return str(uuid.uuid5(import_id, str(number)))


def sheets_as_data(sheets: Iterable[Sheet]) -> list[dict[str, Any]]:
    """Sheets as plain data, to be kept until the import is finished."""
    return [
        {
            "name": sheet.name,
            "rows": [[row.line, list(row.cells)] for row in sheet.rows],
            "remarks": [[one.code, list(one.lines), one.text] for one in sheet.remarks],
        }
        for sheet in sheets
    ]


def sheets_of(batch: Import) -> list[Sheet]:
    """The sheets of an import."""
    return [
        Sheet(
            raw["name"],
            tuple(Row(line, tuple(cells)) for line, cells in raw["rows"]),
            tuple(Remark(code, tuple(on), text) for code, on, text in raw["remarks"]),
        )
        for raw in batch.sheets
    ]


def table_of(batch: Import, today: dt.date) -> Table:
    """The table in the sheet that was chosen."""
    return find_table(sheets_of(batch)[batch.sheet], today)


def first_mapping(table: Table, known: Mapping[str, Any] | None, today: dt.date) -> ColumnMapping:
    """The mapping to begin with: as it was read before, else the likeliest."""
    guessed = guess(table, today)
    if known is None:
        return guessed
    before = mapping_from(known, len(table.headings))
    return with_words(replace(before, orders={**guessed.orders, **before.orders}), table)


def of_table(
    batch: Import,
    table: Table,
    mapping: ColumnMapping,
    existing: Sequence[Activity],
    today: dt.date,
    done: Collection[int],
) -> list[ImportLine]:
    """Every line of a table as a row, compared with what is there; lines that were taken over are left out."""
    ours = {fact_id_of(batch.pk, number) for number in done}
    proposals = [
        (row, propose(row, mapping, fact_id=fact_id_of(batch.pk, row.line), today=today))
        for row in table.rows
        if row.line not in done
    ]
    beside = match_lines(
        ((row.line, one.activity) for row, one in proposals if one.activity is not None),
        [activity for activity in existing if activity.id not in ours],
    )
    rows = []
    for row, proposal in proposals:
        # What a portal refused is no history to bring along, and from a calendar only what somebody ticks is taken.
        wanted = batch.kind != "calendar" and proposal.status != "rejected"
        line = ImportLine(batch=batch, number=row.line, cells=list(row.cells), taken=wanted)
        fill(line, proposal)
        if row.line in beside:
            compare(line, beside[row.line])
        rows.append(line)
    return rows


def fill(line: ImportLine, proposal: Proposal) -> None:
    """What a line would become, or why it can not."""
    line.fact = to_data(proposal.activity) if proposal.activity is not None else {}
    line.faults = [[one.code, one.field, one.value, one.column] for one in proposal.faults]
    line.status = proposal.status
    line.extras = [list(extra) for extra in proposal.extras]
    line.state = "fault" if proposal.activity is None else "new"
    line.match, line.match_line = "", None


def compare(line: ImportLine, match: Match) -> None:
    """What a line is beside the dossier and the lines before it."""
    line.state = match.state.value
    line.match = match.other.id if match.other is not None and match.line is None else ""
    line.match_line = match.line


def activity_of(line: ImportLine) -> Activity:
    """The activity a line proposes."""
    return value_from_data(Activity, line.fact)


def fact_of(line: ImportLine) -> Fact:
    """The fact a line proposes, of whatever kind."""
    kind = next(kind for kind, name in KIND_OF.items() if name == line.of_kind)
    return value_from_data(kind, line.fact)


def of_dossier(
    batch: Import, facts: Sequence[tuple[str, Mapping[str, object]]], dossier: Dossier
) -> list[ImportLine]:
    """The facts of a dossier that was brought along, one a line, compared with what is there."""
    read: list[tuple[int, Fact]] = []
    for number, (name, data) in enumerate(facts, 1):
        fact = value_from_data(_TYPE_OF[name], dict(data))
        read.append(
            (number, replace(fact, id=fact_id_of(batch.pk, number), recorded_at=None, withdrawn_at=None))
        )
    beside = match_lines(
        ((number, fact) for number, fact in read if isinstance(fact, Activity)), dossier.activities
    )
    held = {recognition.norm: recognition.id for recognition in dossier.recognitions}
    there = {replace(fact, id="", recorded_at=None): fact.id for fact in dossier.facts()}
    rows = []
    for number, fact in read:
        line = ImportLine(
            batch=batch, number=number, fact=to_data(fact), of_kind=KIND_OF[type(fact)], state="new"
        )
        if number in beside:
            compare(line, beside[number])
        else:
            known = held.get(fact.norm) if isinstance(fact, Recognition) else there.get(replace(fact, id=""))
            if known:
                line.state, line.match = "same", known
        rows.append(line)
    return rows
