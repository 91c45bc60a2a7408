"""The commands for everybody at once: what they say, their exit codes, and what they do with bad input."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from vakwerk.cli import everybody, main
from vakwerk.engines.what_if import GROUPS, SMALLEST_CELL

NORM = "brede-registratie"


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A made-up population and a finished run over it, with an index."""
    here = tmp_path_factory.mktemp("everybody")
    population, run = here / "population", here / "run"
    asked = [
        "--people",
        "800",
        "--seed",
        "4",
        "--on",
        "2026-11-24",
        "--norm",
        NORM,
        "--mean-activities",
        "20",
    ]
    assert main(["population", "generate", *asked, "--out", str(population), "--part-size", "300"]) == 0
    assert main(_assess_all(population, run, "--index")) == 0
    return population, run


def _assess_all(population: Path, out: Path, *more: str) -> list[str]:
    return [
        "assess-all", "--population", str(population), "--norm", NORM, "--on", "2026-11-24", "--out", str(out), *more
    ]  # fmt: skip


def test_the_choices_of_the_command_are_those_of_the_engine() -> None:
    assert everybody.GROUPS == GROUPS
    assert everybody.SMALLEST_CELL == SMALLEST_CELL


def test_the_summary_tells_how_many_and_what_is_missed(
    places: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--language", "nl", "run", "show", str(places[1])]) == 0
    said = capsys.readouterr().out
    assert "niet gehaald" in said
    assert "opnieuw uitgelegd, 0 verschillen" in said
    assert "✕ Reflectie" in said


def test_a_finished_run_is_simply_there_when_asked_again(
    places: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(_assess_all(*places)) == 0
    assert "of 800 people" not in capsys.readouterr().err


def test_a_folder_with_another_run_is_refused(
    places: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(_assess_all(*places, "--change", "reflection.at_least=20 hours")) == 3
    assert "another run" in capsys.readouterr().err


def test_a_change_is_told_in_numbers_of_which_small_ones_are_held_back(
    places: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [
        "what-if",
        "--run",
        str(places[1]),
        "--change",
        "reflection.at_least=1 hours",
        "--by",
        "level",
        "--csv",
    ]
    assert main(asked) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0]["people"] == "800"
    assert {row["group"] for row in rows[1:]} == {"level"}
    numbers = [row[name] for row in rows for name in ("people", "stays_met", "comes_in", "stays_unmet")]
    assert all(number == "" or int(number) % 5 == 0 for number in numbers)
    assert "" in numbers


def test_the_same_change_by_the_facts_and_by_the_index_gives_the_same(
    places: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["what-if", "--run", str(places[1]), "--change", "reflection.at_least=10 hours"]) == 0
    by_numbers = capsys.readouterr().out.splitlines()
    assert "(numbers" in by_numbers[0]
    from vakwerk.core.norms import shipped

    file = places[1].parent / "other.yaml"
    file.write_text(shipped()[NORM].text.replace("length: 5 years", "length: 60 months"), encoding="utf-8")
    asked = [
        "what-if",
        "--run",
        str(places[1]),
        "--norm",
        str(file),
        "--change",
        "reflection.at_least=10 hours",
    ]
    assert main(asked) == 0
    assert capsys.readouterr().out.splitlines()[1:] == by_numbers[1:]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (["--change", "reflectoin.at_least=1 hours"], "did you mean 'reflection'"),
        ([], "say what would be different"),
        (["--norm", "nobodys-norm"], "there is no norm"),
    ],
)
def test_a_what_if_that_can_not_be_answered_says_why(
    places: tuple[Path, Path], capsys: pytest.CaptureFixture[str], asked: list[str], says: str
) -> None:
    assert main(["what-if", "--run", str(places[1]), *asked]) == 3
    assert says in capsys.readouterr().err


def test_where_there_is_no_run_or_population_that_is_said(
    places: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "show", str(tmp_path)]) == 3
    assert "there is no run here" in capsys.readouterr().err
    assert main(_assess_all(tmp_path, tmp_path / "out")) == 3
    assert "there is no population here" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_receipt_of_a_person_is_repeated_and_a_changed_one_is_refused(
    places: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    population, run = places
    assert main(["run", "receipt", str(run), "--population", str(population), "--person", "790"]) == 0
    text = capsys.readouterr().out
    file = tmp_path / "receipt.json"
    file.write_text(text, encoding="utf-8")
    assert main(["run", "repeat", str(file)]) == 0
    assert "the same: brede-registratie on 2026-11-24" in capsys.readouterr().out
    receipt = json.loads(text)
    receipt["dossier"]["born_on"] = "1901-01-01"
    file.write_text(json.dumps(receipt), encoding="utf-8")
    assert main(["run", "repeat", str(file)]) == 1
    assert "the facts are not those of the receipt" in capsys.readouterr().err
    file.write_text("{}", encoding="utf-8")
    assert main(["run", "repeat", str(file)]) == 1


def test_a_result_that_was_touched_is_named(
    places: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    run = places[1]
    assert main(["run", "check", str(run)]) == 0
    file = next(iter(sorted(run.rglob("decisions/*/*.parquet"))))
    kept = file.read_bytes()
    try:
        file.write_bytes(kept[:-1] + b"!")
        assert main(["run", "check", str(run)]) == 1
        assert file.name in capsys.readouterr().err
    finally:
        file.write_bytes(kept)
