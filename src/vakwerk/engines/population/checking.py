"""Whether the files of a part are what `population.json` says, and whether what is in them can be true."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from vakwerk.core import vocabulary
from vakwerk.core.norms.compile import LAYOUT
from vakwerk.engines.population.faults import PopulationFault
from vakwerk.engines.population.folder import Manifest, Part, sha256_of
from vakwerk.engines.population.statistics import ColumnStatistics, statistics_of

FIRST_DAY, LAST_DAY = "1900-01-01", "9999-01-01"
"""The calendar of a population; days outside it are refused."""
SHOWN = 5
ANEW = "write the population anew"
REPAIR = "repair it where the facts come from and write the population anew"

BOUNDS: dict[str, dict[str, tuple[int, int]]] = {
    "recognitions": {"past": (0, 1000), "last_extended_days": (0, 36_600)},
    "activities": {
        "minutes": (1, 60 * 24 * 366 * 10), "remote_minutes": (0, 60 * 24 * 366 * 10), "sessions": (1, 10_000),
    },
    "work": {"minutes_per_week": (1, 168 * 60)},
    "absences": {"percent": (1, 100)},
}  # fmt: skip
"""Least and greatest value of every number, as in a dossier; within them no sum leaves 64 bits."""

REQUIRED: dict[str, tuple[str, ...]] = {
    "people": ("person",),
    "recognitions": ("person", "norm", "since", "past", "last_extended_days"),
    "activities": ("person", "fact", "kind", "remote_minutes", "sessions", "accredited", "confirmed"),
    "work": ("person", "fact", "role", "since"),
    "absences": ("person", "fact", "kind", "since", "percent"),
    "documents": ("person", "fact", "kind", "issued_on"),
    "declarations": ("person", "fact", "kind", "since"),
    "holdings": ("person", "fact", "kind", "awarded_on"),
    "measures": ("person", "norm", "kind", "since"),
    "hardships": ("person", "norm", "requirement", "since"),
}
"""What may not be empty."""
ENDS_AFTER: dict[str, tuple[tuple[str, str], ...]] = {
    "recognitions": (("period_start", "period_end"), ("since", "until")),
    **dict.fromkeys(("work", "absences", "declarations", "measures", "hardships"), (("since", "until"),)),
    "documents": (("issued_on", "until"),),
    "holdings": (("awarded_on", "until"),),
}
"""Pairs of which the second lies after the first when both are there."""


def check_files(manifest: Manifest, part: Part, *, readable: bool = False) -> list[PopulationFault]:
    """Files of the part that are gone or are not those of the manifest; with `readable` also those that can not be
    read as the table they should be."""
    faults = []
    for table in LAYOUT:
        file, said = manifest.file(part, table), part.tables[table]
        where = f"{table}/{part.name}.parquet"
        if not file.is_file():
            faults.append(PopulationFault(where, "file-missing", "is missing", "put it back"))
        elif file.stat().st_size != said.bytes or sha256_of(file) != said.sha256:
            what = "is not the file that population.json names (another size or hash)"
            faults.append(
                PopulationFault(where, "altered", what, "put the right file back, or write it anew")
            )
        elif readable:
            try:
                duckdb.execute("SELECT bit_xor(hash(COLUMNS(*))) FROM read_parquet(?)", [str(file)])
            except duckdb.Error as error:
                what = f"can not be read as Parquet ({str(error).splitlines()[0]})"
                faults.append(PopulationFault(where, "unreadable", what, ANEW))
    return faults


def check_contents(
    connection: duckdb.DuckDBPyConnection, manifest: Manifest, part: Part
) -> list[PopulationFault]:
    """Every fault in the tables of an opened part, each with some of the people it is about."""
    faults = _columns(connection, part)
    if faults:
        return faults
    for table in LAYOUT:
        said = statistics_of(manifest.file(part, table))
        tests = [*_tests_of_columns(table, said), *_tests_of_rows(table)]
        if tests:
            faults += _broken(connection, table, f"{table}/{part.name}.parquet", tests)
    return faults + _people(connection, part)


Tests = list[tuple[str, str]]
"""What would be wrong, and the SQL that is true of a row of which it is so."""


def _tests_of_columns(table: str, said: Mapping[str, ColumnStatistics]) -> Tests:
    """Tests of single columns, without those that the file's own statistics settle."""
    nothing = ColumnStatistics(False, None)
    tests = [
        (f"{name} is empty", f'"{name}" IS NULL')
        for name in REQUIRED[table]
        if not said.get(name, nothing).filled
    ]
    for name, kind in LAYOUT[table].items():
        if kind == "DATE" and not said.get(name, nothing).within(FIRST_DAY, LAST_DAY):
            outside = f"\"{name}\" NOT BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}'"
            tests.append((f"{name} lies outside {FIRST_DAY} to {LAST_DAY}", outside))
    for name, (low, high) in BOUNDS.get(table, {}).items():
        if not said.get(name, nothing).within(low, high):
            tests.append(
                (f"{name} is not between {low} and {high}", f'"{name}" NOT BETWEEN {low} AND {high}')
            )
    return tests


def _tests_of_rows(table: str) -> Tests:
    tests = [
        (f"{end} does not lie after {start}", f'"{end}" <= "{start}"')
        for start, end in ENDS_AFTER.get(table, ())
    ]
    if table == "recognitions":
        tests.append(("a period has only one of its ends", "(period_start IS NULL) <> (period_end IS NULL)"))
    if table == "activities":
        tests.append(("more time at a distance than in all", "remote_minutes > minutes"))
    if LAYOUT[table].get("level") == "INTEGER":
        known = ", ".join(str(vocabulary.level_number(key)) for key in vocabulary.terms("levels"))
        tests.append(("a level that does not exist", f"level NOT IN ({known})"))
    return tests


