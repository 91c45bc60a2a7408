"""Made-up populations: equal for equal seeds, like the demo world, with every edge in them, and never impossible."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from tests.core.norms.agreement import differences_of
from tests.engines.population.conftest import NORM, ON, made, wish
from tools import population_shape

from vakwerk.core import vocabulary
from vakwerk.core.dates import add_months
from vakwerk.core.dossier import Dossier
from vakwerk.core.norms import Norm, assess, shipped
from vakwerk.core.norms.cases import read_cases
from vakwerk.core.norms.semantics import rows
from vakwerk.engines.population import Manifest, PopulationWriter, connect, dossiers_in, load, open_part
from vakwerk.engines.population.made_up import boundary_people, columns, generate, told_people
from vakwerk.engines.population.made_up.boundaries import place_in
from vakwerk.engines.population.made_up.learned import mean_in_the_demo_world
from vakwerk.engines.population.made_up.shape import measured, stated
from vakwerk.engines.population.made_up.thresholds import groups_with_threshold

ONE_DAY = timedelta(days=1)
OTHERS = "person >= 1200"
"""Not those who were made for an edge."""


def content(manifest: Manifest) -> list[str]:
    return [part.sha256 for part in manifest.parts]


def query(manifest: Manifest, sql: str) -> list[tuple[Any, ...]]:
    """SQL over all parts; tables as `{activities}`."""
    tables = {name: f"read_parquet('{manifest.folder}/{name}/*.parquet')" for name in columns.LAYOUT}
    with duckdb.connect() as connection:
        return connection.execute(sql.format(**tables)).fetchall()


# --- the same every time --------------------------------------------------------------------------------------------


def test_equal_seeds_give_equal_files_and_others_do_not(tmp_path: Path) -> None:
    first, again = made(tmp_path / "a", people=900), made(tmp_path / "b", people=900)
    other = made(tmp_path / "c", people=900, seed=8)
    assert content(first) == content(again)
    assert content(first) != content(other)


def test_files_do_not_depend_on_the_order_of_the_rows_or_the_threads(
    tmp_path: Path, thousands: Manifest
) -> None:
    hashes = []
    for name, order, threads in (("a", "ASC", 1), ("b", "DESC", 2)):
        with connect(threads) as connection:
            for table in columns.LAYOUT:
                files = f"{thousands.folder}/{table}/*.parquet"
                connection.execute(f"INSERT INTO {table} SELECT * FROM '{files}' ORDER BY ALL {order}")
            writer = PopulationWriter(tmp_path / name, made_on=ON.isoformat(), origin={})
            hashes.append(writer.write_part(0, connection).sha256)
    assert hashes[0] == hashes[1]


def test_a_person_is_the_same_among_few_and_among_many_and_in_parts_of_another_size(
    tmp_path: Path, thousands: Manifest
) -> None:
    few = made(tmp_path / "few", people=1_300, part_size=777)
    for table in columns.LAYOUT:
        asked = f"SELECT * FROM {{{table}}} WHERE person < 1300 ORDER BY ALL"
        assert query(few, asked) == query(thousands, asked), table


def test_what_was_finished_is_kept_when_it_goes_on(tmp_path: Path, thousands: Manifest) -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    folder = tmp_path / "stopped"
    with pytest.raises(KeyboardInterrupt):
        generate(wish(), folder, made_on=ON, progress=stop)
    first = folder / "people" / "part-00000.parquet"
    written = first.stat().st_mtime_ns
    assert not (folder / "population.json").exists()
    assert content(generate(wish(), folder, made_on=ON)) == content(thousands)
    assert first.stat().st_mtime_ns == written


# --- possible, and both evaluators say the same of it ---------------------------------------------------------------


@pytest.mark.parametrize(
    "norm",
    [
        NORM, "brede-registratie", "nvo-basis-orthopedagoog", "hbo-social-work-admission", "skj-jeugdzorgwerker",
        "nvo-orthopedagoog-generalist", "vaktherapie-register",
    ],
)  # fmt: skip
def test_every_part_is_possible_and_both_evaluators_agree_on_it(
    norm: str, tmp_path: Path, thousands: Manifest
) -> None:
    manifest = thousands if norm == NORM else made(tmp_path / norm, norm, people=1_000, part_size=500)
    for part in manifest.parts:
        with open_part(manifest, part, check=True) as connection:
            numbers = range(part.first, part.last + 1, 1 if norm == NORM else 3)
            people = dict(dossiers_in(connection, numbers))
            assert len(people) == len(numbers)
            assert differences_of(connection, shipped()[norm], people, ON) == []


@pytest.mark.parametrize("norm", sorted(shipped()))
def test_the_edges_of_every_shipped_norm_are_possible(norm: str, tmp_path: Path) -> None:
    edges = boundary_people(shipped()[norm], ON)
    assert len({one.person for one in edges}) == len(edges) > 5
    with connect() as connection:
        load(connection, enumerate(edges))
        writer = PopulationWriter(tmp_path / "edges", made_on=ON.isoformat(), origin={})
        part = writer.write_part(0, connection)
    open_part(writer.finish(), part, check=True).close()


def test_outcomes_of_all_three_kinds_occur(thousands: Manifest) -> None:
    with open_part(thousands, thousands.parts[1]) as connection:
        found = Counter(
            assess(shipped()[NORM], one, ON).outcome.name
            for _, one in dossiers_in(connection, range(1000, 2000))
        )
    assert min(found[name] for name in ("MET", "NOT_MET", "UNDETERMINED")) > 20


# --- every boundary -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def norm() -> Norm:
    return shipped()[NORM]


@pytest.fixture(scope="module")
def edges(thousands: Manifest) -> dict[str, Dossier]:
    """The people who were made for an edge, by what they show, read back from the files."""
    numbers = [row[0] for row in query(thousands, "SELECT person FROM {people} WHERE id LIKE 'edge: %'")]
    found: dict[str, Dossier] = {}
    for part in thousands.parts:
        with open_part(thousands, part) as connection:
            found |= {one.person: one for _, one in dossiers_in(connection, numbers)}
    return found


def test_it_begins_with_every_case_of_every_norm_and_every_row_of_the_semantics(thousands: Manifest) -> None:
    import vakwerk.data

    folder = Path(vakwerk.data.__file__).parent / "norms"
    cases = sum(
        len(read_cases(file.read_text(encoding="utf-8"), file.name, file.parent.name))
        for file in folder.rglob("*cases.yaml")
    )
    examples = sum(len(row.dossiers) for row in rows())
    ids = [row[0] for row in query(thousands, "SELECT id FROM {people} ORDER BY person")]
    assert [one.split(":")[0] for one in ids[: cases + examples]] == ["case"] * cases + [
        "semantics"
    ] * examples
    assert ids[cases + examples].startswith("edge: ")


def test_a_case_stands_there_unchanged(thousands: Manifest) -> None:
    told = list(told_people(shipped()))
    with open_part(thousands, thousands.parts[0]) as connection:
        for number, back in dossiers_in(connection, range(0, len(told), 7)):
            assert back.person == told[number].person
            assert {held.norm: held.period for held in back.recognitions} == {
                held.norm: held.period for held in told[number].recognitions
            }
            assert {one.id: one.minutes for one in back.activities} == {
                one.id: one.minutes for one in told[number].activities
            }


def test_every_threshold_is_reached_exactly_missed_by_a_minute_and_passed_by_one(
    norm: Norm, edges: dict[str, Dossier]
) -> None:
    tried = 0
    for version in norm.versions:
        if place_in(norm, version, ON) is None:
            continue
        for _, group, _ in groups_with_threshold(version):
            name = f"edge: {version.since}: {group.id}"
            lows = []
            for word in ("a minute less", "exactly", "a minute more"):
                found = assess(norm, edges[f"{name}: {word}"], ON)
                result = found.requirement(group.id)
                assert result.need == group.at_least
                lows.append(result.low - (result.need or 0))
            assert lows == [-1, 0, 1], name
            tried += 1
    assert tried >= 4


def test_facts_stand_on_both_sides_of_both_ends_and_of_the_date(
    norm: Norm, edges: dict[str, Dossier]
) -> None:
    place = place_in(norm, norm.versions[-1], ON)
    assert place is not None
    days = {act.completed_on for act in edges["edge: completed on all edges"].activities}
    start, end = place.start, place.end
    assert {start - ONE_DAY, start, end - ONE_DAY, end, ON, ON + ONE_DAY, date(2024, 2, 29)} <= days


def test_what_is_not_known_occurs(edges: dict[str, Dossier]) -> None:
    assert {act.minutes for act in edges["edge: minutes unknown"].activities} == {None}
    assert edges["edge: form unknown"].activities[0].form is None
    assert edges["edge: not finished"].activities[0].completed_on is None
    assert edges["edge: level unknown"].work[0].level is None
    assert edges["edge: working week unknown"].work[0].minutes_per_week is None
    assert edges["edge: born on an unknown day"].born_on is None


def test_leave_of_every_kind_lies_over_both_ends(norm: Norm, edges: dict[str, Dossier]) -> None:
    place = place_in(norm, norm.versions[-1], ON)
    assert place is not None
    for kind in vocabulary.terms("absence_kinds"):
        (first,), (last,) = (
            edges[f"edge: {kind} over the start"].absences,
            edges[f"edge: {kind} over the end"].absences,
        )
        assert first.kind == last.kind == kind
        assert first.until is not None
        assert last.until is not None
        assert first.since < place.start < first.until
        assert last.since < place.end < last.until
        assert edges[f"edge: {kind} going on"].absences[0].until is None


def test_much_little_hardship_measures_and_other_registers_occur(
    norm: Norm, edges: dict[str, Dossier]
) -> None:
    assert len(edges["edge: fifteen hundred facts"].activities) == 1_500
    nothing = edges["edge: nothing at all"]
    assert list(nothing.facts()) == []
    assert edges["edge: no recognition"].recognitions == ()
    for node in norm.versions[-1].requires.walk():
        assert edges[f"edge: hardship at {node.id}"].hardships[0].requirement == node.id
    for kind in vocabulary.terms("measure_kinds"):
        assert edges[f"edge: {kind} in the period"].measures[0].kind == kind
    for route in (None, *vocabulary.terms("admission_routes")):
        assert edges[f"edge: admitted by {route}"].recognitions[0].admitted_by == route


def test_who_is_under_a_norm_that_meets_this_one_is_there() -> None:
    norm = shipped()["nvo-basis-orthopedagoog"]
    heavier = sorted({name for version in norm.versions for name in version.met_by})
    assert heavier
    found = {one.person: one for one in boundary_people(norm, ON)}
    for name in heavier:
        assert assess(norm, found[f"edge: under {name}"], ON).outcome.name == "MET"


def test_every_version_decree_and_transition_has_its_people(norm: Norm, edges: dict[str, Dossier]) -> None:
    used = {
        found.used.version.since
        for one in edges.values()
        if (found := assess(norm, one, ON)).used is not None
    }
    assert used == {version.since for version in norm.versions}
    ends = {held.period.end for one in edges.values() for held in one.recognitions if held.period}
    for version in norm.versions:
        for decree in version.decrees:
            assert {
                decree.ends_from - ONE_DAY,
                decree.ends_from,
                decree.ends_before - ONE_DAY,
                decree.ends_before,
            } <= ends


def test_some_of_the_others_live_on_the_edges_too(thousands: Manifest) -> None:
    """About five percent: with facts on the very first and last day of their period."""
    near = query(
        thousands,
        "SELECT count(DISTINCT a.person) FROM {activities} a JOIN {recognitions} r ON r.person = a.person "
        f"WHERE a.person >= 1000 AND r.norm = '{NORM}' AND a.completed_on IN (r.period_start - 1, r.period_end)",
    )[0][0]
    assert 20 <= near <= 80


def test_among_the_others_there_is_some_of_everything(tmp_path: Path) -> None:
    """What the demo world lacks and norms ask about; looked for only where nobody was made for an edge."""
    norm = shipped()["nvo-basis-orthopedagoog"]
    folder = made(tmp_path / "all", norm.id, 8_000, part_size=8_000, mean_activities=20.0)

    def words(table: str, column: str) -> set[Any]:
        return {row[0] for row in query(folder, f"SELECT DISTINCT {column} FROM {{{table}}} WHERE {OTHERS}")}

    assert words("absences", "kind") == set(vocabulary.terms("absence_kinds"))
    assert words("activities", "kind") == set(vocabulary.terms("activity_kinds"))
    assert words("activities", "form") == {"formal", "informal", None}
    assert words("recognitions", "admitted_by") == {*vocabulary.terms("admission_routes"), None}
    assert words("measures", "kind") == set(vocabulary.terms("measure_kinds"))
    assert {name for version in norm.versions for name in version.met_by} < words("recognitions", "norm")
    assert words("recognitions", "past") >= {0, 1, 2}
    assert 0 in words("recognitions", "last_extended_days")
    assert len(words("recognitions", "last_extended_days")) > 1
    assert {node.id for node in norm.versions[-1].requires.walk()} <= words("hardships", "requirement")
    assert words("documents", "kind") == set(vocabulary.terms("document_kinds"))
    unknown = (
        "SELECT count(*) FILTER (minutes IS NULL), count(*) FILTER (completed_on IS NULL) FROM {activities}"
    )
    assert min(query(folder, unknown)[0]) > 100
    as_if = (
        "SELECT count(*) FROM {people} p ANTI JOIN (SELECT person FROM {recognitions} "
        f"WHERE norm = '{norm.id}') r ON r.person = p.person WHERE p.{OTHERS}"
    )
    assert 100 < query(folder, as_if)[0][0] < 500


# --- like the demo world --------------------------------------------------------------------------------------------


def test_the_file_is_what_the_demo_world_looks_like_now() -> None:
    kept = population_shape.FILE.read_text(encoding="utf-8")
    assert kept == population_shape.text(), "run: python -m tools.population_shape"


@pytest.fixture(scope="module")
def like_the_demo(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    """Six thousand people under a norm that names no role, with as many activities as in the demo world."""
    folder = tmp_path_factory.mktemp("population") / "demo"
    return made(folder, "brede-registratie", 6_000, part_size=6_000, mean_activities=mean_in_the_demo_world())


def shares(found: list[tuple[Any, ...]]) -> dict[Any, float]:
    whole = sum(row[-1] for row in found)
    return {row[0]: row[-1] / whole for row in found}


def near(found: dict[Any, float], counted: dict[Any, int], within: float) -> None:
    whole = sum(counted.values())
    for key, number in counted.items():
        key = None if key == "unknown" else key
        assert abs(found.get(key, 0) - number / whole) <= within, (key, found.get(key), number / whole)


def test_kinds_forms_and_time_of_activities_are_shared_out_as_in_the_demo_world(
    like_the_demo: Manifest,
) -> None:
    acts = measured()["activities"]
    there = {kind: one["activities"] for kind, one in acts.items()}
    grouped = f"SELECT {{0}}, count(*) FROM {{{{activities}}}} WHERE {OTHERS} GROUP BY 1"
    near(shares(query(like_the_demo, grouped.format("kind"))), there, 0.015)
    forms: Counter[Any] = Counter()
    minutes: Counter[int] = Counter()
    sessions: Counter[int] = Counter()
    for one in acts.values():
        forms.update(one["forms"])
        for length, meetings, _, number in one["spans"]:
            minutes[length] += number
            sessions[meetings] += number
    near(shares(query(like_the_demo, grouped.format("form"))), dict(forms), 0.02)
    near(shares(query(like_the_demo, grouped.format("minutes"))), dict(minutes), 0.015)
    near(shares(query(like_the_demo, grouped.format("sessions"))), dict(sessions), 0.015)
    for mark in ("accredited", "confirmed"):
        number = sum(one[mark] for one in acts.values())
        whole = sum(there.values())
        near(shares(query(like_the_demo, grouped.format(mark))), {True: number, False: whole - number}, 0.015)


def test_people_are_as_many_of_each_kind_as_in_the_demo_world(like_the_demo: Manifest) -> None:
    people = measured()["people"]
    near(
        shares(
            query(like_the_demo, f"SELECT profession, count(*) FROM {{people}} WHERE {OTHERS} GROUP BY 1")
        ),
        {role: one["people"] for role, one in people["professions"].items()},
        0.02,
    )
    levels: Counter[str] = Counter()
    for one in people["professions"].values():
        levels.update(one["levels"])
    near(
        shares(query(like_the_demo, f"SELECT level, count(*) FROM {{people}} WHERE {OTHERS} GROUP BY 1")),
        dict(levels), 0.025,
    )  # fmt: skip
    near(
        shares(query(like_the_demo, f"SELECT minutes_per_week, count(*) FROM {{work}} WHERE {OTHERS} GROUP BY 1")),
        people["minutes_a_week"], 0.025,
    )  # fmt: skip
    whole = people_of(like_the_demo)
    for kind, count in Counter({row[0]: row[3] for row in people["absences"]}).items():
        (found,) = query(
            like_the_demo,
            f"SELECT count(DISTINCT person) FROM {{absences}} WHERE {OTHERS} AND kind = '{kind}' AND percent >= 50",
        )[0]
        assert abs(found / whole - sum(r[3] for r in people["absences"] if r[0] == kind) / 1000) <= 0.012, (
            kind,
            count,
        )


def people_of(manifest: Manifest) -> int:
    return int(query(manifest, f"SELECT count(*) FROM {{people}} WHERE {OTHERS}")[0][0])


def test_people_have_as_many_activities_as_in_the_demo_world_when_that_is_asked(
    like_the_demo: Manifest,
) -> None:
    found = [
        row[0]
        for row in query(
            like_the_demo,
            "SELECT count(a.person) FROM {people} p LEFT JOIN {activities} a ON a.person = p.person "
            f"WHERE p.{OTHERS} GROUP BY p.person",
        )
    ]
    counted = measured()["people"]["activities"]
    there = [number for number, people in counted.items() for _ in range(people)]
    assert abs(float(np.mean(found)) - mean_in_the_demo_world()) < 0.5
    for share in (10, 25, 50, 75, 90):
        assert abs(np.percentile(found, share) - np.percentile(there, share)) <= 1


def test_the_tail_is_heavy_and_stated(tmp_path: Path) -> None:
    """Beyond the demo world: a mean of seventy, a few with over a thousand, some with none."""
    heavy = made(tmp_path / "heavy", people=20_000, part_size=20_000, mean_activities=None)
    found = np.array(
        [
            row[0]
            for row in query(
                heavy,
                "SELECT count(a.person) FROM {people} p LEFT JOIN {activities} a ON a.person = p.person "
                f"WHERE p.{OTHERS} GROUP BY p.person",
            )
        ]
    )
    assert abs(found.mean() - stated()["activities"]["mean"]) < 3
    assert (found == 0).mean() == pytest.approx(stated()["activities"]["nobody"] / 1000, abs=0.004)
    assert (found > 1_000).sum() >= 5
    assert np.percentile(found, 99) > 5 * np.percentile(found, 50)
    assert len({row[0] for row in query(heavy, "SELECT DISTINCT region FROM {people}")} - {None}) == 12


def test_months_are_added_as_everywhere_else() -> None:
    days = [date(2020, 2, 29), date(2023, 1, 31), date(1999, 12, 31), date(2024, 8, 30)]
    for months in (-61, -12, -1, 0, 1, 6, 48, 60):
        found = columns.add_months(np.array([columns.days_of(day) for day in days], dtype=np.int32), months)
        assert [columns.date_of(day) for day in found] == [add_months(day, months) for day in days]


def test_the_empty_connection_has_every_table() -> None:
    with connect() as opened:
        assert {row[0] for row in opened.execute("SHOW TABLES").fetchall()} == set(columns.LAYOUT)
