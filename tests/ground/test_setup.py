"""What the set-up promises: steps that know when they are done, and a sentence when they cannot be."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tools import setup


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A set-up of an empty folder."""
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "STAMPS", tmp_path / "stamps")
    return tmp_path


def test_a_step_is_fresh_until_one_of_its_files_changes(elsewhere: Path) -> None:
    lock = elsewhere / "lock.txt"
    lock.write_text("a==1")
    setup.mark("step", setup.digest([lock]))
    assert setup.is_fresh("step", setup.digest([lock]))
    lock.write_text("a==2")
    assert not setup.is_fresh("step", setup.digest([lock]))


def test_a_renamed_file_is_a_change(elsewhere: Path) -> None:
    first = elsewhere / "a.css"
    first.write_text("x")
    before = setup.digest([first])
    assert setup.digest([first.rename(elsewhere / "b.css")]) != before


def test_without_a_network_the_refusal_says_so(elsewhere: Path) -> None:
    failing = ["sh", "-c", "echo 'Temporary failure in name resolution: could not resolve host'; exit 1"]
    with pytest.raises(setup.SetupRefused, match=r"Installing did not work[\s\S]*no network"):
        setup.run(failing, what="Installing")


def test_another_fault_shows_the_last_lines_and_guesses_nothing(elsewhere: Path) -> None:
    with pytest.raises(setup.SetupRefused, match="hash mismatch") as refused:
        setup.run(["sh", "-c", "echo 'hash mismatch'; exit 1"], what="Installing")
    assert "network" not in str(refused.value)


def test_an_old_python_is_named_with_what_to_install(repository: Path, tmp_path: Path) -> None:
    for name in ("python3", "python", "python3.11", "python3.12", "python3.13", "python3.14"):
        old = tmp_path / name
        old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
        old.chmod(0o755)
    asked = ["/bin/sh", str(repository / "tools/python.sh"), "tools/setup.py"]
    done = subprocess.run(asked, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "needs Python 3.11 or newer; found: Python 3.9.2" in done.stderr


def test_the_locks_hold_a_hash_for_every_package_and_no_address(repository: Path) -> None:
    for name in ("base", "dev"):
        text = (repository / f"requirements/{name}.txt").read_text(encoding="utf-8")
        assert "://" not in text
        for block in text.replace("\\\n", "").splitlines():
            if block.strip() and not block.startswith("#"):
                assert "==" in block, block
                assert "--hash=sha256:" in block, block


def test_one_version_of_everything_serves_running_and_testing(repository: Path) -> None:
    def pins(name: str) -> set[str]:
        text = (repository / f"requirements/{name}.txt").read_text(encoding="utf-8")
        return {
            line.removesuffix(" \\")
            for line in text.splitlines()
            if "==" in line and not line.startswith(" ")
        }

    assert pins("base") <= pins("dev")
