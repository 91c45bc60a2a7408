"""What the columns of stored decisions are called, and how they become the measures again that they came from.

Of the requirement `learning.formal` there is `learning.formal` (0 not met, 1 undetermined, 2 met) and, when it is a
sum, `learning.formal:have`, `:have_at_most`, `:need` and `:short`, in the smallest unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vakwerk.core.norms.compile import CompiledNorm, CompiledVersion
from vakwerk.core.norms.compile.measures import is_composed, is_sum, numbered
from vakwerk.core.norms.compile.text import day
from vakwerk.core.norms.model import DocumentSeen, IfThen, Requirement


def stored_sql(version: CompiledVersion, on: date, relation: str) -> str:
    """The decisions as they are kept, from a relation that is measured and judged, in order of person."""
    columns = [
        "j.person", "p.id", "CAST(j.outcome AS TINYINT) AS outcome", "j.w_start AS starts", "j.w_end AS ends",
        "j.stored_end", "j.held", "j.as_if", "j.remedy_until", "j.decided", "j.silent", "j.subsumed", "j.born_on",
        "p.profession", "p.level", "p.region", "CAST(w.weekly AS BIGINT) AS weekly_minutes",
    ]  # fmt: skip
    for k, node in numbered(version.version.requires):
        columns.append(f"CAST(v{k} AS TINYINT) AS {quoted(node.id)}")
        if is_sum(node):
            columns.append(f"low_of_{k} AS {quoted(f'{node.id}:have')}")
            columns.append(f"high_of_{k} AS {quoted(f'{node.id}:have_at_most')}")
            columns.append(f"need_of_{k} AS {quoted(f'{node.id}:need')}")
            short = f"CASE WHEN need_of_{k} IS NULL THEN 0 ELSE greatest(0, need_of_{k} - low_of_{k}) END"
            columns.append(f"{short} AS {quoted(f'{node.id}:short')}")
    return (
        f"SELECT {', '.join(columns)} FROM ({relation}) j JOIN people p ON p.person = j.person "
        f"LEFT JOIN ({weekly_sql(on)}) w ON w.person = j.person ORDER BY j.person"
    )


def without_sql(compiled: CompiledNorm, on: date) -> str:
    """The people for whom no version is in force, as they are kept: undetermined, with nothing measured."""
    return (
        "SELECT p.person, p.id, CAST(1 AS TINYINT) AS outcome, b.w_start AS starts, b.stored_end, b.held, p.born_on, "
        f"p.profession, p.level, p.region, CAST(w.weekly AS BIGINT) AS weekly_minutes FROM ({compiled.base_sql}) b "
        f"JOIN people p ON p.person = b.person LEFT JOIN ({weekly_sql(on)}) w ON w.person = b.person "
        "WHERE b.version = -1 ORDER BY p.person"
    )


def weekly_sql(on: date) -> str:
    """Minutes a week that people work on the date; who works unknown hours counts with what is known."""
    at = day(on)
    return (
        f"SELECT person, sum(minutes_per_week) AS weekly FROM work WHERE since <= {at} "
        f"AND (until IS NULL OR {at} < until) GROUP BY person"
    )


def measures_of_stored(version: CompiledVersion, relation: str) -> str:
    """Stored decisions as the measures that `judge_sql` reads.

    The outcome that was decided is called `was`, that of each requirement `known_{k}`.
    """
    columns = [
        "person", "born_on", "held", "as_if", "starts AS w_start", "stored_end", "ends AS w_end", "decided", "silent",
        "subsumed", "profession", "level", "region", "weekly_minutes", "outcome AS was",
    ]  # fmt: skip
    for k, node in numbered(version.version.requires):
        columns.append(f"{quoted(node.id)} AS known_{k}")
        if is_sum(node):
            columns.append(f"{quoted(f'{node.id}:have')} AS low_of_{k}")
            columns.append(f"{quoted(f'{node.id}:have_at_most')} AS high_of_{k}")
            if isinstance(node, DocumentSeen):
                columns.append(f"{quoted(f'{node.id}:need')} AS need_of_{k}")
        elif not is_composed(node):
            columns.append(f"{quoted(node.id)} AS is_{k}")
    return f"SELECT {', '.join(columns)} FROM ({relation})"


def near_sql(version: CompiledVersion, relation: str) -> str:
    """The people in stored decisions of whom a sum lies within one unit of its threshold.

    A sum behind an `if` counts only for whom the condition may hold. A document that must be valid throughout has no
    threshold but the window: near it is who misses one day.
    """
    tests = [f"({test})" for test in _near(version.version.requires, "TRUE")] or ["FALSE"]
    return f"SELECT person FROM ({relation}) WHERE {' OR '.join(tests)} ORDER BY person"


def _near(node: Requirement, applies: str) -> Iterator[str]:
    if isinstance(node, DocumentSeen):
        if node.throughout:
            have, need = quoted(f"{node.id}:have"), quoted(f"{node.id}:need")
            yield f"{applies} AND {have} = {need} - 1"
    elif is_sum(node):
        need = quoted(f"{node.id}:need")
        for bound in ("have", "have_at_most"):
            yield f"{applies} AND abs({quoted(f'{node.id}:{bound}')} - {need}) <= 1"
    if isinstance(node, IfThen):
        yield from _near(node.condition, applies)
        yield from _near(node.then, f"{applies} AND {quoted(node.condition.id)} >= 1")
    else:
        for child in node.children():
            yield from _near(child, applies)


def quoted(name: str) -> str:
    """A column name in SQL."""
    return '"' + name.replace('"', '""') + '"'
