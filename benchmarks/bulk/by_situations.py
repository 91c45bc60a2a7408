"""OpenFisca-core as its documentation begins: a situation in which every fact and person stands by name.

    python -m bulk.by_situations POPULATION OUT

Decides only about the last people of the first part, some at a time: what building a situation takes grows with the
square of the facts in it, so one situation of a whole part would never be finished.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from openfisca_core.simulations import SimulationBuilder

from bulk.by_openfisca import answers, inputs
from bulk.fisca_system import KINDS, system
from bulk.task import COLUMNS, task_given

PEOPLE, AT_ONCE = 500, 20
FORMS = ("unknown", "formal", "informal")
ALWAYS = "ETERNITY"


def situation(people: np.ndarray, facts: dict[str, np.ndarray], own: dict[str, np.ndarray]) -> dict[str, Any]:
    """The dictionary that `build_from_entities` reads."""
    owner = np.searchsorted(people, facts["person"])
    members: list[list[str]] = [[] for _ in people]
    rows: dict[str, Any] = {}
    names = [name for name in facts if name != "person"]
    listed = {name: _plain(name, facts[name]) for name in names}
    for row, person in enumerate(owner.tolist()):
        members[person].append(f"f{row}")
        rows[f"f{row}"] = {name: {ALWAYS: listed[name][row]} for name in names}
    said = {name: _plain(name, values) for name, values in own.items()}
    groups = {
        f"p{place}": {"own": members[place], **{name: {ALWAYS: said[name][place]} for name in said}}
        for place in range(len(people))
    }
    return {"facts": rows, "professionals": groups}


def _plain(name: str, values: np.ndarray) -> list[Any]:
    if name == "kind":
        return [KINDS[place].replace("-", "_") for place in values.tolist()]
    if name == "form":
        return [FORMS[place] for place in values.tolist()]
    if values.dtype.kind == "M":
        return values.astype(str).tolist()
    return list(values.tolist())


def main() -> None:
    """Decide about the last people of the part, some at a time."""
    with task_given() as task:
        part = task.parts[0]
        people, facts, own = inputs(task, part)
        norm, found = system(), []
        for first in range(max(0, len(people) - PEOPLE), len(people), AT_ONCE):
            some = slice(first, first + AT_ONCE)
            kept = (facts["person"] >= people[some][0]) & (facts["person"] <= people[some][-1])
            theirs = {name: values[some] for name, values in own.items()}
            told = situation(people[some], {name: values[kept] for name, values in facts.items()}, theirs)
            simulation = SimulationBuilder().build_from_entities(norm, told)
            columns = answers(simulation, people[some], theirs)
            found.append(pa.table({name: columns[name] for name in COLUMNS}))
        pq.write_table(pa.concat_tables(found), task.written(part), compression="zstd")


if __name__ == "__main__":
    main()
