"""Whatever can be wrong with a population is named: which file, what, whom it is about and what to do."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from vakwerk.cli import main
from vakwerk.engines.population import BadPopulation, PopulationFault, open_part, read_manifest
from vakwerk.engines.population.checking import check_closely
from vakwerk.engines.population.folder import sha256_of

Few = Callable[[], Path]
PART = "part-00000"


def manifest_of(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "population.json").read_text(encoding="utf-8")))


def write_manifest(folder: Path, data: object) -> None:
    (folder / "population.json").write_text(json.dumps(data), encoding="utf-8")


def rewritten(folder: Path, table: str, select: str, part: str = PART) -> None:
    """The file of a table holds the result of `select` (from {it}), and population.json says that it should."""
    file = folder / table / f"{part}.parquet"
    beside = file.with_suffix(".new")
    query = select.format(it=f"read_parquet('{file}')")
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query}) TO '{beside}' (FORMAT parquet)")
        count = connection.execute(f"SELECT count(*) FROM read_parquet('{beside}')").fetchone()
    beside.replace(file)
    said_of(folder, table, part, rows=count[0] if count else 0)


def said_of(folder: Path, table: str, part: str = PART, **more: Any) -> None:
    """population.json names the file as it is now."""
    file, data = folder / table / f"{part}.parquet", manifest_of(folder)
    for one in data["parts"]:
        if one["name"] == part:
            one["tables"][table] |= {"bytes": file.stat().st_size, "sha256": sha256_of(file), **more}
            if table == "people" and "rows" in more:
                one["people"] = more["rows"]
    write_manifest(folder, data)


def faults_of(folder: Path) -> list[PopulationFault]:
    """All faults of the folder and its parts."""
    try:
        manifest = read_manifest(folder)
    except BadPopulation as error:
        return list(error.faults)
    found: list[PopulationFault] = []
    for part in manifest.parts:
        try:
            with open_part(manifest, part) as opened:
                found += check_closely(opened, part)
        except BadPopulation as error:
            found += error.faults
    return found


def only(folder: Path) -> PopulationFault:
    """The one fault there is; and it says what to do."""
    found = faults_of(folder)
    assert len(found) == 1, [str(one) for one in found]
    assert found[0].do
    return found[0]


def test_what_is_right_has_no_faults(few: Few) -> None:
    assert faults_of(few()) == []


# --- files and the manifest -----------------------------------------------------------------------------------------


def test_no_population(tmp_path: Path) -> None:
    assert only(tmp_path).code == "no-manifest"
    assert only(tmp_path / "nowhere").what == "there is no population here"


def test_an_unfinished_population(few: Few) -> None:
    folder = few()
    (folder / "population.json").rename(folder / ".unfinished.json")
    assert "not finished" in only(folder).what
    assert "run the same command again" in only(folder).do


def test_a_file_that_is_missing(few: Few) -> None:
    folder = few()
    (folder / "work" / "part-00001.parquet").unlink()
    fault = only(folder)
    assert (fault.where, fault.code) == ("work/part-00001.parquet", "file-missing")


def test_a_table_that_the_manifest_does_not_name(few: Few) -> None:
    folder = few()
    data = manifest_of(folder)
    del data["parts"][0]["tables"]["holdings"]
    write_manifest(folder, data)
    assert only(folder).what == "part-00000 names no 'holdings'"


@pytest.mark.parametrize("spoil", [b"", b"not Parquet at all", None])
def test_an_altered_file(few: Few, spoil: bytes | None) -> None:
    folder = few()
    file = folder / "activities" / f"{PART}.parquet"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if spoil is None else spoil)
    fault = only(folder)
    assert (fault.where, fault.code) == (f"activities/{PART}.parquet", "altered")


def test_one_changed_byte(few: Few) -> None:
    folder = few()
    file = folder / "people" / f"{PART}.parquet"
    whole = bytearray(file.read_bytes())
    whole[100] ^= 1
    file.write_bytes(whole)
    assert only(folder).code == "altered"


def test_a_truncated_file_that_the_manifest_vouches_for(few: Few) -> None:
    folder = few()
    file = folder / "activities" / f"{PART}.parquet"
    file.write_bytes(file.read_bytes()[:-200])
    said_of(folder, "activities")
    fault = only(folder)
    assert (fault.where, fault.code) == (f"activities/{PART}.parquet", "unreadable")


def test_a_file_with_rubbish_inside_that_the_manifest_vouches_for(few: Few) -> None:
    folder = few()
    file = folder / "people" / f"{PART}.parquet"
    whole = bytearray(file.read_bytes())
    whole[4:120] = bytes(116)
    file.write_bytes(whole)
    said_of(folder, "people")
    assert (only(folder).where, only(folder).code) == (f"people/{PART}.parquet", "unreadable")


def test_the_number_of_rows_is_another(few: Few) -> None:
    folder = few()
    said_of(folder, "work", rows=3)
    assert only(folder).code == "rows"


def test_parts_that_share_people(few: Few) -> None:
    folder = few()
    data = manifest_of(folder)
    data["parts"][1]["first"] = data["parts"][0]["last"]
    write_manifest(folder, data)
    fault = only(folder)
    assert fault.code == "parts-overlap"
    assert "people 699 to 699" in fault.what


def test_a_part_twice(few: Few) -> None:
    folder = few()
    data = manifest_of(folder)
    data["parts"][1] = data["parts"][0]
    write_manifest(folder, data)
    assert {one.code for one in faults_of(folder)} == {"parts-overlap"}


@pytest.mark.parametrize("name", ["../../etc/part-00000", "part", "part-00000/..", ""])
def test_a_name_that_leads_out_of_the_folder(few: Few, name: str) -> None:
    folder = few()
    data = manifest_of(folder)
    data["parts"][0]["name"] = name
    write_manifest(folder, data)
    assert {one.code for one in faults_of(folder)} == {"part-name"}


def test_another_format(few: Few) -> None:
    folder = few()
    write_manifest(folder, {"format": 2, "anything": "else"})
    assert "has format 2; this program reads format 1" in str(only(folder))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 1, "parts": [1]}', "\udcff"]
)
def test_a_manifest_that_can_not_be_read(few: Few, text: str) -> None:
    folder = few()
    (folder / "population.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert only(folder).code == "manifest-unreadable"


def test_nobody_in_it(few: Few) -> None:
    folder = few()
    write_manifest(folder, {**manifest_of(folder), "parts": []})
    assert only(folder).code == "no-parts"


def test_a_part_with_another_number_of_people(few: Few) -> None:
    folder = few()
    data = manifest_of(folder)
    data["parts"][0]["people"] = 701
    write_manifest(folder, data)
    assert only(folder).what == "part-00000 has 701 people, and 700 rows of people"


# --- what is in the tables ------------------------------------------------------------------------------------------


def test_a_column_that_is_missing_or_of_another_type(few: Few) -> None:
    folder = few()
    rewritten(folder, "activities", "SELECT * EXCLUDE (minutes) FROM {it}")
    rewritten(folder, "work", "SELECT * REPLACE (CAST(since AS VARCHAR) AS since) FROM {it}")
    found = {(one.where, one.what) for one in faults_of(folder)}
    assert found == {
        (f"activities/{PART}.parquet", "has no column 'minutes'"),
        (f"work/{PART}.parquet", "'since' is VARCHAR, not DATE"),
    }


def test_facts_of_unknown_people(few: Few) -> None:
    folder = few()
    rewritten(folder, "people", "SELECT * FROM {it} WHERE person <> 1")
    found = faults_of(folder)
    assert {one.code for one in found} == {"strangers"}
    assert f"activities/{PART}.parquet" in {one.where for one in found}
    assert all("facts of 1 people who are not in it (people 1)" in one.what for one in found)


def test_a_person_twice(few: Few) -> None:
    folder = few()
    rewritten(folder, "people", "SELECT * FROM {it} UNION ALL SELECT * FROM {it} WHERE person IN (3, 7)")
    fault = only(folder)
    assert (fault.where, fault.what) == (f"people/{PART}.parquet", "2 people are there twice (people 3, 7)")


def test_people_of_another_part(few: Few) -> None:
    folder = few()
    rewritten(folder, "people", "SELECT * REPLACE (person + 1000 AS person) FROM {it} WHERE person = 699 "
              "UNION ALL SELECT * FROM {it} WHERE person < 699")  # fmt: skip
    assert "outside" in {one.code for one in faults_of(folder)}


def test_two_recognitions_under_one_norm(few: Few) -> None:
    folder = few()
    rewritten(folder, "recognitions", "SELECT * FROM {it} UNION ALL SELECT * FROM {it} WHERE person = 2")
    fault = only(folder)
    assert fault.what == "people with two recognitions under one norm (people 2)"


IMPOSSIBLE = [
    ("people", "DATE '1899-12-31'", "born_on", "born_on lies outside 1900-01-01 to 9999-01-01"),
    ("activities", "DATE '9999-12-31'", "completed_on", "completed_on lies outside"),
    ("activities", "0", "minutes", "minutes is not between 1 and 5270400"),
    ("activities", "-1", "remote_minutes", "remote_minutes is not between 0"),
    ("activities", "minutes + 1", "remote_minutes", "more time at a distance than in all"),
    ("activities", "0", "sessions", "sessions is not between 1 and 10000"),
    ("activities", "NULL", "kind", "kind is empty"),
    ("activities", "'kursus'", "kind", "kind is no term of 'activity_kinds'"),
    ("activities", "'formaal'", "form", "form is no term of 'forms'"),
    ("activities", "completed_on + 1", "started_on", "finished before it began"),
    ("activities", "'same'", "fact", "facts of one person with the same id"),
    ("activities", "NULL", "person", "person is empty"),
    ("work", "10081", "minutes_per_week", "minutes_per_week is not between 1 and 10080"),
    ("work", "9", "level", "a level that does not exist"),
    ("work", "since", "until", "until does not lie after since"),
    ("absences", "101", "percent", "percent is not between 1 and 100"),
    ("absences", "0", "percent", "percent is not between 1 and 100"),
    ("recognitions", "NULL", "period_end", "a period has only one of its ends"),
    ("recognitions", "period_start", "period_end", "period_end does not lie after period_start"),
    ("recognitions", "1001", "past", "past is not between 0 and 1000"),
    ("documents", "issued_on", "until", "until does not lie after issued_on"),
    ("holdings", "awarded_on - 1", "until", "until does not lie after awarded_on"),
]


@pytest.mark.parametrize(("table", "value", "column", "says"), IMPOSSIBLE)
def test_what_can_not_be(thousands_copy: Path, table: str, value: str, column: str, says: str) -> None:
    rewritten(
        thousands_copy,
        table,
        f"SELECT * REPLACE (CAST({value} AS {_type(table, column)}) AS {column}) FROM {{it}}",
    )
    found = [one for one in faults_of(thousands_copy) if says in one.what]
    assert len(found) == 1, [str(one) for one in faults_of(thousands_copy)]
    assert found[0].where == f"{table}/{PART}.parquet"
    assert "(people " in found[0].what
    assert found[0].do


def _type(table: str, column: str) -> str:
    from vakwerk.core.norms.compile import LAYOUT

    return LAYOUT[table][column]


@pytest.fixture
def thousands_copy(few: Few) -> Path:
    """Every table of the first part has rows."""
    folder = few()
    for table in ("absences", "documents", "holdings", "recognitions", "work"):
        count = duckdb.execute(f"SELECT count(*) FROM '{folder}/{table}/{PART}.parquet'").fetchone()
        assert count is not None
        assert count[0] > 0, table
    return folder


# --- told by the command --------------------------------------------------------------------------------------------


def test_faults_travel_between_processes() -> None:
    error = BadPopulation([PopulationFault("a", "b", "c", "d")])
    assert pickle.loads(pickle.dumps(error)).faults == error.faults


def test_the_command_shows_and_checks(few: Few, capsys: pytest.CaptureFixture[str]) -> None:
    folder = few()
    assert main(["population", "show", str(folder)]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("1200 people with ")
    assert "part-00001: people 700 to 1199" in shown
    assert "kind made-up, people 1200, seed 7" in shown
    assert main(["population", "check", str(folder)]) == 0
    assert capsys.readouterr().out.endswith(" 0 faults\n")


def test_the_command_names_every_fault_of_every_part(few: Few, capsys: pytest.CaptureFixture[str]) -> None:
    folder = few()
    for part in ("part-00000", "part-00001"):
        rewritten(folder, "activities", "SELECT * REPLACE ('kursus' AS kind) FROM {it}", part)
    assert main(["population", "check", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "activities/part-00000.parquet: kind is no term of 'activity_kinds'" in said
    assert "activities/part-00001.parquet: kind is no term of 'activity_kinds'" in said
    (folder / "population.json").unlink()
    assert main(["population", "check", str(folder)]) == main(["population", "show", str(folder)]) == 1


def test_the_command_generates_and_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["population", "generate", "--people", "20", "--on", "2026-11-24", "--out", str(tmp_path / "out")]
    assert main(asked) == 0
    said = capsys.readouterr()
    assert said.out.startswith("20 people with ")
    assert "20 of 20 people" in said.err
    assert main(asked) == 3
    assert "already holds a population" in capsys.readouterr().err
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine", encoding="utf-8")
    assert main([*asked[:-1], str(tmp_path / "full")]) == 3
    assert main([*asked[:-1], str(tmp_path / "x"), "--norm", "no-such-norm"]) == 3
    assert main([*asked[:-1], str(tmp_path / "x"), "--mean-activities", "-1"]) == 3
    assert main([*asked[:-1], str(tmp_path / "x"), "--seed", "-1"]) == 3
    assert main([*asked[:-1], str(tmp_path / "x"), "--on", "1990-01-01"]) == 3
    assert not (tmp_path / "x").exists()
    with pytest.raises(SystemExit):
        main(["population", "generate", "--people", "0", "--out", str(tmp_path / "x")])


def test_a_folder_that_can_not_be_written_or_gone_on_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    asked = ["population", "generate", "--people", "20", "--out"]
    assert main([*asked, str(tmp_path / "file" / "below")]) == 3
    assert "can not be written" in capsys.readouterr().err
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / ".unfinished.json").write_text('{"origin": 1', encoding="utf-8")
    assert main([*asked, str(tmp_path / "half")]) == 3
    assert "can not be read" in capsys.readouterr().err


def test_another_wish_does_not_go_on_in_the_folder_of_the_first(tmp_path: Path, few: Few) -> None:
    folder = few()
    data = manifest_of(folder)
    (folder / ".unfinished.json").write_text(
        json.dumps({"origin": data["origin"], "parts": []}), encoding="utf-8"
    )
    (folder / "population.json").unlink()
    asked = ["population", "generate", "--people", "1201", "--on", "2026-11-24", "--out", str(folder)]
    assert main(asked) == 3
