"""A small population that several tests read, made once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from vakwerk.core.norms import shipped
from vakwerk.engines.population import Manifest, read_manifest
from vakwerk.engines.population.made_up import Wish, generate

ON = date(2026, 11, 24)
NORM = "skj-jeugd-en-gezinsprofessional"


def wish(norm: str = NORM, people: int = 2_000, **more: object) -> Wish:
    """A small population of few activities."""
    asked: dict[str, object] = {"part_size": 1_000, "mean_activities": 20.0, "seed": 7} | more
    return Wish(people=people, on=ON, norm=shipped()[norm], library=shipped(), **asked)  # type: ignore[arg-type]


def made(folder: Path, norm: str = NORM, people: int = 2_000, **more: object) -> Manifest:
    """Made and written."""
    return generate(wish(norm, people, **more), folder, made_on=ON)


@pytest.fixture(scope="session")
def thousands(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    """Two thousand people in two parts, under the norm that is the default of the command."""
    return made(tmp_path_factory.mktemp("population") / "thousands")


@pytest.fixture(scope="session")
def _few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("population") / "few"
    made(folder, people=1_200, part_size=700, mean_activities=5.0)
    return folder


@pytest.fixture
def few(_few: Path, tmp_path: Path) -> Callable[[], Path]:
    """A copy of some people in two parts, to spoil."""

    def copy() -> Path:
        folder = tmp_path / "few"
        shutil.copytree(_few, folder)
        read_manifest(folder)
        return folder

    return copy
