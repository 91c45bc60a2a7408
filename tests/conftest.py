"""What every test stands on: hypothesis profiles, Django where it is needed, a home of its own for data."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from tests import profiles

ROOT = Path(__file__).resolve().parent.parent
# The rooms that must work without Django are tested without it when they are tested by themselves.
WITHOUT_DJANGO = tuple(ROOT / "tests" / room for room in ("core", "engines", "norms", "house"))

profiles.register()


def pytest_configure(config: pytest.Config) -> None:
    """Point everything at a home of its own, then let Django read its settings."""
    if "VAKWERK_HOME" not in os.environ:
        # Tests never touch a person's own ./var.
        config.stash[_made_home] = os.environ["VAKWERK_HOME"] = tempfile.mkdtemp(prefix="vakwerk-test-")
    if not _needs_django(config):
        return
    # Tests that are not about logging in let staff in with a password; those that are switch it on.
    os.environ.setdefault("VAKWERK_STAFF_SECOND_STEP", "0")
    os.environ["DJANGO_SETTINGS_MODULE"] = "vakwerk.site.settings"
    from django.conf import settings

    assert settings.DATABASES, "reading one setting makes pytest-django set Django up after us"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What only means something on one database is not tried on the other, however the tests are started."""
    here = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    for item in items:
        only = {"postgresql", "sqlite"} & {mark.name for mark in item.iter_markers()}
        if only and here not in only:
            item.add_marker(pytest.mark.skip(reason=f"only means something on {only.pop()}"))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Throw the home away where it was made (not in a worker of a parallel run)."""
    made = config.stash.get(_made_home, None)
    if made:
        shutil.rmtree(made, ignore_errors=True)


_made_home: pytest.StashKey[str] = pytest.StashKey()


def _needs_django(config: pytest.Config) -> bool:
    asked = [
        Path(config.invocation_params.dir, argument.split("::")[0]).resolve() for argument in config.args
    ]
    return not all(any(path.is_relative_to(room) for room in WITHOUT_DJANGO) for path in asked)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder that holds pyproject.toml."""
    return ROOT
