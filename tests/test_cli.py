"""The command says the same as the pages, on files, and its exit code says it once more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vakwerk.cli import main
from vakwerk.core.norms.receipt import repeat

NORM = """
norm: own-norm
title: {nl: Eigen norm, en: Own norm}
owner: test
status: example
checked_on: 2026-11-23
period: {length: 5 years}
versions:
- from: 2020-01-01
  source: {title: test}
  requires:
    reflection: {kind: intervision, at_least: 12 hours}
"""
FULL = {"role": "other", "since": "2020-01-01", "minutes_per_week": 9000}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a norm and a dossier that lacks everything."""
    (tmp_path / "norm.yaml").write_text(NORM, encoding="utf-8")
    held = {
        "id": "r",
        "norm": "own-norm",
        "since": "2022-09-01",
        "period": {"start": "2022-09-01", "end": "2027-09-01"},
    }
    (tmp_path / "dossier.json").write_text(
        json.dumps({"person": "p", "recognitions": [held]}), encoding="utf-8"
    )
    return tmp_path


def _assess(files: Path, *more: str, dossier: str = "dossier.json") -> int:
    given = ["--norm", str(files / "norm.yaml"), "--dossier", str(files / dossier), "--on", "2026-11-24"]
    return main(["--language", "nl", "assess", *given, *more])


def _add(files: Path, **activity: object) -> None:
    data = json.loads((files / "dossier.json").read_text(encoding="utf-8"))
    data["activities"] = [{"id": "a", "kind": "intervision", "completed_on": "2025-01-01", **activity}]
    (files / "dossier.json").write_text(json.dumps(data), encoding="utf-8")


def test_a_shortfall_is_said_in_words_and_by_exit_code_one(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _assess(files) == 1
    assert "Je mist 12 uur intervisie vóór 1 september 2027." in capsys.readouterr().out


def test_a_norm_that_is_met_ends_with_zero(files: Path) -> None:
    _add(files, minutes=720)
    assert _assess(files) == 0


def test_what_can_not_be_established_ends_with_two(files: Path) -> None:
    _add(files, minutes=None)
    assert _assess(files) == 2


def test_the_whole_assessment_comes_as_json(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _assess(files, "--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert said["outcome"] == "not_met"
    assert {r["id"]: r["short"] for r in said["requirements"]} == {"reflection": 720}


def test_a_receipt_can_be_written_and_repeated(files: Path) -> None:
    _assess(files, "--receipt", str(files / "receipt.json"))
    receipt = json.loads((files / "receipt.json").read_text(encoding="utf-8"))
    assert repeat(receipt).assessment.outcome.name == "NOT_MET"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("broken.json", "{", "not JSON"),
        ("wrong.json", '{"person": "p", "activitys": []}', "did you mean 'activities'"),
        ("binary.json", "\udcff", "UTF-8"),
        (
            "crowded.json",
            json.dumps({"person": "p", "work": [{"id": "w1", **FULL}, {"id": "w2", **FULL}]}),
            "168 hours",
        ),
    ],
)
def test_an_unusable_dossier_ends_with_three_and_says_why(
    files: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, says: str
) -> None:
    (files / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert _assess(files, dossier=name) == 3
    assert says in capsys.readouterr().err


def test_a_dossier_that_is_not_there_ends_with_three(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _assess(files, dossier="nowhere.json") == 3
    assert "can not be read" in capsys.readouterr().err


def test_an_unknown_norm_names_those_that_exist(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["assess", "--norm", "skj", "--dossier", str(files / "dossier.json"), "--on", "2026-11-24"]) == 3
    )
    assert "skj-jeugd-en-gezinsprofessional" in capsys.readouterr().err


def test_a_faulty_norm_is_refused_with_its_line(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "norm.yaml").write_text(NORM.replace("at_least: 12", "at_leest: 12"), encoding="utf-8")
    assert main(["norm", "check", str(files / "norm.yaml")]) == 3
    said = capsys.readouterr().err
    assert "norm.yaml:12" in said
    assert "did you mean 'at_least'" in said


def test_the_shipped_norms_and_their_cases_check_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["norm", "check"]) == 0
    assert "0 differences" in capsys.readouterr().out


@pytest.mark.parametrize("what", ["norm", "dossier"])
def test_a_schema_is_a_json_schema(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", what]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"].startswith("https://json-schema.org/")


def test_a_norm_can_be_read_as_its_owner_wrote_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["norm", "show", "nvo-basis-orthopedagoog"]) == 0
    assert capsys.readouterr().out.startswith("norm: nvo-basis-orthopedagoog")