TERMS: dict[str, dict[str, str]] = {
    "people": {"level": "levels"},
    "recognitions": {"admitted_by": "admission_routes"},
    "activities": {"kind": "activity_kinds", "form": "forms"},
    "work": {"role": "roles"},
    "absences": {"kind": "absence_kinds"},
    "documents": {"kind": "document_kinds"},
    "declarations": {"kind": "declaration_kinds"},
    "holdings": {"kind": "holding_kinds", "field": "fields"},
    "measures": {"kind": "measure_kinds"},
}
"""Columns of which every word must be a term of this list: a norm would pass over a misspelt one in silence."""


def check_closely(connection: duckdb.DuckDBPyConnection, part: Part) -> list[PopulationFault]:
    """What takes longer to find, and what no run over a population that we wrote needs to look for: words that are no
    terms, ids used twice, activities finished before they began."""
    faults = []
    for table, columns in LAYOUT.items():
        where = f"{table}/{part.name}.parquet"
        tests = []
        for column, terms in TERMS.get(table, {}).items():
            known = ", ".join(f"'{key}'" for key in vocabulary.terms(terms))
            tests.append((f"{column} is no term of '{terms}'", f'"{column}" NOT IN ({known})'))
        if table == "activities":
            tests.append(("finished before it began", "completed_on < started_on"))
        if tests:
            faults += _broken(connection, table, where, tests)
        if "fact" in columns:
            twice = connection.execute(
                f"SELECT person FROM {table} GROUP BY person, fact HAVING count(*) > 1 ORDER BY person LIMIT {SHOWN}"
            ).fetchall()
            if twice:
                what = f"facts of one person with the same id (people {_named(twice)})"
                faults.append(PopulationFault(where, "twice", what, REPAIR))
    return faults


def _columns(connection: duckdb.DuckDBPyConnection, part: Part) -> list[PopulationFault]:
    faults = []
    for table, columns in LAYOUT.items():
        where = f"{table}/{part.name}.parquet"
        found = {row[0]: row[1] for row in connection.execute(f"DESCRIBE {table}").fetchall()}
        for name, kind in columns.items():
            if name not in found:
                faults.append(PopulationFault(where, "columns", f"has no column '{name}'", ANEW))
            elif found[name] != kind:
                faults.append(
                    PopulationFault(where, "columns", f"'{name}' is {found[name]}, not {kind}", ANEW)
                )
        count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        if count is not None and count[0] != part.tables[table].rows:
            what = f"has {count[0]} rows; population.json says {part.tables[table].rows}"
            faults.append(PopulationFault(where, "rows", what, ANEW))
    return faults


def _broken(
    connection: duckdb.DuckDBPyConnection, table: str, where: str, tests: Tests
) -> list[PopulationFault]:
    """One pass over the table for all tests; the people are looked up only when a test fails."""
    counted = ", ".join(f"count(*) FILTER ({test})" for _, test in tests)
    counts = connection.execute(f"SELECT {counted} FROM {table}").fetchone() or ()
    faults = []
    for (what, test), count in zip(tests, counts, strict=True):
        if count:
            rows = connection.execute(
                f"SELECT DISTINCT person FROM {table} WHERE {test} ORDER BY person NULLS FIRST LIMIT {SHOWN}"
            ).fetchall()
            faults.append(
                PopulationFault(
                    where, "impossible", f"{what} in {count} rows (people {_named(rows)})", REPAIR
                )
            )
    return faults


def _people(connection: duckdb.DuckDBPyConnection, part: Part) -> list[PopulationFault]:
    faults = []
    people = f"people/{part.name}.parquet"
    twice = connection.execute(
        "SELECT person FROM people GROUP BY person HAVING count(*) > 1 ORDER BY person"
    ).fetchall()
    if twice:
        what = f"{len(twice)} people are there twice (people {_named(twice[:SHOWN])})"
        faults.append(PopulationFault(people, "twice", what, REPAIR))
    outside = connection.execute(
        f"SELECT person FROM people WHERE person NOT BETWEEN {part.first} AND {part.last} ORDER BY 1 LIMIT {SHOWN}"
    ).fetchall()
    if outside:
        what = f"people {_named(outside)} lie outside {part.first} to {part.last}"
        faults.append(PopulationFault(people, "outside", what, ANEW))
    held = connection.execute(
        "SELECT person FROM recognitions GROUP BY person, norm HAVING count(*) > 1 ORDER BY person"
    ).fetchall()
    if held:
        what = f"people with two recognitions under one norm (people {_named(held[:SHOWN])})"
        faults.append(PopulationFault(f"recognitions/{part.name}.parquet", "twice", what, REPAIR))
    for table in LAYOUT:
        if table == "people":
            continue
        strangers = connection.execute(
            f"SELECT t.person, count(*) FROM (SELECT person, count(*) AS n FROM {table} GROUP BY person) t "
            "ANTI JOIN people p ON p.person = t.person GROUP BY t.person ORDER BY t.person"
        ).fetchall()
        if strangers:
            what = f"facts of {len(strangers)} people who are not in it (people {_named(strangers[:SHOWN])})"
            faults.append(PopulationFault(f"{table}/{part.name}.parquet", "strangers", what, REPAIR))
    return faults


def _named(rows: list[tuple[object, ...]]) -> str:
    return ", ".join("without a number" if row[0] is None else str(row[0]) for row in rows)
