"""The same with OpenFisca-core: part by part, two processes; read and written with pyarrow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.simulations import SimulationBuilder

from bulk.fisca_system import DECIDED, KINDS, UNKNOWN, Form, Kind, system
from bulk.in_two import decide_all
from bulk.task import (
    AFTER,
    AS_IF_SINCE,
    COLUMNS,
    FORMAL_MINUTES,
    LEARNING_MINUTES,
    NEVER,
    NORM,
    ON,
    REFLECTION_MINUTES,
    REQUIREMENTS,
    Task,
)

PLACES = {name: place for place, name in enumerate(KINDS)}
NUMBERS = ("minutes", "minutes_at_a_distance", "sessions")


def _read(task: Task, table: str, part: str, columns: list[str]) -> pa.Table:
    words = [name for name in columns if name in ("kind", "form")]
    return pq.read_table(task.table(table, part), columns=columns, read_dictionary=words)


def _days(column: pa.ChunkedArray, unknown: object) -> np.ndarray:
    return column.fill_null(pa.scalar(unknown, pa.date32())).to_numpy().astype("datetime64[D]")


def _ints(column: pa.ChunkedArray, unknown: int = 0) -> np.ndarray:
    return column.fill_null(unknown).to_numpy()


def _places(column: pa.ChunkedArray, places: dict[str, int], other: int) -> np.ndarray:
    found = []
    for chunk in column.chunks:
        known = np.array([places.get(word, other) for word in chunk.dictionary.to_pylist()], dtype="int16")
        codes = chunk.indices.fill_null(len(known)).to_numpy(zero_copy_only=False)
        found.append(np.append(known, np.int16(other))[codes])
    return np.concatenate(found) if found else np.zeros(0, "int16")


def facts_of(task: Task, part: str, people: np.ndarray) -> dict[str, np.ndarray]:
    """All facts under each other: activities, certificates, pregnancies, hardship decisions, and one `nothing` each."""
    names = ["person", "kind", "form", "started_on", "completed_on", "minutes", "remote_minutes", "sessions"]
    acts = _read(task, "activities", part, names)
    done = acts["completed_on"]
    begun = pc.coalesce(acts["started_on"], done)
    rows = [
        {
            "person": _ints(acts["person"]),
            "kind": _places(acts["kind"], PLACES, PLACES["other"]),
            "form": _places(acts["form"], {"formal": 1, "informal": 2}, 0),
            "begun_on": _days(begun, NEVER),
            "ended_on": _days(done, NEVER),
            "minutes": _ints(acts["minutes"], UNKNOWN),
            "minutes_at_a_distance": _ints(acts["remote_minutes"]),
            "sessions": _ints(acts["sessions"]),
        }
    ]
    papers = _read(task, "documents", part, ["person", "kind", "issued_on", "until"])
    rows.append(_few(papers.filter(pc.equal(papers["kind"].cast("string"), "vog")), "issued_on", "vog"))
    gone = _read(task, "absences", part, ["person", "kind", "since", "until"])
    rows.append(_few(gone.filter(pc.equal(gone["kind"].cast("string"), "pregnancy")), "since", "pregnancy"))
    taken = _read(task, "hardships", part, ["person", "norm", "requirement", "since", "until"])
    for requirement, kind in DECIDED.items():
        here = pc.and_(pc.equal(taken["norm"], NORM), pc.equal(taken["requirement"], requirement))
        rows.append(_few(taken.filter(here), "since", kind))
    rows.append(_rows(people, "nothing"))
    return {name: np.concatenate([one[name] for one in rows]) for name in rows[0]}


def _few(table: pa.Table, begun: str, kind: str) -> dict[str, np.ndarray]:
    made = _rows(_ints(table["person"]), kind)
    return {
        **made,
        "begun_on": _days(table[begun], NEVER),
        "ended_on": _days(table["until"], NEVER),
    }


def _rows(person: np.ndarray, kind: str) -> dict[str, np.ndarray]:
    size = len(person)
    return {
        "person": person,
        "kind": np.full(size, PLACES[kind], "int16"),
        "form": np.zeros(size, "int16"),
        "begun_on": np.full(size, NEVER, "datetime64[D]"),
        "ended_on": np.full(size, NEVER, "datetime64[D]"),
        "minutes": np.full(size, UNKNOWN),
        "minutes_at_a_distance": np.zeros(size, "int64"),
        "sessions": np.ones(size, "int64"),
    }


def inputs(task: Task, part: str) -> tuple[np.ndarray, dict[str, np.ndarray], dict[str, np.ndarray]]:
    """The people in order, their facts, and what is known of each: whether there is no period, and its ends."""
    people = np.sort(_ints(_read(task, "people", part, ["person"])["person"]))
    held = _read(task, "recognitions", part, ["person", "norm", "period_start", "period_end"])
    held = held.filter(pc.equal(held["norm"], NORM))
    at = np.searchsorted(people, _ints(held["person"]))
    starts = np.full(len(people), AS_IF_SINCE, "datetime64[D]")
    ends = np.full(len(people), AFTER, "datetime64[D]")
    as_if = np.ones(len(people), dtype=bool)
    starts[at], ends[at] = _days(held["period_start"], AS_IF_SINCE), _days(held["period_end"], AFTER)
    as_if[at] = held["period_start"].is_null().to_numpy()
    own = {"as_if": as_if, "window_start": starts, "stored_end": ends}
    return people, facts_of(task, part, people), own


def answers(simulation: Any, people: np.ndarray, own: dict[str, np.ndarray]) -> dict[str, Any]:
    """The columns of the decisions."""

    def of(name: str) -> np.ndarray:
        return simulation.calculate(name, ON.isoformat())

    columns = {
        "person": people,
        "outcome": of("v_all"),
        "starts": own["window_start"],
        "ends": of("window_end"),
    }
    for requirement in REQUIREMENTS:
        columns[requirement] = of(f"v_{requirement.replace('.', '_')}").astype("int8")
    zero = np.zeros(len(people), "int64")
    for requirement, name, need in (
        ("learning", "learning", zero + LEARNING_MINUTES),
        ("learning.formal", "formal", zero + FORMAL_MINUTES),
        ("learning.informal", "informal", None),
        ("reflection", "reflection", zero + REFLECTION_MINUTES),
        ("document", "document", of("document_need").astype("int64")),
    ):
        low = of(f"{name}_low").astype("int64")
        high = low if name == "document" else of(f"{name}_high").astype("int64")
        columns[f"{requirement}:have"], columns[f"{requirement}:have_at_most"] = low, high
        columns[f"{requirement}:need"] = pa.nulls(len(people), pa.int64()) if need is None else need
        columns[f"{requirement}:short"] = zero if need is None else np.maximum(0, need - low)
    return columns


def decide(task: Task, part: str) -> None:
    """One part."""
    people, facts, own = inputs(task, part)
    norm, builder, on = system(), SimulationBuilder(), ON.isoformat()
    builder.create_entities(norm)
    builder.declare_person_entity("fact", np.arange(len(facts["person"])))
    group = builder.declare_entity("professional", people)
    builder.join_with_persons(group, facts["person"], np.zeros(len(facts["person"]), "int64"))
    simulation = builder.build(norm)
    simulation.set_input("kind", on, EnumArray(facts["kind"], Kind))
    simulation.set_input("form", on, EnumArray(facts["form"], Form))
    for name in ("begun_on", "ended_on", *NUMBERS):
        simulation.set_input(name, on, facts[name])
    for name, values in own.items():
        simulation.set_input(name, on, values)
    columns = answers(simulation, people, own)
    table = pa.table({name: columns[name] for name in COLUMNS})
    pq.write_table(table, task.written(part), compression="zstd")


if __name__ == "__main__":
    decide_all(decide)