def test_the_example_of_the_tutorial_says_what_the_tutorial_says(capsys: pytest.CaptureFixture[str]) -> None:
    walk = Path(__file__).parent.parent / "docs" / "tutorial"
    norm = "skj-jeugd-en-gezinsprofessional"
    assert (
        main(
            [
                "--language",
                "nl",
                "assess",
                "--norm",
                norm,
                "--dossier",
                str(walk / "dossier.json"),
                "--on",
                "2026-11-24",
            ]
        )
        == 1
    )
    said = capsys.readouterr().out
    assert "Je mist 12 uur reflectie vóór 1 september 2027." in said
    assert "zelfreflectie is uitgesloten" in said


# --- the norm desk --------------------------------------------------------------------------------------------------

LATER = """
- from: 2023-01-01
  source: {title: test, article: "4"}
  requires:
    reflection: {kind: intervision, at_least: 10 hours}
"""


@pytest.fixture
def two(files: Path) -> Path:
    """The norm with a second version, which asks two hours less."""
    (files / "norm.yaml").write_text(NORM + LATER.lstrip("\n"), encoding="utf-8")
    return files


def test_two_versions_of_a_norm_are_laid_beside_each_other(
    two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    norm = two / "norm.yaml"
    assert main(["--language", "en", "norm", "diff", f"{norm}@2022-12-31", f"{norm}@2023-01-01"]) == 1
    said = capsys.readouterr().out
    assert "For whoever is assessed on or after 1 January 2023:" in said
    assert "10 hours (2 hours less). Easier to meet." in said


def test_the_difference_comes_as_json(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (two / "old.yaml").write_text(NORM, encoding="utf-8")
    assert main(["norm", "diff", str(two / "old.yaml"), str(two / "norm.yaml"), "--json"]) == 1
    (pair,) = json.loads(capsys.readouterr().out)["pairs"]
    assert (pair["since"], pair["until"]) == ("2023-01-01", None)
    threshold = {"form": "Amount", "value": 600, "unit": "minutes"}
    assert [one["after"] for one in pair["differences"] if one["what"] == "threshold"] == [threshold]


def test_a_norm_beside_itself_has_no_difference(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language", "nl", "norm", "diff", str(two / "norm.yaml"), str(two / "norm.yaml")]) == 0
    assert capsys.readouterr().out == "Geen verschil.\n"


@pytest.mark.parametrize(
    ("before", "says"),
    [
        ("nvo-basis-orthopedagoog@2001-01-01", "no version in force on 2001-01-01"),
        (
            "nvo-basis-orthopedagoog@soon",
            "'soon' is not a date; write it as nvo-basis-orthopedagoog@2026-11-23",
        ),
        ("nowhere", "there is no norm 'nowhere'"),
        ("nowhere.yaml", "can not be read"),
    ],
)
def test_what_can_not_be_compared_ends_with_three(
    before: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["norm", "diff", before, "nvo-basis-orthopedagoog"]) == 3
    assert says in capsys.readouterr().err


def test_what_is_odd_is_told_and_only_counts_when_strict(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = NORM.replace("at_least: 12 hours}", "at_least: 12 hours, per_fact_up_to: 12 hours}")
    (files / "norm.yaml").write_text(odd, encoding="utf-8")
    assert main(["norm", "check", str(files / "norm.yaml")]) == 0
    said = capsys.readouterr().out
    assert "norm.yaml:12: 'per_fact_up_to' of 'reflection' does nothing" in said
    assert "1 remark\n" in said
    assert main(["norm", "check", "--strict", str(files / "norm.yaml")]) == 1


def test_a_whole_folder_is_looked_over_with_the_file_of_each_norm(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = NORM.replace("from: 2020-01-01", "from: 2020-01-01\n  until: 2022-01-01").replace(
        "own-norm", "other-norm"
    )
    (files / "other.yaml").write_text(odd, encoding="utf-8")
    assert main(["norm", "check", "--strict", str(files)]) == 1
    assert "other.yaml:10: from 2022-01-01 there is no version" in capsys.readouterr().out


def test_the_command_runs_as_a_module() -> None:
    import subprocess
    import sys

    ran = subprocess.run(
        [sys.executable, "-m", "vakwerk.cli", "--version"], capture_output=True, text=True, check=True
    )
    assert ran.stdout.startswith("vakwerk ")
